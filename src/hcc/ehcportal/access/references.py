"""From the reference of a case to the case, without asking the catalog.

It is kept on the portal as a BTree: reference -> the cases that have or had it. What a
case's reference is now, the case alone says.
"""

from __future__ import annotations

from Acquisition import aq_inner
from Acquisition import aq_parent
from BTrees.OOBTree import OOBTree
from hcc.ehcportal.content.portal import portal_of
from zope.annotation.interfaces import IAnnotations


_KEY = "hcc.ehcportal.references"


def cases_with(portal, reference: str) -> list:
    """Return the cases with exactly this reference; spaces and case do not count.

    Whether somebody may see them is for the caller to check, as a permission.
    """
    families = portal["families"]
    wanted = _plain(reference)
    found = [
        families[family_id][case_id]
        for family_id, case_id in IAnnotations(portal).get(_KEY, {}).get(wanted, ())
        if family_id in families and case_id in families[family_id]
    ]
    return [case for case in found if _plain(case.reference) == wanted]


def note_reference(case) -> None:
    """Note the present reference of a case. One noted before is forgotten."""
    wanted, entry = _plain(case.reference), _entry(case)
    if IAnnotations(case).get(_KEY) != wanted:
        forget_reference(case)
    index = _index(case)
    if wanted and entry not in index.get(wanted, ()):
        index[wanted] = (*index.get(wanted, ()), entry)
        IAnnotations(case)[_KEY] = wanted


def forget_reference(case) -> None:
    """Forget the reference that was noted for a case."""
    noted = IAnnotations(case).get(_KEY)
    if noted is None:
        return
    index, entry = _index(case), _entry(case)
    rest = tuple(each for each in index.get(noted, ()) if each != entry)
    if rest:
        index[noted] = rest
    else:
        index.pop(noted, None)
    del IAnnotations(case)[_KEY]


def note_all_references(portal) -> None:
    """Note every case of a portal that was there before references were noted."""
    for family in portal["families"].objectValues():
        for case in family.objectValues():
            note_reference(case)


def _plain(reference: str | None) -> str:
    return "".join((reference or "").split()).casefold()


def _entry(case) -> tuple[str, str]:
    return aq_parent(aq_inner(case)).getId(), case.getId()


def _index(case) -> OOBTree:
    return IAnnotations(portal_of(case)).setdefault(_KEY, OOBTree())
