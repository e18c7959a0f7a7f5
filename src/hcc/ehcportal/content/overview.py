"""The one reading of a case.

Every page, file and service that shows a case renders the ``CaseOverview`` made here,
so that no two of them can disagree on a date or a state. It is read by traversal and
asks the catalog nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from hcc.ehcportal.content.case import children_of
from hcc.ehcportal.content.clock import ENGLAND
from hcc.ehcportal.content.clock import today
from hcc.ehcportal.content.contacts import Contact
from hcc.ehcportal.content.contacts import contacts_of
from hcc.ehcportal.content.filetypes import extension_of
from hcc.ehcportal.content.filetypes import SHOWN_TYPES
from hcc.ehcportal.content.message import thread_id
from hcc.ehcportal.content.openings import has_opened
from hcc.ehcportal.content.portal import guides_in
from hcc.ehcportal.content.portal import portal_of
from hcc.ehcportal.content.rules import events_of
from hcc.ehcportal.content.rules import rules_of
from hcc.ehcportal.content.settings import setting
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.content.versions import published_at
from hcc.ehcportal.content.vocabularies import ADVICE_CLAUSES
from hcc.ehcportal.content.vocabularies import ENDINGS
from hcc.ehcportal.content.vocabularies import FAMILY_DATES
from hcc.ehcportal.content.vocabularies import GENDERS
from hcc.ehcportal.content.vocabularies import REQUEST_SOURCES
from hcc.ehcportal.content.vocabularies import title_of
from hcc.ehcportal.process.advice import advice_due
from hcc.ehcportal.process.advice import advice_late_days
from hcc.ehcportal.process.keys import Deadline
from hcc.ehcportal.process.rules import RuleSet
from hcc.ehcportal.process.stages import CaseFacts
from hcc.ehcportal.process.stages import current
from hcc.ehcportal.process.stages import read_stages
from hcc.ehcportal.process.stages import StageFacts
from hcc.ehcportal.process.stages import StageReading
from hcc.ehcportal.process.stages import StageState
from operator import attrgetter
from plone import api
from plone.uuid.interfaces import IUUID


@dataclass(frozen=True)
class Link:
    """A page of the council's site that the reader may see."""

    title: str
    url: str


@dataclass(frozen=True)
class StageOverview:
    """One stage: what editors call it, and where it stands."""

    title: str
    reading: StageReading
    deadline: str | None
    outcome: str | None
    explanation: str | None


@dataclass(frozen=True)
class DateEntry:
    """A day of the timetable: what it is of, and whether it was, is due or is aimed at.

    ``kind`` is "done", "legal" (the last day in law) or "target" (the council's own).
    """

    key: str
    title: str
    day: date
    kind: str
    late_days: int = 0


@dataclass(frozen=True)
class DocumentEntry:
    """A document that was given to the family; ``file_type`` is "PDF", say.

    ``is_new`` until this person opens it; ``is_shown`` where browsers show such a file.
    """

    title: str
    url: str
    published_on: date
    document_date: date
    withdrawn: bool
    withdrawal_reason: str | None
    file_type: str
    size: int
    is_new: bool
    is_shown: bool
    replaced_on: date | None

    @property
    def open_url(self) -> str:
        """Where the file is shown in the page, or else saved."""
        return f"{self.url}/@@display-file/file" if self.is_shown else self.save_url

    @property
    def save_url(self) -> str:
        """Where the file is saved from."""
        return f"{self.url}/@@download/file"


@dataclass(frozen=True)
class MessageEntry:
    """A message that was sent to the family, or by somebody of it.

    ``recipients`` are all of them for staff; an adult of the family is told of nobody
    else. ``thread`` is the same for a message and whatever answers it. What the family
    wrote is read when anybody of the office has opened it.
    """

    subject: str
    text: str
    url: str
    sender: str
    recipients: tuple[str, ...]
    sent_at: datetime
    is_read: bool
    thread: str


@dataclass(frozen=True)
class FormEntry:
    """A form of the family, begun or submitted.

    ``key`` is that of the editors' form that it was started from, ``note`` what staff
    wrote who sent it. A draft has a ``return_reason`` where it is the copy of a form
    that was returned.
    """

    title: str
    url: str
    key: str | None
    state: str
    note: str | None
    submitted_at: datetime | None
    return_reason: str | None
    last_day: date | None


