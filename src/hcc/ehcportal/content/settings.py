"""The house rules of a council, kept in the registry under the prefix ``ehc``."""

from __future__ import annotations

from hcc.ehcportal import _
from plone import api
from zope import schema
from zope.interface import Interface


PREFIX = "ehc"


class IEHCSettings(Interface):
    """What a council decides for all its cases. One schema for both control panels."""

    count_receipt_day = schema.Bool(
        title=_("settings_count_receipt_day", default="Count the day of receipt"),
        description=_(
            "settings_count_receipt_day_help",
            default="The law leaves out the day on which a request arrives. Counting "
            "it makes every last day of a request one day earlier.",
        ),
        default=False,
        required=False,
    )
    comment_days = schema.Int(
        title=_("settings_comment_days", default="Days to comment on a draft"),
        description=_(
            "settings_comment_days_help",
            default="Counted from the day on which the draft is served. The law allows "
            "no fewer than 15.",
        ),
        min=15,
        default=15,
    )
    rules_reference = schema.TextLine(
        title=_("settings_rules_reference", default="Reference of the rules"),
        description=_(
            "settings_rules_reference_help",
            default="Named under the timetable of every case.",
        ),
        default="Special Educational Needs and Disability Regulations 2014 "
        "(SI 2014/1530)",
    )


class IEHCCounters(Interface):
    """What the portal counts for itself."""

    changes = schema.Int(
        title=_("settings_changes", default="Changes of the house rules"), default=0
    )


def setting(name: str):
    """Return a record of ours, or its default where the registry has none."""
    field = IEHCSettings.get(name) or IEHCCounters[name]
    return api.portal.get_registry_record(f"{PREFIX}.{name}", default=field.default)
