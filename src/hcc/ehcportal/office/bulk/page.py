"""The page of a job: what it is about to do, how far it is, what failed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from hcc.ehcportal import _
from hcc.ehcportal.access.many import case_at
from hcc.ehcportal.content.dates import short_date
from hcc.ehcportal.content.people import full_name
from hcc.ehcportal.content.portal import guides_in
from hcc.ehcportal.office.bulk.acts import FINISH_STAGE
from hcc.ehcportal.office.bulk.acts import HAND_OVER
from hcc.ehcportal.office.bulk.acts import PUBLISH
from hcc.ehcportal.office.bulk.jobs import Job
from hcc.ehcportal.office.bulk.jobs import Jobs
from hcc.ehcportal.office.bulk.reading import read_on
from hcc.ehcportal.office.bulk.running import go_on
from hcc.ehcportal.office.documents.cautions import Caution
from hcc.ehcportal.office.documents.cautions import cautions_about
from hcc.ehcportal.office.page import OfficePage
from hcc.ehcportal.office.page import texts_in
from plone import api
from plone.protect import CheckAuthenticator
from plone.protect import PostOnly
from zExceptions import NotFound
from zope.i18nmessageid import Message

import datetime


_TITLES = {
    HAND_OVER: _("bulk_to", default="Hand over to ${coordinator}"),
    FINISH_STAGE: _("bulk_stage_done", default="Complete the stage “${stage}”"),
    PUBLISH: _("bulk_published", default="Publish “${title}” of ${date}"),
}


@dataclass(frozen=True)
class Line:
    """One case of a job; ``file`` is what goes to its family, if anything does.

    ``cautions`` are what is to be looked at in the file before.
    """

    place: str
    name: str
    reference: str
    url: str
    file: str
    why: str | None
    cautions: tuple[Caution, ...]


class JobPage(OfficePage):
    """Shows a job to whoever began it, who alone can go on, and to managers."""

    def __call__(self):
        if not self._is_mine and not self.may("hcc.ehcportal: View audit record"):
            raise NotFound
        if self.request.method != "POST":
            return super().__call__()
        PostOnly(self.request)
        CheckAuthenticator(self.request)
        if not self._is_mine:
            raise NotFound
        self.job.omit(texts_in(self.request.form, "leave_out"))
        if self.job.unread:
            read_on(self.context, self.job)
        else:
            go_on(self.context, self.job)
        return self.request.response.redirect(self.url)

    @cached_property
    def job(self) -> Job:
        try:
            return Jobs(self.context).get(str(self.request.form.get("job")))
        except KeyError:
            raise NotFound from None

    @property
    def url(self) -> str:
        return f"{self.context.absolute_url()}/ehc-bulk-job?job={self.job.id}"

    @property
    def title(self) -> str:
        """What is to be done."""
        return Message(_TITLES[self.job.act], mapping=self._facts())

    @property
    def may_go_on(self) -> bool:
        return self._is_mine and bool(self.job.waiting)

    @property
    def has_begun(self) -> bool:
        return bool(self.job.outcomes)

    @property
    def is_reading(self) -> bool:
        """Whether files are still to be read before anything can begin."""
        return bool(self.job.unread)

    @property
    def person_name(self) -> str:
        return full_name(self.job.person)

    @cached_property
    def waiting(self) -> list[Line]:
        """The cases that are still to be dealt with; what is to be looked at first."""
        lines = [self._line(place, None) for place in self.job.waiting]
        return sorted(lines, key=lambda line: not line.cautions)

    @property
    def doubtful(self) -> int:
        """How many of the files are to be looked at again."""
        return sum(bool(line.cautions) for line in self.waiting)

    def failed(self) -> Iterator[Line]:
        """Yield the cases in which nothing was done."""
        return (self._line(each.place, each.why) for each in self.job.failed)

    def finished(self) -> Iterator[Line]:
        """Yield the cases in which it was done."""
        done = (each for each in self.job.outcomes if each.why is None)
        return (self._line(each.place, None) for each in done)

    @property
    def _is_mine(self) -> bool:
        return self.job.person == self.person

    def _facts(self) -> dict[str, str]:
        facts = dict(self.job.facts)
        if "coordinator" in facts:
            facts["coordinator"] = full_name(facts["coordinator"])
        if "stage" in facts:
            facts["stage"] = self._stages.get(facts["stage"], facts["stage"])
        if "document_date" in facts:
            day = datetime.date.fromisoformat(facts["document_date"])
            facts["date"] = short_date(day, api.portal.get_current_language())
        return facts

    @property
    def _stages(self) -> dict[str, str]:
        guides = guides_in(self.context)
        return {guide.key: guide.title for guide in guides}

    def _line(self, place: str, why: str | None) -> Line:
        file = self.job.files.get(place)
        name = file.filename if file is not None else ""
        cautions = tuple(self._cautions(place))
        try:
            case = case_at(self.context["families"], place)
        except NotFound:
            return Line(place, "–", "", "", name, why, cautions)
        reference, url = case.reference or "–", case.absolute_url()
        return Line(place, case.title, reference, url, name, why, cautions)

    def _cautions(self, place: str) -> Iterator[Caution]:
        reading = self.job.readings.get(place)
        if reading is not None:
            yield from cautions_about(reading, api.portal.get_current_language())
