"""What an answer says that is not 2xx: one shape, whoever gives it."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from hcc.ehcportal import _
from hcc.ehcportal.api.shapes import as_json
from hcc.ehcportal.content.validation import ValueRefused
from typing import Any

import json


@dataclass(frozen=True)
class FieldProblem:
    """What is wrong with one field of a body, and how to put it right.

    ``field`` is its name; "people.0.name" is the name of the first of ``people``.
    """

    field: str
    message: str


@dataclass(frozen=True)
class ProblemAnswer:
    """What every answer looks like that is not 2xx.

    ``type`` is for programmes and stays as it is, ``message`` a sentence for people.
    """

    type: str
    message: str
    errors: tuple[FieldProblem, ...] = ()


class Problem(Exception):
    """Ends a request with an answer that is not 2xx; nothing that it wrote is kept."""

    def __init__(
        self,
        status: int,
        type: str = "",
        message: str = "",
        errors: Iterable[FieldProblem] = (),
        headers: Mapping[str, str] | None = None,
    ):
        super().__init__(status)
        self.status = status
        self.answer = ProblemAnswer(
            type or type_of(status), message or sentence_of(status), tuple(errors)
        )
        self.headers = dict(headers or {})

    def give(self, response, **more: Any) -> str:
        """Return the body, with ``more`` in it, and set whatever else is answered."""
        response.setStatus(self.status)
        response.setHeader("Content-Type", "application/json")
        response.setHeader("Cache-Control", "no-store, private")
        for name, value in self.headers.items():
            response.setHeader(name, value)
        return json.dumps({**as_json(self.answer), **more}, indent=2, sort_keys=True)


def hindered_by(reason: str) -> Problem:
    """Return what is answered where nothing is wrong with what was sent."""
    return Problem(409, "NotPossible", reason)


def refuse_if(reason: str | None) -> None:
    """End with what hinders it, if anything does."""
    if reason:
        raise hindered_by(reason)


def body_for(request, body: str) -> str:
    """Return what is sent of a body: nothing after HEAD, whatever went wrong.

    The server sends all that there is, and a client would take it for the next answer.
    """
    return "" if request.method == "HEAD" else body


def refusal(error: ValueRefused) -> Problem:
    """Return what is answered for a value that was refused; by field, if it has one."""
    field = getattr(error, "field_name", "")
    return Problem(422, errors=[FieldProblem(field, error.doc())])


def field_problems(told: Iterable[object]) -> Iterator[FieldProblem]:
    """Yield what plone.restapi tells of fields: mappings with "field" and "message"."""
    for each in told:
        if isinstance(each, Mapping) and each.get("message"):
            yield FieldProblem(str(each.get("field") or ""), str(each["message"]))


def type_of(status: int) -> str:
    """Return what programmes know an answer by that was given no type of its own."""
    return _TYPES.get(status, _TYPES[500] if status >= 500 else _TYPES[400])


def sentence_of(status: int) -> str:
    """Return what people are told where nobody said anything else."""
    return _SENTENCES.get(status, _SENTENCES[500] if status >= 500 else _SENTENCES[400])


_TYPES = {
    400: "BadRequest",
    401: "Unauthorized",
    403: "Forbidden",
    404: "NotFound",
    405: "MethodNotAllowed",
    409: "Conflict",
    412: "PreconditionFailed",
    413: "ContentTooLarge",
    415: "UnsupportedMediaType",
    422: "UnprocessableContent",
    429: "TooManyRequests",
    500: "InternalError",
    501: "NotImplemented",
}

_SENTENCES = {
    400: _(
        "api_bad_request",
        default="This request cannot be understood. Compare it with the description "
        "of the API.",
    ),
    401: _(
        "api_unauthorized",
        default="Sign in first: send the token that @login gives, or a newer one.",
    ),
    403: _(
        "api_forbidden",
        default="You may not do this. Ask the office if you think that you should.",
    ),
    404: _("api_not_found", default="There is nothing at this address."),
    405: _("api_no_such_method", default="This address takes other methods."),
    409: _(
        "api_conflict",
        default="Somebody else changed this at the same moment. Read it again, and "
        "send your change once more.",
    ),
    412: _(
        "api_changed_meanwhile",
        default="This has changed since you read it. Read it again, and send your "
        "change with its new ETag.",
    ),
    413: _("api_too_long", default="This is too long to be taken. Send less at once."),
    415: _("api_media_type", default="Send JSON, with Content-Type: application/json."),
    422: _(
        "api_unfit",
        default="Something that you sent does not fit. See which fields, and put them "
        "right.",
    ),
    429: _(
        "api_too_often",
        default="You have asked too often. Wait for as many seconds as Retry-After "
        "says.",
    ),
    500: _(
        "api_broken",
        default="Something is broken on our side, and we have taken note of it. Try "
        "again later.",
    ),
    501: _("api_not_implemented", default="This cannot be done here."),
}
