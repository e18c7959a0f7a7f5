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
from hcc.ehcportal.api.problems import Problem
from hcc.ehcportal.api.service import PortalService
from hcc.ehcportal.api.shapes import said_in
from hcc.ehcportal.api.shapes import shown_as
from hcc.ehcportal.content.validation import by_field


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
        said = said_in(self.body)
        if "name" in said:
            with by_field("name"):
                rename(self.person, said["name"])
        if "notices" in said:
            choose_notices(self.person, said["notices"])
        return super().reply()
