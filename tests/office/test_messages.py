"""Staff write to the adults of a case."""

from factories import give_access
from factories import make_case
from factories import make_message
from hcc.ehcportal.access.register import AccessRegister
from hcc.ehcportal.content.correspondence import write_to_office
from hcc.ehcportal.content.drafting import Letter
from hcc.ehcportal.content.drafting import letter_of
from hcc.ehcportal.content.states import state_of
from plone import api
from plone.locking.interfaces import ILockable
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

import pytest
import transaction


@pytest.fixture
def tonys(case, robert, anita, tracy):
    """Tony's case, with two parents and Robert as its coordinator."""
    case.coordinator = robert
    case.reference = "EHC-2024-0117"
    notify(ObjectModifiedEvent(case))
    give_access(anita, case)
    give_access(tracy, case, relationship="father")
    return case


def messages_in(case):
    return [item for item in case.objectValues() if item.portal_type == "EHCMessage"]


def write(desk, **fields):
    """Type into the form, as somebody without scripts."""
    for name, value in fields.items():
        control = desk.getControl(name="to:list" if name == "to" else name)
        control.value = [value] if name == "standard" else value
    return desk


def end_access(case, adult):
    register = AccessRegister(case.__parent__)
    for grant in list(register.grants()):
        if grant.adult == adult:
            register.end(grant.id)


def problem(desk, field):
    found = desk.parsed.cssselect(f"#{field}-problem")
    return found[0].text_content().strip() if found else ""


@pytest.fixture
def desk(coordinator, tonys):
    return coordinator.visit(tonys, "ehc-write-message")


class TestWriting:
    def test_it_says_about_whom_and_ticks_everybody(self, desk):
        assert desk.parsed.cssselect("h1")[0].text_content().split() == (
            ["Message", "about", "Tony", "Bread"]
        )
        assert "Born 3 Mar 2020, reference EHC-2024-0117" in desk.text
        assert desk.getControl(name="to:list").value == ["anita", "tracy"]

    def test_it_is_checked_and_then_sent_to_all(self, desk, tonys):
        write(desk, subject="Hello", text="One.\n\nSee https://example.org/a.")
        desk.press("Check and send")
        for words in ("Anita Rixon (Mother)", "Tracy Tester (Father)", "Not to"):
            assert (words in desk.text) == (words != "Not to"), words
        assert desk.parsed.cssselect(".ehc-preview a")[0].get("href") == (
            "https://example.org/a"
        )
        (draft,) = messages_in(tonys)
        assert api.content.get_state(draft) == "draft"

        desk.press("Send")

        assert "The message was sent to Anita Rixon, Tracy Tester." in desk.text
        assert api.content.get_state(draft) == "sent"
        assert (draft.sender, draft.addressees) == ("Robert Coombes", ())
        assert draft.text == "One.\n\nSee https://example.org/a."

    def test_it_is_sent_to_those_who_are_ticked(self, desk, tonys):
        write(desk, subject="Hello", text="One.", to=["anita"])
        desk.press("Check and send")
        assert "Not to Tracy Tester (Father)" in desk.text
        desk.press("Send")
        (message,) = messages_in(tonys)
        assert (message.addressees, message.recipients) == (
            ("anita",),
            ("Anita Rixon",),
        )

    def test_what_is_wrong_is_said_by_the_field_and_nothing_is_lost(self, desk, tonys):
        write(desk, text="x" * 10_001, to=[]).press("Check and send")
        assert problem(desk, "to") == "Tick at least one person."
        assert problem(desk, "subject") == "Enter a subject."
        assert "has 10,001 characters" in problem(desk, "text")
        assert desk.getControl(name="text").value.strip() == "x" * 10_001
        assert desk.getControl(name="to:list").value == []
        assert messages_in(tonys) == []

    def test_an_id_that_is_no_adult_of_the_case_is_nobody(self, desk, tonys, rob):
        body = {
            "_authenticator": desk.getControl(name="_authenticator").value,
            "to:list": rob,
            "subject": "Hello",
            "text": "Hello",
            "check": "1",
        }
        desk.send(f"{tonys.absolute_url()}/ehc-write-message", body)
        assert problem(desk, "to") == "Tick at least one person."
        assert messages_in(tonys) == []

    def test_another_site_can_send_nothing(self, coordinator, tonys):
        draft = make_message(tonys, state="draft")
        for content, page in (
            (tonys, "ehc-write-message"),
            (draft, "ehc-write-message"),
            (draft, "ehc-send-message"),
        ):
            body = {"subject": "x", "text": "x", "save": "1", "send": "1"}
            coordinator.send(f"{content.absolute_url()}/{page}", body)
            assert coordinator.status == 403
        assert messages_in(tonys) == [draft]
        assert letter_of(draft).subject == "EHC Handover to new team"

    def test_families_and_editors_do_not_come_here(self, mother, visitor, tonys):
        draft = make_message(tonys, state="draft")
        for content, page in (
            (tonys, "ehc-write-message"),
            (draft, "ehc-write-message"),
            (draft, "ehc-send-message"),
        ):
            assert mother.visit(content, page).is_refused

    @pytest.fixture
    def mother(self, visitor, tonys):
        return visitor("anita")


