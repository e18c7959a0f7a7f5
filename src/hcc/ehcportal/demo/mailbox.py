"""The mails of the demonstration, read again: ``make code`` prints the newest code.

Zope is not needed for it: ``bin/python -m hcc.ehcportal.demo.mailbox``.
"""

from __future__ import annotations

from email import message_from_bytes
from email import policy
from email.message import EmailMessage
from hcc.ehcportal.demo.places import var_folder
from pathlib import Path

import re
import sys


# As many digits as a code has unless a council wants others. The references of the
# demonstration's cases have one less.
_CODE = re.compile(r"\b\d{8}\b")


def mail_files() -> list[Path]:
    """Return the mails that were written, the oldest first."""
    return sorted((var_folder() / "mail").glob("*.eml"))


def read_mail(path: Path) -> EmailMessage:
    """Return a mail as it was sent."""
    return message_from_bytes(path.read_bytes(), policy=policy.default)


def newest_code() -> tuple[str, str] | None:
    """Return the code that was mailed last and its recipient, or None."""
    for path in reversed(mail_files()):
        mail = read_mail(path)
        found = _CODE.search(mail.get_body().get_content())
        if found:
            return found[0], str(mail["To"])
    return None


def main() -> int:
    """Print the newest code; return the exit code."""
    found = newest_code()
    if found is None:
        print(
            f"There is no mail with a code in {var_folder() / 'mail'}. Sign in at the "
            "demonstration first: it mails one.",
            file=sys.stderr,
        )
        return 1
    code, recipient = found
    print(f"{code} was mailed to {recipient}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
