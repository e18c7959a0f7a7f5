"""A council's site with as many families as are asked for."""

from __future__ import annotations

from AccessControl.SecurityManagement import newSecurityManager
from AccessControl.users import system
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from families import make_family
from families import make_parent
from families import Parent
from hcc.ehcportal.demo.mail import keep_mail_in_files
from hcc.ehcportal.feed.imports.progress import Progress
from hcc.ehcportal.feed.imports.progress import progress
from hcc.ehcportal.login.door.hashing import strong_hash
from likeness import check_likeness
from mould import Mould
from plone import api
from plone.distribution.api import site as sites
from Testing.makerequest import makerequest
from zope.component.hooks import setSite

import secrets
import transaction
import Zope2


_BATCH = 100

_ANSWERS = {
    "title": "Council",
    "description": "",
    "default_language": "en",
    "portal_timezone": "Europe/London",
    "setup_content": False,
}

_COORDINATOR = "robert"
_CHILD = "Tony Bread"


@dataclass(frozen=True)
class Council:
    """Where a parent finds what in a site; ``rate`` is how fast it was made.

    All parents have the same ``password``. Those in ``others`` have not signed in yet.
    """

    families: int
    case_path: str
    page_path: str
    site_path: str
    login: str
    others: tuple[str, ...]
    password: str
    rate: float


@contextmanager
def root() -> Iterator:
    """Yield the root of Zope, to whoever may do everything."""
    app = makerequest(Zope2.app())
    newSecurityManager(None, system.__of__(app.acl_users))
    try:
        yield app
    finally:
        transaction.abort()
        setSite(None)
        app._p_jar.close()


def make_council(app, site_id: str, count: int) -> Council:
    """Make a site of ``count`` families; the parent of one of them can sign in."""
    site = make_site(app, site_id)
    portal, page = make_pages(site)
    password = secrets.token_urlsafe()
    stored = strong_hash(password).decode()
    parent = make_parent(site, "anita", "Anita Rixon", stored)
    family = make_family(portal, parent, _CHILD, _COORDINATOR)
    transaction.commit()
    mould = Mould(portal, family, parent, _COORDINATOR)
    _check(site, mould, family, stored)
    with progress(f"{count:,} families", (count - 1) * mould.objects) as bar:
        _press(site, mould, count - 1, bar, stored)
    return Council(
        families=len(portal["families"]),
        case_path=family.objectValues()[0].absolute_url_path(),
        page_path=page.absolute_url_path(),
        site_path=site.absolute_url_path(),
        login=parent.user_id,
        others=tuple(map(_user_id, range(1, count))),
        password=password,
        rate=bar.rate,
    )


def make_site(app, site_id: str):
    """Make a site with the portal installed, whose mails become files."""
    site = sites.create(app, "classic", {**_ANSWERS, "site_id": site_id})
    setSite(site)
    site.portal_setup.runAllImportStepsFromProfile("profile-hcc.ehcportal:default")
    keep_mail_in_files()
    api.portal.set_registry_record("plone.email_from_address", "ehc@example.org")
    transaction.commit()
    return site


def make_pages(site):
    """Make the portal and an empty page beside it."""
    api.user.create(
        email="robert@example.org",
        username=_COORDINATOR,
        properties={"fullname": "Robert Coombes"},
    )
    api.group.add_user(groupname="ehc-coordinators", username=_COORDINATOR)
    portal = api.content.create(site, "EHCPortal", "ehc", title="EHC Portal")
    page = api.content.create(site, "Document", "page", title="Empty")
    guides = portal["stage-guides"]
    for content in (portal, guides, *guides.objectValues(), page):
        api.content.transition(content, "publish")
    return portal, page


def _check(site, mould: Mould, original, stored: str) -> None:
    """Make a copy of the original and compare the two; it is not kept."""
    parent = _make_parent(site, 0, stored)
    copy = mould.press(parent, _CHILD)
    transaction.savepoint()
    check_likeness(original, mould.parent, copy, parent)
    transaction.abort()


def _press(site, mould: Mould, count: int, bar: Progress, stored: str) -> None:
    for number in range(1, count + 1):
        mould.press(_make_parent(site, number, stored), f"Child {number}")
        if number % _BATCH == 0 or number == count:
            transaction.commit()
            site._p_jar.cacheMinimize()
            done = number % _BATCH or _BATCH
            bar.advance(done * mould.objects)


def _make_parent(site, number: int, stored: str) -> Parent:
    return make_parent(site, _user_id(number), f"Parent {number}", stored)


def _user_id(number: int) -> str:
    return f"parent-{number}"
