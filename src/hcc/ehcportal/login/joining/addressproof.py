"""Whether an address is that of the person who typed it: it is mailed a code.

The proof waits on the server, under a random id that the browser carries. It waits in
the same way whether the address has an account or not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import replace
from hcc.ehcportal.access.clock import seconds
from hcc.ehcportal.access.network import network_of
from hcc.ehcportal.login.door.attempts import CODE_OF_ACCOUNT
from hcc.ehcportal.login.door.attempts import first_refusal
from hcc.ehcportal.login.door.attempts import MAILS_OF_NETWORK
from hcc.ehcportal.login.door.attempts import MAILS_TO_ADDRESS
from hcc.ehcportal.login.door.attempts import Verdict
from hcc.ehcportal.login.door.person import Code
from hcc.ehcportal.login.door.person import with_code
from hcc.ehcportal.login.door.secret import digest
from hcc.ehcportal.login.door.secret import new_code
from hcc.ehcportal.login.door.store import the_store
from hcc.ehcportal.login.settings import login_setting
from hcc.ehcportal.login.steps.codes import CodeStanding
from hcc.ehcportal.login.steps.codes import judge
from hcc.ehcportal.login.steps.codes import REMEMBERED
from hcc.ehcportal.login.steps.codes import VALID


# So long a proof waits for its next step.
WAITS = 2 * 60 * 60

# Mails a code to an address.
MailsCode = Callable[[str, str], None]


@dataclass(frozen=True)
class Proof:
    """An address; ``proved`` where a code of it was right.

    That of a robot has no address.
    """

    address: str
    codes: tuple[Code, ...] = ()
    proved: bool = False


class AddressProof:
    """The proof for one request. What it keeps is written with the request.

    ``kind`` is what it is for, ``kept`` the random id that the browser sent.
    """

    def __init__(self, request, kind: str, kept: str, mail: MailsCode):
        self.request = request
        self.kind = kind
        self.kept = kept
        self.mail = mail
        self.store = the_store()

    def begun(self) -> Proof | None:
        """Return what was begun under the id, or None."""
        waiting = self.store.waiting
        return waiting.get(self._key, seconds()) if self.kept else None

    def begin(self, address: str) -> Verdict:
        """Mail a code to an address, unless too often."""
        verdict = count_mail(self.request, address)
        if verdict.may_go_on:
            self.keep(self._with_mail(Proof(address)))
        return verdict

    def send_again(self) -> Verdict:
        """Mail another code, unless too often. Raises ``LookupError``."""
        begun = self._begun_surely()
        verdict = count_mail(self.request, begun.address)
        if verdict.may_go_on:
            self.keep(self._with_mail(begun))
        return verdict

    def prove(self, typed: str) -> CodeStanding | Verdict:
        """Judge a code; where it is right, the address is proved.

        Raises ``LookupError``.
        """
        begun = self._begun_surely()
        whose = f"{self.kind}:{begun.address}"
        verdict = self.store.attempts.take(CODE_OF_ACCOUNT, whose)
        if not verdict.may_go_on:
            return verdict
        standing, codes = judge(begun.codes, typed)
        if standing is CodeStanding.RIGHT:
            self.keep(replace(begun, codes=codes, proved=True))
        return standing

    def keep(self, proof: Proof) -> None:
        """Keep a proof under the id."""
        now = seconds()
        self.store.waiting.put(self._key, proof, now + WAITS, now)

    def drop(self) -> None:
        """Forget what is kept under the id."""
        self.store.waiting.drop(self._key)

    @property
    def _key(self) -> str:
        return f"{self.kind}:{digest(self.kept)}"

    def _begun_surely(self) -> Proof:
        begun = self.begun()
        if begun is None:
            raise LookupError
        return begun

    def _with_mail(self, begun: Proof) -> Proof:
        now = seconds()
        code = new_code(login_setting("code_length"))
        if begun.address:
            self.mail(begun.address, code)
        codes = with_code(begun.codes, code, now + VALID, now + REMEMBERED, now)
        return replace(begun, codes=codes)


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
