"""Trying something that is done wholly, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from Products.CMFCore.indexing import getQueue
from Products.CMFCore.indexing import processQueue

import transaction


@contextmanager
def all_or_nothing() -> Iterator[None]:
    """Leave all content as it was where an error leaves the block.

    What the rest of the request has written stays.
    """
    # What was written before is indexed before, whatever becomes of the block.
    processQueue()
    before = transaction.savepoint(optimistic=True)
    try:
        yield
        processQueue()
    except Exception:
        getQueue().clear()
        before.rollback()
        raise
