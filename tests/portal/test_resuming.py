"""A file comes to a form in pieces, and goes on where a connection broke: TUS."""

from base64 import b64encode
from factories import give_access
from factories import make_case
from factories import make_family
from factories import make_form
from factories import put_into
from factories import session_of
from hcc.ehcportal.content.uploads.pieces import forget_abandoned
from hcc.ehcportal.content.uploads.pieces import MOST_OPEN
from hcc.ehcportal.forms.attachments import attachments_of
from hcc.ehcportal.portal import resuming
from hcc.ehcportal.portal.resuming import attach_one
from PIL import Image
from plone import api
from plone.testing.zope import Browser
from ZODB.POSException import ConflictError
from ZPublisher.HTTPRequest import HTTPRequest

import io
import os
import papers
import pytest
import stat
import time
import transaction


PDF = papers.pdf("A letter of the school")
LENGTH = len(PDF)

TUS = {"Accept": "application/json", "Tus-Resumable": "1.0.0"}

PIECE = {"Content-Type": "application/offset+octet-stream"}


@pytest.fixture
def portal(functional):
    return functional["portal"]


@pytest.fixture
def form(anitas_case):
    """A draft of Anita's with one attachment."""
    form = make_form(anitas_case)
    form.upload_limits = {"files": 3, "megabytes": 1, "kinds": ["pdf", "jpg"]}
    return form


@pytest.fixture
def attachment(form):
    return form.objectValues()[0]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Where the pieces lie."""
    monkeypatch.setenv("TUS_TMP_FILE_DIR", str(tmp_path))
    return tmp_path


class Sender:
    """The script of the page, in somebody's browser."""

    def __init__(self, app, person):
        self.app = Browser(app).testapp
        self.cookie = f'__ac="{session_of(person)}"' if person else ""

    def ask(self, method, address, body=b"", **headers):
        transaction.commit()
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        answer = self.app.request(
            address,
            method=method,
            body=body,
            headers={"Host": "nohost", "Cookie": self.cookie, **TUS, **told},
            expect_errors=True,
        )
        self.app.reset()
        transaction.begin()
        return answer

    def begin(self, content, length=LENGTH, name="a.pdf", way="@tus-upload", **more):
        told = f"filename {b64encode(name.encode()).decode()},kept eA==,owner eA=="
        headers = {"Upload-Length": str(length), "Upload-Metadata": told, **more}
        return self.ask("POST", f"{content.absolute_url()}/{way}", **headers)

    def send(self, place, piece, offset=0, **headers):
        headers = {**PIECE, "Upload-Offset": str(offset), **headers}
        return self.ask("PATCH", place, piece, **headers)

    def offset(self, place):
        return self.ask("HEAD", place).headers.get("Upload-Offset")


@pytest.fixture
def sender(functional, form, folder):
    """Return a function that makes somebody's browser."""
    return lambda person: Sender(functional["app"], person)


@pytest.fixture
def anitas(sender, anita):
    return sender(anita)


@pytest.fixture
def place(anitas, form):
    """Where a file goes that Anita has begun to send."""
    return anitas.begin(form).headers["Location"]


def names(form):
    return [attachment.file.filename for attachment in attachments_of(form)]


