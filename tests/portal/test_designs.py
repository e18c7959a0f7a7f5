"""Editors see how a form stands with families; families do not fill it in there."""

from bs4 import BeautifulSoup
from factories import make_design
from factories import make_person
from plone import api

import pytest
import transaction


QUESTIONS = """
<model xmlns="http://namespaces.plone.org/supermodel/schema"
       xmlns:easyform="http://namespaces.plone.org/supermodel/easyform"><schema>
  <field name="hopes" type="zope.schema.Text" {more}><title>Hopes</title></field>
</schema></model>
"""
EXPRESSION = 'easyform:TDefault="python:1"'
MENDED = (
    "“Hopes”: the setting “Default Expression” would not run in the portal. Empty it "
    "in the settings of the field."
)


@pytest.fixture
def portal(functional_portal):
    return functional_portal


@pytest.fixture
def editor(council, browser_of):
    """A browser of somebody who edits the website."""
    make_person("edith", "Editor", "Contributor", "Reviewer")
    return browser_of("edith")


def said_on(browser, content, page=""):
    """Return what a page tells the editors of a form."""
    transaction.commit()
    browser.open(f"{content.absolute_url()}/{page}")
    found = BeautifulSoup(browser.contents, "html.parser").select(".alert[role=status]")
    return " ".join(" ".join(alert.get_text(" ").split()) for alert in found)


@pytest.fixture
def design(council):
    return make_design(council, "Views", questions=QUESTIONS.format(more=""))


class TestStanding:
    @pytest.fixture
    def publish(self, design):
        with api.env.adopt_roles(["Manager"]):
            api.content.transition(design, "publish")

    def test_a_new_form_is_to_be_published(self, editor, design):
        assert "Publish it when it is finished." in said_on(editor, design)

    def test_a_published_form_can_be_started(self, editor, design, publish):
        said = said_on(editor, design)
        assert said.startswith("Families can start this form")
        assert said.endswith("Nothing is kept of what is typed here.")

    def test_one_that_is_switched_off_can_be_sent(self, editor, design, publish):
        design.offered = False
        assert "Staff can send it to them." in said_on(editor, design)

    @pytest.mark.parametrize("page", ["", "edit", "fields", "actions"])
    def test_what_is_refused_is_told_on_each_of_its_pages(
        self, editor, council, publish, page
    ):
        questions = QUESTIONS.format(more=EXPRESSION)
        design = make_design(council, "Refused", questions=questions)

        said = said_on(editor, design, page)
        assert said.startswith("Families cannot be given this form.")
        assert MENDED in said

    def test_other_forms_of_the_website_are_none_of_ours(self, editor, council):
        with api.env.adopt_roles(["Manager"]):
            other = api.content.create(council.site, "EasyForm", title="Contact us")
        assert said_on(editor, other) == ""


class TestSettings:
    def test_they_are_saved(self, editor, design):
        transaction.commit()
        editor.open(f"{design.absolute_url()}/edit")
        editor.getControl(name="form.widgets.IFormOffer.once:list").value = True
        editor.getControl(name="form.widgets.IFormOffer.noun").value = "Views"
        editor.getControl("Gathering advice").selected = True
        editor.getControl("HEIC").selected = True
        editor.getControl("Save").click()
        transaction.begin()

        assert (design.once, design.noun, design.offered) == (True, "Views", True)
        assert (design.stages, design.upload_kinds) == (("advice",), ("heic",))

    def test_a_form_that_loses_something_cannot_be_offered(self, editor, council):
        questions = QUESTIONS.format(more=EXPRESSION)
        design = make_design(council, "Refused", questions=questions, offered=False)
        transaction.commit()
        editor.open(f"{design.absolute_url()}/edit")
        editor.getControl(name="form.widgets.IFormOffer.offered:list").value = True
        editor.getControl("Save").click()
        transaction.begin()

        assert editor.contents.count(MENDED) > 1
        assert design.offered is False

    def test_other_forms_of_the_website_have_none(self, editor, council):
        with api.env.adopt_roles(["Manager"]):
            other = api.content.create(council.site, "EasyForm", title="Contact us")
        transaction.commit()
        for address in (
            f"{other.absolute_url()}/edit",
            f"{council.site.absolute_url()}/++add++EasyForm",
        ):
            editor.open(address)
            assert "Form Prologue" in editor.contents
            assert "IFormOffer" not in editor.contents

    def test_a_form_can_be_made_at_the_desk(self, editor, council):
        transaction.commit()
        editor.open(f"{council.ehc['forms'].absolute_url()}/++add++EasyForm")
        editor.getControl(name="form.widgets.IDublinCore.title").value = "Holidays"
        editor.getControl("Save").click()
        transaction.begin()

        design = council.ehc["forms"]["holidays"]
        assert design.offered is True
        assert "What would you like to tell us?" in editor.contents
        assert "Publish it when it is finished." in editor.contents


class TestFamilies:
    def test_they_are_led_to_the_portal(self, council, browser_of, anitas_case):
        design = council.ehc["forms"]["my-views"]
        browser = browser_of("anita")
        browser.open(design.absolute_url())

        assert not browser.url.startswith(design.absolute_url())
        assert "What do you like" not in browser.contents

    def test_other_forms_of_the_website_stay_theirs(self, council, browser_of, anita):
        with api.env.adopt_roles(["Manager"]):
            other = api.content.create(council.site, "EasyForm", title="Contact us")
            api.content.transition(other, "publish")
        browser = browser_of("anita")
        browser.open(other.absolute_url())

        assert "Your E-Mail Address" in browser.contents
