"""A request for an assessment that is kept with an account until it is sent."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.login.door.secret import new_secret
from hcc.ehcportal.login.joining.assessmentsteps import STEPS
from hcc.ehcportal.login.joining.begunpage import BegunPage
from plone import api


# Ten times what a request can have, so that also a text that is too long is kept.
_LONGEST = 100_000

_NAMES = tuple(
    part for step in STEPS for question in step.questions for part in question.parts
)


class RequestDraft(BegunPage):
    """A page whose fields are kept for whoever is signed in, and for nobody else.

    Opened again, it shows what was kept. Where another page or device kept something in
    between, nothing is overwritten before the person was told.
    """

    key = ""

    def respond(self) -> str | None:
        if self._pressed() is not None and self.is_of_another:
            # Nothing is done: its token was made for somebody else, if it has one.
            self.secret = new_secret()
            self.refuse("", _SIGNED_OUT if self.typed("account") else _SIGNED_IN)
            return None
        return super().respond()

    @property
    def is_of_another(self) -> bool:
        """Whether somebody has signed in, or out, since the page was shown."""
        return self.is_posted and bool(self.typed("account")) != bool(self.user_id)

    def typed(self, field: str) -> str:
        if self.is_posted or not self.user_id:
            return super().typed(field)
        return self.begun.kept.typed.get(field, "")

    @property
    def version(self) -> str:
        """Which version of the draft the page is made of."""
        return "" if self.is_of_another else self.begun.kept.version

    @property
    def own_address(self) -> str:
        """The address of whoever is signed in, in small letters, or nothing."""
        if not self.user_id:
            return ""
        return (api.user.get_current().getProperty("email") or "").lower()

    def save(self) -> str | None:
        """Keep what was typed, and lead away."""
        if not self.user_id or not self.keep():
            return None
        self.tell(
            _(
                "assessment_saved",
                default="Your request is saved. You can go on with it whenever you "
                "like. It is not sent yet.",
            )
        )
        return self.context.absolute_url()

    def delete(self) -> str:
        """Drop what is kept."""
        self.begun.clear()
        self.tell(_("assessment_deleted", default="The request was deleted."))
        return self.url

    def keep(self) -> bool:
        """Keep what was typed, if somebody is signed in; tell whether to go on."""
        if not self.user_id:
            return True
        typed = {name: self.typed(name) for name in _NAMES}
        if sum(map(len, typed.values())) > _LONGEST:
            self.refuse("", _TOO_LONG)
        elif self._is_elsewhere(typed):
            self.refuse("", _ELSEWHERE)
        else:
            self.begun.save({**typed, "step": self.key})
            return True
        return False

    def _is_elsewhere(self, typed: dict[str, str]) -> bool:
        kept = self.begun.kept
        same_words = all(kept.typed.get(name) == typed[name] for name in _NAMES)
        return self.typed("version") != str(kept.version) and not same_words


_TOO_LONG = _(
    "error_request_long",
    default="This is too long to be saved. Shorten it, or attach a part of it as a "
    "document.",
)
_ELSEWHERE = _(
    "error_request_elsewhere",
    default="This request was changed, sent or deleted on another page or device "
    "meanwhile. What you typed here still stands here, and is not saved yet. Press the "
    "button again to save it in the place of the other.",
)
_SIGNED_OUT = _(
    "error_request_signed_out",
    default="You were signed out meanwhile. What you typed still stands here: go on "
    "without your account, or sign in again to find what was saved last.",
)
_SIGNED_IN = _(
    "error_request_signed_in",
    default="You have signed in meanwhile. What you typed still stands here: press the "
    "button again. Documents have to be attached once more.",
)
