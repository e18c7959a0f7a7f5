"""The public page on which anybody asks for an EHC needs assessment.

What was typed goes from step to step with the form. It is kept for whoever is signed in
(``requestdraft.py``), and for nobody else before it is sent; documents are. Whoever
asks shows that their address is theirs. The answer is the same whether the council
knows the child or not.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from hcc.ehcportal import _
from hcc.ehcportal.access.assessments import FAMILY
from hcc.ehcportal.access.assessments import receive
from hcc.ehcportal.access.assessments import SOURCES
from hcc.ehcportal.access.begun import number_of_files
from hcc.ehcportal.access.clock import seconds
from hcc.ehcportal.access.network import network_of
from hcc.ehcportal.login.door.attempts import first_refusal
from hcc.ehcportal.login.door.attempts import MAILS_TO_ADDRESS
from hcc.ehcportal.login.door.attempts import REQUESTS_OF_NETWORK
from hcc.ehcportal.login.door.attempts import Verdict
from hcc.ehcportal.login.door.secret import digest
from hcc.ehcportal.login.door.store import the_store
from hcc.ehcportal.login.joining.addressproof import AddressProof
from hcc.ehcportal.login.joining.addressproof import WAITS
from hcc.ehcportal.login.joining.askscode import AsksCode
from hcc.ehcportal.login.joining.assessmentanswers import AssessmentAnswers
from hcc.ehcportal.login.joining.assessmentsteps import CHECK
from hcc.ehcportal.login.joining.assessmentsteps import CHOICE
from hcc.ehcportal.login.joining.assessmentsteps import CODE
from hcc.ehcportal.login.joining.assessmentsteps import DOCUMENTS
from hcc.ehcportal.login.joining.assessmentsteps import KEYS
from hcc.ehcportal.login.joining.assessmentsteps import Question
from hcc.ehcportal.login.joining.assessmentsteps import Step
from hcc.ehcportal.login.joining.assessmentsteps import STEPS
from hcc.ehcportal.login.joining.assessmentsteps import TICK
from hcc.ehcportal.login.joining.begunpage import OfferedPage
from hcc.ehcportal.login.joining.honeypot import is_robot
from hcc.ehcportal.login.joining.letters import send_request_code
from hcc.ehcportal.login.joining.requestdraft import RequestDraft
from hcc.ehcportal.login.steps.page import too_often


class RequestAssessment(RequestDraft, AsksCode, AssessmentAnswers):
    """Asks in some steps, shows all of it, and takes it."""

    title = _("title_request_assessment", default="Request an EHC needs assessment")
    # Whoever presses Enter in a field goes on.
    buttons = {
        "next": "go_on",
        "back": "go_back",
        "send": "send",
        "finish": "finish",
        "again": "mail_again",
        "upload": "upload",
        "remove": "remove",
        "save": "save",
        "delete": "delete",
    }

    @cached_property
    def key(self) -> str:
        """Which step it is; the one that was sent, until another is gone to."""
        key = self.typed("step")
        if key == CODE and not self.is_posted:
            # No code was mailed for a page that is opened again.
            return CHECK
        return key if key in KEYS else KEYS[0]

    @property
    def number(self) -> int:
        return KEYS.index(self.key) + 1

    @property
    def step(self) -> Step:
        return STEPS[self.number - 1]

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps of whoever asks: the last is for addresses to be confirmed."""
        return STEPS if self.asks_code else STEPS[:-1]

    @property
    def asks_code(self) -> bool:
        """Whether the address of whoever asks is not known to be theirs."""
        is_family = self.typed("source") in ("", *FAMILY)
        typed = self.typed("email" if is_family else "professional_email")
        return not self.user_id or typed.strip().lower() not in ("", self.own_address)

    def go_on(self) -> None:
        self._take_chosen()
        self.answers(self.step)
        # What comes after the last is done, and not gone to.
        self._go_to(min(self.number, KEYS.index(CHECK)))

    def go_back(self) -> None:
        self._take_chosen()
        self._go_to(max(self.number - 2, 0))

    def save(self) -> str | None:
        self._take_chosen()
        return None if self.problems else super().save()

    def upload(self) -> None:
        self.take_files()
        for refusal in self.refusals:
            self.refuse("files", refusal.message, refusal.name)

    def remove(self) -> None:
        self.begun.remove(self.typed("remove"))

    def send(self) -> str | None:
        """Send the request, or mail a code first."""
        return self._deliver()

    def finish(self) -> str | None:
        """Send the request, if the code is right."""
        return self._deliver(self.proof.begun() is not None)

    def mail_again(self) -> None:
        facts = self._facts()
        if facts is not None:
            self._mail(facts)
        if not self.problems:
            self.tell(_("register_sent_again", default="We have sent another email."))

    @cached_property
    def proof(self) -> AddressProof:
        """Shows whether the address of whoever asks is theirs."""
        return AddressProof(self.request, "assessment", self.secret, send_request_code)

    @property
    def code_address(self) -> str:
        """The address that the code went to; a robot is shown what it typed."""
        begun = self.proof.begun()
        return (begun and begun.address) or self.typed("email")

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

    def _deliver(self, has_code: bool = False) -> str | None:
        facts = self._facts()
        if facts is None:
            return None
        receipt = self._receipt_of(facts)
        if receipt:
            return self._thank(receipt)
        if not self.keep() or self._files_are_gone():
            return None
        if has_code and not self._is_proved(facts) and not self.proves(self.proof):
            return None
        return self._receive(facts) if self._is_proved(facts) else self._mail(facts)

    def _facts(self) -> dict | None:
        """Return all that was answered, or lead to the step where some is wrong."""
        facts = {}
        for step in STEPS:
            facts.update(self.answers(step))
            if self.problems:
                self.key = step.key
                return None
        return facts

    def _files_are_gone(self) -> bool:
        """Tell whether documents have run out that stood on the page, and say so."""
        gone = len(self.begun.files) < self._number_shown
        if gone:
            self.refuse("files", _FILES_GONE)
            self.key = DOCUMENTS
        return gone

    @property
    def _number_shown(self) -> int:
        """How many documents stood on the page whose button was pressed."""
        shown = self.typed("attached")
        return int(shown) if shown.isascii() and shown.isdigit() else 0

    def _take_chosen(self) -> None:
        """Take documents that were chosen, and not sent with their own button."""
        if number_of_files(self.request.form):
            self.upload()

    def _go_to(self, number: int) -> None:
        """Go to a step, if nothing is wrong, and keep what was typed in any case."""
        before = self.key
        if not self.problems:
            self.key = KEYS[number]
        if not self.keep():
            self.key = before

    def _is_proved(self, facts: dict) -> bool:
        if _asker(facts) == self.own_address and not is_robot(self.request.form):
            return True
        begun = self.proof.begun()
        return begun is not None and begun.proved and begun.address == _asker(facts)

    def _mail(self, facts: dict) -> None:
        """Mail a code to whoever asks; for a robot, go on as if one were mailed."""
        address = "" if is_robot(self.request.form) else _asker(facts)
        begun = self.proof.begun()
        if begun is not None and begun.address == address:
            # The codes before stay as good as they are.
            verdict = self.proof.send_again()
        else:
            verdict = self.proof.begin(address)
        if verdict.may_go_on:
            self.key = CODE
        else:
            self.refuse("", too_often(verdict.wait))

    def _receive(self, facts: dict) -> str | None:
        verdict = self._count(facts)
        if not verdict.may_go_on:
            self.refuse("", too_often(verdict.wait))
            return None
        files = [each.file for each in self.begun.files]
        receipt = receive(self.context, files=files, proved=True, **facts)
        self.begun.forget()
        self.proof.drop()
        now = seconds()
        the_store().waiting.put(self._sent_key(facts), receipt, now + WAITS, now)
        return self._thank(receipt)

    def _count(self, facts: dict) -> Verdict:
        """Count a request, and its receipt where it goes to an address of hearsay."""
        attempts = the_store().attempts
        limits = [(REQUESTS_OF_NETWORK, network_of(self.request))]
        if facts["address"] != _asker(facts) or self.user_id:
            limits.append((MAILS_TO_ADDRESS, f"address:{facts['address']}"))
        return first_refusal(attempts.take(limit, whose) for limit, whose in limits)

    def _sent_key(self, facts: dict) -> str:
        return f"assessment:{digest(self.secret + repr(sorted(facts.items())))}"

    def _receipt_of(self, facts: dict) -> str | None:
        """Return the receipt of what this very page sent: a button pressed twice."""
        return the_store().waiting.get(self._sent_key(facts), seconds())

    def _thank(self, receipt: str) -> str:
        self.tell(
            _(
                "assessment_sent",
                default="Your request has arrived. Its receipt number is ${receipt}. "
                "We have sent it by email, too.",
                mapping={"receipt": receipt},
            )
        )
        return f"{self.context.absolute_url()}/ehc-assessment-requested"


class AssessmentRequested(OfferedPage):
    """Says what comes next. The number stands in the message above it."""

    title = _("title_assessment_requested", default="We have your request")


def _asker(facts: dict) -> str:
    """Return the address of whoever asks, which is to be proved."""
    return facts.get("professional_address") or facts["address"]


_YES = _("answer_yes", default="Yes")
_FILES_GONE = _(
    "error_files_gone",
    default="Documents that stood on this page are not kept any more: it was too long "
    "ago, or they were removed on another page. Attach them again, or go on without.",
)
