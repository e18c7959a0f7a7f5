"""Editors see what a text will say before anybody else does."""

from factories import make_person
from hcc.ehcportal.content.texts.catalogue import TEXTS

import pytest


@pytest.fixture
def texts(council, case):
    council.ehc.support_email = "help@example.gov.uk"
    return council.ehc["texts"]


@pytest.fixture
def editor(visitor):
    return visitor(make_person("edith", "Editor"))


def test_a_mail_is_shown_with_its_frame(editor, texts):
    texts["notice-document"].text = "A letter lies in ${reference}.\n\nUntil ${until}."
    page = editor.visit(texts["notice-document"], "ehc-preview")
    for words in (
        "New document in case 6427917: Request/Application",
        "A letter lies in 6427917.",
        "Until Sunday 13 October 2024.",
        "There is news for you",
        "help@example.gov.uk",
    ):
        assert words in page.text


def test_the_frame_is_shown_around_two_things(editor, texts):
    page = editor.visit(texts["notice-greeting"], "ehc-preview")
    assert "News in case 6427917" in page.text
    assert "New document" in page.text
    assert "New message" in page.text


def test_another_text_is_shown_filled_in(editor, texts):
    page = editor.visit(texts["message-handover"], "ehc-preview")
    assert "EHC Handover to new team" in page.text
    assert "Robert Coombes is now your EHCP Coordinator" in page.text


@pytest.mark.parametrize("key", sorted(TEXTS))
def test_nothing_stays_unfilled(editor, texts, key):
    page = editor.visit(texts[key], "ehc-preview")
    assert page.status == 200
    assert "${" not in page.text


def test_what_an_editor_typed_runs_nothing(editor, texts):
    texts["notice-document"].text = "<script>alert(1)</script>"
    page = editor.visit(texts["notice-document"], "ehc-preview")
    assert "<script>alert(1)" not in page.contents


def test_it_is_for_editors(visitor, texts, anita):
    assert visitor(anita).visit(texts["notice-document"], "ehc-preview").is_refused
