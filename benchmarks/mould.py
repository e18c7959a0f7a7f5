"""Many families from one: copies of everything that lies in a family made ordinarily.

Adding content runs many subscribers and works out some sixty values for the catalog,
and that is what takes its time. A copy is a real object of the real class, with the
workflow history, permission settings and annotations of its original; it gets an id, a
UID, an intid and its place in the catalog by the same machinery as everything else, but
what its original's values were is not worked out again. ``likeness.py`` holds copies
and originals together.
"""

from __future__ import annotations

from Acquisition import aq_base
from collections.abc import Iterator
from collections.abc import Mapping
from families import give_access
from families import Parent
from io import BytesIO
from persistent import Persistent
from plone.indexer.interfaces import IIndexableObject
from plone.uuid.interfaces import ATTRIBUTE_NAME
from plone.uuid.interfaces import IUUID
from plone.uuid.interfaces import IUUIDGenerator
from Products.CMFPlone.CatalogTool import sortable_title
from types import SimpleNamespace
from zope.annotation.interfaces import IAnnotations
from zope.component import getMultiAdapter
from zope.component import getUtility
from zope.container.interfaces import INameChooser
from zope.intid.interfaces import IIntIds

import dataclasses
import pickle


# What a container keeps about its own content, and a family about its access: a copy
# begins with nothing of it.
_ATTRIBUTES = ("_tree", "_mt_index", "_count")
_ANNOTATIONS = (
    "hcc.ehcportal.access",
    "plone.folder.ordered.order",
    "plone.folder.ordered.pos",
)


# What a case keeps about the people and the content of its family, by their ids.
_ABOUT_THE_FAMILY = ("hcc.ehcportal.changes", "hcc.ehcportal.notices")


class Form:
    """One object as it can be copied. Files share the original's blob."""

    def __init__(self, original):
        self._emptied = {id(part): type(part) for part in _own_parts(original)}
        self._blobs = []
        buffer = BytesIO()
        pickler = pickle.Pickler(buffer, protocol=4)
        pickler.persistent_id = self._outside
        pickler.dump(aq_base(original))
        self._data = buffer.getvalue()

    def copy(self):
        """Return a new object like the original, without id or content."""
        unpickler = pickle.Unpickler(BytesIO(self._data))
        unpickler.persistent_load = self._resolve
        copy = unpickler.load()
        setattr(copy, ATTRIBUTE_NAME, getUtility(IUUIDGenerator)())
        return copy

    def _outside(self, part):
        if id(part) in self._emptied:
            return self._emptied[id(part)], None
        if type(part).__name__ == "Blob":
            self._blobs.append(part)
            return None, len(self._blobs) - 1
        return None

    def _resolve(self, reference):
        emptied, blob = reference
        return emptied() if emptied is not None else self._blobs[blob]


def _renamed(own: Mapping[str, str], value):
    """Return a value with the ids in it replaced, as ``own`` says."""
    if isinstance(value, str):
        return own.get(value, value)
    if isinstance(value, tuple):
        return tuple(_renamed(own, item) for item in value)
    if dataclasses.is_dataclass(value):
        return dataclasses.replace(
            value, **{k: _renamed(own, v) for k, v in vars(value).items()}
        )
    if hasattr(value, "items"):
        return type(value)(
            {_renamed(own, k): _renamed(own, v) for k, v in value.items()}
        )
    if isinstance(value, Persistent):
        for name, part in value.__getstate__().items():
            setattr(value, name, _renamed(own, part))
    return value


def _own_parts(original) -> Iterator:
    attributes, annotations = vars(aq_base(original)), IAnnotations(original)
    yield from (attributes[name] for name in _ATTRIBUTES if name in attributes)
    yield from (annotations[name] for name in _ANNOTATIONS if name in annotations)


