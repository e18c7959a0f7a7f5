"""Files of some five megabytes, as families send them: a photo, and a scan as PDF."""

from __future__ import annotations

from pathlib import Path
from PIL import Image


# A phone's twelve megapixels, with as much in them as makes five megabytes.
_SIZE = (4032, 3024)
_GRAIN = (1008, 756)
_CONTRAST = 60
_QUALITY = 90


def write_letters(folder: Path) -> tuple[Path, Path]:
    """Write a photo and a scan, and return where."""
    picture = _picture()
    photo, scan = folder / "photo.jpg", folder / "scan.pdf"
    picture.save(photo, "JPEG", quality=_QUALITY)
    picture.save(scan, "PDF", quality=_QUALITY)
    return photo, scan


def _picture() -> Image.Image:
    grain = Image.effect_noise(_GRAIN, _CONTRAST)
    grey = grain.resize(_SIZE, Image.Resampling.BICUBIC)
    turned = (Image.Transpose.FLIP_LEFT_RIGHT, Image.Transpose.FLIP_TOP_BOTTOM)
    return Image.merge("RGB", (grey, *map(grey.transpose, turned)))
