"""Messages of a case: a family reads and writes, staff draft and choose for whom."""

from answers import fields_of
from datetime import timedelta
from factories import give_access
from factories import make_message
from factories import make_person
from hcc.ehcportal.api import idempotency
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.notify.rounds import IErrand
from plone import api
from zope.annotation.interfaces import IAnnotations
from zope.component import getUtility

import pytest


@pytest.fixture
def tonys(admitted, council):
    """Tony's tonys, in a portal that lets families write."""
    council.ehc.replies = True
    return admitted


@pytest.fixture
def father(tonys):
    """Tony's father, who has access too."""
    give_access(make_person("father", "Member"), tonys, relationship="father")
    return "father"


def service(content, name):
    return f"{content.absolute_url()}/@ehc-{name}"


def subjects(answer):
    return [each["subject"] for each in answer.json["items"]]


def messages_in(tonys):
    return [item for item in tonys.objectValues() if item.portal_type == "EHCMessage"]


class TestReading:
    def test_the_newest_is_first_and_drafts_are_not_told(self, mother, tonys, clock):
        make_message(tonys, "First")
        clock.set(2024, 10, 5)
        make_message(tonys, "Second")
        make_message(tonys, "Unfinished", state="draft")

        answer = mother.get(service(tonys, "messages"))
        assert subjects(answer) == ["Second", "First"]
        assert answer.json["items_total"] == 2

    def test_a_part_of_a_long_list(self, mother, tonys):
        for number in range(3):
            make_message(tonys, f"Message {number}")
        answer = mother.get(service(tonys, "messages"), b_size=2)
        assert len(answer.json["items"]) == 2
        assert "b_start=2" in answer.json["batching"]["next"]

    def test_what_the_family_wrote_stands_in_a_box_of_its_own(self, mother, tonys):
        make_message(tonys, "From us")
        mother.post(service(tonys, "messages"), {"subject": "From me", "text": "Hello"})

        inbox = mother.get(service(tonys, "messages"), box="inbox")
        sent = mother.get(service(tonys, "messages"), box="sent")
        assert (subjects(inbox), subjects(sent)) == (["From us"], ["From me"])

    def test_one_that_is_for_the_other_parent_is_missing(self, mother, tonys, father):
        message = make_message(tonys, state="draft")
        message.addressees = (father,)
        with api.env.adopt_roles(["Manager"]):
            api.content.transition(message, "send")

        assert subjects(mother.get(service(tonys, "messages"))) == []
        assert mother.get(service(message, "message")).status_int == 404

    def test_reading_leaves_no_trace(self, mother, tonys):
        message = make_message(tonys)
        for _time in range(2):
            told = mother.get(service(message, "message")).json
            assert told["is_read"] is False
        assert told["@id"] == message.absolute_url()
        assert told["text"] == "Your coordinator changes."

    def test_opening_is_noted(self, mother, tonys, anita):
        message = make_message(tonys)
        assert mother.post(service(message, "open")).status_int == 204
        assert message.is_read_by(anita)
        assert mother.get(service(message, "message")).json["is_read"] is True

    def test_a_draft_cannot_be_opened(self, coordinator, tonys):
        message = make_message(tonys, state="draft")
        assert coordinator.post(service(message, "open")).status_int == 404


class TestWritingToTheOffice:
    WORDS = {"subject": "Hello", "text": "When will you come?"}

    def test_a_message(self, mother, tonys, anita):
        answer = mother.post(service(tonys, "messages"), self.WORDS)

        (message,) = messages_in(tonys)
        assert answer.headers["Location"] == message.absolute_url()
        assert answer.json["from_family"] is True
        assert (state_of(message), message.author) == ("sent", anita)
        assert (message.title, message.text) == ("Hello", "When will you come?")

    def test_an_answer_stands_in_its_thread(self, mother, tonys):
        message = make_message(tonys, "Our visit")
        answer = mother.post(service(message, "reply"), {"text": "Thank you."})
        assert answer.json["subject"] == "Re: Our visit"
        assert answer.json["thread"] == message.getId()

    def test_ones_own_message_is_not_answered(self, mother, tonys):
        mother.post(service(tonys, "messages"), self.WORDS)
        (message,) = messages_in(tonys)
        answer = mother.post(service(message, "reply"), {"text": "And another thing."})
        assert answer.status_int == 404

    @pytest.mark.parametrize(
        ("body", "wrong"),
        [
            ({"subject": " ", "text": ""}, ["subject", "text"]),
            ({"subject": "x" * 201, "text": "Hello"}, ["subject"]),
            ({"subject": "Hello", "text": "x" * 10_001}, ["text"]),
            ({"subject": "Hello"}, ["text"]),
            ({"subject": "Hello", "text": "Hello", "author": "rob"}, ["author"]),
        ],
    )
    def test_what_is_wrong_is_said_by_field(self, mother, tonys, body, wrong):
        answer = mother.post(service(tonys, "messages"), body)
        assert (answer.status_int, fields_of(answer)) == (422, wrong)
        assert messages_in(tonys) == []

    def test_what_is_no_json(self, mother, tonys):
        assert mother.post(service(tonys, "messages"), b"{").status_int == 400

    def test_it_is_missing_where_families_cannot_write(self, mother, tonys, council):
        council.ehc.replies = False
        answer = mother.post(service(tonys, "messages"), self.WORDS)
        assert answer.status_int == 404


