"""The mails that tell a family of something new."""

from __future__ import annotations

from hcc.ehcportal.content.texts.defaults import TextDefaults


TEXTS: tuple[TextDefaults, ...] = ()
