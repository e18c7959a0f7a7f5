"""What became of drafts that stood on a page and are none any more."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from hcc.ehcportal import _
from hcc.ehcportal.content.document import IEHCDocument
from hcc.ehcportal.content.people import full_name
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.content.versions import published_by


def overtaken_in(case, form: Mapping) -> Iterator[str]:
    """Yield a sentence on every draft of a form that somebody was quicker with."""
    for name in form:
        if not name.startswith("seen-"):
            continue
        draft_id = name.removeprefix("seen-")
        document = case.get(draft_id)
        if not IEHCDocument.providedBy(document):
            yield _GONE
        elif state_of(document) != "draft":
            yield _published(document, str(form.get(f"title-{draft_id}", "")))


def _published(document, typed: str) -> str:
    facts = {
        "title": document.title,
        "name": full_name(published_by(document)),
        "typed": typed,
    }
    if typed.split() == document.title.split():
        return _(
            "error_published_meanwhile",
            default="“${title}” is published already, by ${name}.",
            mapping=facts,
        )
    return _(
        "error_published_otherwise",
        default="“${title}” is published already, by ${name}. What you typed in its "
        "place was not saved: “${typed}”.",
        mapping=facts,
    )


_GONE = _(
    "error_draft_gone",
    default="A draft that stood here is gone: somebody removed it, or published it in "
    "the place of another document. The history of the case says who.",
)
