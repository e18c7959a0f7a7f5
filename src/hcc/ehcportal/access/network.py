"""Where a request comes from, as far as tries and calls are counted by it."""

from __future__ import annotations

from ipaddress import ip_address
from ipaddress import ip_network
from ipaddress import IPv6Address


# What one household or office is given of IPv6: addresses in it cost nothing.
_HOUSEHOLD = 64


def network_of(request) -> str:
    """Return the network address of a caller; of IPv6, that of the household.

    Behind a web server that ``zope.conf`` names as ``trusted-proxy`` it is what that
    server says.
    """
    told = request.getClientAddr()
    try:
        address = ip_address(told)
    except ValueError:
        return told
    if not isinstance(address, IPv6Address):
        return told
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ip_network((address, _HOUSEHOLD), strict=False))
