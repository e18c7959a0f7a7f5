"""What is looked for inside of a file, and what is taken out of it."""

from hcc.ehcportal.content.bounded import Bounds
from hcc.ehcportal.content.filetypes import KINDS
from hcc.ehcportal.content.uploads import archives
from hcc.ehcportal.content.uploads import locks
from hcc.ehcportal.content.uploads import pictures
from hcc.ehcportal.content.uploads import repaint
from hcc.ehcportal.content.uploads.checking import checked_upload
from hcc.ehcportal.content.uploads.limits import Limits
from hcc.ehcportal.content.uploads.limits import MEGABYTE
from hcc.ehcportal.content.validation import ValueRefused
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies
from io import BytesIO
from PIL import Image
from plone.namedfile.file import NamedBlobFile
from zipfile import ZIP_DEFLATED
from zipfile import ZIP_LZMA
from zipfile import ZipFile
from zope.i18n import translate

import papers
import pytest
import struct
import zlib


LIMITS = Limits(KINDS, 20 * MEGABYTE, 20, 100 * MEGABYTE)

WORD = {"[Content_Types].xml": "<Types/>", "word__document.xml": "<w:document/>"}

DAMAGED = "is not what its name ends in, or it is damaged"
TWO = "two kinds of file in one"
MACROS = "has macros in it"
LOCKED = "protected by a password"
TOO_MUCH = "Much more is packed into this file"
TOO_LONG = "takes too long to check"


@pytest.fixture(autouse=True)
def _site(integration):
    """Files are stored as in a site."""


def take(data: bytes, name: str) -> NamedBlobFile:
    return checked_upload(NamedBlobFile(data, "text/html", name), LIMITS)


def refusal(data: bytes, name: str) -> str:
    """Return what is said of a file, or nothing where it is taken."""
    try:
        take(data, name)
    except ValueRefused as refused:
        return translate(refused.doc())
    return ""


