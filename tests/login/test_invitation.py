"""Following an invitation: from the link in the mail to the case."""

from factories import sign_in
from hcc.ehcportal.access.audit import entries
from hcc.ehcportal.access.directory import cases_of
from hcc.ehcportal.access.invitations import Invitations
from hcc.ehcportal.access.letters import send_invitation
from hcc.ehcportal.login.door.accounts import account_named
from hcc.ehcportal.login.door.rule import owes_second_step
from hcc.ehcportal.login.joining.newaccount import accounts_at
from plone import api
from threading import Barrier
from threading import Thread
from urllib.parse import urlsplit

import pytest
import transaction


ADDRESS = "a.rixon@example.org"
PASSWORD = "brown otter piano"


@pytest.fixture
def register(case):
    """The invitations of Tony's family; his case has a reference."""
    case.reference = "EHC-2024-1"
    return Invitations(case.__parent__)


@pytest.fixture
def invite(register, case, mails, robert):
    """Invite somebody, and return the invitation and the path of the link."""

    def send(address=ADDRESS):
        invitation, token = register.invite(
            case.getId(),
            name="Anita Rixon",
            address=address,
            relationship="mother",
            reason="Parental responsibility",
            end=None,
            invited_by=robert,
        )
        send_invitation(case, invitation, token)
        return invitation, path_in(mails[-1])

    return send


@pytest.fixture
def link(invite):
    """The link of an invitation of somebody without an account."""
    return invite()[1]


def path_in(mail) -> str:
    """Return the path and query of the link in a mail."""
    address = urlsplit(mail.link)
    return f"{address.path.lstrip('/')}?{address.query}"


def follow(browser, link):
    return browser.visit(link).press("Continue")


def make_account(browser, name="Anita Rixon", password=PASSWORD):
    browser.getControl("Your name").value = name
    browser.getControl("New password").value = password
    return browser.press("Create your account")


def has_case(user_id, case) -> bool:
    transaction.begin()
    return case in cases_of(case.__parent__.__parent__.__parent__, user_id)


class TestLink:
    def test_it_names_the_council_and_the_reference_and_not_the_child(
        self, browser, link, portal
    ):
        portal.title = "Hertfordshire"
        browser.visit(link)
        assert (
            "You are invited to follow the case EHC-2024-1 at Hertfordshire"
            in browser.text
        )
        assert "Tony" not in browser.text
        assert "Bread" not in browser.text

    def test_a_case_without_a_reference_is_a_case(self, browser, link, case):
        case.reference = None
        assert "invited to follow a case at" in browser.visit(link).text

    def test_looking_at_it_uses_nothing_up(self, browser, invite, register):
        invitation, link = invite()
        for _time in range(3):
            browser.send("HEAD", link)
            browser.visit(link)
        assert register.get(invitation.id) == invitation
        assert browser.cookie("__ehc_invitation") == ""

    def test_the_secret_leaves_the_address_with_the_first_button(self, browser, link):
        token = link.partition("token=")[2]
        follow(browser, link)
        assert browser.url.endswith("/ehc-create-account")
        assert token not in browser.contents

    def test_the_page_keeps_the_secret_to_itself(self, browser, link):
        browser.visit(link)
        assert browser.headers["Referrer-Policy"] == "no-referrer"
        assert browser.headers["Cache-Control"] == "no-store, private"
        assert "//" not in "".join(
            each.get("src").replace("http://nohost/", "")
            for each in browser.parsed.cssselect("[src]")
        )

    def test_the_button_takes_the_token_of_its_form(self, browser, link):
        path, _, token = link.partition("?token=")
        answer = browser.send("POST", path, {"token": token, "continue": "1"})
        assert answer.status_int == 403


