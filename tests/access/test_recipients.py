"""A message exists for those adults of a case alone whom it is for."""

from datetime import date
from factories import give_access
from factories import make_message
from factories import sign_in
from hcc.ehcportal.access.register import AccessRegister
from hcc.ehcportal.content.overview import overview_of
from plone import api
from plone.testing.zope import Browser
from Products.CMFCore.WorkflowCore import WorkflowException

import json
import pytest
import transaction


SUBJECT = "About the address"


@pytest.fixture
def tonys(case, anita, tracy):
    """Tony's case, to which both parents have access."""
    give_access(anita, case)
    give_access(tracy, case, relationship="father")
    return case


def send(case, *addressees: str):
    message = make_message(case, SUBJECT, state="draft")
    message.addressees = addressees
    with api.env.adopt_roles(["Manager"]):
        api.content.transition(message, "send")
    return message


def may_view(message, *people: str) -> list[bool]:
    return [
        bool(api.user.has_permission("View", username=person, obj=message))
        for person in people
    ]


def finds(person: str) -> list[str]:
    """Return the titles of the messages that a person finds."""
    with api.env.adopt_user(username=person):
        return [b.Title for b in api.content.find(portal_type="EHCMessage")]


class TestWho:
    def test_with_nobody_named_it_is_for_all(self, tonys, anita, tracy, robert):
        message = send(tonys)
        assert may_view(message, anita, tracy, robert) == [True, True, True]
        assert message.recipients == ("Anita Rixon", "Tracy Tester")

    def test_with_one_named_it_is_for_that_one_and_staff(
        self, tonys, anita, tracy, robert, rob
    ):
        message = send(tonys, anita)
        assert may_view(message, anita, tracy, robert, rob) == [True, False, True, True]
        assert (message.recipients, message.recipient_ids) == (
            ("Anita Rixon",),
            (anita,),
        )

    def test_a_draft_is_for_nobody_of_the_family(self, tonys, anita, tracy, robert):
        draft = make_message(tonys, state="draft")
        draft.addressees = (anita,)
        assert may_view(draft, anita, tracy, robert) == [False, False, True]

    def test_access_that_has_ended_ends_it(self, tonys, anita, clock):
        message = send(tonys, anita)
        (grant,) = [
            g for g in AccessRegister(tonys.__parent__).grants() if g.adult == anita
        ]
        AccessRegister(tonys.__parent__).end(grant.id, date(2024, 10, 10))
        clock.set(2024, 10, 11)
        assert may_view(message, anita) == [False]

    def test_in_an_archived_case_it_is_for_managers(self, tonys, anita, robert, rob):
        message = send(tonys, anita)
        draft = make_message(tonys, state="draft")
        tonys.ending = "no_plan"
        with api.env.adopt_roles(["Manager"]):
            api.content.transition(tonys, to_state="archived")
        for content in (message, draft):
            assert may_view(content, anita, robert, rob) == [False, False, True]

    def test_nobody_can_let_it_inherit_the_adults_of_the_case(self, tonys, anita):
        with pytest.raises(AttributeError):
            send(tonys, anita).__ac_local_roles_block__ = None


class TestFinding:
    def test_the_search_finds_it_for_those_alone(self, tonys, anita, tracy, robert):
        send(tonys, anita)
        assert (finds(anita), finds(tracy), finds(robert)) == (
            [SUBJECT],
            [],
            [SUBJECT],
        )

    def test_access_that_will_end_is_not_written_into_the_index(
        self, case, anita, tracy
    ):
        give_access(anita, case, end=date(2024, 12, 31))
        assert (send(case).title, finds(anita)) == (SUBJECT, [])

    def test_whoever_gets_access_later_finds_what_was_for_all(self, case, anita, tracy):
        give_access(anita, case)
        send(case, anita)
        send(case)
        give_access(tracy, case)
        assert (finds(tracy), len(finds(anita))) == ([SUBJECT], 2)


class TestOverview:
    def test_it_has_what_is_for_this_person(self, tonys, anita, tracy, robert):
        send(tonys, anita)
        assert [
            len(overview_of(tonys, person).messages)
            for person in (anita, tracy, robert)
        ] == [1, 0, 1]

    def test_an_adult_reads_their_own_name_alone(self, tonys, anita, tracy, robert):
        send(tonys)
        assert [
            overview_of(tonys, person).messages[0].recipients
            for person in (anita, tracy, robert)
        ] == [("Anita Rixon",), ("Tracy Tester",), ("Anita Rixon", "Tracy Tester")]

    def test_whoever_came_later_reads_no_name(self, case, anita, tracy):
        give_access(anita, case)
        send(case)
        give_access(tracy, case)
        assert overview_of(case, tracy).messages[0].recipients == ()


