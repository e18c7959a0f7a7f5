"""A page of a request for an assessment that somebody is about to make."""

from __future__ import annotations

from functools import cached_property
from hcc.ehcportal.access.begun import BegunRequest
from hcc.ehcportal.access.begun import number_of_files
from hcc.ehcportal.access.begun import of_account
from hcc.ehcportal.access.begun import of_page
from hcc.ehcportal.access.begun import Refusal
from hcc.ehcportal.access.network import network_of
from hcc.ehcportal.login.door.attempts import FILES_OF_NETWORK
from hcc.ehcportal.login.door.secret import new_secret
from hcc.ehcportal.login.door.store import the_store
from hcc.ehcportal.login.steps.page import FormPage
from hcc.ehcportal.login.steps.page import too_often
from plone import api
from zExceptions import NotFound
from zope.i18n import translate

import json
import re


# What a page can carry of its own making; a shorter one could be another's.
_SECRET = re.compile(r"[\w-]{43}", re.ASCII)


class OfferedPage(FormPage):
    """A page that is there where the council takes requests online."""

    def respond(self) -> str | None:
        if not self.context.takes_requests:
            raise NotFound
        return super().respond()


class BegunPage(OfferedPage):
    """A page that documents can be sent to before the request itself is sent.

    They are kept with the account of whoever is signed in. Those of anybody else are
    found by a secret that the page carries from step to step, so that two requests in
    one browser never meet, and nobody else comes by them.
    """

    refusals: tuple[Refusal, ...] = ()

    @cached_property
    def secret(self) -> str:
        """What finds documents and codes again; only a button of our page brings it.

        Whoever makes up a link, or a form on another site, knows what stands in it.
        """
        typed = "" if self._pressed() is None else super().typed("kept")
        return typed if _SECRET.fullmatch(typed) else new_secret()

    @property
    def user_id(self) -> str:
        """The account of whoever is signed in, or nothing."""
        return api.user.get_current().getId() or ""

    @cached_property
    def begun(self) -> BegunRequest:
        if self.user_id:
            whose = of_account(self.user_id)
        else:
            whose = of_page(self.secret, network_of(self.request))
        return BegunRequest(self.context, whose)

    def take_files(self) -> None:
        """Keep the documents that were chosen, or say of each why it is not taken."""
        verdict = the_store().attempts.take(
            FILES_OF_NETWORK,
            network_of(self.request),
            number_of_files(self.request.form),
        )
        if verdict.may_go_on:
            self.refusals = tuple(self.begun.take(self.request.form))
        else:
            self.refusals = (Refusal("", too_often(verdict.wait)),)


class AttachDocument(BegunPage):
    """Takes one document from the script of the page, and answers in JSON."""

    buttons = {"files": "take_files"}

    def respond(self) -> str | None:
        super().respond()
        if self._pressed() is not None:
            return None
        return f"{self.context.absolute_url()}/ehc-request-assessment"

    def index(self) -> str:
        self.request.response.setHeader("Content-Type", "application/json")
        problem = " ".join(
            translate(each.message, context=self.request) for each in self.refusals
        )
        kept = () if self.refusals else self.begun.files[-1:]
        files = [{"id": each.id, "name": each.name, "size": each.size} for each in kept]
        return json.dumps({"problem": problem, "files": files})
