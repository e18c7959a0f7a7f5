"""The notices of a case: what its adults were told of by mail, and when."""

from datetime import date
from factories import make_document
from hcc.ehcportal.content.clock import now
from hcc.ehcportal.notify.notices import Notices
from plone import api

import pytest


@pytest.fixture
def notices(case):
    return Notices(case)


def test_a_case_of_which_nobody_was_told_has_none(notices):
    assert notices.all() == []


def test_a_notice_says_who_is_to_be_told_of_what_and_by_when_to_act(notices):
    day = date(2024, 10, 31)
    notice = notices.record(
        "document", "anita", subject="d-1", stage="advice", until=day
    )
    assert notices.all() == [notice]
    assert (notice.kind, notice.adult, notice.subject) == ("document", "anita", "d-1")
    assert (notice.stage, notice.until) == ("advice", day)
    assert (notice.state, notice.recorded_at) == ("waiting", now())
    assert (notice.mailed_at, notice.message_id, notice.failed_at) == (None, None, None)


def test_they_come_in_the_order_in_which_they_were_recorded(notices, clock):
    recorded = []
    for day in (7, 5, 6):
        clock.set(2024, 10, day)
        recorded.append(notices.record("stage", "anita"))
    assert notices.all() == [recorded[1], recorded[2], recorded[0]]


def test_those_about_one_document_can_be_asked_for(notices, case):
    document = make_document(case, state="draft")
    notices.record("document", "anita", subject="another")
    notice = notices.record("document", "anita", subject=document.getId())
    assert notices.about(document.getId()) == [notice]


def test_a_mailed_notice_tells_when_and_in_which_mail(notices, clock):
    notice = notices.record("document", "anita")
    clock.set(2024, 10, 5)
    notices.mark_mailed(notice.id, "<1@example.gov.uk>")
    (mailed,) = notices.all()
    assert (mailed.state, mailed.mailed_at) == ("mailed", now())
    assert mailed.message_id == "<1@example.gov.uk>"


def test_a_refused_notice_keeps_the_mail_that_was_refused(notices, clock):
    notice = notices.record("document", "anita")
    notices.mark_mailed(notice.id, "<1@example.gov.uk>")
    clock.set(2024, 10, 5)
    failed = notices.mark_failed(notice.id)
    assert (failed.state, failed.failed_at) == ("failed", now())
    assert failed.message_id == "<1@example.gov.uk>"


def test_one_that_is_mailed_again_is_no_longer_refused(notices):
    notice = notices.record("document", "anita")
    notices.mark_failed(notice.id)
    assert notices.mark_waiting(notice.id).state == "waiting"
    again = notices.mark_mailed(notice.id, "<2@example.gov.uk>")
    assert (again.state, again.failed_at) == ("mailed", None)


def test_what_is_withheld_stays_written_down(notices):
    notice = notices.record("document", "anita")
    notices.mark_withheld(notice.id)
    assert [each.state for each in notices.all()] == ["withheld"]


def test_there_is_no_notice_of_any_other_kind(notices):
    with pytest.raises(ValueError, match="no such kind"):
        notices.record("child", "anita")


def test_nothing_can_be_told_of_a_notice_that_there_is_not(notices):
    with pytest.raises(KeyError):
        notices.mark_mailed("none", "<1@example.gov.uk>")


def test_a_copy_of_a_case_begins_with_none(notices, case, family):
    """What its documents are called is the same; whom it is about may not be."""
    document = make_document(case, state="draft")
    notices.record("document", "anita", subject=document.getId())

    with api.env.adopt_roles(["Manager"]):
        copy = api.content.copy(case, family)

    assert Notices(copy).all() == []
    assert copy[document.getId()].reading is None
    assert len(notices.all()) == 1


def test_documents_in_a_copy_of_a_case_forget_who_was_given_them(case, family):
    document = make_document(case)
    document.adults, document.replaces = ("anita",), "d-another"

    with api.env.adopt_roles(["Manager"]):
        copy = api.content.copy(case, family)[document.getId()]

    assert (copy.adults, copy.versions, copy.openings) == ((), (), None)
    assert copy.replaces is None
