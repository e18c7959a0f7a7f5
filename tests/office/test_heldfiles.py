"""What the office reads of files that nobody can have."""

from factories import make_document
from factories import make_form
from hcc.ehcportal.content.uploads import scanner
from hcc.ehcportal.content.uploads.marks import INFECTED
from hcc.ehcportal.content.uploads.marks import mark_as
from hcc.ehcportal.content.uploads.marks import WAITING
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

import pytest


NO_SCANNER = "Files are not scanned for viruses"


@pytest.fixture
def held(case):
    """A document that waits, and an attachment in which a virus was found."""
    contents = [
        make_document(case),
        make_form(case, state="submitted").objectValues()[0],
    ]
    for content, scan in zip(contents, (WAITING, INFECTED), strict=True):
        mark_as(content.file, scan)
        notify(ObjectModifiedEvent(content))
    return contents


def test_they_are_listed_with_their_case(coordinator, council, case, held):
    case.reference = "6427917"

    coordinator.visit(council.ehc, "worklist")
    coordinator.getLink("Files held back").click()

    cells = [
        [" ".join(cell.text_content().split()) for cell in row.cssselect("th, td")[:3]]
        for row in coordinator.parsed.cssselect("tbody tr")
    ]
    assert cells == [
        ["a-letter.pdf", "6427917", "Virus found"],
        ["information-requested.pdf", "6427917", "Waits for the scanner"],
    ]


def test_nothing_is_said_where_nothing_is_held(coordinator, council, monkeypatch):
    monkeypatch.setenv(scanner.ADDRESS, "127.0.0.1:3310")

    coordinator.visit(council.ehc, "worklist")

    assert "Files held back" not in coordinator.text
    assert NO_SCANNER not in coordinator.text
    assert (
        "No file is held back." in coordinator.visit(council.ehc, "ehc-held-files").text
    )


def test_a_website_without_a_scanner_says_so_and_no_more(
    coordinator, council, monkeypatch
):
    monkeypatch.delenv(scanner.ADDRESS, raising=False)

    assert NO_SCANNER in coordinator.visit(council.ehc, "worklist").text
    assert "docs/uploads.md" in coordinator.visit(council.ehc, "ehc-held-files").text


def test_a_file_of_a_draft_is_its_familys(coordinator, council, case):
    attachment = make_form(case).objectValues()[0]
    mark_as(attachment.file, WAITING)
    notify(ObjectModifiedEvent(attachment))

    assert "Files held back" not in coordinator.visit(council.ehc, "worklist").text


def test_families_do_not_see_the_list(mother, council):
    assert mother.visit(council.ehc, "ehc-held-files").is_refused
