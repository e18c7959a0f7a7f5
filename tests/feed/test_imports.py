"""What lines of a case system do in the portal, and what is wrong with others."""

from datetime import date
from factories import as_site_owner
from factories import give_access
from factories import make_case
from factories import make_family
from factories import PDF
from feed_lines import CASE
from feed_lines import FAMILY
from hcc.ehcportal.content.overview import overview_of
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.notify.notices import Notices
from plone import api
from plone.locking.interfaces import ILockable
from plone.uuid.interfaces import IUUID

import pytest


def changes(outcome):
    return {each.field: (each.before, each.after) for each in outcome.changes}


class TestCases:
    def test_a_case_is_made_in_its_family_and_opened(self, system, tony):
        assert tony.title == "Tony Bread"
        assert tony.date_of_birth == date(2020, 3, 3)
        assert tony.request_received == date(2024, 9, 1)
        assert state_of(tony) == "open"
        assert tony.aq_parent.title == "Rixon and Bread"

    def test_its_address_tells_nothing(self, tony):
        assert tony.getId().startswith("c-")
        assert "C-1" not in tony.absolute_url()

    def test_the_same_lines_change_nothing(self, system, tony):
        changed = tony.modified()
        outcomes = system.send(FAMILY, CASE)
        assert [each.outcome for each in outcomes] == ["same", "same"]
        assert tony.modified() == changed
        assert len(tony.aq_parent.objectValues()) == 1

    def test_a_change_is_reported_field_by_field(self, system, tony):
        outcome = system.send_one({**CASE, "gender": "other"})
        assert outcome.outcome == "changed"
        assert changes(outcome) == {"gender": ("male", "other")}

    def test_what_a_line_leaves_out_stays(self, system, tony):
        system.send({"type": "case", "id": "C-1", "title": "Tony P. Bread"})
        assert (tony.title, tony.reference) == ("Tony P. Bread", "6427917")

    def test_null_empties_what_may_be_empty(self, system, tony):
        system.send({"type": "case", "id": "C-1", "reference": None})
        assert tony.reference is None

    def test_a_deleted_case_is_not_brought_back(self, system, tony):
        with as_site_owner():
            api.content.delete(tony)
        outcome = system.send_one(CASE)
        assert outcome.outcome == "refused"
        assert "was deleted in the portal" in outcome.message

    def test_a_second_case_with_a_reference_is_refused(self, system, council):
        make_case(make_family(council), reference="6427917")
        _family, outcome = system.send(FAMILY, CASE)
        assert outcome.field == "reference"
        assert "uid" in outcome.message

    def test_a_case_of_the_portal_is_taken_on_by_its_uid(self, system, council):
        family = make_family(council)
        case = make_case(family, reference="6427917")
        system.send(
            {"type": "family", "id": "F-1", "uid": IUUID(family)},
            {"type": "case", "id": "C-1", "uid": IUUID(case), "gender": "other"},
        )
        assert system.imported("case", "C-1").getId() == case.getId()
        assert case.gender == "other"

    def test_a_uid_is_taken_once(self, system, tony):
        outcome = system.send_one({"type": "case", "id": "C-2", "uid": IUUID(tony)})
        assert (outcome.outcome, outcome.field) == ("refused", "uid")

    def test_a_case_is_not_moved_to_another_family(self, system, tony):
        other = {"type": "family", "id": "F-2", "title": "Marlow"}
        _made, outcome = system.send(other, {**CASE, "family": "F-2"})
        assert (outcome.outcome, outcome.field) == ("refused", "family")

    def test_it_ends_by_the_transitions_of_its_workflow(self, system, tony):
        line = {"type": "case", "id": "C-1", "ending": "no_plan", "state": "closed"}
        assert changes(system.send_one(line)) == {
            "ending": (None, "no_plan"),
            "state": ("open", "closed"),
        }

    def test_it_does_not_end_without_a_word_of_how(self, system, tony):
        outcome = system.send_one({"type": "case", "id": "C-1", "state": "closed"})
        assert outcome.message == "Say how the case ended."
        assert state_of(tony) == "open"

    @pytest.mark.parametrize("facts", [{"title": "Tony"}, {"state": "closed"}])
    def test_what_somebody_is_editing_is_left_alone_and_nobody_named(
        self, system, tony, robert, facts
    ):
        with api.env.adopt_user(username=robert):
            ILockable(tony).lock()
        outcome = system.send_one({"type": "case", "id": "C-1", **facts})
        assert (
            outcome.message
            == "Somebody is editing this now. Send the line again later."
        )
        assert tony.title == "Tony Bread"

    def test_an_archived_case_is_left_alone(self, system, tony):
        archive = {"type": "case", "id": "C-1", "ending": "no_plan"}
        system.send({**archive, "state": "archived"})
        outcome = system.send_one({"type": "case", "id": "C-1", "title": "Tony"})
        assert "cannot be changed in the state" in outcome.message


