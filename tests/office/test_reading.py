"""What a file says is read in a bounded time and memory, and compared."""

from datetime import date
from factories import make_case
from factories import make_document
from factories import make_family
from hcc.ehcportal.content.bounded import Bounds
from hcc.ehcportal.office.documents import namesakes
from hcc.ehcportal.office.documents import reading
from hcc.ehcportal.office.documents.namesakes import births_in
from hcc.ehcportal.office.documents.namesakes import Finding
from hcc.ehcportal.office.documents.namesakes import findings_in
from hcc.ehcportal.office.documents.namesakes import names_in
from hcc.ehcportal.office.documents.patience import Patience
from hcc.ehcportal.office.documents.reading import EMPTY
from hcc.ehcportal.office.documents.reading import extract
from hcc.ehcportal.office.documents.reading import NO_TIME
from hcc.ehcportal.office.documents.reading import NOT_ASKED
from hcc.ehcportal.office.documents.reading import READ
from hcc.ehcportal.office.documents.reading import read
from hcc.ehcportal.office.documents.reading import reading_of
from hcc.ehcportal.office.documents.reading import UNREADABLE
from plone import api
from plone.namedfile.file import NamedBlobFile
from plone.uuid.interfaces import IUUID

import papers
import pytest
import zlib


YEARS = range(1950, 2020)


@pytest.fixture
def portal(integration):
    return integration["portal"]


@pytest.fixture
def ivy(council, robert):
    """A child of another family, whom a coordinator sees."""
    other = make_family(council, "Marlow")
    child = make_case(other, "Ivy Marlow", date_of_birth=date(2019, 5, 4))
    with api.env.adopt_user(username=robert):
        yield child


def paper(data: bytes, name: str) -> NamedBlobFile:
    return NamedBlobFile(data, "application/pdf", name)


def pdf_with(stream: bytes) -> bytes:
    """Return a PDF whose one page has this compressed content."""
    return b"\n".join(
        [
            b"%PDF-1.4",
            b"1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj",
            b"2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj",
            b"3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
            b"endobj",
            b"4 0 obj <</Filter/FlateDecode/Length %d>> stream" % len(stream),
            stream,
            b"endstream endobj",
            b"trailer <</Root 1 0 R>>",
            b"%%EOF",
        ]
    )


class TestExtract:
    def test_a_pdf_has_pages_and_a_text(self):
        found = extract(paper(papers.pdf("To Ivy Marlow", "Page two"), "a.pdf"))

        assert found.pages == 2
        assert found.text.split("\n")[0].strip() == "To Ivy Marlow"
        assert "Page two" in found.text

    def test_a_word_file_has_the_texts_of_its_tables_too(self):
        found = extract(paper(papers.docx("To Ivy Marlow", "In a table"), "a.docx"))

        assert "To Ivy Marlow\nIn a table" in found.text

    @pytest.mark.parametrize(
        ("name", "data"),
        {
            "a.pdf": b"%PDF-1.4 and then nothing",
            "b.pdf": papers.PAGE,
            "c.docx": papers.zipped(word__document="x"),
            "d.docx": b"PK",
        }.items(),
    )
    def test_what_is_damaged_cannot_be_read(self, name, data):
        assert extract(paper(data, name)) is None

    def test_it_gets_no_more_memory_than_is_given(self):
        """A few kilobytes that want to be a gigabyte."""
        packer = zlib.compressobj(9)
        megabyte = b" " * 1024 * 1024
        bomb = b"".join(packer.compress(megabyte) for _ in range(1024)) + packer.flush()
        data = papers.zipped(**{"[Content_Types].xml": "x", "word__document.xml": "x"})
        assert extract(paper(pdf_with(bomb), "a.pdf"), Bounds(5, 300)) is None
        assert extract(paper(data, "a.docx"), Bounds(5, 300)) is None

    def test_it_gets_no_more_time_than_is_given(self):
        """So many operators that a second does not do."""
        endless = zlib.compress(b"BT /F 1 Tf (a) Tj ET q 1 0 0 1 0 0 cm Q\n" * 400_000)

        assert extract(paper(pdf_with(endless), "a.pdf"), Bounds(1, 768)) is None


