"""The accounts, written down for whoever tries the demonstration out."""

from __future__ import annotations

from collections.abc import Iterable
from hcc.ehcportal.demo.people import Account
from hcc.ehcportal.demo.places import private_folder
from hcc.ehcportal.demo.places import var_folder
from hcc.ehcportal.demo.places import write_privately

import json


_COLUMNS = ("name", "login", "password", "about")


def write_ledger(accounts: Iterable[Account]) -> None:
    """Write ``var/demo/accounts.json``, for its owner's eyes alone."""
    entries = {account.person.key: _entry(account) for account in accounts}
    data = json.dumps(entries, indent=2).encode("utf-8") + b"\n"
    write_privately(private_folder("demo") / "accounts.json", data)


def read_ledger() -> dict[str, dict]:
    """Return the accounts by key, or nothing where they were never written."""
    path = var_folder() / "demo" / "accounts.json"
    return json.loads(path.read_text("utf-8")) if path.exists() else {}


def ledger_table(entries: dict[str, dict]) -> str:
    """Return the accounts as a table to print."""
    rows = [[entry[column] for column in _COLUMNS] for entry in entries.values()]
    rows.insert(0, [column.capitalize() for column in _COLUMNS])
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows)


def _entry(account: Account) -> dict:
    return {
        "login": account.login,
        "password": account.password,
        "roles": list(account.person.roles),
        "name": account.person.name,
        "about": account.person.about,
    }
