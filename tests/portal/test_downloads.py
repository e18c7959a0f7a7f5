"""Files as they go to a browser: named in any script, never run, and written down."""

from datetime import date
from factories import give_access
from factories import make_document
from factories import make_form
from factories import put_into
from factories import session_of
from hcc.ehcportal.access.audit import entries
from hcc.ehcportal.access.audit import subject_of
from hcc.ehcportal.content.openings import Opening
from hcc.ehcportal.content.openings import openings_of
from hcc.ehcportal.content.overview import overview_of
from hcc.ehcportal.office.documents.namesakes import Finding
from hcc.ehcportal.office.documents.reading import Reading
from plone.namedfile.file import NamedBlobFile
from plone.testing.zope import Browser
from urllib.parse import quote

import json
import papers
import pytest
import transaction


SAVE = "@@download/file"
SHOW = "@@display-file/file"

# Every test here is asked of a whole site, so what belongs together is one test.
RUNNING = {
    "a page": (papers.PAGE, "text/html"),
    "a page that claims to be a PDF": (papers.PAGE, "application/pdf"),
    "a page that claims to be a picture": (papers.PAGE, "image/png"),
    "a drawing": (papers.DRAWING, "image/svg+xml"),
    "a drawing that claims to be a picture": (papers.DRAWING, "image/png"),
    "a script": (b"alert(1)", "text/javascript"),
    "macros": (papers.doc("_VBA_PROJECT"), "application/pdf"),
    "a text": (papers.RTF, "application/rtf"),
}

SHOWN = {
    "a.pdf": (papers.pdf(), "application/pdf"),
    "a.png": (papers.picture("PNG"), "image/png"),
    "a.jpg": (papers.picture("JPEG"), "image/jpeg"),
}

# The name of a file, what old programs make of it, and what all others do.
NAMES = [
    ("a letter.pdf", "a letter.pdf", "a letter.pdf"),
    ("Siân – ŵyr.pdf", "Sian  wyr.pdf", "Siân – ŵyr.pdf"),
    ("بچے کا خط.pdf", "document.pdf", "بچے کا خط.pdf"),
    ("😀.pdf", "document.pdf", "😀.pdf"),
    ('a";b\\c.pdf', "c.pdf", "c.pdf"),
    ('x"; filename=y.pdf', "x__ filename_y.pdf", 'x"; filename=y.pdf'),
    ("../../a.pdf", "a.pdf", "a.pdf"),
    ("a\u202efdp.pdf", "afdp.pdf", "afdp.pdf"),
]

PARTS = [
    ("bytes=0-3", 206, slice(0, 4)),
    ("bytes=5-", 206, slice(5, None)),
    ("bytes=-4", 206, slice(-4, None)),
    ("bytes=9999-", 416, slice(0, 0)),
    ("bytes=0-1,3-4", 200, slice(None)),
    ("lines=1-2", 200, slice(None)),
    ("bytes=x", 200, slice(None)),
]


@pytest.fixture
def portal(functional):
    return functional["portal"]


@pytest.fixture
def document(anitas_case):
    return make_document(anitas_case)


@pytest.fixture
def ask(functional, portal):
    """Return a function that asks for an address as a person's browser does."""
    app = Browser(functional["app"]).testapp
    sessions = {}

    def ask(content, way="", person="anita", method="GET", body=b"", **headers):
        if person not in sessions:
            sessions[person] = session_of(person)
        transaction.commit()
        headers = {key.replace("_", "-"): value for key, value in headers.items()}
        answer = app.request(
            f"{content.absolute_url()}/{way}",
            method=method,
            body=body,
            headers={
                "Host": "nohost",
                "Cookie": f'__ac="{sessions[person]}"',
                **headers,
            },
            expect_errors=True,
        )
        app.reset()
        transaction.begin()
        return answer

    return ask


def give(document, data: bytes, name: str, claimed: str = "application/pdf"):
    document.file = NamedBlobFile(data, claimed, name)
    return document


def downloads() -> list[tuple]:
    return [(e.who, e.subject) for e in entries(kind="document_downloaded")]


