"""Places for facts in a standard text that nobody has filled."""

from __future__ import annotations

from hcc.ehcportal.content.texts.defaults import FACTS
from hcc.ehcportal.content.texts.defaults import MESSAGE

import re


_GAP = re.compile(r"\$\{(?:" + "|".join(sorted(FACTS[MESSAGE])) + r")\}")


def gaps_in(text: str) -> list[str]:
    """Return the places for facts that nobody has filled."""
    return list(dict.fromkeys(_GAP.findall(text)))
