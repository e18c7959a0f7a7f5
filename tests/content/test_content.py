"""Where content can be made, and what happens by itself when it is."""

from datetime import date
from datetime import datetime
from datetime import UTC
from factories import give_access
from factories import make_case
from factories import make_council
from factories import make_document
from factories import make_family
from factories import make_form
from factories import make_message
from factories import make_person
from hcc.ehcportal.content.defaults import STAGE_GUIDES
from hcc.ehcportal.content.overview import overview_of
from hcc.ehcportal.content.people import ContactPeriod
from hcc.ehcportal.content.portal import portal_of
from hcc.ehcportal.forms.offers import offers_for
from plone import api
from plone.api.exc import InvalidParameterError
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
from plone.folder.unordered import UnorderedOrdering
from Products.CMFCore.WorkflowCore import WorkflowException
from zExceptions import BadRequest
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

import pytest
import re


CONTAINMENT = {
    "EHCPortal": [],
    "EHCStageGuides": ["EHCStageGuide"],
    "EHCTexts": ["EHCText"],
    "EHCForms": ["EasyForm"],
    "EHCFamilies": ["EHCFamily"],
    "EHCFamily": ["EHCCase"],
    "EHCCase": ["EHCDocument", "EHCMessage", "EHCStage", "EHCSupportingForm"],
    "EHCSupportingForm": ["EHCAttachment"],
}

OPAQUE = r"[a-z]-[0-9a-f]{16}"


class TestPortal:
    def test_it_is_furnished_with_its_folders(self, council):
        types = {name: item.portal_type for name, item in council.ehc.objectItems()}
        assert types == {
            "stage-guides": "EHCStageGuides",
            "texts": "EHCTexts",
            "forms": "EHCForms",
            "families": "EHCFamilies",
        }

    def test_it_explains_the_stages_in_the_order_of_the_process(self, council):
        guides = council.ehc["stage-guides"].objectValues()
        told = [(guide.key, guide.title, guide.deadline) for guide in guides]
        assert told == [
            ("request", "Request/Application", None),
            ("request_outcome", "Request Outcome", "request_outcome"),
            ("advice", "Gathering advice", None),
            ("plan_decision", "Decision to issue a plan", "plan_decision"),
            ("draft_plan", "Draft plan", None),
            ("consultation", "Consultation with schools", None),
            ("final_plan", "Final plan", "final_plan"),
            ("review", "Annual review", None),
        ]

    def test_every_stage_says_what_happens_in_it(self, council):
        guides = council.ehc["stage-guides"].objectValues()
        texts = [guide.text.raw for guide in guides]
        assert texts == [f"<p>{guide.text.default}</p>" for guide in STAGE_GUIDES]

    def test_a_copy_brings_its_own_folders(self, council, portal):
        with api.env.adopt_roles(["Manager"]):
            council.ehc["stage-guides"]["request"].title = "Changed"
            copy = api.content.copy(council.ehc, portal, "copy")
        assert set(copy) == set(council.ehc)
        assert copy["stage-guides"]["request"].title == "Changed"

    def test_everything_in_it_knows_its_portal(self, council, case):
        assert portal_of(case) == council.ehc
        assert portal_of(council.local_offer) is None

    def test_it_cannot_be_deleted_while_there_are_families(self, council, family):
        with api.env.adopt_roles(["Manager"]), pytest.raises(BadRequest) as caught:
            council.ehc.__parent__.manage_delObjects(["ehc"])
        assert str(caught.value).startswith("“EHC Portal” cannot be removed")
        assert "ehc" in council.site

    def test_nor_can_a_folder_around_it(self, portal, clock):
        with api.env.adopt_roles(["Manager"]):
            folder = api.content.create(portal, "Folder", "folder")
        council = make_council(folder)
        make_family(council)
        with api.env.adopt_roles(["Manager"]), pytest.raises(BadRequest):
            portal.manage_delObjects(["folder"])

    def test_without_families_it_can_be_deleted(self, council):
        with api.env.adopt_roles(["Manager"]):
            council.site.manage_delObjects(["ehc"])
        assert "ehc" not in council.site


