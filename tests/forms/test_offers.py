"""Families can start what editors offer, to whom and when they offer it."""

from datetime import date
from factories import give_access
from factories import make_form
from factories import put_into
from hcc.ehcportal.content.overview import overview_of
from hcc.ehcportal.forms.offers import offers_for
from hcc.ehcportal.forms.starting import start
from plone import api
from plone.uuid.interfaces import IUUID

import pytest


@pytest.fixture
def offered(case, anita):
    """Return a function that tells the titles of what a person can start."""

    def titles(person=anita):
        return [o.title for o in offers_for(case, person, overview_of(case, person))]

    return titles


@pytest.fixture
def mother(case, anita):
    return give_access(anita, case)


def reach(case, key):
    """Bring a case to a stage: whatever comes before it is done."""
    stages = [item for item in case.objectValues() if item.portal_type == "EHCStage"]
    keys = [stage.guide_key for stage in stages]
    for number, stage in enumerate(stages[: keys.index(key) + 1]):
        put_into(stage, "in_progress" if keys[number] == key else "done")


class TestEditors:
    def test_what_is_made_in_the_portals_forms_is_offered(self, offered, designed):
        designed("My views")

        assert "My views" in offered()

    def test_until_they_switch_it_off(self, offered, designed):
        designed(offered=False)

        assert "My views" not in offered()

    def test_once_it_is_published(self, offered, designed):
        design = designed(state=None)
        assert "My views" not in offered()

        put_into_state(design, "publish")
        assert "My views" in offered()

    def test_unless_some_of_it_would_be_lost(self, offered, designed):
        designed(onDisplayOverride="python:1")

        assert "My views" not in offered()

    def test_what_is_made_elsewhere_is_not(self, portal):
        with api.env.adopt_roles(["Manager"]):
            form = api.content.create(portal, "EasyForm", title="Contact us")

        assert form.offered is False

    def test_an_offer_says_what_they_wrote(self, case, anita, designed):
        design = designed(
            description="Tell us.", closes=date(2024, 11, 4), takes_files=True
        )
        found = offers_for(case, anita, overview_of(case, anita))
        offer = next(offer for offer in found if offer.key == IUUID(design))

        assert offer.title == "My views"
        assert offer.description == "Tell us."
        assert offer.last_day == date(2024, 11, 4)
        assert offer.takes_files


class TestPeople:
    @pytest.mark.parametrize(
        ("relationship", "audience", "is_offered"),
        [
            ("mother", "parents", True),
            ("carer", "parents", True),
            ("self", "parents", False),
            ("self", "young_people", True),
            ("mother", "young_people", False),
            ("self", "everybody", True),
        ],
    )
    def test_it_is_for_whom_they_chose(
        self, case, anita, offered, designed, relationship, audience, is_offered
    ):
        give_access(anita, case, relationship=relationship)
        designed(audience=audience)

        assert ("My views" in offered()) is is_offered

    def test_staff_see_what_is_offered_to_anybody(self, offered, designed, robert):
        designed(audience="young_people")

        assert "My views" in offered(robert)


class TestStages:
    def test_it_is_offered_at_the_stages_that_they_chose(
        self, case, offered, designed, mother
    ):
        designed(stages=("advice",))
        assert "My views" not in offered()

        reach(case, "advice")
        assert "My views" in offered()

        reach(case, "plan_decision")
        assert "My views" not in offered()

    @pytest.mark.parametrize("state", ["preparing", "closed", "archived"])
    def test_nothing_is_offered_in_a_case_that_is_not_open(
        self, case, offered, designed, state
    ):
        designed()
        put_into(case, state)

        assert offered() == []


class TestDays:
    def test_it_opens_and_closes_on_their_days(self, offered, designed, clock):
        designed(opens=date(2024, 10, 7), closes=date(2024, 10, 9))
        found = {}
        for day in (6, 7, 9, 10):
            clock.set(2024, 10, day)
            found[day] = "My views" in offered()

        assert found == {6: False, 7: True, 9: True, 10: False}

    def test_while_advice_is_gathered(self, case, offered, designed):
        designed(period="advice")
        assert "My views" not in offered()

        reach(case, "advice")
        assert "My views" in offered()

    def test_on_the_days_that_the_law_gives_for_comments(
        self, case, offered, designed, clock
    ):
        designed(period="comments")
        assert "My views" not in offered()

        case.draft_served = date(2024, 11, 1)
        found = {}
        for month, day in ((10, 31), (11, 1), (11, 15), (11, 16)):
            clock.set(2024, month, day)
            found[day] = "My views" in offered()

        assert found == {31: False, 1: True, 15: True, 16: False}

    def test_on_all_the_days_that_a_council_gives(self, case, offered, designed, clock):
        designed(period="comments")
        case.draft_served = date(2024, 11, 1)
        api.portal.set_registry_record("ehc.comment_days", 20)

        clock.set(2024, 11, 20)
        assert "My views" in offered()

    def test_the_earlier_of_two_last_days_counts(self, case, anita, designed, clock):
        design = designed(period="comments", closes=date(2024, 11, 20))
        case.draft_served = date(2024, 11, 1)
        clock.set(2024, 11, 2)
        found = offers_for(case, anita, overview_of(case, anita))

        offer = next(offer for offer in found if offer.key == IUUID(design))
        assert offer.last_day == date(2024, 11, 15)


class TestOnce:
    @pytest.mark.parametrize("state", ["draft", "submitted", "received", "returned"])
    def test_what_can_be_sent_once_is_not_offered_again(
        self, case, offered, designed, state
    ):
        design = designed(once=True)
        put_into(start(case, design), state)

        assert "My views" not in offered()

    def test_other_forms_do_not_count(self, case, offered, designed):
        designed(once=True)
        make_form(case, state="submitted")

        assert "My views" in offered()

    def test_what_can_be_sent_often_is_offered_again(self, case, offered, designed):
        design = designed()
        put_into(start(case, design), "submitted")

        assert "My views" in offered()


def put_into_state(design, transition):
    with api.env.adopt_roles(["Manager"]):
        api.content.transition(design, transition)
