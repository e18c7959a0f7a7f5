"""How the answers of a page of easyform become a form of a case.

The page has converted and judged them already. Here they become what a family would
have typed, so that the form is judged, sealed and read as every other.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from hcc.ehcportal import _
from hcc.ehcportal.content.clock import ENGLAND
from hcc.ehcportal.content.clock import today
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.content.undoing import all_or_nothing
from hcc.ehcportal.content.validation import ValueRefused
from hcc.ehcportal.forms.answering import judge
from hcc.ehcportal.forms.asking import asked_by
from hcc.ehcportal.forms.asking import Question
from hcc.ehcportal.forms.attachments import attach_one
from hcc.ehcportal.forms.checks import about
from hcc.ehcportal.forms.drafts import PREFIX
from hcc.ehcportal.forms.drafts import save
from hcc.ehcportal.forms.drafts import sent_in
from hcc.ehcportal.forms.drafts import too_long
from hcc.ehcportal.forms.kinds import Typed
from hcc.ehcportal.forms.questions import file_fields_in
from hcc.ehcportal.forms.sending.designs import reasons_against_sending
from hcc.ehcportal.forms.starting import forms_made_of
from hcc.ehcportal.forms.starting import start
from hcc.ehcportal.forms.submission import submit
from io import BytesIO
from plone import api
from plone.namedfile.interfaces import INamed
from plone.uuid.interfaces import IUUID
from zope.i18n import translate
from zope.schema.interfaces import IField

import json


# How a value of easyform stands in the digest of all.
_PARTS = (list, tuple, set, frozenset)


def take(design, case, fields: Mapping[str, object]):
    """Submit in a case what was filled in on the page of a form, and return it.

    ``fields`` are the values by the names of the fields. The same sent twice on one day
    is one form. Raises ``ValueRefused`` with the sentence for the page; then nothing is
    kept.
    """
    if reasons_against_sending(design):
        raise ValueRefused(_NOT_READY)
    digest = _digest(design, fields)
    earlier = _sent_before(design, case, digest)
    if earlier is not None:
        return earlier
    with all_or_nothing():
        form = start(case, design, digest=digest)
        _answer(form, fields)
        for field in file_fields_in(form.questions):
            _attach(form, field, fields.get(field.__name__))
        submit(form)
    return form


def _answer(form, fields: Mapping[str, object]) -> None:
    """Write down the answers as if they had been typed, and judge them."""
    written = {
        f"{PREFIX}{question.name}": _written(form, question, fields)
        for question in asked_by(form)
    }
    typed = sent_in(form, written)
    save(form, typed, form.draft_version)
    problems = {**judge(form).problems, **too_long(typed)}
    titles = {question.name: question.title for question in asked_by(form)}
    for name, problem in problems.items():
        raise _refusal(titles.get(name, form.title), problem)


def _written(form, question: Question, fields: Mapping[str, object]) -> Typed:
    value = fields.get(question.name)
    if value is None:
        return [] if question.kind.takes_many else ""
    return question.kind.write(question.field.bind(form), value)


def _attach(form, field: IField, value: INamed | None) -> None:
    if value is None:
        return
    try:
        attach_one(form, BytesIO(value.data), value.filename, title=field.title)
    except ValueRefused as refused:
        raise _refusal(field.title, refused.doc()) from None


def _refusal(title: str, problem: str) -> ValueRefused:
    # What is filled into a sentence is not translated with it.
    said = translate(problem, context=api.portal.get().REQUEST)
    return ValueRefused(about(_PROBLEM, field=title, problem=said))


def _sent_before(design, case, digest: str):
    """Return the form that the same page made today, if it was not given back."""
    for form in forms_made_of(case, design):
        is_kept = form.digest == digest and state_of(form) in ("submitted", "received")
        if is_kept and form.submitted_at.astimezone(ENGLAND).date() == today():
            return form
    return None


def _digest(design, fields: Mapping[str, object]) -> str:
    """Return what tells one sending of one person from others, and nothing else."""
    parts = [IUUID(design), api.user.get_current().getId()]
    for name in sorted(fields):
        parts += [name, *_parts_of(fields[name])]
    return sha256(json.dumps(parts).encode()).hexdigest()


def _parts_of(value: object) -> list[str]:
    if INamed.providedBy(value):
        return [value.filename or "", sha256(value.data).hexdigest()]
    return sorted(map(str, value)) if isinstance(value, _PARTS) else [str(value)]


_PROBLEM = _("send_problem", default="“${field}”: ${problem}")
_NOT_READY = _(
    "send_not_ready",
    default="This form cannot be sent just now: some of it would be lost. What you "
    "typed still stands below. Please tell the council.",
)
