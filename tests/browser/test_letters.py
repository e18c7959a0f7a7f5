"""A coordinator keeps the list of advice and makes the letter; the family reads it."""

import pytest


pytestmark = pytest.mark.browser


def test_the_family_reads_who_was_asked(visitor):
    visitor.sign_in("anita")

    visitor.goto(f"{visitor.page.url}/ehc-involvements")

    assert visitor.sees("Information Requested")
    assert visitor.sees("Speech and Language Therapy")
    assert visitor.sees("13 Nov 2024")
    assert visitor.sees("Not yet")
    visitor.look("involvements-advice")


def test_advice_that_is_late_says_so(visitor):
    visitor.sign_in("helen")

    visitor.goto(f"{visitor.page.url}/ehc-involvements")

    assert visitor.sees("Late: was due on 21 Jun 2024")
    visitor.look("involvements-advice-late")


def test_several_services_are_asked_at_once_and_one_answers(visitor, tonys):
    visitor.sign_in("robert", f"{tonys}/ehc-advice-requests")
    visitor.look("advice-requests")
    visitor.page.get_by_label("Educational Psychologist").check()
    visitor.page.get_by_label("Social Care").check()
    visitor.page.fill("[name='form.widgets.other']", "Play therapist")
    visitor.follow("Record as asked")

    assert visitor.sees("Services asked: 3.")
    visitor.follow("Record as received: Educational Psychologist")
    assert visitor.sees("Tony Bread: Educational Psychologist, asked on 04 Oct 2024.")
    visitor.look("record-advice")
    visitor.follow("Record as received", within="#form")
    assert visitor.sees("Educational Psychologist 04 Oct 2024 15 Nov 2024 04 Oct 2024")


def test_what_is_wrong_is_said_on_top_and_by_the_field(visitor, tonys):
    visitor.sign_in("robert", f"{tonys}/ehc-advice-requests")
    visitor.follow("Record as asked")

    assert visitor.sees("There is something to put right")
    assert visitor.sees("Choose a service, or write the name of another one.")
    visitor.look("advice-requests-errors")


def test_a_request_is_corrected_and_removed(visitor, tonys):
    visitor.sign_in("robert", f"{tonys}/ehc-advice-requests")
    visitor.follow("Correct: Speech and Language Therapy")
    visitor.page.select_option(
        "[name='form.widgets.clause:list']", "missed_appointment"
    )
    visitor.look("correct-advice")
    visitor.follow("Save", within="#form")
    assert visitor.sees("An appointment was missed")

    visitor.follow("Remove: Speech and Language Therapy")
    visitor.look("remove-advice")
    visitor.follow("Remove", within="#form")
    assert visitor.sees("“Speech and Language Therapy” is not on the list any more.")


def test_the_letter_is_looked_at_and_saved_as_a_draft(visitor, tonys):
    visitor.sign_in("robert", f"{tonys}/ehc-advice-requests")
    visitor.follow("Letter “Information Requested”")
    assert visitor.heading == "Information Requested"
    assert visitor.sees("The family of Tony Bread")
    visitor.look("letter")

    visitor.follow("Save as PDF draft")

    assert visitor.sees("The letter is saved as a draft.")
    visitor.look("letter-saved")
