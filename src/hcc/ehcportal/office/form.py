"""The one kind of form that the office has: something to do, and a way out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hcc.ehcportal import _
from hcc.ehcportal.content.validation import FieldInvalid
from hcc.ehcportal.office.page import Office
from plone import api
from plone.protect import CheckAuthenticator
from plone.protect import PostOnly
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from z3c.form import button
from z3c.form.error import ComputedErrorViewMessage
from z3c.form.form import Form
from z3c.form.interfaces import ISelectWidget
from z3c.form.interfaces import WidgetActionExecutionError
from zope.interface import Invalid
from zope.schema.interfaces import IChoice
from zope.schema.interfaces import RequiredMissing


@dataclass(frozen=True)
class Problem:
    """What is wrong with one field; ``anchor`` leads to it."""

    label: str
    message: str
    anchor: str | None


class OfficeForm(Office, Form):
    """Asks for something and does one thing with it, by POST and authenticator alone.

    A subclass names its fields, what it does (``act``) and what its button says
    (``verb``). With a ``hindrance`` the page says that instead of showing the form, and
    does nothing whatever is posted.
    """

    template = whole_page = ViewPageTemplateFile("templates/form.pt")
    ignoreContext = True
    # The summary in the template takes the place of a general remark.
    formErrorsMessage = ""

    label = ""
    description = ""
    verb = ""

    def act(self, data: dict) -> str:
        """Do what the form is for and return what to tell; may call ``refuse``."""
        raise NotImplementedError

    @property
    def asking(self):
        """The macro of the form alone, for a page that shows more around it."""
        return self.whole_page.macros["asking"]

    @property
    def hindrance(self) -> str | None:
        """Say why this cannot be done now, if so."""
        return None

    @property
    def hidden(self) -> dict[str, str]:
        """What goes with the form unseen."""
        return {}

    @property
    def more(self) -> str:
        """What the form asks on top of its fields, as HTML."""
        return ""

    @property
    def next_url(self) -> str:
        """Where to go when it is done, or given up."""
        return self.context.absolute_url()

    def update(self):
        if not self.hindrance:
            super().update()

    def updateWidgets(self, prefix=None):
        super().updateWidgets(prefix)
        for widget in self.widgets.values():
            # The first of a list is nobody's choice.
            if ISelectWidget.providedBy(widget) and widget.field.default is None:
                widget.prompt = True
                widget.update()

    def updateActions(self):
        super().updateActions()
        self.actions["save"].title = self.verb
        # Else Plone's script takes the button away from whoever passes a field that has
        # to be filled in, and shows none of the sentences that say what is wrong.
        self.actions["save"].attributes["formnovalidate"] = True
        if self.actions.executedActions:
            PostOnly(self.request)
            CheckAuthenticator(self.request)

    @button.buttonAndHandler(_("form_save", default="Save"), name="save")
    def handle_save(self, action):
        data, errors = self.extractData()
        if not errors:
            api.portal.show_message(self._told_by(data), self.request)
            self.request.response.redirect(self.next_url)

    @button.buttonAndHandler(_("form_cancel", default="Cancel"), name="cancel")
    def handle_cancel(self, action):
        self.request.response.redirect(self.next_url)

    def _told_by(self, data: dict) -> str:
        """Act, and show by its field what kept somebody from it below the page."""
        try:
            return self.act(data)
        except FieldInvalid as error:
            self.refuse(error.field_name, error.doc())

    def refuse(self, field: str, message: str):
        """Show the form again, with a message by a field."""
        raise WidgetActionExecutionError(field, Invalid(message))

    def problems(self) -> Iterator[Problem]:
        """Yield what is wrong with what was typed, for the summary."""
        for error in self.widgets.errors:
            widget = error.widget
            label, anchor = (widget.label, widget.id) if widget else ("", None)
            yield Problem(label, error.message, anchor)


def _what_is_missing(missing) -> str:
    if IChoice.providedBy(missing.field):
        return _("error_choose_one", default="Choose one.")
    return _("error_fill_this_in", default="Fill this in.")


# What a field says that needs something and got nothing: how to put it right.
what_is_missing = ComputedErrorViewMessage(
    _what_is_missing, error=RequiredMissing, form=OfficeForm
)
