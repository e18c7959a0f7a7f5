"""A form that is returned stays as it was sent; its copy is a draft of the family."""

from datetime import date
from factories import give_access
from factories import make_form
from factories import PDF
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.content.uploads.marks import is_held
from hcc.ehcportal.content.uploads.marks import mark_as
from hcc.ehcportal.content.uploads.marks import WAITING
from hcc.ehcportal.forms.returning import copy_made_of
from hcc.ehcportal.forms.returning import return_form
from plone import api
from plone.api.exc import InvalidParameterError

import pytest


MODEL = '<model xmlns="http://namespaces.plone.org/supermodel/schema"><schema/></model>'


@pytest.fixture
def form(case, anita):
    """What Anita has sent."""
    give_access(anita, case)
    form = make_form(case, state="submitted")
    form.questions = MODEL
    form.introduction = "<p>Tell us.</p>"
    form.upload_limits = {"files": 3}
    form.typed = {"hopes": "A friend", "days": ["mon"]}
    form.answers = {"hopes": "A friend", "days": ["mon"]}
    form.receipt = "F-1"
    return form


@pytest.fixture
def draft(form, robert):
    with api.env.adopt_user(username=robert):
        return_form(form, "A page is missing.", date(2024, 10, 11))
    return copy_made_of(form)


def test_what_was_sent_stays(form, draft):
    assert state_of(form) == "returned"
    assert form.answers == {"hopes": "A friend", "days": ["mon"]}
    assert form.receipt == "F-1"
    assert form.last_day is None
    (attachment,) = form.objectValues()
    assert attachment.file.data == PDF


def test_the_copy_has_what_was_asked_and_typed_and_why_it_is_there(form, draft):
    assert state_of(draft) == "draft"
    assert (draft.title, draft.form_key) == (form.title, form.form_key)
    assert (draft.questions, draft.introduction) == (MODEL, "<p>Tell us.</p>")
    assert draft.upload_limits == {"files": 3}
    assert draft.typed == form.typed
    assert draft.return_reason == "A page is missing."
    assert draft.last_day == date(2024, 10, 11)
    assert draft.returned_from == form.getId()


def test_a_file_that_is_held_is_held_in_the_copy_too(form, robert):
    mark_as(form.objectValues()[0].file, WAITING)

    with api.env.adopt_user(username=robert):
        return_form(form, "A page is missing.", date(2024, 10, 11))

    (copy,) = copy_made_of(form).objectValues()
    assert is_held(copy.file)


def test_the_copy_is_not_sent_yet(draft):
    assert draft.answers == {}
    assert (draft.receipt, draft.submitted_at, draft.submitted_by) == (None, None, None)
    assert draft.draft_version == 0


def test_the_copy_shares_nothing_with_what_was_sent(form, draft):
    draft.typed["days"].append("tue")
    (kept,), (own,) = form.objectValues(), draft.objectValues()

    assert form.typed["days"] == ["mon"]
    assert own.title == "A letter"
    assert (own.file.filename, own.file.contentType) == (
        kept.file.filename,
        kept.file.contentType,
    )
    assert own.file.data == PDF
    assert own.file._blob is not kept.file._blob


def test_nobody_changes_what_was_sent_and_the_family_goes_on_with_the_copy(
    form, draft, anita, robert
):
    for person in (anita, robert):
        with api.env.adopt_user(username=person):
            for permission in (
                "Modify portal content",
                "Delete objects",
                "hcc.ehcportal: Add attachment",
            ):
                assert not api.user.has_permission(permission, obj=form)
            mine = person == anita
            assert api.user.has_permission("Modify portal content", obj=draft) == mine
            assert api.user.has_permission("View", obj=draft) == mine
            assert api.user.has_permission("View", obj=form)


def test_without_a_reason_it_is_not_returned(form, robert):
    with api.env.adopt_user(username=robert), pytest.raises(InvalidParameterError):
        return_form(form, "")

    assert state_of(form) == "submitted"
    assert copy_made_of(form) is None


def test_the_copy_can_be_sent_and_returned_again_for_another_reason(
    draft, anita, robert
):
    with api.env.adopt_user(username=anita):
        api.content.transition(draft, "submit")
    with api.env.adopt_user(username=robert):
        with pytest.raises(InvalidParameterError):
            api.content.transition(draft, "return")
        return_form(draft, "Please sign it.")

    again = copy_made_of(draft)
    assert (again.return_reason, again.last_day) == ("Please sign it.", None)
    assert len(again.objectValues()) == 1
