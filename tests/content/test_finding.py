"""What staff find cases by follows everything that happens in a case."""

from datetime import date
from datetime import datetime
from datetime import UTC
from factories import make_case
from factories import make_form
from factories import make_page
from hcc.ehcportal.content import indexers
from hcc.ehcportal.content.indexers import plain_name
from hcc.ehcportal.content.overview import stages_of
from hcc.ehcportal.content.states import WORKFLOWS
from hcc.ehcportal.process.exemptions import Exemption
from hcc.ehcportal.process.keys import Clause
from hcc.ehcportal.process.keys import Deadline
from plone import api
from Products.CMFCore.indexing import processQueue
from zope.event import notify
from zope.lifecycleevent import Attributes
from zope.lifecycleevent import ObjectModifiedEvent

import pytest


NEVER = "9999-12-31"


@pytest.fixture
def found(case):
    """Return what the catalog knows of Tony's case under a name."""
    catalog = api.portal.get_tool("portal_catalog")

    def look(name):
        processQueue()
        rid = catalog.getrid("/".join(case.getPhysicalPath()))
        return catalog.getIndexDataForRID(rid)[name]

    return look


@pytest.fixture
def change(case):
    """Change facts of something as a form does."""

    def act(content, **facts):
        for name, value in facts.items():
            setattr(content, name, value)
        notify(ObjectModifiedEvent(content))

    return act


def stage_of(case, key):
    return next(item for item in case.objectValues() if item.guide_key == key)


def run(content, *transitions):
    with api.env.adopt_roles(["Manager"]):
        for transition in transitions:
            api.content.transition(content, transition)


def guide_of(council, name="request-outcome"):
    return council.ehc["stage-guides"][name]


class TestNames:
    @pytest.mark.parametrize(
        ("name", "plain"),
        [
            ("Tony Bread", "tony bread"),
            ("  ZOË   Brûlé ", "zoe brule"),
            ("Straße", "strasse"),
            ("", ""),
        ],
    )
    def test_capitals_accents_and_spaces_do_not_count(self, name, plain):
        assert plain_name(name) == plain

    def test_a_case_is_found_by_its_childs_present_name(self, case, found, change):
        assert found("ehc_name") == "tony bread"
        change(case, title="Tonÿ Rixon")
        assert found("ehc_name") == "tony rixon"


class TestFacts:
    @pytest.mark.parametrize(
        ("index", "field", "value", "kept"),
        [
            ("ehc_birth", "date_of_birth", date(2020, 3, 4), "2020-03-04"),
            ("ehc_reference", "reference", "EHC 64 27917", "ehc6427917"),
            ("ehc_reference", "reference", None, ""),
            ("ehc_source", "request_source", "parent", "parent"),
            ("ehc_coordinator", "coordinator", "robert", "robert"),
            ("ehc_coordinator", "coordinator", None, ""),
            ("ehc_family_day", "draft_served", date(2024, 10, 1), "2024-10-15"),
            ("ehc_due", "request_received", date(2024, 9, 2), "2024-10-14"),
        ],
    )
    def test_each_follows_its_field(
        self, case, found, change, index, field, value, kept
    ):
        change(case, **{field: value})
        assert found(index) == kept

    def test_without_a_draft_the_family_has_no_last_day(self, found):
        assert found("ehc_family_day") == NEVER


class TestStages:
    def test_an_open_case_is_at_the_outcome_of_the_request(self, found):
        assert (found("ehc_stage"), found("ehc_due")) == (
            "request_outcome",
            "2024-10-13",
        )

    def test_finishing_and_starting_stages_is_followed(self, case, found):
        run(stage_of(case, "request_outcome"), "finish")
        assert found("ehc_due") == "2024-12-22"
        run(stage_of(case, "advice"), "start")
        assert found("ehc_stage") == "advice"

    def test_so_is_reopening_one(self, case, found):
        run(stage_of(case, "request_outcome"), "finish", "reopen")
        assert found("ehc_due") == "2024-10-13"

    def test_a_stage_that_is_not_needed_is_not_due(self, case, found):
        run(stage_of(case, "request_outcome"), "skip")
        assert found("ehc_due") == "2024-12-22"

    def test_a_target_counts_where_the_law_sets_no_day(self, case, found, change):
        change(stage_of(case, "advice"), due_date=date(2024, 10, 10))
        assert found("ehc_due") == "2024-10-10"

    def test_a_case_that_has_ended_waits_for_nothing(self, case, found):
        case.ending = "no_plan"
        run(case, "close")
        assert found("ehc_due") == NEVER

    def test_a_stage_that_is_deleted_is_not_due(self, case, found):
        with api.env.adopt_roles(["Manager"]):
            api.content.delete(stage_of(case, "request_outcome"))
        assert found("ehc_due") == "2024-12-22"


