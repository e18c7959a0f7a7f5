"""The body of a request, before anybody looks at what is in it."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.api.operations import JSON
from hcc.ehcportal.api.problems import Problem
from typing import Any

import json


def json_of(request, longest: int) -> dict[str, Any]:
    """Return the JSON object in the body of a request; an empty body is an empty one.

    Raises a ``Problem``: 413 where it is too long, 415 where it is said to be something
    else, 400 where it is no JSON, or no object.
    """
    body = request.get("BODY") or b""
    if len(body) > longest:
        raise Problem(413)
    if body and media_type_of(request) != JSON:
        raise Problem(415)
    try:
        data = json.loads(body or "{}", parse_constant=_refuse)
    except (ValueError, RecursionError):
        data = None
    if not isinstance(data, dict):
        raise Problem(400, "MalformedBody", MALFORMED)
    return data


def media_type_of(request) -> str:
    """Return what the body of a request is said to be, such as "application/json"."""
    said = request.getHeader("Content-Type") or ""
    return said.partition(";")[0].strip().lower()


def _refuse(constant: str) -> None:
    """Refuse NaN and Infinity, which Python takes and JSON has not."""
    raise ValueError(constant)


MALFORMED = _(
    "api_malformed_body",
    default="The body has to be one JSON object. Check its syntax.",
)
