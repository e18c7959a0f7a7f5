"""The one reading of a case says what a family sees, and asks the catalog nothing."""

from dataclasses import FrozenInstanceError
from datetime import date
from factories import give_access
from factories import make_case
from factories import make_document
from factories import make_family
from factories import make_form
from factories import make_message
from factories import make_page
from factories import put_into
from factories import relation_to
from hcc.ehcportal.content.overview import overview_of
from hcc.ehcportal.process.deadlines import Clause
from hcc.ehcportal.process.deadlines import Deadline
from hcc.ehcportal.process.exemptions import Exemption
from plone import api
from Products.CMFCore.indexing import processQueue
from Products.ZCatalog.Catalog import Catalog
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

import pytest


@pytest.fixture
def read(council, case, anita):
    """Return a function that reads the case as Tony's mother is to see it."""
    give_access(anita, case)

    def as_anita():
        with api.env.adopt_user(username=anita):
            return overview_of(case, anita)

    return as_anita


class TestFacts:
    def test_it_says_the_facts_of_the_case(self, read):
        overview = read()
        assert (overview.name, overview.date_of_birth) == (
            "Tony Bread",
            date(2020, 3, 3),
        )
        assert overview.gender.default == "Male"
        assert overview.request_source.default == "Education Setting"
        assert overview.request_received == date(2024, 9, 1)
        assert (overview.state, overview.ending) == ("open", "")
        assert overview.today == date(2024, 10, 4)

    def test_it_cannot_be_changed(self, read):
        with pytest.raises(FrozenInstanceError):
            read().name = "Another child"

    def test_it_names_the_coordinator_of_now(self, council, read, case, robert):
        assert read().coordinator is None
        case.coordinator = robert
        notify(ObjectModifiedEvent(case))
        assert read().coordinator == "Robert Coombes"
        case.coordinator = None
        notify(ObjectModifiedEvent(case))
        assert read().coordinator is None

    def test_it_says_how_a_case_ended(self, read, case):
        case.ending = "no_plan"
        put_into(case, "closed")
        overview = read()
        assert (overview.state, overview.ending.default) == ("closed", "No plan")
        states = [stage.reading.state for stage in overview.stages]
        assert states == ["done", *["ended"] * 7]


class TestStages:
    def test_they_stand_as_in_the_guide(self, read):
        states = [(stage.title, str(stage.reading.state)) for stage in read().stages]
        assert states[:4] == [
            ("Request/Application", "done"),
            ("Request Outcome", "in_progress"),
            ("Gathering advice", "next"),
            ("Decision to issue a plan", "later"),
        ]
        assert read().current.title == "Request Outcome"

    def test_their_days_are_those_of_the_law(self, read):
        days = {
            stage.reading.key: stage.reading.legal_day
            for stage in read().stages
            if stage.reading.legal_day
        }
        assert days == {
            "request_outcome": date(2024, 10, 13),
            "plan_decision": date(2024, 12, 22),
            "final_plan": date(2025, 1, 19),
        }

    def test_a_stage_is_late_on_the_day_after(self, read, clock):
        clock.set(2024, 10, 14)
        assert read().current.reading.late_days == 1

    def test_an_exemption_lifts_its_deadline(self, read, case, clock):
        clock.set(2024, 10, 14)
        exemption = Exemption(
            Deadline.REQUEST_OUTCOME,
            Clause.AWAY,
            date(2024, 9, 5),
            date(2024, 10, 20),
            "Tony Bread",
            "Letter",
            "Away with the family.",
            "robert",
            clock.moment,
        )
        case.objectValues()[1].exemptions = (exemption,)
        reading = read().current.reading
        assert (reading.late_days, reading.exemption) == (0, exemption)

    def test_a_title_that_editors_change_shows_in_every_case(self, council, read):
        council.ehc["stage-guides"]["request-outcome"].title = "Our decision"
        assert read().current.title == "Our decision"

    def test_the_text_of_the_current_stage_is_that_of_its_guide(self, council, read):
        guide = council.ehc["stage-guides"]["request-outcome"]
        assert read().happening == guide.text.output_relative_to(guide)

    def test_a_deleted_guide_breaks_nothing(self, council, read):
        with api.env.adopt_roles(["Manager"]):
            api.content.delete(council.ehc["stage-guides"]["request-outcome"])
        overview = read()
        assert overview.current.title == "Request Outcome"
        assert overview.current.reading.legal_day is None
        assert overview.happening is None

    def test_all_guides_deleted_break_nothing(self, council, read):
        guides = council.ehc["stage-guides"]
        with api.env.adopt_roles(["Manager"]):
            guides.manage_delObjects(list(guides))
        assert len(read().stages) == 8

    def test_a_case_without_stages_can_be_read(self, read, case):
        with api.env.adopt_roles(["Manager"]):
            case.manage_delObjects(list(case))
        overview = read()
        assert (overview.stages, overview.current, overview.happening) == (
            (),
            None,
            None,
        )