@pytest.mark.parametrize("name", ["stage-guides", "texts", "forms", "families"])
class TestFolders:
    """The portal works with them, so that nobody takes them away."""

    def test_one_cannot_be_deleted(self, council, name):
        with api.env.adopt_roles(["Manager"]), pytest.raises(BadRequest) as caught:
            council.ehc.manage_delObjects([name])
        assert "the portal works with what is in it" in str(caught.value)
        assert name in council.ehc

    def test_it_goes_with_the_portal_to_another_place(self, council, name):
        with api.env.adopt_roles(["Manager"]):
            council.site.manage_renameObject("ehc", "send")
        assert name in council.site["send"]


@pytest.mark.parametrize("name", ["stage-guides", "texts", "forms"])
def test_a_case_is_read_where_a_folder_is_gone_all_the_same(council, case, anita, name):
    council.ehc._delObject(name, suppress_events=True)

    overview = overview_of(case, anita)
    assert overview.name == "Tony Bread"
    assert isinstance(offers_for(case, anita, overview), tuple)


class TestContainment:
    def test_each_place_takes_these_types_and_no_other(self, portal):
        types = portal.portal_types
        assert {
            name: sorted(types[name].allowed_content_types) for name in CONTAINMENT
        } == CONTAINMENT
        assert all(types[name].filter_content_types for name in CONTAINMENT)

    def test_only_the_portal_can_be_added_to_the_site(self, portal):
        types = portal.portal_types.objectValues()
        assert [
            fti.getId()
            for fti in types
            if fti.getId().startswith("EHC") and fti.global_allow
        ] == ["EHCPortal"]

    @pytest.mark.parametrize(
        "portal_type",
        ["EHCFamily", "EHCCase", "EHCStage", "EHCDocument", "EHCMessage"],
    )
    def test_no_content_of_a_family_can_be_added_to_the_site(self, portal, portal_type):
        with (
            api.env.adopt_roles(["Manager"]),
            pytest.raises((InvalidParameterError, ValueError)),
        ):
            api.content.create(portal, portal_type, title="Tony Bread")

    def test_a_case_can_be_added_to_a_family_alone(self, council, case):
        with api.env.adopt_roles(["Manager"]):
            for place in (council.ehc, council.families, case):
                with pytest.raises((InvalidParameterError, ValueError)):
                    api.content.create(place, "EHCCase", title="Tony Bread")

    def test_no_page_can_be_added_among_the_families(self, council, family, case):
        with api.env.adopt_roles(["Manager"]):
            for place in (council.families, family, case):
                with pytest.raises((InvalidParameterError, ValueError)):
                    api.content.create(place, "Document", title="A page")


class TestIds:
    def test_they_are_random_and_tell_the_kind_alone(self, family, case):
        form = make_form(case)
        found = [
            family,
            case,
            case.objectValues()[0],
            make_document(case),
            make_message(case),
            form,
            form.objectValues()[0],
        ]
        ids = [item.getId() for item in found]
        assert all(re.fullmatch(OPAQUE, name) for name in ids)
        assert "".join(name[0] for name in ids) == "fcsdmqa"

    def test_two_of_the_same_name_have_different_ones(self, council):
        one, other = make_family(council), make_family(council)
        assert one.getId() != other.getId()

    def test_an_id_that_somebody_made_up_is_refused(self, family):
        content = createContent("EHCCase", title="Tony Bread")
        with pytest.raises(BadRequest) as caught:
            family._setObject("tony-bread", content)
        assert str(caught.value).startswith("Here every id is random")

    def test_content_cannot_be_renamed_to_say_something(self, case):
        with api.env.adopt_roles(["Manager"]), pytest.raises(BadRequest):
            api.content.rename(case, new_id="tony-bread")

    def test_a_proposed_id_gives_way_where_plone_chooses(self, family):
        content = createContent("EHCCase", id="tony-bread", title="Tony Bread")
        added = addContentToContainer(family, content, checkConstraints=False)
        assert re.fullmatch(OPAQUE, added.getId())


class TestFamilies:
    def test_they_keep_no_order(self, council):
        assert isinstance(council.families.getOrdering(), UnorderedOrdering)

    def test_adding_one_writes_nothing_that_grows_with_their_number(self, council):
        make_family(council)
        assert not hasattr(council.families, "__annotations__") or not [
            key for key in council.families.__annotations__ if "ordered" in key
        ]


