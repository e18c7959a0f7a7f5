"""A coordinator receives a form and returns it, and the family finds it again."""

from datetime import datetime
from datetime import UTC
from factories import make_form
from hcc.ehcportal.content.states import state_of

import pytest
import transaction


pytestmark = pytest.mark.browser

QUESTIONS = """
<model xmlns="http://namespaces.plone.org/supermodel/schema"><schema>
  <field name="school" type="collective.easyform.fields.Label">
    <title>About school</title></field>
  <field name="likes" type="zope.schema.Bool">
    <title>Does Tony like going to school?</title></field>
  <field name="help" type="zope.schema.Text">
    <title>What help has there been so far?</title></field>
  <field name="since" type="zope.schema.Date">
    <title>Since when has he been at this school?</title></field>
</schema></model>
"""

ANSWERS = {
    "likes": False,
    "help": "A teaching assistant for two mornings a week.\n\nSince Easter he has "
    "had a quiet place to go to when it is too loud for him.",
}


@pytest.fixture
def form(demo_server):
    """What Anita has sent about Tony."""
    families = demo_server["portal"]["ehc"]["families"].objectValues()
    cases = [case for family in families for case in family.objectValues()]
    (tony,) = [case for case in cases if case.title == "Tony Bread"]
    form = make_form(tony, "Parental Supporting Documents", "submitted")
    form.questions, form.answers = QUESTIONS, ANSWERS
    form.submitted_at = datetime(2024, 10, 4, 8, 5, tzinfo=UTC)
    form.receipt = "2F7K-9HRW-4X6M"
    transaction.commit()
    return form


def test_a_form_is_received_passed_on_and_returned(visitor, form):
    visitor.sign_in("robert", "/ehc")
    visitor.goto("/ehc/worklist?show=forms&cases=all")
    visitor.follow("Tony Bread")
    visitor.follow("Parental Supporting Documents")
    assert visitor.sees("A teaching assistant for two mornings a week.")
    visitor.look("form-sent")

    visitor.follow("Mark as received")
    visitor.follow("Parental Supporting Documents")
    visitor.page.check("[name^='publish-']")
    visitor.follow("Continue to check and publish")
    assert visitor.heading == "Check and publish"

    visitor.goto(f"{visitor.page.url.rpartition('/')[0]}/{form.getId()}/ehc-sent-form")
    visitor.follow("Return to the family")
    visitor.page.fill(
        "[name='form.widgets.return_reason']", "Please sign the last page."
    )
    visitor.page.fill("[name='form.widgets.last_day']", "2024-10-18")
    visitor.look("form-return")
    visitor.click("[name='form.buttons.save']")
    assert visitor.sees("It is asked for by 18 Oct 2024.")
    visitor.look("form-returned")

    visitor.goto("/logout")
    visitor.sign_in("anita")
    visitor.goto(f"{visitor.page.url}/ehc-items-to-complete")
    assert visitor.sees("Please sign the last page.")
    assert visitor.sees("18 October 2024")
    visitor.look("form-returned-family")
    transaction.begin()
    assert state_of(form) == "returned"
