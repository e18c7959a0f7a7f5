"""Editors find every text in one list, see it as it is read, and go back a version."""

from base64 import b64encode
from factories import make_page
from factories import make_person
from factories import PASSWORD
from factories import relation_to
from hcc.ehcportal.content.texts.catalogue import TEXTS
from hcc.ehcportal.content.texts.messages import HANDOVER
from lxml import html
from plone import api
from Products.CMFCore.indexing import processQueue
from urllib.parse import urlencode

import pytest
import transaction


@pytest.fixture
def portal(functional):
    return functional["portal"]


@pytest.fixture
def texts(council):
    return council.ehc["texts"]


@pytest.fixture
def guide(council):
    return council.ehc["stage-guides"]["request-outcome"]


@pytest.fixture
def editor(council, browser_of):
    """A browser of somebody who edits the website."""
    make_person("edith", "Editor")
    return Desk(browser_of("edith"))


class Desk:
    """An editor's browser."""

    def __init__(self, browser):
        self.browser = browser

    def open(self, content, page=""):
        transaction.commit()
        self.browser.open(f"{content.absolute_url()}/{page}")
        return self

    def press(self, label, index=0):
        self.browser.getControl(label, index=index).click()
        transaction.begin()
        return self

    def fill(self, **values):
        for name, value in values.items():
            self.browser.getControl(name=f"form.widgets.{name}").value = value
        return self

    def post(self, content, page):
        transaction.commit()
        self.browser.post(f"{content.absolute_url()}/{page}", "")
        transaction.begin()
        return self

    @property
    def tree(self):
        return html.fromstring(self.browser.contents)

    @property
    def text(self):
        return _words(self.tree)

    @property
    def status(self):
        return int(self.browser.headers["status"].split()[0])

    @property
    def is_refused(self):
        url = self.browser.url
        return self.status in (401, 403, 404) or "insufficient-privileges" in url

    def rows(self, group):
        rows = self.tree.cssselect(f"section[aria-labelledby=ehc-texts-{group}] tr")
        return [[_words(cell) for cell in row.cssselect("th, td")] for row in rows[1:]]


def _words(element):
    return " ".join(element.text_content().split())


def go_back(editor, content, version: int) -> None:
    """Press the button that brings back a version."""
    editor.open(content, "@@historyview")
    form = next(
        form
        for form in editor.tree.forms
        if form.action.endswith("revertversion")
        and form.fields["version_id"] == str(version)
    )
    editor.browser.post(form.action, urlencode(list(form.fields.items())))
    transaction.begin()


def due_day(case) -> str:
    """Return the day that staff find a case by."""
    # What the test itself made waits for its commit otherwise.
    processQueue()
    catalog = api.portal.get_tool("portal_catalog")
    rid = catalog.getrid("/".join(case.getPhysicalPath()))
    return catalog.getIndexDataForRID(rid)["ehc_due"]


