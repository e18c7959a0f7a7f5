"""What a worklist shows, as its address says it."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import fields
from dataclasses import replace
from urllib.parse import urlencode


# Whose cases.
MINE = "mine"
TEAM = "team"
EVERY = "all"
SCOPES = (MINE, TEAM, EVERY)

# What needs whoever looks now.
ALL = "all"
REQUESTS = "requests"
FORMS = "forms"
REPLIES = "replies"
SOON = "soon"
LATE = "late"
HEADINGS = (ALL, REQUESTS, FORMS, REPLIES, SOON, LATE)

# By what they are sorted, and the index that says so.
SORTS = {"due": "ehc_due", "name": "ehc_name", "reference": "ehc_reference"}

# A coordinator who is none: the case waits for one. No user id can be this.
NOBODY = "-"

# Nobody turns a thousandth page, and Zope counts no further than the machine.
_LAST_PAGE = 10_000


@dataclass(frozen=True)
class Selection:
    """What is chosen. Every field stands in the address under its own name.

    ``cases`` is whose they are; without it that depends on who looks. ``find`` is what
    is looked for, sealed: see ``sealing.py``.
    """

    cases: str = ""
    show: str = ALL
    stage: str = ""
    coordinator: str = ""
    source: str = ""
    late: str = ""
    exempt: str = ""
    closed: str = ""
    sort: str = "due"
    find: str = ""
    page: int = 1

    @property
    def address(self) -> str:
        """The part of the address behind the question mark."""
        return urlencode(self.chosen)

    @property
    def chosen(self) -> dict[str, str | int]:
        """What does not go without saying, by its name."""
        return {
            field.name: value
            for field in fields(self)
            if (value := getattr(self, field.name)) != field.default
        }

    def but(self, **changes) -> Selection:
        """Return the first page of this selection with something else chosen."""
        return replace(self, **{"page": 1, **changes})

    @property
    def is_filtered(self) -> bool:
        """Whether a filter is set."""
        filters = (self.stage, self.coordinator, self.source)
        return any((*filters, self.late, self.exempt, self.closed))

    @property
    def is_narrowed(self) -> bool:
        """Whether something is looked for or a filter is set."""
        return bool(self.find) or self.is_filtered


def read_selection(
    form: Mapping, stages: Collection[str], sources: Collection[str]
) -> Selection:
    """Return what an address or a form says; what it cannot mean is left out."""
    return Selection(
        cases=_one_of(SCOPES, form, "cases"),
        show=_one_of(HEADINGS, form, "show") or ALL,
        stage=_one_of(stages, form, "stage"),
        coordinator=_text(form, "coordinator"),
        source=_one_of(sources, form, "source"),
        late=_one_of("1", form, "late"),
        exempt=_one_of("1", form, "exempt"),
        closed=_one_of("1", form, "closed"),
        sort=_one_of(SORTS, form, "sort") or "due",
        find=_text(form, "find"),
        page=_page(form),
    )


def _text(form: Mapping, name: str) -> str:
    value = form.get(name)
    return value if isinstance(value, str) else ""


def _one_of(allowed: Collection[str], form: Mapping, name: str) -> str:
    value = _text(form, name)
    return value if value in allowed else ""


def _page(form: Mapping) -> int:
    typed = _text(form, "page")
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 1
    return min(max(number, 1), _LAST_PAGE)
