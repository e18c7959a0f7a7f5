"""How a family's form is made of the one that editors designed."""

from __future__ import annotations

from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
from plone.uuid.interfaces import IUUID


def start(case, design):
    """Make a draft in a case of what editors designed, and return it.

    ``design`` is an EasyForm. Its questions and texts are copied, so that changing it
    changes nothing here. Whether this person may start it now is asked before.
    """
    form = createContent(
        "EHCSupportingForm",
        title=design.title,
        form_key=IUUID(design),
        questions=design.fields_model,
        introduction=_html(design.formPrologue, design),
    )
    return addContentToContainer(case, form, checkConstraints=False)


def _html(text, design) -> str:
    return text.output_relative_to(design) if text else ""
