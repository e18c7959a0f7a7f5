"""A draft as an app needs it: its questions, what was typed, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from hcc.ehcportal.api.attachments import attached_to
from hcc.ehcportal.api.forms.answer import FileLimits
from hcc.ehcportal.api.forms.answer import FormDraft
from hcc.ehcportal.api.forms.answer import FormPart
from hcc.ehcportal.api.forms.answer import FormSection
from hcc.ehcportal.api.forms.schema import schema_of_answers
from hcc.ehcportal.api.problems import FieldProblem
from hcc.ehcportal.forms.answering import judge
from hcc.ehcportal.forms.answering import typed_in
from hcc.ehcportal.forms.asking import Question
from hcc.ehcportal.forms.asking import Remark
from hcc.ehcportal.forms.asking import safe_html
from hcc.ehcportal.forms.asking import sections_of
from hcc.ehcportal.forms.attachments import limits_of
from plone import api


def draft_told(form) -> FormDraft:
    """Return a draft with everything that its page shows."""
    judged = judge(form)
    return FormDraft(
        at_id=form.absolute_url(),
        title=form.title,
        introduction=form.introduction or "",
        note=form.note,
        return_reason=form.return_reason,
        last_day=form.last_day,
        version=form.draft_version,
        saved_at=form.saved_at,
        may_submit=api.user.has_permission("hcc.ehcportal: Submit form", obj=form),
        sections=tuple(_sections(form, judged.asked)),
        schema=schema_of_answers(form, judged.asked),
        answers=typed_in(form),
        problems=tuple(answer_problems(judged.problems)),
        attachments=attached_to(form),
        limits=_limits(form),
    )


def answer_problems(problems: Mapping[str, str]) -> Iterator[FieldProblem]:
    """Yield problems by the name of the question as those of a body's field."""
    for name, sentence in problems.items():
        yield FieldProblem(f"answers.{name}" if name else "answers", sentence)


def _sections(form, asked: frozenset[str]) -> Iterator[FormSection]:
    for section in sections_of(form):
        parts = tuple(_part(form, part, asked) for part in section.parts)
        yield FormSection(section.title, section.help, parts)


def _part(form, part: Question | Remark, asked: frozenset[str]) -> FormPart:
    is_remark = isinstance(part, Remark)
    return FormPart(
        name=part.name,
        kind="remark" if is_remark else part.kind.name,
        title=part.title,
        help=part.help,
        html=safe_html(form, part) if is_remark else "",
        condition=part.condition,
        is_asked=part.name in asked,
    )


def _limits(form) -> FileLimits | None:
    limits = limits_of(form)
    if limits is None:
        return None
    return FileLimits(
        extensions=tuple(e for kind in limits.kinds for e in kind.extensions),
        files=limits.files,
        bytes_each=limits.bytes_each,
        bytes_all=limits.bytes_all,
    )
