"""Takes out of a recording what it tells beside the sound, in a process of its own.

Phones write where a recording was made, when and by whom: in tags before and behind the
sound, and in boxes and chunks between its parts. Tags are removed, the others are
overwritten in their places, so that nothing else has to move. ``content/bounded.py``
runs it. It knows nothing of Plone.
"""

from __future__ import annotations

from collections.abc import Iterator
from hcc.ehcportal.content.bounded import bind
from hcc.ehcportal.content.sounds import Box
from hcc.ehcportal.content.sounds import boxes
from hcc.ehcportal.content.sounds import NoSound
from io import BytesIO
from mutagen import apev2
from mutagen import id3
from mutagen.aac import AAC
from mutagen.mp3 import MP3
from mutagen.ogg import OggPage
from mutagen.oggopus import OggOpus
from mutagen.oggvorbis import OggVorbis
from struct import unpack

import sys


# What a player needs of each box; all else is overwritten.
_KEPT_BOXES = {
    None: {b"ftyp", b"styp", b"moov", b"mdat", b"moof", b"mfra", b"sidx"},
    b"moov": {b"mvhd", b"trak", b"mvex"},
    b"trak": {b"tkhd", b"edts", b"mdia", b"tref"},
    b"mdia": {b"mdhd", b"hdlr", b"minf"},
    b"minf": {b"smhd", b"dinf", b"stbl", b"hdlr"},
}
# They begin with the moments of being made and changed, of 4 or 8 bytes each.
_TIMED = {b"mvhd", b"tkhd", b"mdhd"}
_KEPT_CHUNKS = {b"fmt ", b"fact", b"data"}


def untag(kind: str, sound: BytesIO) -> None:
    """Take out of a recording what it tells beside the sound.

    Raises ``NoSound`` or an error of mutagen for what cannot be heard.
    """
    _WAYS[kind](sound)


def _frames(sound: BytesIO, read: type) -> None:
    id3.delete(sound)
    apev2.delete(sound)
    sound.seek(0)
    if getattr(read(sound).info, "sketchy", False):
        raise NoSound


def _ogg(sound: BytesIO) -> None:
    pages = list(_pages(sound))
    if len({page.serial for page in pages}) != 1:
        raise NoSound
    is_opus = pages[0].packets[0].startswith(b"OpusHead")
    sound.seek(0)
    opened = (OggOpus if is_opus else OggVorbis)(sound)
    sound.seek(0)
    opened.delete(sound)


def _pages(sound: BytesIO) -> Iterator[OggPage]:
    sound.seek(0)
    while True:
        try:
            yield OggPage(sound)
        except EOFError:
            return


def _m4a(sound: BytesIO) -> None:
    _clean_boxes(sound, Box(None, 0, len(sound.getbuffer())))


def _clean_boxes(sound: BytesIO, around: Box) -> None:
    data = sound.getbuffer()
    for box in list(boxes(sound, around.start, around.end)):
        if box.kind not in _KEPT_BOXES[around.kind]:
            _overwrite(data, box.start - 4, b"free", box.end)
        elif box.kind in _KEPT_BOXES:
            _clean_boxes(sound, box)
        elif box.kind in _TIMED:
            moments = 16 if data[box.start] else 8
            data[box.start + 4 : box.start + 4 + moments] = bytes(moments)


def _wav(sound: BytesIO) -> None:
    data, start = sound.getbuffer(), 12
    while start + 8 <= len(data):
        (length,) = unpack("<I", data[start + 4 : start + 8])
        end = min(start + 8 + length, len(data))
        if bytes(data[start : start + 4]) not in _KEPT_CHUNKS:
            _overwrite(data, start, b"JUNK", end)
        start = end + length % 2


def _overwrite(data: memoryview, name: int, new: bytes, end: int) -> None:
    """Give what has its name at a place another, and nothing in it."""
    data[name : name + 4] = new
    data[name + 8 : end] = bytes(max(0, end - name - 8))


_WAYS = {
    "mp3": lambda sound: _frames(sound, MP3),
    "aac": lambda sound: _frames(sound, AAC),
    "m4a": _m4a,
    "wav": _wav,
    "ogg": _ogg,
}


def main(kind: str, *bounds: str) -> None:
    """Read the recording and write the new one."""
    bind(*bounds)
    sound = BytesIO(sys.stdin.buffer.read())
    untag(kind, sound)
    sys.stdout.buffer.write(sound.getvalue())


if __name__ == "__main__":
    main(*sys.argv[1:])
