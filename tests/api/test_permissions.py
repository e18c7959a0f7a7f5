"""The table of permissions holds for callers of the API, as it does for the pages."""

from collections.abc import Iterator
from pathlib import Path
from permissions import EVERYBODY
from permissions import NOBODY
from permissions import ROLES
from permissions import Table

import pytest


TABLE = Path(__file__).parent.parent / "permissions.txt"


class CallersTable(Table):
    """Asks by HTTP: who can read, change and move on what, in an open case."""

    case_states = ("open",)

    def __init__(self, council, app_of):
        super().__init__(council)
        everybody = (*self.people.values(), self.owner)
        self.apps = {person: app_of(person) for person in everybody}

    def rights(self, content) -> Iterator[str]:
        return filter(is_asked_by_http, super().rights(content))

    def rights_of(self, person, content) -> Iterator[str]:
        app = self.apps[person]
        read = app.get(content, expand="workflow")
        if read.status_int != 200:
            return
        yield "View"
        if app.patch(content).status_int == 204:
            yield "Modify"
        for offered in read.json["@components"]["workflow"]["transitions"]:
            yield f"-> {offered['@id'].rpartition('/')[2]}"


def is_asked_by_http(right: str) -> bool:
    return right.startswith(("View", "Modify", "->"))


def rights_in(block: str) -> tuple[str, dict[str, set[str]]]:
    """Return the heading without its case, and who has each right asked here.

    By HTTP, whoever may not read something can do nothing else with it.
    """
    heading, *rows = block.splitlines()
    told = {}
    for row in rows:
        right, _, roles = row.strip().partition(": ")
        if is_asked_by_http(right):
            told[right] = _roles(roles)
    readers = told["View"]
    return heading.partition(" (case")[0], {
        right: roles & readers for right, roles in told.items()
    }


def _roles(told: str) -> set[str]:
    if told == NOBODY:
        return set()
    return set(ROLES) if told == EVERYBODY else set(told.split(", "))


def is_of_an_open_case(block: str) -> bool:
    heading, _, states = block.splitlines()[0].partition(" (case")
    if heading.startswith("EHCCase,"):
        return heading == "EHCCase, open"
    return not states or "open" in states or "any" in states


@pytest.fixture(scope="module")
def table():
    _, _, table = TABLE.read_text(encoding="utf-8").partition("\n---\n")
    return dict(
        rights_in(block)
        for block in table.strip().split("\n\n")
        if is_of_an_open_case(block)
    )


def test_every_cell_that_can_be_asked_by_http_holds(council, app_of, table):
    site = dict(map(rights_in, CallersTable(council, app_of).blocks()))
    assert site == table
