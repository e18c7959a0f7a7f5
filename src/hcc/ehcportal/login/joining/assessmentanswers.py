"""What somebody answers who asks for an assessment: read, or refused by its field."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.access.assessments import FAMILY
from hcc.ehcportal.access.assessments import not_in_the_future
from hcc.ehcportal.access.assessments import SOURCES
from hcc.ehcportal.access.typed import clean_address
from hcc.ehcportal.access.typed import clean_name
from hcc.ehcportal.access.typed import clean_text
from hcc.ehcportal.access.typed import ValueRefused
from hcc.ehcportal.login.joining.aboutchild import AboutChild
from hcc.ehcportal.login.joining.assessmentsteps import Step


_LONGEST_LINE = 200


class AssessmentAnswers(AboutChild):
    """Reads the answers of each step, as the facts of a request."""

    sources = SOURCES

    def answers(self, step: Step) -> dict:
        """Return the facts of a step, or refuse what is wrong in them."""
        answers = {"you": self._you, "child": self._child, "needs": self._needs}
        return answers[step.key]() if step.key in answers else {}

    def _you(self) -> dict:
        source = self.typed("source")
        if source not in SOURCES:
            self.refuse("source", _NO_SOURCE)
        facts = {
            "source": source,
            "adult": self.clean("adult", clean_name),
            "address": self.clean("email", clean_address),
        }
        if source in SOURCES and source not in FAMILY:
            facts.update(self._professional())
        return facts

    def _professional(self) -> dict:
        """Read who asks as part of their work, with the adult's knowledge."""
        name = self.clean("professional", _line)
        if name == "":
            self.refuse("professional", _NO_PROFESSIONAL)
        address = self.clean("professional_email", clean_address)
        if not self.typed("knows"):
            self.refuse("knows", _NOT_KNOWN)
        return {"professional": name, "professional_address": address}

    def _child(self) -> dict:
        name, born = self.clean("child_name", clean_name), self.born()
        if born is not None:
            try:
                not_in_the_future(born)
            except ValueRefused as refused:
                self.refuse("day", refused.doc())
        setting = self.clean("setting", _line)
        return {"child": name, "date_of_birth": born, "setting": setting}

    def _needs(self) -> dict:
        why = self.clean("why", clean_text)
        if why == "":
            self.refuse("why", _NO_REASON)
        return {"why": why, "help": self.clean("help", clean_text)}


def _line(typed: str) -> str:
    return " ".join(clean_text(typed, _LONGEST_LINE).split())


_NO_SOURCE = _("error_no_source", default="Choose who you are.")
_NO_PROFESSIONAL = _(
    "error_no_professional",
    default="Enter your own name, your role and where you work.",
)
_NOT_KNOWN = _(
    "error_not_known",
    default="Talk to the parent, carer or young person first. Tick that they know.",
)
_NO_REASON = _(
    "error_no_reason", default="Say in a few words why you ask for an assessment."
)