class TestDocuments:
    def test_drafts_are_left_out_for_everybody(self, case, read, robert):
        make_document(case, "A draft", state="draft")
        assert read().documents == ()
        with api.env.adopt_user(username=robert):
            assert overview_of(case, robert).documents == ()

    def test_the_newest_comes_first(self, case, read, clock):
        make_document(case, "Older")
        clock.set(2024, 10, 7)
        make_document(case, "Newer")
        assert [entry.title for entry in read().documents] == ["Newer", "Older"]

    def test_each_says_when_it_was_published_and_what_it_is(self, case, read, clock):
        clock.set(2024, 10, 7)
        document = make_document(case, "EHCP - Information Requested - 6427917")
        (entry,) = read().documents
        assert entry.title == "EHCP - Information Requested - 6427917"
        assert entry.url == document.absolute_url()
        assert (entry.published_on, entry.document_date) == (
            date(2024, 10, 7),
            date(2024, 9, 2),
        )
        assert (entry.file_type, entry.size) == ("PDF", document.file.getSize())

    def test_one_published_after_midnight_in_summer_has_the_day_of_england(
        self, case, read, clock
    ):
        clock.set(2024, 6, 30)
        clock.moment = clock.moment.replace(hour=0, minute=30)
        make_document(case)
        (entry,) = read().documents
        assert entry.published_on == date(2024, 6, 30)

    def test_a_withdrawn_one_stays_with_its_reason_and_is_not_to_be_read(
        self, case, read
    ):
        document = make_document(case)
        document.withdrawal_reason = "Sent to the wrong family"
        put_into(document, "withdrawn")
        (entry,) = read().documents
        assert (entry.withdrawn, entry.withdrawal_reason) == (
            True,
            "Sent to the wrong family",
        )
        assert read().readable_documents == ()


class TestMessages:
    def test_drafts_are_left_out(self, case, read):
        make_message(case, state="draft")
        assert read().messages == ()

    def test_the_newest_comes_first(self, case, read, clock):
        make_message(case, "Older")
        clock.set(2024, 10, 7)
        make_message(case, "Newer")
        assert [entry.subject for entry in read().messages] == ["Newer", "Older"]

    def test_one_is_new_until_this_person_has_read_it(self, case, read):
        message = make_message(case)
        message.mark_read("tracy")
        assert [entry.subject for entry in read().new_messages] == [message.title]
        message.mark_read("anita")
        assert read().new_messages == ()
        assert len(read().messages) == 1

    def test_it_says_from_whom_to_whom_and_when(self, case, read, robert, clock):
        message = make_message(case, state="draft")
        with api.env.adopt_user(username=robert):
            api.content.transition(message, "send")
        (entry,) = read().messages
        assert (entry.sender, entry.recipients) == ("Robert Coombes", ("Anita Rixon",))
        assert (entry.sent_at, entry.url) == (clock.moment, message.absolute_url())


class TestForms:
    def test_begun_ones_wait_for_the_family_and_all_others_were_sent(self, case, read):
        for state in ("draft", "submitted", "received", "returned"):
            make_form(case, state.title(), state=state)
        assert [form.title for form in read().forms_to_complete] == ["Draft"]
        assert {form.title for form in read().submitted_forms} == {
            "Submitted",
            "Received",
            "Returned",
        }


class TestLinks:
    def test_the_local_offer_is_that_of_the_portal(self, council, read):
        (link,) = read().local_offer
        assert (link.title, link.url) == (
            "Local Offer",
            council.local_offer.absolute_url(),
        )

    def test_a_stage_guide_can_have_its_own(self, council, read):
        page = make_page(council.site, "Help with decisions")
        _link(council.ehc["stage-guides"]["request-outcome"], page)
        assert [link.title for link in read().local_offer] == ["Help with decisions"]

    def test_a_page_that_is_moved_keeps_working(self, council, read, portal):
        with api.env.adopt_roles(["Manager"]):
            folder = api.content.create(portal, "Folder", "folder", title="Folder")
            api.content.transition(folder, "publish")
            moved = api.content.move(council.local_offer, folder)
        assert [link.url for link in read().local_offer] == [moved.absolute_url()]

    def test_a_page_that_is_made_private_disappears(self, council, read):
        put_into(council.local_offer, "private")
        assert read().local_offer == ()

    def test_a_page_that_is_deleted_disappears(self, council, read):
        with api.env.adopt_roles(["Manager"]):
            api.content.delete(council.local_offer, check_linkintegrity=False)
        assert read().local_offer == ()

    def test_where_a_guides_own_page_is_gone_the_portals_shows(self, council, read):
        page = make_page(council.site, "Help with decisions")
        _link(council.ehc["stage-guides"]["request-outcome"], page)
        put_into(page, "private")
        assert [link.title for link in read().local_offer] == ["Local Offer"]


def _link(guide, *pages):
    guide.local_offer = [relation_to(page) for page in pages]
    notify(ObjectModifiedEvent(guide))


def test_it_asks_the_catalog_nothing(council, case, read, monkeypatch):
    make_document(case)
    make_message(case)
    make_form(case)
    make_case(make_family(council, "Another"), "Another child")
    processQueue()
    read()

    def refuse(*args, **kwargs):
        raise AssertionError("The catalog was asked")

    for question in ("search", "searchResults", "__call__"):
        monkeypatch.setattr(Catalog, question, refuse)
    overview = read()
    assert (len(overview.documents), len(overview.messages), len(overview.forms)) == (
        1,
        1,
        1,
    )
