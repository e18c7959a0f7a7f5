"""One's own account over the REST API, where it is no way around My account.

Plone's own service asks for no password and confirms no address.
"""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.access.typed import clean_name
from plone.restapi.deserializer import json_body
from plone.restapi.services.users.update import UsersPatch as PlonesUsersPatch
from zope.schema.interfaces import ValidationError


# What is changed in My account and nowhere else.
_PROVED = {"email", "password", "username"}


class UsersPatch(PlonesUsersPatch):
    """Plone's service, but for what takes a proof to change."""

    def reply(self):
        data = json_body(self.request)
        if not self.can_manage_users:
            if _PROVED & set(data):
                return self._error(403, "Forbidden", _OWN)
            try:
                clean_name(str(data.get("fullname") or "-"))
            except ValidationError as error:
                return self._error(400, "Bad request", error.doc())
        return super().reply()


_OWN = _(
    "api_own_account",
    default="Your email and your password are changed in My account on the website.",
)
