"""Dropping answers to keys that have run out: an errand of the mails' process."""

from __future__ import annotations

from hcc.ehcportal.api.idempotency import forget_old_answers
from hcc.ehcportal.api.idempotency import old_answers
from hcc.ehcportal.content.portal import portals_of_site
from hcc.ehcportal.notify.rounds import attempt
from hcc.ehcportal.notify.rounds import IErrand
from zope.interface import provider

import transaction


@provider(IErrand)
def sweep_answers() -> None:
    """Drop them in each portal of the site that acts now."""
    transaction.begin()
    for portal in portals_of_site():
        if old_answers(portal):
            attempt(forget_old_answers, portal)
