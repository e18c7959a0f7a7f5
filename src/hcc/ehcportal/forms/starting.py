"""How a family's form is made of the one that editors designed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from hcc.ehcportal.content.case import children_of
from hcc.ehcportal.content.making import make
from hcc.ehcportal.content.portal import portal_of
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.forms.offer import designs_in
from hcc.ehcportal.forms.offers import Offer
from hcc.ehcportal.forms.questions import file_fields_in
from plone.uuid.interfaces import IUUID


def start(case, design, *, last_day: date | None = None, **facts):
    """Make a draft in a case of what editors designed, and return it.

    ``design`` is an EasyForm. Its questions and texts are copied, so that changing it
    changes nothing here. Whether this person may start it now is asked before.
    """
    return make(
        case,
        "EHCSupportingForm",
        title=design.title,
        form_key=IUUID(design),
        questions=design.fields_model,
        introduction=_html(design.formPrologue, design),
        confirmation=_html(design.confirmation, design),
        noun=design.noun,
        upload_limits=_limits_of(design),
        last_day=last_day,
        **facts,
    )


def start_offered(case, key: str | None, offers: Iterable[Offer]):
    """Return the draft to fill in of the form with a key; None where it is not offered.

    ``offers`` are the forms that can be started. What was just started, or can be sent
    once alone, is gone on with.
    """
    design = design_of(case, key)
    if design is None:
        return None
    offer = next((offer for offer in offers if offer.key == key), None)
    draft = draft_of(case, design)
    if draft is not None or offer is None:
        return draft
    return start(case, design, last_day=offer.last_day)


def design_of(case, key: str | None):
    """Return the form of the editors with this key, or None."""
    designs = designs_in(portal_of(case))
    return next((design for design in designs if IUUID(design) == key), None)


def forms_made_of(case, design) -> list:
    """Return the forms of a case, in whichever state, that were started from one."""
    key = IUUID(design)
    return [
        form for form in children_of(case, "EHCSupportingForm") if form.form_key == key
    ]


def draft_of(case, design):
    """Return the draft that starting a form once more leads to, or None.

    It is the only one of a form that can be sent once, or one that nobody has touched:
    a second press of the button makes no second draft.
    """
    drafts = (f for f in forms_made_of(case, design) if state_of(f) == "draft")
    return next((d for d in drafts if design.once or not _is_touched(d)), None)


def _is_touched(draft) -> bool:
    """Tell of a draft in which something was saved, or which came from somebody."""
    return bool(
        draft.draft_version or len(draft) or draft.sent_by or draft.returned_from
    )


def _limits_of(design) -> dict:
    """Return what ``Limits.narrowed`` takes, or nothing for a form without files."""
    if not design.takes_files and not file_fields_in(design.fields_model):
        return {}
    limits = {"files": design.upload_files, "megabytes": design.upload_megabytes}
    kinds = {"kinds": list(design.upload_kinds)} if design.upload_kinds else {}
    return {**limits, **kinds}


def _html(text, design) -> str:
    return text.output_relative_to(design) if text else ""
