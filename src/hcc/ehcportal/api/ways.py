"""From the addresses of cases that somebody sent to where they lie."""

from __future__ import annotations


def way_to(families, address: str) -> str:
    """Return the way from the folder of families to an address, as "family/case"."""
    return address.removeprefix(f"{families.absolute_url()}/").rstrip("/")
