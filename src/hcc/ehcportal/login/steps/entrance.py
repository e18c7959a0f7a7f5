"""The way in: a name and a password first, then a code.

Between the two a person is nobody. What they have begun waits on the server, under a
random id that the browser's cookie carries and no address.
"""

from __future__ import annotations

from AccessControl.SecurityManagement import newSecurityManager
from Acquisition import aq_parent
from dataclasses import dataclass
from dataclasses import replace
from hcc.ehcportal.access.audit import record
from hcc.ehcportal.access.clock import seconds
from hcc.ehcportal.access.network import network_of
from hcc.ehcportal.login.door.accounts import Account
from hcc.ehcportal.login.door.accounts import account_named
from hcc.ehcportal.login.door.accounts import account_of
from hcc.ehcportal.login.door.attempts import CODE_OF_ACCOUNT
from hcc.ehcportal.login.door.attempts import first_refusal
from hcc.ehcportal.login.door.attempts import MAY_GO_ON
from hcc.ehcportal.login.door.attempts import PASSWORD_OF_ACCOUNT
from hcc.ehcportal.login.door.attempts import PASSWORD_OF_DEVICE
from hcc.ehcportal.login.door.attempts import TRIES_OF_NETWORK
from hcc.ehcportal.login.door.attempts import Verdict
from hcc.ehcportal.login.door.cookies import Cookie
from hcc.ehcportal.login.door.device import device_of
from hcc.ehcportal.login.door.elsewhere import is_judged_elsewhere
from hcc.ehcportal.login.door.elsewhere import user_from_elsewhere
from hcc.ehcportal.login.door.hashing import is_outdated
from hcc.ehcportal.login.door.hashing import matches
from hcc.ehcportal.login.door.hashing import strong_hash
from hcc.ehcportal.login.door.locks import note_lock
from hcc.ehcportal.login.door.rule import has_to_use_app
from hcc.ehcportal.login.door.rule import owes_second_step
from hcc.ehcportal.login.door.secret import digest
from hcc.ehcportal.login.door.secret import new_secret
from hcc.ehcportal.login.door.sessions import current_session
from hcc.ehcportal.login.door.sessions import give_cookie
from hcc.ehcportal.login.door.sessions import open_session
from hcc.ehcportal.login.door.store import the_store
from hcc.ehcportal.login.steps.appcode import use_app_code
from hcc.ehcportal.login.steps.codes import check_code
from hcc.ehcportal.login.steps.codes import CodeStanding
from hcc.ehcportal.login.steps.codes import mail_code
from plone import api


# So long a sign-in waits for its code: as long as somebody may look for the mail, or
# needs to ask for another.
WAITS = 2 * 60 * 60

STEP_COOKIE = Cookie("__ehc_step", lifetime=None)
DEVICE_COOKIE = Cookie("__ehc_device", lifetime=400 * 24 * 60 * 60)


@dataclass(frozen=True)
class Waiting:
    """A sign-in whose password was right, and which waits for a code.

    ``mark`` stands for the password: another one ends it, as it ends sessions.
    ``by_app`` where the code comes from the authenticator app. ``proved`` where a code
    was right and only the app is still to be set up; with ``by_app`` that is done too,
    and only the recovery codes are still to be noted down.
    """

    user_id: str
    mark: str
    came_from: str
    by_app: bool
    proved: bool = False


@dataclass(frozen=True)
class FirstStep:
    """How the first step went: in, on to the second, or neither."""

    is_in: bool = False
    waits: bool = False
    verdict: Verdict = MAY_GO_ON


