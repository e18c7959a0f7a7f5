"""Every way in that Zope and Plone have, and that none of them goes round step 2.

What is tried with Anita, who owes a second step, is tried with Robert too, who owes
none: where he gets in, it was a real try.
"""

from AccessControl.users import UnrestrictedUser
from App.config import getConfiguration
from base64 import b64encode
from binascii import hexlify
from factories import council_of
from factories import make_case
from factories import make_family
from factories import PASSWORD
from hcc.ehcportal.content.gate import requester
from hcc.ehcportal.login.door import plugin as plugin_module
from hcc.ehcportal.login.door.store import PLUGIN
from hcc.ehcportal.login.door.store import the_store
from hcc.ehcportal.login.install import install_plugin
from plone import api
from plone.app.testing import applyProfile
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from plone.session.tktauth import createTicket
from Products.PluggableAuthService.interfaces.plugins import IAuthenticationPlugin
from Products.PluggableAuthService.interfaces.plugins import IExtractionPlugin
from Products.PluggableAuthService.PluggableAuthService import PluggableAuthService
from xmlrpc.client import dumps

import json
import jwt
import pytest
import transaction


# Every plugin that takes credentials out of a request or judges them, with what the
# tests below do about it. A new one fails the test until somebody has judged it.
EXTRACTING = {
    "site": {
        "credentials_cookie_auth": "a form's name and password, or its cookie",
        "credentials_basic_auth": "HTTP basic authentication",
        "session": "Plone's session cookie, plain and forged",
        "jwt_auth": "a JSON body and Plone's tokens, plain and forged",
    },
    "root": {
        "credentials_cookie_auth": "the same; families have no account there",
        "credentials_basic_auth": "the same",
        "jwt_auth": "the same; its tokens are signed for the root alone",
    },
}
JUDGING = {
    "site": {
        PLUGIN: "ours; the first",
        "source_users": "passwords",
        "session": "session cookies",
        "jwt_auth": "tokens",
    },
    "root": {
        "users": "the people who run the server",
        "jwt_auth": "their tokens",
    },
}


def basic(login: str, password: str = PASSWORD) -> str:
    return f"Basic {b64encode(f'{login}:{password}'.encode()).decode()}"


def plain_cookie(login: str) -> str:
    """Return the cookie that credentials_cookie_auth makes of a name and password."""
    parts = (hexlify(part.encode()).decode() for part in (login, PASSWORD))
    return b64encode(":".join(parts).encode()).decode()


def fields(login: str) -> dict:
    return {"__ac_name": login, "__ac_password": PASSWORD, "buttons.login": "Log in"}


def by_form(page):
    return lambda browser, login: browser.send("POST", page, fields(login))


def by_address(page):
    query = f"__ac_name={{}}&__ac_password={PASSWORD.replace(' ', '+')}"
    return lambda browser, login: browser.send("GET", f"{page}?{query.format(login)}")


def by_basic(method, page, body="", **headers):
    return lambda browser, login: browser.send(
        method, page, body, Authorization=basic(login), **headers
    )


def by_json(page, **more):
    return lambda browser, login: browser.api(
        page, login=login, password=PASSWORD, **more
    )


def json_to_a_page(browser, login, **more):
    body = json.dumps({"login": login, "password": PASSWORD, **more})
    browser.send("POST", "", body, Content_Type="application/json")


def by_json_beside_a_good_token(browser, login):
    """The token of somebody who owes nothing does not open the door for another."""
    token = api.portal.get().acl_users.jwt_auth.create_token("rob")
    json_to_a_page(browser, login, token=token)


def by_json_as_a_cookie(browser, login):
    ticket = createTicket(_secret("rob"), "rob").decode("latin-1")
    json_to_a_page(browser, login, cookie=ticket, source="plone.session")


def by_plain_cookie(browser, login):
    browser.send("GET", "", Cookie=f"__ac={plain_cookie(login)}")


def by_session_cookie(browser, login):
    ticket = createTicket(_secret(login), login)
    browser.send("GET", "", Cookie=f"__ac={b64encode(ticket).decode()}")


