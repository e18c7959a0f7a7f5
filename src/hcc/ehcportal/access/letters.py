"""What the mails about access say.

They name the council and the reference of the case, and never the child, the
relationship or what it is about: a mail is read on other people's phones.
"""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.access.invitations import Invitation
from hcc.ehcportal.access.mail import council_name
from hcc.ehcportal.access.mail import public_url
from hcc.ehcportal.access.mail import send_mail
from hcc.ehcportal.content.assessment import AssessmentRequest
from hcc.ehcportal.content.clock import ENGLAND
from hcc.ehcportal.content.dates import long_date
from hcc.ehcportal.content.portal import portal_of
from plone import api


INVITATION_PAGE = "ehc-invitation"


def send_invitation(case, invitation: Invitation, token: str) -> None:
    """Mail the link of an invitation to the person invited."""
    facts = {
        "council": council_name(),
        "name": invitation.name,
        "reference": case.reference or "",
        "link": f"{public_url(portal_of(case))}/{INVITATION_PAGE}?token={token}",
        "until": _last_moment(invitation),
    }
    send_mail(
        invitation.address,
        _(
            "invitation_subject",
            default="Invitation to follow a case at ${council}",
            mapping=facts,
        ),
        _with_reference(facts) if case.reference else _without_reference(facts),
    )


def send_decision(portal, user_id: str) -> None:
    """Tell a person by mail that their request for access was decided, not how."""
    user = api.user.get(userid=user_id)
    address = user and user.getProperty("email")
    if not address:
        return
    facts = {"council": council_name(), "link": public_url(portal)}
    send_mail(
        address,
        _(
            "decision_subject",
            default="${council} has decided on your request",
            mapping=facts,
        ),
        _(
            "decision_text",
            default="Hello,\n\n"
            "you asked ${council} for access to a case. Your request has been "
            "decided.\n\n"
            "Sign in to read the decision:\n${link}\n\n"
            "If you did not ask for anything, please tell the council.\n",
            mapping=facts,
        ),
    )


def send_receipt(portal, request: AssessmentRequest) -> None:
    """Tell by mail that a request for an assessment has arrived, not for whom."""
    facts = {
        "council": council_name(),
        "name": request.adult,
        "day": long_date(request.received, api.portal.get_current_language()),
        "receipt": request.receipt,
        "help_address": portal.support_email or public_url(portal),
    }
    send_mail(
        request.address,
        _(
            "assessment_receipt_subject",
            default="${council} has received a request",
            mapping=facts,
        ),
        _(
            "assessment_receipt_text",
            default="Hello ${name},\n\n"
            "${council} has received a request for an EHC needs assessment on "
            "${day}.\n\n"
            "The receipt number is ${receipt}. Have it ready if you ask about the "
            "request: ${help_address}\n\n"
            "Somebody reads it and writes to you. If you do not know of any request, "
            "please tell the council.\n",
            mapping=facts,
        ),
    )


def _with_reference(facts: dict[str, str]) -> str:
    return _(
        "invitation_text",
        default="Hello ${name},\n\n"
        "${council} invites you to follow a case online. Its reference is "
        "${reference}.\n\n"
        "To accept, open this link and follow the steps:\n${link}\n\n"
        "The link works once, until ${until}. If that is over, ask your coordinator to "
        "send it again.\n\n"
        "The link is meant for you alone: please do not forward this mail. If you do "
        "not expect it, do not open the link and tell the council.\n",
        mapping=facts,
    )


def _without_reference(facts: dict[str, str]) -> str:
    return _(
        "invitation_text_bare",
        default="Hello ${name},\n\n"
        "${council} invites you to follow a case online.\n\n"
        "To accept, open this link and follow the steps:\n${link}\n\n"
        "The link works once, until ${until}. If that is over, ask your coordinator to "
        "send it again.\n\n"
        "The link is meant for you alone: please do not forward this mail. If you do "
        "not expect it, do not open the link and tell the council.\n",
        mapping=facts,
    )


def _last_moment(invitation: Invitation) -> str:
    language = api.portal.get_current_language()
    expires = invitation.expires.astimezone(ENGLAND)
    return f"{long_date(expires.date(), language)}, {expires:%H:%M}"
