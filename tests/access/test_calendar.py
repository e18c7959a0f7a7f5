"""A private address opens one case's calendar to one person, while they have access."""

from datetime import date
from factories import give_access
from factories import make_case
from factories import put_into
from hcc.ehcportal.access.calendar import calendar_of
from hcc.ehcportal.access.calendar import has_token
from hcc.ehcportal.access.calendar import new_token
from hcc.ehcportal.access.calendar import revoke
from hcc.ehcportal.access.register import AccessRegister
from plone import api

import pytest


@pytest.fixture
def open_case(case, anita):
    give_access("anita", case)
    return case


def test_a_token_opens_the_case_for_its_person(open_case, council):
    token = new_token(open_case, "anita")

    assert calendar_of(council.ehc, token) == (open_case, "anita")


def test_tokens_cannot_be_guessed_and_are_not_kept(open_case, council):
    token = new_token(open_case, "anita")

    assert len(token) >= 43  # 256 bits
    assert calendar_of(council.ehc, "guessed") is None
    kept = council.ehc.__annotations__["hcc.ehcportal.calendar"]
    assert token not in kept


def test_a_new_token_ends_the_one_before(open_case, council):
    old = new_token(open_case, "anita")
    new = new_token(open_case, "anita")

    assert calendar_of(council.ehc, old) is None
    assert calendar_of(council.ehc, new) == (open_case, "anita")


def test_a_revoked_token_opens_nothing(open_case, council):
    token = new_token(open_case, "anita")
    revoke(open_case, "anita")

    assert calendar_of(council.ehc, token) is None
    assert not has_token(open_case, "anita")


def test_a_token_ends_with_the_access(family, council, anita, clock):
    case = make_case(family)
    give_access("anita", case, end=date(2024, 10, 10))
    token = new_token(case, "anita")

    clock.set(2024, 10, 11)

    assert calendar_of(council.ehc, token) is None


def test_a_token_opens_no_case_in_preparation(open_case, council):
    token = new_token(open_case, "anita")
    put_into(open_case, "preparing")

    assert calendar_of(council.ehc, token) is None


def test_deleting_the_case_ends_its_tokens(open_case, family, council):
    token = new_token(open_case, "anita")
    with api.env.adopt_roles(["Manager"]):
        api.content.delete(open_case)

    assert calendar_of(council.ehc, token) is None
    assert list(AccessRegister(family).grants()) == []
