"""Makes the demonstration council, unless it is there, and says how to sign in.

Run it inside Zope: ``bin/instance run src/hcc/ehcportal/demo/script.py``.
"""

from __future__ import annotations

from hcc.ehcportal.demo.ledger import ledger_table
from hcc.ehcportal.demo.ledger import read_ledger
from plone.distribution.api import site as sites
from zope.component.hooks import setSite

import os
import transaction


SITE_ID = "council"

_PROFILES = ("hcc.ehcportal:default", "hcc.ehcportal:demo")

_ANSWERS = {
    "site_id": SITE_ID,
    "title": "Demonstration Council",
    "description": "A council that does not exist.",
    "default_language": "en",
    "portal_timezone": "Europe/London",
    "setup_content": False,
}


def main(app) -> None:
    """Make what is missing of the demonstration, and print addresses and accounts."""
    make_council(app)
    print(report(os.environ.get("PORT", "8080")))


def make_council(app):
    """Return the council's site, made and furnished if it was not.

    Each step looks whether it was taken, so that a run goes on where another stopped.
    """
    if SITE_ID not in app.objectIds():
        print("Making the demonstration council.")
        sites.create(app, "classic", dict(_ANSWERS))
    site = app[SITE_ID]
    setSite(site)
    for profile in _PROFILES:
        _apply(site.portal_setup, profile)
    return site


def report(port: str) -> str:
    """Return the addresses of the council, and the accounts, as text."""
    address = f"http://localhost:{port}/{SITE_ID}"
    return "\n".join(
        (
            "",
            "The demonstration council, on 4 October 2024:",
            f"  Website     {address}",
            f"  EHC Portal  {address}/ehc",
            "",
            _accounts(),
            "",
        )
    )


def _apply(setup, profile: str) -> None:
    if setup.getLastVersionForProfile(profile) != "unknown":
        return
    setup.runAllImportStepsFromProfile(f"profile-{profile}")
    transaction.commit()


def _accounts() -> str:
    entries = read_ledger()
    if not entries:
        return "The accounts were written to var/demo/accounts.json, which is gone."
    return ledger_table(entries)


if __name__ == "__main__":
    main(app)  # noqa: F821 - Zope gives its root under this name
