"""One line of an import: what it says, before any of it is done."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from hcc.ehcportal import _

import json


# No id or key of a case system is longer.
_LONGEST_ID = 100


class LineRefused(Exception):
    """A line that cannot be taken; ``field`` names what to put right, if it is one."""

    def __init__(self, message: str, field: str | None = None):
        super().__init__(message)
        self.message = message
        self.field = field


@dataclass(frozen=True)
class Line:
    """What one line says: of what kind it is, and the facts by their names."""

    kind: str
    facts: dict[str, object]

    def key(self, name: str) -> str:
        """Return the id or key of this name. Raises ``LineRefused`` without one."""
        said = self.facts.get(name)
        if not isinstance(said, str) or not said.strip() or len(said) > _LONGEST_ID:
            raise LineRefused(
                _(
                    "import_no_id",
                    default="“${field}” is missing, or is no text of 1 to ${most} "
                    "characters.",
                    mapping={"field": name, "most": _LONGEST_ID},
                ),
                name,
            )
        return said.strip()

    def said(self, names: Collection[str]) -> dict[str, object]:
        """Return the facts of these names that the line has."""
        return {name: self.facts[name] for name in names if name in self.facts}

    def refuse_others(self, names: Collection[str]) -> None:
        """Raise ``LineRefused`` for a fact that nobody would read."""
        for name in self.facts:
            if name not in names:
                raise LineRefused(
                    _(
                        "import_unknown_field",
                        default="A line of the type “${type}” has no “${field}”.",
                        mapping={"type": self.kind, "field": name[:_LONGEST_ID]},
                    ),
                    name[:_LONGEST_ID],
                )


def read_line(text: bytes, kinds: Collection[str]) -> Line:
    """Return what a line says. Raises ``LineRefused``."""
    try:
        said = json.loads(text)
        json.dumps(said, ensure_ascii=False).encode()  # Halves of characters are none.
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        raise LineRefused(_("import_no_object", default="This is no JSON object."))
    kind = said.pop("type", None)
    if not isinstance(kind, str) or kind not in kinds:
        raise LineRefused(
            _(
                "import_unknown_type",
                default="“type” has to be one of: ${types}.",
                mapping={"types": ", ".join(sorted(kinds))},
            ),
            "type",
        )
    return Line(kind, said)