class TestList:
    def test_it_lists_every_text_with_where_it_is_shown(self, editor, council):
        editor.open(council.ehc, "ehc-texts")

        guides = editor.rows("guides")
        assert [row[0] for row in guides][:2] == [
            "Request/Application",
            "Request Outcome",
        ]
        assert len(guides) == 8
        (handover,) = [r for r in editor.rows("message") if "coordinator" in r[0]]
        assert handover[:2] == [
            "Message: new coordinator",
            "Sent to the family when a case is handed to another coordinator.",
        ]
        listed = sum(len(editor.rows(kind)) for kind in ("message", "letter"))
        assert listed == len([t for t in TEXTS.values() if t.kind != "notice"])

    def test_it_tells_who_changed_what_last(self, editor, council, texts):
        editor.open(texts[HANDOVER], "edit").fill(subject="Hello").press("Save")

        editor.open(council.ehc, "ehc-texts")

        (handover,) = [r for r in editor.rows("message") if "coordinator" in r[0]]
        assert handover[2].endswith(" edith")

    def test_whoever_changed_it_is_named_and_not_by_their_address(
        self, editor, council, texts
    ):
        users = api.portal.get_tool("acl_users").source_users
        users.updateUser("edith", "edith@example.org")
        api.user.get("edith").setMemberProperties({"fullname": "Tracy Tester"})
        editor.open(texts[HANDOVER], "edit").fill(subject="Hello").press("Save")

        editor.open(council.ehc, "ehc-texts")

        (handover,) = [r for r in editor.rows("message") if "coordinator" in r[0]]
        assert handover[2].endswith(" Tracy Tester")

    def test_a_text_that_was_deleted_is_put_back(self, editor, council, texts):
        with api.env.adopt_roles(["Manager"]):
            api.content.delete(texts[HANDOVER])

        editor.open(council.ehc, "ehc-texts")
        assert "Deleted. The original words are used." in editor.text
        editor.press("Put back")

        assert texts[HANDOVER].subject == "EHC Handover to new team"
        assert "The texts are there again." in editor.text

    def test_a_standard_message_is_added_from_there(self, editor, council, texts):
        editor.open(council.ehc, "ehc-texts")
        editor.browser.getLink("Add a standard message").click()
        editor.fill(title="Panel", subject="The panel", text="Dear ${child}")
        editor.press("Save")
        editor.open(council.ehc, "ehc-texts")

        assert ["Panel", "Offered to staff when they write a message."] in [
            row[:2] for row in editor.rows("message")
        ]

    def test_the_folder_and_the_portal_lead_to_it(self, editor, council, texts):
        editor.open(texts)
        assert editor.browser.url == f"{council.ehc.absolute_url()}/ehc-texts"

        editor.open(council.ehc).browser.getLink("Texts of the portal").click()
        assert editor.browser.url == f"{council.ehc.absolute_url()}/ehc-texts"

    def test_a_family_has_none_of_it(self, council, texts, anita, browser_of):
        family = Desk(browser_of(anita))

        assert family.open(council.ehc, "ehc-texts").is_refused
        assert family.open(texts[HANDOVER]).is_refused
        assert "Texts of the portal" not in family.open(council.ehc).text


class TestText:
    def test_its_page_says_where_it_is_read_and_what_can_be_filled_in(
        self, editor, texts
    ):
        editor.open(texts[HANDOVER])

        for words in (
            "Sent to the family when a case is handed to another coordinator.",
            "Subject EHC Handover to new team",
            "${coordinator} is now your EHCP Coordinator.",
            "${child}",
        ):
            assert words in editor.text

    def test_what_cannot_be_filled_in_is_said_by_the_field(self, editor, texts):
        editor.open(texts[HANDOVER], "edit").fill(text="Dear ${mother}").press("Save")

        (error,) = editor.tree.cssselect(
            "#formfield-form-widgets-text .invalid-feedback"
        )
        assert "Nothing is known as ${mother} here." in _words(error)
        assert editor.browser.getControl(name="form.widgets.text").value == (
            "Dear ${mother}"
        )
        assert "${mother}" not in texts[HANDOVER].text

    def test_it_is_reset_to_the_original_words(self, editor, texts):
        editor.open(texts[HANDOVER], "edit").fill(subject="Hello").press("Save")
        assert texts[HANDOVER].subject == "Hello"

        editor.press("Reset to the original words")

        assert texts[HANDOVER].subject == "EHC Handover to new team"
        assert "What stood there before is among the versions." in editor.text

    @pytest.mark.parametrize("page", ["ehc-reset"])
    def test_neither_a_link_nor_another_site_resets_it(self, editor, texts, page):
        texts[HANDOVER].subject = "Hello"

        assert editor.open(texts[HANDOVER], page).status in (403, 405)
        assert editor.post(texts[HANDOVER], page).status == 403
        assert texts[HANDOVER].subject == "Hello"


