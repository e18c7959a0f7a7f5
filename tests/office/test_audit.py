"""Managers read the audit record; nobody else does, and nobody changes it."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from factories import give_access
from factories import make_case
from factories import make_person
from factories import PLONE_ROLES
from hcc.ehcportal.access import audit
from hcc.ehcportal.access.audit import entries
from hcc.ehcportal.access.audit import record
from hcc.ehcportal.access.invitations import Invitations

import pytest


PAGE = "ehc-audit"


@pytest.fixture(autouse=True)
def time(monkeypatch):
    """The machine's time, which goes on by a minute with every entry."""
    noon = datetime(2026, 7, 1, 12, tzinfo=UTC)
    moments = iter(noon + timedelta(minutes=number) for number in range(1000))
    monkeypatch.setattr(audit, "machine_time", lambda: next(moments))


@pytest.fixture
def ehc(council):
    return council.ehc


@pytest.fixture
def manager(visitor, rob):
    return visitor(rob)


def test_a_manager_reads_it(manager, ehc, anita):
    record("signed_in", who=anita, about=anita, detail="phone")

    (row,) = manager.visit(ehc, PAGE).rows("Entries")

    assert row == [
        *("01 Jul 2026 13:00", "Signed in From a phone"),
        *("Anita Rixon", "Anita Rixon", ""),
    ]


def test_a_manager_gets_there_from_the_families(manager, ehc, case):
    manager.visit(ehc["families"]).getLink("Audit record").click()

    assert manager.url.endswith(PAGE)


def test_a_coordinator_does_not(coordinator, ehc, case):
    assert "Audit record" not in coordinator.visit(ehc["families"]).text
    assert coordinator.visit(ehc, PAGE).is_refused


def test_nor_does_a_family_or_the_staff_of_the_website(visitor, ehc, case, anita):
    give_access(anita, case)
    record("signed_in", who="robert", about="robert")
    people = [make_person(f"edith-{n}", role) for n, role in enumerate(PLONE_ROLES)]
    for person in (anita, *people):
        browser = visitor(person).visit(ehc, PAGE)
        assert browser.is_refused, person
        assert "robert" not in str(browser.contents)


def test_the_case_is_named_by_its_reference(manager, ehc, family, anita):
    case = make_case(family, reference="6427917")
    give_access(anita, case)

    (row,) = manager.visit(ehc, PAGE).rows("Entries")

    assert row[1:] == ["Access given", "robert", "Anita Rixon", "6427917"]
    manager.getLink("6427917").click()
    assert manager.url.startswith(case.absolute_url())


def test_an_invitation_is_named_by_who_is_invited(manager, ehc, family):
    case = make_case(family, reference="6427917")
    Invitations(family).invite(
        case.getId(),
        name="Anita Rixon",
        address="anita@example.org",
        relationship="mother",
        reason="Seen",
        end=None,
        invited_by="rob",
    )

    (row,) = manager.visit(ehc, PAGE).rows("Entries")

    assert row[1:] == ["Invitation sent", "Rob Test", "", "6427917 Anita Rixon"]


def test_what_is_gone_is_no_link(manager, ehc, case):
    record("access_granted", subject="ehc/families/f-0/c-0")
    record("access_requested", subject="nowhere#r-0")
    record("signed_in")

    assert [row[4] for row in manager.visit(ehc, PAGE).rows("Entries")] == ["", "", ""]


def test_one_kind_is_chosen(manager, ehc, case):
    record("signed_in", who="anita", about="anita")
    record("locked", about="tracy", detail="account")

    manager.visit(ehc, PAGE).getControl(name="kind").displayValue = [
        "Sign-in locked for a while"
    ]
    manager.press("Show")

    (row,) = manager.rows("Entries")
    assert row[1] == "Sign-in locked for a while Too many tries at one account"


def test_one_person_is_followed(manager, ehc, case, anita, tracy):
    for person in (anita, tracy):
        record("signed_in", who=person, about=person)

    manager.visit(ehc, PAGE).getLink("Tracy Tester").click()

    assert [row[3] for row in manager.rows("Entries")] == ["Tracy Tester"]
    assert "Only what concerns Tracy Tester." in manager.text


def test_older_entries_come_on_further_pages(manager, ehc, case):
    for _number in range(120):
        record("signed_in")
    manager.visit(ehc, f"{PAGE}?kind=signed_in")
    pages = [manager.rows("Entries")]
    for _further in range(2):
        manager.getLink("Older entries").click()
        pages.append(manager.rows("Entries"))

    assert "Older entries" not in manager.text
    assert [len(page) for page in pages] == [50, 50, 20]
    times = [row[0] for page in pages for row in page]
    assert len(set(times)) == 120
    manager.getLink("Newest entries").click()
    assert manager.rows("Entries") == pages[0]


@pytest.mark.parametrize(
    "query",
    [
        "before=x",
        "before=-1",
        f"before={'9' * 30}",
        f"before={'9' * 5000}",
        "kind=x",
        "about=x",
    ],
)
def test_a_page_that_there_is_not(manager, ehc, case, query):
    assert manager.visit(ehc, f"{PAGE}?{query}").status == 200


def test_looking_changes_nothing(manager, ehc, case):
    record("signed_in")
    before = list(entries())

    manager.visit(ehc, PAGE)
    manager.send(f"{ehc.absolute_url()}/{PAGE}", {"kind": "signed_in", "delete": "1"})

    assert list(entries()) == before