@dataclass(frozen=True)
class AdviceEntry:
    """A service that was asked for advice; ``clause`` is why it may answer later."""

    id: str
    service: str
    requested: date
    due: date
    received: date | None
    late_days: int
    clause: str

    @property
    def is_late(self) -> bool:
        """Whether the answer came too late, or is awaited too long."""
        return self.late_days > 0


@dataclass(frozen=True)
class CaseOverview:
    """Everything that the pages say of one case to one person on one day.

    ``comments`` are the first and the last day to comment on a draft plan.
    """

    uid: str
    revision: int
    name: str
    url: str
    date_of_birth: date
    gender: str
    reference: str | None
    request_received: date
    request_source: str
    state: str
    ending: str
    coordinator: str | None
    contacts: tuple[Contact, ...]
    involvements: tuple[str, ...]
    advice: tuple[AdviceEntry, ...]
    today: date
    stages: tuple[StageOverview, ...]
    dates: tuple[DateEntry, ...]
    comments: tuple[date, date] | None
    rules_reference: str
    current: StageOverview | None
    happening: str | None
    local_offer: tuple[Link, ...]
    documents: tuple[DocumentEntry, ...]
    messages: tuple[MessageEntry, ...]
    sent_items: tuple[MessageEntry, ...]
    forms: tuple[FormEntry, ...]

    @property
    def other_dates(self) -> tuple[DateEntry, ...]:
        """The last days that belong to no stage, such as that for an appeal."""
        told = {stage.reading.key for stage in self.stages}
        return tuple(
            entry
            for entry in self.dates
            if entry.key.removesuffix("-target") not in told
        )

    @property
    def contact(self) -> Contact | None:
        """Who coordinates the case now."""
        latest = self.contacts[0] if self.contacts else None
        return latest if latest and latest.until is None else None

    @property
    def new_messages(self) -> tuple[MessageEntry, ...]:
        """The messages that this person has not opened."""
        return tuple(message for message in self.messages if not message.is_read)

    @property
    def readable_documents(self) -> tuple[DocumentEntry, ...]:
        """The documents that were not withdrawn."""
        return tuple(entry for entry in self.documents if not entry.withdrawn)

    @property
    def forms_to_complete(self) -> tuple[FormEntry, ...]:
        """The forms that wait for the family."""
        return tuple(form for form in self.forms if form.state == "draft")

    @property
    def submitted_forms(self) -> tuple[FormEntry, ...]:
        """The forms that the family has sent, also those that were returned since."""
        return tuple(form for form in self.forms if form.state != "draft")


def overview_of(case, person: str) -> CaseOverview:
    """Return ``case`` as the family is to see it, to the person with this user id.

    Drafts of staff are left out for everybody: a coordinator sees here what the family
    sees.
    """
    portal = portal_of(case)
    guides = _guides(portal)
    content = _children(case)
    rules = rules_of(case)
    legal_days = rules.legal_days(events_of(case))
    stages = _stages(case, guides, content["EHCStage"], rules)
    here = current(stage.reading for stage in stages)
    guide = here and guides.get(here.key)
    # The address of each letter is made of it: to ask them all costs a millisecond.
    url = case.absolute_url()
    letters = [item for item in content["EHCMessage"] if _is_shown(item, person)]
    return CaseOverview(
        uid=IUUID(case),
        revision=case.timetable_changes + setting("changes"),
        name=case.title,
        url=url,
        date_of_birth=case.date_of_birth,
        gender=title_of(GENDERS, case.gender),
        reference=case.reference,
        request_received=case.request_received,
        request_source=title_of(REQUEST_SOURCES, case.request_source),
        state=state_of(case),
        ending=title_of(ENDINGS, case.ending),
        coordinator=_coordinator(case),
        contacts=tuple(contacts_of(case)),
        involvements=tuple(case.involvements or ()),
        advice=tuple(_advice(case, rules)),
        today=today(),
        stages=stages,
        dates=_dates(stages, legal_days),
        comments=_comment_days(case, legal_days),
        rules_reference=setting("rules_reference"),
        current=next((stage for stage in stages if stage.reading is here), None),
        happening=happening_in(guide),
        local_offer=local_offer_of(portal, guide),
        documents=tuple(_documents(content["EHCDocument"], person, url)),
        messages=tuple(_messages(letters, person, url, from_family=False)),
        sent_items=tuple(_messages(letters, person, url, from_family=True)),
        forms=tuple(_forms(content["EHCSupportingForm"], url)),
    )


