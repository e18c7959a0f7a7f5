"""The families of the demonstration were told of everything, in the past."""

from hcc.ehcportal.notify.notices import Notices
from hcc.ehcportal.notify.outbox import Outbox


def test_nothing_waits_to_be_mailed(site):
    assert list(Outbox(site["ehc"]).all()) == []


def test_everything_was_mailed_on_its_own_day(cases, user_id):
    notices = Notices(cases["Tony Bread"]).all()
    assert {notice.adult for notice in notices} == {user_id("anita")}
    assert {"document", "message", "stage"} <= {notice.kind for notice in notices}
    assert [n.recorded_at for n in notices] == [n.mailed_at for n in notices]
