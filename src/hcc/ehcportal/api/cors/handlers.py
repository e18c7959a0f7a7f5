"""Answers for what a browser asks before a page of another site may call."""

from __future__ import annotations

from hcc.ehcportal.api.operations import JSON
from hcc.ehcportal.interfaces import IEHCPortalLayer
from plone.rest.interfaces import IAPIRequest
from plone.rest.negotiation import lookup_service_id


def answer_at_the_site(site, event) -> None:
    """Let the site answer a preflight request, wherever its address leads.

    A browser asks without credentials. At the door of the families it would be told to
    sign in, and a page that the council lets in could never call; and past the door
    the answer would tell which addresses exist. plone.rest would look for the service
    that was registered last for a method, of whatever media type.
    """
    request = event.request
    is_call = IAPIRequest.providedBy(request) and IEHCPortalLayer.providedBy(request)
    if is_call and request._rest_cors_preflight:
        request._rest_service_id = lookup_service_id("GET", JSON)
        request["TraversalRequestNameStack"] = []
