"""Making content for somebody who may not make such content by themselves."""

from __future__ import annotations

from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent


def make(container, portal_type: str, **facts):
    """Make content whoever asks, and return it as it lies in ``container``.

    The act that leads here is the one to be permitted: a family starts a form, a
    visitor requests an assessment.
    """
    content = createContent(portal_type, **facts)
    return addContentToContainer(container, content, checkConstraints=False)
