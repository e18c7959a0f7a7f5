"""What one import knows while it goes through its lines."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from hcc.ehcportal import _
from hcc.ehcportal.feed.ids import CouncilIds
from hcc.ehcportal.feed.ids import Known
from hcc.ehcportal.feed.imports.files import Files
from hcc.ehcportal.feed.imports.lines import Line
from hcc.ehcportal.feed.imports.lines import LineRefused
from hcc.ehcportal.feed.imports.values import Change


@dataclass(frozen=True)
class Done:
    """What became of a line: whether something is new by it, and what was changed."""

    made: bool
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Run:
    """The portal that lines are taken into, and where their files come from."""

    portal: object
    files: Files

    @cached_property
    def ids(self) -> CouncilIds:
        return CouncilIds(self.portal)

    def known(self, kind: str, council_id: str) -> Known | None:
        """Return what has an id, if anything has.

        Raises ``LineRefused`` where it was deleted: an import does not bring it back.
        """
        known = self.ids.get(kind, council_id)
        if known is not None and known.content is None:
            raise LineRefused(
                _(
                    "import_deleted",
                    default="What had this id was deleted in the portal, and is not "
                    "made again. Leave the line out.",
                ),
                "id",
            )
        return known

    def named(self, line: Line, kind: str):
        """Return the family or the case that a line names. Raises ``LineRefused``."""
        known = self.known(kind, line.key(kind))
        if known is None:
            raise LineRefused(
                _(
                    "import_not_known",
                    default="The portal has no “${kind}” with this id. Send its line "
                    "before this one.",
                    mapping={"kind": kind},
                ),
                kind,
            )
        return known.content
