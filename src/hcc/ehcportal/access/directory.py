"""Which cases a person was ever given access to, without asking the catalog.

The register of each family is the truth; this is the way from a person to the registers
to look into. It is kept on the portal as a BTree, so that two families can be changed
at once and the cost does not grow with their number.
"""

from __future__ import annotations

from BTrees.OOBTree import OOBTree
from collections.abc import Iterator
from hcc.ehcportal.content.portal import portal_of
from hcc.ehcportal.content.portal import portals_of_site
from zope.annotation.interfaces import IAnnotations


_KEY = "hcc.ehcportal.directory"


def remember(family, adult: str, case_id: str) -> None:
    """Note that ``adult`` holds or held access to a case of ``family``."""
    directory = IAnnotations(portal_of(family)).setdefault(_KEY, OOBTree())
    entry = (family.getId(), case_id)
    if entry not in directory.get(adult, ()):
        directory[adult] = (*directory.get(adult, ()), entry)


def forget(family, adult: str, case_id: str) -> None:
    """Take the note back."""
    directory = IAnnotations(portal_of(family)).get(_KEY, {})
    rest = tuple(
        entry
        for entry in directory.get(adult, ())
        if entry != (family.getId(), case_id)
    )
    if rest:
        directory[adult] = rest
    elif adult in directory:
        del directory[adult]


def cases_of(portal, adult: str) -> Iterator:
    """Yield the cases that ``adult`` was ever given access to.

    Whether they still have it is for the caller to check, as a permission.
    """
    families = portal["families"]
    for family_id, case_id in IAnnotations(portal).get(_KEY, {}).get(adult, ()):
        if family_id in families and case_id in families[family_id]:
            yield families[family_id][case_id]


def everybody() -> Iterator[str]:
    """Yield the user id of everybody who was ever given access to a case."""
    for portal in portals_of_site():
        yield from IAnnotations(portal).get(_KEY, {})
