"""What the tests of forms ask families."""

from factories import make_design
from plone import api

import pytest


QUESTIONS = """
<model xmlns="http://namespaces.plone.org/supermodel/schema"
       xmlns:easyform="http://namespaces.plone.org/supermodel/easyform"><schema>
  {fields}
</schema></model>
"""
HOPES = '<field name="hopes" type="zope.schema.Text"><title>Hopes</title></field>'


@pytest.fixture
def designed(council):
    """Return a function that makes a published form of the editors."""

    def make(title="My views", fields=HOPES, state="publish", **facts):
        questions = QUESTIONS.format(fields=fields)
        design = make_design(council, title, questions=questions, **facts)
        if state:
            with api.env.adopt_roles(["Manager"]):
                api.content.transition(design, state)
        return design

    return make