def packed(parts: dict, method=ZIP_DEFLATED) -> bytes:
    paper = BytesIO()
    with ZipFile(paper, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/"), data)
    return paper.getvalue()


def word(method=ZIP_DEFLATED, **more) -> bytes:
    return packed({**WORD, **more}, method)


def seen(file: NamedBlobFile) -> Image.Image:
    return Image.open(BytesIO(file.data))


class TestNames:
    def test_a_file_is_named_and_typed_as_it_is(self):
        file = take(papers.pdf(), "..\\..\\a\u202e letter.pdf")

        assert (file.filename, file.contentType) == ("a letter.pdf", "application/pdf")

    @settings(max_examples=200)
    @given(
        strategies.text(max_size=40).filter(lambda name: not set(name) & set("\r\n"))
    )
    def test_whatever_it_is_called_no_trick_is_kept(self, name):
        file = NamedBlobFile(b"A letter", "text/plain", f"{name}.txt")
        try:
            kept = checked_upload(file, LIMITS).filename
        except ValueRefused:
            return
        assert kept.endswith(".txt")
        assert not set(kept) & set("/\\\0\r\n\u202e\u2028")
        assert kept == " ".join(kept.split())


class TestPictures:
    @pytest.mark.parametrize("turned", [1, 3, 6, 8])
    def test_a_phones_photo_stands_upright_and_tells_no_place(self, turned):
        photo = papers.photo(turned)
        assert b"York" in photo

        file = take(photo, "IMG_1.JPG")

        picture = seen(file)
        assert picture.size == (160, 80)
        assert picture.getpixel((20, 40))[1] < 200 < picture.getpixel((140, 40))[0]
        assert picture.info["icc_profile"] == papers.PROFILE
        assert dict(picture.getexif()) == {}
        for told in (b"York", b"Camera of Anita", b"At home", b"Exif"):
            assert told not in file.data

    def test_what_stands_behind_the_picture_is_gone(self):
        """Phones put a film there; others put what should not be found."""
        file = take(papers.photo(hidden=b"\0\0\0\x18ftypmp42 York"), "a.jpg")

        assert file.data.endswith(b"\xff\xd9")
        assert b"York" not in file.data

    def test_what_one_make_of_phone_shows_becomes_what_all_do(self):
        file = take(papers.heic(), "IMG_1.HEIC")

        assert (file.filename, file.contentType) == ("IMG_1.jpg", "image/jpeg")
        assert seen(file).size == (64, 32)
        assert b"York" not in file.data

    @pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK"])
    def test_pictures_of_every_mode_are_taken(self, mode):
        kind, name = ("JPEG", "a.jpg") if mode == "CMYK" else ("PNG", "a.png")
        paper = BytesIO()
        Image.new(mode, (10, 10)).save(paper, kind)

        assert seen(take(paper.getvalue(), name)).size == (10, 10)

    def test_what_is_seen_through_stays(self):
        picture = Image.new("P", (10, 10))
        paper = BytesIO()
        picture.save(paper, "PNG", transparency=0)

        assert seen(take(paper.getvalue(), "a.png")).info["transparency"] == 0

    def test_a_picture_that_broke_off_is_refused(self):
        assert DAMAGED in refusal(papers.photo()[:-300], "a.jpg")
        assert DAMAGED in refusal(b"\xff\xd8\xff" + bytes(99), "a.jpg")
        assert DAMAGED in refusal(papers.heic()[:-300], "a.heic")

    def test_a_few_bytes_that_want_to_be_a_wall_are_not_painted(self):
        assert "larger than 64 megapixels" in refusal(_wall(9000, 9000), "a.png")

    def test_nor_what_takes_more_memory_than_is_given(self, monkeypatch):
        monkeypatch.setattr(pictures, "_BOUNDS", Bounds(seconds=5, megabytes=60))

        assert TOO_LONG in refusal(_wall(7900, 7900), "a.png")

    def test_the_process_and_its_server_mean_the_same(self):
        assert pictures._TOO_MANY == repaint.TOO_MANY_DOTS


class TestPasswords:
    @pytest.mark.parametrize(
        ("name", "data"),
        {
            "a.pdf": papers.locked_pdf("secret"),
            "a.doc": papers.ole(WordDocument=b"\xec\xa5" + bytes(8) + b"\0\1"),
            "a.docx": papers.ole(EncryptionInfo=b"x", EncryptedPackage=b"x"),
            "a.odt": papers.odt(
                **{"META-INF__manifest.xml": "<manifest:encryption-data/>"}
            ),
        }.items(),
    )
    def test_what_nobody_here_could_open_is_refused(self, name, data):
        assert LOCKED in refusal(data, name)

    def test_a_zip_with_a_password_is_refused(self):
        data = bytearray(word())
        # The flag stands in the list of contents, which programs go by.
        data[data.rindex(b"PK\1\2") + 8] |= 1

        assert LOCKED in refusal(bytes(data), "a.docx")

    @pytest.mark.parametrize(
        ("name", "data"),
        {
            "forbids-printing.pdf": papers.locked_pdf(""),
            "says-the-word.pdf": papers.pdf("/Encrypt"),
            "broken.pdf": b"%PDF-1.4 /Encrypt",
            "a.doc": papers.ole(WordDocument=b"\xec\xa5" + bytes(10)),
        }.items(),
    )
    def test_what_opens_without_one_is_taken(self, name, data):
        assert refusal(data, name) == ""

    def test_what_takes_too_long_to_find_out_is_refused(self, monkeypatch):
        monkeypatch.setattr(locks, "Bounds", lambda: Bounds(seconds=0))

        assert TOO_LONG in refusal(papers.locked_pdf("secret"), "a.pdf")


class TestArchives:
    def test_a_document_with_a_table_inside_is_taken(self):
        table = packed({"xl__workbook.xml": "<x/>"})

        assert refusal(word(word__embeddings__a=table), "a.docx") == ""
        assert refusal(papers.docx("A letter"), "a.docx") == ""

    @pytest.mark.parametrize(
        ("name", "part"),
        [
            ("word__vbaProject.bin", "x"),
            ("word__activeX__a.xml", "x"),
            ("word__media__a.exe", "x"),
            ("a.JS", "x"),
        ],
    )
    def test_programs_are_found(self, name, part):
        assert MACROS in refusal(word(**{name: part}), "a.docx")

    def test_a_document_that_says_it_has_macros_is_refused(self):
        types = '<Override ContentType="application/vnd.ms-word.macroEnabled.main"/>'

        assert MACROS in refusal(word(**{"[Content_Types].xml": types}), "a.docx")

    def test_a_part_that_would_fill_the_server_is_not_unpacked(self):
        bomb = word(word__media__a=bytes(40 * MEGABYTE))
        assert len(bomb) < 100_000

        assert TOO_MUCH in refusal(bomb, "a.docx")

    def test_nor_one_inside_of_another(self):
        inner = packed({"a": bytes(30 * MEGABYTE)})

        assert TOO_MUCH in refusal(word(word__embeddings__a=inner), "a.docx")

    def test_nor_many_that_are_inside_of_each_other(self):
        nested = packed({"a": packed({"b": packed({"c": "x"})})})

        assert TOO_MUCH in refusal(word(word__embeddings__a=nested), "a.docx")

    def test_nor_more_parts_than_a_letter_has(self, monkeypatch):
        monkeypatch.setattr(archives, "MOST_PARTS", 10)

        parts = {f"word__{number}": "" for number in range(10)}
        assert TOO_MUCH in refusal(word(**parts), "a.docx")

    def test_names_that_stand_for_others_are_refused(self):
        text = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]><a>&c;</a>'

        assert DAMAGED in refusal(word(**{"word__document.xml": text}), "a.docx")

    def test_a_part_that_lies_about_its_length_is_refused(self):
        data = bytearray(word())
        place = data.rindex(b"PK\1\2") + 24
        data[place : place + 4] = struct.pack("<I", 3)

        assert DAMAGED in refusal(bytes(data), "a.docx")

    def test_other_ways_to_pack_are_refused(self):
        assert DAMAGED in refusal(word(ZIP_LZMA), "a.docx")

    @settings(max_examples=150)
    @given(data=strategies.data())
    def test_a_document_with_any_bytes_changed_gets_an_answer(self, data):
        changed = bytearray(word())
        for _number in range(data.draw(strategies.integers(1, 8))):
            place = data.draw(strategies.integers(0, len(changed) - 1))
            changed[place] = data.draw(strategies.integers(0, 255))

        assert isinstance(refusal(bytes(changed), "a.docx"), str)


