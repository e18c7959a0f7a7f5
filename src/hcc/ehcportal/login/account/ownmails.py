"""What is mailed about changes that people make to their own account."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.access.mail import send_mail
from hcc.ehcportal.login.door.accounts import Account
from hcc.ehcportal.login.door.mails import tell
from hcc.ehcportal.login.door.mails import words


def send_old_address_code(address: str, code: str) -> None:
    """Mail a code to the address that an account has."""
    send_mail(
        address,
        _CODE_SUBJECT,
        _(
            "mail_old_address",
            default="""Somebody signed in to your account wants to use another email
address for it. The code for this, your present address, is ${code}

Enter it on the page that asked for it. It works once, for 15 minutes.

If it was not you, do not pass this code on, and choose a new password at once on
${address}

${council}
""",
            mapping=words(code=code),
        ),
    )


def send_new_address_code(address: str, code: str) -> None:
    """Mail a code to the address that an account is to have."""
    send_mail(
        address,
        _CODE_SUBJECT,
        _(
            "mail_new_address",
            default="""Somebody wants to use this email address for their account. The
code for this address is ${code}

Enter it on the page that asked for it. It works once, for 15 minutes.

If it was not you, there is nothing to do: without this code nothing is changed.

${council}
""",
            mapping=words(code=code),
        ),
    )


def tell_of_taken_address(address: str) -> None:
    """Tell a person that somebody wanted to use their address for another account."""
    send_mail(
        address,
        _("mail_taken_subject", default="Somebody wanted to use your email address"),
        _(
            "mail_taken",
            default="""Somebody wanted to use this email address for another account.
You have an account with this address already, so nothing was changed.

If it was you, sign in with this address, or choose a new password on ${address}

${council}
""",
            mapping=words(),
        ),
    )


def tell_of_new_address(old: str, new: str) -> None:
    """Tell a person at both addresses that theirs was changed."""
    text = _(
        "mail_address_changed",
        default="""The email address of your account was changed just now. You were
signed out everywhere else.

If it was not you, tell us at once.

${council}
""",
        mapping=words(),
    )
    subject = _("mail_address_subject", default="Your email address was changed")
    for address in filter(None, (old, new)):
        send_mail(address, subject, text)


def tell_of_recovery_codes(account: Account) -> None:
    """Tell a person that their recovery codes were replaced."""
    tell(
        account,
        _("mail_recovery_subject", default="You have new recovery codes"),
        _(
            "mail_recovery",
            default="""New recovery codes were made for your account just now. The ones
before them do not work any more.

If it was not you, choose a new password at once on ${address} and tell us.

${council}
""",
            mapping=words(),
        ),
    )


def tell_of_guesses(account: Account) -> None:
    """Tell a person that somebody who is signed in as them guesses secrets."""
    tell(
        account,
        _("mail_guesses_subject", default="Too many wrong tries in My account"),
        _(
            "mail_guesses",
            default="""Somebody signed in to your account entered a wrong password or
code too often. Nothing was changed.

If it was you, try again in a while. If it was not you, choose a new password at once on
${address} and tell us.

${council}
""",
            mapping=words(),
        ),
    )


_CODE_SUBJECT = _(
    "mail_address_code_subject", default="Your code to change your email address"
)
