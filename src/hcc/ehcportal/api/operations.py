"""What a service says of itself: its description is made of nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from typing import Any


# What a body of JSON may be long, in bytes.
LONGEST_BODY = 1_000_000

JSON = "application/json"


@dataclass(frozen=True)
class Raw:
    """A body that is no JSON, such as "text/calendar"."""

    media_type: str


@dataclass(frozen=True)
class Parameter:
    """What is said beside the body: in the ``query``, the ``path`` or a ``header``."""

    name: str
    description: str
    kind: Any = str
    where: str = "query"
    required: bool = False


# What the answer to a service that makes content tells.
LOCATION = Parameter(
    "Location", "The address of what was made", where="header", required=True
)


@dataclass(frozen=True)
class Operation:
    """What a service takes and gives.

    ``gives`` has the type of the answer for each status, None for one without a body:
    the first is given unless the service sets another. ``takes`` is the type of the
    body, a dataclass or ``Raw``. ``problems`` are the statuses in which it can end that
    are not the same for all; every one can answer 401, 404 and 429.
    """

    summary: str
    gives: Mapping[int, Any]
    takes: Any = None
    parameters: tuple[Parameter, ...] = ()
    problems: tuple[int, ...] = ()
    longest_body: int = LONGEST_BODY
    # What answers tell in headers of their own, by their status.
    headers: Mapping[int, tuple[Parameter, ...]] = field(default_factory=dict)
    # The same answer in other media types, each registered as a service of its own.
    also: tuple[Raw, ...] = field(default=())

    @property
    def status(self) -> int:
        """The status of an answer that is as it should be."""
        return next(iter(self.gives))
