"""What is known of a case and can be filled into the texts that editors choose."""

from __future__ import annotations

from hcc.ehcportal.access.mail import council_name
from hcc.ehcportal.content.overview import stages_of
from hcc.ehcportal.content.people import full_name
from hcc.ehcportal.content.portal import portal_of
from hcc.ehcportal.process.stages import current


def facts_of(case) -> dict[str, str]:
    """Return the facts of ``case`` for a standard message or a letter."""
    return {
        "council": council_name(),
        "reference": case.reference or "",
        "child": case.title,
        "stage": _stage(case),
        "coordinator": full_name(case.coordinator),
        "help_address": portal_of(case).support_email or "",
    }


def _stage(case) -> str:
    """Return the title of the stage that the case is in, or nothing."""
    stages = stages_of(case)
    here = current(stage.reading for stage in stages)
    return next((stage.title for stage in stages if stage.reading is here), "")
