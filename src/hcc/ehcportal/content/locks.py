"""Whether somebody else is just editing something, whose work must not be lost.

Plone locks what is open in an edit form, and keeps others out of the form. What acts
without a form asks here before it takes the ground from under one.
"""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.content.people import full_name
from plone.locking.interfaces import ILockable
from plone.locking.interfaces import IRefreshableLockable
from Products.CMFCore.WorkflowCore import WorkflowException
from zope.i18n import translate


def edited_by(content) -> str | None:
    """Return the name of somebody else who has ``content`` open in an edit form."""
    lockable = ILockable(content, None)
    if lockable is None or lockable.can_safely_unlock():
        return None
    return full_name(lockable.lock_info()[0]["creator"])


def edited_now(content) -> str | None:
    """Return a sentence about somebody else who is editing ``content``, or None."""
    name = edited_by(content)
    return name and _(
        "error_edited_now",
        default="${name} is editing this now, and would lose it. Ask them to save, or "
        "try again in 10 minutes.",
        mapping={"name": name},
    )


def keep_lock(content) -> None:
    """Lock ``content`` for ten minutes more, unless somebody else has it open."""
    lockable = IRefreshableLockable(content)
    if lockable.can_safely_unlock():
        lockable.lock()
        lockable.refresh_lock()


def refuse_while_edited(content, event) -> None:
    """Refuse to change the state of what somebody else is editing."""
    sentence = event.transition is not None and edited_now(content)
    if sentence:
        raise WorkflowException(translate(sentence, context=content.REQUEST))
