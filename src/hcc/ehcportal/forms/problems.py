"""What is wrong with an answer, and how to put it right, in a sentence."""

from __future__ import annotations

from datetime import date
from hcc.ehcportal import _
from hcc.ehcportal.content.dates import long_date
from hcc.ehcportal.content.dates import moment
from hcc.ehcportal.forms.asking import Question
from plone import api
from zope.interface import Invalid
from zope.schema.interfaces import RequiredMissing
from zope.schema.interfaces import TooBig
from zope.schema.interfaces import TooLong
from zope.schema.interfaces import TooShort
from zope.schema.interfaces import TooSmall
from zope.schema.interfaces import ValidationError


def problem_of(question: Question, form, error: Exception) -> str:
    """Return the sentence for an error that a question's field or validator raised."""
    for kind, sentence in _BOUNDS:
        if isinstance(error, kind):
            return sentence(question, question.field)
    if isinstance(error, RequiredMissing):
        return _MISSING.get(question.kind.name, _MISSING["line"])
    if isinstance(error, Invalid) and not isinstance(error, ValidationError):
        return _OF_EASYFORM.get(error.args[0], error.args[0])
    return _UNREADABLE.get(question.kind.name, _UNREADABLE["line"])


def _too_long(question: Question, field) -> str:
    if question.kind.takes_many:
        return _(
            "answer_too_many",
            default="Choose ${most} at most.",
            mapping={"most": str(field.max_length)},
        )
    return _(
        "answer_too_long",
        default="Shorten this to ${most} letters at most.",
        mapping={"most": f"{field.max_length:,}"},
    )


def _too_short(question: Question, field) -> str:
    if question.kind.takes_many:
        return _(
            "answer_too_few",
            default="Choose ${least} at least.",
            mapping={"least": str(field.min_length)},
        )
    return _(
        "answer_too_short",
        default="Write ${least} letters at least.",
        mapping={"least": f"{field.min_length:,}"},
    )


def _too_small(question: Question, field) -> str:
    if isinstance(field.min, date):
        return _(
            "answer_too_early",
            default="Enter a day that is not before ${day}.",
            mapping={"day": _day(field.min)},
        )
    return _(
        "answer_too_small",
        default="Enter a number that is ${least} or more.",
        mapping={"least": f"{field.min:,}"},
    )


def _too_big(question: Question, field) -> str:
    if isinstance(field.max, date):
        return _(
            "answer_too_late",
            default="Enter a day that is not after ${day}.",
            mapping={"day": _day(field.max)},
        )
    return _(
        "answer_too_big",
        default="Enter a number that is ${most} or less.",
        mapping={"most": f"{field.max:,}"},
    )


def _day(value: date) -> str:
    language = api.portal.get_current_language()
    is_moment = hasattr(value, "hour")
    return moment(value, language) if is_moment else long_date(value, language)


_BOUNDS = (
    (TooLong, _too_long),
    (TooShort, _too_short),
    (TooSmall, _too_small),
    (TooBig, _too_big),
)

_CHOOSE = _("answer_choose", default="Choose one of the answers.")
_OFFERED = _("answer_offered", default="Choose among the answers that are offered.")
_A_DAY = _("answer_day", default="Enter a day, such as 27 March 2025.")

_MISSING = {
    "line": _("answer_needed", default="Answer this question."),
    "one": _CHOOSE,
    "yesno": _CHOOSE,
    "many": _("answer_choose_some", default="Choose one answer or more."),
    "day": _A_DAY,
}

# What easyform's validators say of what is wrong, and of nothing else.
_OF_EASYFORM = {
    "Must be checked.": _(
        "answer_tick", default="Tick this box. The form cannot be submitted without it."
    ),
    "Must be unchecked.": _(
        "answer_untick",
        default="Take the tick out of this box. The form cannot be submitted with it.",
    ),
    "Links are not allowed.": _(
        "answer_no_links",
        default="Leave out the addresses of websites and emails in this answer.",
    ),
    "Must be a valid list of email addresses (separated by commas).": _(
        "answer_emails",
        default="Enter email addresses with commas between them, such as "
        "name@example.org, other@example.org.",
    ),
}

_UNREADABLE = {
    "line": _("answer_unreadable", default="Write this in another way."),
    "email": _(
        "answer_email", default="Enter an email address, such as name@example.org."
    ),
    "address": _(
        "answer_address",
        default="Enter the whole address of a page, such as https://www.example.org.",
    ),
    "whole": _("answer_whole", default="Enter a whole number, such as 3."),
    "number": _("answer_number", default="Enter a number, such as 3.5."),
    "day": _A_DAY,
    "moment": _("answer_moment", default="Enter a day and a time."),
    "one": _OFFERED,
    "yesno": _OFFERED,
    "many": _OFFERED,
}
