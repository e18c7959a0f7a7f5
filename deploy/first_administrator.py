"""Give a new database an administrator with a password of its own.

Zope reads ``inituser`` when it opens a database for the first time, and removes it.
The password is readable in ``var/admin-password``, for the owner of the site alone.
"""

from AuthEncoding import AuthEncoding
from pathlib import Path

import os
import secrets


def main() -> None:
    """Write the password, and its hash for Zope."""
    password = secrets.token_urlsafe(15)
    write_privately(Path("var/admin-password"), f"{password}\n")
    write_privately(
        Path("parts/instance/inituser"),
        f"admin:{AuthEncoding.pw_encrypt(password, 'SSHA').decode()}\n",
    )


def write_privately(path: Path, text: str) -> None:
    """Write a file that nobody but its owner may read."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)


if __name__ == "__main__":
    main()
