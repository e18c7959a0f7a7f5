"""What every service of the API has in common."""

from __future__ import annotations

from functools import cached_property
from hcc.ehcportal.api.bodies import json_of
from hcc.ehcportal.api.etags import etag_of_text
from hcc.ehcportal.api.etags import names_one
from hcc.ehcportal.api.operations import JSON
from hcc.ehcportal.api.operations import Operation
from hcc.ehcportal.api.operations import Raw
from hcc.ehcportal.api.problems import Problem
from hcc.ehcportal.api.problems import refusal
from hcc.ehcportal.api.reading import read_as
from hcc.ehcportal.api.reading import read_query
from hcc.ehcportal.api.shapes import as_json
from hcc.ehcportal.content.validation import ValueRefused
from plone import api
from plone.protect.interfaces import IDisableCSRFProtection
from plone.restapi.services import Service
from typing import Any
from typing import ClassVar
from zope.interface import alsoProvides
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse

import json
import transaction


@implementer(IPublishTraverse)
class PortalService(Service):
    """A service that says in ``operation`` what it takes and gives, and holds to it.

    ``reply`` returns a value of what ``operation.gives``, or raises a ``Problem``. It
    finds the body in ``body``, what stood behind its name in the address in ``param``,
    and what stood in the query in ``asked``.
    """

    operation: ClassVar[Operation]

    # Whether a name may follow that of the service in an address.
    takes_param: ClassVar[bool] = False

    media_type: ClassVar[str] = JSON

    param: str = ""

    def publishTraverse(self, request, name: str):
        if self.param or not self.takes_param:
            raise Problem(404)
        self.param = name
        return self

    @property
    def person(self) -> str:
        """The user id of whoever asks."""
        return api.user.get_current().getId()

    @cached_property
    def body(self) -> Any:
        """The body as ``operation.takes`` has it."""
        data = json_of(self.request, self.operation.longest_body)
        return read_as(self.operation.takes, data)

    @cached_property
    def asked(self) -> dict[str, Any]:
        """What the query says, by the names of ``operation.parameters``."""
        return read_query(self.operation.parameters, self.request.form)

    def render(self) -> str:
        # Whatever leaves a view is kept in the log of what broke, and nothing did.
        try:
            self.check_permission()
            return self._answer()
        except Problem as problem:
            return self._end(problem)
        except ValueRefused as error:
            return self._end(refusal(error))

    def as_text(self) -> str:
        """Return the body of the answer: JSON, unless ``media_type`` is another."""
        return json.dumps(as_json(self.reply()), indent=2, sort_keys=True)

    def _end(self, problem: Problem) -> str:
        transaction.doom()
        return problem.give(self.request.response)

    def _answer(self) -> str:
        response = self.request.response
        response.setHeader("Cache-Control", "no-store, private")
        response.setHeader("Content-Type", self.media_type)
        response.setStatus(self.operation.status)
        self._check_what_was_sent()
        if self.request.method == "GET":
            return self._read()
        alsoProvides(self.request, IDisableCSRFProtection)
        text = self.as_text()
        if self.operation.gives[response.getStatus()] is None:
            response.headers.pop("content-type")
            return ""
        return text

    def _check_what_was_sent(self) -> None:
        """Refuse what does not fit before anything is done."""
        _ = self.asked
        if self.operation.takes and not isinstance(self.operation.takes, Raw):
            _ = self.body

    def _read(self) -> str:
        text = self.as_text()
        response = self.request.response
        etag = etag_of_text(text)
        response.setHeader("ETag", etag)
        if names_one(self.request.getHeader("If-None-Match", ""), {etag}):
            response.setStatus(304)
            response.headers.pop("content-type")
            return ""
        return text
