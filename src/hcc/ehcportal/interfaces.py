"""The package's own browser layer."""

from zope.publisher.interfaces.browser import IDefaultBrowserLayer


class IEHCPortalLayer(IDefaultBrowserLayer):
    """Marks requests to a site in which the portal is installed."""
