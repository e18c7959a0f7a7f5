"""Documents of a case: listed, read, and fetched from where it is noted."""

from answers import fields_of
from factories import make_document
from hcc.ehcportal.content.openings import openings_of
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.content.uploads.marks import mark_as
from hcc.ehcportal.content.uploads.marks import WAITING
from plone import api
from plone.locking.interfaces import ILockable

import base64
import papers
import pytest


FILES = {"Accept": "*/*"}


def service(content, name):
    return f"{content.absolute_url()}/@ehc-{name}"


def titles(answer):
    return [each["title"] for each in answer.json["items"]]


def withdraw(app, document):
    return app.post(
        f"{document.absolute_url()}/@workflow/withdraw",
        {"withdrawal_reason": "It was for another child."},
    )


class TestReading:
    def test_the_newest_is_first_and_drafts_are_not_told(self, mother, admitted, clock):
        make_document(admitted, "First")
        clock.set(2024, 10, 5)
        make_document(admitted, "Second")
        make_document(admitted, "Draft plan", state="draft")

        answer = mother.get(service(admitted, "documents"))
        assert titles(answer) == ["Second", "First"]

    def test_staff_find_drafts_first(self, coordinator, admitted):
        make_document(admitted, "First")
        make_document(admitted, "Draft plan", state="draft")

        answer = coordinator.get(service(admitted, "documents"))
        assert titles(answer) == ["Draft plan", "First"]
        answer = coordinator.get(service(admitted, "documents"), state="draft")
        assert titles(answer) == ["Draft plan"]

    def test_one(self, mother, admitted):
        document = make_document(admitted)
        url = document.absolute_url()
        assert mother.get(service(document, "document")).json == {
            "@id": url,
            "title": "EHCP - Information Requested",
            "state": "published",
            "document_date": "2024-09-02",
            "published_on": "2024-10-04",
            "replaced_on": None,
            "withdrawal_reason": None,
            "is_new": True,
            "file": {
                "name": "information-requested.pdf",
                "media_type": "application/pdf",
                "size": 15,
                "url": f"{url}/@@download/file",
                "show_url": f"{url}/@@display-file/file",
                "is_held": False,
            },
        }

    def test_whoever_fetches_the_file_has_opened_it(self, mother, admitted, anita):
        document = make_document(admitted)
        told = mother.get(service(document, "document")).json
        assert openings_of(document) == {}

        assert mother.get(told["file"]["url"], FILES).content_type == "application/pdf"
        assert openings_of(document).keys() == {anita}
        assert mother.get(service(document, "document")).json["is_new"] is False

    def test_of_one_that_was_withdrawn_a_family_is_told_why(
        self, mother, coordinator, admitted
    ):
        document = make_document(admitted)
        assert withdraw(coordinator, document).status_int == 200

        (told,) = mother.get(service(admitted, "documents")).json["items"]
        assert told["state"] == "withdrawn"
        assert told["withdrawal_reason"] == "It was for another child."
        assert (told["file"], told["is_new"]) == (None, False)
        assert mother.get(service(document, "document")).status_int == 404
        assert coordinator.get(service(document, "document")).json["file"]


class TestGiving:
    """Adding is plone.restapi's own; whatever gives a draft to a family, @workflow."""

    def add(self, app, case, data=b"%PDF-1.4\n%%EOF\n", name="plan.pdf"):
        return app.post(
            case,
            {
                "@type": "EHCDocument",
                "title": "Draft plan",
                "document_date": "2024-10-04",
                "file": {
                    "data": base64.b64encode(data).decode(),
                    "encoding": "base64",
                    "filename": name,
                    "content-type": "application/pdf",
                },
            },
        )

    def test_a_file_is_added_as_a_draft_and_published(
        self, coordinator, mother, admitted
    ):
        added = self.add(coordinator, admitted)
        assert added.status_int == 201
        assert titles(mother.get(service(admitted, "documents"))) == []

        answer = coordinator.post(f"{added.headers['Location']}/@workflow/publish")
        assert answer.json["review_state"] == "published"
        assert titles(mother.get(service(admitted, "documents"))) == ["Draft plan"]

    def test_a_file_that_families_cannot_be_given(self, coordinator, admitted):
        answer = self.add(coordinator, admitted, b"<html>", "plan.html")
        assert answer.status_int == 400
        assert fields_of(answer) == ["file"]

    def test_a_file_by_tus_is_a_draft_too(self, coordinator, admitted, tus_folder):
        answer = coordinator.upload(admitted, "EHCDocument", papers.pdf(), "plan.pdf")
        assert answer.status_int == 204
        (told,) = coordinator.get(service(admitted, "documents")).json["items"]
        assert (told["state"], told["file"]["name"]) == ("draft", "plan.pdf")

    def test_a_family_adds_none(self, mother, admitted):
        assert self.add(mother, admitted).status_int == 403

    def test_it_is_withdrawn_with_a_reason_alone(self, coordinator, admitted):
        document = make_document(admitted)
        answer = coordinator.post(f"{document.absolute_url()}/@workflow/withdraw")
        assert (answer.status_int, state_of(document)) == (422, "published")
        (error,) = answer.json["errors"]
        assert error["field"] == "withdrawal_reason"
        assert error["message"] == "Say why you withdraw the document."


class TestReplacing:
    def replace(self, app, document, draft, reason="A page was missing."):
        body = {"draft": draft.absolute_url(), "reason": reason}
        return app.post(service(document, "replace"), body)

    def test_a_document_gets_the_file_of_a_draft(self, coordinator, admitted):
        document = make_document(admitted, "Plan")
        draft = make_document(admitted, "Plan, second", state="draft")
        answer = self.replace(coordinator, document, draft)

        assert answer.json["@id"] == document.absolute_url()
        assert answer.json["title"] == "Plan, second"
        assert answer.json["replaced_on"] == "2024-10-04"
        assert draft.getId() not in admitted
        assert [each.reason for each in document.versions] == ["A page was missing."]

    def test_a_reason_is_needed(self, coordinator, admitted):
        document, draft = (
            make_document(admitted),
            make_document(admitted, state="draft"),
        )
        answer = self.replace(coordinator, document, draft, " ")
        assert (answer.status_int, document.versions) == (422, ())

    def test_nothing_but_a_draft_of_the_same_case(
        self, coordinator, admitted, other_case
    ):
        document = make_document(admitted)
        for other in (document, make_document(other_case, state="draft")):
            answer = self.replace(coordinator, document, other)
            assert answer.status_int == 422
            assert fields_of(answer) == ["draft"]

    def test_not_by_a_file_that_nobody_could_open(self, coordinator, admitted):
        document = make_document(admitted)
        draft = make_document(admitted, state="draft")
        mark_as(draft.file, WAITING)
        answer = self.replace(coordinator, document, draft)
        assert (answer.status_int, answer.json["type"]) == (409, "NotPossible")
        assert document.versions == ()

    @pytest.mark.parametrize("which", [0, 1])
    def test_not_while_a_colleague_is_editing_one_of_both(
        self, coordinator, admitted, rob, which
    ):
        both = make_document(admitted), make_document(admitted, state="draft")
        with api.env.adopt_user(username=rob):
            ILockable(both[which]).lock()
        answer = self.replace(coordinator, *both)
        assert (answer.status_int, answer.json["type"]) == (409, "Locked")
        assert both[0].versions == ()

    def test_a_draft_has_nothing_to_be_replaced(self, coordinator, admitted):
        one, two = (make_document(admitted, state="draft") for _draft in range(2))
        assert self.replace(coordinator, one, two).status_int == 409
