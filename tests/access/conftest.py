"""Mail that is caught instead of sent."""

from letterbox import catch_mails

import pytest


@pytest.fixture
def letters(portal, monkeypatch):
    """Every mail that the test sends."""
    return catch_mails(monkeypatch)
