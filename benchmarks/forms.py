"""The part of forms: opening one, and what many uploads at once do to the server."""

from __future__ import annotations

from Acquisition import aq_parent
from collections.abc import Iterable
from collections.abc import Iterator
from council import Council
from council import make_council
from council import root
from dataclasses import dataclass
from hcc.ehcportal.access.register import AccessRegister
from hcc.ehcportal.forms.offer import designs_in
from hcc.ehcportal.forms.starting import start
from letters import write_letters
from memory import forget_peak
from memory import peak
from memory import resident
from pathlib import Path
from plone import api
from printing import machine
from printing import print_ratio
from ratios import in_turn
from senders import Load
from senders import Outcome
from senders import send
from senders import Sender
from server import served
from tempfile import TemporaryDirectory
from visitor import NoPage
from visitor import Visitor
from zope.component.hooks import setSite

import statistics
import transaction


FAMILIES = 20
FILES = 5
# As many as the council's instance has, for pages and for files.
THREADS = 4
FILE_THREADS = 2

# What is aimed at: see docs/performance.md.
AGAINST_EASYFORM = 1.2
MEGABYTES = 200

_OPENED = ("comments-on-the-draft-plan", "my-views", "parental-supporting-documents")
_FILLED = "parental-supporting-documents"

_WARM_UP = 5
_IDLE_VISITS = 60
_MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Drafts:
    """A council with drafts: of one family all forms, of the others one to send to.

    ``opened`` are pairs of addresses: a draft, and easyform's page of the same form.
    """

    council: Council
    opened: tuple[tuple[str, str], ...]
    filled: tuple[tuple[str, str], ...]


def measure_forms(application, pairs: int) -> None:
    """Measure and print the part; raise ``NoPage`` if a file was not taken."""
    print("Making the site of the forms.")
    with root() as app:
        drafts = _make_drafts(app)
    with served(application, THREADS, FILE_THREADS) as port:
        visitor = Visitor(port, drafts.council)
        print(f"\n{machine()}\n\nOpening a form, ours and easyform's own page of it")
        for ours, easyforms in drafts.opened:
            _print_opening(visitor, ours, easyforms, pairs)
        with TemporaryDirectory() as folder:
            _measure_uploads(port, drafts, visitor, Path(folder))


def _make_drafts(app) -> Drafts:
    council = make_council(app, "forms", FAMILIES + 1)
    site = app.unrestrictedTraverse(council.site_path)
    setSite(site)
    case = app.unrestrictedTraverse(council.case_path)
    families = case.aq_parent.aq_parent
    portal = families.aq_parent
    designs = {design.getId(): design for design in designs_in(portal)}
    drafts = Drafts(
        council=council,
        opened=tuple(_opened(site, case, designs[name]) for name in _OPENED),
        filled=tuple(_filled(families, case, designs[_FILLED])),
    )
    transaction.commit()
    return drafts


def _opened(site, case, design) -> tuple[str, str]:
    elsewhere = api.content.copy(design, site)
    api.content.transition(elsewhere, to_state="published")
    return (
        f"{_start(case, design).absolute_url_path()}/ehc-fill",
        elsewhere.absolute_url_path(),
    )


def _filled(families, besides, design) -> Iterator[tuple[str, str]]:
    """Yield the login of each other family, and the address of its draft."""
    for family in families.objectValues():
        (case,) = family.objectValues()
        if case.getId() != besides.getId():
            yield _parent_of(case), _start(case, design).absolute_url_path()


def _start(case, design):
    with api.env.adopt_user(username=_parent_of(case)):
        return start(case, design)


def _parent_of(case) -> str:
    (grant,) = AccessRegister(aq_parent(case)).grants_for(case.getId())
    return grant.adult


def _print_opening(visitor: Visitor, ours: str, easyforms: str, pairs: int) -> None:
    for _ in range(_WARM_UP * THREADS):
        visitor.fetch(ours)
        visitor.fetch(easyforms)
    timed = in_turn(lambda: visitor.time(ours), lambda: visitor.time(easyforms), pairs)
    print_ratio(easyforms.rpartition("/")[2], timed, AGAINST_EASYFORM)


def _measure_uploads(
    port: int, drafts: Drafts, onlooker: Visitor, folder: Path
) -> None:
    photo, scan = write_letters(folder)
    visitors = [Visitor(port, drafts.council, login) for login, _path in drafts.filled]
    load = Load(
        port=port,
        families=[
            _sender(visitor, path)
            for visitor, (_login, path) in zip(visitors, drafts.filled, strict=True)
        ],
        files=[str((photo, scan)[number % 2]) for number in range(FILES)],
        onlooker=Sender(drafts.council.case_path, onlooker.cookie_header),
        idle_visits=_IDLE_VISITS,
    )
    before = resident()
    forget_peak()
    outcome = send(load)
    _print_uploads(outcome, scan.stat().st_size, peak() - before, resident() - before)
    kept = _kept(path for _login, path in drafts.filled)
    if outcome.failed or kept != FAMILIES * FILES:
        raise NoPage(f"{kept} files were kept; refused: {set(outcome.failed)}")


def _sender(visitor: Visitor, draft_path: str) -> Sender:
    return Sender(f"{draft_path}/@tus-upload", visitor.cookie_header)


def _kept(paths: Iterable[str]) -> int:
    with root() as app:
        return sum(len(app.unrestrictedTraverse(path)) for path in paths)


def _print_uploads(outcome: Outcome, size: int, most: int, after: int) -> None:
    megabytes = size / _MEGABYTE
    print(
        f"\n{FAMILIES} families at once, each with {FILES} files of {megabytes:.1f} "
        f"MB, {THREADS} + {FILE_THREADS} threads: {outcome.seconds:.0f} s"
    )
    print(f"  {'Failed (must be 0)':<40} {len(outcome.failed):>6} of {outcome.sent}")
    _print_memory("Memory of the server, at most", most)
    _print_memory("Memory of the server, afterwards", after)
    idle = statistics.median(outcome.idle)
    ratios = [time / idle for time in outcome.busy]
    low, median, high = statistics.quantiles(ratios, n=4)
    print(
        f"  {'EHC dashboard meanwhile / before':<40} {median:>6.2f}  {low:.2f} - "
        f"{high:.2f}, at most {max(ratios):.1f}  {len(ratios)} visits; "
        f"before {idle:.1f} ms"
    )


def _print_memory(title: str, growth: int) -> None:
    megabytes = growth / _MEGABYTE
    verdict = "" if megabytes <= MEGABYTES else "  above the aim"
    print(f"  {title:<40} {megabytes:>+6.0f}  <= {MEGABYTES} MB{verdict}")
