"""Every way by which a file can come into a family's form or case, with a bad file.

How it comes in pieces is in ``test_resuming.py``.
"""

from base64 import b64encode
from factories import make_document
from factories import make_form
from factories import session_of
from hcc.ehcportal.content.uploads.fields import FamilyFile
from hcc.ehcportal.content.uploads.marks import scan_state
from hcc.ehcportal.content.uploads.marks import UNSCANNED
from PIL import Image
from plone import api
from plone.dexterity.utils import createContentInContainer
from plone.namedfile.file import NamedBlobFile
from plone.namedfile.interfaces import INamedField
from plone.protect.authenticator import createToken
from plone.testing.zope import Browser
from zExceptions import BadRequest
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent
from zope.schema import getFieldsInOrder

import io
import json
import papers
import pytest
import transaction


BAD = "is not what its name ends in"

JSON = {"Accept": "application/json", "Content-Type": "application/json"}


@pytest.fixture
def portal(functional):
    return functional["portal"]


@pytest.fixture
def form(anitas_case):
    """A draft of Anita's with one attachment."""
    form = make_form(anitas_case)
    # A form says what it takes; one that says nothing may take no files at all.
    form.upload_limits = {"files": 5}
    return form


@pytest.fixture
def attachment(form):
    return form.objectValues()[0]


@pytest.fixture
def ask(functional, form, anita):
    """Return a function that sends a request as Anita's browser."""
    app = Browser(functional["app"]).testapp
    cookie = session_of(anita)

    def ask(content, way="", method="POST", body=b"", headers=JSON):
        transaction.commit()
        url = f"{content.absolute_url()}/{way}" if not way.startswith("http") else way
        answer = app.request(
            url,
            method=method,
            body=body,
            headers={"Host": "nohost", "Cookie": f'__ac="{cookie}"', **headers},
            expect_errors=True,
        )
        app.reset()
        transaction.begin()
        return answer

    return ask


def file_as_json(data: bytes, name: str) -> dict:
    return {
        "data": b64encode(data).decode(),
        "encoding": "base64",
        "filename": name,
        "content-type": "application/pdf",
    }


def multipart(name: str, data: bytes) -> tuple[bytes, dict]:
    """Return the body and the headers of a form with one file."""
    head = f'Content-Disposition: form-data; name="file"; filename="{name}"'
    body = b"--limit\r\n" + head.encode() + b"\r\n\r\n" + data + b"\r\n--limit--\r\n"
    return body, {"Content-Type": "multipart/form-data; boundary=limit"}


class TestRest:
    def test_families_add_nothing_so(self, ask, form):
        """They have no right to add content, but on the pages of the portal."""
        asked = {"@type": "EHCAttachment", "file": file_as_json(papers.pdf(), "a.pdf")}

        assert ask(form, body=json.dumps(asked).encode()).status_int == 403
        assert len(form.objectValues()) == 1

    def test_a_photo_is_stored_without_its_place(self, ask, attachment):
        asked = {"file": file_as_json(papers.photo(6), "a.jpg")}

        answer = ask(attachment, method="PATCH", body=json.dumps(asked).encode())

        assert answer.status_int == 204
        photo = attachment.file
        assert b"York" not in photo.data
        assert Image.open(io.BytesIO(photo.data)).size == (160, 80)
        assert photo.contentType == "image/jpeg"
        assert scan_state(photo) == UNSCANNED

    def test_changing_is_checked(self, ask, attachment):
        asked = {"file": file_as_json(papers.PAGE, "a.pdf")}

        answer = ask(attachment, method="PATCH", body=json.dumps(asked).encode())

        assert answer.status_int == 400
        assert BAD in answer.text
        assert attachment.file.filename == "a-letter.pdf"

    def test_a_form_takes_the_kinds_alone_that_it_asks_for(self, ask, form, attachment):
        asked = {"file": file_as_json(papers.m4a(), "memo.m4a")}
        body = json.dumps(asked).encode()

        assert ask(attachment, method="PATCH", body=body).status_int == 400
        form.upload_limits = {"files": 5, "kinds": ["jpg", "m4a"]}
        assert ask(attachment, method="PATCH", body=body).status_int == 204
        assert attachment.file.contentType == "audio/mp4"
        assert papers.PLACE not in attachment.file.data

        paper = {"file": file_as_json(papers.pdf(), "a.pdf")}
        answer = ask(attachment, method="PATCH", body=json.dumps(paper).encode())
        assert "Save it as one of these: JPEG, M4A." in answer.text

    @pytest.mark.parametrize("name", ["a\nb.pdf", "a\0.pdf", "../../a.pdf"])
    def test_a_name_with_tricks_gets_an_answer(self, ask, attachment, name):
        asked = {"file": file_as_json(papers.pdf(), name)}

        answer = ask(attachment, method="PATCH", body=json.dumps(asked).encode())

        assert answer.status_int in (204, 400)
        assert attachment.file.filename in ("a-letter.pdf", "a.pdf")

    @pytest.mark.parametrize("kind", ["File", "Image", "EHCDocument"])
    def test_nothing_else_with_a_file_can_be_added(self, ask, form, anitas_case, kind):
        asked = {
            "@type": kind,
            "title": "x",
            "file": file_as_json(papers.pdf(), "a.pdf"),
        }

        for place in (form, anitas_case):
            before = len(place.objectIds())
            answer = ask(place, body=json.dumps(asked).encode())
            assert answer.status_int in (400, 401, 403)
            assert len(place.objectIds()) == before


