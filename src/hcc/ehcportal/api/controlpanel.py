"""The control panel of the API, in Classic UI and over REST."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.api.settings import IApiSettings
from hcc.ehcportal.interfaces import IEHCPortalLayer
from hcc.ehcportal.records import PREFIX
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper
from plone.app.registry.browser.controlpanel import RegistryEditForm
from plone.restapi.controlpanels import RegistryConfigletPanel
from zope.component import adapter
from zope.interface import Interface


class ApiSettingsForm(RegistryEditForm):
    """How the API answers, as a form."""

    schema = IApiSettings
    schema_prefix = PREFIX
    label = _("api_settings_title", default="EHC Portal: REST API")
    description = _(
        "api_settings_intro",
        default="How often the council's app and other systems may call. Who calls too "
        "often is told how long to wait. Pages of this website are not counted, but "
        "the pieces are in which they send files.",
    )


class ApiSettingsControlPanel(ControlPanelFormWrapper):
    """The form in the frame of the site's setup."""

    form = ApiSettingsForm


@adapter(Interface, IEHCPortalLayer)
class ApiSettingsConfiglet(RegistryConfigletPanel):
    """How the API answers, for plone.restapi's ``@controlpanels``."""

    schema = IApiSettings
    schema_prefix = PREFIX
    configlet_id = "ehc-api-settings"
    configlet_category_id = "Products"
