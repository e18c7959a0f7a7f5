"""A council's site with as many cases as its coordinators have, and no letters.

The cases differ in what a worklist sorts, filters and counts by: children, references,
days, coordinators, forms that wait. What the indexes know of that is worked out from
each case, by the portal's own indexers.
"""

from __future__ import annotations

from collections.abc import Iterator
from council import make_pages
from council import make_site
from dataclasses import dataclass
from datetime import date
from datetime import timedelta
from families import make_family
from families import make_parent
from hcc.ehcportal.content.indexers import INDEXES
from hcc.ehcportal.feed.imports.progress import progress
from hcc.ehcportal.login.door.hashing import strong_hash
from mould import Mould
from plone import api
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent

import secrets
import transaction


COORDINATORS = 40

_BATCH = 100
_LEADER = "coordinator-0"
_FORM_EVERY = 30

_GIVEN = ("Tony", "Ivy", "Dev", "Leela", "Ella", "Sam", "Tina", "Omar", "Zoë", "Aled")
_FAMILY = ("Bread", "Marlow", "Shah", "Owen", "Fletcher", "O'Neill", "Smith-Jones")


@dataclass(frozen=True)
class Office:
    """Where a coordinator finds what in a site of ``cases`` cases."""

    cases: int
    worklist_path: str
    page_path: str
    site_path: str
    login: str
    password: str


def make_office(app, site_id: str, count: int) -> Office:
    """Make a site of ``count`` open cases; one of the coordinators can sign in."""
    site = make_site(app, site_id)
    password = secrets.token_urlsafe()
    stored = strong_hash(password).decode()
    staff = list(_make_staff(site, stored))
    portal, page = make_pages(site)
    parent = make_parent(site, "anita", "Anita Rixon", stored)
    family = make_family(portal, parent, "Tony Bread", _LEADER, letters=False)
    transaction.commit()
    mould = Mould(portal, family, parent, _LEADER)
    with progress(f"{count:,} cases", (count - 1) * mould.objects) as bar:
        for number in range(1, count):
            name = f"Parent {number}"
            parent = make_parent(site, f"parent-{number}", name, stored)
            family = mould.press(parent, _child(number))
            _tell_apart(*family.objectValues(), number, staff)
            if number % _BATCH == 0 or number == count - 1:
                transaction.commit()
                site._p_jar.cacheMinimize()
                bar.advance((number % _BATCH or _BATCH) * mould.objects)
    return Office(
        cases=len(site.portal_catalog.unrestrictedSearchResults(portal_type="EHCCase")),
        worklist_path=f"{portal.absolute_url_path()}/worklist",
        page_path=page.absolute_url_path(),
        site_path=site.absolute_url_path(),
        login=_LEADER,
        password=password,
    )


def _make_staff(site, stored: str) -> Iterator[str]:
    for number in range(COORDINATORS):
        user_id = f"coordinator-{number}"
        make_parent(site, user_id, f"Coordinator {number}", stored)
        api.group.add_user(groupname="ehc-coordinators", username=user_id)
        yield user_id


def _child(number: int) -> str:
    given = _GIVEN[number % len(_GIVEN)]
    return f"{given} {_FAMILY[number // len(_GIVEN) % len(_FAMILY)]} {number}"


def _tell_apart(case, number: int, staff: list[str]) -> None:
    """Give a case facts of its own, and find it by them."""
    case.reference = str(6_000_000 + number)
    case.date_of_birth = date(2008, 1, 1) + timedelta(days=number % 5_000)
    case.request_received = date(2026, 3, 1) + timedelta(days=number % 260)
    case.coordinator = staff[number % len(staff)]
    if number % _FORM_EVERY == 0:
        _submit_form(case)
    case.portal_catalog.catalog_object(case, idxs=list(INDEXES), update_metadata=False)


def _submit_form(case) -> None:
    form = createContent("EHCSupportingForm", title="Views", form_key="views")
    form = addContentToContainer(case, form, checkConstraints=False)
    tool = api.portal.get_tool("portal_workflow")
    (workflow,) = tool.getWorkflowsFor(form)
    tool.setStatusOf(workflow.id, form, {"review_state": "submitted"})
    workflow.updateRoleMappingsFor(form)
    form.reindexObject(idxs=["review_state", "allowedRolesAndUsers"])
