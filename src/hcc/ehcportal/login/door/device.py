"""Which kind of device somebody uses, in few and harmless words."""

from __future__ import annotations

from hcc.ehcportal import _


# What stands in the name that a browser gives itself, and what kind that is. The first
# that is found counts: a phone with Android also names itself Linux.
_KINDS = (
    ("ipad", "tablet"),
    ("tablet", "tablet"),
    ("iphone", "phone"),
    ("mobile", "phone"),
    ("android", "tablet"),
    ("windows", "computer"),
    ("macintosh", "computer"),
    ("cros", "computer"),
    ("linux", "computer"),
)

KINDS = {
    "phone": _("device_phone", default="Phone"),
    "tablet": _("device_tablet", default="Tablet"),
    "computer": _("device_computer", default="Computer"),
    "programme": _("device_programme", default="App or programme"),
}


def device_of(request) -> str:
    """Return the kind of device that sent a request, a key of ``KINDS``."""
    named = (request.getHeader("User-Agent") or "").lower()
    return next((kind for part, kind in _KINDS if part in named), "programme")
