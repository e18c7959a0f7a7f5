"""``GET @ehc-changes``: what families did, from where the reader has read to."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.api.operations import Operation
from hcc.ehcportal.api.operations import Parameter
from hcc.ehcportal.api.problems import FieldProblem
from hcc.ehcportal.api.problems import Problem
from hcc.ehcportal.api.service import PortalService
from hcc.ehcportal.api.shapes import Bounds
from hcc.ehcportal.feed.changes import changes_after
from hcc.ehcportal.feed.changes import FamilyChanges
from hcc.ehcportal.feed.journal import BadCursor
from typing import Annotated


_LIMIT = 100
_MOST = 500


class Changes(PortalService):
    """Tells what families did behind a cursor."""

    operation = Operation(
        summary="Read what families did since a cursor",
        gives={200: FamilyChanges},
        parameters=(
            Parameter("since", "The cursor of the answer before; none at first"),
            Parameter(
                "limit",
                "How many at most; 100 unless it says otherwise",
                Annotated[int, Bounds(1, _MOST)],
            ),
        ),
        problems=(400, 403),
    )

    def reply(self) -> FamilyChanges:
        try:
            return changes_after(
                self.context, self.asked["since"], self.asked["limit"] or _LIMIT
            )
        except BadCursor:
            errors = [FieldProblem("since", _BAD_CURSOR)]
            raise Problem(400, "BadCursor", errors=errors) from None


_BAD_CURSOR = _(
    "api_bad_cursor",
    default="This portal never gave this cursor. Leave “since” out to read everything "
    "from the beginning.",
)
