"""``@ehc-advice`` of a case: whom the office has asked, and what came of it."""

from __future__ import annotations

from dataclasses import replace
from hcc.ehcportal.api.advice.answer import AdviceChange
from hcc.ehcportal.api.advice.answer import AskedService
from hcc.ehcportal.api.advice.answer import AskedServices
from hcc.ehcportal.api.advice.answer import Asking
from hcc.ehcportal.api.idempotency import KEY
from hcc.ehcportal.api.idempotency import OnceService
from hcc.ehcportal.api.operations import Operation
from hcc.ehcportal.api.operations import Parameter
from hcc.ehcportal.api.service import PortalService
from hcc.ehcportal.api.shapes import said_in
from hcc.ehcportal.api.shapes import shown_as
from hcc.ehcportal.content import advice
from hcc.ehcportal.content.clock import today
from hcc.ehcportal.content.overview import advice_of
from hcc.ehcportal.process.advice import AdviceRequest


_ID = Parameter("id", "The id of the request for advice", where="path")


class ListAdvice(PortalService):
    """Tells who was asked, by when the answer is due and when it came."""

    operation = Operation(
        summary="List the requests for advice of a case",
        gives={200: AskedServices},
        problems=(403,),
    )

    def reply(self) -> AskedServices:
        return shown(self.context)


class AskForAdvice(OnceService):
    """Records several services as asked, or none of them."""

    operation = Operation(
        summary="Record that services were asked for advice",
        gives={201: AskedServices},
        takes=Asking,
        parameters=(KEY,),
        problems=(403, 422),
    )

    def reply(self) -> AskedServices:
        with advice.in_words(self.context):
            advice.ask(self.context, self.body.services, self.body.requested or today())
        return shown(self.context)


class OneRequest(PortalService):
    """Does something with the request that the address names."""

    takes_param = True

    def asked(self) -> AdviceRequest:
        """Return it. Raises ``NotFound``."""
        return advice.request_at(self.context, self.param)


class CorrectAdvice(OneRequest):
    """Notes that the advice has come, or puts right what was recorded."""

    operation = Operation(
        summary="Change a request for advice",
        gives={200: AskedService},
        takes=AdviceChange,
        parameters=(_ID,),
        problems=(403, 422),
    )

    def reply(self) -> AskedService:
        changed = replace(self.asked(), **said_in(self.body))
        with advice.in_words(self.context, services="service"):
            advice.correct(self.context, changed)
        (answer,) = (
            each for each in shown(self.context).items if each.id == changed.id
        )
        return answer


class RemoveAdvice(OneRequest):
    """Takes a request that was never made off the list."""

    operation = Operation(
        summary="Remove a request for advice",
        gives={204: None},
        parameters=(_ID,),
        problems=(403,),
    )

    def reply(self) -> None:
        advice.remove(self.context, self.asked().id)


def shown(case) -> AskedServices:
    """Return the requests of a case as they are answered."""
    url = f"{case.absolute_url()}/@ehc-advice"
    pairs = zip(case.advice_requests, advice_of(case), strict=True)
    items = tuple(
        shown_as(
            AskedService,
            entry,
            at_id=f"{url}/{entry.id}",
            clause=request.clause,
            clause_title=entry.clause,
        )
        for request, entry in pairs
    )
    return AskedServices(url, items)