def by_session_cookie_with_an_empty_session(browser, login):
    ticket = createTicket(_secret(login), login, tokens=("",), user_data="9999999999")
    browser.send("GET", "", Cookie=f"__ac={b64encode(ticket).decode()}")


def by_forged_cookie(browser, login):
    ticket = createTicket("guessed", login)
    browser.send("GET", "", Cookie=f"__ac={b64encode(ticket).decode()}")


def by_token(browser, login):
    token = api.portal.get().acl_users.jwt_auth.create_token(login)
    browser.send("GET", "", Authorization=f"Bearer {token}")


def by_forged_token(browser, login):
    token = jwt.encode({"sub": login}, "guessed" * 8, algorithm="HS256")
    browser.send("GET", "", Authorization=f"Bearer {token}")


def by_unsigned_token(browser, login):
    token = jwt.encode({"sub": login}, None, algorithm="none")
    browser.send("GET", "", Authorization=f"Bearer {token}")


def by_refresh(browser, login):
    ticket = createTicket(_secret(login), login)
    cookie = b64encode(ticket).decode()
    browser.send("GET", "acl_users/session/refresh", Cookie=f"__ac={cookie}")


def by_update(browser, login):
    """A public method of the user folder that tells plugins to remember somebody."""
    query = f"login={login}&new_password={PASSWORD.replace(' ', '+')}"
    browser.send("GET", f"acl_users/updateCredentials?{query}")
    browser.send("POST", "acl_users/updateCredentials", {"login": login})


def by_authenticate(browser, login):
    query = f"name={login}&password={PASSWORD.replace(' ', '+')}"
    browser.send("GET", f"acl_users/authenticate?{query}")


ROOT = "http://nohost"

# As whom Robert's request is answered, and what was tried.
WAYS = {
    **{
        f"form to {page or 'the front page'}": (True, by_form(page))
        for page in (
            "",
            "login",
            "login_form",
            "require_login",
            "failsafe_login",
            "failsafe_login_form",
            "@@personal-information",
            "@@register",
            "acl_users/credentials_cookie_auth/login",
            "acl_users/credentials_cookie_auth/require_login",
            "acl_users/session/refresh",
        )
    },
    "form in an address": (True, by_address("")),
    "form in the address of the cookie plugin": (
        True,
        by_address("acl_users/credentials_cookie_auth/login"),
    ),
    "form at the root": (False, by_form(f"{ROOT}/")),
    "form to the cookie plugin of the root": (
        False,
        by_form(f"{ROOT}/acl_users/credentials_cookie_auth/login"),
    ),
    "the same in an address": (
        False,
        by_address(f"{ROOT}/acl_users/credentials_cookie_auth/login"),
    ),
    **{
        f"basic authentication: {method} {page}": (True, by_basic(method, page, **more))
        for method, page, more in (
            ("GET", "", {}),
            ("HEAD", "", {}),
            ("GET", "@users/robert", {"Accept": "application/json"}),
            ("GET", "", {"Accept": "application/json"}),
            ("POST", "", {"body": dumps((), "getId"), "Content_Type": "text/xml"}),
            ("PROPFIND", "", {"Depth": "0"}),
            ("GET", "manage_FTPget", {}),
            ("GET", "manage_DAVget", {}),
            ("GET", "acl_users/credentials_cookie_auth/login", {}),
            ("GET", "login", {}),
            ("POST", "@login-renew", {"Accept": "application/json"}),
        )
    },
    "basic authentication at the root": (False, by_basic("GET", f"{ROOT}/")),
    "WebDAV at the root": (False, by_basic("PROPFIND", f"{ROOT}/", Depth="0")),
    "XML-RPC at the root": (
        False,
        by_basic("POST", f"{ROOT}/", dumps((), "getId"), Content_Type="text/xml"),
    ),
    "JSON to any address": (True, json_to_a_page),
    "JSON to the API's renewal": (True, by_json("@login-renew")),
    "JSON to the API's way in": (False, by_json("@login")),
    "JSON at the root": (False, by_json("http://nohost/")),
    "JSON at the root's way in": (False, by_json("http://nohost/@login")),
    "JSON beside a good token": (False, by_json_beside_a_good_token),
    "JSON as if it were a cookie": (False, by_json_as_a_cookie),
    "JSON of another plugin": (True, by_json("@login-renew", extractor="session")),
    "the cookie of a name and password": (True, by_plain_cookie),
    "a session cookie without a session": (True, by_session_cookie),
    "one with an empty session": (False, by_session_cookie_with_an_empty_session),
    "a forged session cookie": (False, by_forged_cookie),
    "a token without a session": (True, by_token),
    "a forged token": (False, by_forged_token),
    "an unsigned token": (False, by_unsigned_token),
    "refresh of a session": (True, by_refresh),
    "update of credentials": (False, by_update),
    "a public method that checks passwords": (False, by_authenticate),
}