class TestDates:
    def test_they_are_facts_of_the_case_and_the_law_counts_from_them(
        self, system, tony
    ):
        dates = {"type": "dates", "case": "C-1", "draft_served": "2024-10-01"}
        assert changes(system.send_one(dates)) == {"draft_served": (None, "2024-10-01")}
        assert overview_of(tony, "robert").comments == (
            date(2024, 10, 1),
            date(2024, 10, 15),
        )

    @pytest.mark.parametrize(
        ("facts", "field"),
        [
            ({"draft_served": "2024-08-31"}, "draft_served"),
            ({"draft_served": "1 October 2024"}, "draft_served"),
            ({"draft_served": 20241001}, "draft_served"),
            ({"certificate_issued": "2024-10-01"}, "decision_sent"),
            ({"transfer_year": "2027"}, "transfer_year"),
            ({"transfer_year": 1999}, "transfer_year"),
            ({"comments_due": "2024-10-16"}, "comments_due"),
        ],
    )
    def test_what_makes_no_sense_is_refused_with_its_field(
        self, system, tony, facts, field
    ):
        outcome = system.send_one({"type": "dates", "case": "C-1", **facts})
        assert (outcome.outcome, outcome.field) == ("refused", field)
        assert outcome.message

    def test_a_request_cannot_come_tomorrow(self, system):
        _family, outcome = system.send(
            FAMILY, {**CASE, "request_received": "2024-10-05"}
        )
        assert outcome.field == "request_received"
        assert outcome.message.startswith("This date is in the future.")


class TestStages:
    def test_a_stage_is_finished_on_its_day(self, system, stage_of):
        line = {"type": "stage", "case": "C-1", "stage": "request_outcome"}
        outcome = system.send_one(
            {**line, "state": "done", "completed_on": "2024-10-02"}
        )
        assert changes(outcome) == {
            "completed_on": (None, "2024-10-02"),
            "state": ("in_progress", "done"),
        }
        assert state_of(stage_of("request_outcome")) == "done"

    def test_today_is_not_taken_for_the_day(self, system, stage_of):
        line = {"type": "stage", "case": "C-1", "stage": "advice", "state": "done"}
        assert system.send_one(line).field == "completed_on"
        assert state_of(stage_of("advice")) == "later"

    def test_a_state_that_there_is_not_is_refused(self, system, tony):
        line = {"type": "stage", "case": "C-1", "stage": "advice", "state": "late"}
        assert "later, " in system.send_one(line).message

    def test_a_stage_that_there_is_not_is_refused(self, system, tony):
        outcome = system.send_one({"type": "stage", "case": "C-1", "stage": "Advice"})
        assert "request_outcome" in outcome.message