class TestStages:
    def test_a_case_makes_one_for_each_stage_guide(self, council, case):
        guides = council.ehc["stage-guides"].objectValues()
        stages = case.objectValues()
        assert [stage.portal_type for stage in stages] == ["EHCStage"] * 8
        assert [(stage.guide_key, stage.title) for stage in stages] == [
            (guide.key, guide.title) for guide in guides
        ]

    def test_they_wait_until_the_case_is_opened(self, family):
        case = make_case(family, state="preparing")
        assert api.content.get_state(case) == "preparing"
        assert _states(case) == ["later"] * 8

    def test_a_stage_that_editors_add_is_in_every_new_case(self, council, family):
        with api.env.adopt_roles(["Manager"]):
            api.content.create(
                council.ehc["stage-guides"],
                "EHCStageGuide",
                title="Mediation",
                key="mediation",
            )
        case = make_case(family)
        assert [stage.title for stage in case.objectValues()][-1] == "Mediation"

    def test_each_case_has_stages_of_its_own(self, family):
        one, other = make_case(family), make_case(family, "Another child")
        assert len(one) == len(other) == 8
        assert not set(one) & set(other)

    def test_opening_finishes_the_first_and_starts_the_second(self, case):
        assert _states(case) == ["done", "in_progress", *["later"] * 6]
        first, second = case.objectValues()[:2]
        assert first.completed_on == case.request_received
        assert second.completed_on is None

    def test_opening_leaves_alone_what_staff_have_begun(self, family):
        case = make_case(family, state="preparing")
        first, *_ = case.objectValues()
        with api.env.adopt_roles(["Manager"]):
            api.content.transition(first, "skip")
            api.content.transition(case, "open")
        assert _states(case) == ["not_needed", *["later"] * 7]

    def test_opening_again_starts_nothing(self, case):
        with api.env.adopt_roles(["Manager"]):
            case.ending = "withdrawn"
            api.content.transition(case, "close")
            before = _states(case)
            api.content.transition(case, "reopen")
        assert _states(case) == before

    def test_finishing_dates_a_stage(self, case, clock):
        stage = case.objectValues()[1]
        clock.set(2024, 10, 11)
        with api.env.adopt_roles(["Manager"]):
            api.content.transition(stage, "finish")
        assert stage.completed_on == date(2024, 10, 11)

    def test_finishing_keeps_a_date_that_staff_entered(self, case):
        stage = case.objectValues()[1]
        stage.completed_on = date(2024, 9, 30)
        with api.env.adopt_roles(["Manager"]):
            api.content.transition(stage, "finish")
        assert stage.completed_on == date(2024, 9, 30)

    def test_reopening_takes_the_date_back(self, case):
        stage = case.objectValues()[0]
        with api.env.adopt_roles(["Manager"]):
            api.content.transition(stage, "reopen")
        assert stage.completed_on is None


def _states(case) -> list[str]:
    return [api.content.get_state(stage) for stage in case.objectValues()]


class TestContactHistory:
    def test_it_names_the_first_coordinator_from_today(self, family, robert):
        case = make_case(family, coordinator=robert)
        assert case.contact_history == (
            ContactPeriod("robert", "Robert Coombes", date(2024, 10, 4)),
        )

    def test_a_change_ends_one_and_begins_the_next(self, family, robert, rob, clock):
        case = make_case(family, coordinator=robert)
        clock.set(2024, 10, 7)
        _hand_over(case, rob)
        assert case.contact_history == (
            ContactPeriod(
                "robert", "Robert Coombes", date(2024, 10, 4), date(2024, 10, 7)
            ),
            ContactPeriod("rob", "Rob Test", date(2024, 10, 7)),
        )

    def test_a_change_of_something_else_adds_nothing(self, family, robert):
        case = make_case(family, coordinator=robert)
        before = case.contact_history
        notify(ObjectModifiedEvent(case))
        assert case.contact_history == before

    def test_a_case_may_be_without_a_coordinator(self, family, robert):
        case = make_case(family)
        assert case.contact_history == ()
        _hand_over(case, robert)
        _hand_over(case, None)
        assert [period.until for period in case.contact_history] == [date(2024, 10, 4)]

    def test_it_keeps_the_name_of_then(self, family, robert):
        case = make_case(family, coordinator=robert)
        with api.env.adopt_roles(["Manager"]):
            api.user.get(robert).setMemberProperties({"fullname": "Another name"})
        notify(ObjectModifiedEvent(case))
        assert case.contact_history[0].name == "Robert Coombes"


