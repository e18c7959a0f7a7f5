"""What marks the action among those of easyform."""

from __future__ import annotations

from collective.easyform.interfaces import IAction


class ISendToPortal(IAction):
    """An action that keeps answers as a form of the sender's case."""
