"""Who is in a team: members of groups that staff share beside those of all staff."""

from __future__ import annotations

from hcc.ehcportal.content.vocabularies import STAFF_GROUPS
from plone import api


# Everybody who is signed in is in these.
_AUTOMATIC = ("AuthenticatedUsers",)


def team_of(user) -> frozenset[str]:
    """Return the user ids of those in a user's teams, themselves included.

    Nobody is in the team of somebody who is in no group but those of all staff.
    """
    groups = api.portal.get_tool("portal_groups")
    teams = set(user.getGroups()).difference(STAFF_GROUPS, _AUTOMATIC)
    return frozenset(
        member for team in teams for member in groups.getGroupMembers(team)
    )
