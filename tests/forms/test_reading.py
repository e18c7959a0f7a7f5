"""A form is read as its questions with the answers in words."""

from factories import make_form
from hcc.ehcportal.forms.reading import AnswerRow
from hcc.ehcportal.forms.reading import rows_of
from zope.i18n import translate

import pytest


QUESTIONS = """
<model xmlns="http://namespaces.plone.org/supermodel/schema"
       xmlns:easyform="http://namespaces.plone.org/supermodel/easyform"><schema>
  <field name="name" type="zope.schema.TextLine"><title>Your name</title></field>
  <field name="about" type="collective.easyform.fields.Label">
    <title>About school</title></field>
  <field name="likes" type="zope.schema.Choice"><title>Do you like it?</title>
    <values><element key="much">Very much</element>
      <element key="little">A little</element></values></field>
  <field name="why" type="zope.schema.Text" easyform:depends_on="likes=little">
    <title>Why?</title></field>
  <field name="bus" type="zope.schema.Bool"><title>By bus?</title></field>
  <field name="since" type="zope.schema.Date"><title>Since when?</title></field>
  <field name="days" type="zope.schema.Set"><title>Which days?</title>
    <value_type type="zope.schema.Choice">
      <values><element key="mon">Monday</element><element key="tue">Tuesday</element>
      </values></value_type></field>
  <field name="friends" type="zope.schema.Int"><title>How many friends?</title></field>
  <field name="secret" type="zope.schema.TextLine" easyform:THidden="True">
    <title>Secret</title></field>
  <fieldset name="home" label="At home">
    <field name="met" type="zope.schema.Datetime">
      <title>When did we meet?</title></field>
    <field name="rich" type="collective.easyform.fields.RichLabel">
      <title>Nearly done</title></field>
  </fieldset>
</schema></model>
"""

ANSWERS = {
    "name": "Tony",
    "likes": "much",
    "bus": False,
    "since": "2024-09-02",
    "days": ["mon", "tue"],
    "friends": 0,
    "met": "2024-09-03T09:30:00",
}


@pytest.fixture
def form(case):
    form = make_form(case, state="submitted")
    form.questions, form.answers = QUESTIONS, ANSWERS
    return form


def test_each_question_with_its_answer_in_words(form):
    rows = rows_of(form)

    assert [(r.question, translate(r.answer), r.is_heading) for r in rows] == [
        ("Your name", "Tony", False),
        ("About school", "", True),
        ("Do you like it?", "Very much", False),
        ("By bus?", "No", False),
        ("Since when?", "Monday 2 September 2024", False),
        ("Which days?", "Monday\nTuesday", False),
        ("How many friends?", "0", False),
        ("At home", "", True),
        ("When did we meet?", "03 Sep 2024 09:30", False),
        ("Nearly done", "", True),
    ]


def test_a_question_without_an_answer_is_not_passed_over(form):
    form.answers = {"likes": "little"}

    (why,) = (row for row in rows_of(form) if row.question == "Why?")
    assert translate(why.answer) == "Not answered"
    assert not why.is_answered


def test_what_the_list_of_choices_has_lost_is_shown_as_it_was_sent(form):
    form.answers = {"likes": "not at all"}

    assert AnswerRow("Do you like it?", "not at all") in rows_of(form)


def test_a_draft_is_read_with_the_answers_that_it_would_be_submitted_with(form):
    assert rows_of(form, {"name": "Tony B."})[0].answer == "Tony B."


def test_a_form_that_asks_nothing_says_nothing(case):
    assert rows_of(make_form(case)) == ()
