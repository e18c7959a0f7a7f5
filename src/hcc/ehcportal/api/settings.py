"""What a council decides about the API, in the registry under the prefix ``ehc``."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.records import record_of
from zope import schema
from zope.interface import Interface


class IApiSettings(Interface):
    """How the API answers. One schema for both control panels."""

    anonymous_calls = schema.Int(
        title=_("settings_anonymous_calls", default="Calls a minute, not signed in"),
        description=_(
            "settings_anonymous_calls_help",
            default="From one network address, which can be a whole school's. 0 sets "
            "no limit.",
        ),
        min=0,
        default=300,
    )
    account_calls = schema.Int(
        title=_("settings_account_calls", default="Calls a minute of one account"),
        description=_(
            "settings_account_calls_help",
            default="Of all its apps and devices together. 0 sets no limit.",
        ),
        min=0,
        default=600,
    )


def api_setting(name: str):
    """Return a record of ours, or its default where the registry has none."""
    return record_of(IApiSettings[name])
