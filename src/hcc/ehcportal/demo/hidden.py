"""Keeps the demonstration out of the add-ons control panel."""

from __future__ import annotations

from plone.base.interfaces import INonInstallable
from zope.interface import implementer


@implementer(INonInstallable)
class HiddenDemonstration:
    """Nobody is to bring invented families into a real site by one click."""

    def getNonInstallableProfiles(self):
        return ["hcc.ehcportal:demo"]

    def getNonInstallableProducts(self):
        return ["hcc.ehcportal.demo"]
