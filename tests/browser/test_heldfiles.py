"""Files that nobody can have, as a family and the office find them."""

from factories import make_document
from hcc.ehcportal.content.uploads import scanner
from hcc.ehcportal.content.uploads.marks import INFECTED
from hcc.ehcportal.content.uploads.marks import mark_as
from hcc.ehcportal.content.uploads.marks import WAITING
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

import pytest
import transaction


pytestmark = pytest.mark.browser


@pytest.fixture
def held(demo_server, monkeypatch):
    """Two more documents of Tony's, one that waits and one with a virus."""
    monkeypatch.delenv(scanner.ADDRESS, raising=False)
    case = next(
        case
        for family in demo_server["portal"]["ehc"]["families"].objectValues()
        for case in family.objectValues()
        if case.reference == "6427917"
    )
    documents = [make_document(case), make_document(case, "A letter from school")]
    for document, scan in zip(documents, (WAITING, INFECTED), strict=True):
        mark_as(document.file, scan)
        notify(ObjectModifiedEvent(document))
    transaction.commit()
    return [document.absolute_url_path() for document in documents]


def test_a_mother_reads_why_she_cannot_open_a_document(visitor, held):
    visitor.sign_in("anita")
    for path, words, name in (
        (held[0], "still to be checked for viruses", "held-waiting"),
        (held[1], "found a virus in this file", "held-infected"),
    ):
        place = path.removeprefix("/plone")

        assert visitor.goto(f"{place}/@@display-file/file").status == 403

        assert visitor.sees(words)
        visitor.look(name)
        visitor.follow("Back", ".ehc-back")
        assert visitor.page.url.endswith(place)


def test_a_coordinator_finds_what_is_held(visitor, held):
    visitor.sign_in("robert", "/ehc/worklist")
    assert visitor.sees("Files are not scanned for viruses")
    visitor.look("worklist-without-scanner")

    visitor.follow("Files held back")

    assert visitor.sees("Virus found")
    assert visitor.sees("Waits for the scanner")
    visitor.look("held-files")
