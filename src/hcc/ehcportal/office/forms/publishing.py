"""Passing on to the family, as a document of the case, what came with a form."""

from __future__ import annotations

from hcc.ehcportal.content.plaintext import one_line
from hcc.ehcportal.forms.returning import copy_of
from hcc.ehcportal.office.documents.adding import add_draft
from hcc.ehcportal.office.documents.adding import LONGEST_TITLE
from hcc.ehcportal.office.documents.patience import Patience


def draft_of(case, attachment, patience: Patience):
    """Make a draft of a document of an attachment, which stays, and return it.

    Raises ``ValueRefused`` for a file that families cannot be given.
    """
    title = one_line(attachment.title or "")[:LONGEST_TITLE]
    return add_draft(case, copy_of(attachment.file), patience, title=title)
