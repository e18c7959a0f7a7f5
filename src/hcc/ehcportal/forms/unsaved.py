"""What somebody typed into a draft and sent when their session had run out.

Who is at the keyboard by then is not known. So it is no part of the draft: it waits
beside it until the same person has signed in, and nobody else is shown it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta
from hcc.ehcportal.content.clock import now
from hcc.ehcportal.forms.kinds import Typed


_KEPT_FOR = timedelta(days=7)


@dataclass(frozen=True)
class Unsaved:
    """What was typed, on top of which version of the draft, and when it came."""

    typed: Mapping[str, Typed]
    version: int
    at: datetime

    @property
    def mark(self) -> str:
        """What a page that shows it calls it."""
        return self.at.isoformat()


def keep_unsaved(form, person: str, typed: Mapping[str, Typed], version: int) -> None:
    """Keep what was typed last, in the place of what was kept before."""
    kept = {who: it for who, it in form.unsaved.items() if not _has_run_out(it)}
    form.unsaved = {**kept, person: Unsaved(dict(typed), version, now())}


def unsaved_of(form, person: str) -> Unsaved | None:
    """Return what waits for a person."""
    found = form.unsaved.get(person)
    return None if found is None or _has_run_out(found) else found


def forget_unsaved(form, person: str, seen: str) -> None:
    """Drop what waits for a person, if it is what their page showed by its mark.

    Another page of theirs, opened before, shows none of it and drops none.
    """
    if person in form.unsaved and form.unsaved[person].mark == seen:
        form.unsaved = {w: kept for w, kept in form.unsaved.items() if w != person}


def _has_run_out(unsaved: Unsaved) -> bool:
    return now() - unsaved.at > _KEPT_FOR
