"""What GenericSetup's files cannot say."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.access.audit import ensure_audit
from hcc.ehcportal.access.audit import forget_audit
from hcc.ehcportal.access.references import note_all_references
from hcc.ehcportal.api.install import keep_problems_out_of_the_log
from hcc.ehcportal.api.install import put_problems_into_the_log_again
from hcc.ehcportal.content.portal import portals_of_site
from hcc.ehcportal.content.settings import setting
from hcc.ehcportal.login.install import install_plugin
from hcc.ehcportal.login.install import uninstall_plugin
from hcc.ehcportal.notify.mailhost import switch_queue_back
from hcc.ehcportal.notify.mailhost import switch_queue_on
from hcc.ehcportal.records import PREFIX
from plone import api
from plone.base.interfaces import INonInstallable
from zope.i18n import translate
from zope.interface import implementer


# The groups that carry the roles of staff and of programmes.
GROUPS = {
    "ehc-coordinators": (
        _("group_coordinators", default="EHC coordinators"),
        "EHC Coordinator",
    ),
    "ehc-managers": (_("group_managers", default="EHC managers"), "EHC Manager"),
    "ehc-case-systems": (
        _("group_case_systems", default="EHC case systems"),
        "EHC Case System",
    ),
}

ROLES = ("EHC Case System", "EHC Coordinator", "EHC Family", "EHC Manager")

# Types of which Plone keeps every version.
VERSIONED = ("EHCStageGuide", "EHCText")

# Lists of the site's registry that the names of our types were added to.
_TYPE_LISTS = ("plone.displayed_types", "plone.types_not_searched")


@implementer(INonInstallable)
class HiddenProfiles:
    """Profiles that nobody is to choose by hand."""

    def getNonInstallableProfiles(self):
        return ["hcc.ehcportal:uninstall"]

    def getNonInstallableProducts(self):
        return ["hcc.ehcportal.upgrades"]


def post_install(setup):
    """Make what a site needs that no file can say."""
    make_groups()
    install_sign_in()
    switch_queue_on()
    keep_problems_out_of_the_log()


def make_groups(setup=None):
    """Make the groups that carry roles, unless they are there: also an upgrade."""
    request = api.portal.get().REQUEST
    for group_id, (title, role) in GROUPS.items():
        if api.group.get(groupname=group_id) is None:
            api.group.create(
                groupname=group_id, title=translate(title, context=request)
            )
        api.group.grant_roles(groupname=group_id, roles=[role])


def install_sign_in(setup=None):
    """Make what signing in needs, unless it is there: also an upgrade step."""
    ensure_audit()
    install_plugin()
    for portal in portals_of_site():
        note_all_references(portal)
    if not setting("public_address"):
        # Whoever installs an add-on is at the right address; visitors may lie.
        api.portal.set_registry_record(
            f"{PREFIX}.public_address", api.portal.get().absolute_url()
        )


def pre_uninstall(setup):
    """Delete the portals, so that no broken page is left.

    One that holds families refuses, and with it the whole uninstallation.
    """
    for portal in portals_of_site():
        portal.__parent__._delObject(portal.getId())


def post_uninstall(setup):
    """Take away the plugin, the groups and roles of staff, and what names our types."""
    uninstall_plugin()
    forget_audit()
    switch_queue_back()
    put_problems_into_the_log_again()
    for group_id in GROUPS:
        if api.group.get(groupname=group_id) is not None:
            api.group.delete(groupname=group_id)
    _remove_roles(api.portal.get())
    _forget_versions()
    for name in _TYPE_LISTS:
        types = api.portal.get_registry_record(name)
        kept = type(types)(entry for entry in types if not entry.startswith("EHC"))
        api.portal.set_registry_record(name, kept)


def _forget_versions():
    """Keep no versions of our types any more: the importer of Plone misses some."""
    repository = api.portal.get_tool("portal_repository")
    differences = api.portal.get_tool("portal_diff")
    for name in VERSIONED:
        for policy in list(repository.getPolicyMap().get(name, ())):
            repository.removePolicyFromContentType(name, policy)
        differences.setDiffForPortalType(name, {})
    kept = [n for n in repository.getVersionableContentTypes() if n not in VERSIONED]
    repository.setVersionableContentTypes(kept)


def _remove_roles(site):
    present = [role for role in ROLES if role in site.__ac_roles__]
    if present:
        site._delRoles(present)
    manager = site.acl_users.portal_role_manager
    for role in ROLES:
        if role in manager.listRoleIds():
            manager.removeRole(role)
    for name in list(vars(site)):
        if name.startswith("_hcc_ehcportal") and name.endswith("_Permission"):
            delattr(site, name)
