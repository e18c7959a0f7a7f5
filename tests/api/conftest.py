"""Apps that call the API by real HTTP, in a site whose changes are committed."""

from base64 import b64encode
from factories import give_access
from factories import make_case
from factories import make_family
from factories import make_person
from hcc.ehcportal.login.door.accounts import account_of
from hcc.ehcportal.login.door.sessions import open_session
from hcc.ehcportal.login.door.tokens import new_token
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from plone.testing.zope import Browser
from urllib.parse import urlencode

import json
import pytest
import transaction
import tus


class App:
    """An app of somebody who has signed in, or of nobody."""

    def __init__(self, wsgi, site_url: str, token: str | None):
        self.wsgi = Browser(wsgi).testapp
        self.site_url = site_url
        self.token = token

    def get(self, address="", headers=None, **query):
        return self.call("GET", address, headers=headers, query=query)

    def post(self, address, body=None, headers=None):
        return self.call("POST", address, body, headers=headers)

    def patch(self, address, body=None, headers=None):
        return self.call("PATCH", address, body, headers=headers)

    def delete(self, address, headers=None):
        return self.call("DELETE", address, headers=headers)

    def upload(self, content, portal_type, data, name="letter.pdf"):
        """Send a file by TUS, and return the last answer."""
        told = {
            "filename": name,
            "content-type": "application/pdf",
            "@type": portal_type,
        }
        begun = self.post(
            f"{content.absolute_url()}/@tus-upload",
            b"",
            {
                **tus.VERSION,
                "Upload-Length": str(len(data)),
                "Upload-Metadata": tus.metadata(told),
            },
        )
        if begun.status_int != 201:
            return begun
        piece = {**tus.PIECE, "Upload-Offset": "0"}
        return self.patch(begun.headers["Location"], data, piece)

    def call(self, method, address, body=None, *, headers=None, query=None):
        """Send JSON, unless the body is bytes, and return the answer.

        ``address`` is content, or what stands behind the site's address.
        """
        transaction.commit()
        sent = body if isinstance(body, bytes) else json.dumps(body or {}).encode()
        answer = self.wsgi.request(
            self._url(address) + (f"?{urlencode(query, doseq=True)}" if query else ""),
            method=method,
            body=b"" if method == "GET" else sent,
            headers={**self._headers(method), **(headers or {})},
            expect_errors=True,
        )
        transaction.begin()
        return answer

    def _url(self, address) -> str:
        if not isinstance(address, str):
            return address.absolute_url()
        known = address.startswith(self.site_url)
        return address if known else f"{self.site_url}/{address}"

    def _headers(self, method: str) -> dict[str, str]:
        headers = {"Accept": "application/json", "Host": "nohost"}
        if method != "GET":
            headers["Content-Type"] = "application/json"
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        return headers


@pytest.fixture
def portal(functional):
    return functional["portal"]


@pytest.fixture
def tus_folder(tmp_path, monkeypatch):
    """Keep the pieces of files that are sent by TUS out of the server's folder."""
    monkeypatch.setenv("TUS_TMP_FILE_DIR", str(tmp_path))


@pytest.fixture
def app_of(functional, portal):
    """Return the app of a person, signed in as both steps would do; of nobody."""

    def make(person: str | None = None) -> App:
        token = person and new_token(
            account_of(person),
            open_session(account_of(person), api.portal.get().REQUEST),
        )
        return App(functional["app"], portal.absolute_url(), token)

    return make


@pytest.fixture
def admitted(case, anita):
    """Tony's case, to which his mother Anita has been given access."""
    give_access(anita, case)
    return case


@pytest.fixture
def other_case(council, tracy):
    """The case of another family, to which Tracy has been given access."""
    case = make_case(make_family(council, "Tester"), "Tina Tester")
    give_access(tracy, case)
    return case


@pytest.fixture
def editor(portal):
    """Somebody who edits the council's website."""
    return make_person("editor", "Editor")


@pytest.fixture
def mother(app_of, anita, admitted):
    """The app of Tony's mother."""
    return app_of(anita)


@pytest.fixture
def coordinator(app_of, robert):
    """The app of Robert Coombes."""
    return app_of(robert)


@pytest.fixture
def nobody(app_of):
    """An app that has not signed in."""
    return app_of()


@pytest.fixture
def owner(nobody):
    """The app of whoever owns the server."""
    key = b64encode(f"{SITE_OWNER_NAME}:{SITE_OWNER_PASSWORD}".encode()).decode()
    nobody._headers = lambda method: {
        "Accept": "application/json",
        "Content-Type": "application/json",
        "Authorization": f"Basic {key}",
    }
    return nobody
