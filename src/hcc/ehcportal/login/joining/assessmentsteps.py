"""What is asked of whoever requests an EHC needs assessment, step by step."""

from __future__ import annotations

from dataclasses import dataclass
from hcc.ehcportal import _


# How a question is answered.
LINE = "line"
TEXT = "text"
CHOICE = "choice"
TICK = "tick"
BIRTH = "birth"

# The steps that ask no such question.
DOCUMENTS = "documents"
CHECK = "check"
CODE = "code"


@dataclass(frozen=True)
class Question:
    """One field of the page; that of a date of birth is three, and called ``day``."""

    name: str
    label: str
    kind: str = LINE
    hint: str = ""
    autocomplete: str = "off"

    @property
    def parts(self) -> tuple[str, ...]:
        """The names under which the browser sends the answer."""
        return ("day", "month", "year") if self.kind == BIRTH else (self.name,)


@dataclass(frozen=True)
class Step:
    """Some questions that are asked together."""

    key: str
    title: str
    questions: tuple[Question, ...] = ()


STEPS = (
    Step(
        "you",
        _("assessment_step_you", default="Who asks"),
        (
            Question("source", _("assessment_source", default="Who are you?"), CHOICE),
            Question(
                "adult",
                _(
                    "assessment_adult",
                    default="Name of the parent, carer or young person",
                ),
                hint=_(
                    "assessment_adult_hint",
                    default="What we write about the request goes to them.",
                ),
            ),
            Question(
                "email",
                _("assessment_email", default="Their email"),
                hint=_(
                    "assessment_email_hint",
                    default="The receipt goes there, and later an invitation to follow "
                    "the request online.",
                ),
            ),
            Question(
                "professional",
                _(
                    "assessment_professional",
                    default="If you are not that person: your own name, your role and "
                    "where you work",
                ),
            ),
            Question(
                "professional_email",
                _(
                    "assessment_professional_email",
                    default="If you are not that person: your own email",
                ),
                hint=_(
                    "assessment_professional_email_hint",
                    default="The code that confirms the request goes there.",
                ),
            ),
            Question(
                "knows",
                _(
                    "assessment_knows",
                    default="I am not that person, and they know that I ask",
                ),
                TICK,
            ),
        ),
    ),
    Step(
        "child",
        _("assessment_step_child", default="The child or young person"),
        (
            Question(
                "child_name",
                _("request_child_name", default="Name of the child or young person"),
            ),
            Question("day", _("request_birth", default="Date of birth"), BIRTH),
            Question(
                "setting",
                _(
                    "assessment_setting",
                    default="School, college or early years setting, if there is one",
                ),
            ),
        ),
    ),
    Step(
        "needs",
        _("assessment_step_needs", default="Why you ask"),
        (
            Question(
                "why",
                _(
                    "assessment_why",
                    default="What is difficult for them, and what do you hope for?",
                ),
                TEXT,
                _(
                    "assessment_why_hint",
                    default="In your own words. You need no special terms and no "
                    "reports: we ask for those.",
                ),
            ),
            Question(
                "help",
                _("assessment_help", default="What help has there been so far?"),
                TEXT,
                _("assessment_help_hint", default="Leave it empty if there was none."),
            ),
        ),
    ),
    Step(DOCUMENTS, _("assessment_step_documents", default="Documents")),
    Step(CHECK, _("assessment_step_check", default="Check your answers")),
    Step(CODE, _("assessment_step_code", default="Confirm your email")),
)

KEYS = tuple(step.key for step in STEPS)
