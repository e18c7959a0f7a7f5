"""Forms that wait for a family: started, filled in, submitted once, read afterwards."""

from answers import fields_of
from asking import EVERY_KIND
from asking import FILLED
from asking import SHORT
from datetime import timedelta
from factories import give_access
from factories import make_design
from factories import make_person
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.forms.starting import start
from jsonschema import Draft202012Validator
from plone import api
from plone.uuid.interfaces import IUUID

import papers
import pytest


@pytest.fixture
def design(council):
    """A form of the editors that families can start, with a text and with files."""
    return make_published(council, questions=SHORT, takes_files=True)


def make_published(council, **facts):
    design = make_design(council, **facts)
    with api.env.adopt_roles(["Manager"]):
        api.content.transition(design, "publish")
    return design


@pytest.fixture
def form(admitted, design):
    """A draft in which nothing was typed yet."""
    return start(admitted, design)


@pytest.fixture
def long_form(admitted, council):
    """A draft with every kind of question."""
    return start(admitted, make_published(council, questions=EVERY_KIND))


@pytest.fixture
def father(app_of, admitted):
    """The app of Tony's father."""
    give_access(make_person("father"), admitted, relationship="father")
    return app_of("father")


def service(content, name):
    return f"{content.absolute_url()}/@ehc-{name}"


def save(app, form, version, headers=None, **answers):
    body = {"version": version, "answers": answers}
    return app.patch(service(form, "form"), body, headers)


def submit(app, form, version, key="one"):
    headers = {"Idempotency-Key": key} if key else {}
    return app.post(service(form, "submit"), {"version": version}, headers)


def forms_in(case):
    return [i for i in case.objectValues() if i.portal_type == "EHCSupportingForm"]


class TestListing:
    def test_what_waits_and_what_can_be_started(self, mother, admitted, design):
        waiting = start(admitted, design, note="Please tell us more.")
        told = mother.get(service(admitted, "forms")).json

        (each,) = told["waiting"]
        assert each["@id"] == waiting.absolute_url()
        assert each["note"] == "Please tell us more."
        (each,) = (o for o in told["offered"] if o["form"] == IUUID(design))
        assert each["title"] == "My views"
        assert (told["may_start"], each["takes_files"]) == (True, True)

    def test_staff_see_it_and_start_nothing(self, coordinator, admitted, design):
        told = coordinator.get(service(admitted, "forms")).json
        assert IUUID(design) in [each["form"] for each in told["offered"]]
        assert told["may_start"] is False


class TestStarting:
    def test_a_form_that_is_offered(self, mother, admitted, design):
        answer = mother.post(service(admitted, "forms"), {"form": IUUID(design)})
        (form,) = forms_in(admitted)
        assert answer.status_int == 201
        assert answer.headers["Location"] == answer.json["@id"] == form.absolute_url()

    def test_the_same_again_makes_no_second(self, mother, admitted, design):
        body = {"form": IUUID(design)}
        answers = [mother.post(service(admitted, "forms"), body) for _ in range(2)]
        assert [answer.status_int for answer in answers] == [201, 200]
        assert len(forms_in(admitted)) == 1

    def test_nor_does_the_same_request_once_it_was_touched(
        self, mother, admitted, design
    ):
        body, key = {"form": IUUID(design)}, {"Idempotency-Key": "one"}
        first = mother.post(service(admitted, "forms"), body, key)
        (form,) = forms_in(admitted)
        save(mother, form, 0, text="Something")

        assert mother.post(service(admitted, "forms"), body, key).body == first.body
        assert len(forms_in(admitted)) == 1
        assert mother.post(service(admitted, "forms"), body).status_int == 201

    @pytest.mark.parametrize("offered", [True, False])
    def test_a_form_that_is_not_offered(self, mother, admitted, design, offered):
        design.offered = offered
        key = "unknown" if offered else IUUID(design)
        answer = mother.post(service(admitted, "forms"), {"form": key})
        assert (answer.status_int, fields_of(answer)) == (422, ["form"])


class TestReading:
    def test_the_questions_stand_in_their_sections(self, mother, long_form):
        told = mother.get(service(long_form, "form")).json
        first, school = told["sections"]
        assert [part["name"] for part in first["parts"]][:3] == [
            "intro",
            "name",
            "story",
        ]
        assert (first["parts"][0]["kind"], school["title"]) == ("remark", "At school")
        assert "<b>time</b>" in first["parts"][0]["html"]
        assert "script" not in first["parts"][0]["html"]
        asked = {part["name"]: part["is_asked"] for part in school["parts"]}
        assert (asked["topic"], asked["which"]) == (True, False)

    def test_the_schema_takes_what_can_be_submitted(self, mother, long_form):
        save(mother, long_form, 0, **FILLED)
        told = mother.get(service(long_form, "form")).json
        Draft202012Validator.check_schema(told["schema"])
        assert told["schema"]["required"] == ["name", "topic", "agreed"]
        assert told["problems"] == []
        filled = {name: text for name, text in told["answers"].items() if text}
        Draft202012Validator(told["schema"]).validate(filled)

    def test_and_says_what_can_be_chosen(self, mother, long_form):
        properties = mother.get(service(long_form, "form")).json["schema"]["properties"]
        assert properties["topic"]["oneOf"] == [
            {"const": "music", "title": "Music"},
            {"const": "other", "title": "Something else"},
        ]
        assert properties["days"]["type"] == "array"
        assert properties["name"]["maxLength"] == 30

    def test_nobody_else_reads_a_draft(self, coordinator, form):
        assert coordinator.get(service(form, "form")).status_int == 404


