"""The worklist: which cases it shows to whom, in which order, and by which address."""

from datetime import date
from datetime import datetime
from datetime import UTC
from factories import make_case
from factories import make_family
from factories import make_form
from factories import make_person
from hcc.ehcportal.access.audit import entries
from hcc.ehcportal.content.case import EHCCase
from hcc.ehcportal.content.portal import EHCPortal
from hcc.ehcportal.content.stage import EHCStage
from hcc.ehcportal.feed.hooks.standings import Standing
from hcc.ehcportal.feed.hooks.standings import Standings
from hcc.ehcportal.office.worklist import page
from plone import api
from urllib.parse import parse_qs
from urllib.parse import urlsplit
from ZODB.Connection import Connection

import csv
import io
import pytest
import transaction


SEARCH = "Child's name, reference or date of birth"


@pytest.fixture
def cases(council, robert, rob):
    """Four open cases: two of Robert's, one of Rob's, one of nobody."""
    family = make_family(council)
    return {
        "tony": make_case(
            family,
            "Tony Bread",
            coordinator=robert,
            reference="6427917",
            request_received=date(2024, 9, 1),
        ),
        "zoe": make_case(
            family,
            "Zoë Bread",
            coordinator=robert,
            reference="EHC 12",
            request_received=date(2024, 8, 1),
            request_source="parent",
            date_of_birth=date(2012, 11, 2),
        ),
        "ann": make_case(
            family, "Ann O'Neill", coordinator=rob, request_received=date(2024, 10, 1)
        ),
        "will": make_case(
            family, "Will Marlow", reference="99", request_received=date(2024, 7, 1)
        ),
    }


@pytest.fixture
def case(cases):
    """What the visitors of these tests need to be there."""
    return cases["tony"]


@pytest.fixture
def worklist(council, coordinator):
    """Robert opens his worklist, as an address says it."""

    def open_it(query=""):
        coordinator.visit(council.ehc, f"worklist?{query}")
        return coordinator

    return open_it


def children(visitor) -> list[str]:
    """Return the names in the table, from its top to its bottom."""
    links = visitor.parsed.cssselect(".ehc-worklist tbody th a")
    return [link.text_content() for link in links]


def cells(visitor, number=0) -> list[str]:
    """Return what one row says behind its box to tick."""
    row = visitor.parsed.cssselect(".ehc-worklist tbody tr")[number]
    return [" ".join(cell.text_content().split()) for cell in row[1:]]


def counts(visitor) -> dict[str, int]:
    """Return how many cases there are under each heading."""
    return {
        " ".join(link.text_content().split()[:-1]): int(link.text_content().split()[-1])
        for link in visitor.parsed.cssselect(".ehc-headings a")
    }


def find(visitor, term):
    """Type something into the search field, and press *Find*."""
    visitor.getControl(SEARCH).value = term
    return visitor.press("Find")


def query_of(visitor) -> dict:
    """Return what the address says."""
    return parse_qs(urlsplit(visitor.url).query)


class TestWhoSeesIt:
    @pytest.mark.parametrize("person", ["anita", "editor"])
    def test_nobody_but_staff(self, council, visitor, anita, person):
        make_person("editor", "Editor", "Reviewer", "Site Administrator")

        seen = visitor(person).visit(council.ehc, "worklist")

        assert seen.is_refused
        assert visitor(person).visit(council.ehc, "worklist-csv").is_refused

    def test_managers_do(self, council, visitor, rob):
        assert children(visitor(rob).visit(council.ehc, "worklist")) == ["Ann O'Neill"]

    def test_a_case_that_one_may_not_see_is_not_there(self, worklist, cases):
        with api.env.adopt_roles(["Manager"]):
            cases["zoe"].ending = "no_plan"
            api.content.transition(cases["zoe"], "close")
            api.content.transition(cases["zoe"], "archive")

        assert children(worklist("closed=1")) == ["Tony Bread"]

    def test_nothing_of_it_is_kept_by_others(self, worklist):
        assert "no-store" in worklist().headers["Cache-Control"]


