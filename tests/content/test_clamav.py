"""Debian's own ClamAV, with two signatures of ours.

The servers of its makers are not reached from everywhere.
"""

from hcc.ehcportal.content.filetypes import KINDS
from hcc.ehcportal.content.uploads import scanner
from hcc.ehcportal.content.uploads.checking import checked_upload
from hcc.ehcportal.content.uploads.limits import Limits
from hcc.ehcportal.content.uploads.limits import MEGABYTE
from hcc.ehcportal.content.uploads.marks import CLEAN
from hcc.ehcportal.content.uploads.marks import scan_state
from hcc.ehcportal.content.uploads.marks import WAITING
from hcc.ehcportal.content.validation import ValueRefused
from pathlib import Path
from plone.namedfile.file import NamedBlobFile
from scanners import EICAR
from scanners import free_port
from zope.i18n import translate

import hashlib
import papers
import pytest
import subprocess


CLAMD = Path("/usr/sbin/clamd")

OURS = b"This sentence is our own virus."

# What docs/uploads.md has a council write, but for the limit of a test.
CONFIGURATION = """
DatabaseDirectory {folder}/signatures
TemporaryDirectory {folder}
TCPSocket {port}
TCPAddr 127.0.0.1
Foreground yes
StreamMaxLength 2M
"""

LIMITS = Limits(KINDS, 20 * MEGABYTE, 20, 100 * MEGABYTE)


@pytest.fixture(scope="module")
def daemon(tmp_path_factory):
    """The daemon on a port of its own, for as long as the tests of this module take."""
    folder, port = tmp_path_factory.mktemp("clamav"), free_port()
    (folder / "signatures").mkdir()
    write_signatures(folder / "signatures")
    configuration = folder / "clamd.conf"
    configuration.write_text(CONFIGURATION.format(folder=folder, port=port))
    with subprocess.Popen(
        [CLAMD, "--config-file", configuration],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        try:
            # The last that it says before it listens; its output ends where it failed.
            assert any("Self checking" in line for line in process.stdout)
            yield f"127.0.0.1:{port}"
        finally:
            process.terminate()


def write_signatures(folder: Path) -> None:
    """Write one signature of letters anywhere, and one of a whole file."""
    (folder / "own.ndb").write_text(f"Own.Sentence:0:*:{OURS.hex()}\n")
    checksum = hashlib.md5(EICAR).hexdigest()
    (folder / "own.hdb").write_text(f"{checksum}:{len(EICAR)}:Own.Eicar\n")


@pytest.fixture(autouse=True)
def _listens(functional, daemon, monkeypatch):
    monkeypatch.setenv(scanner.ADDRESS, daemon)


def state_of(data: bytes, name: str) -> str:
    """Return what became of a file: its scan state, or why it was refused."""
    try:
        return scan_state(checked_upload(NamedBlobFile(data, filename=name), LIMITS))
    except ValueRefused as refused:
        return translate(refused.doc())


@pytest.mark.parametrize(
    ("name", "data"),
    {
        "a.txt": papers.TEXT,
        "a.pdf": papers.pdf(),
        "a.docx": papers.docx(),
        "a.jpg": papers.photo(),
    }.items(),
)
def test_what_has_no_virus_is_taken(name, data):
    assert state_of(data, name) == CLEAN


@pytest.mark.parametrize(
    ("name", "data"),
    {
        "eicar.txt": EICAR,
        "a.txt": b"A letter. " + OURS,
        # What is packed, and what no picture shows.
        "a.docx": papers.zipped(
            **{
                "[Content_Types].xml": "x",
                "word__document.xml": OURS.decode(),
            }
        ),
        "a.jpg": papers.photo(hidden=OURS),
    }.items(),
)
def test_what_has_one_is_refused(name, data):
    assert "virus scanner stopped this file" in state_of(data, name)


def test_a_file_that_is_longer_than_the_daemon_takes_waits():
    assert state_of(b"A letter.\n" * 300_000, "a.txt") == WAITING
