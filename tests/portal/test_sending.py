"""A form of the website that easyform runs sends what is filled in to the portal."""

from bs4 import BeautifulSoup
from datetime import date
from factories import give_access
from factories import make_case
from factories import make_family
from factories import make_person
from hcc.ehcportal.content.states import state_of
from papers import photo
from papers import picture
from parents import Reader
from plone import api
from plone.formwidget.namedfile.utils import FILE_UPLOAD_MAP_KEY
from zope.annotation.interfaces import IAnnotations

import pytest
import transaction


MODEL = """
<model xmlns="http://namespaces.plone.org/supermodel/schema"
       xmlns:easyform="http://namespaces.plone.org/supermodel/easyform"><schema>
  {fields}
</schema></model>
"""
QUESTIONS = """
  <field name="hopes" type="zope.schema.Text"><title>Hopes</title></field>
  <field name="days" type="zope.schema.Set"><title>Which days?</title>
    <required>False</required>
    <value_type type="zope.schema.Choice"><values>
      <element>Mon</element><element>Tue</element></values></value_type></field>
  <field name="bus" type="zope.schema.Bool"><title>I come by bus</title>
    <required>False</required></field>
"""
PICTURE = """
  <field name="proof" type="plone.namedfile.field.NamedBlobFile"><title>Proof</title>
    <required>False</required></field>
"""
OURS = "hcc.ehcportal.forms.sending.action.SendToPortal"


def actions(*kinds):
    fields = "".join(
        f'<field name="a{number}" type="{kind}"><title>Action {number}</title></field>'
        for number, kind in enumerate(kinds)
    )
    return MODEL.format(fields=fields)


@pytest.fixture
def portal(functional_portal):
    return functional_portal


@pytest.fixture
def shown(council):
    """Return a function that publishes a form in the website, outside of the portal."""

    def make(fields=QUESTIONS, kinds=(OURS,), **facts):
        with api.env.adopt_roles(["Manager"]):
            form = api.content.create(
                council.site,
                "EasyForm",
                title="Ask for a call",
                fields_model=MODEL.format(fields=fields),
                actions_model=actions(*kinds),
                **facts,
            )
            api.content.transition(form, "publish")
        return form

    return make


@pytest.fixture
def mother(anitas_case, browser_of):
    return Sender(browser_of("anita"))


class Sender(Reader):
    """Somebody at easyform's own page of a form."""

    def fill(self, **fields):
        for name, value in fields.items():
            self.browser.getControl(name=f"form.widgets.{name}").value = value
        return self

    def choose(self, name, filename, data):
        control = self.browser.getControl(name=f"form.widgets.{name}")
        control.add_file(data, "application/octet-stream", filename)
        return self

    @property
    def told(self):
        alerts = self.page.select(".alert, .portalMessage")
        return " ".join(" ".join(alert.get_text(" ").split()) for alert in alerts)


def forms_in(case):
    transaction.begin()
    return [i for i in case.objectValues() if i.portal_type == "EHCSupportingForm"]


