"""Makes the demonstration council, unless it is there, and says how to sign in.

Run it inside Zope: ``bin/instance run src/hcc/ehcportal/demo/script.py``.
"""

from __future__ import annotations

from hcc.ehcportal.demo.ledger import ledger_table
from hcc.ehcportal.demo.ledger import read_ledger
from hcc.ehcportal.demo.places import var_folder
from plone import api
from plone.distribution.api import site as sites
from zope.component.hooks import setSite

import os
import transaction


SITE_ID = "council"

_ADDRESS = "ehc.public_address"

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
    address = f"http://localhost:{os.environ.get('PORT', '8080')}/{SITE_ID}"
    make_council(app, address)
    print(report(address))


def make_council(app, address: str):
    """Return the council's site at an address, made and furnished if it was not.

    Each step looks whether it was taken, so that a run goes on where another stopped.
    """
    if SITE_ID not in app.objectIds():
        print("Making the demonstration council.")
        sites.create(app, "classic", dict(_ANSWERS))
    site = app[SITE_ID]
    setSite(site)
    _apply(site.portal_setup, "hcc.ehcportal:default")
    # The demonstration mails a link.
    _answer_at(address)
    _apply(site.portal_setup, "hcc.ehcportal:demo")
    return site


def report(address: str) -> str:
    """Return the addresses of the council, the accounts and the way in, as text."""
    return "\n".join(
        (
            "",
            "The demonstration council, on 4 October 2024:",
            f"  Website     {address}",
            f"  EHC Portal  {address}/ehc",
            "",
            _accounts(),
            "",
            "Families get a code by mail when they sign in; `make code` prints it.",
            f"Mails lie in {var_folder() / 'mail'}, the newest last.",
            "",
        )
    )


def _answer_at(address: str) -> None:
    """Let the links in mails lead to where the council is started this time."""
    if api.portal.get_registry_record(_ADDRESS) != address:
        api.portal.set_registry_record(_ADDRESS, address)
        transaction.commit()


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