class TestSendingTwice:
    WORDS = {"subject": "Hello", "text": "When will you come?"}

    def write(self, app, tonys, key="one", **body):
        headers = {"Idempotency-Key": key}
        return app.post(service(tonys, "messages"), {**self.WORDS, **body}, headers)

    def test_the_same_again_is_answered_by_the_letter(self, mother, tonys, clock):
        first = self.write(mother, tonys)
        clock.moment += timedelta(hours=23)  # Long after a button was pressed twice.
        second = self.write(mother, tonys)

        assert (second.status, second.body) == (first.status, first.body)
        assert second.headers["Location"] == first.headers["Location"]
        assert len(messages_in(tonys)) == 1

    def test_something_else_needs_another_key(self, mother, tonys):
        self.write(mother, tonys)
        answer = self.write(mother, tonys, text="Something else")
        assert (answer.status_int, answer.json["type"]) == (422, "IdempotencyKeyReused")
        assert self.write(mother, tonys, "two", text="Something else").status_int == 201

    def test_keys_are_ones_own(self, app_of, mother, tonys, father):
        self.write(mother, tonys)
        assert self.write(app_of(father), tonys).status_int == 201
        assert len(messages_in(tonys)) == 2

    def test_what_was_refused_can_be_put_right(self, mother, tonys):
        assert self.write(mother, tonys, subject="").status_int == 422
        assert self.write(mother, tonys).status_int == 201

    def test_a_key_is_kept_for_a_day(self, mother, tonys, clock):
        self.write(mother, tonys)
        clock.set(2024, 10, 7)
        assert self.write(mother, tonys, text="Something else").status_int == 201

    @pytest.mark.parametrize(("hours", "kept"), [(23, 1), (24, 0)])
    def test_an_answer_is_gone_after_it_also_where_nothing_more_is_sent(
        self, mother, tonys, clock, hours, kept
    ):
        self.write(mother, tonys)
        clock.moment += timedelta(hours=hours)
        getUtility(IErrand, "answers")()
        assert len(IAnnotations(tonys)["hcc.ehcportal.answers"]) == kept

    def test_the_latest_keys_of_each_person_are_kept(
        self, app_of, mother, tonys, father, clock, monkeypatch
    ):
        monkeypatch.setattr(idempotency, "_MOST", 2)
        self.write(app_of(father), tonys)
        for key in ("one", "two", "three"):
            clock.moment += timedelta(minutes=1)
            self.write(mother, tonys, key, text=key)
        statuses = [
            self.write(app, tonys, key, text="x").status_int
            for app, key in (
                (app_of(father), "one"),
                (mother, "three"),
                (mother, "two"),
                (mother, "one"),
            )
        ]
        assert statuses == [422, 422, 422, 201]

    def test_a_key_that_is_too_long(self, mother, tonys):
        assert self.write(mother, tonys, "x" * 256).status_int == 400


