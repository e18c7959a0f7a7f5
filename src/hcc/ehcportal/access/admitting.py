"""What staff do about who may see a case, and what keeps them from it, in words.

The register and the invitations know what makes no sense; whoever acts is told here
which of their words it is about, by a page and by the API alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from hcc.ehcportal import _
from hcc.ehcportal.access.invitations import AlreadyInvited
from hcc.ehcportal.access.invitations import EXPIRED
from hcc.ehcportal.access.invitations import Invitation
from hcc.ehcportal.access.invitations import Invitations
from hcc.ehcportal.access.invitations import WAITING
from hcc.ehcportal.access.letters import send_invitation
from hcc.ehcportal.access.mailhost import mail_is_set_up
from hcc.ehcportal.access.register import AccessError
from hcc.ehcportal.access.register import AccessRegister
from hcc.ehcportal.access.register import Grant
from hcc.ehcportal.access.roles import visible_cases
from hcc.ehcportal.access.typed import clean_address
from hcc.ehcportal.access.typed import clean_name
from hcc.ehcportal.content.clock import now
from hcc.ehcportal.content.clock import today
from hcc.ehcportal.content.dates import short_date
from hcc.ehcportal.content.people import find_person
from hcc.ehcportal.content.validation import by_field
from hcc.ehcportal.content.validation import check_past
from hcc.ehcportal.content.validation import FieldInvalid
from plone import api
from zope.i18nmessageid import Message


def grants_in(family) -> Iterator[Grant]:
    """Yield the grants to the cases of a family that whoever asks may see."""
    cases = _visible(family)
    return (each for each in AccessRegister(family).grants() if each.case in cases)


def invitations_in(family) -> Iterator[Invitation]:
    """Yield the invitations to the cases of a family that whoever asks may see."""
    cases = _visible(family)
    return (each for each in Invitations(family).all() if each.case in cases)


def give_access(family, adult: str, case_id: str, **terms) -> Grant:
    """Give access to whoever has this e-mail address or sign-in name, in full.

    ``terms`` are those of ``AccessRegister.grant``. Raises ``FieldInvalid``.
    """
    _check_terms(family, case_id, terms.get("end"))
    person = find_person(adult)
    if person is None:
        raise FieldInvalid("adult", _NO_SUCH_PERSON)
    try:
        return AccessRegister(family).grant(person.getId(), case_id, **terms)
    except AccessError as error:
        raise FieldInvalid(error.field, _NO_GRANT[error.field]) from error


def why_not_end(grant: Grant) -> str | None:
    """Say why there is nothing to end, if so."""
    return _filled(_ENDED, grant.end) if grant.has_ended_by(today()) else None


def end_access(family, grant: Grant, last_day: date | None) -> Grant:
    """End a grant with a last day, or at once. Raises ``FieldInvalid``."""
    if last_day is not None:
        _check_last_day(grant, last_day)
    return AccessRegister(family).end(grant.id, last_day)


def invite(family, case_id: str, **facts) -> Invitation:
    """Make an invitation and mail its link; ``facts`` as ``Invitations.invite`` has.

    Raises ``FieldInvalid``.
    """
    _check_terms(family, case_id, facts["end"])
    for field, clean in (("name", clean_name), ("address", clean_address)):
        with by_field(field):
            facts[field] = clean(facts[field])
    _check_access(family, facts["address"], case_id)
    try:
        invitation, token = Invitations(family).invite(case_id, **facts)
    except AlreadyInvited as error:
        raise FieldInvalid(error.field, _INVITED) from error
    send_invitation(family[case_id], invitation, token)
    return invitation


def invite_again(family, invitation: Invitation, by: str) -> Invitation:
    """Renew an invitation and mail another link. Raises ``NotWaiting``."""
    renewed, token = Invitations(family).send_again(invitation.id, by)
    send_invitation(family[renewed.case], renewed, token)
    return renewed


def why_not_invite() -> str | None:
    """Say why nobody can be invited now, if so."""
    return None if mail_is_set_up() else _NO_MAIL


def why_not_change(invitation: Invitation) -> str | None:
    """Say why an invitation can be neither sent again nor withdrawn, if so."""
    waits = invitation.standing(now()) in (WAITING, EXPIRED)
    return None if waits else _OVER


def why_not_again(invitation: Invitation) -> str | None:
    """Say why an invitation cannot be sent again, if so."""
    if invitation.end is not None and invitation.end < today():
        return _END_PASSED
    return why_not_change(invitation) or why_not_invite()


def _visible(family) -> set[str]:
    return {case.getId() for case in visible_cases(family.objectValues())}


def _check_terms(family, case_id: str, end: date | None) -> None:
    """Refuse a case that is not this family's to see, and an end that has passed."""
    if case_id not in _visible(family):
        raise FieldInvalid("case", _NO_CASE)
    check_past("end", end)


def _check_last_day(grant: Grant, last_day: date) -> None:
    check_past("last_day", last_day)
    if last_day < grant.start:
        raise FieldInvalid("last_day", _filled(_TOO_EARLY, grant.start))
    if grant.end is not None and last_day > grant.end:
        raise FieldInvalid("last_day", _filled(_TOO_LATE, grant.end))


def _check_access(family, address: str, case_id: str) -> None:
    person = find_person(address)
    holders = AccessRegister(family).holders(case_id, today())
    if person is not None and person.getId() in holders:
        raise FieldInvalid("address", _HAS_ACCESS)


def _filled(sentence: Message, day: date) -> Message:
    language = api.portal.get_current_language()
    return Message(sentence, mapping={"day": short_date(day, language)})


_NO_MAIL = _(
    "error_no_mail",
    default="No mail can leave this website: its mail server or sender address is not "
    "set. Ask whoever administers the website to do that under Mail in the site setup.",
)

_NO_SUCH_PERSON = _(
    "error_no_such_person",
    default="Nobody has an account with this e-mail address or sign-in name. Check it "
    "letter by letter, or ask them for it.",
)
_NO_CASE = _("error_access_case", default="This case is not in the family any more.")
_NO_GRANT = {
    "adult": _(
        "error_access_already",
        default="This person has access to the case already, on the first day that "
        "you entered. End that access first.",
    ),
    "case": _NO_CASE,
    "end": _(
        "error_access_end",
        default="The last day lies before the first. Change one of the two dates.",
    ),
}
_ENDED = _("end_access_ended", default="This access ended on ${day}.")
_TOO_EARLY = _(
    "error_last_day_early",
    default="Access starts on ${day} only. Enter a later day, or end it at once.",
)
_TOO_LATE = _(
    "error_last_day_late",
    default="Access ends on ${day} already. To give longer access, give it anew from "
    "the day after, with its reason.",
)
_HAS_ACCESS = _(
    "error_invited_holder",
    default="The person with this address has access to the case already.",
)
_INVITED = _(
    "error_invited_already",
    default="An invitation of this address to this case is waiting. Send that one "
    "again, or withdraw it first.",
)
_OVER = _(
    "invitation_over",
    default="This invitation was accepted or withdrawn in the meantime.",
)
_END_PASSED = _(
    "invitation_end_passed",
    default="The last day of the access that it offers has passed. Invite the person "
    "anew.",
)
