"""A new case in one form: its family found or made, and duplicates shown before."""

from __future__ import annotations

from functools import cached_property
from hcc.ehcportal import _
from hcc.ehcportal.access.roles import visible_cases
from hcc.ehcportal.content.case import IEHCCase
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.office.casework.duplicates import families_named
from hcc.ehcportal.office.casework.duplicates import similar_cases
from hcc.ehcportal.office.form import OfficeForm
from hcc.ehcportal.office.labels import CASE_STATES
from plone import api
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from z3c.form.browser.checkbox import SingleCheckBoxFieldWidget
from z3c.form.field import Fields
from zope import schema
from zope.interface import Interface


# Chosen in place of one of the families found.
NEW = "new"


class INewCase(Interface):
    """Whose case, and what to do with it at once."""

    family = schema.TextLine(
        title=_("new_case_family", default="Family"),
        description=_(
            "new_case_family_help",
            default="Its name, or the beginning. You choose among the families found; "
            "without one, a family is made with this name. Only staff see it.",
        ),
    )
    open_now = schema.Bool(
        title=_("new_case_open", default="Open the case to the family at once"),
        description=_(
            "new_case_open_help",
            default="Without it only staff see the case until you open it.",
        ),
        default=False,
        required=False,
    )


class NewCase(OfficeForm):
    """Makes a case, and asks again only where there is something to decide."""

    questions_file = ViewPageTemplateFile("templates/questions.pt")

    fields = Fields(INewCase).select("family")
    fields += Fields(IEHCCase).select(
        "title",
        "date_of_birth",
        "gender",
        "reference",
        "request_received",
        "request_source",
        "coordinator",
    )
    fields += Fields(INewCase).select("open_now")
    fields["open_now"].widgetFactory = SingleCheckBoxFieldWidget
    label = _("new_case", default="New case")
    verb = _("new_case_verb", default="Make the case")

    # What there is to decide on, once it was asked.
    found_families = ()
    twins = ()
    made = None

    def updateWidgets(self, prefix=None):
        super().updateWidgets(prefix)
        widget = self.widgets["coordinator"]
        asked = f"{widget.name}-empty-marker"
        if asked not in self.request.form and self.person in widget.terms:
            widget.value = [self.person]
            widget.update()

    @property
    def more(self) -> str:
        return self.questions_file()

    @property
    def next_url(self) -> str:
        if self.made is None:
            return self.context.absolute_url()
        return f"{self.made.absolute_url()}/ehc-case"

    @cached_property
    def chosen(self) -> str | None:
        """The id of the family that was chosen, or "new"."""
        typed = self.request.form.get("chosen")
        return typed if isinstance(typed, str) else None

    @property
    def mark(self) -> str:
        """What a tick is about: other cases need one of their own."""
        return " ".join(sorted(case.getId() for case in self.twins))

    def children_of(self, family) -> str:
        return ", ".join(case.title for case in visible_cases(family.objectValues()))

    def state(self, case) -> str:
        return CASE_STATES[state_of(case)]

    def act(self, data: dict) -> str:
        name, open_now = data.pop("family"), data.pop("open_now")
        family = self._ask(name, data)
        if family is None:
            family = _make(self.context, "EHCFamily", title=name)
        self.made = _make(family, "EHCCase", **data)
        if open_now:
            api.content.transition(self.made, "open")
        return _(
            "case_made",
            default="The case of ${child} was made.",
            mapping={"child": self.made.title},
        )

    def _ask(self, name: str, data: dict):
        """Return the family that was chosen, None for a new one; or ask."""
        self.found_families = families_named(self.context, name)
        self.twins = similar_cases(
            self.context, data["title"], data["date_of_birth"], data["reference"]
        )
        by_id = {family.getId(): family for family in self.found_families}
        if by_id and self.chosen not in (NEW, *by_id):
            self.refuse(
                "family",
                _(
                    "error_choose_family",
                    default="There are families with this name. Choose one of them "
                    "above, or a new one.",
                ),
            )
        if self.twins and self.request.form.get("another") != self.mark:
            self.refuse(
                "title",
                _(
                    "error_child_known",
                    default="There are cases that could be the same child's. Look at "
                    "them above, and tick that it is another child if it is.",
                ),
            )
        return by_id.get(self.chosen)


def _make(container, portal_type: str, **facts):
    """Make content if whoever asks may add it there."""
    return addContentToContainer(container, createContent(portal_type, **facts))
