"""Sound files as phones record them: which a file is, by what is in it.

It knows nothing of Plone.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO


# A recording that is sent has far fewer parts; each costs a look, on whichever level.
_LOOKS = range(20_000)

# What the boxes of a track lead to: who reads it.
_WAY_TO_READER = (b"moov", b"trak", b"mdia", b"hdlr")

_OGG_HEAD = 27
_IN_OGG = (b"OpusHead", b"\x01vorbis")


class NoSound(ValueError):
    """What is in a file is no sound, or not that alone."""


@dataclass(frozen=True)
class Box:
    """A part of a file of the family of MP4: its kind, and where its contents are."""

    kind: bytes
    start: int
    end: int


def is_mp3(file: BinaryIO) -> bool:
    """Tell of a file whose first frame is of MPEG's layer III."""
    mark, layer, rates, _more = _first_frame(file)
    is_layer_3 = mark == 0xFF and layer & 0xE6 == 0xE2
    return is_layer_3 and rates >> 4 not in (0, 15) and rates & 0x0C != 0x0C


def is_aac(file: BinaryIO) -> bool:
    """Tell of a file of AAC frames by themselves, as older phones record them."""
    mark, layer, _rates, _more = _first_frame(file)
    return mark == 0xFF and layer & 0xF6 == 0xF0


def is_m4a(file: BinaryIO) -> bool:
    """Tell of a file of the family of MP4 that has sound in it and nothing else."""
    if _head(file, 12)[4:8] != b"ftyp":
        return False
    whole = Box(b"", 0, file.seek(0, 2))
    try:
        found = _find(file, _WAY_TO_READER, whole, iter(_LOOKS))
        readers = {_reader(file, box) for box in found}
    except NoSound:
        return False
    return readers == {b"soun"}


def is_wav(file: BinaryIO) -> bool:
    """Tell of a file of sound as it is, without compression."""
    head = _head(file, 12)
    return head.startswith(b"RIFF") and head.endswith(b"WAVE")


def is_ogg(file: BinaryIO) -> bool:
    """Tell of a file whose first stream is Opus or Vorbis."""
    head = _head(file, 512)
    if not head.startswith(b"OggS") or len(head) < _OGG_HEAD:
        return False
    packet = head[_OGG_HEAD + head[_OGG_HEAD - 1] :]
    return packet.startswith(_IN_OGG)


def boxes(
    file: BinaryIO, start: int, end: int, looks: Iterable[int] = _LOOKS
) -> Iterator[Box]:
    """Yield the boxes between two places. Raises ``NoSound`` for what are none.

    Each box takes one of ``looks``; those of a file can share them as an iterator.
    """
    for _look in looks:
        if start >= end:
            return
        file.seek(start)
        head = file.read(16)
        length, first = int.from_bytes(head[:4], "big"), start + 8
        if length == 1:
            length, first = int.from_bytes(head[8:], "big"), start + 16
        after = start + length if length else end
        if len(head) < 8 or after < first or after > end:
            raise NoSound
        yield Box(head[4:8], first, after)
        start = after
    raise NoSound


def _find(
    file: BinaryIO, way: tuple[bytes, ...], within: Box, looks: Iterator[int]
) -> Iterator[Box]:
    """Yield the boxes to which a way of kinds leads."""
    for box in boxes(file, within.start, within.end, looks):
        if box.kind == way[0] and len(way) == 1:
            yield box
        elif box.kind == way[0]:
            yield from _find(file, way[1:], box, looks)


def _reader(file: BinaryIO, box: Box) -> bytes:
    file.seek(box.start + 8)
    return file.read(4)


def _first_frame(file: BinaryIO) -> bytes:
    """Return the head of the first frame, behind the tag that may stand before it."""
    head = _head(file, 10)
    start = 0
    if head.startswith(b"ID3") and len(head) == 10:
        start = 10 + sum(head[place] << shift for place, shift in _SEVENS)
    file.seek(start)
    return file.read(4).ljust(4, b"\0")


# Of the length of a tag, each byte has seven bits.
_SEVENS = ((6, 21), (7, 14), (8, 7), (9, 0))


def _head(file: BinaryIO, length: int) -> bytes:
    file.seek(0)
    return file.read(length)
