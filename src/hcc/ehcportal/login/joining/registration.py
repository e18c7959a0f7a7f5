"""A registration that somebody has begun: an address first, then its code.

What was begun waits on the server, under a random id that the browser's cookie
carries. It waits in the same way whether the address has an account or not.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from hcc.ehcportal.access.clock import seconds
from hcc.ehcportal.access.network import network_of
from hcc.ehcportal.login.door.attempts import CODE_OF_ACCOUNT
from hcc.ehcportal.login.door.attempts import first_refusal
from hcc.ehcportal.login.door.attempts import MAILS_OF_NETWORK
from hcc.ehcportal.login.door.attempts import MAILS_TO_ADDRESS
from hcc.ehcportal.login.door.attempts import Verdict
from hcc.ehcportal.login.door.cookies import Cookie
from hcc.ehcportal.login.door.person import Code
from hcc.ehcportal.login.door.person import with_code
from hcc.ehcportal.login.door.secret import digest
from hcc.ehcportal.login.door.secret import new_code
from hcc.ehcportal.login.door.secret import new_secret
from hcc.ehcportal.login.door.store import the_store
from hcc.ehcportal.login.joining.letters import send_register_code
from hcc.ehcportal.login.joining.letters import tell_of_own_account
from hcc.ehcportal.login.joining.newaccount import accounts_at
from hcc.ehcportal.login.settings import login_setting
from hcc.ehcportal.login.steps.codes import CodeStanding
from hcc.ehcportal.login.steps.codes import judge
from hcc.ehcportal.login.steps.codes import REMEMBERED
from hcc.ehcportal.login.steps.codes import VALID


# So long a registration waits for its next step.
WAITS = 2 * 60 * 60

COOKIE = Cookie("__ehc_register", lifetime=None)


@dataclass(frozen=True)
class Begun:
    """A registration; ``proved`` where a code of the address was right.

    That of a robot has no address.
    """

    address: str
    codes: tuple[Code, ...] = ()
    proved: bool = False


class Registration:
    """The registration of one request. What it keeps is written with the request."""

    def __init__(self, request):
        self.request = request
        self.store = the_store()
        self.attempts = self.store.attempts

    def begun(self) -> Begun | None:
        """Return what was begun in this browser, or None."""
        kept = COOKIE.read(self.request)
        return self.store.waiting.get(_key(kept), seconds()) if kept else None

    def begin(self, address: str) -> Verdict:
        """Mail a code, or that there is an account already, unless too often."""
        verdict = count_mail(self.request, address)
        if verdict.may_go_on:
            self._keep_anew(self._with_mail(Begun(address)))
        return verdict

    def pretend(self) -> Verdict:
        """Go on as if a mail had been sent."""
        return self.begin("")

    def send_again(self) -> Verdict:
        """Mail another code, unless too often. Raises ``LookupError``."""
        begun = self._begun_surely()
        verdict = count_mail(self.request, begun.address)
        if verdict.may_go_on:
            self._keep(self._with_mail(begun))
        return verdict

    def prove(self, typed: str) -> CodeStanding | Verdict:
        """Judge a code; where it is right, the address is proved.

        The id in the cookie changes with it. Raises ``LookupError``.
        """
        begun = self._begun_surely()
        verdict = self.attempts.take(CODE_OF_ACCOUNT, f"register:{begun.address}")
        if not verdict.may_go_on:
            return verdict
        standing, codes = judge(begun.codes, typed)
        if standing is CodeStanding.RIGHT:
            self.give_up()
            self._keep_anew(replace(begun, codes=codes, proved=True))
        return standing

    def give_up(self) -> None:
        """Forget what was begun in this browser."""
        kept = COOKIE.read(self.request)
        if kept:
            self.store.waiting.drop(_key(kept))
            COOKIE.take_away(self.request)

    def _begun_surely(self) -> Begun:
        begun = self.begun()
        if begun is None:
            raise LookupError
        return begun

    def _with_mail(self, begun: Begun) -> Begun:
        """Mail a code and return what was begun with it.

        Where the address has an account, nobody gets to know the code.
        """
        now = seconds()
        code = new_code(login_setting("code_length"))
        if begun.address:
            if accounts_at(begun.address):
                tell_of_own_account(begun.address)
            else:
                send_register_code(begun.address, code)
        codes = with_code(begun.codes, code, now + VALID, now + REMEMBERED, now)
        return replace(begun, codes=codes)

    def _keep_anew(self, begun: Begun) -> None:
        kept = new_secret()
        self._put(kept, begun)
        COOKIE.give(self.request, kept)

    def _keep(self, begun: Begun) -> None:
        self._put(COOKIE.read(self.request), begun)

    def _put(self, kept: str, begun: Begun) -> None:
        now = seconds()
        self.store.waiting.put(_key(kept), begun, now + WAITS, now)


def count_mail(request, address: str) -> Verdict:
    """Count a mail that a stranger asks for, by network and by its address."""
    attempts = the_store().attempts
    return first_refusal(
        attempts.take(limit, of)
        for limit, of in (
            (MAILS_OF_NETWORK, network_of(request)),
            (MAILS_TO_ADDRESS, f"address:{address}"),
        )
        # All robots share the address that they have not.
        if address or limit is MAILS_OF_NETWORK
    )


def _key(kept: str) -> str:
    return f"register:{digest(kept)}"
