"""A family starts forms, and finds those that wait, under "Items to complete"."""

from bs4 import BeautifulSoup
from datetime import date
from factories import make_design
from factories import make_form
from factories import sign_in
from plone import api
from plone.testing.zope import Browser
from plone.uuid.interfaces import IUUID

import pytest
import re
import transaction


PAGE = "ehc-items-to-complete"

QUESTIONS = """
<model xmlns="http://namespaces.plone.org/supermodel/schema"><schema>
  <field name="hopes" type="zope.schema.Text"><title>Hopes</title></field>
</schema></model>
"""


def words(element):
    return " ".join(element.get_text(" ").split())


@pytest.fixture
def designed(council):
    """Return a function that publishes a form of the editors."""

    def make(title="Parental views", **facts):
        design = make_design(council, title, questions=QUESTIONS, **facts)
        with api.env.adopt_roles(["Manager"]):
            api.content.transition(design, "publish")
        return design

    return make


def startable(page):
    table = page.find("table", attrs={"aria-labelledby": "forms"})
    return [words(cell) for cell in table.select("td")] if table else []


def drafts_in(case):
    return [i for i in case.objectValues() if i.portal_type == "EHCSupportingForm"]


class TestItemsToComplete:
    def test_it_lists_the_forms_that_can_be_started(
        self, page_of, anitas_case, designed
    ):
        designed("Parental views", description="In your own words.")
        designed("Other views", closes=date(2024, 11, 4))

        found = startable(page_of(anitas_case, PAGE, "anita"))

        assert "Parental views In your own words." in found
        assert "Other views Last day: 4 November 2024" in found

    def test_each_is_a_button(self, page_of, anitas_case, designed):
        designed()
        page = page_of(anitas_case, PAGE, "anita")

        (button,) = [b for b in page.select("button") if b.text == "Parental views"]
        assert button.find_parent("form")["method"] == "post"

    def test_staff_see_what_the_family_sees_without_buttons(
        self, page_of, anitas_case, designed
    ):
        designed()
        page = page_of(anitas_case, PAGE, "robert")

        assert "Parental views" in startable(page)
        assert page.select("[action$=ehc-start-form]") == []

    @pytest.mark.parametrize(
        ("today", "said"),
        [
            ((2024, 11, 4), "Last day: 4 November 2024"),
            (
                (2024, 11, 5),
                "The last day was 4 November 2024. If you still want to send it",
            ),
        ],
    )
    def test_what_waits_says_until_when(self, page_of, anitas_case, clock, today, said):
        form = make_form(anitas_case, "Views of Anita")
        form.last_day = date(2024, 11, 4)
        form.note = "Please tell us about school."
        clock.set(*today)

        page = page_of(anitas_case, PAGE, "anita")

        (item,) = page.select("#content .ehc-list li")
        assert words(item).startswith("Views of Anita")
        assert said in words(item)
        assert "Please tell us about school." in words(item)

    def test_the_dashboard_tells_of_both(self, page_of, anitas_case, designed):
        designed()
        make_form(anitas_case, "Views of Anita")

        page = page_of(anitas_case, "ehc-dashboard", "anita")

        heading = "Forms you can start or awaiting completion (1)"
        (panel,) = [p for p in page.select(".ehc-panel") if heading in words(p)]
        assert "Views of Anita" in words(panel)
        assert "Parental views" in words(panel)


class TestStarting:
    @pytest.fixture
    def portal(self, functional_portal):
        return functional_portal

    @pytest.fixture
    def mother(self, browser_of, anitas_case):
        return browser_of("anita")

    @pytest.fixture
    def press(self, mother, anitas_case):
        """Return a function that starts a form as the page does."""

        def post(design, browser=mother, **more):
            transaction.commit()
            browser.open(f"{anitas_case.absolute_url()}/{PAGE}")
            page = BeautifulSoup(browser.contents, "html.parser")
            token = page.find("input", attrs={"name": "_authenticator"})
            fields = {"form": IUUID(design), "_authenticator": token["value"], **more}
            query = "&".join(f"{k}={v}" for k, v in fields.items())
            browser.post(f"{anitas_case.absolute_url()}/ehc-start-form", query)
            transaction.begin()
            return browser

        return post

    def test_it_leads_to_the_draft(self, mother, anitas_case, designed):
        designed(closes=date(2024, 11, 4))
        transaction.commit()
        mother.open(f"{anitas_case.absolute_url()}/{PAGE}")
        mother.getControl("Parental views").click()
        transaction.begin()

        (draft,) = drafts_in(anitas_case)
        assert mother.url.startswith(draft.absolute_url())
        assert draft.last_day == date(2024, 11, 4)

    def test_pressing_twice_makes_one_draft(self, press, anitas_case, designed):
        design = designed()
        first = press(design).url
        assert press(design).url == first

        assert len(drafts_in(anitas_case)) == 1

    def test_one_that_was_begun_can_be_started_again(
        self, press, anitas_case, designed
    ):
        design = designed()
        press(design)
        (draft,) = drafts_in(anitas_case)
        draft.draft_version = 1
        press(design)

        assert len(drafts_in(anitas_case)) == 2

    def test_one_that_can_be_sent_once_leads_to_its_draft(
        self, press, anitas_case, designed
    ):
        design = designed(once=True)
        other = designed("Other views")
        press(design)
        (draft,) = drafts_in(anitas_case)
        draft.draft_version = 1

        assert press(design).url.startswith(draft.absolute_url())
        assert len(drafts_in(anitas_case)) == 1
        assert other.title

    def test_one_that_is_not_offered_any_more_says_so(
        self, press, anitas_case, designed
    ):
        designed("Other views")
        design = designed(closes=date(2024, 10, 3))
        browser = press(design)

        assert "This form cannot be started any more." in browser.contents
        assert drafts_in(anitas_case) == []

    def test_a_key_that_is_nobodys_starts_nothing(self, press, anitas_case, designed):
        browser = press(designed(), form="0" * 32)

        assert "This form cannot be started any more." in browser.contents
        assert drafts_in(anitas_case) == []

    def test_another_site_cannot_start_one(self, press, anitas_case, designed):
        browser = press(designed(), _authenticator="forged")

        assert browser.headers["status"].startswith("403")
        assert drafts_in(anitas_case) == []

    def test_an_address_alone_starts_nothing(self, mother, anitas_case, designed):
        design = designed()
        transaction.commit()
        url = f"{anitas_case.absolute_url()}/ehc-start-form?form={IUUID(design)}"
        mother.open(url)
        transaction.begin()

        assert mother.url.endswith(PAGE)
        assert drafts_in(anitas_case) == []

    @pytest.mark.parametrize("person", ["robert", "tracy"])
    def test_nobody_else_can_start_one(
        self, functional, anitas_case, designed, tracy, robert, person
    ):
        design = designed()
        transaction.commit()
        browser = Browser(functional["app"])
        browser.handleErrors = True
        browser.raiseHttpErrors = False
        sign_in(browser, person)
        browser.post(
            f"{anitas_case.absolute_url()}/ehc-start-form", f"form={IUUID(design)}"
        )
        transaction.begin()

        assert not re.search("/q-[0-9a-f]+", browser.url)
        assert drafts_in(anitas_case) == []
