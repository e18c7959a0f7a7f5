"""The families of the demonstration, each told as it happened."""

from __future__ import annotations

from datetime import date
from hcc.ehcportal.demo.clock import at
from hcc.ehcportal.demo.correspondence import ASSESSMENT_LETTER
from hcc.ehcportal.demo.correspondence import DRAFT_IS_LATE
from hcc.ehcportal.demo.correspondence import HANDOVER
from hcc.ehcportal.demo.correspondence import NO_PLAN_LETTER
from hcc.ehcportal.demo.correspondence import paragraphs
from hcc.ehcportal.demo.correspondence import PLAN_LETTER
from hcc.ehcportal.demo.correspondence import signed
from hcc.ehcportal.demo.correspondence import WE_WILL_ASSESS
from hcc.ehcportal.demo.desk import Desk
from hcc.ehcportal.demo.letters import information_requested
from hcc.ehcportal.demo.letters import pdf_letter
from hcc.ehcportal.demo.letters import rtf_letter
from hcc.ehcportal.process.deadlines import Clause


_TEAM = "EHM - Business Support Staff"

# Whose advice about Ivy has come; the speech and language therapist is late.
_HEARD = ("Educational Psychologist", "Social Care", "Education Setting")

_ASSESS = "We will carry out an assessment."


def rixon(desk: Desk) -> None:
    """The user guide's own case: Tony Bread, followed by Anita Rixon."""
    desk.on(at(2024, 9, 2, 8, 10))
    request = desk.ask("anita", "Tony Bread", date(2020, 3, 3), "mother")
    desk.on(at(2024, 9, 2, 9, 30))
    family = desk.add_family("Rixon and Bread")
    case = desk.add_case(
        family,
        "Tony Bread",
        date_of_birth=date(2020, 3, 3),
        gender="male",
        reference="6427917",
        request_received=date(2024, 9, 1),
        request_source="education",
        involvements=(_TEAM,),
    )
    desk.approve(request, case)
    desk.open(case)

    # What the guide's letter lists, as far as its days have come.
    desk.on(at(2024, 10, 1, 9, 40))
    desk.ask_for_advice(
        case,
        ("District Medical Officer", "Specialist Advisory Teacher", "YC Hertfordshire"),
    )
    desk.on(at(2024, 10, 2, 11, 15))
    desk.ask_for_advice(case, ("Speech and Language Therapy",))

    desk.on(at(2024, 10, 3, 10, 5))
    desk.publish(case, information_requested(case.reference))

    desk.on(at(2024, 10, 3, 17, 17))
    desk.send(case, "EHC Handover to new team", signed(HANDOVER))


def marlow(desk: Desk) -> None:
    """A draft plan that is late; the deadline before it was lifted by an exemption."""
    desk.on(at(2024, 4, 3, 9, 15))
    family = desk.add_family("Marlow")
    case = desk.add_case(
        family,
        "Ivy Marlow",
        date_of_birth=date(2017, 6, 21),
        gender="female",
        reference="6420365",
        request_received=date(2024, 4, 2),
        request_source="parent",
        involvements=(_TEAM, "Educational Psychology Service"),
    )
    desk.give_access(case, "helen", "mother")
    desk.open(case)
    _assess_ivy(desk, case)
    _decide_on_a_plan_for_ivy(desk, case)

    desk.on(at(2024, 9, 27, 15, 40))
    desk.send(case, "Ivy's draft plan is late", signed(DRAFT_IS_LATE))


def _assess_ivy(desk: Desk, case) -> None:
    desk.on(at(2024, 5, 10, 11))
    desk.finish(case, "request_outcome", _ASSESS)
    desk.start(case, "advice")
    desk.publish(
        case,
        rtf_letter(
            "Decision to carry out an assessment", paragraphs(ASSESSMENT_LETTER)
        ),
    )
    message = desk.send(case, "We will assess Ivy's needs", signed(WE_WILL_ASSESS))
    desk.ask_for_advice(case, (*_HEARD, "Speech and Language Therapy"))
    desk.on(at(2024, 5, 11, 20, 10))
    message.mark_read(desk.accounts["helen"].user_id)
    desk.on(at(2024, 6, 18, 14, 30))
    for service in _HEARD:
        desk.receive_advice(case, service)


