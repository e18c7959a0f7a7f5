"""The house rules of a council, kept in the registry under the prefix ``ehc``."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.content.defaults import ADVICE_SERVICES
from hcc.ehcportal.content.defaults import UPLOAD_KINDS
from hcc.ehcportal.content.validation import ValueRefused
from hcc.ehcportal.records import record_of
from urllib.parse import urlsplit
from zope import schema
from zope.interface import Interface

import re


# The settings that show in the timetable of every case.
HOUSE_RULES = ("count_receipt_day", "comment_days", "rules_reference")

# A scheme, a host and perhaps a port and a path; nothing that could bend a link.
_WEB_ADDRESS = re.compile(r"https?://[a-z0-9.-]+(:[0-9]+)?(/[a-z0-9._~/-]*)?", re.I)


def is_web_address(value: str) -> bool:
    """Refuse what links in mails cannot start with; nothing at all is fine."""
    if value and not _WEB_ADDRESS.fullmatch(value):
        raise ValueRefused(
            _(
                "error_public_address",
                default="Enter the whole address, with https:// before it and without "
                "spaces: for example https://www.example.gov.uk.",
            )
        )
    return True


def are_hook_addresses(values: tuple[str, ...]) -> bool:
    """Refuse an address that what families did is not to be sent to."""
    if all(_is_hook_address(value) for value in values):
        return True
    raise ValueRefused(
        _(
            "error_hook_address",
            default="Enter whole addresses that begin with https:// and have no name "
            "or password in them: for example https://cases.example.gov.uk/ehc.",
        )
    )


def _is_hook_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return False
    is_here = parts.scheme == "http" and host in ("localhost", "127.0.0.1")
    is_plain = value.isascii() and value.isprintable() and " " not in value
    return bool(host and is_plain and "@" not in parts.netloc) and (
        parts.scheme == "https" or is_here
    )


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
    public_address = schema.TextLine(
        title=_("settings_public_address", default="Public address of this website"),
        description=_(
            "settings_public_address_help",
            default="Links in mails start with it: for example "
            "https://www.example.gov.uk. Without it they start with whatever address "
            "a visitor's browser claims to be at.",
        ),
        constraint=is_web_address,
        default="",
        missing_value="",
        required=False,
    )
    invitation_days = schema.Int(
        title=_("settings_invitation_days", default="Days that an invitation is valid"),
        description=_(
            "settings_invitation_days_help",
            default="Counted from when it is sent, and anew when it is sent again.",
        ),
        min=1,
        max=30,
        default=7,
    )
    request_days = schema.Int(
        title=_(
            "settings_request_days",
            default="Days to keep decided requests for access",
        ),
        description=_(
            "settings_request_days_help",
            default="Counted from the decision, whether access was given or not. Then "
            "what was said about the child is deleted. With 0 it is kept for good.",
        ),
        min=0,
        # A hundred years: further back there are days that no calendar has.
        max=36_500,
        default=0,
    )
    advice_services = schema.Tuple(
        title=_("settings_advice_services", default="Services asked for advice"),
        description=_(
            "settings_advice_services_help",
            default="Offered when a coordinator asks for advice, one on a line. Others "
            "can be typed in, and stand in a table of their own in the letter.",
        ),
        value_type=schema.TextLine(max_length=100),
        default=ADVICE_SERVICES,
        missing_value=(),
        required=False,
    )
    document_megabytes = schema.Int(
        title=_("settings_document_megabytes", default="Largest document, in MB"),
        description=_(
            "settings_document_megabytes_help",
            default="Families often read documents on a phone.",
        ),
        min=1,
        max=500,
        default=25,
    )
    upload_kinds = schema.Tuple(
        title=_("settings_upload_kinds", default="Files that families can send"),
        description=_(
            "settings_upload_kinds_help",
            default="A file is taken for what is in it, not for what it is called.",
        ),
        value_type=schema.Choice(vocabulary="hcc.ehcportal.upload_kinds"),
        default=UPLOAD_KINDS,
        missing_value=(),
    )
    upload_megabytes = schema.Int(
        title=_("settings_upload_megabytes", default="Largest file of a family, in MB"),
        min=1,
        max=500,
        default=20,
    )
    upload_files = schema.Int(
        title=_("settings_upload_files", default="Files that one form can hold"),
        min=1,
        max=200,
        default=20,
    )
    upload_form_megabytes = schema.Int(
        title=_(
            "settings_upload_form_megabytes",
            default="All files of one form together, in MB",
        ),
        min=1,
        max=2000,
        default=100,
    )
    refuse_unscanned = schema.Bool(
        title=_(
            "settings_refuse_unscanned",
            default="Refuse files while the virus scanner does not answer",
        ),
        description=_(
            "settings_refuse_unscanned_help",
            default="Without this they are taken, and nobody can open them until they "
            "have been scanned.",
        ),
        default=False,
        required=False,
    )
    notice_minutes = schema.Int(
        title=_("settings_notice_minutes", default="Minutes to gather notices"),
        description=_(
            "settings_notice_minutes_help",
            default="What happens within so many minutes is told to a family in one "
            "mail. With 0 every notice leaves by itself.",
        ),
        min=0,
        max=1440,
        default=10,
    )
    hook_addresses = schema.Tuple(
        title=_("settings_hook_addresses", default="Webhooks"),
        description=_(
            "settings_hook_addresses_help",
            default="Addresses that are sent what families did, one on a line. They "
            "are told ids and no names. Nothing is sent while the server has no secret "
            "to sign it with.",
        ),
        value_type=schema.TextLine(max_length=500),
        constraint=are_hook_addresses,
        default=(),
        missing_value=(),
        required=False,
    )


class IEHCCounters(Interface):
    """What the portal counts for itself."""

    changes = schema.Int(
        title=_("settings_changes", default="Changes of the house rules"), default=0
    )


def setting(name: str):
    """Return a record of ours, or its default where the registry has none."""
    return record_of(IEHCSettings.get(name) or IEHCCounters[name])
