"""From what waits to the mails: one for an adult, once, and not before its time."""

from datetime import date
from factories import give_access
from factories import make_case
from factories import make_document
from factories import make_family
from factories import make_message
from hcc.ehcportal.access.register import AccessRegister
from hcc.ehcportal.notify import sending
from hcc.ehcportal.notify.mailhost import queue_of_site
from hcc.ehcportal.notify.mailings import Mailings
from hcc.ehcportal.notify.notices import Notices
from hcc.ehcportal.notify.outbox import Outbox
from hcc.ehcportal.notify.rounds import make_mails
from hcc.ehcportal.notify.sending import mail_to
from hcc.ehcportal.notify.sending import note_refusal
from hcc.ehcportal.notify.sending import send_again
from plone import api
from Products.MailHost.MailHost import MailBase
from ZODB.POSException import ConflictError

import pytest
import transaction


@pytest.fixture
def portal(functional):
    return functional["portal"]


@pytest.fixture
def ehc(council, mother, machine):
    """The portal, after what the opening of the case brought was mailed."""
    council.ehc.support_email = "help@example.gov.uk"
    return council.ehc


@pytest.fixture
def states(case):
    return lambda: [notice.state for notice in Notices(case).all()]


def a_round():
    """Make the mails that are due, from what the test made before."""
    transaction.commit()
    make_mails()


class TestGathering:
    @pytest.fixture(autouse=True)
    def caught(self, ehc, letters):
        return letters

    def test_nothing_is_mailed_within_ten_minutes(self, case, letters, machine):
        make_document(case)
        machine.wait(minutes=9, seconds=59)
        a_round()
        assert letters == []

    def test_what_happens_within_ten_minutes_is_one_mail(self, case, letters, machine):
        make_document(case)
        machine.wait(minutes=9)
        make_message(case)
        machine.wait(minutes=1)
        a_round()
        (letter,) = letters
        assert letter.to == "anita@example.org"
        assert letter.subject == "News in case 6427917: Request Outcome"
        assert "New document" in letter.text
        assert "New message" in letter.text

    def test_what_comes_later_is_another_mail(self, case, letters, machine):
        for _time in range(2):
            make_document(case)
            machine.wait(minutes=10)
            a_round()
        assert [letter.subject for letter in letters] == [
            "New document in case 6427917: Request Outcome"
        ] * 2

    def test_the_cases_of_one_adult_are_one_mail(
        self, case, family, mother, letters, machine
    ):
        sister = make_case(family, "Tina Bread", reference="6428842")
        give_access(mother, sister)
        for each in (case, sister):
            make_document(each)
        machine.wait(minutes=10)
        a_round()
        (letter,) = letters
        assert "6427917" in letter.text
        assert "6428842" in letter.text

    def test_each_adult_has_a_mail_of_their_own(self, case, tracy, letters, machine):
        give_access(tracy, case, relationship="carer")
        make_document(case)
        machine.wait(minutes=10)
        a_round()
        assert sorted(letter.to for letter in letters) == [
            "anita@example.org",
            "tracy@example.org",
        ]

    def test_the_council_can_choose_another_pause(self, case, letters, machine):
        api.portal.set_registry_record("ehc.notice_minutes", 0)
        make_document(case)
        a_round()
        assert len(letters) == 1

    def test_the_pause_does_not_stand_still_with_the_portals_clock(
        self, case, letters, machine, clock
    ):
        make_document(case)
        clock.set(2030, 1, 1)
        a_round()
        assert letters == []

    def test_opening_a_case_is_one_piece_of_news(
        self, family, mother, letters, machine
    ):
        case = make_case(family, "Tina Bread", "preparing", reference="6428842")
        give_access(mother, case)
        with api.env.adopt_roles(["Manager"]):
            api.content.transition(case, "open")
        machine.wait(minutes=10)
        a_round()
        (letter,) = letters
        assert letter.subject == "Case 6428842 has moved on: Request Outcome"
        assert letter.text.count("Changed stage") == 1

    def test_the_last_word_on_a_date_counts(self, case, letters, machine):
        notices = Notices(case)
        for day in (date(2024, 11, 1), date(2024, 12, 2)):
            notice = notices.record("date", "anita", stage="advice-target", until=day)
            Outbox(case.aq_parent.aq_parent.aq_parent).put(case, notice)
            machine.wait(minutes=5)
        a_round()
        (letter,) = letters
        assert "2 December 2024 for" in letter.text
        assert "1 November" not in letter.text
        assert {notice.state for notice in notices.all()} == {"mailed"}


