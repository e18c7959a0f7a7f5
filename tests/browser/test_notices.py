"""The mails to families, at the office's page and at the editors' preview."""

from demo_layer import DEMO_FIXTURE
from hcc.ehcportal.access.audit import machine_time
from hcc.ehcportal.notify.mailings import Mailing
from hcc.ehcportal.notify.mailings import Mailings
from hcc.ehcportal.notify.notices import Notices
from hcc.ehcportal.notify.outbox import Outbox
from hcc.ehcportal.notify.outbox import place_of
from hcc.ehcportal.notify.sending import note_refusal
from plone import api

import pytest
import transaction


pytestmark = pytest.mark.browser


@pytest.fixture
def ehc(demo_server):
    """A portal in which mails of Anita's wait, were sent, and were refused."""
    ehc = demo_server["portal"]["ehc"]
    user = api.user.get(username=DEMO_FIXTURE.accounts["anita"]["login"])
    case = next(
        case
        for family in ehc["families"].objectValues()
        for case in family.objectValues()
        if case.reference == "6427917"
    )
    for kind, message_id in (("document", "<sent@demo>"), ("message", "<550@demo>")):
        notice = Notices(case).record(kind, user.getId())
        Notices(case).mark_mailed(notice.id, message_id)
        places = (place_of(case, notice),)
        Mailings(ehc).add(Mailing(message_id, user.getId(), places, machine_time()))
    note_refusal(ehc, "<550@demo>", "550")
    Outbox(ehc).put(case, Notices(case).record("stage", user.getId()))
    transaction.commit()
    return ehc


def test_a_coordinator_sends_a_refused_mail_again(visitor, ehc):
    visitor.sign_in("robert", "/ehc/ehc-notices")

    assert visitor.heading == "Mails to families"
    assert visitor.sees("The mail server refused it (550).")
    visitor.look("notices-refused")
    visitor.follow("Send again")
    assert visitor.sees("The mail is sent again within minutes.")
    assert visitor.sees("None was refused.")
    visitor.look("notices")
    visitor.follow("Back to the families")
    assert visitor.heading == "Families"


def test_an_editor_sees_what_a_mail_will_say(visitor):
    visitor.sign_in("editor", "/ehc/texts/notice-document/ehc-preview")

    assert visitor.heading == "Preview: Mail: new document"
    assert visitor.sees("New document in case 6427917: Request/Application")
    visitor.look("notice-preview")
