"""What the API needs of a site, and gives back."""

from __future__ import annotations

from hcc.ehcportal.api.problems import Problem
from plone import api


def keep_problems_out_of_the_log(setup=None) -> None:
    """Leave answers that are meant out of the site's log of errors.

    It holds twenty, with the address and the name of whoever called: a caller who has
    to wait could push out all that is really broken. Also an upgrade step.
    """
    log = api.portal.get_tool("error_log")
    log._ignored_exceptions = (*_others(log), Problem.__name__)


def put_problems_into_the_log_again() -> None:
    """Leave the site's log of errors as it was."""
    log = api.portal.get_tool("error_log")
    log._ignored_exceptions = _others(log)


def _others(log) -> tuple[str, ...]:
    return tuple(name for name in log._ignored_exceptions if name != Problem.__name__)
