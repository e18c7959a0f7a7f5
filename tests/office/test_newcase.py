"""A coordinator makes a case in one form."""

from datetime import date
from factories import make_case
from factories import make_family
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.office.casework.duplicates import is_similar

import pytest
import transaction


PAGE = "@@ehc-new-case"

TYPED = {
    "family": "Test",
    "title": "Rob Test",
    "date_of_birth": "2019-05-06",
    "gender": "male",
    "reference": "6427918",
    "request_received": "2024-09-30",
    "request_source": "parent",
}


@pytest.fixture
def form(coordinator, council):
    return coordinator.visit(council.families, PAGE).fill(**TYPED)


def cases_in(families, title):
    return [
        case
        for family in families.objectValues()
        for case in family.objectValues()
        if case.title == title
    ]


def test_a_new_family_and_its_case_are_made_at_once(form, council, robert):
    form.press("Make the case")

    (case,) = cases_in(council.families, "Rob Test")
    assert case.__parent__.title == "Test"
    assert (case.date_of_birth, case.gender, case.reference) == (
        date(2019, 5, 6),
        "male",
        "6427918",
    )
    assert (case.request_received, case.request_source) == (
        date(2024, 9, 30),
        "parent",
    )
    assert (case.coordinator, state_of(case), len(case)) == (robert, "preparing", 8)
    assert form.url == f"{case.absolute_url()}/ehc-case"
    assert "Next: invite an adult" in form.text


def test_it_is_opened_at_once_where_that_is_ticked(form, council):
    form.getControl(name="form.widgets.open_now:list").value = ["selected"]
    form.press("Make the case")

    (case,) = cases_in(council.families, "Rob Test")
    assert state_of(case) == "open"


class TestFamilies:
    def test_one_that_exists_is_chosen(self, form, council, family):
        form.fill(family="brea").press("Make the case")
        assert "Choose one of them above" in form.error_by("family")
        assert form.value("title") == "Rob Test"

        form.getControl(name="chosen").value = [family.getId()]
        form.press("Make the case")

        (case,) = cases_in(council.families, "Rob Test")
        assert case.__parent__.getId() == family.getId()

    def test_another_of_the_same_name_is_made_where_that_is_chosen(self, form, council):
        form.fill(family="Bread").press("Make the case")
        form.getControl(name="chosen").value = ["new"]
        form.press("Make the case")

        assert sorted(f.title for f in council.families.objectValues()) == [
            "Bread",
            "Bread",
        ]

    def test_the_children_tell_families_apart(self, form):
        form.fill(family="Bread").press("Make the case")

        assert "Bread: Tony Bread" in form.text

    def test_an_id_that_was_not_offered_chooses_nothing(self, form, council):
        other = make_family(council, "Tester")
        transaction.commit()
        form.fill(family="Bread").press("Make the case")
        token = form.parsed.cssselect("[name=_authenticator]")[0].get("value")

        form.send(
            f"{council.families.absolute_url()}/{PAGE}",
            {
                **{f"form.widgets.{name}": value for name, value in TYPED.items()},
                "form.widgets.family": "Bread",
                "form.widgets.gender:list": "male",
                "form.widgets.request_source:list": "parent",
                "chosen": other.getId(),
                "form.buttons.save": "Make the case",
                "_authenticator": token,
            },
        )

        assert "Choose one of them above" in form.error_by("family")
        assert len(other) == 0

    @pytest.mark.parametrize("typed", ["and", "NOT", '"(', "Br*d", "***"])
    def test_words_of_the_query_language_are_only_words(self, form, council, typed):
        form.fill(family=typed).press("Make the case")

        assert form.status == 200
        assert "error" not in form.url


class TestDuplicates:
    @pytest.fixture
    def twin(self, form):
        """The form, filled in with a child like Tony."""
        return form.fill(title="Anthony Bread", date_of_birth="2020-03-03")

    def test_they_are_shown_before_anything_is_saved(self, twin, council, case):
        twin.press("Make the case")

        assert "could be the same child's" in twin.error_by("title")
        assert "Tony Bread, born 03 Mar 2020" in twin.text
        assert f"{case.absolute_url()}/ehc-case" in twin.contents
        assert cases_in(council.families, "Anthony Bread") == []
        assert twin.value("request_received") == "2024-09-30"

    def test_another_child_is_made_after_a_tick(self, twin, council):
        twin.press("Make the case")
        twin.getControl("It is another child").selected = True
        twin.press("Make the case")

        assert len(cases_in(council.families, "Anthony Bread")) == 1

    def test_a_reference_that_is_used_is_shown_too(self, form, council, family):
        make_case(family, "Tina Bread", reference="642 7918")
        transaction.commit()

        form.press("Make the case")

        assert "Tina Bread, born 03 Mar 2020" in form.text
        assert cases_in(council.families, "Rob Test") == []

    def test_another_day_of_birth_is_another_child(self, twin, council):
        twin.fill(date_of_birth="2020-03-04").press("Make the case")

        assert len(cases_in(council.families, "Anthony Bread")) == 1

    @pytest.mark.parametrize(
        ("one", "other", "similar"),
        [
            ("Tony Bread", "TONY  bread", True),
            ("Tony Bread", "Toni Bred", True),
            ("José Bread", "Jose Tester", True),
            ("Tony Bread", "Rob Test", False),
        ],
    )
    def test_names(self, one, other, similar):
        assert is_similar(one, other) is similar


class TestProblems:
    @pytest.mark.parametrize(
        ("field", "typed", "message"),
        [
            ("date_of_birth", "2024-10-05", "This date is in the future."),
            ("request_received", "2014-08-31", "Requests before 1 September 2014"),
            ("request_received", "2018-01-01", "dated before the child was born"),
            ("title", "", "Fill this in."),
            ("family", "", "Fill this in."),
        ],
    )
    def test_each_is_told_by_its_field_and_loses_nothing(
        self, form, council, field, typed, message
    ):
        form.fill(**{field: typed}).press("Make the case")

        assert message in form.error_by(field)
        assert form.value("reference") == "6427918"
        assert len(council.families) == 1

    def test_a_family_finds_no_such_page(self, mother, council):
        assert mother.visit(council.families, PAGE).is_refused

    def test_another_site_makes_nothing(self, form, council):
        form.send(
            f"{council.families.absolute_url()}/{PAGE}",
            {
                **{f"form.widgets.{name}": value for name, value in TYPED.items()},
                "form.buttons.save": "Make the case",
            },
        )

        assert len(council.families) == 1


def test_a_choice_that_is_none_makes_a_new_family(coordinator, council, form):
    token = coordinator.parsed.cssselect("input[name=_authenticator]")[0].get("value")
    typed = {f"form.widgets.{name}": value for name, value in TYPED.items()}
    typed["form.widgets.gender:list"] = typed.pop("form.widgets.gender")
    typed["form.widgets.request_source:list"] = typed.pop("form.widgets.request_source")

    coordinator.send(
        f"{council.families.absolute_url()}/{PAGE}",
        [
            ("_authenticator", token),
            ("form.buttons.save", "1"),
            ("chosen", "a"),
            ("chosen", "b"),
            *typed.items(),
        ],
    )

    assert [case.__parent__.title for case in cases_in(council.families, "Rob Test")]
