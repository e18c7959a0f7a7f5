"""The demonstration council, made from nothing."""

from __future__ import annotations

from hcc.ehcportal.demo.clock import stop_clock
from hcc.ehcportal.demo.clock import TODAY
from hcc.ehcportal.demo.desk import Desk
from hcc.ehcportal.demo.families import FAMILIES
from hcc.ehcportal.demo.look import dress_site
from hcc.ehcportal.demo.mail import keep_mail_in_files
from hcc.ehcportal.demo.pages import make_pages
from hcc.ehcportal.demo.pages import make_portal
from hcc.ehcportal.demo.people import Account
from hcc.ehcportal.demo.people import acting_as
from hcc.ehcportal.demo.people import make_accounts
from hcc.ehcportal.demo.told import as_if_mailed
from plone import api


def found_council() -> dict[str, Account]:
    """Make the pages, the portal and the families; return the accounts by key.

    Mail comes first: nothing that follows can reach anybody.
    """
    keep_mail_in_files()
    dress_site()
    clock = stop_clock()
    accounts = make_accounts()
    with acting_as(accounts["editor"]):
        pages = make_pages()
    with acting_as(accounts["administrator"]):
        portal = make_portal(pages)
    with acting_as(accounts["robert"]):
        desk = Desk(portal, clock, accounts)
        for tell in FAMILIES:
            tell(desk)
    as_if_mailed(portal, clock)
    # Who tries the demonstration does not wait ten minutes.
    api.portal.set_registry_record("ehc.notice_minutes", 1)
    clock.put(TODAY)
    return accounts
