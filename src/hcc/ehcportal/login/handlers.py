"""What signing in does when something happens elsewhere."""

from __future__ import annotations

from hcc.ehcportal.access.audit import record
from hcc.ehcportal.interfaces import IEHCPortalLayer
from hcc.ehcportal.login.door.accounts import account_of
from hcc.ehcportal.login.door.mails import tell_of_new_password
from hcc.ehcportal.login.door.rule import put_under_rule
from hcc.ehcportal.login.door.sessions import renew_cookie
from hcc.ehcportal.login.door.store import PLUGIN
from hcc.ehcportal.login.door.store import the_store
from plone import api


_PAGES = ("text/html", "application/json")


def put_family_under_rule(event) -> None:
    """Two steps for everybody who is given access to a case."""
    put_under_rule(event.grant.adult)


def forget_person(event) -> None:
    """Drop what is kept about an account that is deleted."""
    if PLUGIN in api.portal.get().acl_users:
        the_store().forget(event.principal)


def tell_of_password(user, event) -> None:
    """Tell a person that their password is another, whoever changed it and how."""
    account = account_of(user.getId()) if PLUGIN in api.portal.get().acl_users else None
    if account is not None:
        who = api.user.get_current().getId()
        record("password_changed", who=who, about=account.user_id)
        tell_of_new_password(account)


def keep_session_alive(event) -> None:
    """Begin the time without activity anew where somebody was shown a page.

    Pictures and style sheets do not count, and could be kept by a shared cache together
    with the cookie.
    """
    request = event.request
    kind = request.response.getHeader("Content-Type") or ""
    if IEHCPortalLayer.providedBy(request) and kind.startswith(_PAGES):
        renew_cookie(request)
