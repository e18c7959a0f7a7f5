"""A registration that somebody has begun: an address first, then its code.

The browser's cookie carries the id under which its proof waits.
"""

from __future__ import annotations

from hcc.ehcportal.login.door.attempts import Verdict
from hcc.ehcportal.login.door.cookies import Cookie
from hcc.ehcportal.login.door.secret import new_secret
from hcc.ehcportal.login.joining.addressproof import AddressProof
from hcc.ehcportal.login.joining.addressproof import Proof
from hcc.ehcportal.login.joining.letters import send_register_code
from hcc.ehcportal.login.joining.letters import tell_of_own_account
from hcc.ehcportal.login.joining.newaccount import accounts_at
from hcc.ehcportal.login.steps.codes import CodeStanding


COOKIE = Cookie("__ehc_register", lifetime=None)


class Registration:
    """The registration of one request."""

    def __init__(self, request):
        self.request = request

    def begun(self) -> Proof | None:
        """Return what was begun in this browser, or None."""
        return self._proof.begun()

    def begin(self, address: str) -> Verdict:
        """Mail a code, or that there is an account already, unless too often."""
        kept = new_secret()
        verdict = self._proof_under(kept).begin(address)
        if verdict.may_go_on:
            COOKIE.give(self.request, kept)
        return verdict

    def pretend(self) -> Verdict:
        """Go on as if a mail had been sent."""
        return self.begin("")

    def send_again(self) -> Verdict:
        """Mail another code, unless too often. Raises ``LookupError``."""
        return self._proof.send_again()

    def prove(self, typed: str) -> CodeStanding | Verdict:
        """Judge a code; where it is right, the address is proved.

        The id in the cookie changes with it. Raises ``LookupError``.
        """
        outcome = self._proof.prove(typed)
        if outcome is CodeStanding.RIGHT:
            proof, kept = self.begun(), new_secret()
            self.give_up()
            self._proof_under(kept).keep(proof)
            COOKIE.give(self.request, kept)
        return outcome

    def give_up(self) -> None:
        """Forget what was begun in this browser."""
        if COOKIE.read(self.request):
            self._proof.drop()
            COOKIE.take_away(self.request)

    @property
    def _proof(self) -> AddressProof:
        return self._proof_under(COOKIE.read(self.request))

    def _proof_under(self, kept: str) -> AddressProof:
        return AddressProof(self.request, "register", kept, _mail)


def _mail(address: str, code: str) -> None:
    """Mail a code, which nobody gets to know where the address has an account."""
    if accounts_at(address):
        tell_of_own_account(address)
    else:
        send_register_code(address, code)
