"""``@ehc-account``: reading one's own account, and changing what takes no proof."""

from __future__ import annotations

from hcc.ehcportal.access.notices import choose_notices
from hcc.ehcportal.access.ownaccount import NOT_KEPT
from hcc.ehcportal.access.ownaccount import own_account
from hcc.ehcportal.access.ownaccount import OwnAccount
from hcc.ehcportal.access.ownaccount import rename
from hcc.ehcportal.api.account.answer import Account
from hcc.ehcportal.api.account.answer import AccountChange
from hcc.ehcportal.api.operations import Operation
from hcc.ehcportal.api.problems import FieldProblem
from hcc.ehcportal.api.problems import Problem
from hcc.ehcportal.api.service import PortalService
from hcc.ehcportal.api.shapes import shown_as
from hcc.ehcportal.content.validation import ValueRefused


class ReadAccount(PortalService):
    """Tells whoever asks of their own account, and of nobody else's."""

    operation = Operation(summary="Read my account", gives={200: Account})

    def reply(self) -> Account:
        site = self.context.absolute_url()
        return shown_as(
            Account,
            self.own(),
            at_id=f"{site}/@ehc-account",
            website=f"{site}/ehc-my-account",
        )

    def own(self) -> OwnAccount:
        """Return it. Raises a ``Problem`` (404) where the site does not keep it."""
        account = own_account(self.person)
        if account is None:
            raise Problem(404, "AccountElsewhere", NOT_KEPT)
        return account


class ChangeAccount(ReadAccount):
    """Changes the name, and whether notices are mailed."""

    operation = Operation(
        summary="Change my name, or whether I am sent notices",
        takes=AccountChange,
        gives={200: Account},
    )

    def reply(self) -> Account:
        self.own()
        if self.body.name is not None:
            self._rename(self.body.name)
        if self.body.notices is not None:
            choose_notices(self.person, self.body.notices)
        return super().reply()

    def _rename(self, name: str) -> None:
        try:
            rename(self.person, name)
        except ValueRefused as refused:
            raise Problem(422, errors=[FieldProblem("name", refused.doc())]) from None