class TestNobody:
    def test_it_says_so_and_keeps_a_draft(self, coordinator, case):
        desk = coordinator.visit(case, "ehc-write-message")
        assert "Nobody has access to this case today" in desk.text
        write(desk, subject="Hello", text="One.").press("Check and send")
        assert "cannot be sent" in desk.text
        desk.press("Save as draft")
        (draft,) = messages_in(case)
        desk.visit(draft, "ehc-send-message")
        assert "It cannot be sent like this" in desk.text
        with pytest.raises(LookupError):
            desk.getControl("Send")


class TestDrafts:
    def test_one_is_kept_unfinished_and_gone_on_with(self, desk, tonys):
        write(desk, subject="Hello", to=["tracy"]).press("Save as draft")
        (draft,) = messages_in(tonys)
        assert desk.url == f"{draft.absolute_url()}/ehc-write-message"
        assert "The draft was saved." in desk.text
        assert desk.getControl(name="to:list").value == ["tracy"]

        write(desk, text="Now with a text.").press("Save as draft")

        assert letter_of(draft) == Letter("Hello", "Now with a text.", ("tracy",))

    def test_it_needs_a_subject_to_be_found_by(self, desk, tonys):
        write(desk, text="Hello").press("Save as draft")
        assert "by which you find the draft again" in problem(desk, "subject")
        assert messages_in(tonys) == []

    def test_of_two_who_change_it_the_later_is_shown_both(
        self, visitor, tonys, robert, rob
    ):
        draft = make_message(tonys, "Hello", state="draft")
        first = visitor(robert).visit(draft, "ehc-write-message")
        second = visitor(rob).visit(draft, "ehc-write-message")
        write(first, text="Robert's words.").press("Save as draft")
        write(second, text="Rob's words.").press("Save as draft")

        assert "Somebody changed this draft" in problem(second, "text")
        assert second.getControl(name="text").value.strip() == "Rob's words."
        meanwhile = second.parsed.cssselect(".ehc-meanwhile")[0].text_content()
        assert "Robert's words." in meanwhile
        assert draft.text == "Robert's words."

        write(second, text="Robert's and Rob's words.").press("Save as draft")
        assert draft.text == "Robert's and Rob's words."

    def test_what_was_typed_into_one_that_was_sent_meanwhile_is_shown(
        self, coordinator, tonys
    ):
        draft = make_message(tonys, "Hello", state="draft")
        desk = coordinator.visit(draft, "ehc-write-message")
        with api.env.adopt_roles(["Manager"]):
            api.content.transition(draft, "send")
        transaction.commit()
        write(desk, text="More.").press("Save as draft")
        assert "This message was sent in the meantime" in desk.text
        assert desk.getControl(name="text").value.strip() == "More."
        assert draft.text == "Your coordinator changes."

    def test_whose_access_has_ended_is_named(self, coordinator, tonys, anita):
        draft = make_message(tonys, "Hello", state="draft")
        draft.addressees = (anita,)
        end_access(tonys, anita)
        desk = coordinator.visit(draft, "ehc-write-message")
        assert "will not get it: Anita Rixon" in desk.text
        assert desk.getControl(name="to:list").value == []
        desk.visit(draft, "ehc-send-message")
        assert "It cannot be sent like this" in desk.text