def _secret(user_id: str) -> str:
    return api.portal.get().acl_users.session._getSigningSecret(user_id)


def active(folder, interface) -> list[str]:
    return [plugin_id for plugin_id, _plugin in folder.plugins.listPlugins(interface)]


@pytest.fixture
def folders(portal):
    return {"site": portal.acl_users, "root": portal.getPhysicalRoot().acl_users}


class TestTheTable:
    @pytest.mark.parametrize("place", ["site", "root"])
    def test_each_plugin_that_extracts_is_judged_here(self, folders, place):
        assert active(folders[place], IExtractionPlugin) == list(EXTRACTING[place])

    @pytest.mark.parametrize("place", ["site", "root"])
    def test_so_is_each_that_authenticates_and_ours_is_the_first(self, folders, place):
        assert active(folders[place], IAuthenticationPlugin) == list(JUDGING[place])

    def test_installed_again_it_is_the_first_again(self, portal, folders):
        plugins = folders["site"].plugins
        plugins.movePluginsDown(IAuthenticationPlugin, [PLUGIN])
        before = active(folders["site"], IAuthenticationPlugin)

        install_plugin()

        assert before[0] != PLUGIN
        assert active(folders["site"], IAuthenticationPlugin)[0] == PLUGIN

    def test_it_stays_the_first_when_the_profile_is_applied_again(
        self, portal, folders
    ):
        kept = the_store()
        applyProfile(portal, "plone.restapi:default")
        applyProfile(portal, "hcc.ehcportal:default")

        assert active(folders["site"], IAuthenticationPlugin)[0] == PLUGIN
        assert the_store() is kept

    @pytest.mark.parametrize("place", ["site", "root"])
    def test_no_cache_remembers_who_was_let_in(self, folders, place):
        """It would let a cookie in whose session has ended."""
        assert folders[place].ZCacheable_getManagerId() is None
        assert not folders[place].ZCacheable_isCachingEnabled()

    def test_nobody_can_call_it_by_its_address(self, browser, anita):
        for method in (
            "authenticateCredentials",
            "doChangeUser",
            "resetCredentials",
            "store",
            "store/forget?user_id=anita",
            "_store",
            "_store/forget?user_id=anita",
        ):
            answer = browser.send("GET", f"acl_users/{PLUGIN}/{method}")
            assert answer.status_int in (302, 401, 403, 404), method
        assert the_store().known("anita").is_family


@pytest.fixture(autouse=True)
def xmlrpc(monkeypatch):
    """Some councils' Zope still speaks it."""
    monkeypatch.setattr(getConfiguration(), "enable_xmlrpc", True)


