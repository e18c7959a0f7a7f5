"""What the pages of this room have in common: a form, and what is wrong in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hcc.ehcportal import _
from plone import api
from plone.protect import CheckAuthenticator
from plone.protect.authenticator import createToken
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import Forbidden


@dataclass(frozen=True)
class Problem:
    """What is wrong with one field, or with the whole where ``field`` is empty.

    ``name`` is that of the file that it is about, of several in one field.
    """

    field: str
    message: str
    name: str = ""


class FormPage(BrowserView):
    """A page with forms that are sent to itself.

    ``buttons`` maps the names of buttons to the methods behind them. Such a method
    returns the address to go on to, or None to show the page again with ``problems``
    and with what was typed, passwords and codes excepted.
    """

    title = ""
    buttons: dict[str, str] = {}

    parts_file = ViewPageTemplateFile("templates/parts.pt")

    def __init__(self, context, request):
        super().__init__(context, request)
        self.problems: list[Problem] = []

    def __call__(self):
        self._keep_private()
        next_url = self.respond()
        if next_url is not None:
            return self.request.response.redirect(next_url)
        return self.index()

    def respond(self) -> str | None:
        """Do what the button is for that was pressed, if one was."""
        pressed = self._pressed()
        if pressed is None:
            return None
        self.check_sender()
        return pressed()

    def check_sender(self) -> None:
        """Refuse what another site made the browser send. Raises ``Forbidden``."""
        if self.request.getHeader("Sec-Fetch-Site") == "cross-site":
            raise Forbidden("The form was sent from another site.")
        CheckAuthenticator(self.request)

    @property
    def parts(self):
        """Macros that several pages use."""
        return self.parts_file.macros

    @property
    def authenticator(self) -> str:
        """The token that a form sends back, to show that this page made it."""
        return createToken()

    @property
    def url(self) -> str:
        """The address of this page."""
        return f"{self.context.absolute_url()}/{self.__name__}"

    @property
    def site_url(self) -> str:
        return api.portal.get().absolute_url()

    def typed(self, field: str) -> str:
        """Return what was typed into a field, once and as text, or nothing."""
        value = self.request.form.get(field, "")
        return value if isinstance(value, str) else ""

    def refuse(self, field: str, message: str, name: str = "") -> None:
        """Show a sentence beside a field and in the summary."""
        self.problems.append(Problem(field, message, name))

    @property
    def summary(self) -> list[Problem]:
        """Each sentence once, however many fields it is about."""
        said = {(each.name, each.message): each for each in reversed(self.problems)}
        return list(said.values())[::-1]

    def problems_of(self, field: str) -> list[Problem]:
        """Return all that is wrong with a field."""
        return [each for each in self.problems if each.field == field]

    def problem_of(self, field: str) -> str | None:
        """Return what is wrong with a field, or None."""
        found = self.problems_of(field)
        return found[0].message if found else None

    def tell(self, message: str, kind: str = "info") -> None:
        """Show a sentence on the next page."""
        api.portal.show_message(message, self.request, type=kind)

    @property
    def is_posted(self) -> bool:
        """Whether the browser sends a form."""
        return self.request.method == "POST"

    def _pressed(self) -> Callable | None:
        if not self.is_posted:
            return None
        names = (name for name in self.buttons if name in self.request.form)
        name = next(names, None)
        return getattr(self, self.buttons[name]) if name else None

    def _keep_private(self) -> None:
        response = self.request.response
        response.setHeader("Cache-Control", "no-store, private")
        # An address of this room can carry the secret of a mailed link.
        response.setHeader("Referrer-Policy", "no-referrer")
        for column in ("disable_plone.leftcolumn", "disable_plone.rightcolumn"):
            self.request.set(column, True)
        self.request.set("disable_border", True)


def too_often(wait: int) -> str:
    """Say how long somebody has to wait; ``wait`` in seconds."""
    return _(
        "error_too_often",
        default="There were too many tries. Wait ${minutes} minutes, then try again. "
        "Nothing else is to be done: it works again by itself.",
        mapping={"minutes": str(-(-wait // 60))},
    )
