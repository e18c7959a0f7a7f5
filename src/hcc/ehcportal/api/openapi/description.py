"""Makes the description of the API of what its services say of themselves."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from hcc.ehcportal.api.openapi.places import IDS
from hcc.ehcportal.api.openapi.places import Place
from hcc.ehcportal.api.openapi.places import place_of
from hcc.ehcportal.api.openapi.registered import registered_services
from hcc.ehcportal.api.openapi.signingin import SIGNING_IN
from hcc.ehcportal.api.openapi.uploading import UPLOADING
from hcc.ehcportal.api.operations import JSON
from hcc.ehcportal.api.operations import Operation
from hcc.ehcportal.api.operations import Parameter
from hcc.ehcportal.api.operations import Raw
from hcc.ehcportal.api.preconditions import CHANGING
from hcc.ehcportal.api.problems import ProblemAnswer
from hcc.ehcportal.api.shapes import Bounds
from hcc.ehcportal.api.shapes import is_shape
from hcc.ehcportal.api.shapes import Schemas
from http import HTTPStatus
from importlib.metadata import version
from typing import Annotated
from typing import Any


# Every service can end in these: nobody has signed in, or somebody who may not; nothing
# is there; too many calls.
_ALWAYS = (401, 403, 404, 429)

# Described here, though they are no services of this room.
_OTHERS = {**SIGNING_IN, **UPLOADING}

_IF_NONE_MATCH = Parameter(
    "If-None-Match",
    "The ETag of what you have: 304 where it is still so",
    where="header",
)
_IF_MATCH = Parameter(
    "If-Match",
    "The ETag of what you have read: 412 where it has changed",
    where="header",
)

_RETRY_AFTER = Parameter(
    "Retry-After",
    "How many seconds to wait",
    Annotated[int, Bounds(least=1)],
    where="header",
    required=True,
)

_ABOUT = (
    "What families and coordinators do in the EHC portal. Send `Accept: "
    "application/json`. Content itself is read and changed as in plone.restapi."
)

_BEARER = {
    "type": "http",
    "scheme": "bearer",
    "bearerFormat": "JWT",
    "description": "The token that `POST /@login` gives after its second step.",
}

# An id, and no way to anywhere else.
_ID = {"type": "string", "pattern": "^[a-z0-9][a-z0-9-]*$", "maxLength": 100}


def describe(site_url: str) -> dict[str, Any]:
    """Return the description of the API of a site as OpenAPI 3.1."""
    writer = _Writer()
    paths = writer.paths()
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "EHC Portal",
            "version": version("hcc.ehcportal"),
            "description": _ABOUT,
            "license": {"name": "GPL-2.0-only", "identifier": "GPL-2.0-only"},
        },
        "servers": [{"url": site_url}],
        "security": [{"bearer": []}],
        "tags": [{"name": name} for name in sorted(writer.kinds)],
        "paths": paths,
        "components": {
            "schemas": writer.schemas.definitions,
            "securitySchemes": {"bearer": _BEARER},
        },
    }


class _Writer:
    """Writes operations, and collects the schemas that they refer to."""

    def __init__(self):
        self.schemas = Schemas("#/components/schemas/")
        self.kinds: set[str] = set()

    def paths(self) -> dict[str, dict]:
        """Return the operations by the template of their address and their method."""
        paths: dict[str, dict] = {}
        for method, name, place, operation in sorted(_operations(), key=_address):
            path = paths.setdefault(_path(place, name, operation), {})
            path[method.lower()] = self._operation(method, name, place, operation)
            self.kinds.add(place.kind)
        return paths

    def _operation(
        self, method: str, name: str, place: Place, operation: Operation
    ) -> dict[str, Any]:
        told = {
            "operationId": f"{method.lower()}-{place.kind}-{name.removeprefix('@')}",
            "summary": operation.summary,
            "tags": [place.kind],
            "parameters": [
                *_ids(place),
                *(
                    self._parameter(each)
                    for each in _parameters(method, place, operation)
                ),
            ],
            "responses": self._responses(method, operation),
        }
        if operation.takes is not None:
            told["requestBody"] = self._body(operation.takes)
        if name in ("@login", "@ehc-openapi"):
            told["security"] = []
        return told

    def _parameter(self, parameter: Parameter) -> dict[str, Any]:
        told = {"name": parameter.name, "in": parameter.where}
        return {**told, **self._header(parameter)}

    def _header(self, parameter: Parameter) -> dict[str, Any]:
        return {
            "description": parameter.description,
            "required": parameter.required or parameter.where == "path",
            "schema": self.schemas.of(parameter.kind),
        }

    def _body(self, takes: Any) -> dict[str, Any]:
        return {"required": is_shape(takes), "content": self._content([takes])}

    def _content(self, kinds: Iterable[Any]) -> dict[str, Any]:
        content = {}
        for kind in kinds:
            if isinstance(kind, Raw):
                content[kind.media_type] = {"schema": {"type": "string"}}
            else:
                content[JSON] = {"schema": self.schemas.of(kind)}
        return content

    def _responses(self, method: str, operation: Operation) -> dict[str, Any]:
        headers = {429: (_RETRY_AFTER,), **operation.headers}
        given = {
            status: [kind, *operation.also] for status, kind in operation.gives.items()
        }
        for status in _problems(method, operation):
            # An answer to HEAD has no body.
            given.setdefault(status, [] if method == "HEAD" else [ProblemAnswer])
        told = {
            status: self._response(status, kinds, headers.get(status, ()))
            for status, kinds in given.items()
        }
        if method == "GET":
            told[304] = {"description": "It is as you have it."}
        return {str(status): told[status] for status in sorted(told)}

    def _response(
        self, status: int, kinds: list[Any], headers: tuple[Parameter, ...]
    ) -> dict[str, Any]:
        told: dict[str, Any] = {"description": HTTPStatus(status).phrase}
        kinds = [kind for kind in kinds if kind is not None]
        if kinds:
            told["content"] = self._content(kinds)
        if headers:
            told["headers"] = {each.name: self._header(each) for each in headers}
        return told


def _operations() -> Iterator[tuple[str, str, Place, Operation]]:
    for each in registered_services():
        operation = getattr(each.service, "operation", None)
        if operation is not None:
            yield each.method, each.name, place_of(each.context), operation
    for (method, name, context), operation in _OTHERS.items():
        yield method, name, place_of(context), operation


def _address(found: tuple[str, str, Place, Operation]) -> tuple[str, str, str]:
    method, name, place, _ = found
    return place.template, name, method


def _path(place: Place, name: str, operation: Operation) -> str:
    behind = [
        f"{{{each.name}}}" for each in operation.parameters if each.where == "path"
    ]
    return "/".join([place.template, name, *behind])


def _ids(place: Place) -> Iterator[dict[str, Any]]:
    for name in place.names:
        yield {
            "name": name,
            "in": "path",
            "description": IDS[name],
            "required": True,
            "schema": _ID,
        }


def _parameters(method: str, place: Place, operation: Operation) -> Iterator[Parameter]:
    yield from operation.parameters
    if method == "GET":
        yield _IF_NONE_MATCH
    elif method in CHANGING and place.names:
        yield _IF_MATCH


def _problems(method: str, operation: Operation) -> set[int]:
    """Return the statuses of all answers that can be problems."""
    statuses = {*_ALWAYS, *operation.problems}
    if any(each.where == "query" for each in operation.parameters):
        statuses.add(400)
    if is_shape(operation.takes):
        statuses |= {400, 413, 415, 422}
    if method in CHANGING:
        statuses |= {409, 412}
    return statuses
