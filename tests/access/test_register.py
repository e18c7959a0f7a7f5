"""The access register decides who is the family of a case, and until when."""

from datetime import date
from datetime import timedelta
from factories import give_access
from factories import make_case
from factories import make_document
from factories import make_family
from factories import make_message
from factories import put_into
from hcc.ehcportal.access.directory import cases_of
from hcc.ehcportal.access.register import AccessError
from hcc.ehcportal.access.register import AccessRegister
from hcc.ehcportal.access.roles import visible_cases
from hcc.ehcportal.content.case import EHCCase
from plone import api
from Products.CMFCore.indexing import processQueue
from Products.CMFPlone.CatalogTool import CatalogTool
from zope.annotation.interfaces import IAnnotations

import pytest


TODAY = date(2024, 10, 4)
YESTERDAY = TODAY - timedelta(days=1)
TOMORROW = TODAY + timedelta(days=1)


def can_view(person: str, content) -> bool:
    """Tell whether a person may view content, in a request of their own."""
    answers = IAnnotations(content.REQUEST)
    for key in [key for key in answers if key.startswith("borg.localrole")]:
        del answers[key]
    return api.user.has_permission("View", username=person, obj=content)


def found_by(person: str) -> set[str]:
    """Return the types of family content that a search of this person finds."""
    with api.env.adopt_user(username=person):
        brains = api.content.find(path="/plone/ehc/families")
    return {brain.portal_type for brain in brains}


def indexed_for(content) -> set[str]:
    processQueue()
    catalog = api.portal.get_tool("portal_catalog")
    rid = catalog.getrid("/".join(content.getPhysicalPath()))
    return set(catalog.getIndexDataForRID(rid)["allowedRolesAndUsers"])


@pytest.fixture
def catalogued(portal, monkeypatch):
    """Return a function that tells the paths catalogued until it is asked."""
    original = CatalogTool.catalog_object
    paths = set()

    def noted(self, obj, uid=None, *args, **kwargs):
        paths.add(uid or "/".join(obj.getPhysicalPath()))
        return original(self, obj, uid, *args, **kwargs)

    def answer():
        processQueue()
        return paths

    monkeypatch.setattr(CatalogTool, "catalog_object", noted)
    return answer


class TestGranting:
    def test_nobody_of_the_family_sees_a_case_without_a_grant(self, case, anita):
        assert not can_view(anita, case)

    def test_a_grant_lets_an_adult_see_the_case_at_once(self, case, anita):
        give_access(anita, case)
        assert can_view(anita, case)

    def test_a_grant_does_not_open_the_familys_folder(self, case, family, anita):
        give_access(anita, case)
        assert not can_view(anita, family)

    def test_a_grant_starts_today_unless_told_otherwise(self, case, anita):
        grant = give_access(anita, case, start=None)
        assert (grant.start, grant.end) == (TODAY, None)

    def test_a_grant_from_tomorrow_starts_tomorrow(self, case, anita, clock):
        give_access(anita, case, start=TOMORROW)
        assert not can_view(anita, case)
        clock.set(2024, 10, 5)
        assert can_view(anita, case)

    def test_the_register_keeps_who_granted_it_and_why(self, case, family, anita):
        made = give_access(anita, case, reason="Court order", granted_by="robert")
        (kept,) = AccessRegister(family).grants()
        assert kept == made
        assert (kept.adult, kept.case) == (anita, case.getId())
        assert (kept.relationship, kept.reason) == ("mother", "Court order")
        assert kept.granted_by == "robert"

    def test_a_case_of_another_family_cannot_be_granted(self, council, family, anita):
        stranger = make_case(make_family(council, "Another"))
        with pytest.raises(AccessError) as caught:
            AccessRegister(family).grant(
                anita, stranger.getId(), relationship="mother", reason="", granted_by=""
            )
        assert caught.value.field == "case"

    def test_a_grant_cannot_end_before_it_starts(self, case, anita):
        with pytest.raises(AccessError) as caught:
            give_access(anita, case, start=TODAY, end=YESTERDAY)
        assert caught.value.field == "end"

    def test_an_adult_who_has_access_cannot_be_given_it_twice(self, case, anita):
        give_access(anita, case)
        with pytest.raises(AccessError) as caught:
            give_access(anita, case)
        assert caught.value.field == "adult"

    def test_an_adult_whose_access_ended_can_be_given_it_again(self, case, anita):
        give_access(anita, case, end=YESTERDAY)
        assert not can_view(anita, case)
        give_access(anita, case, start=TODAY)
        assert can_view(anita, case)


