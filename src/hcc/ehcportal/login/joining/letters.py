"""What is mailed to people who come by an account, or have lost its password.

Whoever reads mail at an address may know whether it has an account; the page that the
mail was asked for on tells nobody.
"""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.access.mail import public_url
from hcc.ehcportal.access.mail import send_mail
from hcc.ehcportal.login.door.accounts import Account
from hcc.ehcportal.login.door.mails import words


def send_register_code(address: str, code: str) -> None:
    """Mail the code that proves a new address."""
    send_mail(
        address,
        _("mail_register_subject", default="Confirm your email", mapping=words()),
        _(
            "mail_register",
            default="""Your code is ${code}

Enter it on the page that asked for it, to confirm your email and make your account. It
works once, for 15 minutes.

If you did not ask for an account, there is nothing to do: none is made without this
code. Do not pass it on.

${council}
""",
            mapping=words(code=code),
        ),
    )


def send_request_code(address: str, code: str) -> None:
    """Mail the code that proves the address of whoever asks for an assessment."""
    send_mail(
        address,
        _("mail_request_subject", default="Confirm your email", mapping=words()),
        _(
            "mail_request",
            default="""Your code is ${code}

Enter it on the page that asked for it, to send your request. It works once, for 15
minutes.

If you did not ask for anything, there is nothing to do: nothing is sent without this
code. Do not pass it on.

${council}
""",
            mapping=words(code=code),
        ),
    )


def tell_of_own_account(address: str) -> None:
    """Tell somebody who registers that the address has an account."""
    send_mail(
        address,
        _("mail_registered_subject", default="You have an account already"),
        _(
            "mail_registered",
            default="""Somebody, probably you, asked for a new account with this email.
You have an account already, so there is no code to enter.

Sign in: ${sign_in}
If you forgot your password, choose a new one: ${address}

If it was not you, there is nothing to do.

${council}
""",
            mapping=words(sign_in=f"{public_url()}/login"),
        ),
    )


def send_reset_link(account: Account, secret: str) -> None:
    """Mail a link with which a person chooses a new password."""
    send_mail(
        account.address,
        _("mail_reset_subject", default="Choose a new password"),
        _(
            "mail_reset",
            default="""Somebody, probably you, asked for a new password.

Open this link and choose one:
${link}

The link works once, for one hour.

If it was not you, there is nothing to do: your password stays as it is. Do not pass
the link on.

${council}
""",
            mapping=words(link=reset_link(secret)),
        ),
    )


def tell_of_no_account(address: str) -> None:
    """Tell somebody who wants a new password that the address has no account."""
    send_mail(
        address,
        _("mail_no_account_subject", default="There is no account with this email"),
        _(
            "mail_no_account",
            default="""Somebody, probably you, asked for a new password. There is no
account with this email, so there is no password to change.

Perhaps your account has another email of yours: ${address}
If you have no account yet, register: ${register}

If it was not you, there is nothing to do.

${council}
""",
            mapping=words(register=f"{public_url()}/register"),
        ),
    )


def reset_link(secret: str) -> str:
    """Return the address at which a secret lets choose a new password."""
    return f"{public_url()}/passwordreset/{secret}"
