"""What somebody sends who means harm, to the pages on which a family fills in a form.

Each gets a clear answer, and nothing is stored. What is not here is tested elsewhere:

- tricks and controls in names: `content/test_uploads.py`, `content/test_filetypes.py`,
  `portal/test_attaching.py`
- files that are empty, too long, of two kinds, packed into each other, too many:
  `portal/test_attaching.py`, `test_resuming.py`, `test_bypasses.py` (1,000 of them),
  `content/test_uploads.py`
- broken bodies of no page: `portal/test_bypasses.py`
- forged tokens: `portal/test_filling.py`, `test_saving.py`, `test_complete.py`;
  another site's page to TUS: `test_resuming.py`
- whatever a form asks and a family answers (hypothesis): `forms/test_submission.py`
"""

from asking import EVERY_KIND
from asking import FILLED
from factories import make_design
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.forms.answering import typed_in
from hcc.ehcportal.forms.attachments import attach_one
from hcc.ehcportal.forms.attachments import attachments_of
from hcc.ehcportal.forms.drafts import save
from hcc.ehcportal.forms.starting import start
from io import BytesIO
from letterbox import catch_mails
from parents import Parent
from plone import api
from pypdf import PdfReader

import json
import papers
import pytest
import transaction


HOSTILE = "<script>alert(1)</script> ${7*7} <b>bold</b>"


@pytest.fixture
def portal(functional_portal):
    return functional_portal


@pytest.fixture
def form(anitas_case, council):
    form = start(anitas_case, make_design(council, "My views", questions=EVERY_KIND))
    form.upload_limits = {"files": 3}
    return form


@pytest.fixture
def mother(browser_of, anitas_case):
    return Parent(browser_of("anita"))


@pytest.fixture
def stored(form):
    """Return a function that tells all that is stored of a form."""

    def tell():
        transaction.commit()
        files = [each.file.data for each in attachments_of(form)]
        return state_of(form), json.dumps([form.typed, form.answers]), files

    return tell


def token_of(parent, form):
    return parent.visit(form).page.select_one("[name=_authenticator]")["value"]


def part(name, text, more=""):
    head = f'Content-Disposition: form-data; name="{name}"{more}'
    return f"--limit\r\n{head}\r\n\r\n{text}\r\n"