class TestWhyNot:
    @pytest.mark.parametrize("query", ["", "?token=", "?token=a", "?token=a&token=b"])
    def test_what_nobody_was_sent_leads_nowhere(self, browser, council, query):
        browser.visit(f"ehc/ehc-invitation{query}")
        assert "This is not the link of an invitation" in browser.text
        assert "Continue" not in browser.text
        assert browser.status == 200

    def test_a_withdrawn_one_says_so(self, browser, invite, register, robert):
        invitation, link = invite()
        register.withdraw(invitation.id, robert)
        assert "was withdrawn" in browser.visit(link).text

    def test_an_expired_one_says_so(self, browser, link, clock):
        clock.set(2024, 10, 11)
        assert "does not work any more" in browser.visit(link).text

    def test_one_sent_again_is_dead_and_the_newer_works(
        self, browser, invite, register, case, mails, robert
    ):
        invitation, link = invite()
        send_invitation(case, *register.send_again(invitation.id, robert))
        assert "newer email" in browser.visit(link).text
        assert "invited to follow" in browser.visit(path_in(mails[-1])).text

    def test_a_used_one_says_so(self, browser, visitor, link):
        make_account(follow(browser, link))
        assert "was accepted already" in visitor().visit(link).text

    def test_one_withdrawn_on_the_way_makes_no_account(
        self, browser, invite, register, robert
    ):
        invitation, link = invite()
        follow(browser, link)
        register.withdraw(invitation.id, robert)
        transaction.commit()
        make_account(browser)

        assert "was withdrawn" in browser.text
        assert account_named(ADDRESS) is None


class TestNewAccount:
    def test_it_leads_to_the_case(self, browser, link, case):
        make_account(follow(browser, link))

        account = account_named(ADDRESS)
        assert browser.url == case.absolute_url()
        assert browser.whom() == account.user_id
        assert has_case(account.user_id, case)
        assert "The case was added to your account." in browser.text

    def test_it_owes_two_steps_from_then_on(self, browser, visitor, link):
        make_account(follow(browser, link))
        assert owes_second_step(account_named(ADDRESS).user_id)
        other = visitor().first_step(ADDRESS, PASSWORD)
        assert other.step == 2

    def test_no_code_is_mailed_since_the_link_was(self, browser, link):
        make_account(follow(browser, link))
        assert len(browser.mails) == 1

    def test_the_name_is_filled_in_and_the_address_fixed(self, browser, link):
        follow(browser, link)
        assert browser.getControl("Your name").value == "Anita Rixon"
        (email,) = browser.parsed.cssselect("input[readonly]")
        assert email.get("value") == ADDRESS
        assert email.get("name") is None

    def test_another_address_cannot_be_sent_along(self, browser, link):
        follow(browser, link)
        token = browser.getControl(name="_authenticator").value
        fields = {"name": "A", "password": PASSWORD, "create": "1", "email": "x@y.org"}
        browser.send(
            "POST", "ehc/ehc-create-account", {**fields, "_authenticator": token}
        )
        assert account_named("x@y.org") is None
        assert account_named(ADDRESS)

    def test_a_weak_password_has_its_reason_and_uses_nothing_up(self, browser, link):
        make_account(follow(browser, link), name="Anna Rixon", password="password")
        assert "too common" in browser.problems
        assert browser.getControl("Your name").value == "Anna Rixon"
        make_account(browser)
        assert account_named(ADDRESS)

    def test_a_case_in_preparation_is_announced(self, browser, link, case):
        with api.env.adopt_roles(["Manager"]):
            case.portal_workflow.setStatusOf(
                "ehc_case_workflow", case, {"review_state": "preparing"}
            )
        make_account(follow(browser, link))
        assert "It is being prepared" in browser.text

    def test_both_is_recorded(self, browser, link):
        make_account(follow(browser, link))
        user_id = account_named(ADDRESS).user_id
        for kind in ("registered", "invitation_accepted", "access_granted"):
            assert [each.about for each in entries(kind=kind)] == [user_id]

    def test_without_the_link_there_is_no_form(self, browser, council):
        browser.visit("ehc/ehc-create-account")
        assert browser.url.endswith("/ehc-invitation")
        assert "This is not the link of an invitation" in browser.text

    def test_no_form_is_taken_without_its_token(self, browser, link):
        follow(browser, link)
        fields = {"name": "A", "password": PASSWORD, "create": "1"}
        answer = browser.send("POST", "ehc/ehc-create-account", fields)
        assert answer.status_int == 403
        assert account_named(ADDRESS) is None


