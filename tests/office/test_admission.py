"""Who gets into the office, and that nobody is made to act there unawares."""

from datetime import date
from factories import give_access
from factories import make_document
from factories import make_form
from factories import make_person
from factories import PLONE_ROLES
from hcc.ehcportal.access.invitations import Invitations
from hcc.ehcportal.access.register import AccessRegister
from hcc.ehcportal.access.requests import Requests
from hcc.ehcportal.content.states import state_of
from urllib.parse import urlencode

import pytest


@pytest.fixture
def office(case, family, council, anita, letters):
    """Every page of the office that a family may not see, with its content."""
    grant = give_access(anita, case)
    asked = ask(council.ehc)
    invited = invite(case)
    place = f"{family.getId()}/{case.getId()}"
    stage = next(i for i in case.objectValues() if i.guide_key == "request_outcome")
    return [
        (council.families, "ehc-families"),
        (family, "ehc-family"),
        (family, "@@ehc-grant-access"),
        (family, f"@@ehc-end-access?grant={grant.id}"),
        (case, "@@ehc-close"),
        (make_document(case), "@@ehc-withdraw"),
        (make_form(case, state="submitted"), "@@ehc-return"),
        (stage, "@@ehc-record-exemption"),
        (family, "@@ehc-invite"),
        (family, f"@@ehc-send-invitation-again?invitation={invited.id}"),
        (family, f"@@ehc-withdraw-invitation?invitation={invited.id}"),
        (council.families, "ehc-access-requests"),
        (council.families, f"ehc-access-request?entry={asked.id}"),
        (council.families, f"@@ehc-find-case?entry={asked.id}"),
        (council.families, f"@@ehc-approve-request?entry={asked.id}&case={place}"),
        (council.families, f"@@ehc-decline-request?entry={asked.id}"),
    ]


def ask(ehc):
    """Let somebody ask for access to Tony's case."""
    return Requests(ehc).make(
        "nobody",
        child_name="Tony Bread",
        date_of_birth=date(2020, 3, 3),
        relationship="father",
    )


def invite(case):
    """Invite Tony's father."""
    invitation, _token = Invitations(case.__parent__).invite(
        case.getId(),
        name="Bob Bread",
        address="bob@example.org",
        relationship="father",
        reason="Birth certificate seen",
        end=None,
        invited_by="robert",
    )
    return invitation


def test_a_coordinator_and_a_manager_get_in(office, coordinator, visitor, rob):
    for content, page in office:
        assert coordinator.visit(content, page).status == 200, page
        assert visitor(rob).visit(content, page).status == 200, page


def test_a_family_does_not(office, visitor, anita):
    assert_refused(visitor(anita), office)


def test_another_family_does_not(office, visitor, tracy):
    assert_refused(visitor(tracy), office)


def test_the_staff_of_the_website_do_not(office, visitor):
    for number, role in enumerate(PLONE_ROLES):
        assert_refused(visitor(make_person(f"edith-{number}", role)), office)


def assert_refused(browser, office):
    for content, page in office:
        assert browser.visit(content, page).is_refused, page
        assert "Bread" not in str(browser.contents)


POSTS = {
    "@@ehc-grant-access": {
        "form.widgets.adult": "tracy",
        "form.widgets.relationship:list": "mother",
        "form.widgets.reason": "Forged",
        "form.widgets.start": "2024-10-04",
        "form.buttons.save": "Give access",
    },
    "@@ehc-end-access": {
        "form.widgets.when:list": "at-once",
        "form.buttons.save": "End access",
    },
    "@@ehc-invite": {
        "form.widgets.name": "Forged",
        "form.widgets.address": "forged@example.org",
        "form.widgets.relationship:list": "mother",
        "form.widgets.reason": "Forged",
        "form.buttons.save": "Send the invitation",
    },
    "@@ehc-close": {
        "form.widgets.ending:list": "no_plan",
        "form.buttons.save": "Close",
    },
    "@@ehc-record-exemption": {
        "form.widgets.clause:list": "c",
        "form.widgets.start": "2024-09-20",
        "form.widgets.end": "2024-10-20",
        "form.widgets.who": "Forged",
        "form.widgets.evidence": "Forged",
        "form.widgets.text": "Forged",
        "form.buttons.save": "Record",
    },
}


@pytest.fixture
def forge(office, coordinator, case, robert, tracy):
    """Make a coordinator's browser ask for what a form does, with every field sent."""

    def ask(name, token=None, as_link=False):
        content, page = next(entry for entry in office if entry[1].startswith(name))
        fields = {**POSTS[name], "grant": page.partition("grant=")[2]}
        if name in ("@@ehc-grant-access", "@@ehc-invite"):
            fields["form.widgets.case:list"] = case.getId()
        if token:
            fields["_authenticator"] = token
        if as_link:
            return coordinator.visit(content, f"{name}?{urlencode(fields)}")
        return coordinator.send(f"{content.absolute_url()}/{name}", fields)

    return ask


def standing(case):
    """Everything that those forms can change."""
    return (
        state_of(case),
        sorted(map(repr, AccessRegister(case.__parent__).grants())),
        sorted(map(repr, Invitations(case.__parent__).all())),
        [getattr(item, "exemptions", None) for item in case.objectValues()],
    )


@pytest.mark.parametrize("page", POSTS)
def test_a_post_without_authenticator_changes_nothing(forge, case, page):
    before = standing(case)

    assert forge(page).status == 403
    assert standing(case) == before


@pytest.mark.parametrize("page", POSTS)
def test_nor_does_a_link_with_a_stolen_one(forge, case, coordinator, family, page):
    before = standing(case)
    token = token_of(coordinator.visit(family, "@@ehc-grant-access"))

    assert forge(page, token, as_link=True).status == 403
    assert standing(case) == before


@pytest.mark.parametrize("page", POSTS)
def test_the_same_post_with_it_does(forge, case, coordinator, family, page):
    """So the two above fail for the right reason."""
    before = standing(case)
    token = token_of(coordinator.visit(family, "@@ehc-grant-access"))

    assert forge(page, token).status == 200
    assert standing(case) != before


def token_of(browser) -> str:
    return browser.getControl(name="_authenticator", index=0).value