class TestSending:
    def test_it_is_whole_with_its_last_piece(self, anitas, form, place):
        first = anitas.send(place, PDF[:500])
        last = anitas.send(place, PDF[500:], 500)

        assert (first.status_int, first.headers["Upload-Offset"]) == (204, "500")
        assert last.status_int == 200
        (kept,) = (each for each in attachments_of(form) if each.title == "a.pdf")
        assert kept.file.data == PDF
        assert last.json == {
            "id": kept.getId(),
            "name": "a.pdf",
            "size": "1 KB",
            "url": f"{kept.absolute_url()}/@@download/file",
        }

    def test_it_goes_on_where_it_broke_off(self, anitas, form, place):
        anitas.send(place, PDF[:500])
        assert anitas.offset(place) == "500"
        assert anitas.send(place, PDF[500:], 500).status_int == 200
        assert names(form) == ["a-letter.pdf", "a.pdf"]

    def test_a_photo_is_painted_anew(self, anitas, form):
        photo = papers.photo(6)
        place = anitas.begin(form, len(photo), "IMG_1.JPG").headers["Location"]
        anitas.send(place, photo[:700])
        anitas.send(place, photo[700:], 700)

        kept = attachments_of(form)[-1].file
        assert b"York" not in kept.data
        assert Image.open(io.BytesIO(kept.data)).size == (160, 80)

    def test_no_answer_to_the_last_piece_makes_no_second_file(
        self, anitas, form, place
    ):
        heard = anitas.send(place, PDF).json

        assert anitas.offset(place) == str(len(PDF))
        assert anitas.send(place, b"", len(PDF)).json == heard
        assert anitas.send(place, PDF).json == heard
        assert len(names(form)) == 2

    def test_a_change_of_somebody_else_costs_nothing(
        self, anitas, form, place, monkeypatch
    ):
        """Zope does a request again that met another's change."""
        tries = []

        def meet_another(*args, **facts):
            attached = attach_one(*args, **facts)
            tries.append(attached)
            if len(tries) == 1:
                raise ConflictError
            return attached

        monkeypatch.setattr(resuming, "attach_one", meet_another)
        # As a server is set up, but for the moment that it waits.
        monkeypatch.setattr(HTTPRequest, "retry_max_count", 3)
        monkeypatch.setattr(HTTPRequest, "delay_retry", lambda request: None)
        anitas.send(place, PDF[:500])
        answer = anitas.send(place, PDF[500:], 500)

        assert answer.status_int == 200
        assert len(tries) == 2
        assert attachments_of(form)[-1].file.data == PDF

    def test_another_file_takes_the_place_of_one(self, anitas, form, attachment):
        begun = anitas.begin(attachment, name="b.pdf", way="@tus-replace")
        assert anitas.send(begun.headers["Location"], PDF).status_int == 204
        assert attachment.file.data == PDF
        assert names(form) == ["b.pdf"]

    def test_the_last_piece_does_not_pass_for_another(self, anitas, form, place):
        """It has the file checked, and waits for others that are (see ``lanes.py``)."""
        assert anitas.send(place, PDF, upload_complete="?0").status_int == 400
        assert names(form) == ["a-letter.pdf"]
        assert anitas.send(place, PDF, upload_complete="?1").status_int == 200

    def test_a_piece_in_the_wrong_place_is_not_taken(self, anitas, form, place):
        anitas.send(place, PDF[:500])
        for offset in (0, 400, 600):
            assert anitas.send(place, PDF[500:510], offset).status_int == 409
        assert anitas.send(place, PDF[500:], 500).status_int == 200
        assert attachments_of(form)[-1].file.data == PDF


class TestRefusing:
    @pytest.mark.parametrize(
        ("length", "name", "sentence"),
        [
            (0, "a.pdf", "There is nothing in this file."),
            (2**20 + 1, "a.pdf", "This file is larger than 1 MB."),
            (2**31, "a.pdf", "This file is larger than 1 MB."),
            (5, "film.mov", "This kind of file cannot be taken."),
            (5, "a.png", "This kind of file cannot be taken."),
            (5, f"{'a' * 150}.pdf", "The name of this file is longer"),
        ],
    )
    def test_nobody_sends_what_would_not_be_kept(
        self, anitas, form, folder, length, name, sentence
    ):
        answer = anitas.begin(form, length, name)

        assert answer.status_int == 400
        assert answer.json["error"]["message"].startswith(sentence)
        assert list(folder.iterdir()) == []

    def test_nobody_sends_one_too_many(self, anitas, form):
        for _ in range(2):
            anitas.send(anitas.begin(form).headers["Location"], PDF)
        answer = anitas.begin(form)
        assert answer.json["error"]["message"].startswith("These are more than 3")

    def test_a_form_without_files_takes_none(self, anitas, form):
        form.upload_limits = {}
        answer = anitas.begin(form)
        assert answer.json["error"]["message"] == "This form takes no files."

    def test_what_is_in_it_is_judged_at_its_end(self, anitas, form, folder):
        place = anitas.begin(form, len(papers.PAGE)).headers["Location"]
        answer = anitas.send(place, papers.PAGE)

        assert answer.status_int == 400
        assert answer.json["error"]["message"].startswith("What is in this file is not")
        assert names(form) == ["a-letter.pdf"]
        assert list(folder.iterdir()) == []

    def test_so_it_is_in_the_place_of_another(self, anitas, attachment):
        begun = anitas.begin(attachment, len(papers.PAGE), way="@tus-replace")
        answer = anitas.send(begun.headers["Location"], papers.PAGE)

        assert answer.status_int == 400
        assert "is not what its name ends in" in answer.text
        assert attachment.file.filename == "a-letter.pdf"

    def test_a_length_that_makes_no_sense_is_no_length(self, anitas, form, folder):
        for length in (10**30, "-5", "x", ""):
            assert anitas.begin(form, length).status_int == 400
        assert list(folder.iterdir()) == []

    def test_more_than_was_said_is_not_kept(self, anitas, form, folder):
        place = anitas.begin(form, 10).headers["Location"]
        answer = anitas.send(place, PDF)

        assert answer.status_int == 413
        assert "did not arrive whole" in answer.json["error"]["message"]
        assert list(folder.iterdir()) == []

    def test_a_name_in_no_base64_is_said(self, anitas, form):
        for told in ("filename a", "filename /w==", "filename é"):
            answer = anitas.begin(form, **{"Upload-Metadata": told})
            assert "not in base64" in answer.json["error"]["message"]

    def test_a_submitted_form_takes_nothing_more(self, anitas, form, place):
        put_into(form, "submitted")
        assert anitas.begin(form).status_int == 403
        assert anitas.send(place, PDF).status_int == 403
        assert names(form) == ["a-letter.pdf"]


