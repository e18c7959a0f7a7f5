"""The door to a family's content: who may not pass is told that nothing is there.

Zope checks the right to see something when the whole address has been walked, and then
answers "unauthorized", which tells a stranger that the address exists. The classes
behind this door check on the way: to a signed-in person without the right, an address
answers as a missing page does; an anonymous one is asked to sign in for whatever lies
behind the door, missing or not. It holds for pages, downloads, image scales, WebDAV and
REST alike, because all of them walk.
"""

from __future__ import annotations

from Acquisition import aq_base
from hcc.ehcportal.content.events import TurnedAway
from plone import api
from plone.app.uuid.utils import uuidToObject
from plone.outputfilters.browser.resolveuid import ResolveUIDView
from zExceptions import MethodNotAllowed
from zExceptions import NotFound
from zExceptions import Unauthorized
from zope.annotation.interfaces import IAnnotations
from zope.event import notify


_REQUESTER = "hcc.ehcportal.requester"


def requester(request):
    """Return the user whom the request's credentials name, or None for nobody.

    Zope authenticates only after traversal, so this asks the user folders of the site
    and of the root as it would, without setting a security context.
    """
    cache = IAnnotations(request)
    if _REQUESTER not in cache:
        cache[_REQUESTER] = _authenticate(request)
    return cache[_REQUESTER]


def _authenticate(request):
    site = api.portal.get()
    for folder in (site.acl_users, site.getPhysicalRoot().acl_users):
        for user_id, login in folder._extractUserIds(request, folder.plugins):
            user = folder._findUser(folder.plugins, user_id, login, request=request)
            if user is not None:
                return user.__of__(folder)
    return None


def missing(request):
    """Answer as Zope does where an address leads to nothing.

    Content at the door has joined the parents already, and the page that tells of the
    error would be its page, with its type and section in the markup.
    """
    request["PARENTS"].pop()
    request.response.notFoundError(request["URL"])


class SignInGate:
    """A container that only shows itself, or what it lacks, to signed-in people."""

    def __before_publishing_traverse__(self, arg1, arg2=None):
        if requester(arg2) is None:
            notify(TurnedAway(self, arg2))
            raise Unauthorized("Sign in to see this page.")
        # Plone's own hook knows what "view" stands for at the end of an address.
        super().__before_publishing_traverse__(arg1, arg2)


class ViewGate:
    """Content that does not exist for whoever may not view it."""

    def __before_publishing_traverse__(self, arg1, arg2=None):
        user = requester(arg2)
        if user is None:
            raise Unauthorized("Sign in to see this page.")
        if not (user.has_permission("View", self) or self.lets_pass(user, arg2)):
            missing(arg2)
        super().__before_publishing_traverse__(arg1, arg2)

    def lets_pass(self, user, request) -> bool:
        """Tell whether ``user`` may walk through to content that can be viewed."""
        return False


class FileGate(ViewGate):
    """Content whose file leaves by its downloads alone, which write down who gets it.

    WebDAV and FTP would give it too, as text and to whoever may view it. WebDAV would
    put another in its place, too.
    """

    def manage_DAVget(self):
        """Give nothing to WebDAV."""
        raise NotFound

    def manage_FTPget(self, REQUEST=None, RESPONSE=None):
        """Give nothing to FTP."""
        raise NotFound

    def PUT(self, REQUEST=None, RESPONSE=None):
        """Take nothing from WebDAV."""
        raise MethodNotAllowed("Files are sent with the forms of the portal.")


class ResolveUID(ResolveUIDView):
    """Plone's way from a UID to an address, but to none that is hidden."""

    def __call__(self):
        content = uuidToObject(self.uuid, unrestricted=True)
        if isinstance(aq_base(content), ViewGate) and not api.user.has_permission(
            "View", obj=content
        ):
            raise NotFound("The link you followed is broken")
        return super().__call__()


class PassageGate(ViewGate):
    """A container for staff, through which families reach content that is theirs."""

    def lets_pass(self, user, request) -> bool:
        below = request.path[-1] if request.path else None
        return below in self and bool(user.has_permission("View", self[below]))
