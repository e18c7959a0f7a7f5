"""Files that nobody can have: what families and staff read in their place."""

from factories import make_document
from factories import make_form
from hcc.ehcportal.content.uploads.marks import CLEAN
from hcc.ehcportal.content.uploads.marks import INFECTED
from hcc.ehcportal.content.uploads.marks import mark_as
from hcc.ehcportal.content.uploads.marks import WAITING
from hcc.ehcportal.content.versions import replace_file
from plone.namedfile.file import NamedBlobFile

import papers
import pytest


WAYS = ("@@download/file", "@@display-file/file", "@@images/file")


@pytest.fixture
def portal(functional):
    return functional["portal"]


@pytest.fixture
def document(anitas_case):
    return make_document(anitas_case)


def test_nobody_has_a_file_that_waits_for_the_scanner(
    browser_of, document, robert, anita
):
    mark_as(document.file, WAITING)

    for person in (anita, robert):
        browser = browser_of(person)
        for way in WAYS:
            browser.open(f"{document.absolute_url()}/{way}")

            assert browser.headers["status"].startswith("403")
            assert "still to be checked for viruses" in browser.contents
            assert "%PDF" not in browser.contents
            assert browser.headers["content-type"].startswith("text/html")


def test_nor_one_with_a_virus_whatever_it_is_called_for(browser_of, anitas_case, anita):
    attachment = make_form(anitas_case, state="submitted").objectValues()[0]
    mark_as(attachment.file, INFECTED)
    browser = browser_of(anita)

    browser.open(f"{attachment.absolute_url()}/@@download/file")

    assert "found a virus in this file" in browser.contents
    assert attachment.file.filename in browser.contents


def test_what_was_scanned_is_given(browser_of, document, anita):
    mark_as(document.file, CLEAN)
    browser = browser_of(anita)

    browser.open(f"{document.absolute_url()}/@@download/file")

    assert browser.headers["status"].startswith("200")


def test_an_earlier_version_stays_held(browser_of, document, robert):
    mark_as(document.file, INFECTED)
    replace_file(document, NamedBlobFile(papers.pdf(), filename="b.pdf"), "", "robert")
    browser = browser_of(robert)

    browser.open(f"{document.absolute_url()}/@@ehc-earlier-version/1")

    assert "found a virus in this file" in browser.contents


def test_the_page_of_nothing_held_leads_to_the_document(browser_of, document, anita):
    browser = browser_of(anita)

    browser.open(f"{document.absolute_url()}/ehc-held-file")

    assert browser.url == document.absolute_url()
