"""Another family's content answers as any missing page would, by whichever way."""

from dataclasses import dataclass
from factories import council_of
from factories import give_access
from factories import make_case
from factories import make_document
from factories import make_family
from factories import make_form
from factories import make_message
from factories import make_person
from factories import sign_in
from hcc.ehcportal.access.clock import SecurityClock
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from plone.testing.zope import Browser
from plone.uuid.interfaces import IUUID
from urllib.parse import quote

import difflib
import gzip
import json
import pytest
import re
import time
import transaction


# What stands in the content of the family and nowhere else in the site.
SECRETS = {
    "family": "Breadline household",
    "case": "Tony Bread",
    "document": "Educational psychology report",
    "message": "Handover of the case",
    "form": "Views of the parents",
}

STRANGERS = {
    "another parent": "tracy",
    "a member": "member",
    "an Editor": "editor",
    "a Site Administrator": "site-administrator",
    "Anonymous": None,
}

SIGNED_IN = [name for name, person in STRANGERS.items() if person]

HTML = "text/html"
JSON = "application/json"


@dataclass
class Answer:
    status: int
    body: str
    location: str


@dataclass
class Site:
    """A committed site with two families, and a way to ask it things."""

    layer: object
    url: str
    hidden: dict[str, str]
    drafts: dict[str, str]
    ids: dict[str, str]
    uids: list[str]

    def ask(self, person, path, accept=HTML, data=None) -> Answer:
        browser = Browser(self.layer["app"])
        browser.handleErrors = True
        browser.raiseHttpErrors = False
        browser.followRedirects = False
        browser.addHeader("Accept", accept)
        if person == SITE_OWNER_NAME:
            owner = f"Basic {SITE_OWNER_NAME}:{SITE_OWNER_PASSWORD}"
            browser.addHeader("Authorization", owner)
        elif person is not None:
            sign_in(browser, person)
        if data is None:
            browser.open(self.url + path)
        else:
            browser.post(self.url + path, data, JSON)
        status = int(browser.headers["status"].split()[0])
        return Answer(status, _body(browser), browser.headers.get("Location", ""))

    def secrets_in(self, text: str) -> list[str]:
        """Return the names of what ``text`` gives away of the hidden family."""
        known = {**SECRETS, **{f"id of {name}": id_ for name, id_ in self.ids.items()}}
        return [name for name, secret in known.items() if secret in text]


def _body(browser) -> str:
    body = browser.contents
    return body if isinstance(body, str) else body.decode("utf-8", "replace")


@pytest.fixture(autouse=True)
def moment(monkeypatch):
    """Two answers are compared; each tells how long somebody stays signed in."""
    now = int(time.time())
    monkeypatch.setattr(SecurityClock, "seconds", lambda clock: now)


@pytest.fixture(scope="class")
def site(functional_portal_class, functional_class):
    portal = functional_portal_class
    council = council_of(portal)
    for name, person in STRANGERS.items():
        if person is not None:
            role = name.partition(" ")[2]
            make_person(
                person, *([role] if role in ("Editor", "Site Administrator") else [])
            )
    make_person("anita")
    family = make_family(council, SECRETS["family"])
    case = make_case(family, SECRETS["case"])
    give_access("anita", case)
    own = make_case(make_family(council, "Another"), "Another child")
    give_access("tracy", own)
    form = make_form(case, SECRETS["form"], state="submitted")
    hidden = {
        "family": family,
        "case": case,
        "stage": case.objectValues()[0],
        "document": make_document(case, SECRETS["document"]),
        "message": make_message(case, SECRETS["message"]),
        "form": form,
        "attachment": form.objectValues()[0],
    }
    drafts = {
        "document": make_document(own, SECRETS["document"], state="draft"),
        "message": make_message(own, SECRETS["message"], state="draft"),
    }
    transaction.commit()
    return Site(
        layer=functional_class,
        url=portal.absolute_url(),
        hidden=_paths(portal, hidden),
        drafts=_paths(portal, drafts),
        ids={name: item.getId() for name, item in hidden.items()},
        uids=[IUUID(item) for item in hidden.values()],
    )


def _paths(portal, contents: dict) -> dict[str, str]:
    start = len(portal.absolute_url())
    return {name: item.absolute_url()[start:] for name, item in contents.items()}


# What can be asked below an address. The download names are those of factories.
BELOW = {
    "family": ["", "/", "/view", "/edit", "/@@edit", "/folder_contents", "/@@sharing"],
    "case": [
        "",
        "/",
        "/view",
        "/edit",
        "/@@ehc-dashboard",
        "/@@historyview",
        "/++add++EHCDocument",
        "/title",
        "/manage_main",
        "/content_status_history",
    ],
    "stage": ["", "/view", "/edit"],
    "document": [
        "",
        "/view",
        "/@@edit",
        "/@@download/file",
        "/@@download/file/information-requested.pdf",
        "/@@display-file/file",
        "/@@images/file",
        "/@@images/file/preview",
        "/file",
        "/++widget++file/@@download/information-requested.pdf",
    ],
    "message": ["", "/view", "/@@edit"],
    "form": ["", "/view", "/edit"],
    "attachment": ["", "/@@download/file", "/@@images/file"],
}

