"""Who owes a second step."""

from __future__ import annotations

from hcc.ehcportal.login.door.store import the_store
from hcc.ehcportal.login.settings import login_setting
from plone import api


_STAFF = {"EHC Coordinator", "EHC Manager", "Manager"}


def owes_second_step(user_id: str) -> bool:
    """Tell whether a password alone lets nobody in as this person.

    So it is for everybody who was ever given access to a case or registered as a
    family, for staff if the council wants it, and for whoever has set up the
    authenticator app of their own accord.
    """
    known = the_store().known(user_id)
    return known.is_family or known.has_app or (_staff_owes() and is_staff(user_id))


def has_to_use_app(user_id: str) -> bool:
    """Tell whether a code by e-mail is not enough for this person."""
    return login_setting("staff_app") and is_staff(user_id)


def is_staff(user_id: str) -> bool:
    """Tell whether a person runs cases, or may do everything on the site."""
    user = api.user.get(userid=user_id)
    return user is not None and bool(_STAFF.intersection(user.getRoles()))


def put_under_rule(user_id: str) -> None:
    """Make an account one of a family, for good."""
    record = the_store().record(user_id)
    if not record.is_family:
        record.is_family = True


def _staff_owes() -> bool:
    return login_setting("staff_second_step") or login_setting("staff_app")
