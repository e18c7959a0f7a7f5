"""What an add-on can leave behind in a site, as plain text to compare."""

from Acquisition import aq_base
from plone.browserlayer.utils import registered_layers
from plone.registry.interfaces import IRegistry
from zope.annotation.interfaces import IAnnotations
from zope.component import getSiteManager
from zope.component import getUtility


def traces_in(portal) -> set[str]:
    """Return everything of the site that installing an add-on may have changed."""
    return {
        f"{place}: {trace}" for place, look in _PLACES.items() for trace in look(portal)
    }


def _registry(portal):
    for name, record in getUtility(IRegistry).records.items():
        # Counts the changes of bundles, up and never down.
        if name != "plone.resources.last_legacy_import":
            yield f"{name} = {record.value!r}"


def _workflows(portal):
    tool = portal.portal_workflow
    yield from tool.objectIds()
    yield from (f"{name}: {chain}" for name, chain in tool._chains_by_type.items())


def _permissions(portal):
    for place in (portal, portal.__parent__):
        for name, value in vars(aq_base(place)).items():
            if name.startswith("_") and name.endswith("_Permission"):
                yield f"{place.getId()} {name} = {sorted(value)}"


def _roles(portal):
    yield from portal.valid_roles()
    yield from portal.acl_users.portal_role_manager.listRoleIds()
    assigned = portal.acl_users.portal_role_manager._principal_roles
    yield from (f"{who}: {sorted(roles)}" for who, roles in assigned.items() if roles)


def _groups(portal):
    yield from portal.acl_users.source_groups.listGroupIds()


def _types(portal):
    yield from portal.portal_types.objectIds()


def _components(portal):
    manager = getSiteManager()
    for utility in manager.registeredUtilities():
        yield f"{utility.provided.__identifier__} {utility.name!r}"
    for adapter in manager.registeredAdapters():
        yield f"{adapter.provided.__identifier__} {adapter.name!r}"


def _catalog(portal):
    yield from portal.portal_catalog.indexes()
    yield from portal.portal_catalog.schema()


def _actions(portal):
    for path, _ in portal.portal_actions.ZopeFind(
        portal.portal_actions, search_sub=True
    ):
        yield path


def _versions(portal):
    yield from portal.portal_repository.getVersionableContentTypes()
    for name, policies in portal.portal_repository.getPolicyMap().items():
        yield from (f"{name}: {policy}" for policy in policies)
    for name in portal.portal_types.objectIds():
        for field in portal.portal_diff.getDiffForPortalType(name):
            yield f"{name} differs by {field}"


def _annotations(portal):
    yield from IAnnotations(portal)


def _plugins(portal):
    plugins = portal.acl_users.plugins
    yield from portal.acl_users.objectIds()
    for info in plugins.listPluginTypeInfo():
        for order, name in enumerate(plugins.listPluginIds(info["interface"])):
            yield f"{info['id']} {order}: {name}"


_PLACES = {
    "actions": _actions,
    "annotations": _annotations,
    "plugins of the user folder": _plugins,
    "browser layers": lambda portal: (
        layer.__identifier__ for layer in registered_layers()
    ),
    "catalog": _catalog,
    "components": _components,
    "content": lambda portal: portal.objectIds(),
    "control panels": lambda portal: (
        action.id for action in portal.portal_controlpanel.listActions()
    ),
    "groups": _groups,
    "permissions": _permissions,
    "registry": _registry,
    "roles": _roles,
    "skins": lambda portal: portal.portal_skins.getSkinSelections(),
    "types": _types,
    "versions": _versions,
    "workflows": _workflows,
}
