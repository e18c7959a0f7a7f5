"""Editors make a form, a family starts it, and staff send one, in a real browser."""

import pytest


pytestmark = pytest.mark.browser


def test_an_editor_makes_a_form(visitor):
    visitor.sign_in("editor", "/ehc/forms/++add++EasyForm")
    visitor.page.fill("[name='form.widgets.IDublinCore.title']", "Holidays")
    visitor.follow("Save", within="#form")

    assert visitor.sees("Publish it when it is finished.")
    assert visitor.sees("What would you like to tell us?")
    visitor.look("design")

    visitor.goto("/ehc/forms/holidays/fields")
    assert visitor.sees("Families are not offered this form yet.")


def test_a_family_starts_a_form(visitor):
    visitor.sign_in("anita")
    assert visitor.sees("Forms you can start Parental Supporting Documents")
    visitor.follow("Forms you can start or awaiting completion (0)")

    assert visitor.heading == "Items to complete"
    assert visitor.sees("There are no items for you to complete")
    visitor.look("forms-to-start")
    visitor.follow("Parental Supporting Documents")
    visitor.goto(visitor.page.url.partition("/q-")[0])

    assert visitor.sees("Forms you can start or awaiting completion (1)")
    visitor.look("dashboard-with-forms")


def test_staff_send_a_form(visitor):
    visitor.sign_in("anita")
    tony = visitor.page.url
    visitor.goto("/logout")
    visitor.sign_in("robert", "/ehc")
    visitor.goto(f"{tony}/ehc-case")
    visitor.follow("Send a form to the family")
    visitor.page.select_option(
        "[name='form.widgets.design:list']", label="Comments on the draft plan"
    )
    visitor.page.fill("[name='form.widgets.note']", "Please tell us by then.")
    visitor.look("send-form")
    visitor.follow("Send form", within="#form")

    assert visitor.sees("“Comments on the draft plan” was sent to the family.")
    assert visitor.sees("Sent, not yet returned")
    visitor.look("case-page-with-sent-form")
    visitor.goto("/logout")
    visitor.sign_in("anita")
    visitor.goto(f"{tony}/ehc-items-to-complete")

    assert visitor.sees("Comments on the draft plan Please tell us by then.")
    visitor.look("form-that-was-sent")
