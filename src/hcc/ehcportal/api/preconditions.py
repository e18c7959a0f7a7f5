"""Refuses changes to what others have changed meanwhile, or are just changing.

And those that pages of other sites have a browser make. It holds for our services and
those of plone.restapi alike: the address is known by then, and nothing was done yet.
"""

from __future__ import annotations

from AccessControl import getSecurityManager
from AccessControl import Unauthorized
from contextlib import suppress
from hcc.ehcportal import _
from hcc.ehcportal.api.etags import etag_of
from hcc.ehcportal.api.etags import etag_of_text
from hcc.ehcportal.api.etags import names_one
from hcc.ehcportal.api.problems import Problem
from hcc.ehcportal.api.service import PortalService
from hcc.ehcportal.content.gate import requester
from hcc.ehcportal.content.locks import edited_now
from hcc.ehcportal.interfaces import IEHCPortalLayer
from plone import api
from plone.dexterity.interfaces import IDexterityContent
from plone.rest.interfaces import IAPIRequest
from plone.rest.interfaces import IService
from plone.restapi.services.locking import is_locked
from zope.component import queryMultiAdapter


CHANGING = ("POST", "PATCH", "PUT", "DELETE")

# Services that change content whatever is in their address; an unnamed one does too.
_LOCKED_OUT = ("", "@workflow")


def service_of(request):
    """Return the service that a request has reached, in a site with the portal."""
    if not (IAPIRequest.providedBy(request) and IEHCPortalLayer.providedBy(request)):
        return None
    published = request.get("PUBLISHED")
    service = getattr(published, "__self__", published)
    return service if IService.providedBy(service) else None


def name_of(service) -> str:
    """Return the name under which a service stands in an address, "" for none."""
    return service.__name__.removeprefix(service.request._rest_service_id)


def check(event) -> None:
    """Raise a ``Problem``: 403, 412 or 409."""
    request = event.request
    service = service_of(request)
    if service is None or request.method not in CHANGING:
        return
    if _is_by_another_site(request):
        raise Problem(403, "OtherSite", _OTHER_SITE)
    expected = request.getHeader("If-Match")
    if expected and not names_one(expected, _etags(service)):
        raise Problem(412)
    if _is_kept_out(service):
        raise Problem(409, "Locked", edited_now(service.context) or _OWN_LOCK)


def _is_by_another_site(request) -> bool:
    """Tell whether a page of another site has a browser send its person's cookie.

    The cookie does not go along from everywhere, but from websites under the council's
    own domain. A token goes along from nowhere: whoever sends it has it.
    """
    origin = request.getHeader("Origin")
    is_token = (request._auth or "").lower().startswith("bearer ")
    if not origin or is_token or requester(request) is None:
        return False
    return _host_in(origin) != _host_in(request["SERVER_URL"])


def _host_in(origin: str) -> str:
    return origin.partition("://")[2].lower()


def _etags(service) -> set[str]:
    """Return the ETags that reading the same address could have given."""
    etags = set()
    if IDexterityContent.providedBy(service.context):
        etags.add(etag_of(service.context))
    if isinstance(service, PortalService):
        name = f"GET_application_json_{name_of(service)}"
        reader = queryMultiAdapter((service.context, service.request), name=name)
        if isinstance(reader, PortalService) and _may_call(reader):
            reader.param = service.param
            etags.add(etag_of_text(reader.as_text()))
    return etags


def _may_call(service) -> bool:
    """Tell whether somebody may, as Zope asks of the service in an address.

    Else whoever may only change something could guess what is to be read there.
    """
    with suppress(Unauthorized):
        return getSecurityManager().validate(name=service.__name__, value=service)
    return False


def _is_kept_out(service) -> bool:
    """Tell whether an edit form holds what is to be changed, or deleted.

    Adding to a locked container takes nothing away from whoever edits it. Who may not
    edit it is not told that somebody does: they are refused in any case.
    """
    adds = service.request.method == "POST" and not name_of(service)
    if adds or name_of(service) not in _LOCKED_OUT:
        return False
    may_edit = api.user.has_permission("Modify portal content", obj=service.context)
    return may_edit and is_locked(service.context, service.request)


_OTHER_SITE = _(
    "api_other_site",
    default="Pages of other websites change nothing here in the name of whoever is "
    "signed in. Sign in to them, so that they send a token.",
)
_OWN_LOCK = _(
    "api_own_lock",
    default="You have this open in an edit form yourself, and would lose what you "
    "typed there. Save it, or send its Lock-Token.",
)
