"""The stages that a new portal explains, until editors change the texts."""

from __future__ import annotations

from dataclasses import dataclass
from hcc.ehcportal import _
from hcc.ehcportal.process.deadlines import Deadline
from plone.app.textfield import RichTextValue
from zope.i18n import translate


@dataclass(frozen=True)
class GuideDefaults:
    """A stage guide's key, title, deadline and text (translatable)."""

    key: str
    title: str
    text: str
    deadline: Deadline | None = None

    def words(self, request) -> tuple[str, RichTextValue]:
        """Return the title and the text in the language of a request."""
        text = f"<p>{translate(self.text, context=request)}</p>"
        return (
            translate(self.title, context=request),
            RichTextValue(text, "text/html", "text/x-html-safe"),
        )


# Whom the user guide's letter "Information Requested" lists, in its order.
ADVICE_SERVICES = (
    "District Medical Officer",
    "Educational Psychologist",
    "Social Care",
    "DCT (0-25 Service)",
    "Specialist Advisory Teacher",
    "Education Setting",
    "Speech and Language Therapy",
    "YC Hertfordshire",
    "Child & Family Clinic (CAMHS)",
    "Physiotherapy",
    "Occupational Therapy",
)

STAGE_GUIDES = (
    GuideDefaults(
        "request",
        _("guide_request", default="Request/Application"),
        _(
            "guide_request_text",
            default="We have your request and the date it arrived. We tell the people "
            "who must know and ask what support has been given so far.",
        ),
    ),
    GuideDefaults(
        "request_outcome",
        _("guide_request_outcome", default="Request Outcome"),
        _(
            "guide_request_outcome_text",
            default="People from education, health and care look at the information. "
            "We then decide whether to carry out a full assessment and tell you.",
        ),
        Deadline.REQUEST_OUTCOME,
    ),
    GuideDefaults(
        "advice",
        _("guide_advice", default="Gathering advice"),
        _(
            "guide_advice_text",
            default="We ask the people who know your child for written advice. Each "
            "has six weeks to answer.",
        ),
    ),
    GuideDefaults(
        "plan_decision",
        _("guide_plan_decision", default="Decision to issue a plan"),
        _(
            "guide_plan_decision_text",
            default="We read all the advice and decide whether a plan is needed.",
        ),
        Deadline.PLAN_DECISION,
    ),
    GuideDefaults(
        "draft_plan",
        _("guide_draft_plan", default="Draft plan"),
        _(
            "guide_draft_plan_text",
            default="You get a draft with the reports behind it. No school is named in "
            "it yet.",
        ),
    ),
    GuideDefaults(
        "consultation",
        _("guide_consultation", default="Consultation with schools"),
        _(
            "guide_consultation_text",
            default="We ask the school or college that you prefer, and others if "
            "needed, whether they can meet the needs.",
        ),
    ),
    GuideDefaults(
        "final_plan",
        _("guide_final_plan", default="Final plan"),
        _(
            "guide_final_plan_text",
            default="The plan is final and names a school or a type of school. The "
            "support in it must be given.",
        ),
        Deadline.FINAL_PLAN,
    ),
    GuideDefaults(
        "review",
        _("guide_review", default="Annual review"),
        _(
            "guide_review_text",
            default="Everyone meets to see how things are going. Within four weeks we "
            "say whether the plan stays, changes or ends.",
        ),
    ),
)

# Which kinds of files families can send, unless a council chooses others.
SOUND_KINDS = ("mp3", "m4a", "aac", "wav", "ogg")
UPLOAD_KINDS = (
    *("pdf", "docx", "doc", "odt", "rtf", "txt", "jpg", "png", "heic"),
    *SOUND_KINDS,
)