class TestOneReading:
    """All that is said of a case's stages comes of one reading of them."""

    def test_each_time_that_a_case_is_indexed_its_stages_are_read_once(
        self, case, found, change, monkeypatch
    ):
        found("ehc_due")
        read = []

        def reading(case):
            read.append(case)
            return stages_of(case)

        monkeypatch.setattr(indexers, "stages_of", reading)
        change(case, title="Tony Rixon")
        assert found("ehc_name") == "tony rixon"
        assert read == [case]

    def test_it_is_of_no_state_before_the_last_change(self, case, found, monkeypatch):
        """Not even where a case is indexed twice before anything is committed."""
        stage = stage_of(case, "request_outcome")
        case.reindexObject()
        assert found("ehc_due") == "2024-10-13"
        latest = stage.workflow_history[WORKFLOWS["EHCStage"]][-1]
        monkeypatch.setitem(latest, "review_state", "done")
        case.reindexObject()
        assert found("ehc_due") == "2024-12-22"

    def test_what_lists_show_of_a_case_follows_its_state_too(self, case):
        case.ending = "no_plan"
        run(case, "close")
        (brain,) = api.content.find(portal_type="EHCCase", unrestricted=True)
        assert brain.review_state == "closed"


def test_an_exemption_is_found_and_lifts_the_day(case, found, change):
    assert found("ehc_exempt") is False
    stage = stage_of(case, "request_outcome")
    exemption = Exemption(
        deadline=Deadline.REQUEST_OUTCOME,
        clause=Clause.EXCEPTIONAL,
        start=date(2024, 9, 20),
        end=date(2024, 10, 20),
        who="The mother",
        evidence="Letter",
        text="Ill",
        recorded_by="robert",
        recorded_at=datetime(2024, 10, 4, tzinfo=UTC),
    )

    change(stage, exemptions=(exemption,))

    assert (found("ehc_exempt"), found("ehc_due")) == (True, "2024-12-22")
    run(stage, "finish")
    assert found("ehc_exempt") is False


class TestNeeds:
    def test_a_form_waits_from_when_it_is_submitted(self, case, found):
        form = make_form(case)
        assert not found("ehc_needs")
        with api.env.adopt_roles(["Manager", "EHC Family"]):
            api.content.transition(form, "submit")
        assert found("ehc_needs") == ["form"]

    def test_until_it_is_received(self, case, found):
        form = make_form(case)
        with api.env.adopt_roles(["Manager", "EHC Family", "EHC Coordinator"]):
            api.content.transition(form, "submit")
            api.content.transition(form, "receive")
        assert not found("ehc_needs")


class TestRules:
    def test_counting_the_day_of_receipt_moves_every_case(self, found):
        api.portal.set_registry_record("ehc.count_receipt_day", True)
        assert found("ehc_due") == "2024-10-12"

    def test_more_days_to_comment_move_the_familys_day(self, case, found, change):
        change(case, draft_served=date(2024, 10, 1))
        api.portal.set_registry_record("ehc.comment_days", 20)
        assert found("ehc_family_day") == "2024-10-20"

    @pytest.mark.parametrize(
        ("name", "value"),
        [("rules_reference", "The law"), ("comment_days", 15)],
    )
    def test_what_moves_no_day_costs_nothing(self, case, found, name, value):
        found("ehc_name")
        case.title = "Nobody looked"
        api.portal.set_registry_record(f"ehc.{name}", value)
        assert found("ehc_name") == "tony bread"

    def test_another_deadline_of_a_stage_moves_every_case(self, council, found, change):
        change(guide_of(council), deadline=None)
        assert found("ehc_due") == "2024-12-22"

    def test_a_stage_guide_less_or_more_moves_every_case(self, council, found):
        guides = council.ehc["stage-guides"]
        with api.env.adopt_roles(["Manager"]):
            api.content.delete(guides["request-outcome"])
            assert found("ehc_due") == "2024-12-22"
            api.content.create(
                guides,
                "EHCStageGuide",
                "outcome",
                title="The outcome",
                key="request_outcome",
                deadline="request_outcome",
            )
        assert found("ehc_due") == "2024-10-13"

    def test_another_address_of_a_guide_costs_nothing(self, council, case, found):
        found("ehc_name")
        case.title = "Nobody looked"
        with api.env.adopt_roles(["Manager"]):
            api.content.rename(guide_of(council), "the-outcome")
        assert found("ehc_name") == "tony bread"

    def test_neither_does_a_new_portal_with_guides_of_its_own(
        self, council, case, found
    ):
        found("ehc_name")
        case.title = "Nobody looked"
        with api.env.adopt_roles(["Manager"]):
            api.content.create(council.site, "EHCPortal", "other", title="Other")
        assert found("ehc_name") == "tony bread"

    def test_other_words_of_a_stage_cost_nothing(self, council, case, found):
        found("ehc_name")
        case.title = "Nobody looked"
        guide = guide_of(council)
        guide.title = "The outcome"
        notify(ObjectModifiedEvent(guide, Attributes(None, "IBasic.title", "text")))
        assert found("ehc_name") == "tony bread"


def test_another_page_of_the_site_has_none_of_it(council):
    page = make_page(council.site, "A page")
    catalog = api.portal.get_tool("portal_catalog")
    rid = catalog.getrid("/".join(page.getPhysicalPath()))
    assert not catalog.getIndexDataForRID(rid)["ehc_name"]


def test_many_cases_are_sorted_by_their_next_day(family, case):
    make_case(family, "Tina Bread", request_received=date(2024, 8, 1))
    catalog = api.portal.get_tool("portal_catalog")
    found = catalog.unrestrictedSearchResults(portal_type="EHCCase", sort_on="ehc_due")
    assert [brain.Title for brain in found] == ["Tina Bread", "Tony Bread"]