class TestEnding:
    def test_access_that_is_ended_ends_at_once(self, case, family, anita):
        grant = give_access(anita, case)
        AccessRegister(family).end(grant.id)
        assert not can_view(anita, case)

    def test_access_that_is_ended_is_taken_out_of_the_search(self, case, family, anita):
        grant = give_access(anita, case)
        assert "EHCCase" in found_by(anita)
        AccessRegister(family).end(grant.id)
        assert found_by(anita) == set()

    def test_access_ends_with_its_last_day_although_nobody_acts(
        self, case, anita, clock
    ):
        give_access(anita, case, end=TOMORROW)
        clock.set(2024, 10, 5)
        assert can_view(anita, case)
        clock.set(2024, 10, 6)
        assert not can_view(anita, case)

    def test_an_end_can_be_set_for_a_day_to_come(self, case, family, anita, clock):
        grant = give_access(anita, case)
        AccessRegister(family).end(grant.id, TOMORROW)
        assert can_view(anita, case)
        clock.set(2024, 10, 6)
        assert not can_view(anita, case)

    def test_the_day_is_that_of_england_after_midnight_in_summer(
        self, case, anita, clock
    ):
        give_access(anita, case, start=date(2024, 6, 1), end=date(2024, 6, 30))
        clock.set(2024, 6, 30)
        clock.moment = clock.moment.replace(hour=23, minute=59)
        assert can_view(anita, case)
        clock.moment += timedelta(minutes=1)
        assert not can_view(anita, case)

    def test_an_ended_grant_stays_in_the_register(self, case, family, anita):
        grant = give_access(anita, case)
        AccessRegister(family).end(grant.id)
        (kept,) = AccessRegister(family).grants_for(case.getId())
        assert (kept.id, kept.end) == (grant.id, YESTERDAY)

    def test_an_unknown_grant_cannot_be_ended(self, case, family, anita):
        give_access(anita, case)
        with pytest.raises(KeyError):
            AccessRegister(family).end("unknown")


class TestSearchIndex:
    def test_access_without_an_end_stands_in_the_index(self, case, anita):
        give_access(anita, case)
        assert f"user:{anita}" in indexed_for(case)

    @pytest.mark.parametrize("end", [TODAY, TOMORROW, date(2030, 1, 1)])
    def test_access_that_is_to_end_does_not_stand_in_the_index(self, case, anita, end):
        give_access(anita, case, end=end)
        assert can_view(anita, case)
        assert f"user:{anita}" not in indexed_for(case)

    def test_nothing_has_to_leave_the_index_when_the_last_day_comes(
        self, case, anita, clock
    ):
        give_access(anita, case, end=TOMORROW)
        before = indexed_for(case)
        clock.set(2024, 10, 6)
        case.reindexObjectSecurity()
        assert indexed_for(case) == before

    def test_what_lies_in_the_case_is_found_with_it(self, case, anita):
        make_document(case)
        give_access(anita, case)
        assert found_by(anita) == {"EHCCase", "EHCStage", "EHCDocument"}

    def test_a_draft_in_the_case_is_not_found(self, case, anita):
        draft = make_document(case, state="draft")
        give_access(anita, case)
        assert f"user:{anita}" in indexed_for(case)
        assert f"user:{anita}" not in indexed_for(draft)

    def test_a_siblings_case_is_not_reindexed(self, case, family, anita, monkeypatch):
        sibling = make_case(family, "Another child")
        reindexed = []
        monkeypatch.setattr(
            EHCCase, "reindexObjectSecurity", lambda self: reindexed.append(self)
        )
        grant = give_access(anita, case)
        AccessRegister(family).end(grant.id)
        assert [item.getId() for item in reindexed] == [case.getId()] * 2
        assert sibling.getId() not in {item.getId() for item in reindexed}

    def test_only_the_cases_own_content_is_reindexed(
        self, case, family, anita, catalogued
    ):
        make_case(family, "Another child")
        catalogued().clear()
        give_access(anita, case)
        contents = {"/".join(item.getPhysicalPath()) for item in case.objectValues()}
        assert catalogued() == {"/".join(case.getPhysicalPath()), *contents}


