"""What the forms have in common that make an account: a name and a password."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.access.typed import clean_name
from hcc.ehcportal.access.typed import ValueRefused
from hcc.ehcportal.login.door.accounts import Account
from hcc.ehcportal.login.joining.newaccount import AddressTaken
from hcc.ehcportal.login.joining.newaccount import check_password
from hcc.ehcportal.login.joining.newaccount import make_account
from hcc.ehcportal.login.joining.newaccount import PasswordRefused
from hcc.ehcportal.login.steps.page import FormPage


class NewAccountForm(FormPage):
    """Makes an account for an address that was proved."""

    buttons = {"create": "create"}

    @property
    def address(self) -> str:
        """The proved address."""
        raise NotImplementedError

    @property
    def typed_name(self) -> str:
        """What stands in the field of the name."""
        return self.typed("name")

    def welcome(self, account: Account) -> str:
        """Sign the person in, and return the address to go on to."""
        raise NotImplementedError

    def create(self) -> str | None:
        name, password = self._name(), self.typed("password")
        self._check_password(name or "", password)
        if self.problems:
            return None
        try:
            account = make_account(self.address, name, password)
        except AddressTaken:
            return self.account_exists()
        return self.welcome(account)

    def account_exists(self) -> str:
        """Return the address to go on to when there is an account already."""
        self.tell(
            _(
                "account_exists",
                default="There is an account with this email already. Sign in with it.",
            )
        )
        return f"{self.site_url}/login"

    def _name(self) -> str | None:
        try:
            return clean_name(self.typed("name"))
        except ValueRefused as refused:
            self.refuse("name", refused.doc())
        return None

    def _check_password(self, name: str, password: str) -> None:
        try:
            check_password(password, about=(name, self.address))
        except PasswordRefused as refused:
            self.refuse("password", refused.args[0])
