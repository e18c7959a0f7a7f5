"""The office sends a form to a family: what can be sent, and what becomes of it."""

from answers import fields_of
from factories import put_into
from hcc.ehcportal.access.audit import entries
from hcc.ehcportal.forms.offer import designs_in
from hcc.ehcportal.forms.starting import start
from hcc.ehcportal.notify.notices import Notices
from plone import api
from plone.uuid.interfaces import IUUID

import pytest


TITLE = "My views"


@pytest.fixture
def design(council):
    return next(d for d in designs_in(council.ehc) if d.title == TITLE)


@pytest.fixture
def send(coordinator, admitted, design):
    """Return a function that sends the form to the family of Tony Bread."""

    def post(key="", **body):
        headers = {"Idempotency-Key": key} if key else {}
        body = {"design": IUUID(design), **body}
        return coordinator.post(service(admitted, "send-form"), body, headers)

    return post


def service(content, name):
    return f"{content.absolute_url()}/@ehc-{name}"


def forms_in(case):
    return [i for i in case.objectValues() if i.portal_type == "EHCSupportingForm"]


def told_of(app, case, design):
    told = app.get(service(case, "designs")).json["items"]
    return next(each for each in told if each["design"] == IUUID(design))


class TestListing:
    def test_what_can_be_sent(self, coordinator, admitted, design):
        told = coordinator.get(service(admitted, "designs")).json
        titles = [each["title"] for each in told["items"]]
        assert titles == [
            "Parental Supporting Documents",
            TITLE,
            "Comments on the draft plan",
        ]
        assert told["may_send"] is True
        each = told_of(coordinator, admitted, design)
        assert (each["once"], each["is_given"]) == (False, False)

    def test_what_no_family_can_be_given_is_not_there(
        self, coordinator, admitted, design
    ):
        with api.env.adopt_roles(["Manager"]):
            api.content.transition(design, "retract")
        told = coordinator.get(service(admitted, "designs")).json["items"]
        assert TITLE not in [each["title"] for each in told]

    def test_what_the_family_was_given(self, send, coordinator, admitted, design):
        send()
        assert told_of(coordinator, admitted, design)["is_given"] is True

    def test_what_the_family_began_by_itself_stays_unseen(
        self, coordinator, admitted, design
    ):
        start(admitted, design)
        assert told_of(coordinator, admitted, design)["is_given"] is False

    def test_nothing_is_sent_while_the_case_is_prepared(self, coordinator, admitted):
        put_into(admitted, "preparing")
        told = coordinator.get(service(admitted, "designs")).json
        assert told["may_send"] is False

    def test_it_is_for_staff(self, mother, admitted):
        assert mother.get(service(admitted, "designs")).status_int == 403


class TestSending:
    def test_the_family_finds_it_among_what_waits(self, send, mother, admitted):
        answer = send(last_day="2024-11-04", note="Please tell us about school.")
        (form,) = forms_in(admitted)
        assert answer.status_int == 201
        assert answer.headers["Location"] == answer.json["@id"] == form.absolute_url()

        (waiting,) = mother.get(service(admitted, "forms")).json["waiting"]
        assert waiting == answer.json
        assert (waiting["title"], waiting["last_day"]) == (TITLE, "2024-11-04")
        assert waiting["note"] == "Please tell us about school."

    def test_it_is_told_and_written_down(self, send, admitted):
        send()
        (form,) = forms_in(admitted)
        (notice,) = Notices(admitted).all()
        assert (notice.kind, notice.subject) == ("form_sent", form.getId())
        (entry,) = entries(kind="form_sent")
        assert (entry.who, form.sent_by) == ("robert", "robert")

    def test_from_then_on_it_is_the_familys_alone(self, send, coordinator):
        address = send().headers["Location"]
        assert coordinator.get(f"{address}/@ehc-form").status_int == 404

    def test_the_same_request_sends_one(self, send, admitted):
        first, again = send("one"), send("one")
        assert (again.status_int, again.body) == (201, first.body)
        assert again.headers["Location"] == first.headers["Location"]
        assert len(forms_in(admitted)) == 1
        assert send("one", note="Another").status_int == 422

    def test_a_form_for_once_is_not_sent_twice(self, send, admitted, design):
        design.once = True
        send()
        answer = send()
        assert (answer.status_int, answer.json["type"]) == (409, "NotPossible")
        assert "the family has it already" in answer.json["message"]
        assert len(forms_in(admitted)) == 1

    def test_nothing_is_sent_in_a_case_that_is_not_open(self, send, admitted):
        put_into(admitted, "preparing")
        answer = send()
        assert (answer.status_int, answer.json["type"]) == (409, "NotPossible")
        assert answer.json["message"].startswith("The family can fill in forms while")
        assert forms_in(admitted) == []

    @pytest.mark.parametrize(
        ("body", "wrong"),
        [
            ({"design": "unknown"}, "design"),
            ({"design": ""}, "design"),
            ({"last_day": "2024-10-03"}, "last_day"),
            ({"last_day": "soon"}, "last_day"),
            ({"note": "n" * 1_001}, "note"),
        ],
    )
    def test_what_does_not_fit(self, send, admitted, body, wrong):
        answer = send(**body)
        assert (answer.status_int, fields_of(answer)) == (422, [wrong])
        assert forms_in(admitted) == []

    def test_what_families_cannot_be_given(self, send, admitted, design):
        with api.env.adopt_roles(["Manager"]):
            api.content.transition(design, "retract")
        answer = send()
        assert (answer.status_int, fields_of(answer)) == (422, ["design"])

    def test_a_family_sends_itself_none(self, mother, admitted, design):
        body = {"design": IUUID(design)}
        assert mother.post(service(admitted, "send-form"), body).status_int == 403
        assert forms_in(admitted) == []
