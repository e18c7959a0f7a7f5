"""What the forms say that a portal comes with, until editors change them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from hcc.ehcportal import _
from hcc.ehcportal.content.defaults import UPLOAD_KINDS
from hcc.ehcportal.forms.offer import ADVICE
from hcc.ehcportal.forms.offer import COMMENTS


@dataclass(frozen=True)
class Shipped:
    """One form: its id, which is also the name of its file, its words and settings."""

    id: str
    title: str
    description: str
    introduction: str
    confirmation: str
    settings: Mapping[str, object] = field(default_factory=dict)


SHIPPED = (
    Shipped(
        id="parental-supporting-documents",
        title=_("documents_title", default="Parental Supporting Documents"),
        description=_(
            "documents_description",
            default="Send us letters, reports or other papers about your child.",
        ),
        introduction=_(
            "documents_introduction",
            default="Please give details of the attachment in the text box, and upload "
            "your documents below. You can use this form as often as you like.",
        ),
        confirmation=_(
            "documents_confirmation",
            default="Thank you. We read what you sent and keep it with the assessment.",
        ),
        settings={
            "takes_files": True,
            # What the user guide calls it in its question before sending.
            "noun": _("documents_noun", default="Self Assessment"),
        },
    ),
    Shipped(
        id="my-views",
        title=_("views_title", default="My views"),
        description=_(
            "views_description",
            default="Tell us in your own words what matters to you.",
        ),
        introduction=_(
            "views_introduction",
            default="You know best what your life is like. Write as much or as little "
            "as you want: you do not have to answer every question. You can add "
            "pictures, recordings or other files. Your words go to the people who "
            "decide about the help.",
        ),
        confirmation=_(
            "views_confirmation",
            default="Thank you for telling us. We put your views with the advice from "
            "other people, so that everybody can read them.",
        ),
        settings={"takes_files": True, "period": ADVICE, "upload_kinds": UPLOAD_KINDS},
    ),
    Shipped(
        id="comments-on-the-draft-plan",
        title=_("comments_title", default="Comments on the draft plan"),
        description=_(
            "comments_description",
            default="Tell us what you think of the draft plan, and which school or "
            "college it should name.",
        ),
        introduction=_(
            "comments_introduction",
            default="Please read the draft plan first. You find it under “Items to "
            "view”. You can say yes to it, ask us to change parts of it, name a school "
            "or college, ask to meet us, or ask for more time.",
        ),
        confirmation=_(
            "comments_confirmation",
            default="Thank you. We read your comments before we finish the plan. If "
            "you asked to meet us or for more time, your coordinator will be in touch.",
        ),
        settings={"takes_files": True, "period": COMMENTS},
    ),
)