ADDRESSES = [(kind, below) for kind, ways in BELOW.items() for below in ways]

SERVICES = ["", "/@history", "/@types", "/@workflow", "/@breadcrumbs", "/@navigation"]


def differences(one: Answer, other: Answer) -> list[str]:
    """Return how two answers differ, but for the ids that were asked for."""
    return [
        line
        for line in difflib.unified_diff(
            _neutral(one), _neutral(other), n=0, lineterm=""
        )
        if not line.startswith(("---", "+++", "@@"))
    ]


def _neutral(answer: Answer) -> list[str]:
    text = f"{answer.status}\n{answer.location}\n{answer.body}"
    text = re.sub(r"\b[a-z]-[0-9a-f]{16}\b", "ID", text)
    text = re.sub(
        r'(_authenticator=|name="_authenticator" value=")\w+', r"\1TOKEN", text
    )
    return text.splitlines()


def missing(address: str) -> str:
    """Return an address of the same shape that leads nowhere."""
    return re.sub(r"([a-z])-[0-9a-f]{16}", r"\1-0000000000000000", address)


def missing_inside(address: str) -> str:
    """Return an address beside this one that leads nowhere."""
    return re.sub(r"(.*[a-z])-[0-9a-f]{16}", r"\1-0000000000000000", address)


class TestAddresses:
    @pytest.mark.parametrize("who", SIGNED_IN)
    @pytest.mark.parametrize("accept", [HTML, JSON])
    @pytest.mark.parametrize(("kind", "below"), ADDRESSES)
    def test_a_stranger_gets_the_answer_of_a_missing_page(
        self, site, kind, below, accept, who
    ):
        address = site.hidden[kind] + below
        answer = site.ask(STRANGERS[who], address, accept)
        nothing = site.ask(STRANGERS[who], missing(address), accept)
        assert answer.status == 404
        assert differences(answer, nothing) == []
        assert [name for name in site.secrets_in(answer.body) if name in SECRETS] == []

    @pytest.mark.parametrize("kind", BELOW)
    @pytest.mark.parametrize("service", SERVICES)
    def test_no_rest_service_tells_a_stranger_more(self, site, kind, service):
        address = site.hidden[kind] + service
        answer = site.ask("tracy", address, JSON)
        nothing = site.ask("tracy", missing(address), JSON)
        assert answer.status == 404
        assert differences(answer, nothing) == []

    @pytest.mark.parametrize("accept", [HTML, JSON])
    @pytest.mark.parametrize(("kind", "below"), ADDRESSES)
    def test_an_anonymous_one_is_asked_to_sign_in_for_all_that_is_and_is_not(
        self, site, kind, below, accept
    ):
        address = site.hidden[kind] + below
        answer = site.ask(None, address, accept)
        nothing = site.ask(None, missing(address), accept)
        assert answer.status in ((302,) if accept == HTML else (401,))
        assert differences(answer, nothing) == []

    @pytest.mark.parametrize("accept", [HTML, JSON])
    @pytest.mark.parametrize(
        ("kind", "below"),
        [entry for entry in ADDRESSES if entry[0] in ("document", "message")],
    )
    def test_a_draft_in_their_own_case_is_missing_for_the_family(
        self, site, kind, below, accept
    ):
        address = site.drafts[kind] + below
        answer = site.ask("tracy", address, accept)
        nothing = site.ask("tracy", missing_inside(address), accept)
        assert answer.status == 404
        assert differences(answer, nothing) == []

    @pytest.mark.parametrize("kind", ["case", "stage", "document", "message"])
    def test_the_family_itself_gets_no_missing_page(self, site, kind):
        assert site.ask("anita", site.hidden[kind], JSON).status == 200

    def test_the_family_can_download_its_document(self, site):
        answer = site.ask("anita", site.hidden["document"] + "/@@download/file")
        assert (answer.status, answer.body[:5]) == (200, "%PDF-")

    def test_not_even_the_family_finds_the_familys_folder(self, site):
        assert site.ask("anita", site.hidden["family"]).status == 404


WORDS = ["Bread", "Tony", "Educational", "Handover", "Views", "*"]

# What the widgets for related content ask.
ATTRIBUTES = quote(json.dumps(["UID", "Title", "path", "id", "getURL"]))
CATALOG = f"name=plone.app.vocabularies.Catalog&attributes={ATTRIBUTES}"
BELOW_FAMILIES = quote(
    json.dumps(
        {
            "criteria": [
                {
                    "i": "path",
                    "o": "plone.app.querystring.operation.string.absolutePath",
                    "v": "/plone/ehc/families::-1",
                }
            ]
        }
    )
)

