"""A stage guide as a family reads it, in a case that is nobody's."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from functools import cached_property
from hcc.ehcportal import _
from hcc.ehcportal.content.overview import happening_in
from hcc.ehcportal.content.overview import Link
from hcc.ehcportal.content.overview import local_offer_of
from hcc.ehcportal.content.overview import StageOverview
from hcc.ehcportal.content.tracker import TrackerWords
from hcc.ehcportal.portal.editing import dead_links
from hcc.ehcportal.portal.editing import DeadLink
from hcc.ehcportal.portal.page import PortalPage
from hcc.ehcportal.process.deadlines import rule_set_on
from hcc.ehcportal.process.keys import Deadline
from hcc.ehcportal.process.stages import CaseFacts
from hcc.ehcportal.process.stages import read_stages
from hcc.ehcportal.process.stages import StageFacts
from hcc.ehcportal.process.stages import StageState


# The user guide's own case.
_CHILD = "Tony Bread"
_COORDINATOR = "Robert Coombes"
_RECEIVED = date(2024, 9, 1)


@dataclass(frozen=True)
class SampleOverview:
    """As much of a case's overview as the pieces of a dashboard need."""

    request_received: date
    coordinator: str
    stages: tuple[StageOverview, ...]
    current: StageOverview | None
    happening: str | None
    local_offer: tuple[Link, ...]


class GuidePreview(TrackerWords, PortalPage):
    """The dashboard of the sample case while it is in the stage of this guide."""

    title = _(
        "title_dashboard",
        default="EHC Assessment and Plan - ${name}",
        mapping={"name": _CHILD},
    )

    @cached_property
    def overview(self) -> SampleOverview:
        stages = tuple(_stages(self.context))
        return SampleOverview(
            request_received=_RECEIVED,
            coordinator=_COORDINATOR,
            stages=stages,
            current=next(
                (s for s in stages if s.reading.key == self.context.key), None
            ),
            happening=happening_in(self.context),
            local_offer=local_offer_of(self.portal, self.context),
        )

    def dead_links(self) -> list[DeadLink]:
        """What an editor sees below and a family does not."""
        return [
            link for link in dead_links(self.portal) if link.place == self.context.title
        ]


def _stages(guide):
    """Yield every stage: those before this guide's done, this one in progress."""
    guides = guide.__parent__.objectValues()
    here = [each.key for each in guides].index(guide.key)
    facts = tuple(_facts(each, place, here) for place, each in enumerate(guides))
    readings = read_stages(
        CaseFacts(_RECEIVED, facts), rule_set_on(_RECEIVED), _RECEIVED
    )
    for each, reading in zip(guides, readings, strict=True):
        yield StageOverview(each.title, reading, each.deadline, None, None)


def _facts(guide, place: int, here: int) -> StageFacts:
    deadline = Deadline(guide.deadline) if guide.deadline else None
    facts = StageFacts(guide.key, StageState.LATER, deadline)
    if place == here:
        return replace(facts, state=StageState.IN_PROGRESS)
    if place < here:
        return replace(facts, state=StageState.DONE, completed_on=_RECEIVED)
    return facts
