"""The permission table holds, in every cell, for a real site."""

from pathlib import Path
from permissions import Table

import pytest


TABLE = Path(__file__).parent / "permissions.txt"


def blocks_of(text: str) -> dict[str, list[str]]:
    """Return the rows of each block, without the introduction of the file."""
    _, _, table = text.partition("\n---\n")
    blocks = (block.splitlines() for block in table.strip().split("\n\n"))
    return {heading: rows for heading, *rows in blocks}


@pytest.fixture
def site(council):
    return blocks_of("\n---\n" + "\n\n".join(Table(council).blocks()))


@pytest.fixture(scope="module")
def table():
    return blocks_of(TABLE.read_text(encoding="utf-8"))


def test_every_cell_of_the_table_holds_for_the_site_and_none_is_missing(site, table):
    assert site == table