class Entrance:
    """The way in of one request. What it keeps is written with the request.

    ``step`` reads, gives and takes away the id of a sign-in that waits, as the cookie
    does.
    """

    def __init__(self, request, step=STEP_COOKIE):
        self.request = request
        self.step = step
        self.store = the_store()
        self.attempts = self.store.attempts

    # Step 1

    def take_first_step(self, login: str, password: str, came_from="") -> FirstStep:
        """Judge a name and a password; go in, or on to the second step."""
        account = account_named(login)
        verdict = self._count_password(login, account)
        if not verdict.may_go_on:
            note_lock(account, verdict)
            return FirstStep(verdict=verdict)
        if account is None and is_judged_elsewhere(login):
            return self._ask_elsewhere(login, password)
        if not matches(account.stored if account else None, password):
            self._note_failure(account and account.user_id, "wrong_password")
            return FirstStep()
        self._forgive_password(account)
        account = self._with_strong_hash(account, password)
        if not owes_second_step(account.user_id):
            self.go_in(account)
            return FirstStep(is_in=True)
        self._wait(account, came_from)
        return FirstStep(waits=True)

    def _ask_elsewhere(self, login: str, password: str) -> FirstStep:
        """Let in whom another plugin or the root of the server knows, as Plone does."""
        user = user_from_elsewhere(login, password, self.request)
        if user is None:
            self._note_failure(None, "wrong_password")
            return FirstStep()
        self.attempts.forgive(*self._password_count(login, None))
        self.attempts.give_back(TRIES_OF_NETWORK, self._network)
        newSecurityManager(self.request, user)
        aq_parent(user).updateCredentials(
            self.request, self.request.response, login, password
        )
        return FirstStep(is_in=True)

    def _wait(self, account: Account, came_from: str) -> None:
        by_app = self.store.known(account.user_id).has_app
        self.waits_for(Waiting(account.user_id, account.mark, came_from, by_app))
        if not by_app:
            mail_code(account)

    # Step 2

    def waiting(self) -> Waiting | None:
        """Return the sign-in that waits in this browser, or None."""
        step = self.step.read(self.request)
        if not step:
            return None
        waiting = self.store.waiting.get(_sign_in(step), seconds())
        account = waiting and account_of(waiting.user_id)
        return waiting if account and account.mark == waiting.mark else None

    def waits_for(self, waiting: Waiting) -> None:
        """Keep a sign-in that waits, under a new id that the browser is given."""
        step, now = new_secret(), seconds()
        self.store.waiting.put(_sign_in(step), waiting, now + WAITS, now)
        self.step.give(self.request, step)

    def take_second_step(self, typed: str) -> CodeStanding | Verdict:
        """Judge a code; go in where it is right. Raises ``LookupError``."""
        waiting = self.waiting()
        if waiting is None:
            raise LookupError
        verdict = self._count_code(waiting.user_id)
        account = account_of(waiting.user_id)
        if not verdict.may_go_on:
            note_lock(account, verdict)
            return verdict
        standing = self._judge_code(waiting, typed)
        if standing is not CodeStanding.RIGHT:
            self._note_failure(waiting.user_id, "wrong_code")
            return standing
        self.attempts.forgive(CODE_OF_ACCOUNT, waiting.user_id)
        if has_to_use_app(waiting.user_id) and not waiting.by_app:
            self.give_up()
            self.waits_for(replace(waiting, proved=True))
        else:
            self.go_in(account)
        return standing

    def _judge_code(self, waiting: Waiting, typed: str) -> CodeStanding:
        if not waiting.by_app:
            return check_code(self.store.record(waiting.user_id), typed)
        is_right = use_app_code(waiting.user_id, typed)
        return CodeStanding.RIGHT if is_right else CodeStanding.WRONG

    def app_is_set_up(self, waiting: Waiting) -> Waiting:
        """Keep that a sign-in waits for nothing but its person; return what is kept."""
        self.give_up()
        ready = replace(waiting, by_app=True)
        self.waits_for(ready)
        return ready

    def send_new_code(self) -> bool:
        """Mail another code; tell whether that may be. Raises ``LookupError``."""
        waiting = self.waiting()
        if waiting is None or waiting.by_app:
            raise LookupError
        return mail_code(account_of(waiting.user_id))

    def give_up(self) -> None:
        """Forget the sign-in that waits in this browser."""
        step = self.step.read(self.request)
        if step:
            self.store.waiting.drop(_sign_in(step))
            self.step.take_away(self.request)

    # In

    def go_in(self, account: Account) -> None:
        """Sign somebody in who has proved to be the person of an account."""
        self.give_up()
        # A member's own user stands outside of the site, where no role counts.
        folder = api.portal.get().acl_users
        user = folder.getUserById(account.user_id).__of__(folder)
        newSecurityManager(self.request, user)
        # Login times, the event of Plone; its plain cookie is replaced by ours.
        api.portal.get_tool("portal_membership").loginUser(self.request)
        self.hand_over(account, open_session(account, self.request))
        record(
            "signed_in",
            who=account.user_id,
            about=account.user_id,
            detail=device_of(self.request),
        )

    def hand_over(self, account: Account, session_id: str) -> None:
        """Give the browser a session, in place of any it had."""
        before = current_session(self.request)
        if before is not None:
            self.store.record(before.user_id).end_session(before.session_id)
        give_cookie(self.request, account.user_id, session_id)
        self._remember_device(account.user_id)

    def _remember_device(self, user_id: str) -> None:
        device = DEVICE_COOKIE.read(self.request) or new_secret()
        self.store.record(user_id).remember_device(device)
        DEVICE_COOKIE.give(self.request, device)

    # Counting

    def _count_password(self, login: str, account: Account | None) -> Verdict:
        return first_refusal(
            self.attempts.take(limit, whose)
            for limit, whose in (
                (TRIES_OF_NETWORK, self._network),
                self._password_count(login, account),
            )
        )

    def _password_count(self, login: str, account: Account | None):
        """Return which tries are counted together.

        A device from which the person signed in before has a count of its own, so that
        a stranger who knows the address cannot keep them out at home.
        """
        if account is None:
            return PASSWORD_OF_ACCOUNT, f"name:{login.strip().lower()}"
        device = DEVICE_COOKIE.read(self.request)
        if device and self.store.known(account.user_id).knows_device(device):
            return PASSWORD_OF_DEVICE, f"{account.user_id}:{digest(device)}"
        return PASSWORD_OF_ACCOUNT, account.user_id

    def _forgive_password(self, account: Account) -> None:
        self.attempts.forgive(*self._password_count(account.login, account))
        self.attempts.give_back(TRIES_OF_NETWORK, self._network)

    def _count_code(self, user_id: str) -> Verdict:
        return self.attempts.take(CODE_OF_ACCOUNT, user_id)

    def _note_failure(self, user_id: str | None, detail: str) -> None:
        record("sign_in_failed", about=user_id, detail=detail, apart=True)

    @property
    def _network(self) -> str:
        return network_of(self.request)

    def _with_strong_hash(self, account: Account, password: str) -> Account:
        """Return the account with a hash of the strongest scheme, now that it can."""
        if not is_outdated(account.stored):
            return account
        users = api.portal.get().acl_users.source_users
        users.updateUserPassword(account.user_id, strong_hash(password))
        return account_of(account.user_id)


def _sign_in(step: str) -> str:
    return f"sign-in:{digest(step)}"
