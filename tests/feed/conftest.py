"""A case system that sends lines about Tony Bread, as the guide has his case."""

from feed_lines import CASE
from feed_lines import FAMILY
from hcc.ehcportal.feed.imports.files import FilesBeside
from hcc.ehcportal.feed.imports.run import Run
from hcc.ehcportal.feed.imports.taking import take_lines
from pathlib import Path

import json
import pytest
import transaction


class CaseSystem:
    """Sends lines; ``imported`` finds what has one of its ids."""

    def __init__(self, portal, folder: Path):
        self.portal = portal
        self.folder = folder

    @property
    def run(self) -> Run:
        return Run(self.portal, FilesBeside(self.folder))

    def send(self, *lines, tell=False):
        """Send lines, as objects or as they are, and return what became of each."""
        texts = [each if isinstance(each, bytes) else _text(each) for each in lines]
        return list(take_lines(self.run, enumerate(texts, 1), tell=tell))

    def send_one(self, line):
        """Send one line, and return what became of it."""
        (outcome,) = self.send(line)
        return outcome

    def imported(self, kind, council_id):
        return self.run.ids.get(kind, council_id).content


def _text(line: dict) -> bytes:
    return json.dumps(line).encode()


@pytest.fixture
def system(council, robert, tmp_path):
    """A case system whose files lie in a folder; its account may only import."""
    # What a line undoes, it undoes down to what was there before.
    transaction.savepoint(optimistic=True)
    return CaseSystem(council.ehc, tmp_path)


@pytest.fixture
def tony(system):
    """Tony's case, as the system sent it."""
    assert [each.message for each in system.send(FAMILY, CASE)] == [None, None]
    return system.imported("case", "C-1")


@pytest.fixture
def stage_of(tony):
    """Find a stage of Tony's case by its key."""
    return lambda key: next(s for s in tony.objectValues() if s.guide_key == key)
