"""What ``@ehc-calendar`` tells."""

from __future__ import annotations

from dataclasses import dataclass
from hcc.ehcportal.api.shapes import named


@dataclass(frozen=True)
class Following:
    """Whether the person may have an address, and whether they have one."""

    at_id: str = named("@id")
    may_follow: bool
    is_followed: bool


@dataclass(frozen=True)
class CalendarAddress:
    """The address that was made. It is not told again."""

    address: str