def stages_of(case) -> tuple[StageOverview, ...]:
    """Return the stages of ``case`` as its overview has them, and nothing else."""
    stages = children_of(case, "EHCStage")
    return _stages(case, _guides(portal_of(case)), stages, rules_of(case))


def dates_of(case) -> tuple[DateEntry, ...]:
    """Return the dates of ``case`` as its overview has them, and nothing else."""
    return _dates(stages_of(case), rules_of(case).legal_days(events_of(case)))


def advice_of(case) -> tuple[AdviceEntry, ...]:
    """Return the requests for advice of ``case`` as its overview has them."""
    return tuple(_advice(case, rules_of(case)))


def appeal_day(case) -> date | None:
    """Return the family's last day to appeal against a decision, if it is set."""
    return rules_of(case).legal_days(events_of(case)).get(Deadline.APPEAL)


def next_due(stages: Iterable[StageOverview]) -> StageOverview | None:
    """Return the stage that is due first among those not finished, if any is due.

    One whose deadline is lifted counts only where there is no other.
    """
    waiting = [
        stage
        for stage in stages
        if stage.reading.is_awaited and stage.reading.due is not None
    ]
    return min(
        waiting,
        key=lambda stage: (stage.reading.exemption is not None, stage.reading.due),
        default=None,
    )


def family_day(case) -> date | None:
    """Return the family's last day to comment on a draft (reg 13(1)), if it is set."""
    return rules_of(case).legal_days(events_of(case)).get(Deadline.DRAFT_COMMENT)


def links_to(*relations) -> Iterator[Link]:
    """Yield a link for every relation whose page exists and the reader may see."""
    for relation in relations:
        page = None if relation is None or relation.isBroken() else relation.to_object
        if page is not None and api.user.has_permission("View", obj=page):
            yield Link(page.Title(), page.absolute_url())


def happening_in(guide) -> str | None:
    """Return what editors say of a stage, as HTML, or None."""
    if guide is None or not guide.text:
        return None
    return guide.text.output_relative_to(guide)


def local_offer_of(portal, guide) -> tuple[Link, ...]:
    """Return the links of a stage, or else those of the portal."""
    own = tuple(links_to(*((guide and guide.local_offer) or ())))
    return own or tuple(links_to(portal.local_offer))


def _children(case) -> dict[str, list]:
    found = {
        "EHCStage": [],
        "EHCDocument": [],
        "EHCMessage": [],
        "EHCSupportingForm": [],
    }
    for item in case.objectValues():
        found.setdefault(item.portal_type, []).append(item)
    return found


def _guides(portal) -> dict[str, object]:
    return {guide.key: guide for guide in guides_in(portal)}


def _stages(case, guides, stages, rules: RuleSet) -> tuple[StageOverview, ...]:
    readings = _read(case, guides, stages, rules)
    return tuple(
        _stage(stage, guides.get(stage.guide_key), reading)
        for stage, reading in zip(stages, readings, strict=True)
    )


def _read(case, guides, stages, rules: RuleSet) -> tuple[StageReading, ...]:
    facts = CaseFacts(
        request_received=case.request_received,
        stages=tuple(_facts(stage, guides.get(stage.guide_key)) for stage in stages),
        ended=_has_ended(case),
        events=events_of(case),
    )
    return read_stages(facts, rules, today())


def _facts(stage, guide) -> StageFacts:
    deadline = guide and guide.deadline
    return StageFacts(
        key=stage.guide_key,
        state=StageState(state_of(stage)),
        deadline=Deadline(deadline) if deadline else None,
        target=stage.due_date,
        completed_on=stage.completed_on,
        exemptions=stage.exemptions,
    )


def _stage(stage, guide, reading: StageReading) -> StageOverview:
    title = guide.title if guide is not None else stage.title
    return StageOverview(
        title=title,
        reading=reading,
        deadline=guide and guide.deadline,
        outcome=stage.outcome,
        explanation=stage.explanation,
    )


def _has_ended(case) -> bool:
    return case.ending is not None and state_of(case) in ("closed", "archived")


def _advice(case, rules: RuleSet) -> Iterator[AdviceEntry]:
    ended = _has_ended(case)
    for request in case.advice_requests:
        yield AdviceEntry(
            id=request.id,
            service=request.service,
            requested=request.requested,
            due=advice_due(request, rules),
            received=request.received,
            late_days=advice_late_days(request, rules, today(), ended=ended),
            clause=title_of(ADVICE_CLAUSES, request.clause),
        )


