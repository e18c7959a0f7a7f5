"""The page on which a family fills in a form, over days if they like."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from hcc.ehcportal import _
from hcc.ehcportal.forms.answering import typed_in
from hcc.ehcportal.forms.asking import Question
from hcc.ehcportal.forms.asking import Remark
from hcc.ehcportal.forms.asking import safe_html
from hcc.ehcportal.forms.asking import Section
from hcc.ehcportal.forms.asking import sections_of
from hcc.ehcportal.forms.drafts import arrived_whole
from hcc.ehcportal.forms.drafts import save
from hcc.ehcportal.forms.drafts import SavedElsewhere
from hcc.ehcportal.forms.drafts import sent_in
from hcc.ehcportal.forms.drafts import too_long
from hcc.ehcportal.forms.kinds import Typed
from hcc.ehcportal.forms.unsaved import forget_unsaved
from hcc.ehcportal.forms.unsaved import Unsaved
from hcc.ehcportal.forms.unsaved import unsaved_of
from hcc.ehcportal.portal.forms.asked import anchor_of
from hcc.ehcportal.portal.forms.asked import AskedQuestion
from hcc.ehcportal.portal.forms.attaching import TakesFiles
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


class Fill(TakesFiles):
    """Asks the questions, and keeps whatever is typed when a button is pressed.

    What was sent but not kept, because it is too long or somebody else saved meanwhile,
    is shown again in the fields.
    """

    questions_file = ViewPageTemplateFile("templates/questions.pt")

    def answer(self) -> str:
        self.is_elsewhere = False
        if not self.is_sent:
            return super().answer()
        # First, as it takes long: others save meanwhile, and may submit the form. Files
        # are kept also where what was typed is not: they take longer to send.
        taken = self.take_files()
        if not self.is_draft:
            return self.leave()
        saved = self.save_typed()
        self.remove_file()
        return self._go_on() if taken and saved else super().answer()

    def save_typed(self) -> bool:
        """Save what was typed, and tell whether it is."""
        if not self.arrived_whole or self.too_long:
            return False
        # It stands in what was sent, or was changed since.
        forget_unsaved(self.context, self.person, self.mark_shown)
        try:
            save(self.context, self.sent, self.version)
        except SavedElsewhere:
            self.is_elsewhere = True
            return False
        return True

    @cached_property
    def sent(self) -> dict[str, Typed]:
        return sent_in(self.context, self.request.form)

    @property
    def arrived_whole(self) -> bool:
        return arrived_whole(self.request.form)

    @cached_property
    def too_long(self) -> dict[str, str]:
        return too_long(self.sent)

    @cached_property
    def problems(self) -> dict[str, str]:
        """What is wrong, by the name of the question or "" for the whole form."""
        if self.is_sent:
            return self.too_long if self.arrived_whole else {"": _BROKEN}
        return dict(self.judged.problems) if "checked" in self.request.form else {}

    def summary(self) -> Iterator[tuple[str | None, str | None, str]]:
        """Yield for each problem its anchor, what it is about, and its sentence."""
        titles = {
            part.name: part.title for section in self.sections for part in section.parts
        }
        for name, problem in self.problems.items():
            yield (anchor_of(name) if name else None), titles.get(name), problem
        for refusal in self.refusals:
            yield "files", refusal.name or _FILES, refusal.message

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        return sections_of(self.context)

    @property
    def asking(self):
        """The macros of the kinds of questions."""
        return self.questions_file.macros

    def asked(self, part: Question | Remark) -> AskedQuestion | None:
        """Return a question as it stands on the page; a remark asks nothing."""
        if isinstance(part, Remark):
            return None
        return AskedQuestion(
            question=part,
            form=self.context,
            typed=self.shown[part.name],
            problem=self.problems.get(part.name),
            elsewhere=self._elsewhere(part.name),
        )

    @cached_property
    def saved(self) -> dict[str, Typed]:
        return typed_in(self.context)

    @cached_property
    def shown(self) -> dict[str, Typed]:
        """What stands in the fields."""
        if self.is_sent:
            return self.sent
        return {**self.saved, **(self.unsaved.typed if self.unsaved else {})}

    @cached_property
    def unsaved(self) -> Unsaved | None:
        """What this person sent when their session had run out, to be saved now."""
        waiting = self._waiting
        return None if waiting is None or waiting.typed == self.saved else waiting

    @cached_property
    def _waiting(self) -> Unsaved | None:
        return None if self.is_sent else unsaved_of(self.context, self.person)

    @property
    def version_shown(self) -> int:
        """The version of the draft on top of which the fields were typed."""
        return self.unsaved.version if self.unsaved else self.context.draft_version

    @property
    def mark_shown(self) -> str:
        """The mark of what had waited and stands in the fields now, or nothing."""
        if self.is_sent:
            return self.request.form.get("unsaved", "")
        return self._waiting.mark if self._waiting else ""

    def _elsewhere(self, name: str) -> Typed | None:
        if not self.is_elsewhere or self.sent[name] == self.saved[name]:
            return None
        return self.saved[name]

    def html(self, remark: Remark) -> str:
        return safe_html(self.context, remark)

    @property
    def items_url(self) -> str:
        return f"{self.overview.url}/ehc-items-to-complete"

    def _go_on(self) -> str:
        if "check" in self.request.form:
            return self.lead_to(f"{self.form_url}/ehc-check-answers")
        if "save" in self.request.form:
            api.portal.show_message(_SAVED, self.request)
            return self.lead_to(self.items_url)
        return self.lead_to(f"{self.form_url}/ehc-fill#attachments")


_FILES = _("form_attachments", default="Attachments")
_SAVED = _(
    "draft_was_saved",
    default="Your answers are saved. You can go on with them whenever you like.",
)
_BROKEN = _(
    "form_arrived_broken",
    default="What you sent did not arrive whole, so nothing was saved. Save it again.",
)
