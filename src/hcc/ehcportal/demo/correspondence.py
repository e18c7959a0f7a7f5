"""What the coordinator has written to the families, wrapped for reading here."""

from __future__ import annotations


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text without the line breaks within them."""
    return [" ".join(part.split()) for part in text.strip().split("\n\n")]


def signed(text: str) -> str:
    """Return a message of the coordinator's, ready to be sent."""
    return "\n\n".join([*paragraphs(text), "Kind regards\nRobert Coombes"])


HANDOVER = """\
Dear Anita,

Tony's request has moved to my team, and I am now your coordinator. You do not
have to send anything again: I have everything that you and Tony's school gave us.

Today we published a list of the services that we have asked for information. You
find it under Documents you have been sent.

If you have a question, please call or write to us as you have done so far.
"""

DRAFT_IS_LATE = """\
Dear Helen,

I am sorry: we have not sent you Ivy's draft plan yet, and her final plan was due
on 20 August. We are waiting for the report of the speech and language therapist,
which is promised for 11 October.

You will get the draft within five working days of that report. You can complain
about the delay; the page Help & Support says how.
"""

WE_WILL_ASSESS = """\
Dear Helen,

Good news: we will carry out an assessment. The letter with the decision is under
Documents you have been sent.
"""

ASSESSMENT_LETTER = """\
We have looked at everything that you and Ivy's school sent us, and we will carry
out an education, health and care needs assessment.

We now ask the people who know Ivy for their advice. Each of them has six weeks to
answer. You can add to it at any time.
"""

PLAN_LETTER = """\
We have read all the advice about Ivy, and we will issue an education, health and
care plan for her.

We aim to send you a draft by 20 September 2024. You will then have at least 15
days to tell us what you think and which school you prefer.
"""

NO_PLAN_LETTER = """\
We have read all the advice about Sam. His school can meet his needs with the
support that it has, so we will not issue a plan.

If you disagree, you can ask for mediation, and you can appeal to the SEND
Tribunal, within two months of this letter.
"""
