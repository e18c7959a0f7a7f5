"""Holds a family from the mould against its original, made as staff make it."""

from __future__ import annotations

from Acquisition import aq_base
from collections.abc import Iterator
from collections.abc import Mapping
from families import Parent
from persistent import Persistent
from plone.uuid.interfaces import IUUID
from ZODB.blob import Blob
from zope.annotation.interfaces import IAnnotations
from zope.component import getUtility
from zope.intid.interfaces import IIntIds

import dataclasses


class Unlike(Exception):
    """A copy differs from its original in what matters."""


def check_likeness(original, parent: Parent, copy, copys_parent: Parent) -> None:
    """Raise ``Unlike`` if the copied family of a child of that name is not alike.

    Ids, UIDs and the parent must differ; everything else must be the same, moments
    included.
    """
    expected = list(_traces(original, parent))
    found = list(_traces(copy, copys_parent))
    if len(expected) != len(found):
        raise Unlike(f"{len(found)} facts of a copy, and {len(expected)} should be")
    for (name, right), (_, value) in zip(expected, found, strict=True):
        if right != value:
            raise Unlike(f"{name} of a copy is\n  {value}\nand should be\n  {right}")


def _traces(family, parent: Parent) -> Iterator[tuple[str, object]]:
    (case,) = family.objectValues()
    contents = (family, case, *case.objectValues())
    own = {parent.user_id: "the parent", parent.name: "the parent's name"}
    for number, content in enumerate(contents):
        own[content.getId()] = f"id {number}"
        own[IUUID(content)] = f"UID {number}"
    if len(own) != 2 * len(contents) + 2:
        raise Unlike("Two objects of a family share an id or a UID")
    for content in contents:
        for name, value in _facts(content):
            yield f"{content.portal_type}: {name}", _without(own, value)


def _facts(content) -> Iterator[tuple[str, object]]:
    base = aq_base(content)
    base._p_activate()
    yield "class", type(base).__name__
    for name, value in sorted(base.__getstate__().items()):
        if name not in ("__annotations__", "_tree"):  # they follow by themselves
            yield f"attribute {name}", value
    annotations = dict(IAnnotations(content))
    register = annotations.pop("hcc.ehcportal.access", {})
    yield "access", [dataclasses.replace(grant, id="") for grant in register.values()]
    yield "annotations", annotations
    yield "local roles", content.get_local_roles()
    yield "roles for View", content.rolesOfPermission("View")
    yield "intid", getUtility(IIntIds).queryId(content) is not None
    yield "position", content.__parent__.getObjectPosition(content.getId())
    yield from _catalogue(content)


def _catalogue(content) -> Iterator[tuple[str, object]]:
    catalog = content.portal_catalog
    rid = catalog._catalog.uids["/".join(content.getPhysicalPath())]
    for name, value in catalog.getIndexDataForRID(rid).items():
        yield f"index {name}", set(value) if isinstance(value, list) else value
    yield from zip(catalog._catalog.names, catalog._catalog.data[rid], strict=True)


def _without(own: Mapping[str, str], value):
    """Return a value as it can be compared: nothing in it is the family's own."""
    if isinstance(value, str):
        for word, meaning in own.items():
            value = value.replace(word, f"<{meaning}>")
        return value
    if dataclasses.is_dataclass(value):
        return _without(own, dataclasses.asdict(value))
    if hasattr(type(value), "items"):
        return {_without(own, k): _without(own, v) for k, v in value.items()}
    if isinstance(value, set):
        return {_without(own, item) for item in value}
    if isinstance(value, (list, tuple)) or hasattr(type(value), "append"):
        return [_without(own, item) for item in value]
    if isinstance(value, Blob):  # a copy has the original's
        return value._p_oid
    if isinstance(value, Persistent):  # a file, a counter: what it holds
        value._p_activate()
        return _without(own, value.__getstate__())
    return value
