"""The letters are real files."""

from hcc.ehcportal.demo import rtf
from hcc.ehcportal.demo.letters import information_requested
from hcc.ehcportal.demo.letters import pdf_letter
from hcc.ehcportal.demo.letters import rtf_letter
from hcc.ehcportal.demo.letters import SERVICES

import pytest
import re


def rows(data):
    """Return the cells of the tables of an RTF file, row by row."""
    return [
        tuple(re.findall(r"\\intbl\{\\b0? ([^}]*)\}\\cell", line))
        for line in data.decode("ascii").splitlines()
        if line.endswith(r"\row")
    ]


def test_the_letter_lists_the_services_of_the_guide():
    letter = information_requested("6427917")
    assert letter.filename == "EHCP - Information Requested - 6427917.rtf"
    header, *services = rows(letter.data)
    assert header == ("Services", "Date Requested")
    assert tuple(services) == SERVICES
    assert len(services) == 11
    assert services[5] == ("Education Setting", "22-Oct-2024")


def test_the_header_row_is_one_and_repeats():
    data = information_requested("1").data
    assert data.count(rb"\trhdr") == 1


@pytest.mark.parametrize(
    "letter",
    [
        information_requested("1"),
        rtf_letter("Ä {letter}", ["C:\\letters", "– “so” 😀"]),
    ],
)
def test_every_brace_is_closed(letter):
    text = re.sub(rb"\\[\\{}]", b"", letter.data)
    depth = 0
    for position, byte in enumerate(text):
        depth += (byte == ord("{")) - (byte == ord("}"))
        assert depth > 0 or position == len(text) - 1
    assert depth == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain & simple", "plain & simple"),
        (r"a\b{c}", r"a\\b\{c\}"),
        ("é", r"\u233?"),
        ("–", r"\u8211?"),
        ("😀", r"\u-10179?\u-8704?"),
    ],
)
def test_characters_are_shown_as_they_are(text, expected):
    assert rtf.escape(text) == expected


def test_a_pdf_tells_its_title_and_language():
    letter = pdf_letter("Decision", ["Yes."])
    assert letter.filename == "Decision.pdf"
    assert letter.data.startswith(b"%PDF-")
    assert letter.data.rstrip().endswith(b"%%EOF")
    assert b"/Title (Decision)" in letter.data
    assert b"/Lang (en-GB)" in letter.data
