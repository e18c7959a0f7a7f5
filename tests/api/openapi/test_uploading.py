"""What is described of sending a file in pieces holds where one is sent."""

from factories import make_document
from factories import make_form
from hcc.ehcportal.api.openapi.description import describe
from jsonschema import Draft202012Validator

import papers
import pytest
import tus


PDF = papers.pdf()


@pytest.fixture(autouse=True)
def _folder(tus_folder):
    """Keep the pieces apart."""


class Sender:
    """Sends a file to one thing, and holds each answer against the description."""

    def __init__(self, app, content, kind: str, way: str):
        self.app = app
        self.content = content
        self.kind = kind
        self.way = way
        self.description = describe("")
        self.place = f"{content.absolute_url()}/@tus-upload/{'0' * 32}"

    def begin(self, **changed: str):
        """Say what is coming."""
        told = {"filename": "a.pdf", "@type": "EHCDocument"}
        headers = {
            **tus.VERSION,
            "Upload-Length": str(len(PDF)),
            "Upload-Metadata": tus.metadata(told),
            **changed,
        }
        url = f"{self.content.absolute_url()}/{self.way}"
        answer = self.hold("POST", self.way, url, headers)
        self.place = answer.headers.get("Location", self.place)
        return answer.status_int

    def ask(self):
        """Ask how much has come."""
        return self.hold("HEAD", "@tus-upload", self.place, tus.VERSION).status_int

    def send(self, piece, offset=0, **changed: str):
        """Send a piece."""
        headers = {**tus.PIECE, "Upload-Offset": str(offset), **changed}
        return self.hold("PATCH", "@tus-upload", self.place, headers, piece).status_int

    def hold(self, method, name, url, headers, body=b""):
        """Send something, and hold the answer against the description."""
        answer = self.app.call(method, url, body, headers=headers)
        told = self._told(method, name)["responses"][str(answer.status_int)]
        assert all(name in answer.headers for name in told.get("headers", {}))
        for media_type, content in told.get("content", {}).items():
            assert answer.content_type == media_type
            schema = {**content["schema"], "components": self.description["components"]}
            Draft202012Validator(schema).validate(answer.json)
        return answer

    def _told(self, method, name):
        operation = f"{method.lower()}-{self.kind}-{name.removeprefix('@')}"
        (told,) = (
            each
            for path in self.description["paths"].values()
            for each in path.values()
            if each["operationId"] == operation
        )
        return told


@pytest.fixture
def form(admitted):
    """A draft with one attachment."""
    form = make_form(admitted)
    form.upload_limits = {"files": 3, "megabytes": 1, "kinds": ["pdf"]}
    return form


@pytest.fixture
def senders(mother, coordinator, admitted, form):
    """Who sends to what."""
    draft = make_document(admitted, state="draft")
    return {
        "form": Sender(mother, form, "form", "@tus-upload"),
        "attachment": Sender(
            mother, form.objectValues()[0], "attachment", "@tus-replace"
        ),
        "case": Sender(coordinator, admitted, "case", "@tus-upload"),
        "document": Sender(coordinator, draft, "document", "@tus-replace"),
    }


@pytest.fixture(params=["form", "attachment", "case", "document"])
def sender(request, senders):
    return senders[request.param]


def test_from_the_first_piece_to_the_last(sender):
    assert sender.begin() == 201
    assert sender.send(PDF[:100]) == 204
    assert sender.ask() == 200
    assert sender.send(PDF[100:], 100) == (200 if sender.kind == "form" else 204)


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"Tus-Resumable": "0.2.2"}, 412),
        ({"Upload-Length": "long"}, 400),
        ({"Upload-Metadata": "filename x"}, 400),
    ],
)
def test_what_cannot_begin(sender, changed, status):
    assert sender.begin(**changed) == status


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"Tus-Resumable": "0.2.2"}, 412),
        ({"Content-Type": "application/pdf"}, 400),
        ({"Upload-Offset": "far"}, 400),
    ],
)
def test_what_is_no_piece(sender, changed, status):
    sender.begin()
    assert sender.send(PDF[:100], **changed) == status


def test_pieces_of_families_that_do_not_fit(senders):
    sender = senders["form"]
    sender.begin()
    sender.send(PDF[:100])
    assert sender.send(PDF[200:210], 200) == 409
    assert sender.send(PDF, 100) == 413
    assert sender.ask() == 404


def test_where_nothing_was_begun(sender):
    assert (sender.ask(), sender.send(PDF)) == (404, 404)


def test_whoever_has_not_signed_in(sender, nobody):
    sender.app = nobody
    assert (sender.begin(), sender.ask(), sender.send(PDF)) == (401, 401, 401)


def test_which_tus_is_spoken(senders):
    sender = senders["case"]
    url = f"{sender.content.absolute_url()}/@tus-upload"
    answer = sender.hold("OPTIONS", "@tus-upload", url, {})
    assert (answer.status_int, answer.headers["Tus-Version"]) == (204, "1.0.0")
