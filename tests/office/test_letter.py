"""The letter "Information Requested" of the user guide, made from a case."""

from datetime import date
from hcc.ehcportal.content import advice
from hcc.ehcportal.content.paper.pdf import pdf_of
from hcc.ehcportal.content.texts.letters import INFORMATION_REQUESTED
from io import BytesIO
from plone import api
from pypdf import PdfReader
from urllib.request import OpenerDirector

import pytest
import sys


PAGE = "ehc-letter-information-requested"

SAVE = "ehc-save-letter-information-requested"

ROWS = [
    ["Social Care", "01 Oct 2024", "12 Nov 2024", "Not yet"],
    ["Child & Family Clinic (CAMHS)", "01 Oct 2024", "12 Nov 2024", "Not yet"],
]


@pytest.fixture
def case(case, council):
    """Tony's case, in which two services of the guide and another were asked."""
    case.reference = "6427917"
    council.ehc.support_email = "EHCNeedsAssessment@example.org"
    services = ["Social Care", "Child & Family Clinic (CAMHS)", "Play therapist <Play>"]
    advice.ask(case, services, date(2024, 10, 1))
    return case


@pytest.fixture
def page(coordinator, case):
    return coordinator.visit(case, PAGE)


@pytest.fixture
def reader(coordinator, case):
    """The letter's PDF, as a program reads it."""
    coordinator.visit(case, f"{PAGE}-pdf")
    return PdfReader(BytesIO(coordinator.contents))


@pytest.fixture
def no_library(monkeypatch):
    """A server on which WeasyPrint's libraries are missing."""
    name = "hcc.ehcportal.content.paper.weasy"

    class Finder:
        def find_spec(fullname, path, target=None):
            if fullname == name:
                raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.setattr(sys, "meta_path", [Finder, *sys.meta_path])
    monkeypatch.delitem(sys.modules, name, raising=False)


def tables(page):
    return [
        [
            [" ".join(cell.text_content().split()) for cell in row.cssselect("th, td")]
            for row in table.cssselect("tbody tr")
        ]
        for table in page.parsed.cssselect(".ehc-letter table")
    ]


def documents(case):
    return [item for item in case.objectValues() if item.portal_type == "EHCDocument"]