class TestOtherWays:
    @pytest.mark.parametrize("way", ["@@fileUpload", "fileUpload", "@@dropzone"])
    def test_the_drop_zone_adds_nothing(self, ask, form, anitas_case, way):
        body, headers = multipart("a.pdf", papers.PAGE)

        for place in (form, anitas_case):
            before = list(place.objectIds())
            answer = ask(place, way, body=body, headers=headers)
            assert answer.status_int in (302, 401, 403, 404)
            assert list(place.objectIds()) == before

    def test_webdav_changes_and_adds_nothing(self, ask, form, attachment, anitas_case):
        headers = {"Content-Type": "application/pdf"}

        for content, way in (
            (attachment, ""),
            (form, "new.pdf"),
            (form, ""),
            (anitas_case, "new.pdf"),
        ):
            answer = ask(content, way, "PUT", papers.PAGE, headers)
            assert answer.status_int >= 400
        assert attachment.file.filename == "a-letter.pdf"
        assert len(form.objectIds()) == 1

    def test_a_script_that_asks_no_field_is_asked_itself(self, form, attachment):
        bad = NamedBlobFile(papers.PAGE, "application/pdf", "a.pdf")
        with api.env.adopt_roles(["Manager"]), pytest.raises(BadRequest, match=BAD):
            createContentInContainer(
                form, "EHCAttachment", checkConstraints=False, file=bad
            )
        attachment.file = NamedBlobFile(papers.PAGE, "application/pdf", "a.pdf")
        with pytest.raises(BadRequest, match=BAD):
            notify(ObjectModifiedEvent(attachment))

    def test_so_is_what_it_puts_there_that_is_good(self, form, attachment):
        attachment.file = NamedBlobFile(papers.photo(), "image/jpeg", "a.jpg")
        notify(ObjectModifiedEvent(attachment))

        assert b"York" not in attachment.file.data

    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"--limit",
            b"--limit\r\n\r\n\r\n",
            b"--other\r\nContent-Disposition: form-data; name=file\r\n\r\nx",
            b"--limit\r\nContent-Disposition: form-data; name*=''%ff\r\n\r\nx\r\n",
        ],
    )
    def test_a_form_that_is_no_form_is_no_error_of_the_server(self, ask, form, body):
        headers = {"Content-Type": "multipart/form-data; boundary=limit"}

        assert ask(form, "ehc-form", body=body, headers=headers).status_int < 500
        assert len(form.objectIds()) == 1

    def test_a_thousand_files_are_too_many_and_none_is_kept(self, ask, form, anita):
        with api.env.adopt_user(username=anita):
            told = f'name="_authenticator"\r\n\r\n{createToken()}'
        files = [f'name="files"; filename="{n}.txt"\r\n\r\nx' for n in range(1000)]
        parts = [f"Content-Disposition: form-data; {part}" for part in (told, *files)]
        body = "".join(f"--limit\r\n{part}\r\n" for part in parts) + "--limit--\r\n"
        headers = {"Content-Type": "multipart/form-data; boundary=limit"}

        answer = ask(form, "ehc-fill", body=body.encode(), headers=headers)

        assert "These are more than 5 files." in answer.text
        assert len(form.objectIds()) == 1

    def test_a_staff_document_is_scrubbed_too(self, anitas_case):
        document = make_document(anitas_case)
        file = NamedBlobFile(papers.photo(), "image/jpeg", "a.jpg")

        document.getTypeInfo().lookupSchema()["file"].bind(document).validate(file)

        assert b"York" not in file.data


def test_every_field_for_files_of_ours_is_checked(portal):
    fields = {
        f"{fti.getId()}.{name}": isinstance(field, FamilyFile)
        for fti in portal.portal_types.objectValues()
        if fti.getId().startswith("EHC")
        for name, field in getFieldsInOrder(fti.lookupSchema())
        if INamedField.providedBy(field)
    }
    assert fields == {"EHCAttachment.file": True, "EHCDocument.file": True}
