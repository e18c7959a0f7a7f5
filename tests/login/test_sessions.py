"""What a browser's cookie is worth, and for how long."""

from factories import PASSWORD
from hcc.ehcportal.access.audit import entries
from hcc.ehcportal.login.door.sessions import LONGEST
from hcc.ehcportal.login.door.store import the_store
from plone import api
from plone.session.tktauth import createTicket

import base64
import pytest


IDLE = 30


@pytest.fixture
def mother(browser, anita, moment):
    """Anita's browser, in which she is signed in."""
    return browser.sign_in()


def encoded(ticket: bytes) -> str:
    return base64.b64encode(ticket).decode()


class TestWithoutActivity:
    def test_29_minutes_are_nothing(self, mother, moment):
        moment.pass_by(minutes=IDLE - 1)
        assert mother.is_in

    def test_30_end_it(self, mother, moment):
        moment.pass_by(minutes=IDLE)
        assert not mother.is_in

    def test_each_page_begins_them_anew(self, mother, moment):
        for _ in range(3):
            moment.pass_by(minutes=IDLE - 1)
            mother.visit()
        assert mother.is_in

    def test_pictures_and_style_sheets_do_not(self, mother, moment):
        moment.pass_by(minutes=IDLE - 1)
        mother.visit("++resource++hcc.ehcportal/ehc.css")
        moment.pass_by(minutes=2)
        assert not mother.is_in

    def test_plones_own_refresh_does_not_either(self, mother, moment):
        moment.pass_by(minutes=IDLE - 1)
        mother.send("GET", "acl_users/session/refresh?type=gif")
        moment.pass_by(minutes=2)
        assert not mother.is_in

    def test_nor_does_it_bring_a_dead_one_back(self, mother, moment):
        moment.pass_by(minutes=IDLE + 1)
        mother.send("GET", "acl_users/session/refresh?type=gif")
        assert not mother.is_in

    def test_whoever_comes_back_is_told_what_happened(self, mother, moment):
        moment.pass_by(minutes=IDLE)
        mother.visit("login")
        assert "You were signed out after 30 minutes without activity" in mother.text

    def test_the_minutes_are_a_setting(self, mother, moment):
        api.portal.set_registry_record("ehc.idle_minutes", 45)
        moment.pass_by(minutes=44)
        assert mother.is_in

    def test_nobody_stays_longer_than_a_working_day(self, mother, moment):
        for _ in range(LONGEST // (20 * 60)):
            moment.pass_by(minutes=20)
            mother.visit()
        assert not mother.is_in


class TestTheCookie:
    def given(self, browser, name="__ac", **headers):
        """Return how the answer to a page gives a cookie."""
        answer = browser.send("GET", "login", **headers)
        (found,) = [
            each
            for each in answer.headers.getall("Set-Cookie")
            if each.startswith(f"{name}=")
        ]
        return [part.strip() for part in found.lower().split(";")[1:]]

    def test_scripts_cannot_read_it_and_other_sites_cannot_use_it(self, mother, moment):
        moment.pass_by(minutes=5)
        given = self.given(mother)
        assert "httponly" in given
        assert "samesite=lax" in given
        assert "secure" not in given

    def test_under_https_it_is_secure(self, mother, moment):
        moment.pass_by(minutes=5)
        answer = mother.send("GET", mother.site.replace("http:", "https:"))
        assert "; secure" in answer.headers["Set-Cookie"].lower()

    def test_it_is_another_at_each_sign_in_and_the_old_one_ends(self, mother):
        first = mother.cookie("__ac")
        mother.sign_in()

        assert mother.cookie("__ac") != first
        assert mother.is_in
        mother.testapp.reset()
        assert mother.whom(Cookie=f"__ac={first}") is None

    def test_what_is_kept_of_it_opens_nothing(self, mother):
        (session,) = the_store().known("anita").sessions
        ticket = base64.b64decode(mother.cookie("__ac"))
        assert session.id.encode() not in ticket

    @pytest.mark.parametrize("spoilt", ["", "x", "====", "A" * 100, "%00", "é"])
    def test_a_spoilt_one_is_none(self, browser, anita, spoilt):
        cookie = spoilt.encode().decode("latin-1")
        assert browser.whom(Cookie=f"__ac={cookie}") is None

    def test_one_of_another_session_or_person_is_none(self, mother, portal, tracy):
        (session,) = the_store().known("anita").sessions
        secret = portal.acl_users.session._getSigningSecret("tracy")
        mother.testapp.reset()
        for user, tokens in (
            ("anita", ()),
            ("anita", ("x",)),
            ("anita", (session.id,)),
            ("tracy", ()),
        ):
            ticket = createTicket(secret, user, tokens, user_data="9999999999")
            assert mother.whom(Cookie=f"__ac={encoded(ticket)}") is None


class TestTheEnd:
    def test_signing_out_ends_it_on_the_server(self, mother):
        kept = mother.cookie("__ac")
        mother.visit("logout")

        assert not mother.is_in
        mother.testapp.reset()
        assert mother.whom(Cookie=f"__ac={kept}") is None

    def test_it_is_written_down_once(self, mother):
        mother.visit("logout")
        mother.visit("logout")

        (entry,) = entries(kind="signed_out")
        assert (entry.who, entry.about) == ("anita", "anita")

    def test_in_this_browser_alone(self, mother, visitor):
        other = visitor().sign_in()
        mother.visit("logout")
        assert other.is_in

    def test_another_password_ends_all(self, mother, visitor, portal):
        other = visitor().sign_in()
        portal.acl_users.userSetPassword("anita", "marble lantern otter")

        assert not mother.is_in
        assert not other.is_in

    def test_so_does_the_same_password_set_again(self, mother, portal):
        portal.acl_users.userSetPassword("anita", PASSWORD)
        assert not mother.is_in

    def test_so_does_the_end_of_the_account(self, mother):
        with api.env.adopt_roles(["Manager"]):
            api.user.delete("anita")
        assert not mother.is_in

    @pytest.mark.usefixtures("any_number_of_mails")
    def test_no_more_than_twenty_are_kept(self, mother, visitor):
        for _ in range(20):
            visitor().sign_in()
        assert not mother.is_in
        assert len(the_store().known("anita").sessions) == 20
