"""Addresses on the site that apps call, from the site's own on."""


def at(content, *names: str) -> str:
    """Return the address of content, or of what stands behind it."""
    return "/".join(["", *content.getPhysicalPath()[2:], *names])