class TestWhoMayKnow:
    @pytest.fixture(autouse=True)
    def caught(self, ehc, letters):
        return letters

    def test_who_lost_access_meanwhile_is_told_nothing(
        self, case, family, letters, machine, states
    ):
        make_document(case)
        (grant,) = AccessRegister(family).grants_for(case.getId())
        AccessRegister(family).end(grant.id)
        machine.wait(minutes=10)
        a_round()
        assert letters == []
        assert states() == ["withheld"]

    def test_a_case_that_was_deleted_meanwhile_is_passed_over(
        self, case, family, ehc, mother, letters, machine
    ):
        make_document(case)
        with api.env.adopt_roles(["Manager"]):
            family.manage_delObjects([case.getId()])
        machine.wait(minutes=10)
        a_round()
        assert letters == []
        assert Outbox(ehc).of(mother) == []

    def test_who_has_no_address_fails_for_good(
        self, case, ehc, mother, letters, machine, states
    ):
        api.user.get(userid=mother).setMemberProperties({"email": ""})
        make_document(case)
        machine.wait(minutes=10)
        a_round()
        (refused,) = Mailings(ehc).refused()
        assert (refused.adult, refused.reason) == ("anita", "no_address")
        assert (letters, states()) == ([], ["failed"])

    def test_what_is_wrong_with_one_holds_up_nobody_else(
        self, case, tracy, letters, machine, monkeypatch, caplog, states
    ):
        give_access(tracy, case, relationship="carer")
        make_document(case)
        machine.wait(minutes=10)
        send = sending.send_mail

        def fail(address, *args, **kwargs):
            if address.startswith("anita"):
                raise RuntimeError("anita@example.org")
            return send(address, *args, **kwargs)

        monkeypatch.setattr(sending, "send_mail", fail)
        a_round()
        assert [letter.to for letter in letters] == ["tracy@example.org"]
        assert sorted(states()) == ["mailed", "waiting"]
        assert "mail_to was not done: RuntimeError" in caplog.messages
        assert "anita" not in " ".join(
            r.getMessage() for r in caplog.records if r.name.startswith("hcc")
        )


class TestRecord:
    @pytest.fixture(autouse=True)
    def caught(self, ehc, letters):
        return letters

    @pytest.fixture
    def mailed(self, case, machine):
        make_document(case)
        machine.wait(minutes=10)
        a_round()
        return Notices(case)

    def test_the_case_says_when_and_in_which_mail(self, mailed, letters, clock):
        (notice,) = mailed.all()
        assert (notice.state, notice.mailed_at) == ("mailed", clock.moment)
        assert f"Message-ID: {notice.message_id}" in letters[0].whole

    def test_the_portal_keeps_the_mail(self, mailed, ehc, machine):
        (notice,) = mailed.all()
        (mailing,) = Mailings(ehc).latest(10)
        assert mailing.message_id == notice.message_id
        assert (mailing.adult, mailing.handed_at) == ("anita", machine.moment)
        assert mailing.failed_at is None

    def test_a_refused_mail_is_a_failed_notice(self, mailed, ehc, machine):
        (notice,) = mailed.all()
        note_refusal(ehc, notice.message_id, "550")
        assert mailed.get(notice.id).state == "failed"
        (refused,) = Mailings(ehc).refused()
        assert (refused.reason, refused.failed_at) == ("550", machine.moment)

    def test_a_refused_mail_can_be_sent_again_at_once(self, mailed, ehc, letters):
        (notice,) = mailed.all()
        note_refusal(ehc, notice.message_id, "550")
        send_again(ehc, notice.message_id)
        assert list(Mailings(ehc).refused()) == []
        a_round()
        assert len(letters) == 2
        again = mailed.get(notice.id)
        assert again.state == "mailed"
        assert again.message_id != notice.message_id

    def test_the_refusal_of_an_old_mail_does_not_touch_a_new_one(self, mailed, ehc):
        (notice,) = mailed.all()
        mailed.mark_mailed(notice.id, "<new@example.gov.uk>")
        note_refusal(ehc, notice.message_id, "550")
        assert mailed.get(notice.id).state == "mailed"

    def test_the_newest_mail_comes_first(self, mailed, case, ehc, machine):
        make_document(case)
        machine.wait(minutes=10)
        a_round()
        first, second = Mailings(ehc).latest(10)
        assert first.handed_at > second.handed_at

    def test_old_mails_are_forgotten_but_not_refused_ones(
        self, mailed, case, ehc, machine
    ):
        (notice,) = mailed.all()
        make_document(case)
        machine.wait(days=1)
        a_round()
        note_refusal(ehc, notice.message_id, "550")
        machine.wait(days=91)
        for _time in range(2):
            make_document(case)
            machine.wait(minutes=10)
            a_round()
        kept = Mailings(ehc).latest(10)
        assert len(kept) == 3
        assert kept[-1].message_id == notice.message_id