class TestNames:
    @pytest.mark.parametrize(
        "text",
        [
            "about ivy marlow of york",
            "about ivy\n marlow's school",
            "marlow, ivy",
            "MARLOW Ivy".casefold(),
        ],
    )
    def test_a_name_is_found_as_it_is_written_in_letters(self, text):
        assert "ivy marlow" in names_in(text)

    def test_names_of_several_parts(self):
        found = names_in("dear anne-marie de o'neil, hello")

        assert {"anne-marie de o'neil", "anne-marie de o’neil"} <= found

    @pytest.mark.parametrize(
        "text",
        [
            "date of birth: 4 may 2019",
            "date of birth 04/05/2019",
            "dob: 4.5.19",
            "d.o.b. 2019-05-04",
            "born on 4th of may, 2019",
            "born 04-05-2019",
            "dob 4-may-2019",
        ],
    )
    def test_a_date_of_birth_is_one_that_is_called_so(self, text):
        assert births_in(text) == {date(2019, 5, 4)}

    @pytest.mark.parametrize(
        "text", ["on 4 may 2019", "date of birth: 31/31/2019", "born 4 foo 2019"]
    )
    def test_no_other_day_is(self, text):
        assert births_in(text) == set()


class TestFindings:
    def test_a_text_of_nothing_but_days_costs_no_more_than_a_letter(
        self, case, ivy, monkeypatch
    ):
        asked = []
        monkeypatch.setattr(
            namesakes, "_cases", lambda case, **wanted: asked.append(wanted) or []
        )
        days = (f"born 1.{month}.{year}" for month in range(1, 13) for year in YEARS)

        findings_in("; ".join(days), make_document(case))

        assert len(asked) <= namesakes.MOST_BIRTHS + 1

    def test_another_childs_name_and_date_of_birth_are_found(self, case, ivy):
        text = "Dear parent of IVY  MARLOW (DOB 4 May 2019) and Tony Bread"

        assert findings_in(text, case) == (
            Finding(IUUID(ivy)),
            Finding(IUUID(ivy), date(2019, 5, 4)),
        )

    def test_who_may_not_see_the_other_child_learns_nothing(self, case, ivy, tracy):
        with api.env.adopt_user(username=tracy):
            assert findings_in("Dear Ivy Marlow", case) == ()

    def test_the_childs_own_are_none(self, case, family, ivy):
        make_case(family, "Tony Bread", date_of_birth=date(2020, 3, 3))

        assert findings_in("Tony Bread, born 3 March 2020", case) == ()

    def test_a_name_with_accents(self, case, council, ivy):
        sian = make_case(make_family(council, "Other"), "Siân O’Neil")

        assert findings_in("for Sian O'Neil", case) == (Finding(IUUID(sian)),)


class TestReading:
    def test_each_kind_of_file_has_an_outcome(self, case, ivy):
        for data, name, outcome, pages in (
            (papers.pdf("About Ivy Marlow"), "a.pdf", READ, 1),
            (papers.pdf(""), "a.pdf", EMPTY, 1),
            (b"%PDF-1.4", "a.pdf", UNREADABLE, None),
            (papers.picture("PNG"), "a.png", NOT_ASKED, None),
        ):
            found = read(paper(data, name), case, Patience())
            assert (found.outcome, found.pages) == (outcome, pages)
            assert bool(found.findings) == (outcome == READ)

    def test_when_the_patience_is_over_no_other_file_is_begun(self, case, monkeypatch):
        """Each takes ten seconds of the fifteen that there are for all of them."""
        clock = Stopwatch()
        patience = Patience(15, clock)
        monkeypatch.setattr(reading, "extract", lambda file: clock.take(10))
        files = [paper(papers.pdf(), f"{number}.pdf") for number in range(3)]

        outcomes = [read(file, case, patience).outcome for file in files]

        assert outcomes == [UNREADABLE, UNREADABLE, NO_TIME]
        assert clock.now == 20
        picture = paper(papers.picture("PNG"), "a.png")
        assert read(picture, case, patience).outcome == NOT_ASKED

    def test_what_there_was_no_time_for_is_not_begun_by_looking(
        self, case, monkeypatch
    ):
        monkeypatch.setattr(reading, "extract", lambda file: pytest.fail("It is read."))
        document = make_document(case, state="draft")
        document.reading = read(document.file, case, Patience(0))

        assert reading_of(document, Patience()).outcome == NO_TIME


class Stopwatch:
    """A clock that goes on where something takes time."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now

    def take(self, seconds):
        self.now += seconds
