"""What somebody said who asked for an EHC needs assessment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class AssessmentRequest:
    """One request, as it came; ``adult`` and ``address`` are whom we write to.

    ``professional`` says who asked as part of their work, with the adult's knowledge.
    ``settled`` once staff have accepted it, or noted it beside another.
    """

    received: date
    source: str
    adult: str
    address: str
    child: str
    date_of_birth: date
    setting: str
    why: str
    help: str
    professional: str = ""
    receipt: str = ""
    settled: bool = False


def waiting_requests(case) -> list[AssessmentRequest]:
    """Return the requests in a case that nobody of the office has settled."""
    return [each for each in case.assessment_requests if not each.settled]
