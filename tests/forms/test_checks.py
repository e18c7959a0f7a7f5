"""What families cannot be given is refused to the editor, with the way to mend it."""

from collective.easyform.fields import NorobotCaptchaHandler
from hcc.ehcportal.forms.checks import reasons_against
from hcc.ehcportal.forms.offer import IFormOffer
from plone import api
from plone.supermodel.interfaces import IFieldExportImportHandler
from zope.component import getGlobalSiteManager
from zope.i18n import translate
from zope.interface import Invalid

import pytest


def asks(kind, inside="", **more):
    """Return the question "Hopes" of a kind, as easyform writes it."""
    facts = " ".join(f'easyform:{name}="{value}"' for name, value in more.items())
    start = f'<field name="hopes" type="{kind}" {facts}><title>Hopes</title>'
    return f"{start}{inside}</field>"


def action(kind):
    model = '<model xmlns="http://namespaces.plone.org/supermodel/schema"><schema>'
    field = f'<field name="it" type="collective.easyform.actions.{kind}">'
    return f"{model}{field}<title>It</title></field></schema></model>"


CHOICES = "<values><element>Yes</element><element>No</element></values>"

TAKEN = {
    "a text": asks("zope.schema.Text"),
    "a line": asks("zope.schema.TextLine"),
    "a number": asks("zope.schema.Int", "<min>3</min>"),
    "a part of a number": asks("zope.schema.Float"),
    "a day": asks("zope.schema.Date"),
    "a yes or no": asks("zope.schema.Bool"),
    "an address of mails": asks("plone.schema.email.Email"),
    "a choice": asks("zope.schema.Choice", CHOICES),
    "several choices": asks(
        "zope.schema.Set",
        f'<value_type type="zope.schema.Choice">{CHOICES}</value_type>',
    ),
    "a heading": asks("zope.schema.Text")
    + '<field name="more" type="collective.easyform.fields.Label"><title>More</title>'
    "</field>",
    "a condition": asks("zope.schema.Text", depends_on="topic=other"),
}

REFUSED = {
    "a default by an expression": (
        asks("zope.schema.Text", TDefault="python:1"),
        "“Hopes”: the setting “Default Expression” would not run in the portal.",
    ),
    "a switch by an expression": (
        asks("zope.schema.Text", TEnabled="python:1"),
        "“Hopes”: the setting “Enabling Expression” would not run in the portal.",
    ),
    "a check by an expression": (
        asks("zope.schema.Text", TValidator="python:1"),
        "“Hopes”: the setting “Custom Validator” would not run in the portal.",
    ),
    "a variable of the server": (
        asks("zope.schema.Text", serverSide="True"),
        "“Hopes”: the setting “Server-Side Variable” would not run in the portal.",
    ),
    "what nobody sees": (
        asks("zope.schema.Text", THidden="True"),
        "“Hopes” is hidden.",
    ),
    "a condition that makes no sense": (
        asks("zope.schema.Text", depends_on="topic=(other"),
        "“Hopes”: what the field depends on cannot be understood.",
    ),
    "a single file": (
        asks("plone.namedfile.field.NamedBlobFile"),
        "“Hopes” is for a single file.",
    ),
    "a single picture": (
        asks("plone.namedfile.field.NamedBlobImage"),
        "“Hopes” is for a single file.",
    ),
    "a list of the website": (
        asks(
            "zope.schema.Choice",
            "<vocabulary>plone.app.vocabularies.Users</vocabulary>",
        ),
        "“Hopes” takes its choices from a list of the website",
    ),
    "a text with its looks": (
        asks("plone.app.textfield.RichText"),
        "“Hopes” is of a kind that families cannot be asked.",
    ),
    "a password": (
        asks("zope.schema.Password"),
        "“Hopes” is of a kind that families cannot be asked.",
    ),
    "a program's default": (
        asks(
            "zope.schema.Date",
            "<defaultFactory>hcc.ehcportal.forms.offer.lies_in_the_portal</defaultFactory>",
        ),
        "“Hopes”: the setting “defaultFactory” would not run in the portal.",
    ),
    "nothing at all": ("", "The form has no questions yet."),
}

