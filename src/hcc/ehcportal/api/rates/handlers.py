"""Counts each call before any of its work is done."""

from __future__ import annotations

from hcc.ehcportal.access.network import network_of
from hcc.ehcportal.api.problems import Problem
from hcc.ehcportal.api.rates.counter import IRateCounter
from hcc.ehcportal.api.settings import api_setting
from hcc.ehcportal.content.gate import requester
from hcc.ehcportal.interfaces import IEHCPortalLayer
from plone.keyring.interfaces import IKeyManager
from plone.rest.interfaces import IAPIRequest
from zope.annotation.interfaces import IAnnotations
from zope.component import getUtility
from ZPublisher import HTTPRequest

import hmac


_COUNTED = "hcc.ehcportal.counted"


def count_call(site, event) -> None:
    """Refuse a call of the API whose caller has called too often (429).

    The site is on the way to everything in it, so this counts what leads nowhere, too.
    """
    request = event.request
    if not _is_call(request):
        return
    IAnnotations(request)[_COUNTED] = True
    whose, setting = _caller(request)
    a_minute = api_setting(setting)
    wait = a_minute and whose and getUtility(IRateCounter).count(whose, a_minute)
    if wait:
        raise Problem(429, headers={"Retry-After": str(wait)})


def _is_call(request) -> bool:
    """Tell whether it is to be counted; ``++api++`` leads by the site twice."""
    return (
        IAPIRequest.providedBy(request)
        and IEHCPortalLayer.providedBy(request)
        and not request._rest_cors_preflight
        and _COUNTED not in IAnnotations(request)
    )


def _caller(request) -> tuple[str, str]:
    """Return whose call it is, "" for nobody's, and the setting that limits them."""
    user = requester(request)
    if user is not None:
        return _unnamed(f"account {user.getId()}"), "account_calls"
    network = network_of(request)
    # A web server that the site trusts speaks for many, and has not said for whom.
    if network in HTTPRequest.trusted_proxies:
        return "", "anonymous_calls"
    return _unnamed(f"network {network}"), "anonymous_calls"


def _unnamed(whose: str) -> str:
    """Return what a count is kept under, which names nobody: an address is personal."""
    secret = getUtility(IKeyManager).secret()
    return hmac.digest(secret.encode(), whose.encode(), "sha256").hex()