@pytest.mark.filterwarnings("ignore:Unknown REQUEST_METHOD")
class TestEveryWay:
    @pytest.mark.parametrize("way", WAYS)
    def test_a_password_alone_authenticates_nothing(
        self, browser, anita, rob, users, way
    ):
        _expected, come = WAYS[way]

        come(browser, "anita")

        assert {user for user in users if user} == set()
        assert browser.whom() is None

    @pytest.mark.parametrize("way", WAYS)
    def test_while_who_owes_no_step_gets_in_where_plone_lets_them(
        self, browser, robert, rob, users, way
    ):
        expected, come = WAYS[way]

        come(browser, "robert")

        assert {user for user in users if user} == ({"robert"} if expected else set())

    @pytest.mark.parametrize("name", ["ANITA", " anita", "anita ", "Anita"])
    @pytest.mark.parametrize(
        "way", ["form to login", "basic authentication: GET ", "JSON to any address"]
    )
    def test_however_the_name_is_written(self, browser, anita, users, way, name):
        WAYS[way][1](browser, name)
        assert {user for user in users if user} == set()

    def test_staff_who_owe_a_step_get_in_by_none_either(self, browser, robert, users):
        api.portal.set_registry_record("ehc.staff_second_step", True)
        for _expected, come in WAYS.values():
            come(browser, "robert")
        assert {user for user in users if user} <= {"rob"}


class TestAfterwards:
    """What Plone does of its own accord once it knows somebody."""

    def test_a_new_password_by_mail_signs_nobody_in(self, browser, anita, portal):
        api.portal.set_registry_record("plone.autologin_after_password_reset", True)
        tool = api.portal.get_tool("portal_password_reset")
        link = tool.requestReset(anita)["randomstring"]
        new = "marble lantern otter"

        browser.visit(f"passwordreset/{link}")
        for name in ("userid", "password", "password2"):
            for control in controls(browser, name):
                control.value = anita if name == "userid" else new
        press_first(browser, "password")

        assert not browser.is_in
        assert browser.first_step(password=PASSWORD).step == 1
        assert browser.first_step(password=new).step == 2

    def test_credentials_that_are_updated_by_a_script_sign_nobody_in(
        self, browser, anita, portal
    ):
        """Plone's own cookie, given to somebody who is known for one request."""
        with api.env.adopt_user("anita"):
            portal.acl_users.updateCredentials(
                portal.REQUEST, portal.REQUEST.response, "anita", PASSWORD
            )
        cookie = portal.REQUEST.response.cookies["__ac"]["value"]
        assert browser.whom(Cookie=f"__ac={cookie.decode()}") is None

    def test_no_script_is_told_that_a_password_is_right(self, portal, anita, robert):
        folder = portal.acl_users
        request = portal.REQUEST
        assert folder.authenticate("robert", PASSWORD, request).getId() == "robert"
        assert folder.authenticate("anita", PASSWORD, request) is None


class TestErrors:
    """An error of ours must not open the door."""

    @pytest.fixture(params=[ValueError, KeyError, TypeError, AttributeError])
    def broken(self, request, monkeypatch):
        def fail(*args):
            raise request.param("broken")

        for name in ("check_password", "ticket_in", "claims_of"):
            monkeypatch.setattr(plugin_module, name, fail)

    @pytest.mark.parametrize(
        "way",
        [
            "form to login",
            "basic authentication: GET ",
            "JSON to any address",
            "the cookie of a name and password",
            "a session cookie without a session",
            "a token without a session",
        ],
    )
    @pytest.mark.usefixtures("broken")
    def test_nobody_gets_in(self, browser, anita, users, way):
        WAYS[way][1](browser, "anita")
        assert {user for user in users if user} == set()

    @pytest.mark.usefixtures("broken")
    def test_nor_where_plone_swallows_it(self, portal, anita):
        folder = portal.acl_users
        assert folder.authenticate("anita", PASSWORD, portal.REQUEST) is None


