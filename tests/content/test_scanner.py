"""What the virus scanner says of a file, and what becomes of one it says nothing of."""

from factories import make_document
from factories import make_form
from hcc.ehcportal.access.audit import entries
from hcc.ehcportal.access.audit import subject_of
from hcc.ehcportal.content.filetypes import KINDS
from hcc.ehcportal.content.uploads import scanner
from hcc.ehcportal.content.uploads.checking import checked_upload
from hcc.ehcportal.content.uploads.limits import Limits
from hcc.ehcportal.content.uploads.limits import MEGABYTE
from hcc.ehcportal.content.uploads.marks import CLEAN
from hcc.ehcportal.content.uploads.marks import INFECTED
from hcc.ehcportal.content.uploads.marks import is_held
from hcc.ehcportal.content.uploads.marks import mark_as
from hcc.ehcportal.content.uploads.marks import scan_state
from hcc.ehcportal.content.uploads.marks import UNSCANNED
from hcc.ehcportal.content.uploads.marks import WAITING
from hcc.ehcportal.content.uploads.quarantine import Held
from hcc.ehcportal.content.validation import ValueRefused
from hcc.ehcportal.notify.rounds import scan_files
from plone import api
from plone.namedfile.file import NamedBlobFile
from plone.uuid.interfaces import IUUID
from scanners import EICAR
from scanners import fake_scanner
from scanners import free_port
from zope.event import notify
from zope.i18n import translate
from zope.lifecycleevent import ObjectModifiedEvent

import papers
import pytest
import transaction


LIMITS = Limits(KINDS, 20 * MEGABYTE, 20, 100 * MEGABYTE)

# What a daemon can answer that tells nothing of a virus.
NO_ANSWERS = {
    "hangs up": b"",
    "fails": b"stream: Can't allocate memory ERROR\n",
    "finds it too long": b"INSTREAM size limit exceeded. ERROR\n",
    "talks nonsense": b"220 Welcome to the mail server\n",
    "talks no language": b"\xff\xfe\n",
    "speaks of another file": b"/etc/passwd: OK\n",
}


@pytest.fixture
def portal(functional):
    """A site whose changes are really committed: rounds do, and so does the audit."""
    return functional["portal"]


@pytest.fixture
def clamd(monkeypatch):
    """A scanner that listens and finds EICAR."""
    with fake_scanner(monkeypatch) as server:
        yield server


@pytest.fixture
def away(monkeypatch):
    """A scanner whose port nobody listens to."""
    monkeypatch.setenv(scanner.ADDRESS, f"127.0.0.1:{free_port()}")


def letter(text: bytes = b"A letter") -> NamedBlobFile:
    return NamedBlobFile(text, "text/plain", "a letter.txt")


def refusal(file: NamedBlobFile, context=None) -> str:
    try:
        checked_upload(file, LIMITS, context)
    except ValueRefused as refused:
        return translate(refused.doc())
    return ""


def recorded(kind: str | None = None) -> list:
    """Return the entries of the audit record, those of other connections too."""
    transaction.commit()
    return list(entries(kind=kind))


