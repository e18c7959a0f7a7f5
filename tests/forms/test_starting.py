"""A family's form is a copy of what editors designed."""

from factories import make_design
from hcc.ehcportal.forms.questions import questions_of
from hcc.ehcportal.forms.starting import start
from plone.uuid.interfaces import IUUID

import pytest


QUESTIONS = """
<model xmlns="http://namespaces.plone.org/supermodel/schema"><schema>
  <field name="{name}" type="zope.schema.TextLine"><title>{name}</title></field>
</schema></model>
"""


@pytest.fixture
def design(council):
    return make_design(council, "My views", questions=QUESTIONS.format(name="hopes"))


@pytest.fixture
def form(case, design):
    return start(case, design)


def test_it_has_the_questions_of_the_design(form, design):
    assert form.title == "My views"
    assert form.form_key == IUUID(design)
    assert list(questions_of(form)) == ["hopes"]


def test_changing_the_design_changes_nothing_in_it(form, design):
    design.title = "Other views"
    design.fields_model = QUESTIONS.format(name="fears")

    assert form.title == "My views"
    assert list(questions_of(form)) == ["hopes"]


def test_its_schema_is_computed_once(case, design):
    assert questions_of(start(case, design)) is questions_of(start(case, design))
