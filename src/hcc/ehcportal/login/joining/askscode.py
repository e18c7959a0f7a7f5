"""A page that asks for the code which was mailed to an address."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.login.door.attempts import Verdict
from hcc.ehcportal.login.joining.addressproof import AddressProof
from hcc.ehcportal.login.joining.registration import Registration
from hcc.ehcportal.login.steps.codes import CodeStanding
from hcc.ehcportal.login.steps.codes import normal
from hcc.ehcportal.login.steps.page import FormPage
from hcc.ehcportal.login.steps.page import too_often
from hcc.ehcportal.login.steps.signin import EXPIRED
from hcc.ehcportal.login.steps.signin import INCORRECT


class AsksCode(FormPage):
    """Judges what stands in the field ``code``."""

    def proves(self, proof: AddressProof | Registration) -> bool:
        """Tell whether the code is right; else say what is wrong with it.

        In the place of one that has run out another is mailed.
        """
        typed = self.typed("code")
        if not normal(typed):
            self.refuse("code", _MISSING)
            return False
        outcome = proof.prove(typed)
        if outcome is CodeStanding.EXPIRED:
            verdict = proof.send_again()
            is_sent = verdict.may_go_on
            self.refuse("code", EXPIRED if is_sent else too_often(verdict.wait))
        elif outcome is CodeStanding.WRONG:
            self.refuse("code", INCORRECT)
        elif isinstance(outcome, Verdict):
            self.refuse("", too_often(outcome.wait))
        return outcome is CodeStanding.RIGHT


_MISSING = _("error_no_code", default="Enter the code from our email.")