class TestGuises:
    PACKED = packed({"a.class": "x"})

    @pytest.mark.parametrize(
        ("name", "data"),
        {
            "page.pdf": b"%PDF-1.4\n<html><script>alert(1)</script>" + papers.pdf(),
            "zip.pdf": papers.pdf() + packed({"a": "x"}),
            "zip.rtf": papers.RTF + packed({"a": "x"}),
            "gifar.jpg": papers.photo(hidden=packed({"a.class": "x"})),
            "zip.png": papers.picture("PNG") + packed({"a": "x"}),
            "pdf.docx": packed({"%PDF-1.4": "x", **WORD}),
            "before.docx": b"PK\3\4 and more" + word(),
            "behind.docx": word() + b"<html>",
            "page.txt": papers.PAGE,
            "drawing.txt": papers.DRAWING,
            "page.rtf": papers.RTF + b"<SCRIPT >",
            "pdf.txt": b"A letter %PDF-1.4",
            "php.txt": b"<?php system('id');",
        }.items(),
    )
    def test_what_is_two_kinds_of_file_is_refused(self, name, data):
        assert TWO in refusal(data, name)

    def test_a_document_inside_of_another_is_no_guise(self):
        inside = packed({"a": "x"})

        assert refusal(b"%PDF-1.4\n" + inside + b"\nendstream %%EOF", "a.pdf") == ""

    def test_controls_anywhere_make_a_text_no_text(self):
        assert DAMAGED in refusal(b"a" * 3 * MEGABYTE + b"\0", "a.txt")

    def test_programs_inside_of_rtf_are_found(self):
        filling = b" " * (MEGABYTE - len(papers.RTF) - 4)
        data = papers.RTF + filling + rb"{\object\objdata 0105}"

        assert MACROS in refusal(data, "a.rtf")


def _wall(width: int, height: int) -> bytes:
    """Return a picture of one colour, which packs well."""
    line = zlib.compressobj(9)
    rows = b"".join(line.compress(bytes(1 + width)) for _ in range(height))

    def chunk(name: bytes, data: bytes) -> bytes:
        check = zlib.crc32(name + data)
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", check)

    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
        + chunk(b"IDAT", rows + line.flush())
        + chunk(b"IEND", b"")
    )
