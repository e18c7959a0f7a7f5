"""The public page on which anybody asks for an EHC needs assessment.

What was typed goes from step to step with the form and is not kept before it is sent;
documents are, for a day. The answer is the same whether the council knows the child or
not.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from hcc.ehcportal import _
from hcc.ehcportal.access.assessments import FAMILY
from hcc.ehcportal.access.assessments import not_in_the_future
from hcc.ehcportal.access.assessments import pretend
from hcc.ehcportal.access.assessments import receive
from hcc.ehcportal.access.assessments import SOURCES
from hcc.ehcportal.access.begun import number_of_files
from hcc.ehcportal.access.network import network_of
from hcc.ehcportal.access.typed import clean_address
from hcc.ehcportal.access.typed import clean_name
from hcc.ehcportal.access.typed import clean_text
from hcc.ehcportal.access.typed import ValueRefused
from hcc.ehcportal.login.door.attempts import first_refusal
from hcc.ehcportal.login.door.attempts import MAILS_TO_ADDRESS
from hcc.ehcportal.login.door.attempts import REQUESTS_OF_NETWORK
from hcc.ehcportal.login.door.attempts import Verdict
from hcc.ehcportal.login.door.store import the_store
from hcc.ehcportal.login.joining.aboutchild import AboutChild
from hcc.ehcportal.login.joining.assessmentsteps import CHOICE
from hcc.ehcportal.login.joining.assessmentsteps import DOCUMENTS
from hcc.ehcportal.login.joining.assessmentsteps import KEYS
from hcc.ehcportal.login.joining.assessmentsteps import Question
from hcc.ehcportal.login.joining.assessmentsteps import Step
from hcc.ehcportal.login.joining.assessmentsteps import STEPS
from hcc.ehcportal.login.joining.assessmentsteps import TICK
from hcc.ehcportal.login.joining.begunpage import BegunPage
from hcc.ehcportal.login.joining.begunpage import OfferedPage
from hcc.ehcportal.login.joining.honeypot import is_robot
from hcc.ehcportal.login.steps.page import too_often


_LONGEST_LINE = 200


class RequestAssessment(BegunPage, AboutChild):
    """Asks in some steps, shows all of it, and takes it."""

    title = _("title_request_assessment", default="Request an EHC needs assessment")
    # Whoever presses Enter in a field goes on.
    buttons = {
        "next": "go_on",
        "back": "go_back",
        "send": "send",
        "upload": "upload",
        "remove": "remove",
    }

    sources = SOURCES

    @cached_property
    def key(self) -> str:
        """Which step it is; the one that was sent, until another is gone to."""
        key = self.typed("step")
        return key if key in KEYS else KEYS[0]

    @property
    def number(self) -> int:
        return KEYS.index(self.key) + 1

    @property
    def step(self) -> Step:
        return STEPS[self.number - 1]

    @property
    def steps(self) -> tuple[Step, ...]:
        return STEPS

    def go_on(self) -> None:
        self._take_chosen()
        self._answers(self.step)
        if not self.problems:
            self._go_to(min(self.number, len(KEYS) - 1))

    def go_back(self) -> None:
        self._take_chosen()
        if not self.problems:
            self._go_to(max(self.number - 2, 0))

    def upload(self) -> None:
        self.take_files()
        for refusal in self.refusals:
            self.refuse("files", refusal.message, refusal.name)

    def remove(self) -> None:
        self.begun.remove(self.typed("remove"))

    def send(self) -> str | None:
        facts = {}
        for number, step in enumerate(STEPS):
            facts.update(self._answers(step))
            if self.problems:
                self._go_to(number)
                return None
        if len(self.begun.files) < self._number_shown:
            self.refuse("files", _FILES_GONE)
            self._go_to(KEYS.index(DOCUMENTS))
            return None
        verdict = self._count(facts["address"])
        if not verdict.may_go_on:
            self.refuse("", too_often(verdict.wait))
            return None
        robot = is_robot(self.request.form)
        self._thank(pretend() if robot else self._receive(facts))
        return f"{self.context.absolute_url()}/ehc-assessment-requested"

    def carried(self) -> Iterator[tuple[str, str]]:
        """Yield what was typed in the other steps, by the names of the fields."""
        for step in STEPS:
            for question in () if step is self.step else step.questions:
                for part in question.parts:
                    yield part, self.typed(part)

    def words(self, question: Question) -> str:
        """Return what was answered, to be checked."""
        typed = self.typed(question.name)
        if question.kind == CHOICE:
            return SOURCES.getTerm(typed).title if typed in SOURCES else ""
        if question.kind == TICK:
            return _YES if typed else ""
        return " ".join(self.typed(part) for part in question.parts)

    @property
    def _number_shown(self) -> int:
        """How many documents stood on the page whose button was pressed."""
        shown = self.typed("attached")
        return int(shown) if shown.isascii() and shown.isdigit() else 0

    def _take_chosen(self) -> None:
        """Take documents that were chosen, and not sent with their own button."""
        if number_of_files(self.request.form):
            self.upload()

    def _receive(self, facts: dict) -> str:
        files = [each.file for each in self.begun.files]
        receipt = receive(self.context, files=files, **facts)
        self.begun.forget()
        return receipt

    def _go_to(self, number: int) -> None:
        self.key = KEYS[number]

    def _answers(self, step: Step) -> dict:
        """Return the facts of a step, or refuse what is wrong in them."""
        answers = {"you": self._you, "child": self._child, "needs": self._needs}
        return answers[step.key]() if step.key in answers else {}

    def _you(self) -> dict:
        source = self.typed("source")
        if source not in SOURCES:
            self.refuse("source", _NO_SOURCE)
        professional = self.clean("professional", _line)
        if source in SOURCES and source not in FAMILY:
            if not professional:
                self.refuse("professional", _NO_PROFESSIONAL)
            if not self.typed("knows"):
                self.refuse("knows", _NOT_KNOWN)
        return {
            "source": source,
            "adult": self.clean("adult", clean_name),
            "address": self.clean("email", clean_address),
            "professional": "" if source in FAMILY else professional,
        }

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

    def _count(self, address: str) -> Verdict:
        attempts = the_store().attempts
        return first_refusal(
            attempts.take(limit, whose)
            for limit, whose in (
                (REQUESTS_OF_NETWORK, network_of(self.request)),
                (MAILS_TO_ADDRESS, f"address:{address}"),
            )
        )

    def _thank(self, receipt: str) -> None:
        self.tell(
            _(
                "assessment_sent",
                default="Your request has arrived. Its receipt number is ${receipt}. "
                "We have sent it by email, too.",
                mapping={"receipt": receipt},
            )
        )


class AssessmentRequested(OfferedPage):
    """Says what comes next. The number stands in the message above it."""

    title = _("title_assessment_requested", default="We have your request")


def _line(typed: str) -> str:
    return " ".join(clean_text(typed, _LONGEST_LINE).split())


_YES = _("answer_yes", default="Yes")
_NO_SOURCE = _("error_no_source", default="Choose who you are.")
_NO_PROFESSIONAL = _(
    "error_no_professional",
    default="Enter your own name, your role and where you work.",
)
_NOT_KNOWN = _(
    "error_not_known",
    default="Talk to the parent, carer or young person first. Tick that they know.",
)
_FILES_GONE = _(
    "error_files_gone",
    default="The documents that you attached are not kept any more: that was longer "
    "than a day ago. Attach them again, or go on without them.",
)
_NO_REASON = _(
    "error_no_reason", default="Say in a few words why you ask for an assessment."
)
