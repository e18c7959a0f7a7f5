"""The catalogue tells translators what each message says in English.

That every sentence is in the catalogue, and none in a template is left out, is
checked by `make lint`.
"""

from pathlib import Path

import re


CATALOGUE = Path(__file__).parent.parent / "locales" / "hcc.ehcportal.pot"


def entries() -> list[str]:
    """Return the entries of the catalogue, without its header."""
    return CATALOGUE.read_text(encoding="utf-8").split("\n\n")[1:]


def is_named(entry: str) -> bool:
    """Tell whether an entry goes by an id such as `case_name`, not by its text."""
    return re.search(r'^msgid "[a-z0-9]+(_[a-z0-9]+)+"$', entry, re.M) is not None


def test_the_catalogue_is_not_empty():
    assert len([entry for entry in entries() if is_named(entry)]) > 100


def test_every_message_id_has_a_default():
    bare = [
        entry for entry in entries() if is_named(entry) and "#. Default:" not in entry
    ]
    assert bare == []
