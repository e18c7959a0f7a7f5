"""Doing the same in many cases, in each as if it were alone: wholly, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from hcc.ehcportal import _
from hcc.ehcportal.access.handover import hand_over
from hcc.ehcportal.access.roles import visible_cases
from hcc.ehcportal.content.case import children_of
from hcc.ehcportal.content.locks import edited_now
from hcc.ehcportal.content.publishing import hindrance_to_publish
from hcc.ehcportal.content.publishing import publish
from hcc.ehcportal.content.publishing import REPLACES
from hcc.ehcportal.content.stage import case_of
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.content.undoing import all_or_nothing
from hcc.ehcportal.content.validation import ValueRefused
from plone import api
from transaction.interfaces import TransientError
from zExceptions import NotFound

import logging


logger = logging.getLogger(__name__)


class Refused(ValueRefused):
    """It cannot be done in this case; ``doc()`` says why."""


def attempt(families, place: str, act: Callable[[object], None]) -> str | None:
    """Do something with the case at "family/case", or leave it and return why.

    ``act`` raises ``ValueRefused`` where it cannot be done.
    """
    try:
        with all_or_nothing():
            act(case_at(families, place))
    except TransientError:  # the whole request begins anew
        raise
    except NotFound:
        return _NOT_THERE
    except ValueRefused as refusal:
        return refusal.doc()
    except Exception as error:
        # The words of an error can name a child: its kind has to do.
        logger.error("An act failed at %s: %s", place, type(error).__name__)
        return _FAILED
    return None


def case_at(families, path) -> object:
    """Return the case at "family/case", if one may see it. Raises ``NotFound``."""
    family_id, _slash, case_id = str(path).partition("/")
    if family_id not in families or case_id not in families[family_id]:
        raise NotFound
    cases = visible_cases([families[family_id][case_id]])
    if not cases:
        raise NotFound
    return cases[0]


def finish_stage(case, key: str) -> None:
    """Finish a stage, if the case is in it. Raises ``Refused``."""
    for stage in children_of(case, "EHCStage"):
        if stage.guide_key == key and state_of(stage) == "in_progress":
            check("hcc.ehcportal: Run stage", stage)
            api.content.transition(stage, "finish")
            return
    raise Refused(
        _("bulk_not_in_stage", default="This stage is not in progress in the case.")
    )


def hand_one_over(case, coordinator: str, by: str) -> None:
    """Hand a case over as ``hand_over`` does. Raises ``ValueRefused``."""
    check("Modify portal content", case)
    hand_over(case, coordinator, by)


def publish_one(document) -> None:
    """Publish a draft as a document of its own, in an open case. Raises ``Refused``."""
    check("hcc.ehcportal: Publish document", document)
    check_open(case_of(document))
    hindrance = REPLACES if document.replaces else hindrance_to_publish(document)
    if hindrance:
        raise Refused(hindrance)
    publish(document)


def check_open(case) -> None:
    """Raise ``Refused`` where the family cannot see what is published in a case."""
    if state_of(case) != "open":
        raise Refused(_NOT_OPEN)


def check(permission: str, content) -> None:
    """Raise ``Refused`` where whoever acts may not, or another is editing."""
    if not api.user.has_permission(permission, obj=content):
        raise Refused(NOT_ALLOWED)
    sentence = edited_now(content)
    if sentence:
        raise Refused(sentence)


NOT_ALLOWED = _("bulk_not_allowed", default="You may not do this in this case.")
_NOT_OPEN = _(
    "bulk_not_open",
    default="The case is not open, so the family would not see it.",
)
_NOT_THERE = _("bulk_not_there", default="You cannot see this case any more.")
_FAILED = _(
    "bulk_failed",
    default="Something went wrong. The case is as it was; try it in the case itself.",
)