class TestSending:
    @pytest.fixture
    def draft(self, tonys, anita, tracy):
        draft = make_message(tonys, SUBJECT, state="draft")
        draft.addressees = (anita, tracy)
        return draft

    def end_access(self, case, *adults):
        register = AccessRegister(case.__parent__)
        for grant in list(register.grants()):
            if grant.adult in adults:
                register.end(grant.id)

    def test_whose_access_has_ended_is_left_out(self, draft, tonys, anita, tracy):
        self.end_access(tonys, tracy)
        with api.env.adopt_roles(["Manager"]):
            api.content.transition(draft, "send")
        assert (draft.addressees, draft.recipients) == ((anita,), ("Anita Rixon",))

    def test_with_nobody_left_it_is_not_sent_to_all(self, draft, tonys, anita):
        draft.addressees = (anita,)
        self.end_access(tonys, anita)
        tool = api.portal.get_tool("portal_workflow")
        with api.env.adopt_roles(["Manager"]), pytest.raises(WorkflowException) as told:
            tool.doActionFor(draft, "send")
        assert "Nobody whom this message is for has access" in str(told.value)
        assert api.content.get_state(draft) == "draft"

    def test_the_name_is_that_of_who_sends(self, draft, robert):
        draft.sender = "Somebody else"
        with api.env.adopt_user(username=robert):
            api.content.transition(draft, "send")
        assert draft.sender == "Robert Coombes"


class TestOverHTTP:
    @pytest.fixture
    def portal(self, functional_portal):
        return functional_portal

    @pytest.fixture
    def ask(self, functional, tonys):
        def ask(person, address, accept="text/html", data=None):
            transaction.commit()
            browser = Browser(functional["app"])
            browser.raiseHttpErrors = False
            browser.addHeader("Accept", accept)
            sign_in(browser, person)
            if data is None:
                browser.open(address)
            else:
                browser.post(address, json.dumps(data), "application/json")
            status, body = browser.headers["status"], browser.contents
            return int(status.split()[0]), body if isinstance(
                body, str
            ) else body.decode()

        return ask

    @pytest.mark.parametrize(
        "below", ["", "/view", "/ehc-message", "/ehc-open", "/ehc-reply", "/@@edit"]
    )
    @pytest.mark.parametrize("accept", ["text/html", "application/json"])
    def test_for_the_other_parent_it_is_a_missing_page(
        self, ask, tonys, anita, tracy, below, accept
    ):
        message = send(tonys, anita)
        nothing = f"{tonys.absolute_url()}/m-0000000000000000"
        assert ask(tracy, message.absolute_url() + below, accept)[0] == 404
        assert ask(tracy, nothing + below, accept)[0] == 404

    def test_the_pages_of_the_other_parent_do_not_know_it(
        self, ask, tonys, anita, tracy
    ):
        send(tonys, anita)
        for page in ("", "/ehc-messages", "/@search", "/@contents"):
            address = tonys.absolute_url() + page
            accept = "application/json" if "@" in page else "text/html"
            assert SUBJECT not in ask(tracy, address, accept)[1], page
        assert SUBJECT in ask(anita, f"{tonys.absolute_url()}/ehc-messages")[1]

    def test_over_rest_an_adult_is_not_told_who_else_got_it(
        self, ask, tonys, anita, tracy, robert
    ):
        message = send(tonys)
        status, body = ask(anita, message.absolute_url(), "application/json")
        assert (status, "Tracy" in body, "tracy" in body) == (200, False, False)
        assert json.loads(body)["text"] == message.text
        _, body = ask(robert, message.absolute_url(), "application/json")
        assert json.loads(body)["recipients"] == ["Anita Rixon", "Tracy Tester"]

    def test_over_rest_staff_make_a_draft_and_cannot_sign_for_others(
        self, ask, tonys, robert
    ):
        data = {
            "@type": "EHCMessage",
            "title": SUBJECT,
            "text": "Hello",
            "sender": "Rob Test",
            "sent_at": "2024-01-01T00:00:00",
        }
        status, body = ask(robert, tonys.absolute_url(), "application/json", data)
        made = json.loads(body)
        assert (status, made["review_state"]) == (201, "draft")
        assert (made["sender"], made["sent_at"]) == (None, None)

    def test_over_rest_a_family_cannot_make_one(self, ask, tonys, anita, council):
        council.ehc.replies = True
        data = {"@type": "EHCMessage", "title": SUBJECT, "text": "Hello"}
        status, _ = ask(anita, tonys.absolute_url(), "application/json", data)
        assert status in (401, 403)
