"""Puts the answers of plone.restapi's own services into the API's one shape."""

from __future__ import annotations

from hcc.ehcportal.api.bodies import MALFORMED
from hcc.ehcportal.api.etags import etag_of
from hcc.ehcportal.api.preconditions import name_of
from hcc.ehcportal.api.preconditions import service_of
from hcc.ehcportal.api.problems import body_for
from hcc.ehcportal.api.problems import field_problems
from hcc.ehcportal.api.problems import Problem
from hcc.ehcportal.api.service import PortalService
from hcc.ehcportal.content.portal import portal_of
from plone.dexterity.interfaces import IDexterityContent
from typing import Any

import json


def finish(event) -> None:
    """Shape an answer that is a problem, and tell which version of content was read."""
    service = service_of(event.request)
    if service is None or isinstance(service, PortalService):
        return
    response = event.request.response
    if response.getStatus() >= 400:
        shaped = _shaped(response)
        # An empty body would leave the one that is there.
        response.body = b""
        response.setBody(body_for(event.request, shaped))
    elif event.request.method == "GET" and not name_of(service):
        _tell_version(service.context, response)


def _tell_version(content, response) -> None:
    if IDexterityContent.providedBy(content) and portal_of(content) is not None:
        response.setHeader("ETag", etag_of(content))
        response.setHeader("Cache-Control", "no-store, private")


def _shaped(response) -> str:
    """Return what was answered in our shape.

    Front ends that know plone.restapi read its ``error``, which stays beside.
    """
    said = _json_in(response)
    more = {"error": said["error"]} if isinstance(said.get("error"), dict) else {}
    told = more.get("error", said)
    if told.get("type") == "DeserializationError":
        return Problem(400, "MalformedBody", MALFORMED).give(response, **more)
    problem = Problem(
        response.getStatus(),
        told.get("type", ""),
        told.get("message", ""),
        field_problems(told.get("errors", ())),
    )
    return problem.give(response, **more)


def _json_in(response) -> dict[str, Any]:
    try:
        said = json.loads(response.getBody() or "{}")
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
