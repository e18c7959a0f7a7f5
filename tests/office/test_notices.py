"""What of the mails to families waits, was sent, and was refused for good."""

from factories import give_access
from factories import make_document
from hcc.ehcportal.access.audit import machine_time
from hcc.ehcportal.notify.mailhost import queue_of_site
from hcc.ehcportal.notify.mailings import Mailings
from hcc.ehcportal.notify.notices import Notices
from hcc.ehcportal.notify.outbox import Outbox
from hcc.ehcportal.notify.rounds import make_mails
from hcc.ehcportal.notify.sending import note_refusal
from hcc.ehcportal.office import notices
from plone import api

import datetime
import pytest
import transaction


@pytest.fixture
def ehc(portal, council, case, anita, tmp_path):
    """A portal in which Anita follows Tony's case, and mails wait for nothing."""
    case.reference = "6427917"
    give_access(anita, case)
    for name, value in {
        "plone.email_from_address": "ehc@example.gov.uk",
        "ehc.notice_minutes": 0,
    }.items():
        api.portal.set_registry_record(name, value)
    portal.MailHost.smtp_queue_directory = str(tmp_path / "queue")
    return council.ehc


@pytest.fixture
def page(coordinator, ehc):
    return lambda: coordinator.visit(ehc, "ehc-notices")


@pytest.fixture
def queued(ehc, case):
    """A mail that the mail server has not taken yet."""
    make_document(case, "Report on dyslexia")
    transaction.commit()
    make_mails()
    (mail,) = queue_of_site().waiting()
    return mail


@pytest.fixture
def refused(ehc, queued):
    queued.path.unlink()
    mailing = Mailings(ehc).latest(1)[0]
    note_refusal(ehc, mailing.message_id, "550")
    return mailing


def test_what_is_still_to_be_written(page, case):
    make_document(case)
    (row,) = page().rows("Still to be written")
    assert row[:3] == ["Anita Rixon", "6427917", "Document"]


def test_what_the_mail_server_has_not_taken(page, queued):
    (row,) = page().rows("Waiting for the mail server")
    assert row[:3] == ["Anita Rixon", "6427917", "Document"]
    assert page().rows("Still to be written") == page().rows("Sent") == []


def test_what_was_sent(page, queued):
    queued.path.unlink()
    (row,) = page().rows("Sent")
    assert row[:3] == ["Anita Rixon", "6427917", "Document"]


def test_what_was_refused_says_why(page, refused):
    (row,) = page().rows("Refused for good")
    assert row[:3] == ["Anita Rixon", "6427917", "Document"]
    assert row[4] == "The mail server refused it (550)."
    assert "Ask the person for their address by another way." in page().text
    assert page().rows("Sent") == []


def test_it_is_sent_again_at_the_press_of_a_button(page, refused, ehc, case):
    page().press("Send again")
    assert page().rows("Refused for good") == []
    assert [n.state for n in Notices(case).all()] == ["waiting"]
    assert len(Outbox(ehc).of("anita")) == 1


def test_sending_again_takes_the_forms_own_token(page, coordinator, refused, ehc):
    address = f"{ehc.absolute_url()}/ehc-notices"
    coordinator.send(address, {"again": refused.message_id})
    coordinator.visit(ehc, f"ehc-notices?again={refused.message_id}")
    transaction.begin()
    assert [m.message_id for m in Mailings(ehc).refused()] == [refused.message_id]


def test_what_somebody_else_has_sent_again_says_so(page, refused, ehc):
    seen = page()
    Mailings(ehc).settle(refused.message_id)
    transaction.commit()
    seen.press("Send again")
    assert "This mail does not wait for you any more." in seen.text


def test_mails_that_nobody_makes_are_told(page, case, monkeypatch):
    make_document(case)
    assert "Nobody makes the mails" not in page().text
    later = machine_time() + datetime.timedelta(minutes=16)
    monkeypatch.setattr(notices, "machine_time", lambda: later)
    assert "Nobody makes the mails" in page().text


def test_other_mails_are_counted(page, queued):
    twin = queued.path.with_name(f"{queued.path.name}1")
    twin.write_bytes(
        queued.path.read_bytes().replace(b"Message-ID: <", b"Message-ID: <x")
    )
    words = (
        "Other mails of this website that wait with them, such as codes to sign in: 1"
    )
    assert words in page().text


def test_no_name_of_a_child_and_no_title_is_on_the_page(page, refused, case):
    make_document(case, "Report on dyslexia")
    main = page().parsed.cssselect("#content")[0].text_content()
    assert "Tony" not in main
    assert "dyslexia" not in main


def test_a_case_that_was_deleted_is_left_out(page, refused, family, case):
    with api.env.adopt_roles(["Manager"]):
        family.manage_delObjects([case.getId()])
    (row,) = page().rows("Refused for good")
    assert row[1] == ""


def test_managers_see_it_too(visitor, rob, ehc):
    assert "Mails to families" in visitor(rob).visit(ehc, "ehc-notices").text


def test_families_do_not(visitor, anita, ehc):
    assert visitor(anita).visit(ehc, "ehc-notices").is_refused


def test_the_page_of_families_leads_to_it(coordinator, council, ehc):
    page = coordinator.visit(council.families)
    page.getLink("Mails to families").click()
    assert page.parsed.cssselect("h1")[0].text_content().strip() == "Mails to families"
