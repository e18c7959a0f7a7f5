"""What somebody typed as a message, before it is one."""

from __future__ import annotations

from dataclasses import dataclass
from hcc.ehcportal import _
from hcc.ehcportal.content.message import LONGEST_SUBJECT
from hcc.ehcportal.content.message import LONGEST_TEXT
from hcc.ehcportal.content.plaintext import one_line
from hcc.ehcportal.content.plaintext import unix_lines


@dataclass(frozen=True)
class Written:
    """A subject, on one line, and a text."""

    subject: str
    text: str

    def problems(self) -> dict[str, str]:
        """Return what is wrong with it, in sentences by field."""
        found = {
            "subject": _subject_problem(self.subject),
            "text": _text_problem(self.text),
        }
        return {field: problem for field, problem in found.items() if problem}


def written_in(form) -> Written:
    """Return what was typed into the fields ``subject`` and ``text`` of a form."""
    return Written(one_line(_typed(form, "subject")), _typed(form, "text"))


def _typed(form, field: str) -> str:
    typed = form.get(field, "")
    return unix_lines(typed) if isinstance(typed, str) else ""


def _subject_problem(subject: str) -> str | None:
    if not subject:
        return _("error_no_subject", default="Enter a subject.")
    if len(subject) > LONGEST_SUBJECT:
        return _(
            "error_subject_long",
            default="The subject has ${length} characters. Shorten it to ${most} at "
            "most.",
            mapping={"length": len(subject), "most": LONGEST_SUBJECT},
        )
    return None


def _text_problem(text: str) -> str | None:
    if not text.strip():
        return _("error_no_text", default="Enter a message.")
    if len(text) > LONGEST_TEXT:
        return _(
            "error_text_long",
            default="The message has ${length} characters. Shorten it to 10,000 at "
            "most, or send the rest in a second one.",
            mapping={"length": f"{len(text):,}"},
        )
    return None
