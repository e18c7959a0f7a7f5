"""What of an easyform does not carry over to families: it is refused, with reasons.

Editors design the questions in easyform, and our own pages ask them. Whatever easyform
alone could do with them would be lost without a word, or leave the case.
"""

from __future__ import annotations

from Acquisition import aq_base
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from collective.easyform.interfaces import ICustomScript
from collective.easyform.interfaces import IHCaptcha
from collective.easyform.interfaces import ILabel
from collective.easyform.interfaces import IMailer
from collective.easyform.interfaces import INorobotCaptcha
from collective.easyform.interfaces import IReCaptcha
from collective.easyform.interfaces import ISaveData
from functools import lru_cache
from hcc.ehcportal import _
from hcc.ehcportal.forms.depending import condition_of
from hcc.ehcportal.forms.depending import NotUnderstood
from hcc.ehcportal.forms.kinds import kind_of
from hcc.ehcportal.forms.questions import schema_of
from hcc.ehcportal.forms.sending.interfaces import ISendToPortal
from plone.autoform.interfaces import MODES_KEY
from plone.autoform.interfaces import OMITTED_KEY
from plone.namedfile.interfaces import INamedField
from plone.supermodel.parser import SupermodelParseError
from zope.i18nmessageid import Message
from zope.interface.interface import InterfaceClass
from zope.schema import getFieldsInOrder
from zope.schema.interfaces import IChoice
from zope.schema.interfaces import ICollection
from zope.schema.interfaces import IField


_CAPTCHAS = (IReCaptcha, IHCaptcha, INorobotCaptcha)

# What easyform takes expressions for, as it calls that: of a field and of a form.
_EXPRESSIONS = {
    "TDefault": "Default Expression",
    "TValidator": "Custom Validator",
    "serverSide": "Server-Side Variable",
}
# By which a question that is to be answered is not asked.
_SWITCHES = {"TEnabled": "Enabling Expression"}
_OVERRIDES = {
    "thanksPageOverride": "Custom Success Action",
    "formActionOverride": "Custom Form Action",
    "onDisplayOverride": "Form Setup Script",
    "afterValidationOverride": "After Validation Script",
    "headerInjection": "Header Injection",
    "submitLabelOverride": "Custom Submit Button Label",
}


def reasons_against(design) -> tuple[Message, ...]:
    """Return why families cannot be given a form as it is, and how to mend it."""
    return (
        *_reasons_in_fields(design.fields_model or ""),
        *_reasons_in_actions(design.actions_model or ""),
        *_reasons_in_settings(design),
    )


# A page of a family asks this for each form, and most forms never change.
@lru_cache(maxsize=256)
def _reasons_in_fields(model: str) -> tuple[Message, ...]:
    return _told_of_fields(model, _about_fields)


@lru_cache(maxsize=256)
def losses_in(model: str) -> tuple[Message, ...]:
    """Return which answers would be lost that easyform itself has asked for.

    Most of its expressions have done their work by then; files and tests for robots do
    no harm.
    """
    return _told_of_fields(model, _lost_fields)


def _told_of_fields(model: str, told: Callable) -> tuple[Message, ...]:
    try:
        schema = schema_of(model)
    except SupermodelParseError:
        return (_UNREADABLE,)
    fields = getFieldsInOrder(schema)
    if not any(not ILabel.providedBy(field) for _name, field in fields):
        return (_NO_QUESTIONS,)
    return tuple(told(schema, fields))


def _about_fields(schema: InterfaceClass, fields) -> Iterator[Message]:
    if schema.queryTaggedValue("invariants"):
        yield _INVARIANTS
    yield from _of_each(schema, fields, _about)


def _lost_fields(schema: InterfaceClass, fields) -> Iterator[Message]:
    return _of_each(schema, fields, _losses)


def _of_each(schema: InterfaceClass, fields, told: Callable) -> Iterator[Message]:
    for name, field in fields:
        for said, facts in told(schema, name, field):
            yield about(said, field=field.title or name, **facts)


def _about(schema: InterfaceClass, name: str, field: IField) -> Iterator:
    if INamedField.providedBy(field):
        yield _FILE, {}
    if any(captcha.providedBy(field) for captcha in _CAPTCHAS):
        yield _CAPTCHA, {}
    yield from _expressions(schema, name, _EXPRESSIONS)
    if field.defaultFactory is not None:
        yield _EXPRESSION, {"setting": "defaultFactory"}
    yield from _losses(schema, name, field)


def _losses(schema: InterfaceClass, name: str, field: IField) -> Iterator:
    kind = _wrong_kind(field)
    if kind is not None:
        yield kind, {}
    yield from _expressions(schema, name, _SWITCHES)
    if _is_hidden(schema, name):
        yield _HIDDEN, {}
    if not _can_depend(schema.queryTaggedValue("depends_on", {}).get(name)):
        yield _DEPENDS, {}