LISTINGS = [
    *(f"/@@search?SearchableText={word}" for word in WORDS),
    *(f"/@@updated_search?SearchableText={word}" for word in WORDS),
    *(f"/@@ajax-search?SearchableText={word}" for word in WORDS),
    *(f"/search_rss?SearchableText={word}" for word in WORDS),
    "/@@search?portal_type=EHCCase",
    "/@@search?path=/plone/ehc/families",
    "/@@sitemap",
    "/sitemap.xml.gz",
    "/RSS",
    "/@@rss.xml",
    "/ehc/@@rss.xml",
    "/ehc/RSS",
    "/ehc",
    "/ehc/folder_contents",
    "/ehc/@@fc-contextInfo",
    "/ehc/families",
    "/ehc/families/",
    "/ehc/families/view",
    "/ehc/families/folder_contents",
    "/ehc/families/@@fc-contextInfo",
    "/ehc/families/@@sitemap",
    "/ehc/families/RSS",
    f"/@@getVocabulary?{CATALOG}",
    f"/@@getVocabulary?{CATALOG}&query={BELOW_FAMILIES}",
    f"/ehc/@@getVocabulary?{CATALOG}&field=local_offer",
    f"/ehc/families/@@getVocabulary?{CATALOG}",
    f"/ehc/edit/++widget++local_offer/@@getSource?query=Tony&attributes={ATTRIBUTES}",
]

SERVICE_LISTINGS = [
    *(f"/@search?SearchableText={word}" for word in WORDS),
    "/@search?portal_type=EHCCase&fullobjects=1",
    "/@search?path.query=/plone/ehc/families&metadata_fields=_all",
    "/@navigation?expand.navigation.depth=8",
    "/ehc/@navigation?expand.navigation.depth=8",
    "/@breadcrumbs",
    "/@sitemap",
    "/ehc",
    "/ehc?fullobjects=1",
    "/ehc/families",
    "/ehc/families/@navigation",
    "/ehc/families/@breadcrumbs",
    "/ehc/families/@search",
    "/@vocabularies/plone.app.vocabularies.Catalog",
    "/ehc/@vocabularies/plone.app.vocabularies.Catalog?title=Tony",
    "/@vocabularies/hcc.ehcportal.coordinators",
    "/@contextnavigation",
]


class TestListings:
    @pytest.mark.parametrize("who", STRANGERS)
    @pytest.mark.parametrize("address", LISTINGS)
    def test_no_page_of_the_site_names_a_family(self, site, address, who):
        answer = site.ask(STRANGERS[who], address)
        assert site.secrets_in(answer.body) == []
        assert answer.status in (200, 302, 401, 404)

    @pytest.mark.parametrize("who", STRANGERS)
    @pytest.mark.parametrize("address", SERVICE_LISTINGS)
    def test_no_service_of_the_site_names_a_family(self, site, address, who):
        answer = site.ask(STRANGERS[who], address, JSON)
        assert site.secrets_in(answer.body) == []
        assert answer.status in (200, 401, 403, 404)

    def test_the_zipped_sitemap_names_no_family(self, site):
        with api.env.adopt_roles(["Manager"]):
            api.portal.set_registry_record("plone.enable_sitemap", True)
        transaction.commit()
        browser = Browser(site.layer["app"])
        browser.open(site.url + "/sitemap.xml.gz")
        plain = gzip.decompress(browser._response.body).decode()
        assert "<loc>" in plain
        assert site.secrets_in(plain) == []

    @pytest.mark.parametrize("who", SIGNED_IN)
    def test_an_id_of_plones_own_leads_a_stranger_nowhere(self, site, who):
        answers = [
            site.ask(STRANGERS[who], f"{way}/{uid}")
            for uid in site.uids
            for way in ("/resolveuid", "/@@resolveuid")
        ]
        unknown = site.ask(STRANGERS[who], "/resolveuid/" + "0" * 32)
        assert {(answer.status, answer.location) for answer in answers} == {
            (unknown.status, unknown.location)
        }

    def test_the_family_finds_its_own_case_by_searching(self, site):
        answer = site.ask("anita", "/@search?SearchableText=Tony", JSON)
        (found,) = json.loads(answer.body)["items"]
        assert found["title"] == SECRETS["case"]

    def test_a_coordinator_sees_the_families(self, site):
        make_person("robert", groups=["ehc-coordinators"])
        transaction.commit()
        answer = site.ask("robert", "/ehc/families", JSON)
        assert (answer.status, json.loads(answer.body)["items_total"]) == (200, 2)


class TestWriting:
    @pytest.mark.parametrize("who", STRANGERS)
    @pytest.mark.parametrize("kind", BELOW)
    @pytest.mark.parametrize("service", ["", "/@workflow/close", "/@copy", "/@sharing"])
    def test_a_stranger_who_writes_is_told_what_a_missing_page_tells(
        self, site, kind, service, who
    ):
        address = site.hidden[kind] + service
        answer = site.ask(STRANGERS[who], address, JSON, "{}")
        nothing = site.ask(STRANGERS[who], missing(address), JSON, "{}")
        assert answer.status == (404 if STRANGERS[who] else 401)
        assert differences(answer, nothing) == []
