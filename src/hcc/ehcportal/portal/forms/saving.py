"""Keeping what is typed while it is typed, for the script of the page."""

from __future__ import annotations

from hcc.ehcportal import _
from hcc.ehcportal.portal.forms.fill import Fill
from zope.i18n import translate

import json


class SaveDraft(Fill):
    """Keeps what the page has in its fields just now, and answers in JSON.

    The page without scripts does the same with a button, and shows what went wrong;
    here it is a sentence that leads there.
    """

    def answer(self) -> str:
        self.is_elsewhere = False
        if not self.is_sent:
            return self.lead_to(f"{self.form_url}/ehc-fill")
        if self.save_typed():
            return self._tell(200)
        if self.is_elsewhere:
            return self._tell(409, _ELSEWHERE)
        return self._tell(400, next(iter(self.problems.values())))

    def leave(self) -> str:
        return self._tell(409, _SUBMITTED)

    def _tell(self, status: int, problem: str = "") -> str:
        response = self.request.response
        response.setStatus(status)
        response.setHeader("Content-Type", "application/json")
        response.setHeader("Cache-Control", "no-store, private")
        told = {
            "version": self.context.draft_version,
            "saved_at": self.saved_time,
            "problem": translate(problem, context=self.request),
        }
        return json.dumps(told)


_ELSEWHERE = _(
    "draft_elsewhere_live",
    default="Not saved: this form was changed on another page or device meanwhile. "
    "Press “Save and come back later” to see both.",
)
_SUBMITTED = _(
    "draft_submitted_live",
    default="Not saved: this form was submitted meanwhile, and cannot be changed any "
    "more.",
)
