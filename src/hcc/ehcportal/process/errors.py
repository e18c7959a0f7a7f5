"""What can be wrong with the facts of a case, each with the field it is about."""

from __future__ import annotations


class ProcessError(ValueError):
    """Facts that make no sense together; ``field`` names the one to put right."""

    field = ""

    def __init__(self, value: str = "", field: str | None = None) -> None:
        super().__init__(value)
        if field is not None:
            self.field = field


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


class ExemptionTooShort(ProcessError):
    """A closure or an absence lasts less than the 4 weeks that the law asks for."""

    field = "end"


class NoRuleSet(ProcessError):
    """No rule set was in force on the day of the request."""

    field = "request_received"


class UnknownRuleSet(ProcessError):
    """No rule set has this reference."""

    field = "rule_set"


class TooFewCommentDays(ProcessError):
    """A family would have fewer days to comment on a draft than reg 13(1) gives."""

    field = "comment_days"


class TooManyCommentDays(ProcessError):
    """More days to comment on a draft than the whole process has."""

    field = "comment_days"


class OutOfCalendar(ProcessError):
    """A date lies before the law, or so far ahead that it must be a slip.

    ``field`` is the event's.
    """


class BeforeRequest(ProcessError):
    """Something happened before the request was received. ``field`` is the event's."""


class BeforePlan(ProcessError):
    """Something that needs a plan happened before it was issued.

    ``field`` is the event's.
    """


class BeforeReassessmentRequest(ProcessError):
    """A notice to assess again is dated before it was asked for."""

    field = "reassessment_notice"


class BeforeDecision(ProcessError):
    """Something that follows a decision is dated before its letter.

    ``field`` is the event's.
    """


class NoDecision(ProcessError):
    """A mediation certificate is known, and no decision that it is about."""

    field = "decision"


class NoTransferYear(ProcessError):
    """A move to post-16 is known without the year that it happens in."""

    field = "transfer_year"


class ReceivedBeforeAsked(ProcessError):
    """Advice is dated before the day on which it was asked for."""

    field = "received"


class AlreadyAsked(ProcessError):
    """The same service was asked before and has not answered yet."""

    field = "services"


class TooManyAsked(ProcessError):
    """More requests for advice than any case has: a slip, or a letter without end."""

    field = "services"