class TestSending:
    def test_the_answers_are_a_submitted_form_of_the_case(
        self, mother, shown, anitas_case, clock
    ):
        mother.visit(shown()).fill(hopes="A friend")
        mother.browser.getControl(name="form.widgets.days:list").value = ["Tue"]
        mother.press("Submit")

        (form,) = forms_in(anitas_case)
        assert state_of(form) == "submitted"
        assert form.answers == {"hopes": "A friend", "days": ["Tue"], "bus": False}
        assert (form.title, form.submitted_by) == ("Ask for a call", "anita")
        assert form.submitted_at == clock.moment

    def test_the_receipt_is_shown(self, mother, shown, anitas_case):
        mother.visit(shown()).fill(hopes="A friend").press("Submit")

        (form,) = forms_in(anitas_case)
        assert mother.heading == "Items to complete"
        assert form.receipt in mother.text
        assert "was submitted successfully" in mother.text

    def test_nothing_stays_with_easyform(self, mother, shown, anitas_case):
        design = shown(QUESTIONS + PICTURE)
        mother.visit(design).fill(hopes="A friend").press("Submit")
        transaction.begin()

        assert not hasattr(design, "_inputStorage")
        assert FILE_UPLOAD_MAP_KEY not in IAnnotations(api.portal.get())

    def test_the_same_sent_twice_is_one_form(self, mother, shown, anitas_case):
        design = shown()
        for _press in range(2):
            mother.visit(design).fill(hopes="A friend").press("Submit")

        (form,) = forms_in(anitas_case)
        assert form.receipt in mother.text

    def test_other_words_are_another_form(self, mother, shown, anitas_case):
        design = shown()
        for words in ("A friend", "Two friends"):
            mother.visit(design).fill(hopes=words).press("Submit")

        assert len(forms_in(anitas_case)) == 2

    def test_the_same_words_on_another_day_are_another_form(
        self, mother, shown, anitas_case, clock
    ):
        design = shown()
        mother.visit(design).fill(hopes="Please call").press("Submit")
        clock.set(2024, 10, 7)
        mother.visit(design).fill(hopes="Please call").press("Submit")

        assert len(forms_in(anitas_case)) == 2

    def test_what_is_missing_is_told_by_easyform(self, mother, shown, anitas_case):
        mother.visit(shown()).press("Submit")

        assert "Required input is missing." in mother.browser.contents
        assert forms_in(anitas_case) == []

    def test_another_site_cannot_send_it(self, mother, shown, anitas_case):
        design = shown(CSRFProtection=False)
        fields = {"form.widgets.hopes": "Anything", "form.buttons.submit": "Submit"}
        mother.send(design, "view", **fields)

        assert mother.status == 403
        assert forms_in(anitas_case) == []

    def test_an_address_cannot_send_it(self, mother, shown, anitas_case):
        design = shown(CSRFProtection=False, method="get")
        transaction.commit()
        address = f"{design.absolute_url()}/view?form.widgets.hopes=Anything"
        mother.browser.open(f"{address}&form.buttons.submit=Submit")

        assert forms_in(anitas_case) == []

    def test_the_settings_of_the_form_count(self, mother, shown, anitas_case):
        design = shown(closes=date(2024, 10, 3))
        mother.visit(design)
        assert "You have no assessment" in mother.told

        mother.fill(hopes="A friend").press("Submit")
        assert "You have no assessment" in mother.told
        assert mother.browser.getControl(name="form.widgets.hopes").value == "A friend"
        assert forms_in(anitas_case) == []

    def test_one_that_would_lose_something_is_not_sent(
        self, mother, shown, anitas_case
    ):
        secret = '<field name="x" type="zope.schema.Password"><title>X</title></field>'
        mother.visit(shown(QUESTIONS + secret)).fill(hopes="A friend", x="y")
        mother.press("Submit")

        assert "some of it would be lost" in mother.told
        assert mother.browser.getControl(name="form.widgets.hopes").value == "A friend"
        assert forms_in(anitas_case) == []

    def test_what_the_portal_refuses_leaves_no_draft(self, mother, shown, anitas_case):
        mother.visit(shown()).fill(hopes="a" * 100_001).press("Submit")

        assert "“Hopes”: This is longer than 100,000 letters." in mother.told
        assert forms_in(anitas_case) == []


class TestFiles:
    def test_they_are_checked_and_attached(self, mother, shown, anitas_case):
        mother.visit(shown(QUESTIONS + PICTURE)).fill(hopes="A friend")
        mother.choose("proof", "proof.jpg", photo()).press("Submit")

        ((attachment,),) = (form.objectValues() for form in forms_in(anitas_case))
        assert (attachment.title, attachment.file.filename) == ("Proof", "proof.jpg")
        assert b"York" not in attachment.file.data

    def test_one_that_is_refused_is_told_with_its_question(
        self, mother, shown, anitas_case
    ):
        mother.visit(shown(QUESTIONS + PICTURE)).fill(hopes="A friend")
        mother.choose("proof", "proof.exe", b"MZ").press("Submit")

        assert "“Proof”: This kind of file cannot be taken." in mother.told
        assert mother.browser.getControl(name="form.widgets.hopes").value == "A friend"
        assert forms_in(anitas_case) == []

    def test_none_is_kept_for_the_next_try(self, mother, shown, anitas_case):
        mother.visit(shown(QUESTIONS + PICTURE))
        mother.choose("proof", "proof.jpg", photo()).press("Submit")
        transaction.begin()

        assert "Required input is missing." in mother.browser.contents
        assert FILE_UPLOAD_MAP_KEY not in IAnnotations(api.portal.get())

    def test_two_files_of_one_name_are_two_forms(self, mother, shown, anitas_case):
        design = shown(QUESTIONS + PICTURE)
        for data in (photo(), picture("JPEG")):
            mother.visit(design).fill(hopes="A friend")
            mother.choose("proof", "image.jpg", data).press("Submit")

        assert len(forms_in(anitas_case)) == 2


class TestWhose:
    """The register of access says it, and nothing that is sent."""

    def test_somebody_without_a_case_is_told_before_and_after(
        self, anitas_case, shown, browser_of
    ):
        make_person("tracy")
        tracy = Sender(browser_of("tracy"))
        tracy.visit(shown())
        assert "You have no assessment" in tracy.told

        tracy.fill(hopes="A friend").press("Submit")
        assert "You have no assessment" in tracy.told
        assert forms_in(anitas_case) == []

    def test_nobody_is_asked_to_sign_in_first(self, functional, shown, mother):
        design = shown()
        transaction.commit()
        browser = mother.browser
        browser.testapp.reset()
        browser.open(design.absolute_url())

        assert "Secure login - step 1" in browser.contents
        assert "Hopes" not in browser.contents

    def test_whose_session_ended_loses_nothing(self, mother, shown, anitas_case):
        mother.visit(shown()).fill(hopes="A friend")
        mother.browser.testapp.reset()
        mother.press("Submit")

        assert "You are not signed in, so nothing was sent." in mother.told
        assert mother.browser.getControl(name="form.widgets.hopes").value == "A friend"
        assert forms_in(anitas_case) == []

    def test_a_closed_case_takes_nothing(self, shown, family, browser_of, anita):
        case = make_case(family, state="closed")
        give_access(anita, case)
        sender = Sender(browser_of("anita"))
        sender.visit(shown()).fill(hopes="A friend").press("Submit")

        assert "You have no assessment" in sender.told
        assert forms_in(case) == []


