"""What the API answers where something was raised: always the same shape.

It takes the place of plone.rest's view, which tells how far an address led that leads
nowhere, and what broke.
"""

from __future__ import annotations

from App.config import getConfiguration
from hcc.ehcportal.api.bodies import MALFORMED
from hcc.ehcportal.api.problems import body_for
from hcc.ehcportal.api.problems import field_problems
from hcc.ehcportal.api.problems import Problem
from hcc.ehcportal.api.problems import refusal
from hcc.ehcportal.api.problems import sentence_of
from hcc.ehcportal.content.gate import requester
from hcc.ehcportal.content.validation import ValueRefused
from hcc.ehcportal.interfaces import IEHCPortalLayer
from plone.rest.errors import ErrorHandling
from plone.rest.interfaces import ICORSPolicy
from plone.restapi.exceptions import DeserializationError
from Products.CMFCore.permissions import ManagePortal
from typing import Any
from zExceptions import BadRequest
from zExceptions import HTTPException
from zExceptions import HTTPRedirection
from zExceptions import NotFound
from zExceptions import ResourceLockedError
from zExceptions import Unauthorized
from ZODB.POSException import ConflictError
from zope.component import queryMultiAdapter


class Errors(ErrorHandling):
    """Answers for an exception; sites without the portal keep plone.rest's answer."""

    def __call__(self) -> None:
        foreign = not IEHCPortalLayer.providedBy(self.request)
        if foreign or isinstance(self.context, HTTPRedirection):
            return super().__call__()
        self._let_others_read()
        if isinstance(self.context, NotFound) and self.attempt_redirect():
            return self._end("")
        problem = problem_of(self.context, self.request)
        return self._end(problem.give(self.request.response, **self._traceback()))

    def _end(self, body: str) -> None:
        """Answer with this, whatever comes after, and lead nobody to a sign-in page."""
        response = self.request.response
        response.setStatus(response.getStatus(), lock=1)
        response.setBody(body_for(self.request, body), lock=1)
        response._has_challenged = True

    def _let_others_read(self) -> None:
        policy = queryMultiAdapter((self.context, self.request), ICORSPolicy)
        if policy is not None:
            policy.process_simple_request()

    def _traceback(self) -> dict[str, Any]:
        """Return what broke to administrators, where Plone is being debugged."""
        user = getConfiguration().debug_mode and requester(self.request)
        if user and user.has_permission(ManagePortal, self.request["PARENTS"][-1]):
            return {"traceback": self.render_traceback(self.context)}
        return {}


def problem_of(error: Exception, request) -> Problem:
    """Return what is answered for an exception; nothing of it, unless it was meant."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, Unauthorized):
        return _unauthorized(request)
    if isinstance(error, DeserializationError):
        return Problem(400, "MalformedBody", MALFORMED)
    if isinstance(error, BadRequest):
        return _bad_request(error)
    if isinstance(error, ValueRefused):
        return refusal(error)
    if isinstance(error, ConflictError | ResourceLockedError):
        return Problem(409)
    return Problem(error.getStatus() if isinstance(error, HTTPException) else 500)


def _unauthorized(request) -> Problem:
    """Tell nobody to sign in, and somebody that it would not help."""
    if requester(request) is not None:
        return Problem(403)
    return Problem(401, headers={"WWW-Authenticate": "Bearer"})


def _bad_request(error: BadRequest) -> Problem:
    """Return what plone.restapi says of the fields, or else of the whole."""
    said = error.args[0] if error.args else ""
    if isinstance(said, str):
        return Problem(400, message=said)
    told = said if isinstance(said, list | tuple) else ()
    return Problem(400, "ValidationError", sentence_of(422), field_problems(told))
