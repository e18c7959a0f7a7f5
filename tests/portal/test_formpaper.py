"""A submitted form is given as a PDF that a screen reader can read."""

from asking import EVERY_KIND
from asking import FILLED
from factories import make_design
from hcc.ehcportal.forms.drafts import save
from hcc.ehcportal.forms.starting import start
from hcc.ehcportal.portal.forms import paper
from io import BytesIO
from parents import Parent
from plone import api
from pypdf import PdfReader

import pytest
import transaction


@pytest.fixture
def portal(functional_portal):
    return functional_portal


@pytest.fixture
def form(anitas_case, council):
    design = make_design(council, "My views", questions=EVERY_KIND)
    form = start(anitas_case, design)
    save(form, {**FILLED, "story": "<b>Not bold</b>\n\n${7*7}"}, 0)
    return form


@pytest.fixture
def sent(form, anita):
    with api.env.adopt_user(username=anita):
        api.content.transition(form, "submit")
    return form


@pytest.fixture
def mother(browser_of, anitas_case):
    return Parent(browser_of("anita"))


def test_it_says_what_the_page_says(mother, sent):
    mother.visit(sent, "ehc-form").follow("This form as PDF")

    reader = PdfReader(BytesIO(mother.browser._response.body))
    words = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    for said in (
        "Tony Bread",
        "From Anita Rixon",
        f"Receipt number {sent.receipt}",
        "How many friends? 3",
        "<b>Not bold</b> ${7*7}",
        "Hours of sleep Not answered",
    ):
        assert said in words
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.metadata.title == "My views"


def test_its_name_tells_nothing(mother, sent):
    mother.visit(sent, "ehc-form-pdf")
    disposition = mother.browser.headers["Content-Disposition"]
    assert disposition == f'inline; filename="form-{sent.receipt}.pdf"'


def test_a_draft_is_filled_in_instead(mother, form):
    assert mother.visit(form, "ehc-form-pdf").browser.url.endswith("/ehc-fill")


def test_one_that_is_too_long_is_printed_from_its_page(mother, sent, monkeypatch):
    monkeypatch.setattr(paper, "LONGEST", 10)
    mother.visit(sent, "ehc-form-pdf")
    assert "Print this page in place of it." in mother.browser.contents


def test_to_another_family_it_is_missing(browser_of, sent, tracy):
    transaction.commit()
    assert Parent(browser_of(tracy)).visit(sent, "ehc-form-pdf").status == 404
