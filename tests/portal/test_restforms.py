"""What families can do with their forms over REST: what they can do on the pages."""

from factories import make_form
from factories import session_of
from hcc.ehcportal.forms.returning import draft_again
from plone import api
from plone.testing.zope import Browser

import json
import pytest
import transaction


JSON = {"Accept": "application/json", "Content-Type": "application/json"}


@pytest.fixture
def portal(functional):
    return functional["portal"]


@pytest.fixture
def ask(functional, anitas_case, tmp_path, monkeypatch):
    """Return a function that sends a request as Anita's programme."""
    monkeypatch.setenv("TUS_TMP_FILE_DIR", str(tmp_path))
    app = Browser(functional["app"]).testapp
    cookie = session_of("anita")

    def ask(content, method, way="", headers=JSON, body=None, **facts):
        transaction.commit()
        answer = app.request(
            f"{content.absolute_url()}/{way}",
            method=method,
            body=json.dumps(facts).encode() if body is None else body,
            headers={"Host": "nohost", "Cookie": f'__ac="{cookie}"', **headers},
            expect_errors=True,
        )
        app.reset()
        transaction.begin()
        return answer

    return ask


def forms_in(case):
    return [i for i in case.objectValues() if i.portal_type == "EHCSupportingForm"]


def test_a_form_begins_on_the_pages_alone(ask, anitas_case):
    answer = ask(anitas_case, "POST", **{"@type": "EHCSupportingForm", "title": "x"})
    assert answer.status_int in (401, 403)
    assert forms_in(anitas_case) == []


def test_nor_does_it_in_plones_own_form_for_new_content(anitas_case, browser_of):
    browser = browser_of("anita")
    browser.open(f"{anitas_case.absolute_url()}/++add++EHCSupportingForm")

    assert "form.buttons.save" not in browser.contents


def test_nor_as_a_copy_of_another(ask, anitas_case):
    form = make_form(anitas_case)
    answer = ask(anitas_case, "POST", way="@copy", source=form.absolute_url())

    assert answer.status_int in (400, 401, 403)
    assert forms_in(anitas_case) == [form]


def test_nor_by_the_way_of_files(ask, anitas_case):
    told = "filename YS5wZGY=,@type RUhDU3VwcG9ydGluZ0Zvcm0=,content-type YQ=="
    upload = {"Tus-Resumable": "1.0.0", "Upload-Length": "3", "Upload-Metadata": told}
    answer = ask(anitas_case, "POST", way="@tus-upload", headers=upload)
    if answer.status_int == 201:
        place = answer.headers["Location"].removeprefix(anitas_case.absolute_url())
        kind = "application/offset+octet-stream"
        part = {**upload, "Content-Type": kind, "Upload-Offset": "0"}
        answer = ask(anitas_case, "PATCH", way=place[1:], headers=part, body=b"abc")

    assert answer.status_int >= 400
    assert forms_in(anitas_case) == []


def test_a_draft_that_was_begun_can_be_deleted(ask, anitas_case):
    form = make_form(anitas_case)

    assert ask(form, "DELETE").status_int == 204
    assert forms_in(anitas_case) == []


class TestKeeping:
    def test_a_draft_that_staff_sent_stays(self, ask, anitas_case):
        form = make_form(anitas_case)
        form.sent_by = "robert"

        answer = ask(form, "DELETE")
        assert answer.status_int == 400
        assert "The office asked for this form" in answer.text
        assert forms_in(anitas_case) == [form]

    def test_it_goes_with_its_case(self, anitas_case, council):
        make_form(anitas_case).sent_by = "robert"
        with api.env.adopt_roles(["Manager"]):
            api.content.delete(anitas_case.__parent__)

        assert list(council.families.objectIds()) == []

    def test_one_that_came_back_stays(self, ask, anitas_case):
        sent = make_form(anitas_case, state="returned")
        draft = draft_again(sent, None)

        assert ask(draft, "DELETE").status_int == 400
        assert draft in forms_in(anitas_case)
