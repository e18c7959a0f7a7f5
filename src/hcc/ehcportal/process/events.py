"""The days that a case's deadlines are counted from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hcc.ehcportal.process.keys import Event


@dataclass(frozen=True, kw_only=True)
class Events:
    """What has happened in a case, as far as it is known; each field an ``Event``."""

    # The request reached the council, or the council became responsible.
    received: date | None = None
    # One adviser was asked under reg 6. For several, ask the rule for each of them.
    advice_requested: date | None = None
    # The draft is readable in the portal, and the notice of it sent.
    served: date | None = None
    consultation_sent: date | None = None
    # The plan was first issued, and last reviewed.
    plan_issued: date | None = None
    last_review: date | None = None
    # The review's meeting.
    meeting: date | None = None
    # The calendar year of the move to another phase, and whether it is from secondary
    # to post-16.
    transfer_year: int | None = None
    post_16: bool = False
    # The request to assess again, and the notice that it will happen.
    reassessment_requested: date | None = None
    reassessment_notice: date | None = None
    # The date of the letter of a decision that can be appealed.
    decision: date | None = None
    # The family told the mediation adviser that it wants no mediation.
    mediation_refused: date | None = None
    # The date of the mediation certificate.
    certificate: date | None = None

    def days(self) -> Iterator[tuple[Event, date]]:
        """Yield every event whose day is known, in the order of the law's table."""
        for event in Event:
            day = getattr(self, event)
            if day is not None and event is not Event.TRANSFER_YEAR:
                yield event, day


NOTHING_KNOWN = Events()
