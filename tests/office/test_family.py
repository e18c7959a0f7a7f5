"""What staff read about a family, and about all of them."""

from datetime import date
from factories import give_access
from factories import make_case
from factories import make_family


def test_the_cases_with_what_is_due_next(coordinator, family, case, sister):
    coordinator.visit(family)

    assert sorted(coordinator.rows("Cases")) == [
        [
            "Tina Bread",
            "In preparation",
            "Nobody yet",
            "13 Oct 2024 (Request Outcome)",
            "Contents Tina Bread",
        ],
        [
            "Tony Bread",
            "Open",
            "Nobody yet",
            "13 Oct 2024 (Request Outcome)",
            "Contents Tony Bread",
        ],
    ]


def test_the_coordinator_of_a_case(coordinator, family, robert, sister):
    make_case(family, "Tom Bread", coordinator=robert)

    rows = {row[0]: row for row in coordinator.visit(family).rows("Cases")}

    assert rows["Tom Bread"][2] == "Robert Coombes"


def test_lateness_is_said_in_words(coordinator, family, clock):
    clock.set(2024, 10, 16)

    (row,) = coordinator.visit(family).rows("Cases")

    assert row[3] == "13 Oct 2024 (Request Outcome) Late by 3 days"


def test_who_has_access(coordinator, family, case, sister, anita, tracy, clock):
    give_access(anita, case)
    give_access(anita, sister)
    give_access(tracy, case, relationship="other", end=date(2024, 10, 3))
    give_access(tracy, case, relationship="carer", start=date(2024, 12, 1))

    rows = coordinator.visit(family).rows("Who has access")

    reason, by = "Parental responsibility", "Robert Coombes"
    assert [row[:8] for row in rows] == [
        [
            *("Anita Rixon", "Tina Bread", "Waits until the case is open", "Mother"),
            *(reason, "01 Sep 2024", "", by),
        ],
        [
            *("Anita Rixon", "Tony Bread", "Has access", "Mother"),
            *(reason, "01 Sep 2024", "", by),
        ],
        [
            *("Tracy Tester", "Tony Bread", "Not yet", "Carer"),
            *(reason, "01 Dec 2024", "", by),
        ],
        [
            *("Tracy Tester", "Tony Bread", "Ended"),
            *("Someone else with parental rights", reason),
            *("01 Sep 2024", "03 Oct 2024", by),
        ],
    ]
    # Ended access cannot be ended.
    assert [row[8] for row in rows] == [
        "End access Anita Rixon, Tina Bread",
        "End access Anita Rixon, Tony Bread",
        "End access Tracy Tester, Tony Bread",
        "",
    ]


def test_what_was_typed_is_text_and_nothing_else(coordinator, family, case, anita):
    give_access(anita, case, reason="<script>alert(1)</script>")

    coordinator.visit(family)

    assert "<script>alert(1)</script>" in coordinator.text
    assert "<script>alert(1)</script>" not in coordinator.contents


def test_an_archived_case_is_shown_to_managers_alone(
    coordinator, visitor, rob, family, anita
):
    give_access(anita, make_case(family, "Tom Bread", "archived"))

    assert "Tom Bread" not in coordinator.visit(family).text
    assert "Tom Bread" in visitor(rob).visit(family).text


def test_families_are_counted_not_listed(coordinator, council, family):
    make_family(council, "Tester")

    coordinator.visit(council.families)

    assert "Families: 2" in coordinator.text
    assert "Tester" not in coordinator.text


def test_a_family_is_added_from_there(coordinator, council, family):
    coordinator.visit(council.families).getLink("Add a family").click()
    coordinator.fill(title="Tester")
    coordinator.press("Save")

    assert "Tester" in coordinator.text
    assert "There are no cases in this family yet." in coordinator.text
    assert "Nobody outside the office has ever had access." in coordinator.text


def test_no_page_of_the_office_is_kept_in_a_cache(coordinator, family):
    for page in ("ehc-family", "@@ehc-grant-access"):
        coordinator.visit(family, page)
        assert coordinator.headers["Cache-Control"] == "no-store, private"


def test_no_byline_claims_who_wrote_the_page(coordinator, family):
    coordinator.visit(family)

    assert not coordinator.parsed.cssselect("#section-byline")
