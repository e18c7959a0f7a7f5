"""What was changed in a case is kept, whichever way the change came."""

from datetime import date
from factories import make_document
from factories import make_message
from factories import PDF
from hcc.ehcportal.content.changes import changes_of
from hcc.ehcportal.content.changes import FieldChange
from hcc.ehcportal.content.changes import Unshown
from plone import api
from plone.namedfile.file import NamedBlobFile
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

import pytest


def change(content, person="robert", **values):
    """Change fields as a form or a script does."""
    for name, value in values.items():
        setattr(content, name, value)
    with api.env.adopt_user(username=person):
        notify(ObjectModifiedEvent(content))


def stage_of(case, key):
    return next(item for item in case.objectValues() if item.guide_key == key)


def told(case):
    """Return what Robert changed."""
    return [entry for entry in changes_of(case) if entry.who == "robert"]


def newest(case):
    return next(changes_of(case))


@pytest.fixture(autouse=True)
def _people(robert):
    """Robert acts."""


def test_a_change_says_who_and_what_stood_there_before(case):
    change(case, title="Tony B. Bread", request_received=date(2024, 9, 2))

    assert newest(case).who == "robert"
    assert newest(case).fields == (
        FieldChange("title", "Tony Bread", "Tony B. Bread"),
        FieldChange("request_received", date(2024, 9, 1), date(2024, 9, 2)),
    )


def test_saving_without_a_change_is_none(case):
    change(case)

    assert told(case) == []


def test_changes_are_told_the_newest_first(case):
    change(case, reference="1")
    change(case, reference="2")

    assert [entry.fields[0].after for entry in told(case)] == ["2", "1"]


def test_what_lies_in_the_case_is_told_with_it(case):
    stage = stage_of(case, "request_outcome")
    change(stage, explanation="A report came late")

    assert (newest(case).portal_type, newest(case).uid) == ("EHCStage", stage.UID())


def test_a_reason_that_came_with_a_transition_is_told(case):
    document = make_document(case)
    document.withdrawal_reason = "Another child's"
    with api.env.adopt_roles(["Manager"]):
        api.content.transition(document, "withdraw")

    assert newest(case).fields == (
        FieldChange("withdrawal_reason", None, "Another child's"),
    )


def test_a_day_that_the_portal_stamped_is_not_told_as_the_next_persons(case):
    stage = stage_of(case, "request_outcome")
    with api.env.adopt_roles(["Manager"]):
        api.content.transition(stage, "finish")
    change(stage, outcome="Yes")

    assert [f.name for f in newest(case).fields] == ["outcome"]


def test_files_and_long_texts_are_told_but_not_kept(case):
    document = make_document(case, state="draft")
    message = make_message(case, state="draft")
    change(document, file=NamedBlobFile(PDF, "application/pdf", "secret.pdf"))
    change(message, text="Secret " * 100)

    found = told(case)
    assert [entry.fields[0].name for entry in found] == ["text", "file"]
    assert all(isinstance(entry.fields[0].after, Unshown) for entry in found)
    assert "ecret" not in repr(found)


def test_a_draft_that_is_deleted_leaves_its_kind_and_not_its_title(case):
    document = make_document(case, title="About the father", state="draft")
    change(document, title="About the father's letter")
    with api.env.adopt_roles(["Manager"]):
        api.content.delete(document)

    assert (newest(case).kind, newest(case).portal_type) == ("deleted", "EHCDocument")
    assert "father" not in repr(list(changes_of(case)))


def test_a_case_goes_with_its_history(family, case):
    make_document(case)
    with api.env.adopt_roles(["Manager"]):
        api.content.delete(case)

    assert not len(family)


def test_a_copy_begins_a_history_of_its_own(family, case):
    change(case, title="Tony B. Bread")
    with api.env.adopt_roles(["Manager"]):
        copy = api.content.copy(case, family)

    assert told(copy) == []
    change(copy, title="Tina Bread")
    assert newest(copy).fields == (FieldChange("title", "Tony B. Bread", "Tina Bread"),)