class TestBodies:
    """A form that arrives as no browser sends it, with the token of the page."""

    def send(self, parent, form, *parts, end="--limit--\r\n"):
        token = part("_authenticator", token_of(parent, form))
        return parent.browser.testapp.post(
            f"{form.absolute_url()}/ehc-fill",
            "".join((token, *parts, end)).encode(),
            headers={"Content-Type": "multipart/form-data; boundary=limit"},
            expect_errors=True,
        )

    @pytest.mark.parametrize(
        "parts",
        [
            # Of the wrong boundary, and of none.
            [part("answers.name", "x").replace("--limit", "--other")],
            ["answers.name=x"],
            # Text where files are expected, and a file without a name or without words.
            [part("files", "x"), part("upload", "1")],
            [part("files", "x", '; filename=""'), part("upload", "1")],
            [part("files", "x", "; filename"), part("upload", "1")],
            # A file where text is expected.
            [part("answers.name", "x", '; filename="a.txt"')],
        ],
    )
    def test_what_is_no_form_gets_an_answer(self, mother, form, stored, parts):
        before = stored()
        answer = self.send(mother, form, *parts)

        assert answer.status_int in (200, 400, 403)
        assert stored() == before

    def test_a_file_without_its_end_is_not_kept(self, mother, form, stored):
        before = stored()
        whole = part("files", papers.RTF.decode(), '; filename="a.rtf"')
        answer = self.send(mother, form, whole[: len(whole) // 2], end="")

        assert answer.status_int in (200, 400)
        assert stored() == before

    def test_a_field_that_comes_twice_counts_once(self, mother, form):
        self.send(
            mother,
            form,
            part("version", "0"),
            part("answers.name", "Tony"),
            part("answers.name", "Anton"),
            part("whole", "1"),
            part("stay", "1"),
        )
        transaction.begin()
        assert typed_in(form)["name"] == "Tony"


class TestFields:
    def test_what_the_form_does_not_ask_is_not_kept(self, mother, form):
        token = token_of(mother, form)
        made_up = {
            "answers.nobody": "x",
            "answers.secret": "x",
            "answers.intro": "x",
            "answers.__class__": "x",
            "answers.name.evil": "x",
            "receipt": "x",
            "title": "x",
            "typed:record": "x",
            "form.widgets.answers": "x",
        }
        fields = {"_authenticator": token, "version": 0, "whole": 1, "stay": 1}
        mother.send(form, "ehc-fill", **fields, **made_up, **{"answers.name": "Tony"})

        assert form.typed["name"] == "Tony"
        assert not any("x" in text for text in form.typed.values())
        assert (form.title, form.receipt, form.answers) == ("My views", None, {})

    def test_nor_what_only_looks_like_an_answer(self, mother, form, stored):
        """Zope makes lists, files and records of fields whose names say so."""
        before = stored()
        token = token_of(mother, form)
        fields = {"_authenticator": token, "version": 0, "whole": 1, "stay": 1}
        odd = {"answers.story.more:record": "x", "answers.friends:int": "3"}
        mother.send(form, "ehc-fill", **fields, **odd)

        assert mother.status in (200, 400)
        state, answers, files = stored()
        assert "x" not in json.loads(answers)[0].values()
        assert (state, files) == (before[0], before[2])


class TestAnotherFamily:
    @pytest.mark.parametrize("page", ["ehc-fill", "ehc-save-draft", "ehc-submit"])
    def test_its_draft_takes_no_answers(
        self, browser_of, form, stored, tracy, council, page
    ):
        """A token of one's own is worth nothing there."""
        save(form, {**FILLED, "name": "Tony"}, 0)
        before = stored()
        stranger = Parent(browser_of(tracy))
        stranger.visit(council.ehc, "")
        token = stranger.page.select_one("[name=_authenticator]")
        fields = {"_authenticator": token["value"] if token else "", "version": 1}
        stranger.send(
            form, page, whole=1, upload=1, **fields, **{"answers.name": "Tracy"}
        )
        assert stranger.status == 404
        assert stored() == before

    def test_nor_does_it_say_that_it_is_there(self, browser_of, form, tracy):
        stranger = Parent(browser_of(tracy))
        said = [
            stranger.send(form, page, **{"answers.name": "x"}).text
            for page in ("ehc-fill", "ehc-no-such-page")
        ]
        assert said[0] == said[1]


class TestMarkup:
    """HTML and expressions in every field are words, wherever they are shown."""

    @pytest.fixture
    def sent(self, mother, form, monkeypatch, portal):
        letters = catch_mails(monkeypatch)
        typed = {**FILLED, "topic": "other"}
        typed |= dict.fromkeys(("story", "which"), HOSTILE)
        typed["name"] = "<script>alert(1)</script>"
        save(form, typed, 0)
        form.last_day = None
        mother.visit(form, "ehc-check-answers")
        self.is_shown_as_words(mother.browser.contents)
        mother.visit(form, "ehc-submit").press("Submit")
        assert state_of(form) == "submitted"
        return letters

    def is_shown_as_words(self, contents):
        assert "<script>alert" not in contents
        assert "<b>bold" not in contents
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in contents
        assert "&lt;b&gt;bold" in contents
        assert "${7*7}" in contents

    def test_on_the_page_of_the_family(self, mother, form, sent):
        mother.visit(form, "ehc-form")
        self.is_shown_as_words(mother.browser.contents)

    def test_on_the_page_of_the_office(self, browser_of, form, sent):
        robert = Parent(browser_of("robert"))
        robert.visit(form, "ehc-sent-form")
        self.is_shown_as_words(robert.browser.contents)

    def test_in_the_pdf(self, mother, form, sent):
        mother.visit(form, "ehc-form-pdf")
        pages = PdfReader(BytesIO(mother.browser._response.body)).pages
        words = " ".join(" ".join(page.extract_text() for page in pages).split())
        assert words.count(HOSTILE) == 2

    def test_in_no_mail(self, sent):
        assert not any("alert(1)" in letter.whole for letter in sent)

    def test_in_the_names_of_files(self, mother, form):
        save(form, FILLED, 0)
        with api.env.adopt_user(username="anita"):
            attach_one(form, BytesIO(papers.pdf()), "<b>bold<b>.pdf")
        for page in ("ehc-fill", "ehc-check-answers"):
            mother.visit(form, page)
            assert "<b>bold" not in mother.browser.contents
            assert "&lt;b&gt;bold" in mother.browser.contents

    def test_in_what_is_said_again(self, mother, form):
        """What was not kept is shown in its field once more."""
        token = token_of(mother, form)
        fields = {"answers.name": HOSTILE, "answers.story": HOSTILE}
        mother.send(form, "ehc-fill", _authenticator=token, version=0, **fields)
        assert "did not arrive whole" in mother.text
        assert mother.value("name") == HOSTILE
        self.is_shown_as_words(mother.browser.contents)