class TestWhoseCases:
    def test_first_ones_own(self, worklist):
        assert children(worklist()) == ["Zoë Bread", "Tony Bread"]

    def test_all_where_one_has_none(self, council, visitor, cases):
        newcomer = make_person("newcomer", groups=["ehc-coordinators"])

        assert len(children(visitor(newcomer).visit(council.ehc, "worklist"))) == 4

    def test_all(self, worklist):
        assert children(worklist("cases=all")) == [
            "Will Marlow",
            "Zoë Bread",
            "Tony Bread",
            "Ann O'Neill",
        ]

    def test_those_of_a_team_that_staff_share(self, worklist, robert, rob):
        with api.env.adopt_roles(["Manager"]):
            api.group.create(groupname="north")
            for person in (robert, rob):
                api.group.add_user(groupname="north", username=person)

        assert children(worklist("cases=team")) == [
            "Zoë Bread",
            "Tony Bread",
            "Ann O'Neill",
        ]

    def test_all_staff_are_no_team(self, worklist):
        seen = worklist("cases=team")

        assert children(seen) == []
        assert "You are in no team yet." in seen.text

    def test_another_portal_has_a_list_of_its_own(self, council, worklist, robert):
        with api.env.adopt_roles(["Manager"]):
            other = api.content.create(
                council.site, "EHCPortal", "other", title="Other"
            )
            family = api.content.create(other["families"], "EHCFamily", title="Shah")
        make_case(family, "Dev Shah", coordinator=robert)

        assert children(worklist()) == ["Zoë Bread", "Tony Bread"]


class TestARow:
    def test_it_says_what_is_next(self, worklist):
        assert cells(worklist(), 1)[:-1] == [
            "Tony Bread",
            "6427917",
            "Request Outcome",
            "13 Oct 2024 due in 9 days",
            "Robert Coombes",
            "Open",
        ]

    def test_it_says_how_late(self, worklist):
        assert cells(worklist(), 0)[3] == "12 Sep 2024 late by 22 days"

    def test_it_says_it_of_today(self, worklist, clock):
        said = []
        for day in (12, 13, 14):
            clock.set(2024, 10, day)
            said.append(cells(worklist(), 1)[3])

        assert said == [
            "13 Oct 2024 due tomorrow",
            "13 Oct 2024 due today",
            "13 Oct 2024 late by 1 day",
        ]

    def test_it_leads_to_what_is_done_most(self, worklist, cases):
        links = worklist("sort=name").parsed.cssselect(".ehc-worklist tbody tr a")

        address = cases["tony"].absolute_url()
        assert [link.get("href") for link in links[:3]] == [
            f"{address}/ehc-case",
            f"{address}/ehc-add-documents",
            f"{address}/ehc-write-message",
        ]

    def test_names_are_text(self, worklist, family, robert):
        make_case(family, "<b>Tony</b>", coordinator=robert)

        assert "<b>Tony</b>" in children(worklist("sort=name"))


class TestHeadings:
    def test_each_says_how_many(self, worklist, cases):
        make_form(cases["tony"], state="submitted")
        cases["tony"].reindexObject()

        assert counts(worklist("cases=all")) == {
            "All of them": 4,
            "Requests to accept": 0,
            "Forms received": 1,
            "Unopened replies": 0,
            "Due in the next 10 working days": 1,
            "Late": 2,
            "Requests for access": 0,
        }

    def test_each_leads_to_its_cases(self, worklist, cases):
        make_form(cases["tony"], state="submitted")
        cases["tony"].reindexObject()
        shown = {
            show: children(worklist(f"cases=all&show={show}"))
            for show in ("forms", "replies", "soon", "late")
        }

        assert shown == {
            "forms": ["Tony Bread"],
            "replies": [],
            "soon": ["Tony Bread"],
            "late": ["Will Marlow", "Zoë Bread"],
        }
        assert "Form received" in cells(worklist("show=forms"))[0]

    def test_soon_is_ten_working_days(self, worklist, clock):
        """Of Friday 27 September 2024 the tenth is 11 October; of Monday, the 14th."""
        clock.set(2024, 9, 27)
        assert children(worklist("show=soon")) == []
        clock.set(2024, 9, 30)
        assert children(worklist("show=soon")) == ["Tony Bread"]

    def test_they_count_what_is_filtered(self, worklist):
        assert counts(worklist("cases=all&source=parent"))["All of them"] == 1