class TestSaving:
    def test_right_or_wrong(self, mother, long_form):
        answer = save(mother, long_form, 0, name="Tony", friends="many")
        assert answer.json["version"] == long_form.draft_version == 1
        assert answer.json["answers"]["friends"] == "many"
        assert "answers.friends" in [e["field"] for e in answer.json["problems"]]

    def test_what_is_left_out_stays(self, mother, form):
        save(mother, form, 0, text="Text")
        answer = save(mother, form, 1, more="More")
        assert answer.json["answers"] == {"text": "Text", "more": "More"}

    def test_the_same_again_changes_nothing(self, mother, form):
        answers = [save(mother, form, 0, text="Text") for _ in range(2)]
        assert [answer.json["version"] for answer in answers] == [1, 1]

    def test_nothing_of_anothers_is_overwritten(self, mother, father, form):
        save(father, form, 0, text="The father's")
        answer = save(mother, form, 0, text="The mother's")

        assert (answer.status_int, answer.json["type"]) == (412, "SavedElsewhere")
        (error,) = answer.json["errors"]
        assert error["field"] == "answers.text"
        assert error["message"] == "What stands there now: “The father's”."
        assert form.typed["text"] == "The father's"

    def test_its_etag_does_as_well(self, mother, father, form):
        etag = mother.get(service(form, "form")).headers["ETag"]
        save(father, form, 0, text="The father's")
        answer = save(mother, form, 1, {"If-Match": etag}, text="The mother's")
        assert answer.status_int == 412
        assert form.typed["text"] == "The father's"

    @pytest.mark.parametrize(
        ("answers", "wrong"),
        [
            ({"nothing": "x"}, "answers.nothing"),
            ({"secret": "x"}, "answers.secret"),
            ({"name": ["Tony"]}, "answers.name"),
            ({"days": "Mon"}, "answers.days"),
            ({"days": ["Mon", 7]}, "answers.days.1"),
            ({"friends": 3}, "answers.friends"),
            ({"name": "\0"}, "answers.name"),
            ({"story": "x" * 100_001}, "answers.story"),
        ],
    )
    def test_what_cannot_be_kept(self, mother, long_form, answers, wrong):
        answer = save(mother, long_form, 0, **answers)
        assert (answer.status_int, fields_of(answer)) == (422, [wrong])
        assert long_form.draft_version == 0

    def test_a_version_is_needed(self, mother, form):
        answer = mother.patch(service(form, "form"), {"answers": {"text": "x"}})
        assert (answer.status_int, fields_of(answer)) == (422, ["version"])

    def test_not_once_it_was_submitted(self, mother, form):
        save(mother, form, 0, text="Text")
        submit(mother, form, 1)
        answer = save(mother, form, 1, text="Other")
        assert (answer.status_int, answer.json["type"]) == (409, "Submitted")
        assert mother.get(service(form, "form")).status_int == 404


@pytest.mark.usefixtures("tus_folder")
class TestAttaching:
    def upload(self, app, form, data=None, name="letter.pdf"):
        return app.upload(form, "EHCAttachment", data or papers.pdf(), name)

    def test_a_file_by_tus(self, mother, form):
        assert self.upload(mother, form).status_int == 200
        (told,) = mother.get(service(form, "form")).json["attachments"]
        assert told["file"]["name"] == "letter.pdf"
        file = mother.get(told["file"]["url"], {"Accept": "*/*"})
        assert file.body.startswith(b"%PDF")

    def test_it_is_removed_again(self, mother, form):
        self.upload(mother, form)
        (told,) = mother.get(service(form, "form")).json["attachments"]
        assert mother.delete(told["@id"]).status_int == 204
        assert len(form) == 0

    def test_a_file_that_families_cannot_send(self, mother, form):
        answer = self.upload(mother, form, b"<html>", "page.html")
        assert answer.status_int == 400
        assert len(form) == 0

    def test_nobody_else_attaches_any(self, app_of, tracy, coordinator, form):
        assert self.upload(coordinator, form).status_int == 404
        assert self.upload(app_of(tracy), form).status_int == 404

    def test_nothing_goes_to_a_form_that_was_submitted(self, mother, form):
        self.upload(mother, form)
        save(mother, form, 0, text="Text")
        submit(mother, form, 1)
        (attachment,) = form.objectValues()
        assert self.upload(mother, form).status_int == 403
        assert mother.delete(attachment).status_int == 403
        assert len(form) == 1


