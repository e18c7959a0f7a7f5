"""The audit record for managers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from hcc.ehcportal import _
from hcc.ehcportal.access.audit import DETAILS
from hcc.ehcportal.access.audit import entries
from hcc.ehcportal.access.audit import Entry
from hcc.ehcportal.access.audit import KINDS
from hcc.ehcportal.access.invitations import Invitations
from hcc.ehcportal.content.case import IEHCCase
from hcc.ehcportal.content.dates import moment
from hcc.ehcportal.content.people import full_name
from hcc.ehcportal.office.page import number_in
from hcc.ehcportal.office.page import OfficePage
from plone import api
from urllib.parse import urlencode
from zope.i18n import translate


PAGE_SIZE = 50


@dataclass(frozen=True)
class Subject:
    """What an entry is about, for whoever may see it."""

    text: str
    url: str


@dataclass(frozen=True)
class AuditRow:
    """One entry in words."""

    entry: Entry
    when: str
    kind: str
    detail: str
    who: str
    about: str
    subject: Subject | None


class AuditPage(OfficePage):
    """Entries of the record, the newest first. Nothing here changes one."""

    @cached_property
    def kind(self) -> str | None:
        """The kind to show; nothing for all, and for one that there is not."""
        kind = self.request.form.get("kind")
        return kind if isinstance(kind, str) and kind in KINDS else None

    @cached_property
    def about(self) -> str | None:
        """The person to show, as a user id."""
        about = self.request.form.get("about")
        return about if isinstance(about, str) and about else None

    @cached_property
    def before(self) -> int | None:
        """The id of the last entry of the page before, if it can be one."""
        return number_in(self.request.form, "before") or None

    def kinds(self) -> list[tuple[str, str]]:
        """The kinds to choose from, by their titles."""
        titles = (
            (key, translate(title, context=self.request))
            for key, title in KINDS.items()
        )
        return sorted(titles, key=lambda item: item[1])

    @cached_property
    def _found(self) -> list[Entry]:
        # One more than is shown tells whether there are older ones.
        return list(entries(self.before, PAGE_SIZE + 1, self.kind, self.about))

    @cached_property
    def rows(self) -> list[AuditRow]:
        return [self._row(entry) for entry in self._found[:PAGE_SIZE]]

    @property
    def older_url(self) -> str | None:
        """The page of the entries before these, if there are any."""
        if len(self._found) <= PAGE_SIZE:
            return None
        return self._url(before=self._found[PAGE_SIZE - 1].id)

    @property
    def newest_url(self) -> str | None:
        """The first page, from a later one."""
        return None if self.before is None else self._url()

    def person_url(self, person: str) -> str:
        """The page of what concerns one person."""
        return f"{self.context.absolute_url()}/ehc-audit?{urlencode({'about': person})}"

    @cached_property
    def about_name(self) -> str:
        return full_name(self.about)

    def _row(self, entry: Entry) -> AuditRow:
        return AuditRow(
            entry=entry,
            when=moment(entry.when, api.portal.get_current_language()),
            kind=KINDS[entry.kind],
            detail=DETAILS.get(entry.detail, ""),
            who=self.name_of(entry.who),
            about=self.name_of(entry.about),
            subject=self._subject(entry.subject),
        )

    def _subject(self, subject: str | None) -> Subject | None:
        path, _hash, part = (subject or "").partition("#")
        content = api.portal.get().unrestrictedTraverse(path, None)
        if not path or content is None or not self.may("View", content):
            return None
        if IEHCCase.providedBy(content):
            return _case_subject(content, part)
        url = f"{content['families'].absolute_url()}/ehc-access-request?entry={part}"
        return Subject(_("audit_request", default="Request for access"), url)

    def _url(self, **more) -> str:
        query = {"kind": self.kind or "", "about": self.about or "", **more}
        kept = {name: value for name, value in query.items() if value}
        return f"{self.context.absolute_url()}/ehc-audit?{urlencode(kept)}"


def _case_subject(case, invitation_id: str) -> Subject:
    """Name a case by its reference, and an invitation by who is invited."""
    text = case.reference or case.getId()
    if not invitation_id:
        return Subject(text, case.absolute_url())
    family = case.__parent__
    try:
        name = Invitations(family).get(invitation_id).name
    except KeyError:
        name = ""
    return Subject(f"{text} {name}".strip(), family.absolute_url())
