"""The deadlines of the law, as data with the days between which it was in force."""

from __future__ import annotations

from datetime import date
from hcc.ehcportal.process.errors import NoRuleSet
from hcc.ehcportal.process.errors import UnknownRuleSet
from hcc.ehcportal.process.keys import AdviceClause
from hcc.ehcportal.process.keys import Clause
from hcc.ehcportal.process.keys import Deadline
from hcc.ehcportal.process.keys import Event
from hcc.ehcportal.process.keys import Notice
from hcc.ehcportal.process.keys import Party
from hcc.ehcportal.process.keys import Unit
from hcc.ehcportal.process.rules import Before
from hcc.ehcportal.process.rules import Period
from hcc.ehcportal.process.rules import Rule
from hcc.ehcportal.process.rules import RuleSet
from types import MappingProxyType


_ALL_CLAUSES: frozenset[Clause] = frozenset(Clause)

_DECIDED = (Party.FAMILY, Party.HEALTH_BODY, Party.HEAD)

_PLAN_SENT = (Party.FAMILY, Party.SETTING, Party.HEALTH_BODY)

_APPEALABLE = (Notice.APPEAL, Notice.MEDIATION)

_RULES = (
    Rule(
        Deadline.REQUEST_OUTCOME,
        "Decide whether to assess",
        (Period(6, Unit.WEEKS_OF, Event.RECEIVED),),
        "Act s.36; reg 5(1)",
        told=_DECIDED,
        must_say_if_no=tuple(Notice),
        lifted_by=_ALL_CLAUSES,
    ),
    Rule(
        Deadline.ADVICE,
        "Answer a request for advice",
        (Period(6, Unit.WEEKS_OF, Event.ADVICE_REQUESTED),),
        "reg 8",
        bound=Party.ADVISER,
        told=(Party.COUNCIL,),
        lifted_by=frozenset(AdviceClause),
    ),
    Rule(
        Deadline.PLAN_DECISION,
        "Say that no plan will be issued",
        (Period(16, Unit.WEEKS_OF, Event.RECEIVED),),
        "reg 10(1)",
        told=_DECIDED,
        must_say_if_no=tuple(Notice),
        lifted_by=_ALL_CLAUSES,
    ),
    Rule(
        Deadline.DRAFT_COMMENT,
        "Comment on the draft plan",
        (Period(15, Unit.DAYS_BEGINNING, Event.SERVED),),
        "reg 13(1)",
        bound=Party.FAMILY,
        told=(Party.FAMILY,),
        at_least=True,
    ),
    Rule(
        Deadline.CONSULTATION_REPLY,
        "Answer a consultation",
        (Period(15, Unit.DAYS_BEGINNING, Event.CONSULTATION_SENT),),
        "SEND Code of Practice",
        bound=Party.SETTING,
        told=(Party.COUNCIL,),
        checked=False,
    ),
    Rule(
        Deadline.FINAL_PLAN,
        "Send the final plan",
        (Period(20, Unit.WEEKS_OF, Event.RECEIVED),),
        "reg 13(2)",
        told=_PLAN_SENT,
        must_say=_APPEALABLE,
        lifted_by=_ALL_CLAUSES,
    ),
    Rule(
        Deadline.ANNUAL_REVIEW,
        "Review the plan",
        (
            Period(12, Unit.MONTHS_OF, Event.PLAN_ISSUED),
            Period(12, Unit.MONTHS_OF, Event.LAST_REVIEW),
        ),
        "Act s.44",
    ),
    Rule(
        Deadline.REVIEW_PAPERS,
        "Send the papers of the review",
        (Period(2, Unit.WEEKS_BEFORE, Event.MEETING),),
        "reg 20",
        told=(Party.INVITED,),
    ),
    Rule(
        Deadline.REVIEW_REPORT,
        "Report on the review meeting",
        (Period(2, Unit.WEEKS_OF, Event.MEETING),),
        "reg 20",
        told=(Party.INVITED,),
    ),
    Rule(
        Deadline.REVIEW_DECISION,
        "Decide to keep, amend or cease the plan",
        (Period(4, Unit.WEEKS_OF, Event.MEETING),),
        "reg 20(10)",
        told=(Party.FAMILY, Party.SETTING),
        must_say=(Notice.APPEAL,),
    ),
    Rule(
        Deadline.AMENDED_PLAN,
        "Send the final amended plan",
        (Period(12, Unit.WEEKS_OF, Event.MEETING),),
        "reg 22; R (L, M, P) v Devon [2022] EWHC 493",
        told=_PLAN_SENT,
        must_say=_APPEALABLE,
    ),
    Rule(
        Deadline.PHASE_TRANSFER,
        "Review and amend before a move of phase",
        (Before(2, 15), Before(3, 31, post_16=True)),
        "reg 18",
    ),
    Rule(
        Deadline.REASSESSMENT_DECISION,
        "Decide whether to assess again",
        (Period(15, Unit.DAYS_OF, Event.REASSESSMENT_REQUESTED),),
        "reg 25",
        checked=False,
    ),
    Rule(
        Deadline.REASSESSMENT_PLAN,
        "Finish the re-assessment",
        (Period(14, Unit.WEEKS_OF, Event.REASSESSMENT_NOTICE),),
        "reg 27",
        told=_PLAN_SENT,
        must_say=_APPEALABLE,
        lifted_by=_ALL_CLAUSES,
    ),
    Rule(
        Deadline.MEDIATION_CONTACT,
        "Contact a mediation adviser",
        (Period(2, Unit.MONTHS_OF, Event.DECISION),),
        "reg 33",
        bound=Party.FAMILY,
        not_needed_for="an appeal on the named school alone",
    ),
    Rule(
        Deadline.MEDIATION_CERTIFICATE,
        "Issue the mediation certificate",
        (Period(3, Unit.WORKING_DAYS_OF, Event.MEDIATION_REFUSED),),
        "reg 34(1)",
        bound=Party.MEDIATION_ADVISER,
        told=(Party.FAMILY,),
    ),
    Rule(
        Deadline.APPEAL,
        "Appeal to the tribunal",
        (
            Period(2, Unit.MONTHS_OF, Event.DECISION),
            Period(1, Unit.MONTHS_OF, Event.CERTIFICATE),
        ),
        "Tribunal Procedure (HESC) Rules 2008, rules 12 and 20",
        bound=Party.FAMILY,
        tribunal=True,
    ),
)

SEND_REGULATIONS_2014 = RuleSet(
    id="send-regulations-2014",
    # The Regulations came into force on 1 September 2014 (SI 2014/1530, reg 1).
    valid_from=date(2014, 9, 1),
    valid_to=None,
    rules=MappingProxyType({rule.key: rule for rule in _RULES}),
)

RULE_SETS = (SEND_REGULATIONS_2014,)


def rule_set_on(day: date) -> RuleSet:
    """Return the rules that a request received on ``day`` keeps.

    Raises ``NoRuleSet`` for a day before the Regulations came into force.
    """
    for rules in RULE_SETS:
        if rules.in_force_on(day):
            return rules
    raise NoRuleSet(day.isoformat())


def rule_set(id: str) -> RuleSet:
    """Return the rules with this reference, or raise ``UnknownRuleSet``."""
    for rules in RULE_SETS:
        if rules.id == id:
            return rules
    raise UnknownRuleSet(id)
