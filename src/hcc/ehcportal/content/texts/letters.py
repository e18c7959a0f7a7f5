"""The letters that are made from a case."""

from __future__ import annotations

from hcc.ehcportal.content.texts.defaults import TextDefaults


TEXTS: tuple[TextDefaults, ...] = ()
