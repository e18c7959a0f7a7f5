"""Forms of the website that send to the portal, and what their editors should know."""

from __future__ import annotations

from collections.abc import Iterator
from collective.easyform.interfaces import IMailer
from collective.easyform.interfaces import ISaveData
from functools import lru_cache
from hcc.ehcportal import _
from hcc.ehcportal.forms.checks import about
from hcc.ehcportal.forms.checks import losses_in
from hcc.ehcportal.forms.questions import schema_of
from hcc.ehcportal.forms.sending.interfaces import ISendToPortal
from plone.supermodel.parser import SupermodelParseError
from zope.i18nmessageid import Message
from zope.schema import getFieldsInOrder
from zope.schema.interfaces import IField


def sends_to_portal(design) -> bool:
    """Tell whether a form has the action, and it is switched on."""
    return any(map(ISendToPortal.providedBy, _actions_in(design.actions_model or "")))


def warnings_about(design) -> tuple[Message, ...]:
    """Return what else easyform would do with answers that belong into a case."""
    return tuple(_warnings(design))


def _warnings(design) -> Iterator[Message]:
    for action in _actions_in(design.actions_model or ""):
        if IMailer.providedBy(action):
            yield about(_MAILS, action=action.title)
        elif ISaveData.providedBy(action):
            yield about(_SAVES, action=action.title)


def reasons_against_sending(design) -> tuple[Message, ...]:
    """Return why what is filled in would not arrive whole, and how to mend it."""
    by_address = () if design.method == "post" else (_BY_ADDRESS,)
    return (*losses_in(design.fields_model or ""), *by_address)


@lru_cache(maxsize=256)
def _actions_in(model: str) -> tuple[IField, ...]:
    """Return the actions that run. Easyform keeps "Enabled" as "required"."""
    try:
        actions = getFieldsInOrder(schema_of(model)) if model else ()
    except SupermodelParseError:
        return ()
    return tuple(action for _name, action in actions if action.required)


_MAILS = _(
    "sending_mails",
    default="The action “${action}” also sends the answers by mail, which copies them "
    "out of the case. Remove it in “Define form actions”: staff are told of each form.",
)
_SAVES = _(
    "sending_saves",
    default="The action “${action}” also saves the answers outside of the case, where "
    "everybody reads them who edits this form. Remove it in “Define form actions”.",
)
_BY_ADDRESS = _(
    "sending_by_address",
    default="The form is sent by the method “get”, which puts answers into addresses. "
    "Choose “post” in the settings of the form.",
)
