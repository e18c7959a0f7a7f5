"""The authenticator app of one account: proposed, set up, removed."""

from __future__ import annotations

from hcc.ehcportal.access.audit import record
from hcc.ehcportal.access.clock import seconds
from hcc.ehcportal.access.mail import council_name
from hcc.ehcportal.login.account.ownmails import tell_of_recovery_codes
from hcc.ehcportal.login.door.accounts import Account
from hcc.ehcportal.login.door.mails import tell_of_second_step
from hcc.ehcportal.login.door.person import Proposal
from hcc.ehcportal.login.door.store import the_store
from hcc.ehcportal.login.steps.authenticator import new_secret
from hcc.ehcportal.login.steps.authenticator import setup_uri
from hcc.ehcportal.login.steps.authenticator import step_of
from hcc.ehcportal.login.steps.recovery import digest
from hcc.ehcportal.login.steps.recovery import new_codes


# Seconds; as long as it may take to find and install an app.
_PROPOSED_FOR = 60 * 60


class App:
    """What a person who has proved to be the owner does with their app."""

    def __init__(self, account: Account):
        self.account = account
        self.user_id = account.user_id
        self.store = the_store()

    @property
    def is_set_up(self) -> bool:
        return self.store.known(self.user_id).has_app

    @property
    def proposed(self) -> str | None:
        """The secret that waits for its first code, or None."""
        proposal = self.store.known(self.user_id).app_proposed
        is_fresh = proposal is not None and seconds() < proposal.until
        return proposal.secret if is_fresh else None

    @property
    def uri(self) -> str:
        """The address that a phone reads from the picture; it holds the secret."""
        return setup_uri(self.proposed, self.account.login, council_name())

    def propose(self) -> None:
        """Make a secret that counts once its first code was right."""
        person = self.store.record(self.user_id)
        person.app_proposed = Proposal(new_secret(), seconds() + _PROPOSED_FOR)

    def withdraw(self) -> None:
        """Forget the secret that waits for its first code."""
        self.store.record(self.user_id).app_proposed = None

    def set_up(self, typed: str) -> tuple[str, ...] | None:
        """Return recovery codes where the first code is right, else None.

        Tries are not counted: the secret stands on the same page.
        """
        secret = self.proposed
        step = secret and step_of(secret, typed, seconds(), None)
        if not step:
            return None
        person = self.store.record(self.user_id)
        person.app_secret, person.app_step = secret, step
        person.app_proposed = None
        codes = self._make_codes()
        record("second_step_set_up", who=self.user_id, about=self.user_id)
        tell_of_second_step(self.account, is_set_up=True)
        return codes

    def remove(self) -> None:
        """Go back to codes by e-mail."""
        person = self.store.record(self.user_id)
        person.app_secret = person.app_step = person.app_proposed = None
        person.recovery = ()
        record("second_step_removed", who=self.user_id, about=self.user_id)
        tell_of_second_step(self.account, is_set_up=False)

    def replace_codes(self) -> tuple[str, ...]:
        """Return new recovery codes; the ones before them die."""
        codes = self._make_codes()
        record("recovery_codes_made", who=self.user_id, about=self.user_id)
        tell_of_recovery_codes(self.account)
        return codes

    def _make_codes(self) -> tuple[str, ...]:
        codes = new_codes()
        self.store.record(self.user_id).recovery = tuple(map(digest, codes))
        return codes
