"""What can be wrong with the facts of a case, each with the field it is about."""

from __future__ import annotations


class ProcessError(ValueError):
    """Facts that make no sense together; ``field`` names the one to put right."""

    field = ""


class RequestBeforeBirth(ProcessError):
    """The request is dated before the child was born."""

    field = "request_received"


class DueBeforeRequest(ProcessError):
    """A target for a stage lies before the request that it belongs to."""

    field = "due_date"


class NotLiftable(ProcessError):
    """The law names no exemption for this deadline."""

    field = "clause"


class ExemptionEndsBeforeStart(ProcessError):
    """An exemption's last day lies before its first."""

    field = "end"


class ExemptionOutsidePeriod(ProcessError):
    """No day of an exemption lies in the period that its deadline measures."""

    field = "start"


class NoRuleSet(ProcessError):
    """No rule set was in force on the day of the request."""

    field = "request_received"
