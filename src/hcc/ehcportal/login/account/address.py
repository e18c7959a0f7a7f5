"""The pages on which people change their e-mail address."""

from __future__ import annotations

from functools import cached_property
from hcc.ehcportal import _
from hcc.ehcportal.access.typed import clean_address
from hcc.ehcportal.login.account.addresschange import AddressChange
from hcc.ehcportal.login.account.addresschange import Change
from hcc.ehcportal.login.account.ownpage import OwnPage
from hcc.ehcportal.login.door.attempts import ADDRESS_CODE
from hcc.ehcportal.login.door.store import the_store
from hcc.ehcportal.login.steps.codes import normal
from hcc.ehcportal.login.steps.page import too_often
from zope.schema.interfaces import ValidationError


class OwnAddress(OwnPage):
    """Asks for the new address and the password."""

    title = _("title_own_address", default="Change your email")
    buttons = {"send_codes": "send_codes", "cancel": "cancel"}

    def send_codes(self) -> str | None:
        address = self._new_address()
        if not self.proves_password() or self.problems:
            return None
        verdict = AddressChange(self.account, self.request).ask(address)
        if not verdict.may_go_on:
            self.refuse("", too_often(verdict.wait))
            return None
        return f"{self.site_url}/ehc-address-codes"

    def _new_address(self) -> str:
        try:
            address = clean_address(self.typed("address"))
        except ValidationError as error:
            self.refuse("address", error.doc())
            return ""
        if address == self.account.address.lower():
            self.refuse(
                "address",
                _("error_same_address", default="This is your email already."),
            )
        return address


class AddressCodes(OwnPage):
    """Asks for the codes that were mailed to both addresses."""

    title = _("title_address_codes", default="Confirm your email")
    buttons = {"finish": "finish", "cancel": "cancel"}

    @cached_property
    def change(self) -> AddressChange:
        return AddressChange(self.account, self.request)

    @property
    def waiting(self) -> Change | None:
        return self.change.waiting()

    def respond(self) -> str | None:
        if self.account is None or self.waiting is not None:
            return super().respond()
        self.tell(
            _(
                "address_ran_out",
                default="Codes work for 15 minutes. Enter your new email again, and we "
                "send you new ones.",
            ),
            "warning",
        )
        return f"{self.site_url}/ehc-address"

    def finish(self) -> str | None:
        waiting, old, new = self.waiting, self.typed("old_code"), self.typed("new_code")
        self._check_typed(old, new)
        if self.problems or not self.may_try(ADDRESS_CODE):
            return None
        for field in self.change.wrong_codes(waiting, old, new):
            self.refuse(field, _WRONG[field])
        if self.problems:
            return None
        the_store().attempts.forgive(ADDRESS_CODE, self.user_id)
        self.tell(
            _(
                "own_address_saved",
                default="Your email was changed. You were signed out everywhere else.",
            )
        )
        return self.account_url

    def cancel(self) -> str:
        self.change.give_up()
        return super().cancel()

    def _check_typed(self, old: str, new: str) -> None:
        if self.waiting.old is not None and not normal(old):
            self.refuse("old_code", _MISSING["old_code"])
        if not normal(new):
            self.refuse("new_code", _MISSING["new_code"])


_MISSING = {
    "old_code": _(
        "error_no_old_code", default="Enter the code that we sent to your old email."
    ),
    "new_code": _(
        "error_no_new_code", default="Enter the code that we sent to your new email."
    ),
}
_WRONG = {
    "old_code": _(
        "error_wrong_old_code",
        default="The code from your old email is incorrect. Check it and try again.",
    ),
    "new_code": _(
        "error_wrong_new_code",
        default="The code from your new email is incorrect. Check it and try again.",
    ),
}
