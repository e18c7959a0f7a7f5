"""A form is submitted once, for good, and with a receipt."""

from asking import EVERY_KIND
from asking import FILLED
from datetime import date
from datetime import UTC
from factories import give_access
from factories import make_design
from factories import put_into
from hcc.ehcportal.content.dates import long_date
from hcc.ehcportal.content.receipts import receipt_number
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.forms.drafts import save
from hcc.ehcportal.forms.drafts import sent_in
from hcc.ehcportal.forms.reading import rows_of
from hcc.ehcportal.forms.starting import start
from hcc.ehcportal.forms.submission import NotReady
from hcc.ehcportal.forms.submission import submit
from hypothesis import given
from hypothesis import HealthCheck
from hypothesis import settings
from hypothesis import strategies as st
from plone import api
from plone.api.exc import InvalidParameterError
from plone.supermodel.interfaces import XML_NAMESPACE as MODEL
from Products.CMFCore.WorkflowCore import WorkflowException
from unicodedata import normalize
from xml.sax.saxutils import escape
from zope.i18n import translate

import json
import pytest
import re


@pytest.fixture
def mother(case, anita):
    give_access(anita, case)
    return anita


@pytest.fixture
def form(case, council, mother):
    form = start(case, make_design(council, questions=EVERY_KIND))
    save(form, FILLED, 0)
    return form


def as_mother():
    return api.env.adopt_user(username="anita")


class TestSubmitting:
    def test_the_answers_are_written_down(self, form, clock):
        with as_mother():
            receipt = submit(form)

        assert state_of(form) == "submitted"
        assert form.answers["friends"] == 3
        assert json.loads(json.dumps(form.answers)) == form.answers
        assert (form.receipt, form.submitted_by) == (receipt, "anita")
        assert form.submitted_at == clock.moment.astimezone(UTC)

    def test_submitting_twice_makes_one_submission(self, form, clock):
        with as_mother():
            first = submit(form)
            clock.set(2024, 10, 5)
            assert submit(form) == first
        assert form.submitted_at.day == 4

    def test_what_is_wrong_stays_a_draft(self, form):
        save(form, {**FILLED, "name": ""}, 1)
        with as_mother(), pytest.raises(NotReady):
            submit(form)
        assert (state_of(form), form.receipt) == ("draft", None)

    def test_it_cannot_be_submitted_past_the_page_either(self, form):
        save(form, {**FILLED, "name": ""}, 1)
        tool = api.portal.get_tool("portal_workflow")
        with as_mother(), pytest.raises(WorkflowException):
            tool.doActionFor(form, "submit")
        assert form.answers == {}

    def test_what_is_not_asked_is_dropped(self, form):
        save(form, {**FILLED, "which": "Painting"}, 1)
        with as_mother():
            submit(form)
        assert "which" not in form.answers
        assert "which" not in form.typed

    def test_a_closed_case_takes_no_forms(self, form, case):
        case.ending = "no_plan"
        with api.env.adopt_roles(["Manager"]):
            api.content.transition(case, "close")
        with as_mother(), pytest.raises(InvalidParameterError):
            submit(form)


class TestReceipt:
    def test_it_can_be_read_aloud(self):
        pattern = "([2-9FHJKMRWXY]{4}-){2}[2-9FHJKMRWXY]{4}"
        assert re.fullmatch(pattern, receipt_number())

    def test_it_is_nobody_elses(self):
        assert len({receipt_number() for _number in range(1000)}) == 1000


LINES = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=30
).filter(lambda text: text.strip())
TEXTS = st.lists(LINES, max_size=4).map("\n".join)
TYPED = st.fixed_dictionaries(
    {
        "name": LINES,
        "story": TEXTS,
        "friends": st.one_of(st.just(""), st.integers(0, 99).map(str)),
        "hours": st.floats(allow_nan=False, allow_infinity=False).map(str),
        "since": st.dates(date(2015, 9, 1)).map(str),
        "topic": st.sampled_from(["music", "other"]),
        "which": LINES,
        "days": st.lists(st.sampled_from(["Mon", "Tue", "Wed"]), unique=True),
        "bus": st.sampled_from(["", "selected"]),
    }
)


TITLES = st.text(
    st.characters(exclude_categories=["Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"]),
    min_size=1,
    max_size=20,
).filter(lambda text: text.strip())


@st.composite
def questions(draw):
    """Return how a question is written down, what is typed, and what is to be shown."""
    kind = draw(st.sampled_from(["TextLine", "Text", "Int", "Date", "Bool", "Choice"]))
    options = draw(st.lists(TITLES, min_size=1, max_size=4))
    elements = "".join(
        f'<element key="k{number}">{escape(title)}</element>'
        for number, title in enumerate(options)
    )
    typed, shown = draw(
        {
            "TextLine": LINES.map(lambda text: (text, text)),
            "Text": TEXTS.map(lambda text: (text, text)),
            "Int": st.integers(-(10**9), 10**9).map(lambda n: (str(n), str(n))),
            "Date": st.dates(date(1000, 1, 1)).map(lambda d: (str(d), long_date(d))),
            "Bool": st.sampled_from([("", "No"), ("selected", "Yes")]),
            "Choice": st.sampled_from(
                [(f"k{number}", title) for number, title in enumerate(options)]
            ),
        }[kind]
    )
    title = draw(TITLES)
    inside = f"<values>{elements}</values>" if kind == "Choice" else ""
    written = (
        f'type="zope.schema.{kind}"><title>{escape(title)}</title>{inside}'
        "<required>False</required>"
    )
    return written, title, typed, shown


def words(text):
    return " ".join(normalize("NFC", translate(text)).split())


@given(asked=st.lists(questions(), min_size=1, max_size=6))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_asked_says_what_was_typed(form, asked):
    """Whatever an editor asks and a family types, each answer has its question."""
    put_into(form, "draft")
    fields = "".join(
        f'<field name="q{number}" {written}</field>'
        for number, (written, *_rest) in enumerate(asked)
    )
    form.questions = f'<model xmlns="{MODEL}"><schema>{fields}</schema></model>'
    typed = {f"answers.q{number}": each[2] for number, each in enumerate(asked)}
    form.typed = sent_in(form, typed)
    with as_mother():
        submit(form)

    shown = [(words(row.question), words(row.answer)) for row in rows_of(form)]
    assert shown == [
        (words(title), words(answer) or "Not answered")
        for _written, title, _typed, answer in asked
    ]


@given(typed=TYPED)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_submitted_is_what_is_shown(form, typed):
    """Whatever a family types, the form says it back."""
    put_into(form, "draft")
    fields = {f"answers.{name}": text for name, text in {**FILLED, **typed}.items()}
    form.typed = sent_in(form, fields)
    with as_mother():
        submit(form)

    shown = {row.name: row.answer for row in rows_of(form)}
    for name in ("name", "story", "friends"):
        if typed[name].strip():
            assert shown[name] == normalize("NFC", typed[name].strip())
    assert float(shown["hours"]) == float(typed["hours"])
    assert (
        shown["topic"].split()[0]
        == {"music": "Music", "other": "Something"}[typed["topic"]]
    )
    assert ("which" in shown) == (typed["topic"] == "other")
    if typed["days"]:
        assert shown["days"].split() == sorted(typed["days"])
    assert str(shown["bus"].default) == ("Yes" if typed["bus"] else "No")
