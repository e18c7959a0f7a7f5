"""Paints a picture anew, in a process of its own: upright, and with nothing else in it.

What a camera writes beside the picture, place and time and owner, is gone, and whatever
was hidden behind it. The profile of its colours stays. Pictures that only phones of one
make show become JPEG. ``content/bounded.py`` runs it. It knows nothing of Plone.
"""

from __future__ import annotations

from hcc.ehcportal.content.bounded import bind
from io import BytesIO
from PIL import Image
from PIL import ImageOps
from PIL import JpegImagePlugin
from typing import BinaryIO

import sys


# Phones have up to 50, and 200 if somebody asks them to.
MOST_DOTS = 64_000_000
TOO_MANY_DOTS = 3

_QUALITY = 92

_FORMATS = {"jpg": "JPEG", "png": "PNG", "heic": "HEIF"}


def repaint(kind: str, file: BinaryIO, painted: BinaryIO) -> None:
    """Write the picture in ``file`` as one of its kind."""
    picture = _opened(kind, file)
    options = _options(picture)
    picture.load()
    ImageOps.exif_transpose(picture, in_place=True)
    # Writers take from here what they are not told to leave out.
    picture.info.clear()
    if kind == "png":
        picture.save(painted, "PNG", **options)
        return
    if picture.mode not in ("L", "RGB", "CMYK"):
        picture = picture.convert("RGB")
    picture.save(painted, "JPEG", **options)


def _opened(kind: str, file: BinaryIO) -> Image.Image:
    if kind == "heic":
        from pillow_heif import register_heif_opener

        register_heif_opener(thumbnails=False)
    # The bound is ours.
    Image.MAX_IMAGE_PIXELS = None
    picture = Image.open(file, formats=[_FORMATS[kind]])
    if picture.width * picture.height > MOST_DOTS:
        raise SystemExit(TOO_MANY_DOTS)
    return picture


def _options(picture: Image.Image) -> dict:
    """Return how a picture is written, which is as it was as far as that is known."""
    known = {
        "icc_profile": picture.info.get("icc_profile"),
        "transparency": picture.info.get("transparency"),
        "progressive": bool(picture.info.get("progressive")),
    }
    options = {name: value for name, value in known.items() if value is not None}
    if picture.format in ("JPEG", "MPO"):
        options["qtables"] = picture.quantization
        options["subsampling"] = JpegImagePlugin.get_sampling(picture)
    else:
        options["quality"] = _QUALITY
    return options


def main(kind: str, *bounds: str) -> None:
    """Read the picture and write the new one."""
    bind(*bounds)
    painted = BytesIO()
    repaint(kind, BytesIO(sys.stdin.buffer.read()), painted)
    sys.stdout.buffer.write(painted.getvalue())


if __name__ == "__main__":
    main(*sys.argv[1:])
