"""Services with which the office sends a form to a family."""

from __future__ import annotations

from hcc.ehcportal.api.forms.answer import Sendable
from hcc.ehcportal.api.forms.answer import Sendables
from hcc.ehcportal.api.forms.answer import Sending
from hcc.ehcportal.api.forms.answer import Waiting
from hcc.ehcportal.api.idempotency import KEY
from hcc.ehcportal.api.idempotency import OnceService
from hcc.ehcportal.api.operations import LOCATION
from hcc.ehcportal.api.operations import Operation
from hcc.ehcportal.api.problems import hindered_by
from hcc.ehcportal.api.service import PortalService
from hcc.ehcportal.api.shapes import shown_as
from hcc.ehcportal.forms.giving import CannotBeSent
from hcc.ehcportal.forms.giving import hindrance_to_send
from hcc.ehcportal.forms.giving import is_known_to_staff
from hcc.ehcportal.forms.giving import ready_designs
from hcc.ehcportal.forms.giving import send_form
from hcc.ehcportal.forms.starting import forms_made_of
from plone.uuid.interfaces import IUUID


class ListDesigns(PortalService):
    """The forms that editors have published, offered to families or not."""

    operation = Operation(
        summary="List the forms that can be sent to a family", gives={200: Sendables}
    )

    def reply(self) -> Sendables:
        return Sendables(
            at_id=f"{self.context.absolute_url()}/@ehc-designs",
            items=tuple(map(self._item, ready_designs(self.context))),
            may_send=hindrance_to_send(self.context) is None,
        )

    def _item(self, design) -> Sendable:
        return Sendable(
            design=IUUID(design),
            title=design.title,
            description=design.description or "",
            takes_files=design.takes_files,
            once=design.once,
            is_given=any(map(is_known_to_staff, forms_made_of(self.context, design))),
        )


class SendForm(OnceService):
    """Sends a form, of which everybody with access is told.

    From then on it is the family's alone until they submit it: whoever sent it finds
    nothing at its address.
    """

    operation = Operation(
        summary="Send a form to a family",
        takes=Sending,
        gives={201: Waiting},
        parameters=(KEY,),
        headers={201: (LOCATION,)},
        problems=(403, 409, 422),
    )

    def reply(self) -> Waiting:
        sent = self.body
        try:
            form = send_form(
                self.context, sent.design, self.person, sent.last_day, sent.note
            )
        except CannotBeSent as refused:
            raise hindered_by(refused.doc()) from None
        url = form.absolute_url()
        self.request.response.setHeader("Location", url)
        return shown_as(Waiting, form, at_id=url)
