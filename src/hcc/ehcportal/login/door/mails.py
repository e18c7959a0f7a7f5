"""What is mailed about signing in. Nobody but the person is named in it."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.access.mail import council_name
from hcc.ehcportal.access.mail import public_url
from hcc.ehcportal.access.mail import send_mail
from hcc.ehcportal.login.door.accounts import Account


def send_code(account: Account, code: str) -> None:
    """Mail the code of a sign-in."""
    send_mail(
        account.address,
        _(
            "mail_code_subject",
            default="Your code for ${council}",
            mapping={"council": council_name()},
        ),
        _(
            "mail_code",
            default="""Your code to sign in is ${code}

Enter it on the page that asked for it. It works once, for 15 minutes.

If you did not try to sign in, somebody else knows your password. Nobody can get in
without this code: do not pass it on, and choose a new password on ${address}

${council}
""",
            mapping=words(code=code),
        ),
    )


def tell_of_lock(account: Account, wait: int) -> None:
    """Tell a person that somebody tried too often; ``wait`` in seconds."""
    tell(
        account,
        _("mail_lock_subject", default="Somebody tried to sign in to your account"),
        _(
            "mail_lock",
            default="""There were too many wrong passwords or codes for your account.

Signing in is held back for ${minutes} minutes, and works again by itself after that.
If it was you, there is nothing else to do. If you forgot your password, choose a new
one on ${address}

${council}
""",
            mapping=words(minutes=str(-(-wait // 60))),
        ),
    )


def tell_of_new_password(account: Account) -> None:
    """Tell a person that the password of their account was changed."""
    tell(
        account,
        _("mail_password_subject", default="Your password was changed"),
        _(
            "mail_password",
            default="""The password of your account was changed just now.

You were signed out everywhere else. If it was not you, choose a new password at once on
${address} and tell us.

${council}
""",
            mapping=words(),
        ),
    )


def tell_of_second_step(account: Account, is_set_up: bool) -> None:
    """Tell a person that the authenticator app was set up or removed."""
    if is_set_up:
        subject = _("mail_app_subject", default="An authenticator app was set up")
        text = _(
            "mail_app",
            default="""From now on your account asks for a code from your authenticator
app instead of a code by e-mail.

If it was not you, choose a new password at once on ${address} and tell us.

${council}
""",
            mapping=words(),
        )
    else:
        subject = _("mail_no_app_subject", default="Your authenticator app was removed")
        text = _(
            "mail_no_app",
            default="""From now on your account asks for a code by e-mail again.

If it was not you, choose a new password at once on ${address} and tell us.

${council}
""",
            mapping=words(),
        )
    tell(account, subject, text)


def tell(account: Account, subject: str, text: str) -> None:
    """Mail something to a person; an account without an address has nobody to tell."""
    if account.address:
        send_mail(account.address, subject, text)


def words(**more: str) -> dict[str, str]:
    """Return what the texts of mails have in common: who writes, and the way out."""
    return {
        "council": council_name(),
        "address": f"{public_url()}/login-help",
        **more,
    }
