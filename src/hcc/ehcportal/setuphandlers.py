"""What GenericSetup's files cannot say."""

from __future__ import annotations

from hcc.ehcportal import _
from plone import api
from plone.base.interfaces import INonInstallable
from zope.i18n import translate
from zope.interface import implementer


# The groups that carry the roles of staff.
STAFF_GROUPS = {
    "ehc-coordinators": (
        _("group_coordinators", default="EHC coordinators"),
        "EHC Coordinator",
    ),
    "ehc-managers": (_("group_managers", default="EHC managers"), "EHC Manager"),
}


@implementer(INonInstallable)
class HiddenProfiles:
    """Profiles that nobody is to choose by hand."""

    def getNonInstallableProfiles(self):
        return ["hcc.ehcportal:uninstall"]

    def getNonInstallableProducts(self):
        return ["hcc.ehcportal.upgrades"]


def post_install(setup):
    """Make the groups of staff, unless they are there."""
    for group_id, (title, role) in STAFF_GROUPS.items():
        if api.group.get(groupname=group_id) is None:
            api.group.create(
                groupname=group_id, title=translate(title, context=setup.REQUEST)
            )
        api.group.grant_roles(groupname=group_id, roles=[role])


def post_uninstall(setup):
    """Take the groups and the roles of staff away."""
    for group_id in STAFF_GROUPS:
        if api.group.get(groupname=group_id) is not None:
            api.group.delete(groupname=group_id)