class TestStatesOfTheCase:
    @pytest.mark.parametrize(
        ("state", "shown"),
        [("preparing", False), ("open", True), ("closed", True), ("archived", False)],
    )
    def test_the_family_sees_open_and_closed_cases(self, family, anita, state, shown):
        case = make_case(family, state=state)
        give_access(anita, case)
        assert can_view(anita, case) is shown

    @pytest.mark.parametrize("state", ["preparing", "archived"])
    def test_the_role_itself_is_given_to_nobody_in_a_hidden_case(
        self, case, anita, state
    ):
        give_access(anita, case)
        document = make_document(case)
        put_into(case, state)
        assert "EHC Family" not in api.user.get_roles(username=anita, obj=case)
        assert not can_view(anita, document)

    def test_archiving_takes_a_case_out_of_the_familys_search(self, case, anita):
        make_document(case)
        give_access(anita, case)
        with api.env.adopt_roles(["Manager"]):
            case.ending = "ceased"
            api.content.transition(case, "close")
            assert found_by(anita) == {"EHCCase", "EHCStage", "EHCDocument"}
            api.content.transition(case, "archive")
        assert found_by(anita) == set()


class TestTwoAdultsOfOneChild:
    def test_each_has_access_of_their_own(self, case, family, anita, tracy):
        give_access(anita, case)
        other = give_access(tracy, case, relationship="father")
        AccessRegister(family).end(other.id)
        assert can_view(anita, case)
        assert not can_view(tracy, case)

    def test_the_holders_are_those_with_access_on_the_day(
        self, case, family, anita, tracy
    ):
        give_access(anita, case)
        give_access(tracy, case, relationship="father", end=YESTERDAY)
        register = AccessRegister(family)
        assert set(register.holders(case.getId(), TODAY)) == {anita}
        assert set(register.holders(case.getId(), YESTERDAY)) == {anita, tracy}

    def test_access_to_one_child_is_not_access_to_another(self, case, family, anita):
        sibling = make_case(family, "Another child")
        give_access(anita, case)
        assert not can_view(anita, sibling)


class TestDirectory:
    def test_it_leads_from_a_person_to_all_their_cases(self, council, case, anita):
        other = make_case(make_family(council, "Another"))
        for child in (case, other):
            give_access(anita, child)
        assert list(cases_of(council.ehc, anita)) == [case, other]

    def test_it_knows_nothing_of_who_never_had_access(self, council, case, anita):
        assert list(cases_of(council.ehc, anita)) == []

    def test_it_names_a_case_once_however_often_access_was_given(
        self, council, case, anita
    ):
        give_access(anita, case, end=YESTERDAY)
        give_access(anita, case, start=TODAY)
        assert list(cases_of(council.ehc, anita)) == [case]

    def test_it_remembers_ended_access_and_the_permission_decides(
        self, council, case, anita
    ):
        give_access(anita, case, end=YESTERDAY)
        cases = list(cases_of(council.ehc, anita))
        assert cases == [case]
        with api.env.adopt_user(username=anita):
            assert visible_cases(cases) == []

    def test_it_shows_those_cases_that_the_person_may_view(
        self, council, case, family, anita
    ):
        hidden = make_case(family, "Another child", state="preparing")
        for child in (case, hidden):
            give_access(anita, child)
        with api.env.adopt_user(username=anita):
            assert visible_cases(cases_of(council.ehc, anita)) == [case]


class TestDeleting:
    def test_deleting_a_case_forgets_who_had_access(self, council, case, family, anita):
        sibling = make_case(family, "Another child")
        for child in (case, sibling):
            give_access(anita, child)
        with api.env.adopt_roles(["Manager"]):
            api.content.delete(case)
        grants = list(AccessRegister(family).grants())
        assert [grant.case for grant in grants] == [sibling.getId()]
        assert list(cases_of(council.ehc, anita)) == [sibling]

    def test_deleting_a_family_forgets_who_had_access(
        self, council, case, family, anita
    ):
        give_access(anita, case)
        with api.env.adopt_roles(["Manager"]):
            api.content.delete(family)
        directory = IAnnotations(council.ehc)["hcc.ehcportal.directory"]
        assert list(directory) == []


class TestMessages:
    def test_a_sent_message_names_those_who_had_access_then(self, case, anita, tracy):
        give_access(anita, case)
        give_access(tracy, case, end=YESTERDAY)
        message = make_message(case)
        assert message.recipients == ("Anita Rixon",)

    def test_a_draft_names_nobody(self, case, anita):
        give_access(anita, case)
        assert make_message(case, state="draft").recipients == ()