class TestFilters:
    def test_each_narrows(self, worklist):
        expected = {
            "stage=request_outcome": 4,
            "stage=advice": 0,
            "coordinator=rob": 1,
            "coordinator=-": 1,
            "coordinator=nobody-known": 0,
            "source=parent": 1,
            "late=1": 2,
            "exempt=1": 0,
            "late=1&show=soon": 0,
            "late=1&coordinator=robert&source=parent": 1,
        }

        assert expected == {
            query: len(children(worklist(f"cases=all&{query}"))) for query in expected
        }

    def test_closed_cases_are_asked_for(self, worklist, cases):
        with api.env.adopt_roles(["Manager"]):
            cases["zoe"].ending = "no_plan"
            api.content.transition(cases["zoe"], "close")

        assert children(worklist()) == ["Tony Bread"]
        assert children(worklist("closed=1")) == ["Tony Bread", "Zoë Bread"]

    def test_the_form_turns_into_an_address(self, worklist):
        seen = worklist("cases=all&show=late")
        seen.getControl("Who the request was from").displayValue = ["Parent or carer"]
        seen.press("Apply filters")

        assert query_of(seen) == {
            "cases": ["all"],
            "show": ["late"],
            "source": ["parent"],
        }
        assert children(seen) == ["Zoë Bread"]
        assert seen.getControl("Who the request was from").value == ["parent"]

    def test_what_an_address_cannot_mean_is_left_out(self, worklist):
        for query in (
            "cases=x&show=x&stage=x&source=x&sort=x&page=x&late=x",
            "page=-1",
            "page=99999999999999999999",
            "page=0&sort=",
            "show=late&show=soon",
            "coordinator=a&coordinator=b",
        ):
            assert len(children(worklist(query))) == 2, query


class TestOrderAndPages:
    def test_orders(self, worklist):
        by_name = ["Ann O'Neill", "Tony Bread", "Will Marlow", "Zoë Bread"]
        by_due = ["Will Marlow", "Zoë Bread", "Tony Bread", "Ann O'Neill"]

        assert children(worklist("cases=all")) == by_due
        assert children(worklist("cases=all&sort=name")) == by_name
        # Those without a reference come first.
        assert children(worklist("cases=all&sort=reference")) == by_name

    def test_fifty_a_page(self):
        assert page.PAGE_SIZE == 50

    def test_pages_keep_everything_else(self, worklist, monkeypatch):
        monkeypatch.setattr(page, "PAGE_SIZE", 3)
        seen = worklist("cases=all&sort=name")

        assert children(seen) == ["Ann O'Neill", "Tony Bread", "Will Marlow"]
        seen.getLink(url="page=2").click()
        assert children(seen) == ["Zoë Bread"]
        assert query_of(seen) == {"cases": ["all"], "sort": ["name"], "page": ["2"]}

    def test_a_page_behind_the_last_is_the_last(self, worklist, monkeypatch):
        monkeypatch.setattr(page, "PAGE_SIZE", 3)

        assert children(worklist("cases=all&sort=name&page=7")) == ["Zoë Bread"]


class TestLooking:
    def test_finds_by_name_reference_and_birth(self, worklist):
        expected = {
            "bread": ["Zoë Bread", "Tony Bread"],
            "BREAD ton": ["Tony Bread"],
            "zoe": ["Zoë Bread"],
            "o'neill": ["Ann O'Neill"],
            "279": ["Tony Bread"],
            "ehc12": ["Zoë Bread"],
            "EHC 12": ["Zoë Bread"],
            "2/11/2012": ["Zoë Bread"],
            "02-11-2012": ["Zoë Bread"],
            "2.11.2012": ["Zoë Bread"],
            "2012-11-02": ["Zoë Bread"],
            "2 November 2012": ["Zoë Bread"],
            "2nd nov 2012": ["Zoë Bread"],
            "3/11/2012": [],
            "nobody": [],
        }
        seen = worklist("cases=all")

        assert expected == {term: children(find(seen, term)) for term in expected}

    def test_a_date_that_is_none_is_told(self, worklist):
        for term in ("31/2/2020", "3/3/20", "30 Foo 2020"):
            seen = find(worklist("cases=all&show=late"), term)

            assert "There is no such date." in seen.text
            assert seen.getControl(SEARCH).value == term
            assert children(seen) == []
        assert children(find(seen, "2/11/2012")) == ["Zoë Bread"]
        assert query_of(seen)["show"] == ["late"]

    def test_too_much_is_told(self, worklist):
        assert "This is too long." in find(worklist(), "x" * 101).text

    def test_the_address_keeps_it_and_does_not_tell_it(self, worklist):
        seen = find(worklist("cases=all"), "Bread")
        address = seen.url

        assert "bread" not in address.lower()
        seen.open(address)
        assert children(seen) == ["Zoë Bread", "Tony Bread"]
        assert seen.getControl(SEARCH).value == "Bread"

    def test_headings_and_orders_keep_it(self, worklist):
        seen = find(worklist("cases=all"), "bread")
        seen.getLink("Late").click()

        assert children(seen) == ["Zoë Bread"]

    def test_an_address_that_cannot_be_read_says_so(self, worklist):
        seen = worklist("find=spoilt")

        assert "can no longer be read. Type it again." in seen.text
        assert children(seen) == []

    def test_nothing_looked_for_again(self, worklist):
        seen = find(worklist("cases=all"), "bread")
        seen.getLink("Show them all again").click()

        assert query_of(seen) == {"cases": ["all"]}


