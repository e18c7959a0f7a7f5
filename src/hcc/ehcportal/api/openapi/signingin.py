"""What the services of signing in take and give, which are plone.restapi's."""

from __future__ import annotations

from dataclasses import dataclass
from hcc.ehcportal.api.operations import Operation
from hcc.ehcportal.api.problems import FieldProblem
from Products.CMFPlone.interfaces import IPloneSiteRoot
from typing import Literal


@dataclass(frozen=True)
class SignIn:
    """Step 1 has ``login`` and ``password``, step 2 ``pending`` and ``code``."""

    login: str | None = None
    password: str | None = None
    pending: str | None = None
    code: str | None = None
    resend: bool | None = None


@dataclass(frozen=True)
class Token:
    """What is sent as ``Authorization: Bearer``."""

    token: str


@dataclass(frozen=True)
class SignInError:
    """The same as beside it, as plone.restapi has it, and what the next step takes."""

    type: str
    message: str
    challenge: Literal["email-code", "app-code"] | None = None
    pending: str | None = None


@dataclass(frozen=True)
class SignInProblem:
    """An answer that is no token; ``error.challenge`` asks for the second step."""

    type: str
    message: str
    errors: tuple[FieldProblem, ...]
    error: SignInError | None = None


# By method, name and what they are called on.
SIGNING_IN = {
    ("POST", "@login", IPloneSiteRoot): Operation(
        summary="Take one of the two steps of signing in",
        takes=SignIn,
        gives={
            200: Token,
            400: SignInProblem,
            401: SignInProblem,
            403: SignInProblem,
            429: SignInProblem,
        },
    ),
    ("POST", "@login-renew", IPloneSiteRoot): Operation(
        summary="Get another token for the same session",
        gives={200: Token, 401: SignInProblem},
    ),
    ("POST", "@logout", IPloneSiteRoot): Operation(
        summary="End the session, and all its tokens with it",
        gives={204: None, 400: SignInProblem, 401: SignInProblem},
    ),
}
