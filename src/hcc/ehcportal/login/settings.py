"""What a council decides about signing in, in the registry under the prefix ``ehc``."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.records import record_of
from zope import schema
from zope.interface import Interface


class ILoginSettings(Interface):
    """How people sign in. One schema for both control panels."""

    code_length = schema.Int(
        title=_("settings_code_length", default="Digits of a code"),
        description=_(
            "settings_code_length_help",
            default="How long the codes are that are e-mailed at signing in.",
        ),
        min=6,
        max=12,
        default=8,
    )
    idle_minutes = schema.Int(
        title=_("settings_idle_minutes", default="Minutes without activity"),
        description=_(
            "settings_idle_minutes_help",
            default="After so long without activity families are signed out, and staff "
            "who use codes. They are warned two minutes before.",
        ),
        min=10,
        max=60,
        default=30,
    )
    staff_second_step = schema.Bool(
        title=_("settings_staff_second_step", default="Codes for staff"),
        description=_(
            "settings_staff_second_step_help",
            default="Whether coordinators and managers need a code as families do.",
        ),
        default=False,
        required=False,
    )
    staff_app = schema.Bool(
        title=_("settings_staff_app", default="Authenticator app for staff"),
        description=_(
            "settings_staff_app_help",
            default="Whether coordinators and managers have to use an authenticator "
            "app. It is set up at the next time they sign in.",
        ),
        default=False,
        required=False,
    )


def login_setting(name: str):
    """Return a record of ours, or its default where the registry has none."""
    return record_of(ILoginSettings[name])
