"""Settings of a site: records of Plone's registry under one prefix."""

from __future__ import annotations

from plone import api


PREFIX = "ehc"


def record_of(field):
    """Return what a site has set for a field of a schema of ours, or its default."""
    return api.portal.get_registry_record(
        f"{PREFIX}.{field.__name__}", default=field.default
    )
