"""Drafts are published, one alone by `@workflow` or many at once, by one judgement."""

from answers import fields_of
from factories import make_case
from factories import make_document
from factories import make_family
from factories import put_into
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.content.uploads.marks import CLEAN
from hcc.ehcportal.content.uploads.marks import INFECTED
from hcc.ehcportal.content.uploads.marks import mark_as
from hcc.ehcportal.content.uploads.marks import UNSCANNED
from hcc.ehcportal.content.uploads.marks import WAITING
from hcc.ehcportal.notify.notices import Notices
from plone import api
from plone.locking.interfaces import ILockable

import pytest


@pytest.fixture
def drafts(admitted, council):
    """A draft in Tony's case, and one in each of two of other families."""
    families = [make_family(council, name) for name in ("Other", "Third")]
    cases = [admitted, *(make_case(family, "Tina") for family in families)]
    return [make_document(case, state="draft") for case in cases]


@pytest.fixture
def publish(coordinator, council):
    """Return a function that publishes documents by their addresses."""

    def post(*addresses, app=coordinator):
        url = f"{council.ehc.absolute_url()}/@ehc-publish"
        return app.post(url, {"documents": list(addresses)})

    return post


# What the scanner said of a file, and what is said of publishing it.
HELD = {
    WAITING: "This file is still to be checked for viruses",
    INFECTED: "The virus scanner found a virus in this file",
}


def addresses_of(contents):
    return [each.absolute_url() for each in contents]


def states(contents):
    return [state_of(each) for each in contents]


def whys(answer):
    return [each["why"] for each in answer.json["items"]]


class TestMany:
    def test_all_of_them(self, publish, admitted, drafts):
        answer = publish(*addresses_of(drafts))
        assert answer.json["done"] == 3
        assert [each["@id"] for each in answer.json["items"]] == addresses_of(drafts)
        assert states(drafts) == ["published"] * 3
        (notice,) = Notices(admitted).all()
        assert (notice.kind, notice.subject) == ("document", drafts[0].getId())

    def test_what_fails_hinders_no_other(self, publish, drafts, rob):
        put_into(drafts[0], "published")
        with api.env.adopt_user(username=rob):
            ILockable(drafts[1]).lock()

        answer = publish(*addresses_of(drafts))
        why = whys(answer)
        assert answer.json["done"] == 1
        assert why[0].startswith("This cannot be done in the present state.")
        assert why[1].startswith("Rob Test is editing this now")
        assert why[2] is None
        assert states(drafts) == ["published", "draft", "published"]

    @pytest.mark.parametrize(
        ("state", "why"),
        [
            ("preparing", "The case is not open, so the family would not see it."),
            ("closed", "You may not do this in this case."),
        ],
    )
    def test_in_open_cases_alone(self, publish, admitted, drafts, state, why):
        put_into(admitted, state)
        answer = publish(drafts[0].absolute_url())
        assert (whys(answer), state_of(drafts[0])) == ([why], "draft")

    @pytest.mark.parametrize("scan", HELD)
    def test_nothing_that_nobody_could_open(self, publish, drafts, scan):
        mark_as(drafts[0].file, scan)
        (why,) = whys(publish(drafts[0].absolute_url()))
        assert why.startswith(HELD[scan])
        assert state_of(drafts[0]) == "draft"

    @pytest.mark.parametrize("scan", [UNSCANNED, CLEAN])
    def test_whether_there_is_a_scanner_or_not(self, publish, drafts, scan):
        mark_as(drafts[0].file, scan)
        assert whys(publish(drafts[0].absolute_url())) == [None]

    def test_nothing_that_is_to_take_anothers_place(self, publish, admitted, drafts):
        drafts[0].replaces = make_document(admitted).getId()
        (why,) = whys(publish(drafts[0].absolute_url()))
        assert why.startswith("This draft is to replace another document.")

    def test_what_there_is_not(self, publish, admitted):
        case, stage = admitted.absolute_url(), admitted.objectValues()[0]
        for address in (f"{case}/d-0", stage.absolute_url()):
            (why,) = whys(publish(address))
            assert why.startswith("There is no such draft in this case.")
        for address in (case, f"{case}-0/d-0", "http://example.org/x/y", "x", ""):
            (why,) = whys(publish(address))
            assert why == "You cannot see this case any more."

    @pytest.mark.parametrize("number", [0, 101])
    def test_too_few_and_too_many(self, publish, number):
        answer = publish(*map(str, range(number)))
        assert answer.status_int == 422
        assert fields_of(answer) == ["documents"]

    def test_it_is_for_staff(self, publish, mother, nobody, drafts):
        assert publish(*addresses_of(drafts), app=mother).status_int == 403
        assert publish(*addresses_of(drafts), app=nobody).status_int == 401
        assert states(drafts) == ["draft"] * 3


@pytest.mark.parametrize("scan", HELD)
def test_nor_is_one_alone_that_nobody_could_open(coordinator, drafts, scan):
    mark_as(drafts[0].file, scan)
    answer = coordinator.post(f"{drafts[0].absolute_url()}/@workflow/publish")
    assert (answer.status_int, answer.json["type"]) == (409, "NotPossible")
    assert answer.json["message"].startswith(HELD[scan])
    assert state_of(drafts[0]) == "draft"