class TestHeaders:
    @pytest.mark.parametrize("kind", RUNNING)
    def test_nothing_that_could_run_is_shown(self, ask, document, kind):
        data, claimed = RUNNING[kind]
        give(document, data, "a.pdf", claimed)

        for way in (SAVE, SHOW, "@@download", "@@display-file"):
            answer = ask(document, way)

            assert answer.headers["Content-Disposition"].startswith("attachment;")
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Content-Security-Policy"] == (
                "default-src 'none'; sandbox"
            )
            assert not answer.content_type.startswith(("text/h", "image/s", "text/j"))

    def test_a_pdf_and_a_picture_can_be_shown_and_saved(self, ask, document):
        for name, (data, kind) in SHOWN.items():
            give(document, data, name, kind)

            shown, saved = ask(document, SHOW), ask(document, SAVE)

            assert shown.headers["Content-Disposition"].startswith("inline;")
            assert saved.headers["Content-Disposition"].startswith("attachment;")
            assert shown.body == saved.body == data
            assert shown.content_type == saved.content_type == kind
            for answer in (shown, saved):
                assert answer.headers["Content-Security-Policy"] == (
                    "default-src 'none'; sandbox"
                )

    def test_nobody_else_keeps_or_embeds_it(self, ask, document):
        for way in (SAVE, SHOW):
            headers = ask(document, way).headers

            assert headers["Cache-Control"] == "no-store, private"
            assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
            assert "Link" not in headers

    def test_the_name_is_right_in_any_script(self, ask, document):
        for name, plain, told in NAMES:
            answer = ask(give(document, papers.pdf(), name), SAVE)

            assert answer.headers["Content-Disposition"] == (
                f'attachment; filename="{plain}"; '
                f"filename*=UTF-8''{quote(told, safe='')}"
            )

    def test_the_address_names_neither_the_file_nor_another_field(self, ask, document):
        answer = ask(document, f"{SAVE}/evil.exe")
        assert "evil" not in answer.headers["Content-Disposition"]

        for field in ("title", "versions", "openings", "__dict__"):
            assert ask(document, f"@@download/{field}").status_int == 404


class TestParts:
    def test_a_part_is_given_that_was_asked_for(self, ask, document):
        whole = document.file.data

        for wanted, status, part in PARTS:
            answer = ask(document, SAVE, Range=wanted)

            assert (answer.status_int, answer.body) == (status, whole[part]), wanted
            told = answer.headers.get("Content-Range", "")
            assert told.endswith("" if status == 200 else f"/{len(whole)}")
            assert answer.headers["Content-Length"] == str(len(answer.body))

    def test_a_part_has_the_headers_of_the_whole(self, ask, document):
        headers = ask(document, SHOW, Range="bytes=2-5").headers

        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store, private"

    def test_to_go_on_is_no_new_download(self, ask, document):
        ask(document, SAVE)
        ask(document, SAVE, Range="bytes=5-")

        assert openings_of(document)["anita"].times == 1
        assert len(downloads()) == 1

    def test_but_nobody_gets_almost_all_of_it_unseen(self, ask, document):
        ask(document, SAVE, Range="bytes=1-")

        assert openings_of(document)["anita"].times == 1
        assert len(downloads()) == 1


class TestRecord:
    def test_every_download_is_written_down(self, ask, document, robert, clock):
        ask(document, SAVE)
        ask(document, SHOW)
        ask(document, SAVE, robert)

        assert downloads() == [
            (person, subject_of(document)) for person in ("robert", "anita", "anita")
        ]
        assert openings_of(document) == {
            "anita": Opening(clock.moment, 2),
            "robert": Opening(clock.moment, 1),
        }

    def test_the_first_time_stays(self, ask, document, clock):
        first = clock.moment
        ask(document, SAVE)
        clock.set(2024, 10, 9)
        ask(document, SAVE)

        assert openings_of(document)["anita"] == Opening(first, 2)

    def test_one_that_was_published_before_there_was_a_record(self, ask, document):
        document.openings = None

        ask(document, SAVE)

        assert openings_of(document)["anita"].times == 1

    def test_who_is_refused_or_asks_how_large_it_is_gets_nothing(
        self, ask, document, tracy
    ):
        assert ask(document, SAVE, tracy).status_int == 404

        answer = ask(document, SAVE, method="HEAD")

        assert (answer.status_int, answer.body) == (200, b"")
        assert answer.headers["Content-Length"] == str(document.file.getSize())
        assert downloads() == []

    def test_attachments_are_written_down_too(self, ask, anitas_case):
        attachment = make_form(anitas_case, state="submitted").objectValues()[0]

        answer = ask(attachment, SHOW)

        assert answer.headers["Content-Disposition"].startswith("inline;")
        assert downloads() == [("anita", subject_of(attachment))]

    def test_each_adult_has_a_mark_of_the_new(self, ask, document, tracy):
        give_access(tracy, document.__parent__)

        ask(document, SHOW)

        marks = [
            overview_of(document.__parent__, person).documents[0].is_new
            for person in ("anita", tracy)
        ]
        assert marks == [False, True]


