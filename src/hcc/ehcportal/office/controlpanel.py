"""The control panel of the house rules, in Classic UI and over REST."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.content.settings import IEHCSettings
from hcc.ehcportal.interfaces import IEHCPortalLayer
from hcc.ehcportal.records import PREFIX
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper
from plone.app.registry.browser.controlpanel import RegistryEditForm
from plone.restapi.controlpanels import RegistryConfigletPanel
from z3c.form.browser.checkbox import CheckBoxFieldWidget
from zope.component import adapter
from zope.interface import Interface


class SettingsForm(RegistryEditForm):
    """The house rules as a form."""

    schema = IEHCSettings
    schema_prefix = PREFIX
    label = _("settings_title", default="EHC Portal")
    description = _(
        "settings_intro",
        default="House rules for all cases. A change shows in every timetable at once.",
    )

    def updateFields(self):
        super().updateFields()
        self.fields["upload_kinds"].widgetFactory = CheckBoxFieldWidget


class SettingsControlPanel(ControlPanelFormWrapper):
    """The form in the frame of the site's setup."""

    form = SettingsForm


@adapter(Interface, IEHCPortalLayer)
class SettingsConfiglet(RegistryConfigletPanel):
    """The house rules for plone.restapi's ``@controlpanels``."""

    schema = IEHCSettings
    schema_prefix = PREFIX
    configlet_id = "ehc-settings"
    configlet_category_id = "Products"
