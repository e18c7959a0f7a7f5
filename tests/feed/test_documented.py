"""The lines that docs/feed.md shows first are taken as they stand there."""

from factories import PDF
from hcc.ehcportal.feed.imports.taking import KINDS
from pathlib import Path

import json
import pytest
import re


FEED = Path(__file__).parents[2] / "docs" / "feed.md"


@pytest.fixture
def lines(tmp_path):
    """The lines, beside the file that one of them names."""
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "information-requested.pdf").write_bytes(PDF)
    shown = re.search("```\n({.*?)```", FEED.read_text(encoding="utf-8"), re.S)[1]
    return [line.encode() for line in shown.splitlines()]


def test_each_is_taken_and_changes_nothing_the_second_time(system, lines):
    first, second = ([each.outcome for each in system.send(*lines)] for _time in "12")
    assert set(first) <= {"made", "changed"}
    assert set(second) == {"same"}


def test_they_show_every_kind(lines):
    assert {json.loads(line)["type"] for line in lines} == set(KINDS)