class TestSeveralChildren:
    @pytest.fixture
    def sister(self, family, anitas_case):
        case = make_case(family, "Lily Bread")
        give_access("anita", case)
        return case

    def test_a_parent_is_asked_whom_it_is_about(
        self, mother, shown, anitas_case, sister
    ):
        mother.visit(shown()).fill(hopes="A friend")
        child = mother.browser.getControl(name="form.widgets.ehc.case")
        assert child.displayOptions == ["Tony Bread", "Lily Bread"]

        child.displayValue = ["Lily Bread"]
        mother.press("Submit")
        assert len(forms_in(sister)) == 1
        assert forms_in(anitas_case) == []

    def test_who_says_nothing_is_asked_again(self, mother, shown, anitas_case, sister):
        mother.visit(shown()).fill(hopes="A friend").press("Submit")

        assert forms_in(anitas_case) == forms_in(sister) == []

    def test_another_familys_child_cannot_be_chosen(
        self, mother, shown, council, anitas_case, sister
    ):
        other = make_case(make_family(council, "Tester"), "Tom Tester")
        mother.visit(shown())
        token = mother.page.select_one("[name=_authenticator]")["value"]
        fields = {
            "form.widgets.hopes": "Anything",
            "form.widgets.ehc.case": other.getId(),
            "form.buttons.submit": "Submit",
            "_authenticator": token,
        }
        mother.send(api.portal.get()["ask-for-a-call"], "view", **fields)

        assert forms_in(other) == forms_in(anitas_case) == forms_in(sister) == []


class TestEditors:
    @pytest.fixture
    def editor(self, council, browser_of):
        make_person("edith", "Editor", "Contributor", "Reviewer")
        return browser_of("edith")

    def said_on(self, editor, design, page=""):
        transaction.commit()
        editor.open(f"{design.absolute_url()}/{page}")
        page = BeautifulSoup(editor.contents, "html.parser")
        alerts = page.select(".alert[role=status]")
        return " ".join(" ".join(alert.get_text(" ").split()) for alert in alerts)

    def test_they_add_the_action_at_the_desk(self, editor, shown):
        design = shown(kinds=())
        transaction.commit()
        editor.open(f"{design.absolute_url()}/actions/@@add-action")
        editor.getControl("Title").value = "To the portal"
        editor.getControl("Short Name").value = "portal"
        editor.getControl("Action type").displayValue = ["Send to the EHC portal"]
        editor.getControl("Add").click()

        said = self.said_on(editor, design)
        assert said.startswith("What is sent with this form goes to the case")
        assert OURS in design.actions_model
        # And easyform's own pages of it can be opened.
        editor.open(f"{design.absolute_url()}/actions")
        assert "Send to the EHC portal" in editor.contents
        editor.open(f"{design.absolute_url()}/actions/portal")
        assert "To the portal" in editor.contents

    def test_they_choose_who_can_send_it_when(self, editor, shown):
        design = shown()
        transaction.commit()
        editor.open(f"{design.absolute_url()}/edit")
        editor.getControl(name="form.widgets.IFormOffer.once:list").value = True
        editor.getControl("Save").click()
        transaction.begin()

        assert design.once is True

    @pytest.mark.parametrize("page", ["", "edit", "fields", "actions"])
    @pytest.mark.parametrize(
        ("kind", "warning"),
        [("Mailer", "sends the answers by mail"), ("SaveData", "saves the answers")],
    )
    def test_they_are_warned_of_what_takes_answers_elsewhere(
        self, editor, shown, page, kind, warning
    ):
        design = shown(kinds=(OURS, f"collective.easyform.actions.{kind}"))

        said = self.said_on(editor, design, page)
        assert f"The action “Action 1” also {warning}" in said

    def test_they_are_told_what_would_be_lost(self, editor, shown):
        secret = '<field name="x" type="zope.schema.Password"><title>X</title></field>'
        said = self.said_on(editor, shown(QUESTIONS + secret, method="get"))

        assert said.startswith("Nobody can send this form to the portal.")
        assert "“X” is of a kind that families cannot be asked." in said
        assert "Choose “post”" in said

    def test_a_form_of_the_portal_may_have_the_action(self, editor, council):
        design = council.ehc["forms"]["my-views"]
        design.actions_model = actions(OURS)

        assert "Families can start this form" in self.said_on(editor, design)

    def test_a_site_without_a_portal_is_not_offered_the_action(
        self, editor, council, shown
    ):
        design = shown()
        with api.env.adopt_roles(["Manager"]):
            council.site.manage_delObjects(["ehc"])
        transaction.commit()
        editor.open(f"{design.absolute_url()}/actions/@@add-action")

        assert "Send to the EHC portal" not in editor.contents
