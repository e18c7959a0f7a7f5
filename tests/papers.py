"""Files of every kind, as somebody might choose them."""

from docx import Document
from io import BytesIO
from mutagen import id3
from mutagen.ogg import OggPage
from PIL import ExifTags
from PIL import Image
from PIL import ImageCms
from pypdf import PdfWriter
from reportlab.pdfgen.canvas import Canvas
from zipfile import ZipFile

import pillow_heif
import struct
import wave


def pdf(*pages: str) -> bytes:
    """Return a PDF file with a page for each text, whose lines are kept."""
    paper = BytesIO()
    canvas = Canvas(paper)
    for text in pages or ("A letter",):
        lines = canvas.beginText(50, 800)
        lines.textLines(text)
        canvas.drawText(lines)
        canvas.showPage()
    canvas.save()
    return paper.getvalue()


def docx(*paragraphs: str) -> bytes:
    """Return a Word file; the last paragraph stands in a table."""
    document = Document()
    for text in paragraphs[:-1]:
        document.add_paragraph(text)
    document.add_table(1, 1).cell(0, 0).text = (paragraphs or ("A letter",))[-1]
    paper = BytesIO()
    document.save(paper)
    return paper.getvalue()


def zipped(**parts: str) -> bytes:
    """Return a zip; two underlines in a part's name stand for a slash."""
    paper = BytesIO()
    with ZipFile(paper, "w") as opened:
        for name, text in parts.items():
            opened.writestr(name.replace("__", "/"), text)
    return paper.getvalue()


def odt(**more: str) -> bytes:
    """Return an OpenDocument text."""
    kind = "application/vnd.oasis.opendocument.text"
    return zipped(mimetype=kind, **{"content.xml": "<text/>", **more})


def doc(*more: str) -> bytes:
    """Return the start of an old Word file, with the names of its parts."""
    names = ("WordDocument", *more)
    start = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    return start + b"".join(name.encode("utf-16-le") for name in names)


def picture(kind: str) -> bytes:
    """Return a small picture; ``kind`` is "PNG" or "JPEG"."""
    paper = BytesIO()
    Image.new("RGB", (40, 20), "green").save(paper, kind)
    return paper.getvalue()


def photo(turned: int = 1, hidden: bytes = b"") -> bytes:
    """Return a JPEG as from a phone: twice as wide as high when it is looked at.

    It says where and with what it was taken, has a profile of its colours, and may be
    ``turned``, as phones say it (1 to 8). Its left half is green, the right one white.
    """
    upright = Image.new("RGB", (160, 80), "white")
    upright.paste("green", (0, 0, 80, 80))
    stored = upright.transpose(_BACK[turned]) if turned in _BACK else upright
    paper = BytesIO()
    stored.save(
        paper, "JPEG", exif=_exif(turned), icc_profile=PROFILE, comment=b"At home"
    )
    return paper.getvalue() + hidden


def heic() -> bytes:
    """Return a picture as phones of one make take it, with its place."""
    paper = BytesIO()
    picture = pillow_heif.from_pillow(Image.new("RGB", (64, 32), "green"))
    picture.save(paper, exif=_exif(1).tobytes())
    return paper.getvalue()


def _exif(turned: int) -> Image.Exif:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = turned
    exif[ExifTags.Base.Make] = "Camera of Anita"
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitude] = (53.0, 57.0, 43.0)
    place[ExifTags.GPS.GPSMapDatum] = "York"
    return exif


# How a picture is turned on its way into the camera, by what the camera notes.
_BACK = {
    3: Image.Transpose.ROTATE_180,
    6: Image.Transpose.ROTATE_90,
    8: Image.Transpose.ROTATE_270,
}
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def locked_pdf(password: str, owner: str = "owner") -> bytes:
    """Return a PDF with a password; "" opens for everybody, and may not be printed."""
    writer = PdfWriter(BytesIO(pdf("A letter")))
    writer.encrypt(password, owner, algorithm="AES-256")
    paper = BytesIO()
    writer.write(paper)
    return paper.getvalue()


