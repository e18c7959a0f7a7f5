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
    wanted = _plain(reference)
    noted = IAnnotations(portal).get(_KEY, {}).get(wanted, ())
    found = [_case(portal, *entry) for entry in noted]
    return [
        case for case in found if case is not None and _plain(case.reference) == wanted
    ]


def note_reference(case) -> None:
    """Note the present reference of a case. One noted before is forgotten."""
    wanted, entry = _plain(case.reference), _entry(case)
    if IAnnotations(case).get(_KEY) != wanted:
        forget_reference(case)
    index = _index(case)
    if wanted and entry not in index.get(wanted, ()):
        index[wanted] = (*_others(case, wanted), entry)
        IAnnotations(case)[_KEY] = wanted


def forget_reference(case) -> None:
    """Forget the reference that was noted for a case."""
    noted = IAnnotations(case).get(_KEY)
    if noted is None:
        return
    rest = _others(case, noted)
    if rest:
        _index(case)[noted] = rest
    else:
        _index(case).pop(noted, None)
    del IAnnotations(case)[_KEY]


def note_all_references(portal) -> None:
    """Note every case of a portal that was there before references were noted."""
    for family in portal["families"].objectValues():
        for case in family.objectValues():
            note_reference(case)


def _plain(reference: str | None) -> str:
    return "".join((reference or "").split()).casefold()


def _others(case, reference: str) -> tuple[tuple[str, str], ...]:
    """Return the other cases noted for a reference, without those that moved away."""
    portal = portal_of(case)
    return tuple(
        entry
        for entry in _index(case).get(reference, ())
        if entry != _entry(case) and _case(portal, *entry) is not None
    )


def _case(portal, family_id: str, case_id: str):
    families = portal["families"]
    if family_id not in families or case_id not in families[family_id]:
        return None
    return families[family_id][case_id]


def _entry(case) -> tuple[str, str]:
    return aq_parent(aq_inner(case)).getId(), case.getId()


def _index(case) -> OOBTree:
    return IAnnotations(portal_of(case)).setdefault(_KEY, OOBTree())
