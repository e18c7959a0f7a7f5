"""Which questions are asked depends on other answers, in the words of pat-depends."""

from hcc.ehcportal.forms.depending import asked_names
from hcc.ehcportal.forms.depending import condition_of
from hcc.ehcportal.forms.depending import NotUnderstood
from zope.interface import Interface
from zope.schema import TextLine

import pytest


ANSWERS = {"topic": "other", "age": 15, "help": True, "days": ["mon", "tue"]}


@pytest.mark.parametrize(
    "words",
    [
        "topic",
        "help",
        "topic=other",
        "condition: topic = other; action: show",
        "topic=other; action: show; transition: slide",
        "form.widgets.topic=other",
        "form.widgets.days:list=tue",
        'topic="other"',
        "topic != music",
        "age < 16",
        "age>=15 and help",
        "topic=music or help=selected",
        "not topic=music",
        "not (topic=other and age > 15)",
        "topic ~= the",
        "NOT nothing",
    ],
)
def test_it_is_met(words):
    assert condition_of(words)(ANSWERS)


@pytest.mark.parametrize(
    "words",
    [
        "nothing",
        "nothing=other",
        "topic=music",
        "topic < 16",
        "age > 15",
        "age < 16 and topic=music",
        "help=false",
        "topic=music or (help and age > 20)",
    ],
)
def test_it_is_not_met(words):
    assert not condition_of(words)(ANSWERS)


@pytest.mark.parametrize(
    "words",
    ["", "action: show", "topic =", "(topic", "topic other", "= other", "age < old"],
)
def test_what_nobody_understands_is_refused(words):
    with pytest.raises(NotUnderstood):
        condition_of(words)


class IAsked(Interface):
    """Three questions, each asked because of the one before."""

    first = TextLine(title="First")
    second = TextLine(title="Second")
    third = TextLine(title="Third")


IAsked.setTaggedValue("depends_on", {"second": "first=yes", "third": "second=yes"})


def test_an_answer_to_what_is_not_asked_counts_for_nothing():
    assert asked_names(IAsked, {"first": "no", "second": "yes"}) == ("first",)
    assert asked_names(IAsked, {"first": "yes", "second": "yes"}) == (
        "first",
        "second",
        "third",
    )