class TestOthers:
    """Whoever knows the address of a file that is not theirs."""

    def nobody_may(self, sender, place):
        assert sender.ask("HEAD", place).status_int in (401, 403, 404)
        assert sender.send(place, PDF).status_int in (401, 403, 404)

    def test_its_other_parent_does_not_go_on_with_it(
        self, sender, anitas, anitas_case, form, place, tracy
    ):
        give_access(tracy, anitas_case, relationship="father")
        other = sender(tracy)
        assert other.begin(form).status_int == 201
        self.nobody_may(other, place)
        assert names(form) == ["a-letter.pdf"]
        assert anitas.offset(place) == "0"

    def test_nobody_else_does(self, sender, form, place, tracy, robert, rob):
        for person in (tracy, robert, rob, None):
            self.nobody_may(sender(person), place)
            assert sender(person).begin(form).status_int in (401, 403, 404)
        assert names(form) == ["a-letter.pdf"]

    def test_it_goes_to_its_own_form_alone(self, sender, anitas, council, place, anita):
        case = make_case(make_family(council, "Rixon"))
        give_access(anita, case)
        other = make_form(case)
        uid = place.rpartition("/")[2]
        self.nobody_may(anitas, f"{other.absolute_url()}/@tus-upload/{uid}")

    def test_plones_own_service_does_not_find_it(self, sender, council, place):
        with api.env.adopt_roles(["Manager"]):
            api.user.create("carl@example.org", "carl", "a long secret, and 1 number")
            api.user.grant_roles("carl", roles=["Manager"])
        uid = place.rpartition("/")[2]
        page = api.portal.get().absolute_url()
        self.nobody_may(sender("carl"), f"{page}/@tus-upload/{uid}")

    def test_there_is_nothing_under_another_name(self, anitas, form):
        for uid in ("x", "0" * 32, "..%2f..%2fetc%2fpasswd", ""):
            self.nobody_may(anitas, f"{form.absolute_url()}/@tus-upload/{uid}")


class TestOtherSites:
    """A page of another site can send no header of its own without asking first."""

    def test_nothing_is_done_without_the_header(self, anitas, form, folder, place):
        anitas.send(place, PDF[:500])
        for answer in (
            anitas.begin(form, **{"Tus-Resumable": ""}),
            anitas.send(place, PDF[500:], 500, **{"Tus-Resumable": ""}),
            anitas.ask("HEAD", place, **{"Tus-Resumable": ""}),
        ):
            assert answer.status_int == 412
        assert names(form) == ["a-letter.pdf"]
        assert anitas.offset(place) == "500"
        assert len(list(folder.glob("*.json"))) == 1

    def test_a_form_of_another_site_begins_nothing(self, anitas, form, folder):
        transaction.commit()
        answer = anitas.app.post(
            f"{form.absolute_url()}/@tus-upload",
            {"Upload-Length": "5"},
            headers={"Host": "nohost", "Cookie": anitas.cookie},
            expect_errors=True,
        )
        assert answer.status_int >= 400
        assert list(folder.iterdir()) == []

    def test_asking_first_is_answered_with_no(self, anitas, form):
        answer = anitas.ask(
            "OPTIONS",
            f"{form.absolute_url()}/@tus-upload",
            Origin="https://example.org",
            Access_Control_Request_Method="POST",
            Access_Control_Request_Headers="Tus-Resumable",
        )
        assert "Access-Control-Allow-Origin" not in answer.headers


class TestFolder:
    def test_nothing_of_a_file_stays_once_it_is_kept(self, anitas, place, folder):
        anitas.send(place, PDF)
        (note,) = folder.iterdir()
        assert note.suffix == ".json"

    def test_only_the_server_reads_it(self, anitas, place, folder):
        anitas.send(place, PDF[:500])
        modes = {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
        assert modes == {0o600}

    def test_what_was_abandoned_is_forgotten_after_an_hour(
        self, anitas, form, place, folder
    ):
        anitas.send(place, PDF[:500])
        other = anitas.begin(form).headers["Location"]
        for path in folder.glob(f"*{place.rpartition('/')[2]}*"):
            os.utime(path, (time.time() - 3700,) * 2)

        forget_abandoned()

        assert anitas.ask("HEAD", place).status_int == 404
        assert anitas.offset(other) == "0"
        assert len(list(folder.iterdir())) == 1

    def test_the_oldest_of_too_many_gives_way(
        self, sender, anitas, form, folder, tracy, anitas_case
    ):
        give_access(tracy, anitas_case)
        anothers = sender(tracy).begin(form).headers["Location"]
        places = [anitas.begin(form).headers["Location"] for _ in range(MOST_OPEN + 1)]

        assert len(list(folder.iterdir())) == MOST_OPEN + 1
        assert anitas.ask("HEAD", places[0]).status_int == 404
        assert anitas.offset(places[-1]) == "0"
        assert sender(tracy).offset(anothers) == "0"
