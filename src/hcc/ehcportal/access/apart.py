"""Writing something down that has to stay, whatever becomes of the request.

A request that ends in "unauthorized" is undone, and with it the count of a wrong
password; one that reads a page writes nothing. What is counted or recorded all the same
is written in a transaction of its own, beside that of the request. Two processes that
write the same object at the same time take turns: the later one reads again.
"""

from __future__ import annotations

from collections.abc import Callable
from persistent import Persistent
from transaction import TransactionManager


# How often a write is begun anew where others were quicker. Every round lets one of
# them through, so this is how many can meet at one object.
_ROUNDS = 100


def apart(target: Persistent, change: Callable):
    """Call ``change`` with a fresh copy of ``target``, commit, and return its answer.

    What ``change`` does to the copy shows in ``target`` from the next transaction on.
    An object that the database does not know yet is changed with its own transaction.
    Raises ``ConflictError`` where the others never end.
    """
    if target._p_jar is None or target._p_oid is None:
        return change(target)
    manager = TransactionManager()
    connection = target._p_jar.db().open(manager)
    try:
        for attempt in manager.attempts(_ROUNDS):
            with attempt:
                answer = change(connection.get(target._p_oid))
        return answer
    finally:
        manager.abort()
        connection.close()
