"""No class of content carries annotations of Python.

Zope keeps the annotations of an object in its `__annotations__`, where Python keeps
those of its class. Of a class with `name: type = value` in its body, all objects share
one dictionary, which no database keeps: the order of a folder or an access register.
"""

from hcc import ehcportal
from persistent import Persistent
from pkgutil import walk_packages

import importlib
import inspect


def persistent_classes():
    for module in walk_packages(ehcportal.__path__, f"{ehcportal.__name__}."):
        for name, found in vars(importlib.import_module(module.name)).items():
            if inspect.isclass(found) and issubclass(found, Persistent):
                yield name, found


def test_the_classes_of_content_are_looked_at():
    assert {"EHCCase", "EHCStage", "EHCFamily"} <= {
        name for name, _ in persistent_classes()
    }


def test_none_of_them_is_annotated():
    annotated = [
        found
        for _, found in persistent_classes()
        if any("__annotations__" in vars(base) for base in found.__mro__)
    ]
    assert annotated == []