class TestQueue:
    """With MailHost's own data manager, and a folder for the mails."""

    @pytest.fixture(autouse=True)
    def queue(self, portal, ehc, tmp_path):
        api.portal.set_registry_record("plone.email_from_address", "e@example.gov.uk")
        portal.MailHost.smtp_queue_directory = str(tmp_path / "queue")
        return queue_of_site()

    @pytest.fixture
    def due(self, case, machine):
        make_document(case)
        machine.wait(minutes=10)
        transaction.commit()

    def test_a_mail_goes_with_the_commit(self, due, ehc, mother, queue):
        mail_to(ehc, mother)
        assert queue.waiting() == []
        transaction.commit()
        assert len(queue.waiting()) == 1

    def test_an_aborted_transaction_sends_nothing(
        self, due, ehc, mother, queue, states
    ):
        mail_to(ehc, mother)
        transaction.abort()
        transaction.commit()
        assert queue.waiting() == []
        assert states() == ["waiting"]
        assert list((queue.folder / "tmp").iterdir()) == []

    def test_a_transaction_that_is_begun_again_sends_once(
        self, due, queue, monkeypatch, states
    ):
        """Another process was quicker twice, which shows when it comes to commit."""
        send, tries = MailBase._send, []

        def contested(mailhost, *args, **kwargs):
            send(mailhost, *args, **kwargs)
            tries.append(1)
            if len(tries) < 3:
                raise ConflictError

        monkeypatch.setattr(MailBase, "_send", contested)
        a_round()
        assert len(tries) == 3
        assert len(queue.waiting()) == 1
        assert states() == ["mailed"]

    def test_the_slower_of_two_processes_sends_nothing(
        self, due, ehc, mother, queue, functional
    ):
        """Both make it from the same state of the database; one can commit."""
        mail_to(ehc, mother)
        _mail_by_another_process(ehc, mother)
        with pytest.raises(ConflictError):
            transaction.commit()
        transaction.abort()
        make_mails()
        assert queue.waiting() == []

    def test_the_request_that_publishes_sends_nothing_itself(self, case, queue):
        make_document(case)
        transaction.commit()
        assert queue.waiting() == []

    def test_publishing_that_is_undone_tells_nobody(self, case, queue, machine, states):
        transaction.commit()
        make_document(case)
        transaction.abort()
        machine.wait(minutes=10)
        a_round()
        assert queue.waiting() == []
        assert states() == []


def _mail_by_another_process(ehc, mother):
    """Commit, in a connection of its own, what mailing changes in the database."""
    manager = transaction.TransactionManager()
    connection = ehc._p_jar.db().open(manager)
    other = connection.get(ehc._p_oid)
    outbox = other.__annotations__["hcc.ehcportal.outbox"]
    for key in list(outbox):
        del outbox[key]
    manager.commit()
    connection.close()


def test_adults_of_other_families_are_not_touched(
    council, ehc, case, tracy, letters, machine
):
    tests = make_case(make_family(council, "Test"), "Rob Test")
    give_access(tracy, tests)
    make_document(case)
    machine.wait(minutes=10)
    a_round()
    assert [letter.to for letter in letters] == ["anita@example.org"]
