"""The portal where families follow an Education, Health and Care assessment."""

from zope.i18nmessageid import MessageFactory


_ = MessageFactory("hcc.ehcportal")
