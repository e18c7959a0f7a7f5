"""``@ehc-exemptions`` of a stage: reading and recording them."""

from __future__ import annotations

from hcc.ehcportal.api.exemptions.answer import NewExemption
from hcc.ehcportal.api.exemptions.answer import RecordedExemption
from hcc.ehcportal.api.exemptions.answer import StageExemptions
from hcc.ehcportal.api.idempotency import KEY
from hcc.ehcportal.api.idempotency import OnceService
from hcc.ehcportal.api.operations import Operation
from hcc.ehcportal.api.problems import refuse_if
from hcc.ehcportal.api.service import PortalService
from hcc.ehcportal.api.shapes import shown_as
from hcc.ehcportal.content.exemptions import record_exemption
from hcc.ehcportal.content.exemptions import why_not_exempt
from hcc.ehcportal.content.people import full_name
from hcc.ehcportal.content.plaintext import one_line
from hcc.ehcportal.process.exemptions import Exemption


class ListExemptions(PortalService):
    """Tells staff everything; a family reads the text in ``@ehc-overview``."""

    operation = Operation(
        summary="List the exemptions of a stage",
        gives={200: StageExemptions},
        problems=(403,),
    )

    def reply(self) -> StageExemptions:
        return StageExemptions(
            at_id=f"{self.context.absolute_url()}/@ehc-exemptions",
            items=tuple(map(shown, reversed(self.context.exemptions))),
            hindrance=why_not_exempt(self.context),
        )


class RecordExemption(OnceService):
    """Adds one; those recorded before are kept."""

    operation = Operation(
        summary="Record an exemption of a stage",
        gives={201: RecordedExemption},
        takes=NewExemption,
        parameters=(KEY,),
        problems=(403, 409, 422),
    )

    def reply(self) -> RecordedExemption:
        refuse_if(why_not_exempt(self.context))
        facts = {**vars(self.body), "who": one_line(self.body.who)}
        return shown(record_exemption(self.context, self.person, **facts))


def shown(exemption: Exemption) -> RecordedExemption:
    """Return an exemption as it is answered."""
    recorded_by_name = full_name(exemption.recorded_by)
    return shown_as(RecordedExemption, exemption, recorded_by_name=recorded_by_name)