def _expressions(schema: InterfaceClass, name: str, settings: Mapping) -> Iterator:
    for key, label in settings.items():
        if schema.queryTaggedValue(key, {}).get(name):
            yield _EXPRESSION, {"setting": label}


def _wrong_kind(field: IField) -> Message | None:
    """Return what is wrong with the kind of a field, if anything is."""
    if any(known.providedBy(field) for known in (INamedField, *_CAPTCHAS)):
        return None
    if ILabel.providedBy(field):
        return None
    if kind_of(field) is None:
        return _KIND
    choice = field.value_type if ICollection.providedBy(field) else field
    if IChoice.providedBy(choice) and choice.vocabulary is None:
        return _VOCABULARY
    return None


def _is_hidden(schema: InterfaceClass, name: str) -> bool:
    directives = (
        *schema.queryTaggedValue(MODES_KEY, ()),
        *schema.queryTaggedValue(OMITTED_KEY, ()),
    )
    hidden = schema.queryTaggedValue("THidden", {}).get(name)
    return bool(hidden) or any(field == name for _form, field, _value in directives)


def _can_depend(words: str | None) -> bool:
    try:
        return not words or bool(condition_of(words))
    except NotUnderstood:
        return False


@lru_cache(maxsize=256)
def _reasons_in_actions(model: str) -> tuple[Message, ...]:
    try:
        schema = schema_of(model) if model else None
    except SupermodelParseError:
        return (_UNREADABLE_ACTIONS,)
    return tuple(
        about(_about_action(action), action=action.title or name)
        for name, action in (getFieldsInOrder(schema) if schema else ())
        # Which does what the portal's own pages do.
        if not ISendToPortal.providedBy(action)
    )


def _about_action(action) -> Message:
    if IMailer.providedBy(action):
        return _MAILER
    if ISaveData.providedBy(action):
        return _SAVER
    if ICustomScript.providedBy(action):
        return _SCRIPT
    return _ACTION


def _reasons_in_settings(design) -> Iterator[Message]:
    # None of them has a default that says anything.
    kept = vars(aq_base(design))
    for name, label in _OVERRIDES.items():
        if kept.get(name):
            yield about(_OVERRIDE, setting=label)


def about(said: Message, **facts: str) -> Message:
    """Return a sentence with what it is about filled in."""
    return Message(said, domain=said.domain, default=said.default, mapping=facts)


_UNREADABLE = _(
    "design_unreadable",
    default="The questions cannot be read. Open “Define form fields” and make them "
    "anew, or go back to an earlier version of the form.",
)
_UNREADABLE_ACTIONS = _(
    "design_unreadable_actions",
    default="The actions cannot be read. Open “Define form actions” and remove them.",
)
_NO_QUESTIONS = _(
    "design_no_questions",
    default="The form has no questions yet. Add some in “Define form fields”.",
)
_INVARIANTS = _(
    "design_invariants",
    default="The questions are checked by a program of the website, which would not "
    "run. Take out the invariants in “Edit XML Fields Model”.",
)
_EXPRESSION = _(
    "design_expression",
    default="“${field}”: the setting “${setting}” would not run in the portal. Empty "
    "it in the settings of the field.",
)
_HIDDEN = _(
    "design_hidden",
    default="“${field}” is hidden. Families can only be asked what they see: show it, "
    "or remove the field.",
)
_DEPENDS = _(
    "design_depends",
    default="“${field}”: what the field depends on cannot be understood. Write the "
    "name of another field, or a condition such as: topic=other",
)
_FILE = _(
    "design_file",
    default="“${field}” is for a single file. Remove the field and choose “Files can "
    "be added” in the settings of the form: families can then add several.",
)
_CAPTCHA = _(
    "design_captcha",
    default="“${field}” is a test for robots. Remove the field: whoever starts the "
    "form has signed in.",
)
_VOCABULARY = _(
    "design_vocabulary",
    default="“${field}” takes its choices from a list of the website, which can "
    "change. Type the choices into the field instead.",
)
_KIND = _(
    "design_kind",
    default="“${field}” is of a kind that families cannot be asked. Use a text, a "
    "number, a date, a yes or no, or a choice.",
)
_MAILER = _(
    "design_mailer",
    default="The action “${action}” would send answers by mail, out of the case. "
    "Remove it in “Define form actions”: staff are told of every form.",
)
_SAVER = _(
    "design_saver",
    default="The action “${action}” would save answers outside of the case. Remove it "
    "in “Define form actions”: the portal keeps every form.",
)
_SCRIPT = _(
    "design_script",
    default="The action “${action}” is a script, which would not run in the portal. "
    "Remove it in “Define form actions”.",
)
_ACTION = _(
    "design_action",
    default="The action “${action}” would not run in the portal. Remove it in “Define "
    "form actions”.",
)
_OVERRIDE = _(
    "design_override",
    default="The setting “${setting}” would not run in the portal. Empty it in the "
    "settings of the form.",
)
