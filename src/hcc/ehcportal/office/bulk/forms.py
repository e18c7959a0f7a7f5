"""What is asked before a bulk act begins."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from hcc.ehcportal import _
from hcc.ehcportal.access.many import case_at
from hcc.ehcportal.content.portal import guides_in
from hcc.ehcportal.content.validation import ValueRefused
from hcc.ehcportal.content.vocabularies import REQUEST_SOURCES
from hcc.ehcportal.content.worklist.cases import Cases
from hcc.ehcportal.content.worklist.selection import read_selection
from hcc.ehcportal.office.bulk.acts import FINISH_STAGE
from hcc.ehcportal.office.bulk.acts import HAND_OVER
from hcc.ehcportal.office.bulk.acts import PUBLISH
from hcc.ehcportal.office.bulk.jobs import Job
from hcc.ehcportal.office.bulk.jobs import Jobs
from hcc.ehcportal.office.bulk.reading import read_on
from hcc.ehcportal.office.bulk.zips import sort_zip
from hcc.ehcportal.office.form import OfficeForm
from hcc.ehcportal.office.page import texts_in
from hcc.ehcportal.office.worklist.sealing import unseal
from plone.namedfile.field import NamedBlobFile
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from z3c.form.field import Fields
from zExceptions import NotFound
from zope import schema
from zope.interface import Interface
from zope.interface import provider
from zope.schema.interfaces import IContextSourceBinder
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


MOST_CASES = 1_000


@provider(IContextSourceBinder)
def stages(portal) -> SimpleVocabulary:
    """The stages of a portal, in their order."""
    guides = guides_in(portal)
    return SimpleVocabulary(
        [SimpleTerm(guide.key, guide.key, guide.title) for guide in guides]
    )


class ITo(Interface):
    """To whom."""

    coordinator = schema.Choice(
        title=_("hand_over_to", default="New coordinator"),
        vocabulary="hcc.ehcportal.coordinators",
    )


class IWhich(Interface):
    """Which stage."""

    stage = schema.Choice(
        title=_("bulk_stage", default="Stage"),
        description=_(
            "bulk_stage_help",
            default="It is finished with today's date where it is in progress. The "
            "other cases are left as they are, and listed.",
        ),
        source=stages,
    )


class IZip(Interface):
    """Which files, and what all of them are."""

    file = NamedBlobFile(
        title=_("bulk_zip", default="Zip file"),
        description=_(
            "bulk_zip_help",
            default="One file for each case, named by the reference of the case: "
            "“6427917.pdf” or “6427917 - Letter.pdf”. At most 500 files of 25 MB, "
            "together 250 MB.",
        ),
    )
    title = schema.TextLine(
        title=_("document_title", default="Description"),
        description=_("document_title_help", default="The family reads this."),
    )
    document_date = schema.Date(
        title=_("document_date", default="Document date"),
        description=_("document_date_help", default="The date on the document."),
    )


class BulkForm(OfficeForm):
    """Makes a job, and leads to its page."""

    job: Job | None = None

    @property
    def next_url(self) -> str:
        url = self.context.absolute_url()
        if self.job is None:
            return f"{url}/worklist"
        return f"{url}/ehc-bulk-job?job={self.job.id}"

    def begin(self, act: str, places: tuple[str, ...], facts: dict, **more) -> str:
        """Keep a new job, and say what comes now."""
        job = Job(act, self.person, places, facts, **more)
        self.job = Jobs(self.context).add(job)
        return _(
            "bulk_made", default="Nothing is done yet. Check the cases, then begin."
        )


class ManyCases(BulkForm):
    """Does something with the cases that were ticked, or that an address selects."""

    @cached_property
    def places(self) -> tuple[str, ...]:
        """Where the cases lie that one may see, each once."""
        typed = self.request.form.get("cases_chosen")
        if isinstance(typed, str):
            wanted = typed.split()
        elif self.request.form.get("every"):
            wanted = self._selected()
        else:
            wanted = texts_in(self.request.form, "case")
        return tuple(place for place in dict.fromkeys(wanted) if self._is_seen(place))

    @property
    def hidden(self) -> dict[str, str]:
        return {"cases_chosen": " ".join(self.places)}

    @property
    def description(self) -> str:
        return _(
            "bulk_cases",
            default="Cases chosen: ${count}. You see each of them before anything is "
            "done.",
            mapping={"count": str(len(self.places))},
        )

    @property
    def hindrance(self) -> str | None:
        if not self.places:
            return _(
                "bulk_none", default="Tick the cases in the worklist first: none was."
            )
        if len(self.places) > MOST_CASES:
            return _(
                "bulk_too_many",
                default="These are more than 1,000 cases. Choose fewer with the "
                "filters of the worklist.",
            )
        return None

    def _selected(self) -> list[str]:
        form, cases = self.request.form, Cases(self.context)
        stages = [guide.key for guide in guides_in(self.context)]
        selection = read_selection(form, stages, REQUEST_SOURCES.by_value)
        term = selection.find and unseal(selection.find)
        if term is None:
            return []
        return [found.place for found in cases.all(selection, term)]

    def _is_seen(self, place: str) -> bool:
        try:
            return case_at(self.context["families"], place) is not None
        except NotFound:
            return False


class HandOverMany(ManyCases):
    """Hands cases over to one coordinator."""

    fields = Fields(ITo)
    label = _("bulk_hand_over", default="Hand cases over")
    verb = _("bulk_go_on", default="Go on")

    def act(self, data: dict) -> str:
        return self.begin(HAND_OVER, self.places, data)


class FinishStageOfMany(ManyCases):
    """Completes one stage in cases."""

    fields = Fields(IWhich)
    label = _("bulk_finish_stage", default="Complete a stage in many cases")
    verb = _("bulk_go_on", default="Go on")

    def act(self, data: dict) -> str:
        return self.begin(FINISH_STAGE, self.places, data)


class PublishMany(BulkForm):
    """Publishes one file to each of many families."""

    fields = Fields(IZip)
    label = _("bulk_publish", default="Publish one file in each of many cases")
    description = _(
        "bulk_publish_help",
        default="On the next page you see which file goes to which child. Nothing is "
        "published before you say so there.",
    )
    verb = _("bulk_go_on", default="Go on")

    def updateWidgets(self, prefix=None):
        super().updateWidgets(prefix)
        # The label of Plone's own leads to no input.
        self.widgets["file"].template = ViewPageTemplateFile("templates/zip-input.pt")

    def act(self, data: dict) -> str:
        day: date = data["document_date"]
        try:
            found = sort_zip(self.context, data["file"].open())
        except ValueRefused as error:
            self.refuse("file", error.doc())
        facts = {"title": data["title"], "document_date": day.isoformat()}
        message = self.begin(
            PUBLISH,
            tuple(found.files),
            facts,
            files=found.files,
            left_out=found.left_out,
        )
        read_on(self.context, self.job)
        return message
