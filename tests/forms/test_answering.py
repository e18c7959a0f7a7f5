"""What was typed is judged: what are answers, and what is wrong with the rest."""

from asking import EVERY_KIND
from asking import FILLED
from factories import make_design
from hcc.ehcportal.forms.answering import judge
from hcc.ehcportal.forms.answering import typed_in
from hcc.ehcportal.forms.asking import asked_by
from hcc.ehcportal.forms.asking import sections_of
from hcc.ehcportal.forms.kinds import kind_of
from hcc.ehcportal.forms.questions import schema_of
from hcc.ehcportal.forms.starting import start
from zope.i18n import translate

import pytest


@pytest.fixture
def form(case, council):
    return start(case, make_design(council, questions=EVERY_KIND))


def problem(form, name, typed, **others):
    """Return what is said of one answer, in words."""
    found = judge(form, {**FILLED, **others, name: typed}).problems
    return translate(found[name]) if name in found else None


class TestAnswers:
    def test_they_are_kept_as_what_they_are(self, form):
        judged = judge(form, FILLED)

        assert judged.problems == {}
        assert judged.answers == {
            "name": "Tony Bread",
            "mail": "tony@example.org",
            "friends": 3,
            "since": "2020-09-02",
            "met": "2024-10-03T17:17:00",
            "topic": "music",
            "days": ["Mon", "Wed"],
            "bus": False,
            "again": True,
            "agreed": True,
        }

    def test_what_other_answers_make_needless_is_neither_asked_nor_kept(self, form):
        judged = judge(form, {**FILLED, "which": "Painting"})
        assert "which" not in judged.asked
        assert "which" not in judged.answers

    def test_what_other_answers_call_for_has_to_be_answered(self, form):
        assert problem(form, "which", "", topic="other") == "Answer this question."
        judged = judge(form, {**FILLED, "topic": "other", "which": "Painting"})
        assert judged.answers["which"] == "Painting"

    def test_a_box_that_nobody_ticked_says_no(self, form):
        assert judge(form, {**FILLED, "again": ""}).answers["bus"] is False

    def test_buttons_that_nobody_pressed_say_nothing(self, form):
        assert "again" not in judge(form, {**FILLED, "again": ""}).answers

    def test_nothing_typed_yet_stands_as_the_editors_have_it(self, case, council):
        questions = EVERY_KIND.replace(
            "<title>Your name</title>",
            "<title>Your name</title><default>Tony</default>",
        )
        form = start(case, make_design(council, questions=questions))
        assert typed_in(form)["name"] == "Tony"
        assert typed_in(form)["days"] == []


class TestProblems:
    @pytest.mark.parametrize(
        ("name", "typed", "sentence"),
        [
            ("name", " ", "Answer this question."),
            ("name", "x" * 31, "Shorten this to 30 letters at most."),
            ("topic", "", "Choose one of the answers."),
            ("topic", "sports", "Choose among the answers that are offered."),
            ("days", ["Mon", "Sun"], "Choose among the answers that are offered."),
            ("friends", "three", "Enter a whole number, such as 3."),
            ("friends", "9" * 5000, "Enter a whole number, such as 3."),
            ("friends", "-1", "Enter a number that is 0 or more."),
            ("friends", "100", "Enter a number that is 99 or less."),
            ("hours", "nan", "Enter a number, such as 3.5."),
            ("since", "31/02/2024", "Enter a day, such as 27 March 2025."),
            (
                "since",
                "2015-08-31",
                "Enter a day that is not before Tuesday 1 September 2015.",
            ),
            ("met", "yesterday", "Enter a day and a time."),
            ("mail", "tony", "Enter an email address, such as name@example.org."),
            ("agreed", "", "Tick this box. The form cannot be submitted without it."),
            ("again", "perhaps", "Choose among the answers that are offered."),
        ],
    )
    def test_each_has_a_sentence(self, form, name, typed, sentence):
        assert problem(form, name, typed) == sentence

    def test_what_is_wrong_is_no_answer(self, form):
        judged = judge(form, {**FILLED, "friends": "three"})
        assert "friends" not in judged.answers
        assert judged.answers["name"] == "Tony Bread"

    def test_they_come_in_the_order_of_the_questions(self, form):
        judged = judge(form, {**FILLED, "topic": "", "friends": "x", "name": ""})
        assert list(judged.problems) == ["name", "friends", "topic"]


class TestQuestions:
    def test_they_stand_in_the_editors_groups(self, form):
        first, school = sections_of(form)
        assert (first.title, school.title, school.help) == (
            "",
            "At school",
            "Where you learn",
        )
        assert [part.name for part in first.parts][:3] == ["intro", "name", "story"]

    def test_what_editors_hide_is_not_asked(self, form):
        names = [question.name for question in asked_by(form)]
        assert names == list(FILLED)

    @pytest.mark.parametrize(
        "field",
        [
            "plone.namedfile.field.NamedBlobFile",
            "plone.app.textfield.RichText",
            "zope.schema.Password",
            "z3c.relationfield.schema.RelationChoice",
        ],
    )
    def test_some_kinds_cannot_be_asked(self, field, portal):
        schema = schema_of(
            '<model xmlns="http://namespaces.plone.org/supermodel/schema"><schema>'
            f'<field name="one" type="{field}"><title>One</title></field>'
            "</schema></model>"
        )
        assert kind_of(schema["one"]) is None
