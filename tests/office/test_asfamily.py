"""Staff see the pages of a case as one adult of the family gets them."""

from factories import give_access
from factories import make_document
from factories import make_form
from factories import make_message
from hcc.ehcportal.access.audit import entries
from hcc.ehcportal.content.overview import overview_of
from hcc.ehcportal.portal.page import PortalPage
from lxml import html
from plone import api

import pytest


PAGE = "ehc-as-family"


@pytest.fixture
def grant(case, anita):
    return give_access(anita, case)


@pytest.fixture
def full(case, grant):
    """The case, with something on each page."""
    make_document(case)
    make_message(case)
    make_form(case)
    return case


def look(visitor, case, grant, page="ehc-dashboard"):
    return visitor.visit(case, f"{PAGE}?grant={grant.id}&page={page}")


def test_the_adult_is_chosen(coordinator, case, grant):
    coordinator.visit(case, PAGE).getLink("Anita Rixon").click()

    assert "EHC Assessment and Plan - Tony Bread" in coordinator.text
    assert "You see this as Anita Rixon does." in coordinator.text


def test_it_is_what_the_adult_gets(coordinator, visitor, full, grant, anita):
    def panels(visitor):
        return [
            " ".join(panel.text_content().split())
            for panel in visitor.parsed.cssselect(".ehc-panel, .ehc-tracker")
        ]

    hers = panels(visitor(anita).visit(full))

    assert panels(look(coordinator, full, grant)) == hers
    assert len(hers) == 5


def test_the_bar_is_the_adults_and_there_is_no_toolbar(coordinator, full, grant):
    look(coordinator, full, grant)

    bar = coordinator.parsed.cssselect(".ehc-user summary")[0].text_content()
    assert bar == "Anita Rixon"
    assert not coordinator.parsed.cssselect("#edit-zone")


@pytest.mark.parametrize(
    "page",
    [
        "ehc-dashboard",
        "ehc-request-details",
        "ehc-involvements",
        "ehc-items-to-view",
        "ehc-items-to-complete",
        "ehc-messages",
    ],
)
def test_nothing_in_it_does_anything(coordinator, full, grant, page):
    look(coordinator, full, grant, page)

    content = coordinator.parsed.get_element_by_id("content")
    assert content.cssselect("form") == []
    assert [
        b for b in content.cssselect("button, input") if not b.get("disabled")
    ] == []
    for link in content.cssselect("a[href]"):
        assert f"{PAGE}?grant={grant.id}" in link.get("href") or (
            link.get("class") == "ehc-way-back"
        )


def test_messages_stay_unread_and_new_ones_are_the_adults(coordinator, full, grant):
    look(coordinator, full, grant, "ehc-messages")

    assert "New" in coordinator.text
    assert len(overview_of(full, "anita").new_messages) == 1


def test_pages_lead_to_each_other(coordinator, full, grant):
    look(coordinator, full, grant)
    coordinator.getLink("EHC Process Dates").click()

    assert "EHC Request Details" in coordinator.text
    assert "You see this as Anita Rixon does." in coordinator.text
    coordinator.getLink("Back to the page of the case").click()
    assert coordinator.url.endswith("/ehc-case")


def test_whoever_looked_is_written_down(coordinator, case, grant, robert):
    look(coordinator, case, grant)

    (entry,) = entries(kind="viewed_as_family")
    assert (entry.who, entry.about) == (robert, "anita")


def test_a_grant_to_another_case_opens_nothing(coordinator, case, sister, grant):
    assert coordinator.visit(sister, f"{PAGE}?grant={grant.id}").is_refused
    assert list(entries(kind="viewed_as_family")) == []


def test_nobody_sees_a_case_in_preparation(coordinator, sister, anita):
    grant = give_access(anita, sister)

    assert "Nobody of the family sees this case today" in (
        coordinator.visit(sister, PAGE).text
    )
    assert look(coordinator, sister, grant).is_refused


def test_a_page_that_is_not_on_the_list_is_the_dashboard(coordinator, case, grant):
    look(coordinator, case, grant, "folder_contents")

    assert "EHC Assessment and Plan - Tony Bread" in coordinator.text


def test_no_token_of_the_adults_is_given_away(coordinator, full, grant):
    look(coordinator, full, grant)

    content = coordinator.parsed.get_element_by_id("content")
    assert "_authenticator" not in html.tostring(content, encoding="unicode")


def test_staff_are_still_themselves_afterwards(coordinator, case, grant):
    look(coordinator, case, grant)

    assert "Who has access" in coordinator.visit(case, "ehc-case").text


def test_a_family_does_not_look_as_another_adult(mother, visitor, case, tracy):
    grant = give_access(tracy, case)

    assert mother.visit(case, f"{PAGE}?grant={grant.id}").is_refused


def test_whose_rights_count_is_restored_where_the_page_fails(
    portal, full, grant, robert, monkeypatch
):
    def fail(page):
        assert api.user.get_current().getId() == "anita"
        raise ZeroDivisionError

    monkeypatch.setattr(PortalPage, "__call__", fail)
    request = portal.REQUEST
    request.form["grant"] = grant.id
    with api.env.adopt_user(username=robert):
        view = api.content.get_view(PAGE, full, request)

        with pytest.raises(ZeroDivisionError):
            view()

        assert api.user.get_current().getId() == robert