class TestDrafting:
    def test_for_all(self, coordinator, tonys, anita, father):
        answer = coordinator.post(
            service(tonys, "drafts"), {"subject": "Our visit", "text": "On Monday."}
        )
        (draft,) = messages_in(tonys)
        assert answer.status_int == 201
        assert answer.headers["Location"] == draft.absolute_url()
        assert answer.json["to"] == []
        assert {each["id"] for each in answer.json["receivers"]} == {anita, father}
        assert (state_of(draft), answer.json["problems"]) == ("draft", [])

    def test_for_those_who_were_chosen(self, coordinator, tonys, anita, father):
        body = {"subject": "Our visit", "text": "On Monday.", "to": [anita]}
        answer = coordinator.post(service(tonys, "drafts"), body)
        assert [each["id"] for each in answer.json["receivers"]] == [anita]

    def test_nobody_else_can_be_chosen(self, coordinator, tonys, anita, tracy):
        body = {"subject": "Our visit", "to": [anita, tracy]}
        answer = coordinator.post(service(tonys, "drafts"), body)
        assert (answer.status_int, fields_of(answer)) == (422, ["to.1"])

    def test_who_can_be_is_listed(self, coordinator, tonys, anita):
        assert coordinator.get(service(tonys, "recipients")).json["items"] == [
            {"id": anita, "name": "Anita Rixon", "relationship": "Mother"}
        ]

    def test_an_answer_is_for_whoever_wrote(self, coordinator, mother, tonys, anita):
        mother.post(service(tonys, "messages"), {"subject": "Help", "text": "Please"})
        (message,) = messages_in(tonys)
        body = {"subject": "Re: Help", "answers": message.absolute_url()}
        answer = coordinator.post(service(tonys, "drafts"), body)
        assert answer.json["to"] == [anita]
        assert answer.json["thread"] == message.getId()

    def test_what_lies_in_another_case_is_not_answered(
        self, coordinator, tonys, other_case
    ):
        other = make_message(other_case)
        body = {"subject": "Hello", "answers": other.absolute_url()}
        answer = coordinator.post(service(tonys, "drafts"), body)
        assert (answer.status_int, fields_of(answer)) == (422, ["answers"])

    def test_what_keeps_it_from_being_sent_is_told(self, coordinator, tonys):
        body = {"subject": "Hello", "text": "Dear ${coordinator},"}
        answer = coordinator.post(service(tonys, "drafts"), body)
        assert answer.status_int == 201
        assert [each["field"] for each in answer.json["problems"]] == ["text"]

    def test_they_are_listed(self, coordinator, tonys):
        make_message(tonys, "Sent")
        make_message(tonys, "Unfinished", state="draft")
        assert subjects(coordinator.get(service(tonys, "drafts"))) == ["Unfinished"]


class TestChangingADraft:
    @pytest.fixture
    def draft(self, tonys):
        return make_message(tonys, "Our visit", state="draft")

    def test_it_is_written_anew(self, coordinator, draft):
        body = {"subject": "Our next visit", "text": "On Friday."}
        answer = coordinator.patch(service(draft, "draft"), body)
        assert answer.json["subject"] == draft.title == "Our next visit"

    def test_what_is_left_out_stays(self, coordinator, draft, anita, father):
        draft.addressees = (father,)
        answer = coordinator.patch(service(draft, "draft"), {"text": "On Friday."})
        assert answer.json["subject"] == "Our visit"
        assert answer.json["to"] == [father]

        answer = coordinator.patch(service(draft, "draft"), {"to": []})
        assert answer.json["text"] == "On Friday."
        assert {each["id"] for each in answer.json["receivers"]} == {anita, father}

    def test_a_stranger_cannot_be_chosen(self, coordinator, draft, tracy):
        answer = coordinator.patch(service(draft, "draft"), {"to": [tracy]})
        assert (answer.status_int, fields_of(answer)) == (422, ["to.0"])

    @pytest.mark.parametrize("field", ["subject", "text", "to"])
    def test_null_says_nothing(self, coordinator, draft, field):
        answer = coordinator.patch(service(draft, "draft"), {field: None})
        assert (answer.status_int, fields_of(answer)) == (422, [field])

    def test_a_subject_is_needed(self, coordinator, draft):
        answer = coordinator.patch(service(draft, "draft"), {"subject": " "})
        assert (answer.status_int, fields_of(answer)) == (422, ["subject"])

    def test_no_words_of_a_colleague_are_lost(self, coordinator, app_of, rob, draft):
        etag = coordinator.get(service(draft, "draft")).headers["ETag"]
        app_of(rob).patch(service(draft, "draft"), {"subject": "Rob's"})
        answer = coordinator.patch(
            service(draft, "draft"), {"subject": "Robert's"}, {"If-Match": etag}
        )
        assert answer.status_int == 412
        assert draft.title == "Rob's"

    def test_what_was_sent_stays_as_it_is(self, coordinator, tonys):
        message = make_message(tonys)
        answer = coordinator.patch(service(message, "draft"), {"subject": "Other"})
        assert answer.status_int == 403
        assert coordinator.get(service(message, "draft")).status_int == 404