def _dates(
    stages: tuple[StageOverview, ...], legal_days: Mapping[Deadline, date]
) -> tuple[DateEntry, ...]:
    found = [entry for stage in stages for entry in _dates_of_stage(stage)]
    told_by_stages = {stage.deadline for stage in stages}
    found += (
        DateEntry(key.value, FAMILY_DATES[key], day, "legal")
        for key, day in legal_days.items()
        if key in FAMILY_DATES and key not in told_by_stages
    )
    return tuple(sorted(found, key=attrgetter("day")))


def _comment_days(
    case, legal_days: Mapping[Deadline, date]
) -> tuple[date, date] | None:
    if case.draft_served is None:
        return None
    return case.draft_served, legal_days.get(Deadline.DRAFT_COMMENT)


def _dates_of_stage(stage: StageOverview) -> Iterator[DateEntry]:
    reading = stage.reading
    if reading.completed_on:
        day, kind = reading.completed_on, "done"
        yield DateEntry(reading.key, stage.title, day, kind, reading.late_days)
    elif reading.is_awaited:
        if reading.legal_day:
            day, kind = reading.legal_day, "legal"
            yield DateEntry(reading.key, stage.title, day, kind, reading.late_days)
        if reading.target:
            key = f"{reading.key}-target"
            late_days = 0 if reading.legal_day else reading.late_days
            yield DateEntry(key, stage.title, reading.target, "target", late_days)


def _coordinator(case) -> str | None:
    history = case.contact_history
    return history[-1].name if history and history[-1].until is None else None


def _documents(documents, person: str, case_url: str) -> Iterator[DocumentEntry]:
    published = [item for item in documents if state_of(item) != "draft"]
    for item in sorted(published, key=published_at, reverse=True):
        withdrawn = state_of(item) == "withdrawn"
        file = item.file
        yield DocumentEntry(
            title=item.title,
            url=f"{case_url}/{item.getId()}",
            published_on=_day(item.effective_date.asdatetime()),
            document_date=item.document_date,
            withdrawn=withdrawn,
            withdrawal_reason=item.withdrawal_reason,
            file_type=extension_of(file.filename).upper(),
            size=file.getSize(),
            is_new=not (withdrawn or has_opened(item, person)),
            is_shown=file.contentType in SHOWN_TYPES,
            replaced_on=_day(published_at(item)) if item.versions else None,
        )


def _day(moment: datetime) -> date:
    return moment.astimezone(ENGLAND).date()


def _is_shown(message, person: str) -> bool:
    """Tell whether a message was sent, and is this person's to see.

    Only one that is not for everybody costs a look at the person's roles.
    """
    if state_of(message) != "sent":
        return False
    if not (message.addressees or message.from_family):
        return True
    user = api.user.get(userid=person)
    return user is not None and api.user.has_permission("View", user=user, obj=message)


def _messages(
    letters, person: str, case_url: str, *, from_family: bool
) -> Iterator[MessageEntry]:
    messages = (item for item in letters if item.from_family == from_family)
    for item in sorted(messages, key=attrgetter("sent_at"), reverse=True):
        yield MessageEntry(
            subject=item.title,
            text=item.text,
            url=f"{case_url}/{item.getId()}",
            sender=item.sender,
            recipients=_recipients(item, person),
            sent_at=item.sent_at,
            is_read=_is_read(item, person),
            thread=thread_id(item),
        )


def _recipients(message, person: str) -> tuple[str, ...]:
    """Return all whom a message went to, to staff; to an adult their own name alone."""
    own = dict(zip(message.recipient_ids, message.recipients, strict=False))
    if person in own:
        return (own[person],)
    user = api.user.get(userid=person)
    if message.from_family or (
        user is not None
        and api.user.has_permission("List folder contents", user=user, obj=message)
    ):
        return tuple(message.recipients)
    return ()


def _is_read(message, person: str) -> bool:
    if message.from_family and person != message.author:
        return not message.waits_for_staff
    return message.from_family or message.is_read_by(person)


def _forms(forms, case_url: str) -> Iterator[FormEntry]:
    for item in forms:
        yield FormEntry(
            title=item.title,
            url=f"{case_url}/{item.getId()}",
            key=item.form_key,
            state=state_of(item),
            note=item.note,
            submitted_at=item.submitted_at,
            return_reason=item.return_reason,
            last_day=item.last_day,
        )
