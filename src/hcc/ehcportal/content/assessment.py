"""What somebody said who asked for an EHC needs assessment."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from datetime import date


@dataclass(frozen=True)
class AssessmentRequest:
    """One request, as it came; ``adult`` and ``address`` are whom we write to.

    ``professional`` says who asked as part of their work, with the adult's knowledge;
    they have an address of their own. ``proved`` where whoever asked has shown that
    they read mail at their address.
    ``documents`` are the ids, in the case, of what came with it. ``settled`` once staff
    have accepted it, or noted it beside another.
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
    documents: tuple[str, ...] = ()
    professional_address: str = ""
    proved: bool = False

    @property
    def is_address_proved(self) -> bool:
        """Whether the address that we write to is known to be of whoever asked."""
        return self.proved and not self.professional

    def says_the_same_as(self, request: AssessmentRequest) -> bool:
        """Tell whether one that has just come is this one, sent once more."""
        kept = {"receipt": self.receipt, "settled": self.settled}
        return replace(request, documents=self.documents, **kept) == self


def waiting_requests(case) -> list[AssessmentRequest]:
    """Return the requests in a case that nobody of the office has settled."""
    return [each for each in case.assessment_requests if not each.settled]