ACTIONS = {
    "Mailer": "The action “It” would send answers by mail, out of the case.",
    "SaveData": "The action “It” would save answers outside of the case.",
    "CustomScript": "The action “It” is a script",
}


def said_of(design):
    return [translate(reason) for reason in reasons_against(design)]


@pytest.mark.parametrize("fields", TAKEN.values(), ids=TAKEN)
def test_families_can_be_asked_for(designed, fields):
    assert said_of(designed(fields=fields)) == []


@pytest.mark.parametrize(("fields", "reason"), REFUSED.values(), ids=REFUSED)
def test_families_cannot_be_asked_for(designed, fields, reason):
    (said,) = said_of(designed(fields=fields))

    assert said.startswith(reason)


@pytest.fixture
def captchas():
    """A site with collective.z3cform.norobots."""
    kind = "collective.easyform.fields.NorobotCaptcha"
    facts = (NorobotCaptchaHandler, IFieldExportImportHandler, kind)
    getGlobalSiteManager().registerUtility(*facts)
    yield kind
    getGlobalSiteManager().unregisterUtility(*facts)


def test_families_are_not_tested_for_being_robots(designed, captchas):
    (said,) = said_of(designed(fields=asks(captchas)))

    assert said.startswith("“Hopes” is a test for robots.")


@pytest.mark.parametrize("kind", ACTIONS)
def test_no_action_of_easyform_takes_answers_out_of_a_case(designed, kind):
    (said,) = said_of(designed(actions_model=action(kind)))

    assert said.startswith(ACTIONS[kind])


@pytest.mark.parametrize(
    "setting",
    [
        "thanksPageOverride",
        "formActionOverride",
        "onDisplayOverride",
        "afterValidationOverride",
        "headerInjection",
        "submitLabelOverride",
    ],
)
def test_no_expression_of_a_form_runs(designed, setting):
    (said,) = said_of(designed(**{setting: "python:1"}))

    assert "would not run in the portal. Empty it" in said


def test_questions_that_cannot_be_read_are_refused(designed):
    design = designed()
    design.fields_model = "<model"

    (said,) = said_of(design)
    assert said.startswith("The questions cannot be read.")


def test_every_reason_is_told(designed):
    design = designed(
        fields=asks("zope.schema.Text", TDefault="python:1", THidden="True"),
        actions_model=action("Mailer"),
    )

    assert len(said_of(design)) == 3


def test_a_new_form_of_the_portal_has_nothing_of_it(council):
    with api.env.adopt_roles(["Manager"]):
        form = api.content.create(council.ehc["forms"], "EasyForm", title="New")

    assert said_of(form) == []
    assert form.offered is True


class TestOffering:
    """What would be lost cannot be offered, by whichever way the settings come."""

    def save(self, design, **facts):
        data = type("Data", (), {"opens": None, "closes": None, **facts})
        data.__context__ = design
        IFormOffer.validateInvariants(data)

    def test_it_is_refused_with_the_first_reason(self, designed):
        design = designed(actions_model=action("Mailer"))

        with pytest.raises(Invalid) as caught:
            self.save(design, offered=True)
        assert translate(caught.value.args[0]).startswith("The action “It” would send")

    def test_what_is_not_offered_can_be_saved(self, designed):
        self.save(designed(actions_model=action("Mailer")), offered=False)

    def test_the_last_day_does_not_come_first(self, designed, clock):
        day = clock.moment.date()

        with pytest.raises(Invalid) as caught:
            self.save(designed(), offered=True, opens=day, closes=day.replace(day=1))
        assert "The last day is before the first day." in caught.value.args[0].default