class TestOwnAccount:
    def test_an_address_with_an_account_is_asked_to_sign_in(
        self, browser, invite, anita
    ):
        follow(browser, invite("anita@example.org")[1])
        assert "There is an account with the email that we invited" in browser.text
        assert "Create your account" not in browser.text

    def test_nor_can_one_be_made_all_the_same(self, browser, invite, anita):
        follow(browser, invite("Anita@example.org")[1])
        token = browser.visit("register").getControl(name="_authenticator").value
        fields = {"name": "A", "password": PASSWORD, "create": "1"}
        browser.send(
            "POST", "ehc/ehc-create-account", {**fields, "_authenticator": token}
        )
        assert [each.user_id for each in accounts_at("anita@example.org")] == ["anita"]

    def test_both_steps_lead_to_a_button_and_it_to_the_case(
        self, browser, invite, anita, case
    ):
        follow(browser, invite("anita@example.org")[1])
        browser.getLink("Sign in and add the case").click()
        browser.getControl("Email").value = "anita"
        browser.getControl(name="password").value = "correct horse battery"
        browser.press("Submit").second_step()

        assert browser.url.endswith("/ehc-accept-invitation")
        assert not has_case(anita, case)
        browser.press("Add this case to my account")
        assert browser.url == case.absolute_url()
        assert has_case(anita, case)

    def test_who_is_signed_in_is_told_whose_account_it_is(
        self, browser, link, anita, case
    ):
        sign_in(browser, anita)
        follow(browser, link)

        assert browser.url.endswith("/ehc-accept-invitation")
        assert "signed in as Anita Rixon, anita@example.org" in browser.text
        browser.press("Add this case to my account")
        assert has_case(anita, case)

    def test_somebody_with_a_case_gets_to_the_button_too(
        self, browser, invite, register, case, anita, robert
    ):
        follow(browser, invite("anita@example.org")[1])
        make = register.invite(
            case.getId(),
            name="A",
            address="another@example.org",
            relationship="mother",
            reason="r",
            end=None,
            invited_by=robert,
        )
        register.accept(make[0].id, anita)
        transaction.commit()
        browser.getLink("Sign in and add the case").click()
        browser.getControl("Email").value = "anita"
        browser.getControl(name="password").value = "correct horse battery"
        browser.press("Submit").second_step()
        assert browser.url.endswith("/ehc-accept-invitation")

    def test_another_site_cannot_add_a_case(self, browser, link, anita, case):
        sign_in(browser, anita)
        follow(browser, link)
        answer = browser.send("POST", "ehc/ehc-accept-invitation", {"accept": "1"})
        assert answer.status_int == 403
        assert not has_case(anita, case)

    def test_nobody_accepts_without_signing_in(self, browser, link, council):
        follow(browser, link)
        browser.visit("ehc/ehc-accept-invitation")
        assert browser.step == 1

    def test_without_the_link_there_is_no_button(self, browser, anita, council):
        sign_in(browser, anita)
        browser.visit("ehc/ehc-accept-invitation")
        assert "This is not the link of an invitation" in browser.text


class TestOnce:
    def test_a_second_browser_with_the_same_link_is_too_late(
        self, browser, visitor, link, anita, case
    ):
        other = sign_in(visitor(), anita)
        follow(other, link)
        make_account(follow(browser, link))

        other.press("Add this case to my account")

        assert "was accepted already" in other.text
        assert not has_case(anita, case)

    def test_two_at_the_same_time_are_one(self, visitor, link, anita, tracy, case):
        people = [sign_in(visitor(), person) for person in (anita, tracy)]
        fields = []
        for browser in people:
            follow(browser, link)
            token = browser.getControl(name="_authenticator").value
            fields.append({"accept": "1", "_authenticator": token})
        transaction.commit()
        start = Barrier(2)

        def accept(browser, body):
            start.wait()
            browser.testapp.post(
                f"{browser.site}/ehc/ehc-accept-invitation", body, expect_errors=True
            )

        threads = [
            Thread(target=accept, args=pair)
            for pair in zip(people, fields, strict=True)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert [has_case(person, case) for person in (anita, tracy)].count(True) == 1

    def test_the_way_back_leads_to_a_sentence(self, browser, link, case):
        make_account(follow(browser, link))
        browser.visit("ehc/ehc-create-account")
        assert "This is not the link of an invitation" in browser.text


class TestForeignHosts:
    def test_the_link_begins_with_the_councils_own_address(self, mails, link):
        assert mails[-1].link.startswith("https://www.example.gov.uk/ehc/")
