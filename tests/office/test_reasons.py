"""A coordinator closes, withdraws and returns with a word of why."""

from factories import make_document
from factories import make_form
from hcc.ehcportal.content.states import state_of

import pytest


@pytest.fixture
def document(case):
    return make_document(case)


@pytest.fixture
def views(case):
    return make_form(case, state="submitted")


@pytest.fixture
def acts(case, document, views):
    """By page: the content, its button, field, a reason and the state that follows."""
    return {
        "@@ehc-close": (case, "Close", "ending", "no_plan", "closed"),
        "@@ehc-withdraw": (
            *(document, "Withdraw", "withdrawal_reason"),
            *("Another child's letter", "withdrawn"),
        ),
        "@@ehc-return": (
            *(views, "Return", "return_reason", "A page is missing", "returned"),
        ),
    }


PAGES = ["@@ehc-close", "@@ehc-withdraw", "@@ehc-return"]


@pytest.mark.parametrize("page", PAGES)
def test_the_reason_is_kept_and_the_state_changes(coordinator, acts, page):
    content, button, field, reason, state = acts[page]

    coordinator.visit(content, page).fill(**{field: reason}).press(button)

    assert (getattr(content, field), state_of(content)) == (reason, state)


@pytest.mark.parametrize("page", PAGES)
def test_without_a_reason_nothing_changes(coordinator, acts, page):
    content, button, field, _reason, _state = acts[page]
    before = state_of(content)

    coordinator.visit(content, page).press(button)

    missing = "Choose one." if field == "ending" else "Fill this in."
    assert missing in coordinator.error_by(field)
    assert state_of(content) == before


@pytest.mark.parametrize("page", PAGES)
def test_what_cannot_be_done_now_says_so(coordinator, acts, page):
    content, button, field, reason, _state = acts[page]
    coordinator.visit(content, page).fill(**{field: reason}).press(button)

    coordinator.visit(content, page)

    # A closed case can be closed by nobody, a withdrawn document withdrawn by nobody.
    assert "This cannot be done in the present state." in coordinator.text
    assert not coordinator.parsed.cssselect("#form")


def test_two_who_close_at_once(coordinator, visitor, rob, case):
    manager = visitor(rob).visit(case, "@@ehc-close").fill(ending="no_plan")
    coordinator.visit(case, "@@ehc-close").fill(ending="withdrawn").press("Close")

    manager.press("Close")

    assert "Somebody may have done it already." in manager.text
    assert case.ending == "withdrawn"


def test_the_ending_of_before_is_no_default(coordinator, case):
    case.ending = "moved_away"

    assert coordinator.visit(case, "@@ehc-close").value("ending") == ["--NOVALUE--"]


@pytest.mark.parametrize("page", PAGES)
def test_the_page_says_whose_child_it_is_about(coordinator, acts, page):
    content, *_rest = acts[page]

    (lead,) = coordinator.visit(content, page).parsed.cssselect(".lead")

    assert lead.text_content().startswith("Tony Bread")
    assert content.title in lead.text_content()


def test_plones_menu_leads_to_the_page(coordinator, acts):
    for page, (content, *_rest) in acts.items():
        coordinator.visit(content)
        links = [a.get("href", "") for a in coordinator.parsed.cssselect("a")]
        address = f"{content.absolute_url()}/{page}"
        assert any(link.startswith(address) for link in links), page
