"""The control panel of signing in, in Classic UI and over REST."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.interfaces import IEHCPortalLayer
from hcc.ehcportal.login.settings import ILoginSettings
from hcc.ehcportal.records import PREFIX
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper
from plone.app.registry.browser.controlpanel import RegistryEditForm
from plone.restapi.controlpanels import RegistryConfigletPanel
from zope.component import adapter
from zope.interface import Interface


class LoginSettingsForm(RegistryEditForm):
    """How people sign in, as a form."""

    schema = ILoginSettings
    schema_prefix = PREFIX
    label = _("login_settings_title", default="EHC Portal: signing in")
    description = _(
        "login_settings_intro",
        default="How families and staff sign in. A change counts from the next time "
        "that somebody does.",
    )


class LoginSettingsControlPanel(ControlPanelFormWrapper):
    """The form in the frame of the site's setup."""

    form = LoginSettingsForm


@adapter(Interface, IEHCPortalLayer)
class LoginSettingsConfiglet(RegistryConfigletPanel):
    """How people sign in, for plone.restapi's ``@controlpanels``."""

    schema = ILoginSettings
    schema_prefix = PREFIX
    configlet_id = "ehc-login-settings"
    configlet_category_id = "Products"
