"""The access register of a family: the one source of the role ``EHC Family``."""

from __future__ import annotations

from BTrees.OOBTree import OOBTree
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from datetime import timedelta
from hcc.ehcportal.access.directory import forget
from hcc.ehcportal.access.directory import remember
from hcc.ehcportal.access.events import AccessEnded
from hcc.ehcportal.access.events import AccessGranted
from hcc.ehcportal.content.clock import today
from hcc.ehcportal.content.family import IEHCFamily
from zope.annotation.interfaces import IAnnotations
from zope.component import adapter
from zope.event import notify

import dataclasses
import secrets


_KEY = "hcc.ehcportal.access"


@dataclass(frozen=True)
class Grant:
    """One adult's access to one case.

    ``adult`` is a user id, ``case`` the id of a case in the family. ``start`` and
    ``end`` are the first and the last day with access; without ``end`` it stays.
    """

    id: str
    adult: str
    case: str
    relationship: str
    reason: str
    start: date
    end: date | None
    granted_by: str

    def holds_on(self, day: date) -> bool:
        """Tell whether the adult has access on ``day``."""
        return self.start <= day and not self.has_ended_by(day)

    def has_ended_by(self, day: date) -> bool:
        """Tell whether the last day with access lies before ``day``."""
        return self.end is not None and self.end < day


class AccessError(ValueError):
    """A grant that makes no sense; ``field`` names what to put right."""

    def __init__(self, field: str):
        super().__init__(field)
        self.field = field


@adapter(IEHCFamily)
class AccessRegister:
    """Reads and changes the register of a family."""

    def __init__(self, family):
        self.family = family

    def grants(self) -> Iterator[Grant]:
        """Yield every grant ever made, ended ones included."""
        yield from IAnnotations(self.family).get(_KEY, {}).values()

    def grants_for(self, case_id: str) -> Iterator[Grant]:
        """Yield the grants to one case."""
        return (grant for grant in self.grants() if grant.case == case_id)

    def holders(self, case_id: str, day: date) -> Iterator[str]:
        """Yield the user ids of the adults with access to a case on ``day``."""
        for grant in self.grants_for(case_id):
            if grant.holds_on(day):
                yield grant.adult

    def grant(
        self,
        adult: str,
        case_id: str,
        *,
        relationship: str,
        reason: str,
        granted_by: str,
        start: date | None = None,
        end: date | None = None,
    ) -> Grant:
        """Give ``adult`` access to a case from ``start`` (today) to ``end`` (open).

        Raises ``AccessError`` where the case is not the family's, the last day lies
        before the first, or the adult has access already.
        """
        start = start or today()
        self._check(adult, case_id, start, end)
        made = Grant(
            id=secrets.token_hex(8),
            adult=adult,
            case=case_id,
            relationship=relationship,
            reason=reason,
            start=start,
            end=end,
            granted_by=granted_by,
        )
        IAnnotations(self.family).setdefault(_KEY, OOBTree())[made.id] = made
        remember(self.family, adult, case_id)
        self._reindex(case_id)
        notify(AccessGranted(self.family, made))
        return made

    def end(self, grant_id: str, last_day: date | None = None) -> Grant:
        """End a grant with ``last_day``, or at once. Raises ``KeyError``."""
        register = IAnnotations(self.family)[_KEY]
        ended = dataclasses.replace(
            register[grant_id], end=last_day or today() - timedelta(days=1)
        )
        register[grant_id] = ended
        self._reindex(ended.case)
        notify(AccessEnded(self.family, ended))
        return ended

    def forget_case(self, case_id: str) -> None:
        """Drop the grants to a case that is deleted."""
        for grant in list(self.grants_for(case_id)):
            del IAnnotations(self.family)[_KEY][grant.id]
            forget(self.family, grant.adult, case_id)

    def _check(self, adult, case_id, start, end) -> None:
        if case_id not in self.family:
            raise AccessError("case")
        if end is not None and end < start:
            raise AccessError("end")
        if any(
            grant.adult == adult and (grant.end is None or grant.end >= start)
            for grant in self.grants_for(case_id)
        ):
            raise AccessError("adult")

    def _reindex(self, case_id: str) -> None:
        # This case alone: a brother's or sister's is not touched.
        self.family[case_id].reindexObjectSecurity()