class TestChecking:
    @pytest.fixture
    def draft(self, tonys, anita):
        draft = make_message(tonys, "Hello", state="draft")
        draft.addressees = (anita,)
        return draft

    def test_what_somebody_edits_is_not_sent_until_they_are_done(
        self, coordinator, draft, rob
    ):
        desk = coordinator.visit(draft, "ehc-send-message")
        with api.env.adopt_user(username=rob):
            ILockable(draft).lock()
        transaction.commit()

        desk.press("Send")

        assert "Rob Test is editing this now" in desk.text
        assert state_of(draft) == "draft"

    def test_what_changed_since_it_was_shown_is_not_sent(self, coordinator, draft):
        desk = coordinator.visit(draft, "ehc-send-message")
        draft.text = "Other words."
        desk.visit(draft.__parent__, "ehc-messages")
        desk.goBack()
        desk.press("Send")
        assert "Nothing was sent. This is how it is now." in desk.text
        assert "Other words." in desk.text
        assert api.content.get_state(draft) == "draft"

    def test_nor_to_others_than_were_shown(self, coordinator, tonys, draft, tracy):
        draft.addressees = ()
        desk = coordinator.visit(draft, "ehc-send-message")
        end_access(tonys, tracy)
        desk.visit(tonys, "ehc-messages")
        desk.goBack()
        desk.press("Send")
        assert "Nothing was sent." in desk.text
        desk.press("Send")
        assert draft.recipients == ("Anita Rixon",)

    def test_it_is_sent_once(self, coordinator, visitor, rob, draft):
        first = coordinator.visit(draft, "ehc-send-message")
        second = visitor(rob).visit(draft, "ehc-send-message")
        first.press("Send")
        second.press("Send")
        assert "This message was sent already." in second.text
        assert draft.sender == "Robert Coombes"


class TestStandardTexts:
    def test_one_is_filled_in_without_scripts(self, desk):
        write(desk, standard="message-request-received").press("Use this text")
        assert desk.getControl(name="subject").value == "We have your request"
        text = desk.getControl(name="text").value
        assert "assessment for Tony Bread. Its reference is EHC-2024-0117." in text
        assert "Robert Coombes is your EHCP Coordinator." in text

    def test_what_was_typed_stays_above_it(self, desk):
        write(desk, subject="Mine", text="My words.", to=["anita"])
        write(desk, standard="message-handover").press("Use this text")
        assert desk.getControl(name="subject").value == "Mine"
        text = desk.getControl(name="text").value.strip()
        assert text.startswith("My words.")
        assert "has been handed over, and Robert Coombes is now" in text
        assert desk.getControl(name="to:list").value == ["anita"]

    def test_one_has_to_be_chosen(self, desk):
        write(desk, text="My words.").press("Use this text")
        assert problem(desk, "standard") == "Choose a standard text first."
        assert desk.getControl(name="text").value.strip() == "My words."

    def test_a_gap_is_not_sent(self, desk, tonys):
        tonys.reference = None
        desk.visit(tonys, "ehc-write-message")
        write(desk, standard="message-request-received").press("Use this text")
        desk.press("Check and send")
        assert "in place of ${reference}" in problem(desk, "text")

    def test_editors_add_their_own(self, coordinator, council, tonys):
        with api.env.adopt_roles(["Manager"]):
            text = api.content.create(
                council.ehc["texts"], "EHCText", title="Zebra crossing", text="Hello"
            )
        text.subject = "About the way"
        desk = coordinator.visit(tonys, "ehc-write-message")
        titles = [o.text for o in desk.parsed.cssselect("#standard option")]
        assert titles[-1] == "Zebra crossing"
        assert not [title for title in titles if title.startswith("Mail")]


class TestAnswering:
    @pytest.fixture
    def asked(self, council, tonys, anita):
        council.ehc.replies = True
        with api.env.adopt_user(username=anita):
            return write_to_office(tonys, "A question", "When is it?")

    def test_it_goes_to_who_asked_in_the_thread(self, coordinator, tonys, asked):
        desk = coordinator.visit(asked)
        desk.getLink("Answer").click()
        assert "You are answering" in desk.text
        assert "When is it?" in desk.text
        assert desk.getControl(name="to:list").value == ["anita"]
        assert desk.getControl(name="subject").value == "Re: A question"

        write(desk, text="On Monday.").press("Check and send").press("Send")

        (_, answer) = messages_in(tonys)
        assert (answer.thread, answer.addressees) == (asked.getId(), ("anita",))
        assert not asked.waits_for_staff

    def test_it_stays_theirs_when_nobody_else_has_access_yet(
        self, coordinator, tonys, asked, tracy
    ):
        end_access(tonys, tracy)
        desk = coordinator.visit(tonys, f"ehc-write-message?answer={asked.getId()}")
        write(desk, text="On Monday.").press("Check and send").press("Send")
        (_, answer) = messages_in(tonys)
        assert answer.addressees == ("anita",)

    def test_the_message_of_another_case_is_not_found(self, coordinator, family, asked):
        other = make_case(family, "Rob Test")
        desk = coordinator.visit(other, f"ehc-write-message?answer={asked.getId()}")
        assert desk.status == 404
