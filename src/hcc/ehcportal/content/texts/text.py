"""One text, as an editor changes it."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.content.texts.defaults import FACTS
from hcc.ehcportal.content.texts.defaults import MESSAGE
from hcc.ehcportal.content.texts.filling import unknown_facts
from hcc.ehcportal.content.validation import FieldInvalid
from hcc.ehcportal.content.vocabularies import TEXT_KINDS
from plone.autoform import directives
from plone.dexterity.content import Item
from plone.supermodel import model
from z3c.form.interfaces import IAddForm
from z3c.form.interfaces import IEditForm
from zope import schema
from zope.interface import implementer
from zope.interface import invariant


class IEHCText(model.Schema):
    """A subject and a plain text, with facts to be filled in."""

    title = schema.TextLine(
        title=_("text_title", default="Title"),
        description=_("text_title_help", default="Only staff and editors read this."),
    )
    # What our own code asks for it by. A text without a key is chosen by staff.
    directives.omitted(IAddForm, "key", "kind")
    directives.omitted(IEditForm, "key", "kind")
    directives.write_permission(key="cmf.ManagePortal", kind="cmf.ManagePortal")
    key = schema.ASCIILine(title=_("text_key", default="Key"), required=False)
    kind = schema.Choice(
        title=_("text_kind", default="Kind"),
        source=TEXT_KINDS,
        default=MESSAGE,
        required=False,
    )
    subject = schema.TextLine(
        title=_("text_subject", default="Subject"), required=False
    )
    text = schema.Text(
        title=_("text_text", default="Text"),
        description=_(
            "text_text_help",
            default="Plain text. An empty line begins a new paragraph.",
        ),
        max_length=10_000,
    )

    @invariant
    def known_facts(data):
        kind = data.kind or getattr(data.__context__, "kind", MESSAGE)
        for name in ("subject", "text"):
            unknown = unknown_facts(getattr(data, name) or "", kind)
            if unknown:
                raise FieldInvalid(
                    name,
                    _(
                        "error_unknown_facts",
                        default="Nothing is known as ${unknown} here. What can be "
                        "filled in: ${known}.",
                        mapping={
                            "unknown": ", ".join(unknown),
                            "known": ", ".join(
                                f"${{{f}}}" for f in sorted(FACTS[kind])
                            ),
                        },
                    ),
                )


@implementer(IEHCText)
class EHCText(Item):
    """One text that editors choose the words of."""

    # Plone keeps the keywords of content under this name; a text has none, and its
    # subject is one line.
    subject = None

    def Subject(self) -> tuple[str, ...]:
        return ()
