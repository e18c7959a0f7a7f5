"""Keeping what somebody sends whose session ran out while they typed."""

from __future__ import annotations

from Acquisition import aq_base
from hcc.ehcportal.access.apart import apart
from hcc.ehcportal.access.lapsed import ILapsedSession
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.content.supportingform import IEHCSupportingForm
from hcc.ehcportal.forms.drafts import arrived_whole
from hcc.ehcportal.forms.drafts import sent_in
from hcc.ehcportal.forms.drafts import too_long
from hcc.ehcportal.forms.drafts import version_in
from hcc.ehcportal.forms.unsaved import keep_unsaved
from plone import api
from plone.protect import CheckAuthenticator
from zExceptions import Forbidden
from zope.component import getUtility


# The page whose form this is; its script keeps what was typed on the page itself.
_PAGE = ("ehc-fill", "@@ehc-fill")


def keep_typed(families, event) -> None:
    """Keep what is sent to the page of a draft by whoever was signed in before.

    The answer is the sign-in all the same, which leads back to the page. The request is
    undone, so it is written apart from it.
    """
    request = event.request
    form = _form_at(families, request.path[::-1])
    if form is None or request.method != "POST":
        return
    person = getUtility(ILapsedSession)(request)
    user = person and api.user.get(userid=person)
    if not user:
        return
    with api.env.adopt_user(user=user):
        if not _may_be_kept(form, request):
            return
    typed, version = sent_in(form, request.form), version_in(request.form)
    if not too_long(typed):
        apart(aq_base(form), lambda f: keep_unsaved(f, person, typed, version))


def _form_at(families, names: list[str]):
    """Return the form to whose page the rest of an address leads, or None."""
    if len(names) != 4 or names[-1] not in _PAGE:
        return None
    found = families
    for name in names[:-1]:
        if name not in found:
            return None
        found = found[name]
    return found if IEHCSupportingForm.providedBy(found) else None


def _may_be_kept(form, request) -> bool:
    """Ask what the page would ask if the person were still signed in."""
    try:
        CheckAuthenticator(request)
    except Forbidden:
        return False
    may_change = api.user.has_permission("Modify portal content", obj=form)
    return may_change and state_of(form) == "draft" and arrived_whole(request.form)