def ole(**streams: bytes) -> bytes:
    """Return a file of old Office programs with these parts, of at least 4,096 bytes.

    A header, one sector that tells which sectors follow each other, one or more with
    the list of parts, and the parts.
    """
    chains, starts, data = [], {}, b""
    folders = -(-(len(streams) + 1) // 4)
    for name, part in streams.items():
        sectors = -(-max(len(part), 4096) // 512)
        starts[name] = 1 + folders + len(chains)
        chains += range(starts[name] + 1, starts[name] + sectors)
        chains.append(_END)
        data += part.ljust(sectors * 512, b"\0")
    table = [0xFFFFFFFD, *range(2, folders + 1), _END, *chains]
    table += [0xFFFFFFFF] * (128 - len(table))
    entries = [_entry("Root Entry", 5, 1 if streams else _END, _END, 0)]
    for number, (name, part) in enumerate(streams.items(), 1):
        follows = number + 1 if number < len(streams) else 0xFFFFFFFF
        size = max(len(part), 4096)
        entries.append(_entry(name, 2, 0xFFFFFFFF, starts[name], size, follows))
    listed = b"".join(entries).ljust(folders * 512, b"\0")
    return _ole_header() + struct.pack("<128I", *table) + listed + data


def _ole_header() -> bytes:
    start = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    versions = struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    places = struct.pack("<IIIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0, 0)
    return (start + versions + places).ljust(512, b"\xff")


def _entry(name, kind, child, start, size, follows=0xFFFFFFFF) -> bytes:
    written = (name + "\0").encode("utf-16-le")
    return (
        written.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(written), kind, 1, 0xFFFFFFFF, follows, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


_END = 0xFFFFFFFE


RTF = rb"{\rtf1 A letter}"
TEXT = "Llythyr at Siân".encode()
PAGE = b"<html><script>alert(document.cookie)</script></html>"
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


# What phones write into recordings, in each their own way.
PLACE = b"+53.9627-001.0873/"


def mp3(tagged: bool = True) -> bytes:
    """Return a silent MP3 of ten frames, with tags before and behind it."""
    sound = BytesIO((b"\xff\xfb\x90\x00" + bytes(413)) * 10)
    if tagged:
        tags = id3.ID3()
        tags.add(id3.TXXX(desc="location", text=PLACE.decode()))
        tags.save(sound, v1=2)
    return sound.getvalue()


def aac() -> bytes:
    """Return recordings of older phones: frames of AAC without anything around them."""
    return (b"\xff\xf1\x50\x80\x0c\x9f\xfc" + bytes(93)) * 10


def m4a(brand: bytes = b"M4A ", reader: bytes = b"soun", sound: bytes = b"heard"):
    """Return a voice memo: made at a time, in a place, of one track."""
    times = struct.pack(">IIII", 0, 3_800_000_000, 3_800_000_000, 1000)
    told = box(b"udta", box(b"\xa9xyz", struct.pack(">HH", 18, 0x15C7) + PLACE))
    handler = box(b"hdlr", bytes(8) + reader + bytes(13))
    table = box(b"minf", box(b"smhd", bytes(8)) + box(b"stbl", bytes(8)))
    media = box(b"mdia", box(b"mdhd", times + bytes(8)) + handler + table)
    track = box(b"trak", box(b"tkhd", times + bytes(68)) + media + told)
    parts = (
        box(b"ftyp", brand + bytes(4) + brand),
        box(b"mdat", sound),
        box(b"moov", box(b"mvhd", times + bytes(84)) + track + told),
        box(b"uuid", PLACE),
    )
    return b"".join(parts)


def box(kind: bytes, contents: bytes) -> bytes:
    """Return a part of a file of the family of MP4."""
    return struct.pack(">I", len(contents) + 8) + kind + contents


def wav(sound: bytes = b"heard!" * 10) -> bytes:
    """Return sound as it is, with a chunk that tells who recorded it where."""
    paper = BytesIO()
    with wave.open(paper, "wb") as opened:
        opened.setnchannels(1)
        opened.setsampwidth(2)
        opened.setframerate(8000)
        opened.writeframes(sound)
    told = struct.pack("<4sI", b"LIST", len(PLACE)) + PLACE
    whole = paper.getvalue() + told
    return whole[:4] + struct.pack("<I", len(whole) - 8) + whole[8:]


def opus(place: bytes = PLACE) -> bytes:
    """Return a recording in Opus, whose second packet has the tags."""
    comment = b"LOCATION=" + place
    packets = (
        b"OpusHead\x01\x01\x38\x01\x80\xbb\x00\x00\x00\x00\x00",
        b"OpusTags\0\0\0\0\1\0\0\0" + struct.pack("<I", len(comment)) + comment,
        b"\xf8\xff\xfe",
    )
    return b"".join(_page(number, packet) for number, packet in enumerate(packets))


def _page(number: int, packet: bytes, serial: int = 7) -> bytes:
    page = OggPage()
    page.packets, page.sequence, page.serial = [packet], number, serial
    page.first, page.last = number == 0, number == 2
    page.position = 960 if number == 2 else 0
    return page.write()