def elements(reader, kind):
    """Yield every structure element of a kind, such as /TH."""
    waiting = [reader.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        element = waiting.pop()
        if element.get("/S") == kind:
            yield element
        children = element.get("/K", [])
        for child in children if isinstance(children, list) else [children]:
            child = child.get_object()
            if hasattr(child, "get"):
                waiting.append(child)


class TestOnTheScreen:
    def test_it_says_what_the_guides_letter_says(self, page):
        assert page.parsed.cssselect("h1")[0].text_content() == "Information Requested"
        for words in (
            "To The family of Tony Bread",
            "Date 4 October 2024",
            "Reference 6427917",
            "ahead of the Local Authority Multi-Agency Panel.",
            "please send them to EHCNeedsAssessment@example.org or upload via your",
            "Other Advice and Information Requested",
        ):
            assert words in page.text

    def test_services_beside_the_list_have_a_table_of_their_own(self, page):
        other = ["Play therapist <Play>", "01 Oct 2024", "12 Nov 2024", "Not yet"]
        assert tables(page) == [ROWS, [other]]

    def test_without_any_it_says_so(self, coordinator, case):
        advice.remove(case, case.advice_requests[2].id)

        page = coordinator.visit(case, PAGE)

        assert tables(page) == [ROWS]
        assert "Requested None so far." in page.text

    def test_an_editor_chooses_the_words(self, coordinator, case, council):
        text = council.ehc["texts"][INFORMATION_REQUESTED]
        text.subject, text.text = "We asked", "About ${child}.\r\n\r\n<b>Bye</b>"

        page = coordinator.visit(case, PAGE)

        assert page.parsed.cssselect("h1")[0].text_content() == "We asked"
        assert "About Tony Bread. <b>Bye</b>" in page.text

    def test_a_letter_with_a_hole_is_not_made(self, coordinator, case, council):
        council.ehc.support_email = None

        page = coordinator.visit(case, PAGE)

        assert "The text of this letter says ${help_address}, and nothing" in page.text
        assert "Save as PDF draft" not in page.text
        assert coordinator.visit(case, f"{PAGE}-pdf").status == 400

    def test_a_letter_about_nobody_is_not_made(self, coordinator, case):
        case.advice_requests = ()

        page = coordinator.visit(case, PAGE)

        assert "No service was asked for advice yet" in page.text
        assert coordinator.visit(case, f"{PAGE}-pdf").status == 400


class TestPDF:
    def test_it_is_tagged_and_says_that_it_is_pdf_ua(self, reader):
        root = reader.trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"].value is True
        assert root["/Lang"] == "en"
        assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
        assert b"pdfuaid:part" in root["/Metadata"].get_data()

    def test_its_title_names_no_child(self, reader):
        assert reader.metadata.title == "EHCP - Information Requested - 6427917"

    def test_its_headings_and_tables_are_headings_and_tables(self, reader):
        assert len(list(elements(reader, "/H1"))) == 1
        assert len(list(elements(reader, "/H2"))) == 1
        assert len(list(elements(reader, "/Table"))) == 2
        scopes = [cell["/A"] for cell in elements(reader, "/TH")]
        assert len(scopes) == 2 * 4 + 3

    def test_its_text_can_be_read(self, reader):
        text = " ".join(reader.pages[0].extract_text().split())
        for words in ("The family of Tony Bread", "Child & Family Clinic (CAMHS)"):
            assert words in text

    def test_it_is_shown_in_the_browser_and_kept_by_nobody(self, coordinator, case):
        headers = coordinator.visit(case, f"{PAGE}-pdf").headers
        assert headers["content-type"] == "application/pdf"
        assert headers["content-disposition"].startswith("inline;")
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store, private"
        assert documents(case) == []

    @pytest.mark.parametrize(
        "address", ["https://www.example.org/x.png", "file:///etc/hostname"]
    )
    def test_it_fetches_nothing(self, monkeypatch, address):
        opened = []
        monkeypatch.setattr(OpenerDirector, "open", lambda *args: opened.append(args))

        data = pdf_of(f'''
            <html lang="en"><title>Letter</title>
            <link href="{address}" rel="stylesheet"><img alt="x" src="{address}">
            <p style="background: url({address})">Hello</p>
        ''')

        assert "Hello" in PdfReader(BytesIO(data)).pages[0].extract_text()
        assert opened == []


class TestDraft:
    def test_it_is_saved_as_a_draft(self, page, case):
        page.press("Save as PDF draft")

        (document,) = documents(case)
        assert document.title == "EHCP - Information Requested - 6427917"
        assert document.file.filename == f"{document.title}.pdf"
        assert document.file.contentType == "application/pdf"
        assert document.document_date == date(2024, 10, 4)
        assert api.content.get_state(document) == "draft"
        assert document.file.data.startswith(b"%PDF-")
        assert "The letter is saved as a draft." in page.text

    def test_a_link_saves_nothing(self, coordinator, case):
        assert coordinator.visit(case, SAVE).status in (403, 405)
        assert documents(case) == []

    def test_another_sites_form_saves_nothing(self, coordinator, case):
        coordinator.send(f"{case.absolute_url()}/{SAVE}", {})

        assert coordinator.status == 403
        assert documents(case) == []

    @pytest.mark.parametrize("name", [PAGE, f"{PAGE}-pdf", SAVE])
    def test_a_family_may_not(self, mother, case, name):
        assert mother.visit(case, name).is_refused

    def test_a_server_without_the_library_says_so(self, page, case, no_library):
        page.press("Save as PDF draft")

        assert "This server cannot make PDFs: a library is missing." in page.text
        assert documents(case) == []
