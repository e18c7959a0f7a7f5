"""Files of every kind, as somebody might choose them."""

from docx import Document
from io import BytesIO
from PIL import Image
from reportlab.pdfgen.canvas import Canvas
from zipfile import ZipFile

import pillow_heif


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


def heic() -> bytes:
    """Return a picture as phones of one make take it."""
    paper = BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", (64, 64), "green")).save(paper)
    return paper.getvalue()


RTF = rb"{\rtf1 A letter}"
TEXT = "Llythyr at Siân".encode()
PAGE = b"<html><script>alert(document.cookie)</script></html>"
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
