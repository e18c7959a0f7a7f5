"""Beginning a transaction anew after long work, to write on what is there by then.

A request sees the database as it was when it began. To check a photo takes a second or
more, in which others write, and what is written on so old a view collides with theirs.
Zope would begin the whole request anew, check the photo again, collide again, and give
up after the third time.
"""

from __future__ import annotations

import transaction


def begin_anew() -> None:
    """Look at the database as it is now, unless something was written already.

    What was read before may say something else by now, and has to be asked again.
    """
    before = transaction.get()
    # What has been written belongs to a resource; there is no public name for them.
    if before._resources:
        return
    after = transaction.begin()
    # What Zope notes for the history of the database.
    after.user, after.description = before.user, before.description
