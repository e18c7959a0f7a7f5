"""A case gets another coordinator, whichever way it is handed over."""

from hcc.ehcportal.access.handover import hand_over
from hcc.ehcportal.access.handover import NothingToHandOver
from hcc.ehcportal.content.case import children_of
from hcc.ehcportal.content.overview import overview_of
from plone import api

import pytest


def test_nothing_is_done_twice(case, robert, rob):
    with api.env.adopt_user(username=rob):
        hand_over(case, robert, rob)
        with pytest.raises(NothingToHandOver):
            hand_over(case, robert, rob)

    assert len(overview_of(case, "anita").messages) == 1


def test_the_editors_words_are_used(council, case, robert, rob):
    text = council.ehc["texts"]["message-handover"]
    text.text = "${child}: ${coordinator} of ${council}, ${reference}."
    case.reference = "6427917"

    with api.env.adopt_user(username=rob):
        hand_over(case, robert, rob)

    (kept,) = children_of(case, "EHCMessage")
    assert kept.text == (
        f"Tony Bread: Robert Coombes of {council.site.title}, 6427917."
    )


def test_somebody_who_left_is_kept_by_name(case, robert, rob):
    with api.env.adopt_user(username=rob):
        hand_over(case, robert, rob)
    with api.env.adopt_roles(["Manager"]):
        api.user.delete(username=robert)
    with api.env.adopt_user(username=rob):
        hand_over(case, rob, rob)

    names = [period.name for period in case.contact_history]
    assert names == ["Robert Coombes", "Rob Test"]