def _decide_on_a_plan_for_ivy(desk: Desk, case) -> None:
    desk.on(at(2024, 7, 5, 10))
    desk.finish(case, "advice")
    desk.start(case, "plan_decision")
    desk.exempt(
        case,
        "plan_decision",
        clause=Clause.AWAY,
        start=date(2024, 7, 8),
        end=date(2024, 8, 11),
        who="Ivy and her mother",
        evidence="Helen Marlow told us by telephone on 4 July 2024.",
        text="You and Ivy were away from our area for five weeks, from 8 July to 11 "
        "August 2024, so we could not complete our decision by 23 July.",
    )
    desk.on(at(2024, 8, 27, 14))
    desk.finish(case, "plan_decision", "Ivy needs a plan.")
    desk.start(case, "draft_plan", due=date(2024, 9, 20))
    desk.explain(
        case,
        "final_plan",
        "We could only start writing once our decision was made. The draft comes next.",
    )
    desk.publish(case, pdf_letter("Decision to issue a plan", paragraphs(PLAN_LETTER)))


def shah(desk: Desk) -> None:
    """One parent who follows the cases of two children."""
    desk.on(at(2024, 7, 16, 10))
    family = desk.add_family("Shah")
    dev = desk.add_case(
        family,
        "Dev Shah",
        date_of_birth=date(2016, 5, 14),
        gender="male",
        reference="6425108",
        request_received=date(2024, 7, 15),
        request_source="parent",
        involvements=(_TEAM, "Occupational Therapy"),
    )
    desk.give_access(dev, "priya", "mother")
    desk.open(dev)
    desk.on(at(2024, 8, 20, 16))
    desk.finish(dev, "request_outcome", _ASSESS)
    desk.start(dev, "advice")

    desk.on(at(2024, 9, 24, 9))
    leela = desk.add_case(
        family,
        "Leela Shah",
        date_of_birth=date(2012, 11, 2),
        gender="female",
        reference="6428842",
        request_received=date(2024, 9, 23),
        request_source="education",
        involvements=(_TEAM,),
    )
    desk.give_access(leela, "priya", "mother")
    desk.open(leela)


def owen(desk: Desk) -> None:
    """Two adults of one child, living apart; the access of one has ended.

    He has asked for it anew, and an aunt is invited. Both wait.
    """
    desk.on(at(2024, 6, 11, 13))
    family = desk.add_family("Owen")
    case = desk.add_case(
        family,
        "Ella Owen",
        date_of_birth=date(2018, 9, 27),
        gender="female",
        reference="6423790",
        request_received=date(2024, 6, 10),
        request_source="health",
        involvements=(_TEAM, "Community Paediatrics"),
    )
    desk.give_access(case, "grace", "mother")
    desk.give_access(
        case,
        "martin",
        "father",
        reason="Interim court order of 3 June 2024. It runs out on 31 August 2024, and "
        "his access with it.",
        end=date(2024, 8, 31),
    )
    desk.open(case)
    desk.on(at(2024, 7, 18, 10))
    desk.finish(case, "request_outcome", _ASSESS)
    desk.start(case, "advice")
    desk.on(at(2024, 9, 12, 9))
    desk.finish(case, "advice")
    desk.start(case, "plan_decision")
    desk.on(at(2024, 9, 26, 11))
    desk.finish(case, "plan_decision", "Ella needs a plan.")
    desk.start(case, "draft_plan", due=date(2024, 10, 11))
    desk.on(at(2024, 10, 2, 19, 50))
    desk.ask("martin", "Ella Owen", date(2018, 9, 27), "father", case.reference)
    desk.on(at(2024, 10, 3, 11, 20))
    desk.invite(
        case,
        "Tracy Tester",
        "tracy.tester@example.org",
        "carer",
        "Grace Owen's sister, who looks after Ella on three days a week. Grace asked "
        "us to on 1 October 2024.",
    )


def fletcher(desk: Desk) -> None:
    """A case that ended without a plan, and stays readable."""
    desk.on(at(2024, 1, 9, 9))
    family = desk.add_family("Fletcher")
    case = desk.add_case(
        family,
        "Sam Fletcher",
        date_of_birth=date(2015, 1, 19),
        gender="male",
        reference="6413226",
        request_received=date(2024, 1, 8),
        request_source="parent",
        involvements=(_TEAM,),
    )
    desk.give_access(case, "joan", "mother")
    desk.open(case)
    desk.on(at(2024, 2, 14, 10))
    desk.finish(case, "request_outcome", _ASSESS)
    desk.start(case, "advice")
    desk.on(at(2024, 4, 3, 10))
    desk.finish(case, "advice")
    desk.start(case, "plan_decision")
    desk.on(at(2024, 4, 25, 10))
    desk.finish(case, "plan_decision", "Sam's needs can be met without a plan.")
    desk.publish(
        case, pdf_letter("Decision not to issue a plan", paragraphs(NO_PLAN_LETTER))
    )
    case.decision_sent = date(2024, 4, 25)
    desk.on(at(2024, 4, 26, 10))
    desk.close(case, "no_plan")


FAMILIES = (rixon, marlow, shah, owen, fletcher)