class Entry:
    """The values of one object for the catalog, to be used for its copies."""

    def __init__(self, original, catalog):
        wrapped = getMultiAdapter((original, catalog), IIndexableObject)
        self._values = dict(_values(wrapped, catalog))
        self._indexes = list(_indexes(original, catalog))

    def catalogue(self, copy, catalog, old_user: str, new_user: str) -> None:
        """Catalogue a copy, which differs in its names and in who may see it."""
        path = copy.getPhysicalPath()
        values = {
            **self._values,
            "id": copy.id,
            "getId": copy.id,
            "UID": getattr(aq_base(copy), ATTRIBUTE_NAME),
            "getPhysicalPath": lambda: path,
            "allowedRolesAndUsers": [
                f"user:{new_user}" if name == f"user:{old_user}" else name
                for name in self._values["allowedRolesAndUsers"]
            ],
            "Title": copy.Title(),
            "sortable_title": sortable_title(copy)(),
            "SearchableText": copy.SearchableText(),
        }
        catalog._catalog.catalogObject(
            SimpleNamespace(**values), "/".join(path), idxs=self._indexes
        )


def _values(wrapped, catalog) -> Iterator[tuple]:
    names = set(catalog._catalog.names)
    for index in catalog._catalog.indexes.values():
        names.update(index.getIndexSourceNames())
    names |= {"effective", "expires"}  # of the range of both
    for name in names - {"getPhysicalPath", "path", "effectiveRange"}:
        value = getattr(wrapped, name, None)
        if value is not None:
            yield name, value() if callable(value) else value


def _indexes(original, catalog) -> Iterator[str]:
    """Yield the names of the indexes that know the original."""
    rid = catalog._catalog.uids["/".join(original.getPhysicalPath())]
    for name, value in catalog.getIndexDataForRID(rid).items():
        if value != "":
            yield name


class Mould:
    """Presses families like ``family``, which has one case and one parent."""

    def __init__(self, portal, family, parent: Parent, coordinator: str):
        (case,) = family.objectValues()
        self.originals = [family, case, *case.objectValues()]
        self.families = portal["families"]
        self.catalog = portal.portal_catalog
        self.intids = getUtility(IIntIds)
        self.parent = parent
        self.coordinator = coordinator
        self.family = self._mould(family)
        self.case = self._mould(case)
        self.parts = [self._mould(part) for part in case.objectValues()]

    @property
    def objects(self) -> int:
        """How many objects a family is made of, itself included."""
        return 2 + len(self.parts)

    def press(self, parent: Parent, child: str):
        """Make a family for a parent and a child, and return it."""
        form, family_entry = self.family
        family = self._add(self.families, form, f"Family of {child}")
        form, case_entry = self.case
        case = self._add(family, form, child)
        give_access(family, case, parent, self.coordinator)
        made = [(family_entry, family), (case_entry, case)]
        for form, entry in self.parts:
            part = self._add(case, form)
            if part.portal_type == "EHCMessage":
                part.recipients = (parent.name,)
                part.recipient_ids = (parent.user_id,)
            if part.portal_type == "EHCDocument":
                part.adults = (parent.user_id,)
            made.append((entry, part))
        self._adopt(case, parent, [content for _entry, content in made])
        for entry, content in made:
            entry.catalogue(content, self.catalog, self.parent.user_id, parent.user_id)
        return family

    def _adopt(self, case, parent: Parent, made: list) -> None:
        """Let what a case keeps about its original's family be about its own."""
        own = {self.parent.user_id: parent.user_id}
        for original, copy in zip(self.originals, made, strict=True):
            own[original.getId()] = copy.getId()
            own[IUUID(original)] = IUUID(copy)
        kept = IAnnotations(case)
        for name in _ABOUT_THE_FAMILY:
            if name in kept:
                kept[name] = _renamed(own, kept[name])

    def _mould(self, original) -> tuple[Form, Entry]:
        return Form(original), Entry(original, self.catalog)

    def _add(self, container, form: Form, title: str | None = None):
        copy = form.copy()
        copy.id = INameChooser(container).chooseName(None, copy)
        if title is not None:
            copy.title = title
        # A random id needs no check, and subscribers have nothing left to do.
        container._setOb(copy.id, copy)
        content = container._getOb(copy.id)
        self.intids.register(content)
        return content