def _hand_over(case, person):
    case.coordinator = person
    notify(ObjectModifiedEvent(case))


class TestStamps:
    def test_publishing_dates_a_document(self, case, clock):
        document = make_document(case, state="draft")
        assert document.effective_date is None
        clock.set(2024, 10, 10)
        with api.env.adopt_roles(["Manager"]):
            api.content.transition(document, "publish")
        stamped = document.effective_date.asdatetime().astimezone(UTC)
        assert stamped == datetime(2024, 10, 10, 11, tzinfo=UTC)

    def test_withdrawing_keeps_the_date(self, case, clock):
        document = make_document(case)
        before = document.effective_date
        clock.set(2024, 10, 10)
        document.withdrawal_reason = "Wrong child"
        with api.env.adopt_roles(["Manager"]):
            api.content.transition(document, "withdraw")
        assert document.effective_date == before

    def test_sending_signs_and_dates_a_message(self, case, robert, clock):
        message = make_message(case, state="draft")
        assert (message.sender, message.sent_at) == (None, None)
        with api.env.adopt_user(username=robert):
            api.content.transition(message, "send")
        assert (message.sender, message.sent_at) == ("Robert Coombes", clock.moment)

    def test_submitting_dates_a_form(self, case, anita, clock):
        give_access(anita, case)
        form = make_form(case)
        with api.env.adopt_user(username=anita):
            api.content.transition(form, "submit")
        assert form.submitted_at == clock.moment


class TestReasons:
    @pytest.mark.parametrize("make", [make_document, make_form, make_case])
    def test_without_its_reason_the_transition_is_refused(self, family, make):
        content, transition, _, words = _needing_a_reason(family, make)
        with (
            api.env.adopt_roles(["Manager"]),
            pytest.raises(WorkflowException) as caught,
        ):
            api.portal.get_tool("portal_workflow").doActionFor(content, transition)
        assert str(caught.value) == words

    @pytest.mark.parametrize("make", [make_document, make_form, make_case])
    def test_with_it_the_transition_is_made(self, family, make):
        content, transition, (field, state), _ = _needing_a_reason(family, make)
        setattr(content, field, "no_plan")
        with api.env.adopt_roles(["Manager"]):
            api.content.transition(content, transition)
        assert api.content.get_state(content) == state


def _needing_a_reason(family, make):
    case = make_case(family)
    if make is make_case:
        return case, "close", ("ending", "closed"), "Say how the case ended."
    if make is make_document:
        return (
            make_document(case),
            "withdraw",
            ("withdrawal_reason", "withdrawn"),
            "Say why you withdraw the document.",
        )
    return (
        make_form(case, state="submitted"),
        "return",
        ("return_reason", "returned"),
        "Say why you return the form.",
    )


class TestMessages:
    def test_a_sent_one_is_final(self, case, robert):
        message = make_message(case)
        with api.env.adopt_user(username=robert):
            assert not api.user.has_permission("Modify portal content", obj=message)
            assert not api.user.has_permission("Delete objects", obj=message)
        tool = api.portal.get_tool("portal_workflow")
        with api.env.adopt_roles(["Manager"]):
            assert not tool.getTransitionsFor(message)

    def test_each_reader_has_read_it_for_themselves(self, case, clock):
        message = make_message(case)
        message.mark_read("anita")
        assert message.is_read_by("anita")
        assert not message.is_read_by("tracy")

    def test_reading_it_again_keeps_the_first_time(self, case, clock):
        message = make_message(case)
        message.mark_read("anita")
        first = dict(message.__annotations__["hcc.ehcportal.read"])
        clock.set(2024, 11, 1)
        message.mark_read("anita")
        assert dict(message.__annotations__["hcc.ehcportal.read"]) == first

    def test_asking_whether_it_was_read_writes_nothing(self, case):
        message = make_message(case)
        assert not message.is_read_by("anita")
        assert "hcc.ehcportal.read" not in getattr(message, "__annotations__", {})


def test_a_coordinator_can_be_chosen_among_the_staff(case, robert, rob, anita):
    make_person("member")
    vocabulary = api.portal.get_vocabulary("hcc.ehcportal.coordinators", context=case)
    assert [(term.value, term.title) for term in vocabulary] == [
        ("rob", "Rob Test"),
        ("robert", "Robert Coombes"),
    ]