class TestContacts:
    FIRST = {
        "type": "contact",
        "case": "C-1",
        "name": "Rob Test",
        "since": "2024-09-01",
        "until": "2024-09-20",
        "phone": "01992 555000",
    }
    SECOND = {
        "type": "contact",
        "case": "C-1",
        "person": "robert",
        "since": "2024-09-20",
    }

    def test_families_read_who_coordinated_and_when(self, system, tony):
        system.send(self.FIRST, self.SECOND)
        contacts = overview_of(tony, "robert").contacts
        assert [(each.name, each.since, each.until) for each in contacts] == [
            ("Robert Coombes", date(2024, 9, 20), None),
            ("Rob Test", date(2024, 9, 1), date(2024, 9, 20)),
        ]
        assert tony.coordinator == "robert"

    def test_a_coordinator_is_named_by_login_name_as_well(self, system, tony, robert):
        account = api.portal.get_tool("acl_users").source_users
        account.updateUser(robert, "robert.coombes@example.gov.uk")
        line = {**self.SECOND, "person": "robert.coombes@example.gov.uk"}
        assert system.send_one(line).message is None
        assert tony.coordinator == robert

    def test_sent_again_they_change_nothing(self, system, tony):
        system.send(self.FIRST, self.SECOND)
        outcomes = system.send(self.FIRST, self.SECOND)
        assert [each.outcome for each in outcomes] == ["same", "same"]

    def test_an_end_takes_the_coordinator_from_the_case(self, system, tony):
        system.send(self.SECOND, {**self.SECOND, "until": "2024-10-01"})
        assert tony.coordinator is None
        assert tony.contact_history[-1].until == date(2024, 10, 1)

    @pytest.mark.parametrize(
        ("facts", "field"),
        [
            ({"person": "anita"}, "person"),
            ({"person": None}, "person"),
            ({"since": "2024-10-05"}, "since"),
            ({"until": "2024-09-19"}, "until"),
        ],
    )
    def test_what_cannot_be_is_refused(self, system, tony, anita, facts, field):
        outcome = system.send_one({**self.SECOND, **facts})
        assert (outcome.outcome, outcome.field) == ("refused", field)


class TestAdvice:
    LINE = {
        "type": "advice",
        "id": "A-1",
        "case": "C-1",
        "service": "Speech and Language Therapy",
        "requested": "2024-10-02",
    }

    def test_a_request_is_on_the_list_with_its_last_day(self, system, tony):
        assert system.send_one(self.LINE).outcome == "made"
        (entry,) = overview_of(tony, "robert").advice
        assert (entry.service, entry.requested, entry.received) == (
            "Speech and Language Therapy",
            date(2024, 10, 2),
            None,
        )

    def test_spaces_in_the_name_of_a_service_do_not_count(self, system, tony):
        typed = {**self.LINE, "service": " Speech  and Language Therapy"}
        outcomes = system.send(typed, typed, self.LINE)
        assert [each.outcome for each in outcomes] == ["made", "same", "same"]

    def test_its_answer_is_noted_once(self, system, tony):
        answered = {**self.LINE, "received": "2024-10-04"}
        outcomes = system.send(self.LINE, answered, answered)
        assert [each.outcome for each in outcomes] == ["made", "changed", "same"]
        assert len(tony.advice_requests) == 1

    @pytest.mark.parametrize(
        ("facts", "field"),
        [
            ({"requested": "2024-08-31"}, "requested"),
            ({"requested": "2024-10-05"}, "requested"),
            ({"received": "2024-10-01"}, "received"),
            ({"clause": "waiting list"}, "clause"),
            ({"service": None}, "service"),
        ],
    )
    def test_what_cannot_be_is_refused(self, system, tony, facts, field):
        outcome = system.send_one({**self.LINE, **facts})
        assert (outcome.outcome, outcome.field) == ("refused", field)

    def test_a_request_that_staff_took_off_the_list_does_not_come_back(
        self, system, tony
    ):
        system.send(self.LINE)
        tony.advice_requests = ()
        assert system.send_one(self.LINE).field == "id"