class TestIndexesAlone:
    def test_no_case_is_loaded(self, council, worklist, monkeypatch):
        loaded = []
        load = Connection.setstate
        monkeypatch.setattr(
            Connection,
            "setstate",
            lambda jar, item: loaded.append(type(item)) or load(jar, item),
        )
        transaction.commit()
        council.site._p_jar.db().cacheMinimize()
        loaded.clear()

        assert len(children(worklist("cases=all&late=1&sort=name"))) == 2
        assert EHCPortal in loaded
        assert not {EHCCase, EHCStage} & set(loaded)


class TestSaving:
    def rows(self, seen):
        assert seen.contents.startswith("\ufeff")
        return list(csv.reader(io.StringIO(seen.contents[1:])))

    def test_all_pages_of_what_is_selected(self, worklist, council, monkeypatch):
        monkeypatch.setattr(page, "PAGE_SIZE", 1)
        seen = worklist("cases=all&late=1")
        seen.getLink("Save these cases").click()

        head, *rows = self.rows(seen)
        assert head[:5] == ["Child", "Date of birth", "Reference", "Stage", "Next due"]
        assert [row[0] for row in rows] == ["Will Marlow", "Zoë Bread"]
        assert rows[1] == [
            "Zoë Bread",
            "2012-11-02",
            "EHC12",
            "Request Outcome",
            "2024-09-12",
            "22",
            "",
            "Robert Coombes",
            "Parent or carer",
            "Open",
            "",
        ]

    def test_no_cell_is_a_formula(self, worklist, family, robert):
        names = [f"{start}cmd|' /C calc'!A0" for start in "=+-@"]
        for name in names:
            make_case(family, name, coordinator=robert)
        seen = worklist()
        seen.getLink("Save these cases").click()

        saved = {row[0] for row in self.rows(seen)}
        assert {f"'{name}" for name in names} <= saved

    def test_an_address_that_cannot_be_read_saves_nothing(self, worklist, council):
        seen = worklist().visit(council.ehc, "worklist-csv?find=spoilt")
        transaction.begin()

        assert "can no longer be read. Type it again." in seen.text
        assert list(entries(kind="worklist_saved")) == []

    def test_it_is_a_file_that_nobody_else_keeps(self, worklist, council):
        seen = worklist()
        seen.visit(council.ehc, "worklist-csv")

        assert seen.headers["Content-Disposition"].startswith("attachment;")
        assert "no-store" in seen.headers["Cache-Control"]

    def test_it_is_recorded(self, worklist, council, robert):
        worklist().visit(council.ehc, "worklist-csv")
        transaction.begin()

        (entry,) = entries(kind="worklist_saved")
        assert (entry.who, entry.detail) == (robert, None)


class TestCaseSystem:
    """Staff read that what families did does not reach the case system."""

    @pytest.fixture
    def fail(self, council):
        """Let the case system fail to take a delivery so many times."""

        def fail(times):
            standing = Standing(None)
            for _time in range(times):
                standing = standing.failed("503", datetime(2024, 10, 4, 10, tzinfo=UTC))
            Standings(council.ehc).put("https://cases.example.gov.uk/", standing)

        return fail

    def test_it_is_said_since_when(self, worklist, fail):
        fail(times=3)
        assert "The case system has not taken" in worklist().text
        assert "04 Oct 2024" in worklist().text

    def test_a_pause_troubles_nobody(self, worklist, fail):
        fail(times=2)
        assert "The case system has not taken" not in worklist().text
