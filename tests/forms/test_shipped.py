"""A portal comes with forms that families can be given at once."""

from hcc.ehcportal.content.overview import overview_of
from hcc.ehcportal.forms.checks import reasons_against
from hcc.ehcportal.forms.depending import asked_names
from hcc.ehcportal.forms.offer import designs_in
from hcc.ehcportal.forms.offers import is_ready
from hcc.ehcportal.forms.offers import offers_for
from hcc.ehcportal.forms.questions import questions_of
from hcc.ehcportal.forms.questions import schema_of
from hcc.ehcportal.forms.starting import start
from plone import api
from plone.supermodel.interfaces import FIELDSETS_KEY

import pytest


TITLES = ["Parental Supporting Documents", "My views", "Comments on the draft plan"]


@pytest.fixture
def shipped(council):
    return {design.title: design for design in designs_in(council.ehc)}


@pytest.fixture
def asked(case, shipped):
    """Return a function that tells which questions of a form answers lead to."""

    def names(title, **answers):
        return asked_names(questions_of(start(case, shipped[title])), answers)

    return names


def test_they_are_published_and_can_be_offered(shipped):
    assert list(shipped) == TITLES
    assert [reasons_against(design) for design in shipped.values()] == [(), (), ()]
    assert all(is_ready(design) for design in shipped.values())


def test_a_family_can_send_documents_at_any_time(case, anita):
    found = offers_for(case, anita, overview_of(case, anita))

    assert [offer.title for offer in found] == ["Parental Supporting Documents"]
    assert found[0].takes_files


def test_a_draft_has_all_that_they_say(case, shipped):
    draft = start(case, shipped["Parental Supporting Documents"])

    assert draft.noun == "Self Assessment"
    assert "upload your documents below" in draft.introduction
    assert "Thank you." in draft.confirmation
    assert draft.upload_limits == {"files": 20, "megabytes": 20}


def test_a_child_is_asked_other_things_than_a_parent(asked):
    child = set(asked("My views", who="child"))
    parent = set(asked("My views", who="parent"))

    assert child & parent == {"who", "else"}
    assert set(asked("My views", who="together")) == child | parent
    assert len(child) == 7


def test_whoever_agrees_is_not_asked_what_should_change(asked):
    names = asked("Comments on the draft plan", answer="agree")

    assert not [name for name in names if name.startswith("section")]
    assert "place" in names


def test_the_parts_that_were_ticked_are_asked_about(asked):
    names = asked(
        "Comments on the draft plan", answer="change", sections=["b", "f"], meeting=True
    )

    assert [n for n in names if n.startswith("section_")] == ["section_b", "section_f"]
    assert "meeting_when" in names
    assert "time_why" not in names


def test_what_they_say_has_no_marks_of_translators(shipped):
    for design in shipped.values():
        assert "i18n" not in design.fields_model
    fieldsets = schema_of(shipped["My views"].fields_model).getTaggedValue(
        FIELDSETS_KEY
    )
    assert [fieldset.label for fieldset in fieldsets] == [
        "About me",
        "About your child",
    ]


def test_a_copy_of_a_portal_brings_its_own(council):
    with api.env.adopt_roles(["Manager"]):
        api.content.delete(council.ehc["forms"]["my-views"])
        copy = api.content.copy(council.ehc, council.site, "copy")

    assert [d.title for d in designs_in(copy)] == [TITLES[0], TITLES[2]]
