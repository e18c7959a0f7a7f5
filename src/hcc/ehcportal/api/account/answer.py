"""What ``@ehc-account`` tells and takes."""

from __future__ import annotations

from dataclasses import dataclass
from hcc.ehcportal.access.ownaccount import SecondStep
from hcc.ehcportal.api.shapes import LEFT_OUT
from hcc.ehcportal.api.shapes import named


@dataclass(frozen=True)
class Account:
    """The account of whoever asks; ``website`` is where the rest of it is changed."""

    at_id: str = named("@id")
    name: str
    address: str
    second_step: SecondStep | None
    notices: bool
    website: str


@dataclass(frozen=True)
class AccountChange:
    """What of it changes; what is left out stays."""

    name: str = LEFT_OUT
    notices: bool = LEFT_OUT