class TestVersions:
    def test_an_earlier_version_is_read_and_comes_back(self, editor, texts):
        editor.open(texts[HANDOVER], "edit").fill(subject="First").press("Save")
        editor.open(texts[HANDOVER], "edit").fill(subject="Second").press("Save")

        editor.open(texts[HANDOVER], "@@historyview")
        assert editor.text.count("Edited") >= 3
        link = next(
            a.get("href") for a in editor.tree.cssselect("a[href*='version_id=1']")
        )
        editor.browser.open(link)
        assert editor.status == 200
        assert "First" in editor.text
        go_back(editor, texts[HANDOVER], 1)

        assert texts[HANDOVER].subject == "First"

    def test_cases_follow_a_stage_guide_that_comes_back(self, editor, guide, case):
        assert due_day(case) == "2024-10-13"
        editor.open(guide, "edit").fill(**{"deadline:list": ["--NOVALUE--"]})
        editor.press("Save")
        assert due_day(case) == "2024-12-22"

        go_back(editor, guide, 0)

        assert guide.deadline == "request_outcome"
        assert due_day(case) == "2024-10-13"

    def test_so_they_do_over_rest(self, editor, guide, case):
        editor.open(guide, "edit").fill(**{"deadline:list": ["--NOVALUE--"]})
        editor.press("Save")
        assert due_day(case) == "2024-12-22"

        key = b64encode(f"edith:{PASSWORD}".encode()).decode()
        editor.browser.testapp.patch_json(
            f"{guide.absolute_url()}/@history",
            {"version": 0},
            headers={"Accept": "application/json", "Authorization": f"Basic {key}"},
        )
        transaction.begin()

        assert due_day(case) == "2024-10-13"

    def test_two_versions_are_compared(self, editor, texts):
        editor.open(texts[HANDOVER], "edit").fill(subject="First").press("Save")
        editor.open(texts[HANDOVER], "@@historyview")
        link = editor.tree.cssselect("a[href*='@@history?one=']")[0].get("href")

        editor.browser.open(link)

        assert editor.status == 200
        assert "First" in editor.text
        assert "EHC Handover to new team" in editor.text

    def test_stage_guides_have_them_too(self, editor, guide):
        editor.open(guide, "edit").fill(title="The outcome").press("Save")

        editor.open(guide, "@@historyview")

        assert editor.text.count("Edited") >= 2
        editor.open(guide, "ehc-preview").press("Reset to the original words")
        assert guide.title == "Request Outcome"
        assert guide.deadline == "request_outcome"


class TestGuidePreview:
    def test_it_is_the_dashboard_of_a_case_that_is_nobodys(self, editor, guide):
        editor.open(guide, "ehc-preview")

        (heading,) = editor.tree.cssselect("h1")
        assert _words(heading) == "EHC Assessment and Plan - Tony Bread"
        (current,) = editor.tree.cssselect("[aria-current=step]")
        assert _words(current).startswith("Request Outcome In progress")
        assert "Request Outcome Due: 13 Oct 2024" in _words(current)
        (happening,) = editor.tree.cssselect(".ehc-happening")
        assert "We then decide whether to carry out a full assessment" in _words(
            happening
        )
        assert "EHCP Coordinator - Robert Coombes" in editor.text
        assert "the words are those that are saved" in editor.text

    def test_its_own_links_are_shown(self, editor, council, guide):
        page = make_page(council.site, "Choosing a school")
        guide.local_offer = [relation_to(page)]

        editor.open(guide, "ehc-preview")

        links = editor.tree.cssselect(".ehc-local-offer a")
        assert [_words(link) for link in links] == ["Choosing a school"]

    def test_a_link_that_families_do_not_see_is_told(self, editor, council, guide):
        page = make_page(council.site, "Choosing a school")
        guide.local_offer = [relation_to(page)]
        with api.env.adopt_roles(["Manager"]):
            api.content.transition(page, "retract")

        editor.open(guide, "ehc-preview")

        assert "Request Outcome: the page is private" in editor.text