class TestOtherWays:
    @pytest.mark.parametrize("state", ["draft", "withdrawn"])
    def test_what_is_not_published_is_for_staff_alone(
        self, ask, document, robert, state
    ):
        document.withdrawal_reason = "A wrong date"
        put_into(document, state)

        for way in ("", SAVE, SHOW, "@@images/file", "view", "file"):
            assert ask(document, way).status_int == 404
        assert ask(document, SAVE, robert).status_int == 200

    def test_rest_names_the_same_addresses_and_no_more(self, ask, document):
        answer = ask(document, Accept="application/json").json

        assert answer["file"]["download"] == (
            f"{document.absolute_url()}/@@download/file"
        )
        assert not {"openings", "versions", "adults"} & set(answer)

    def test_asked_for_as_rest_it_goes_the_same_way(self, ask, document):
        give(document, papers.PAGE, "a.pdf", "text/html")

        for count, way in enumerate((SAVE, SHOW, "@@images/file"), start=1):
            answer = ask(document, way, Accept="application/json")
            assert answer.headers["Content-Disposition"].startswith("attachment;")
            assert len(downloads()) == count

    @pytest.mark.parametrize(
        "way",
        [
            "file",
            "file/data",
            "openings",
            "versions",
            "adults",
            "manage_DAVget",
            "manage_FTPget",
            "get_data",
        ],
    )
    def test_no_other_address_gives_the_file_away(self, ask, document, way):
        answer = ask(document, way)

        assert b"%PDF" not in answer.body
        assert answer.status_int in (302, 401, 403, 404)

    def test_what_staff_were_warned_of_is_at_no_address(
        self, ask, document, anitas_case, robert
    ):
        """It names other children: not even staff read it without its page."""
        finding = Finding("uid-of-another", date(2019, 5, 4))
        document.reading = Reading(document.file, findings=(finding,))
        document.replaces = "d-another"

        for way in ("reading", "reading/findings", "replaces", "read"):
            for person in ("anita", robert):
                answer = ask(document, way, person)
                assert answer.status_int in (302, 401, 403, 404), way
                assert "another" not in answer.text
        answer = ask(document, "", Accept="application/json")
        assert answer.status_int == 200
        assert "another" not in answer.text
        for way in ("contact_history", "advice_requests", "overview"):
            assert ask(anitas_case, way).status_int in (302, 401, 403, 404)

    def test_the_edit_form_leads_to_the_safe_download(self, ask, document, robert):
        put_into(document, "draft")

        answer = ask(document, "edit/++widget++file/@@download/a.pdf", robert)

        assert answer.status_int == 302
        assert answer.headers["Location"] == f"{document.absolute_url()}/{SAVE}"

    def test_rest_refuses_what_could_run(self, ask, anitas_case, robert):
        file = {
            "data": papers.PAGE.decode(),
            "encoding": "utf8",
            "filename": "letter.pdf",
            "content-type": "application/pdf",
        }
        asked = {
            "@type": "EHCDocument",
            "title": "A letter",
            "document_date": "2024-09-02",
            "file": file,
        }

        answer = ask(
            anitas_case,
            "",
            robert,
            "POST",
            json.dumps(asked).encode(),
            Accept="application/json",
            Content_Type="application/json",
        )

        assert answer.status_int == 400
        assert "is not what its name ends in" in answer.text