class TestAnswers:
    def test_a_file_without_a_virus_is_taken(self, portal, clamd):
        file = checked_upload(letter(), LIMITS)

        assert scan_state(file) == CLEAN
        assert clamd.scanned == [b"A letter"]

    def test_a_picture_is_scanned_as_it_came(self, portal, clamd):
        photo = papers.photo()

        file = checked_upload(NamedBlobFile(photo, filename="a.jpg"), LIMITS)

        assert clamd.scanned == [photo]
        assert scan_state(file) == CLEAN

    def test_one_with_a_virus_is_refused_and_written_down(self, case, clamd, anita):
        form = make_form(case)
        with api.env.adopt_user(username=anita):
            assert "virus scanner stopped this file" in refusal(letter(EICAR), form)

        (entry,) = recorded("virus_refused")
        assert (entry.who, entry.subject) == (anita, subject_of(case))

    def test_where_it_was_sent_to_need_not_be_known(self, portal, clamd):
        assert "virus" in refusal(letter(EICAR))
        assert [entry.subject for entry in recorded("virus_refused")] == [None]

    def test_nobody_scans_where_there_is_no_scanner(self, portal, monkeypatch):
        monkeypatch.delenv(scanner.ADDRESS, raising=False)

        file = checked_upload(letter(EICAR), LIMITS)

        assert scan_state(file) == UNSCANNED
        assert not is_held(file)

    def test_a_file_of_any_length_is_streamed(self, portal, clamd):
        data = b"A letter.\n" * (MEGABYTE // 5)

        checked_upload(letter(data), LIMITS)

        assert clamd.scanned == [data]

    def test_what_was_scanned_is_not_scanned_again(self, portal, clamd):
        file = checked_upload(letter(), LIMITS)

        checked_upload(file, LIMITS)

        assert len(clamd.scanned) == 1

    def test_but_other_contents_are(self, portal, clamd):
        file = checked_upload(letter(), LIMITS)
        file.data = EICAR

        assert scan_state(file) is None
        assert "virus" in refusal(file)


class TestNoAnswer:
    @pytest.mark.parametrize("answer", NO_ANSWERS.values(), ids=NO_ANSWERS)
    def test_a_file_that_nothing_is_said_of_waits(self, portal, clamd, answer):
        clamd.says(answer)

        assert scan_state(checked_upload(letter(EICAR), LIMITS)) == WAITING

    def test_so_does_one_while_the_scanner_is_away(self, portal, away):
        assert scan_state(checked_upload(letter(EICAR), LIMITS)) == WAITING

    def test_so_does_one_at_which_it_stops(self, portal, clamd):
        clamd.stops_after = 0

        long = letter(b"A letter" * MEGABYTE)
        assert scan_state(checked_upload(long, LIMITS)) == WAITING

    def test_so_does_one_at_which_it_thinks_for_too_long(
        self, portal, clamd, monkeypatch
    ):
        monkeypatch.setattr(scanner, "SECONDS", 0.1)
        clamd.says(None)

        assert scan_state(checked_upload(letter(), LIMITS)) == WAITING

    def test_so_does_one_where_there_is_no_socket(self, portal, monkeypatch):
        monkeypatch.setenv(scanner.ADDRESS, "/nowhere/clamd.ctl")

        assert scan_state(checked_upload(letter(), LIMITS)) == WAITING

    def test_a_council_can_have_it_refused_instead(self, portal, away):
        api.portal.set_registry_record("ehc.refuse_unscanned", True)

        assert "cannot be checked for viruses just now" in refusal(letter())


class TestLater:
    @pytest.fixture
    def waiting(self, case, away):
        """Two attachments and a document that came while the scanner was away."""
        contents = [make_form(case).objectValues()[0] for _number in range(2)]
        contents.append(make_document(case))
        for content, text in zip(contents, (EICAR, b"A letter", EICAR), strict=True):
            content.file = checked_upload(letter(text), LIMITS)
            notify(ObjectModifiedEvent(content))
        transaction.commit()
        return contents

    def test_what_waits_is_listed_once(self, council, waiting):
        notify(ObjectModifiedEvent(waiting[0]))

        assert {uid for uid, _since in Held(council.ehc).all()} == {
            IUUID(content) for content in waiting
        }

    def test_it_is_scanned_when_the_scanner_is_back(self, council, waiting, clamd):
        scan_files()

        assert [scan_state(content.file) for content in waiting] == [
            *(INFECTED, CLEAN, INFECTED),
        ]
        found = recorded("virus_found")
        assert {e.subject for e in found} == {subject_of(waiting[n]) for n in (0, 2)}
        (let_go,) = recorded("file_let_go")
        assert let_go.subject == subject_of(waiting[1])
        assert len(list(Held(council.ehc).all())) == 2

    def test_and_not_again(self, council, waiting, clamd):
        scan_files()
        scan_files()

        assert len(clamd.scanned) == 3

    def test_it_waits_on_while_the_scanner_is_away(self, council, waiting):
        scan_files()

        assert {scan_state(content.file) for content in waiting} == {WAITING}
        assert len(list(Held(council.ehc).all())) == 3

    def test_a_file_that_it_fails_at_holds_up_no_other_in_vain(
        self, council, waiting, clamd
    ):
        """One try a round: a scanner that is away would make every mail wait."""
        clamd.says(b"")

        scan_files()

        assert len(clamd.scanned) == 1

    def test_what_was_deleted_is_forgotten(self, council, waiting, clamd):
        uid = IUUID(waiting[1])
        waiting[1].__parent__._delObject(waiting[1].getId())
        transaction.commit()

        scan_files()

        assert uid not in {found for found, _since in Held(council.ehc).all()}

    def test_a_file_takes_its_mark_along(self, council, waiting, case):
        document = make_document(case)
        document.file = waiting[0].file

        assert is_held(document.file)

    def test_a_mark_is_written_on_the_file_that_was_scanned(self, portal):
        file = letter()
        mark_as(file, INFECTED)
        assert is_held(file)

        file.data = b"Another letter"

        assert not is_held(file)
