"""Which forms a family can start today.

They are read by traversal and ask the catalog nothing: a portal has a handful.
"""

from __future__ import annotations

from AccessControl.PermissionRole import rolesForPermissionOn
from Acquisition import aq_inner
from Acquisition import aq_parent
from dataclasses import dataclass
from datetime import date
from hcc.ehcportal.access.register import AccessRegister
from hcc.ehcportal.content.overview import CaseOverview
from hcc.ehcportal.content.portal import portal_of
from hcc.ehcportal.forms.checks import reasons_against
from hcc.ehcportal.forms.offer import ADVICE
from hcc.ehcportal.forms.offer import COMMENTS
from hcc.ehcportal.forms.offer import designs_in
from hcc.ehcportal.forms.offer import EVERYBODY
from hcc.ehcportal.forms.offer import is_open_on
from hcc.ehcportal.forms.offer import PARENTS
from hcc.ehcportal.forms.offer import YOUNG_PEOPLE
from hcc.ehcportal.process.stages import TrackerState
from plone.uuid.interfaces import IUUID


# Whoever signs in has one of these.
_ANYBODY = {"Anonymous", "Authenticated", "Member"}


@dataclass(frozen=True)
class Offer:
    """A form that a family can start; ``last_day`` is when it is to be sent."""

    key: str
    title: str
    description: str
    last_day: date | None
    takes_files: bool


def offers_for(case, person: str, overview: CaseOverview) -> tuple[Offer, ...]:
    """Return what ``person`` can start in ``case``; what staff see is for anybody."""
    return tuple(
        Offer(
            key=IUUID(design),
            title=design.title,
            description=design.description or "",
            last_day=last_day_of(design, overview),
            takes_files=design.takes_files,
        )
        for design in designs_in(portal_of(case))
        if design.offered
        and can_be_sent(design, case, person, overview)
        and is_ready(design)
    )


def can_be_sent(design, case, person: str, overview: CaseOverview) -> bool:
    """Tell whether a person can send a form in a case today, as its settings say."""
    return (
        overview.state == "open"
        and design.audience in _audience_of(case, person, overview)
        and is_open_on(design, overview.today)
        and _is_in_period(design.period, overview)
        and _is_at_stage(design.stages, overview)
        and not (design.once and _was_begun(design, overview))
    )


def is_ready(design) -> bool:
    """Tell whether families can be given a form: it is public, and nothing is lost."""
    return is_public(design) and not reasons_against(design)


def is_public(design) -> bool:
    """Tell whether anybody may view a form who signs in, by the site's workflow."""
    return not _ANYBODY.isdisjoint(rolesForPermissionOn("View", design))


def last_day_of(design, overview: CaseOverview) -> date | None:
    """Return the last day to send a form, by its editors and by the clock."""
    days = [design.closes]
    if design.period == COMMENTS and overview.comments:
        days.append(overview.comments[1])
    return min(filter(None, days), default=None)


def _audience_of(case, person: str, overview: CaseOverview) -> tuple[str, ...]:
    register = AccessRegister(aq_parent(aq_inner(case)))
    for grant in register.grants_for(case.getId()):
        if grant.adult == person and grant.holds_on(overview.today):
            own = YOUNG_PEOPLE if grant.relationship == "self" else PARENTS
            return (EVERYBODY, own)
    return (EVERYBODY, PARENTS, YOUNG_PEOPLE)


def _is_in_period(period: str, overview: CaseOverview) -> bool:
    if period == ADVICE:
        return ADVICE in _stages_of(overview)
    if period == COMMENTS:
        return overview.comments is not None and (
            overview.comments[0] <= overview.today <= overview.comments[1]
        )
    return True


def _is_at_stage(stages: tuple[str, ...], overview: CaseOverview) -> bool:
    return not stages or not _stages_of(overview).isdisjoint(stages)


def _stages_of(overview: CaseOverview) -> set[str]:
    """Return the stages that a case is in: all that are in progress."""
    return {
        stage.reading.key
        for stage in overview.stages
        if stage.reading.state is TrackerState.IN_PROGRESS
    }


def _was_begun(design, overview: CaseOverview) -> bool:
    """Tell of a form in whichever state: one that came back waits as a draft."""
    key = IUUID(design)
    return any(form.key == key for form in overview.forms)
