"""Which files may be given to a family, by what is in them and by their name."""

from factories import make_document
from hcc.ehcportal.content.document import DOCUMENT_TYPES
from hcc.ehcportal.content.document import IEHCDocument
from hcc.ehcportal.content.filetypes import clean_filename
from hcc.ehcportal.content.filetypes import KINDS
from hcc.ehcportal.content.supportingform import IEHCAttachment
from hcc.ehcportal.content.validation import ValueRefused
from plone import api
from plone.namedfile.file import NamedBlobFile
from zope.i18n import translate

import papers
import pytest


GOOD = {
    "a.pdf": papers.pdf(),
    "a.PDF": papers.pdf(),
    "a.jpg": papers.picture("JPEG"),
    "a.jpeg": papers.picture("JPEG"),
    "a.png": papers.picture("PNG"),
    "a.rtf": papers.RTF,
    "a.docx": papers.docx(),
    "a.odt": papers.odt(),
    "a.doc": papers.doc(),
    "a.txt": papers.TEXT,
    "a.heic": papers.heic(),
    "llythyr y plentyn – Siân 😀.pdf": papers.pdf(),
    "a.b.c.pdf": papers.pdf(),
}

BAD = {
    "a.html": (papers.PAGE, "kind of file cannot be taken"),
    "a.svg": (papers.DRAWING, "kind of file cannot be taken"),
    "a.exe": (b"MZ", "kind of file cannot be taken"),
    "a.docm": (papers.docx(), "kind of file cannot be taken"),
    "a.pdf.js": (papers.pdf(), "kind of file cannot be taken"),
    "pdf": (papers.pdf(), "kind of file cannot be taken"),
    "letter": (papers.pdf(), "kind of file cannot be taken"),
    "a.pdf": (b"", "There is nothing in this file."),
    "b.pdf": (papers.PAGE, "is not what its name ends in"),
    "c.pdf": (papers.docx(), "is not what its name ends in"),
    "a.png": (papers.DRAWING, "is not what its name ends in"),
    "a.docx": (papers.zipped(word="x"), "is not what its name ends in"),
    "b.docx": (papers.docx()[:-30], "is not what its name ends in"),
    "c.docx": (papers.odt(), "is not what its name ends in"),
    "d.docx": (b"PK\3\4" + bytes(100), "is not what its name ends in"),
    "a.txt": (b"MZ\0\0", "is not what its name ends in"),
    "a.doc": (papers.doc("_VBA_PROJECT"), "macros"),
    "e.docx": (
        papers.zipped(
            **{
                "[Content_Types].xml": "x",
                "word__document.xml": "x",
                "word__vbaProject.bin": "x",
            }
        ),
        "macros",
    ),
    "a.odt": (papers.odt(Basic__Standard="x"), "macros"),
    f"{'a' * 150}.pdf": (papers.pdf(), "longer than 150 letters"),
}
FIELDS = [IEHCDocument["file"], IEHCAttachment["file"]]


def refusal(field, data: bytes, name: str, claimed: str = "application/pdf") -> str:
    """Return what the field says of a file, or nothing."""
    try:
        field.validate(NamedBlobFile(data, claimed, name))
    except ValueRefused as refused:
        return translate(refused.doc())
    return ""


def test_what_families_can_open_may_be_given(portal):
    for field in FIELDS:
        for name, data in GOOD.items():
            assert refusal(field, data, name) == "", name


def test_what_could_run_or_deceive_may_not_whatever_is_claimed(portal):
    for field in FIELDS:
        for name, (data, words) in BAD.items():
            assert words in refusal(field, data, name), name


def test_the_largest_size_is_a_setting(portal):
    api.portal.set_registry_record("ehc.document_megabytes", 1)
    field = IEHCDocument["file"]

    assert refusal(field, b"%PDF-" + bytes(1024 * 1024), "a.pdf") == (
        "This file is larger than 1 MB. Save it as a smaller PDF, or in parts."
    )
    assert refusal(field, b"%PDF-" + bytes(1024 * 1024 - 5), "a.pdf") == ""


def test_a_list_of_contents_that_is_far_too_long_is_not_read(portal):
    bomb = papers.zipped(**{f"word__{n}": "" for n in range(20_000)})

    assert "is not what" in refusal(IEHCDocument["file"], bomb, "a.docx")


def test_the_field_of_a_document_names_every_kind():
    said = translate(IEHCDocument["file"].description)
    assert [kind.name for kind in KINDS if kind.name not in said] == []


def test_every_kind_has_a_type_that_the_fields_accept():
    assert {kind.media_type for kind in KINDS} <= set(DOCUMENT_TYPES)


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("C:\\Users\\anita\\a letter.pdf", "a letter.pdf"),
        ("../../etc/passwd", "passwd"),
        ("a\r\nSet-Cookie: x.pdf", "x.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("  .hidden  name.pdf ", "hidden name.pdf"),
        ("خط.pdf", "خط.pdf"),
        (None, ""),
    ],
)
def test_a_name_keeps_its_letters_and_loses_its_tricks(name, clean):
    # A colon ends a folder, as it does on old Macs.
    assert clean_filename(name) == clean.removeprefix(" ")


def test_a_copy_takes_no_history_along(case):
    document = make_document(case)
    document.adults = ("anita",)
    document.versions = ("a version",)

    with api.env.adopt_roles(["Manager"]):
        copy = api.content.copy(document, case)

    assert (copy.adults, copy.openings, copy.versions) == ((), None, ())
    assert document.adults == ("anita",)
