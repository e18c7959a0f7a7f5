"""Recordings: which they are, and that nothing but the sound stays in them."""

from hcc.ehcportal.content.filetypes import kind_in
from hcc.ehcportal.content.filetypes import KINDS
from hcc.ehcportal.content.filetypes import USUAL_KINDS
from hcc.ehcportal.content.sounds import is_m4a
from hcc.ehcportal.content.uploads.checking import checked_upload
from hcc.ehcportal.content.uploads.limits import upload_limits
from hcc.ehcportal.content.validation import ValueRefused
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from io import BytesIO
from mutagen.mp3 import MP3
from mutagen.oggopus import OggOpus
from plone.namedfile.file import NamedBlobFile
from zope.i18n import translate

import papers
import pytest
import wave


RECORDED = {
    "memo.m4a": (papers.m4a(), "audio/mp4"),
    "Aufnahme 1.m4a": (papers.m4a(b"mp42"), "audio/mp4"),
    "call.3gp": (papers.m4a(b"3gp4"), "audio/mp4"),
    "song.mp3": (papers.mp3(), "audio/mpeg"),
    "plain.mp3": (papers.mp3(tagged=False), "audio/mpeg"),
    "old.aac": (papers.aac(), "audio/aac"),
    "dictation.wav": (papers.wav(), "audio/x-wav"),
    "chat.ogg": (papers.opus(), "audio/ogg"),
    "chat.opus": (papers.opus(), "audio/ogg"),
}

REFUSED = {
    "film.m4a": papers.m4a(reader=b"vide"),
    "with-a-place-track.m4a": papers.m4a(reader=b"meta"),
    "cut-off.m4a": papers.m4a()[:-40],
    "not.mp3": papers.wav(),
    "not.ogg": papers.mp3(),
    "cut-off.ogg": papers.opus()[:-2],
    "two-streams.ogg": papers.opus() + papers._page(0, b"OpusHead" + bytes(11), 8),
    "one-frame.mp3": papers.mp3(tagged=False)[:417],
    "picture.wav": papers.picture("PNG"),
    "page.mp3": papers.PAGE,
}


def sent(name: str, data: bytes, kinds=None) -> NamedBlobFile:
    limits = upload_limits(kinds or [kind.key for kind in KINDS])
    return checked_upload(NamedBlobFile(data, filename=name), limits)


def refusal(name: str, data: bytes, kinds=None) -> str:
    with pytest.raises(ValueRefused) as refused:
        sent(name, data, kinds)
    return translate(refused.value.doc())


@pytest.mark.parametrize("name", RECORDED)
def test_what_phones_record_is_taken(portal, name):
    data, media_type = RECORDED[name]
    file = sent(name, data)

    assert (file.filename, file.contentType) == (name, media_type)


@pytest.mark.parametrize("name", RECORDED)
def test_it_does_not_say_where_and_by_whom(portal, name):
    file = sent(name, RECORDED[name][0])

    assert papers.PLACE not in file.data
    assert b"LOCATION" not in file.data.upper()


@pytest.mark.parametrize("name", REFUSED)
def test_what_only_looks_like_it_is_refused(portal, name):
    assert "is not what its name ends in" in refusal(name, REFUSED[name])


class CountedReads(BytesIO):
    """A file that counts how often it is read from."""

    reads = 0

    def read(self, *size):
        self.reads += 1
        return super().read(*size)


def test_a_file_of_boxes_in_boxes_is_not_looked_through(portal):
    """Each level has few enough of them; all together they would take seconds."""
    track = papers.box(b"trak", papers.box(b"free", b"") * 10_000)
    film = papers.box(b"ftyp", b"M4A ") + papers.box(b"moov", track * 10)
    file = CountedReads(film)

    assert not is_m4a(file)
    assert file.reads < 21_000


class TestTheSound:
    """It stays as it was."""

    def test_of_a_voice_memo_with_its_place_in_the_file(self, portal):
        data = papers.m4a(sound=b"heard" * 50)
        kept = sent("memo.m4a", data).data

        assert len(kept) == len(data)
        assert kept.index(b"heard" * 50) == data.index(b"heard" * 50)
        assert (3_800_000_000).to_bytes(4, "big") not in kept

    def test_of_a_wav(self, portal):
        kept = sent("a.wav", papers.wav(b"heard!" * 50)).data

        with wave.open(BytesIO(kept)) as opened:
            assert opened.readframes(1000) == b"heard!" * 50

    def test_of_an_mp3(self, portal):
        kept = sent("a.mp3", papers.mp3()).data

        assert kept == papers.mp3(tagged=False)
        assert MP3(BytesIO(kept)).tags is None

    def test_of_opus(self, portal):
        kept = sent("a.ogg", papers.opus()).data

        assert OggOpus(BytesIO(kept)).tags == []
        assert kept.endswith(b"\xf8\xff\xfe")


class TestForms:
    def test_a_form_that_asks_for_nothing_in_particular_takes_none(self, portal):
        assert upload_limits().kinds == USUAL_KINDS
        assert "MP3" not in upload_limits().kind_names

    def test_one_that_asks_for_it_says_so(self, portal):
        assert upload_limits(["jpg", "mp3", "m4a"]).kind_names == "JPEG, MP3, M4A"

    def test_others_refuse_it_with_what_they_take(self, portal):
        said = refusal("memo.m4a", papers.m4a(), ["jpg"])
        assert said == (
            "This kind of file cannot be taken. Save it as one of these: JPEG."
        )


@settings(max_examples=300)
@given(st.binary(max_size=200), st.sampled_from([d for d, _type in RECORDED.values()]))
def test_whatever_is_in_a_file_looking_at_it_ends(noise, sound):
    for data in (noise, sound[: len(noise)] + noise, sound + noise):
        kind_in(BytesIO(data))
