"""An editor finds the texts, sees them as a family does, and goes back a version."""

import pytest


pytestmark = pytest.mark.browser


@pytest.fixture
def editor(visitor):
    return visitor.sign_in("editor", "/ehc")


def test_all_texts_stand_in_one_list(editor):
    editor.follow("Texts of the portal")

    assert editor.heading == "Texts of the portal"
    for text in (
        "Request Outcome",
        "On the dashboard of every case that is in this stage.",
        "Message: new coordinator",
        "Letter: Information Requested",
    ):
        assert editor.sees(text), text
    editor.look("texts")


def test_a_text_tells_what_can_be_filled_in_and_is_previewed(editor):
    editor.goto("/ehc/texts/message-handover")
    assert editor.sees("What can be filled in")
    editor.look("text")

    editor.follow("Preview")

    assert editor.sees("Robert Coombes is now your EHCP Coordinator")
    editor.look("text-preview")


def test_a_stage_guide_is_seen_as_a_family_sees_it(editor):
    editor.goto("/ehc/stage-guides/request-outcome/ehc-preview")

    assert editor.heading == "EHC Assessment and Plan - Tony Bread"
    assert editor.sees("What happens in this stage?")
    editor.look("guide-preview")


def test_an_earlier_version_comes_back(editor):
    editor.goto("/ehc/texts/message-handover/edit")
    editor.page.fill("[name='form.widgets.subject']", "Somebody else is there for you")
    editor.follow("Save", within="#form")
    assert editor.sees("Somebody else is there for you")

    editor.goto("/ehc/texts/message-handover/@@historyview")
    assert editor.sees("Edited")
    editor.goto("/ehc/texts/message-handover")
    editor.follow("Reset to the original words")

    assert editor.sees("EHC Handover to new team")