class TestDocuments:
    LINE = {
        "type": "document",
        "id": "D-1",
        "case": "C-1",
        "title": "EHCP - Information Requested",
        "document_date": "2024-10-03",
        "file": "letters/information-requested.pdf",
    }

    @pytest.fixture(autouse=True)
    def letter(self, system, tony):
        """The file beside the lines."""
        letter = system.folder / "letters" / "information-requested.pdf"
        letter.parent.mkdir()
        letter.write_bytes(PDF)
        return letter

    def test_it_is_a_draft_for_staff_to_check(self, system):
        outcome = system.send_one(self.LINE)
        assert outcome.message is None
        document = system.imported("document", "D-1")
        assert state_of(document) == "draft"
        assert document.file.data == PDF
        assert document.file.contentType == "application/pdf"

    def test_it_is_published_where_the_line_says_so(self, system):
        system.send({**self.LINE, "state": "published"})
        assert state_of(system.imported("document", "D-1")) == "published"

    def test_sent_again_it_changes_nothing(self, system, tony):
        outcomes = system.send(self.LINE, self.LINE)
        assert [each.outcome for each in outcomes] == ["made", "same"]
        assert len(tony.objectValues()) == 9

    def test_another_file_takes_the_place_of_a_drafts(self, system, letter):
        system.send(self.LINE)
        letter.write_bytes(PDF + b"%%EOF\n")
        assert list(changes(system.send_one(self.LINE))) == ["file"]
        assert len(system.imported("document", "D-1").file.data) == len(PDF) + 6

    def test_what_the_family_has_is_not_changed(self, system, letter):
        system.send({**self.LINE, "state": "published"})
        letter.write_bytes(PDF + b"%%EOF\n")
        outcome = system.send_one(self.LINE)
        assert "cannot be changed in the state" in outcome.message
        assert system.imported("document", "D-1").file.data == PDF

    @pytest.mark.parametrize(
        "name",
        ["../secret.pdf", "/etc/hostname", "letters", "nothing.pdf", "a\0b", 7, None],
    )
    def test_a_file_from_outside_of_the_folder_is_refused(self, system, name):
        (system.folder.parent / "secret.pdf").write_bytes(PDF)
        outcome = system.send_one({**self.LINE, "file": name})
        assert (outcome.outcome, outcome.field) == ("refused", "file")

    def test_a_file_that_families_cannot_be_given_is_refused(self, system, letter):
        letter.write_bytes(b"MZ a programme")
        outcome = system.send_one(self.LINE)
        assert (outcome.outcome, outcome.field) == ("refused", "file")


class TestBadLines:
    @pytest.mark.parametrize(
        "line",
        [
            b"{",
            b"[]",
            b"7",
            b"\xff",
            b'{"type": "family", "id": "F-9", "title": "\\ud800"}',
            b"[" * 100_000,
            {"type": "person"},
            {"type": ["case"]},
            {"type": "family"},
            {"type": "family", "id": 7},
            {"type": "family", "id": "x" * 101},
            {"type": "family", "id": "F-9"},
            {"type": "family", "id": "F-9", "title": ["Bread"]},
            {"type": "family", "id": "F-9", "title": "Bread", "need": "speech"},
            {"type": "case", "id": "C-9", "family": "F-9"},
            {"type": "stage", "case": "C-9", "stage": "advice"},
        ],
    )
    def test_each_is_refused_with_a_sentence_and_stops_no_other(
        self, system, council, line
    ):
        bad, good = system.send(line, FAMILY)
        assert (bad.line, bad.outcome) == (1, "refused")
        assert bad.message.endswith(".")
        assert (good.line, good.outcome) == (2, "made")
        assert len(council.families.objectValues()) == 1

    def test_nothing_is_kept_of_a_line_that_fails_half_way(self, system, tony):
        line = {"type": "case", "id": "C-1", "title": "Tony B.", "state": "nowhere"}
        assert system.send_one(line).outcome == "refused"
        assert system.imported("case", "C-1").title == "Tony Bread"

    def test_empty_lines_are_passed_over(self, system):
        assert [each.line for each in system.send(b"\n", FAMILY)] == [2]

    def test_what_nobody_foresaw_is_reported_and_names_nobody(
        self, system, monkeypatch, caplog
    ):
        monkeypatch.setattr(
            "hcc.ehcportal.feed.imports.records.make",
            lambda *args, **facts: 1 / len(facts["title"][:0]),
        )
        outcome = system.send_one(FAMILY)
        assert "Its log tells more." in outcome.message
        assert "ZeroDivisionError" in caplog.text
        assert "Bread" not in caplog.text


class TestTelling:
    @pytest.fixture
    def told(self, tony, anita):
        give_access(anita, tony)
        return lambda: [notice.kind for notice in Notices(tony).all()]

    DATES = {"type": "dates", "case": "C-1", "draft_served": "2024-10-01"}

    def test_families_are_told_of_nothing(self, system, told):
        system.send(self.DATES)
        assert told() == []

    def test_nor_later_of_what_was_imported_before(self, system, tony, told):
        system.send(self.DATES)
        review = {"type": "dates", "case": "C-1", "review_meeting": "2024-10-02"}
        system.send(review, tell=True)
        assert "draft_plan" not in told()

    def test_they_are_told_where_the_import_says_so(self, system, told):
        system.send(self.DATES, tell=True)
        assert told() == ["draft_plan"]
