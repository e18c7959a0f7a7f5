"""What Plone puts around content, and our pages leave out."""

from __future__ import annotations

from plone.app.layout.viewlets.common import ViewletBase


class NoViewlet(ViewletBase):
    """Takes the place of a viewlet that a page of ours has no use for."""

    def update(self):
        """Look nothing up."""

    def render(self) -> str:
        return ""