class TestSubmitting:
    @pytest.fixture
    def filled(self, mother, form):
        save(mother, form, 0, text="Text")
        return form

    def test_the_receipt_is_in_the_answer(self, mother, filled):
        answer = submit(mother, filled, 1)
        assert answer.status_int == 200
        assert state_of(filled) == "submitted"
        assert answer.json == {
            "@id": filled.absolute_url(),
            "title": "My views",
            "number": filled.receipt,
            "submitted_at": "2024-10-04T11:00:00Z",
            "confirmation": "",
        }

    def test_the_same_again_is_answered_by_the_letter(
        self, mother, coordinator, filled, clock
    ):
        first = submit(mother, filled, 1)
        coordinator.post(f"{filled.absolute_url()}/@workflow/receive")
        clock.moment += timedelta(hours=23)
        second = submit(mother, filled, 1)
        assert (second.status, second.body) == (first.status, first.body)

    def test_another_version_under_the_same_key(self, mother, filled):
        submit(mother, filled, 1)
        answer = submit(mother, filled, 0)
        assert (answer.status_int, answer.json["type"]) == (422, "IdempotencyKeyReused")

    def test_by_both_parents_it_is_one_submission(self, mother, father, filled):
        numbers = [submit(app, filled, 1).json["number"] for app in (mother, father)]
        assert numbers == [filled.receipt] * 2
        assert submit(father, filled, 0, "two").status_int == 409

    def test_what_was_changed_since_it_was_read(self, mother, father, filled):
        save(father, filled, 1, text="Other")
        answer = submit(mother, filled, 1)
        assert (answer.status_int, state_of(filled)) == (412, "draft")

    def test_what_is_not_ready_is_said_by_field(self, mother, long_form):
        answer = submit(mother, long_form, 0)
        assert (answer.status_int, answer.json["type"]) == (422, "NotReady")
        assert fields_of(answer) == ["answers.name", "answers.topic", "answers.agreed"]
        assert answer.json["errors"][0]["message"] == "Answer this question."
        assert state_of(long_form) == "draft"

    def test_a_key_is_needed(self, mother, filled):
        answer = submit(mother, filled, 1, key=None)
        assert (answer.status_int, answer.json["type"]) == (400, "NoIdempotencyKey")
        assert state_of(filled) == "draft"

    def test_a_closed_case_takes_none(self, mother, coordinator, admitted, filled):
        url = f"{admitted.absolute_url()}/@workflow/close"
        coordinator.post(url, {"ending": "no_plan"})
        assert submit(mother, filled, 1).status_int == 403


class TestSubmissions:
    @pytest.fixture
    def sent(self, mother, long_form):
        save(mother, long_form, 0, **FILLED)
        submit(mother, long_form, 1)
        return long_form

    def test_they_are_listed(self, coordinator, mother, admitted, form, sent):
        told = coordinator.get(service(admitted, "submissions")).json
        (each,) = told["items"]
        assert (each["@id"], each["state"]) == (sent.absolute_url(), "submitted")
        received = mother.get(service(admitted, "submissions"), state="received")
        assert received.json["items"] == []

    def test_one_is_read_with_all_that_was_sent(self, coordinator, sent):
        told = coordinator.get(service(sent, "submission")).json
        assert (told["receipt"], told["submitted_by"]) == (sent.receipt, "Anita Rixon")
        assert told["answers"]["friends"] == 3
        words = {row["name"]: row["answer"] for row in told["rows"]}
        assert words["topic"] == "Music"
        assert words["days"] == "Mon\nWed"

    def test_as_pdf(self, mother, sent):
        url = mother.get(service(sent, "submission")).json["pdf_url"]
        answer = mother.get(url, {"Accept": "application/pdf"})
        assert answer.content_type == "application/pdf"

    def test_one_that_was_returned_says_why(self, mother, coordinator, admitted, sent):
        coordinator.post(
            f"{sent.absolute_url()}/@workflow/return",
            {"return_reason": "A page is missing.", "last_day": "2024-10-20"},
        )
        told = mother.get(service(sent, "submission")).json
        assert (told["state"], told["return_reason"]) == (
            "returned",
            "A page is missing.",
        )
        (waiting,) = mother.get(service(admitted, "forms")).json["waiting"]
        assert waiting["return_reason"] == "A page is missing."
        assert waiting["last_day"] == "2024-10-20"

    def test_a_draft_is_none(self, mother, form):
        assert mother.get(service(form, "submission")).status_int == 404
