"""The page of the authenticator app, in My account and on the way in.

Staff who have to use an app and have none come here between their second step and
being signed in: their password and code were right, and they are nobody yet.
"""

from __future__ import annotations

from functools import cached_property
from hcc.ehcportal import _
from hcc.ehcportal.login.account.app import App
from hcc.ehcportal.login.account.ownpage import OwnPage
from hcc.ehcportal.login.door.accounts import Account
from hcc.ehcportal.login.door.accounts import account_of
from hcc.ehcportal.login.door.attempts import CODE_OF_ACCOUNT
from hcc.ehcportal.login.door.rule import has_to_use_app
from hcc.ehcportal.login.door.store import the_store
from hcc.ehcportal.login.steps.appcode import use_app_code
from hcc.ehcportal.login.steps.authenticator import qr_svg
from hcc.ehcportal.login.steps.authenticator import spaced
from hcc.ehcportal.login.steps.entrance import Entrance
from hcc.ehcportal.login.steps.entrance import Waiting
from hcc.ehcportal.login.steps.signin import after_sign_in
from plone import api


class AppSetup(OwnPage):
    """Sets up, changes and removes the app; ``codes`` are shown once."""

    title = _("title_app", default="Authenticator app")
    buttons = {
        "set_up": "set_up",
        "confirm": "confirm",
        "remove": "remove",
        "new_codes": "make_codes",
        "go_on": "go_on",
        "cancel": "cancel",
    }
    codes: tuple[str, ...] = ()

    def respond(self) -> str | None:
        if self.user_id is None:
            return f"{self.site_url}/login"
        return super().respond()

    @cached_property
    def waiting(self) -> Waiting | None:
        """The sign-in that waits for the app to be set up, or None."""
        waiting = Entrance(self.request).waiting()
        if waiting is None or not waiting.proved or not api.user.is_anonymous():
            return None
        # An app that was set up elsewhere meanwhile has not been shown here.
        is_unknown = the_store().known(waiting.user_id).has_app and not waiting.by_app
        return None if is_unknown else waiting

    @property
    def user_id(self) -> str | None:
        if self.waiting is not None:
            return self.waiting.user_id
        return super().user_id

    @property
    def account(self) -> Account | None:
        return account_of(self.user_id)

    @property
    def app(self) -> App:
        return App(self.account)

    @property
    def is_entered(self) -> bool:
        """Whether the app of a sign-in that waits is ready, with only codes to show."""
        return self.waiting is not None and self.waiting.by_app

    @property
    def may_remove(self) -> bool:
        return not has_to_use_app(self.user_id)

    @property
    def picture(self) -> str:
        """The proposed secret, as a picture for the phone's camera."""
        return qr_svg(self.app.uri)

    @property
    def secret(self) -> str:
        """The proposed secret, to be typed."""
        return spaced(self.app.proposed)

    # What the buttons do

    def set_up(self) -> str | None:
        if not self._is_proved():
            return None
        self.app.propose()
        return self.url

    def confirm(self) -> str | None:
        if self.app.proposed is None:
            self.refuse("", _RAN_OUT)
            return None
        codes = self.app.set_up(self.typed("first_code"))
        if codes is None:
            self.refuse("first_code", _WRONG_FIRST)
            return None
        if self.waiting is not None:
            self.waiting = Entrance(self.request).app_is_set_up(self.waiting)
        self.codes = codes
        return None

    def make_codes(self) -> str | None:
        if self.app.is_set_up and self._is_proved():
            self.codes = self.app.replace_codes()
        return None

    def remove(self) -> str | None:
        if not (self.app.is_set_up and self.may_remove and self._is_proved()):
            return None
        self.app.remove()
        self.tell(_("app_removed", default="The authenticator app was removed."))
        return self.account_url

    def go_on(self) -> str:
        """Leave the recovery codes behind; sign in who was on the way in."""
        if not self.is_entered:
            return self.account_url
        came_from = self.waiting.came_from
        Entrance(self.request).go_in(self.account)
        return after_sign_in(self.context, self.request, came_from)

    def cancel(self) -> str:
        if self.app.proposed is not None:
            self.app.withdraw()
        if self.waiting is None:
            return self.account_url
        Entrance(self.request).give_up()
        return self.site_url

    # Proofs

    def _is_proved(self) -> bool:
        """Tell whether this is the owner, and not who found the browser open.

        Whoever has an app shows it too, else a stolen password would do.
        """
        if self.waiting is not None:
            # Password and code were right just now, and no other app is replaced.
            return not self.app.is_set_up
        if not self.app.is_set_up:
            return self.proves_password()
        typed = self.typed("code")
        if not typed.strip():
            self.refuse("code", _MISSING)
        if not self.proves_password() or self.problems:
            return False
        return self._proves_code(typed)

    def _proves_code(self, typed: str) -> bool:
        if not self.may_try(CODE_OF_ACCOUNT):
            return False
        if use_app_code(self.user_id, typed):
            the_store().attempts.forgive(CODE_OF_ACCOUNT, self.user_id)
            return True
        self.refuse("code", _WRONG)
        return False


_MISSING = _(
    "error_no_own_app_code",
    default="Enter the code that your authenticator app shows, or a recovery code.",
)
_WRONG = _(
    "error_own_app_code_incorrect",
    default="This code is incorrect. Enter the one that your authenticator app shows "
    "now, or one of your recovery codes. Each works once.",
)
_WRONG_FIRST = _(
    "error_first_code",
    default="This code is incorrect. Enter the 6 digits that your authenticator app "
    "shows for this website now. If that does not help, check that the phone sets its "
    "clock by itself.",
)
_RAN_OUT = _(
    "error_app_ran_out",
    default="Too much time has passed. Begin again, and remove what you added to your "
    "app.",
)