class TestOutside:
    def test_the_owner_of_the_server(self, browser):
        known = basic(SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
        assert browser.whom(Authorization=known) == SITE_OWNER_NAME

    @pytest.mark.parametrize("who", ["anita", SITE_OWNER_NAME])
    def test_the_root_asks_its_own_people_alone(self, folders, portal, anita, who):
        password = PASSWORD if who == "anita" else SITE_OWNER_PASSWORD
        by_header, by_form = portal.REQUEST.clone(), portal.REQUEST.clone()
        by_header._auth = basic(who, password)
        by_form.form.update({"__ac_name": who, "__ac_password": password})
        token = portal.acl_users.jwt_auth.create_token("anita")
        by_token = portal.REQUEST.clone()
        by_token._auth = f"Bearer {token}"

        root = folders["root"]
        found = [
            root._extractUserIds(request, root.plugins)
            for request in (by_header, by_form, by_token)
        ]

        known = [] if who == "anita" else [(who, who)]
        assert found == [known, known, []]

    def test_even_where_staff_owe_a_step(self, browser):
        api.portal.set_registry_record("ehc.staff_second_step", True)
        known = basic(SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
        assert browser.whom(Authorization=known) == SITE_OWNER_NAME

    def test_the_emergency_user(self, folders, portal, monkeypatch):
        someone = UnrestrictedUser("rescue", "emergency", ("manage",), [])
        pas = "Products.PluggableAuthService.PluggableAuthService"
        monkeypatch.setattr(f"{pas}.emergency_user", someone)
        monkeypatch.setattr(PluggableAuthService, "_emergency_user", someone)
        request = portal.REQUEST.clone()
        request._auth = basic("rescue", "emergency")
        for folder in folders.values():
            found = folder._extractUserIds(request, folder.plugins)
            assert found == [("rescue", None)]

    def test_other_sources_of_the_site_judge_their_own_people(
        self, browser, elsewhere, rob
    ):
        assert browser.whom(Authorization=basic("ldap")) == "ldap"

    def test_but_not_one_who_owes_a_step(self, browser, elsewhere):
        the_store().record("ldap").is_family = True
        assert browser.whom(Authorization=basic("ldap")) is None

    @pytest.fixture
    def elsewhere(self, portal):
        """Another source of accounts, such as a council's directory."""
        folder = portal.acl_users
        factory = folder.manage_addProduct["PluggableAuthService"]
        factory.addZODBUserManager("directory")
        folder.directory.manage_activateInterfaces(
            ["IAuthenticationPlugin", "IUserEnumerationPlugin"]
        )
        folder.directory.addUser("ldap", "ldap", PASSWORD)


class TestTheGate:
    """Families' addresses are walked before Zope knows who asks."""

    @pytest.fixture
    def case(self, portal):
        return make_case(make_family(council_of(portal)))

    @pytest.mark.parametrize(
        "headers",
        [
            {"Authorization": basic("anita")},
            {"Cookie": f"__ac={plain_cookie('anita')}"},
        ],
        ids=["basic authentication", "cookie"],
    )
    def test_it_knows_nobody_by_a_password_alone(
        self, browser, case, anita, headers, monkeypatch
    ):
        asked = []
        monkeypatch.setattr(
            "hcc.ehcportal.content.gate.requester",
            lambda request: asked.append(requester(request)) or asked[-1],
        )
        answer = browser.send("GET", case.absolute_url(), **headers)

        assert answer.status_int in (302, 401)
        assert set(asked) == {None}

    def test_nor_by_a_json_body(self, browser, case, anita):
        answer = browser.api(case.absolute_url(), login="anita", password=PASSWORD)
        assert answer.status_int == 401

    def test_it_knows_a_session(self, browser, case, anita):
        browser.sign_in()
        answer = browser.send("GET", case.absolute_url())
        assert answer.status_int == 404


def controls(browser, name):
    found = []
    for form in browser.parsed.cssselect("form"):
        for field in form.cssselect("input"):
            if field.get("name", "").rpartition(".")[2] == name:
                found.append(browser.getControl(name=field.get("name")))
    return found


def press_first(browser, field):
    """Press the first button of the form that has a field."""
    for form in browser.parsed.cssselect("form"):
        if form.cssselect(f"input[name='{field}'], input[name$='.{field}']"):
            button = form.cssselect("button, input[type=submit]")[0]
            transaction.commit()
            browser.getControl(name=button.get("name")).click()
            transaction.begin()
            return
    raise LookupError(field)
