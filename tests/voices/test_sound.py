"""What counts as a piece of sound: what is in the file, whatever it is called."""

import struct
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kortelijn.kernel.errors import Refused
from kortelijn.voices import webm
from kortelijn.voices.broken import Broken
from kortelijn.voices.mp3 import clean_mp3
from kortelijn.voices.mp4 import clean_mp4
from kortelijn.voices.ogg import seconds_of_ogg
from kortelijn.voices.sound import MOST_BYTES, sound_in
from kortelijn.voices.webm import clean_webm
from tests.voices import sounds

READERS: list[Callable[[bytes], object]] = [clean_webm, clean_mp4, seconds_of_ogg, clean_mp3]
WHOLE = {"webm": sounds.webm(), "m4a": sounds.m4a(), "ogg": sounds.ogg(), "mp3": sounds.mp3()}


def box(kind: bytes, body: bytes) -> bytes:
    return (8 + len(body)).to_bytes(4) + kind + body


@pytest.mark.parametrize(
    ("ending", "mime", "seconds"),
    [("webm", "audio/webm", 3), ("m4a", "audio/mp4", 2), ("ogg", "audio/ogg", 3), ("mp3", "audio/mpeg", 3)],
)
def test_four_kinds_of_sound_are_taken(ending: str, mime: str, seconds: int) -> None:
    sound = sound_in(WHOLE[ending], f"Mijn opname.{ending.upper()}")
    assert (sound.mime, sound.seconds) == (mime, seconds)
    assert len(sound.digest) == 64


@pytest.mark.parametrize("ending", WHOLE)
def test_a_name_says_nothing_but_must_not_lie(ending: str) -> None:
    assert sound_in(WHOLE[ending], "zonder punt").mime
    for lie in ("verhaal.wav", "verhaal.exe", "verhaal.html", *(f"verhaal.{each}" for each in WHOLE if each != ending)):
        with pytest.raises(Refused, match="eindigt op"):
            sound_in(WHOLE[ending], lie)


@pytest.mark.parametrize(
    "content",
    [b"<html><script>alert(1)</script>", b"RIFF$\x00\x00\x00WAVEfmt ", b"PK\x03\x04" + bytes(200), b"GIF89a",
     b"%PDF-1.7\n", bytes(5000), b"\xff"],
)  # fmt: skip
def test_what_is_no_sound_is_refused(content: bytes) -> None:
    with pytest.raises(Refused):
        sound_in(content, "verhaal.mp3")


def test_nothing_at_all_is_refused() -> None:
    with pytest.raises(Refused, match="leeg"):
        sound_in(b"", "verhaal.mp3")


@pytest.mark.parametrize("ending", ["webm", "m4a", "ogg", "mp3"])
@pytest.mark.parametrize(
    "hidden", [b"PK\x03\x04" + b"hidden" * 90, b"<script>alert(1)</script>" * 9, b"%PDF-1.7 " * 20]
)
def test_what_hangs_behind_the_sound_is_refused(ending: str, hidden: bytes) -> None:
    with pytest.raises(Refused, match="iets anders"):
        sound_in(WHOLE[ending] + hidden, f"verhaal.{ending}")


def test_a_duration_is_written_into_a_recording_without_one() -> None:
    cleaned, seconds = clean_webm(sounds.webm())
    assert seconds == pytest.approx(2.54)
    assert b"\x44\x89\x88" + struct.pack(">d", 2540.0) in cleaned
    assert clean_webm(cleaned) == (cleaned, seconds)


def webm_of(scale: bytes, moment: bytes) -> bytes:
    """One packet of sound at that moment, in ticks of that scale."""

    def element(code: int, body: bytes) -> bytes:
        return code.to_bytes((code.bit_length() + 7) // 8) + (len(body) | 1 << 56).to_bytes(8) + body

    cluster = element(webm.TIMESTAMP, moment) + element(webm.SIMPLE_BLOCK, b"\x81\x00\x00\x80sound")
    parts = element(webm.INFO, element(webm.SCALE, scale)) + element(webm.CLUSTER, cluster)
    return element(webm.EBML, element(webm.DOCTYPE, b"webm")) + element(webm.SEGMENT, parts)


def test_a_number_longer_than_eight_bytes_is_no_webm() -> None:
    usual = (1_000_000).to_bytes(8)
    assert clean_webm(webm_of(usual, b"\x03\xe8"))[1] == pytest.approx(1.02)
    for scale, moment in ((b"\xff" * 200, b"\x03\xe8"), (usual, bytes(8) + b"\x03\xe8")):
        with pytest.raises(Broken):
            clean_webm(webm_of(scale, moment))


def test_names_and_places_beside_the_sound_are_wiped() -> None:
    secret = b"Rijnstraat 213, Den Haag"
    tagged = sounds.m4a() + box(b"free", secret) + box(b"uuid", secret)
    assert secret not in clean_mp4(tagged)
    assert len(clean_mp4(tagged)) == len(tagged)
    id3 = b"ID3\x04\x00\x00" + bytes([0, 0, 0, len(secret)]) + secret
    old = b"TAG" + secret.ljust(125)
    assert clean_mp3(id3 + sounds.mp3() + old)[0] == sounds.mp3()


def test_a_picture_that_moves_is_refused() -> None:
    filmed = sounds.webm().replace(b"\x83\x81\x02", b"\x83\x81\x01", 1).replace(b"A_OPUS", b"V_VP8\x00", 1)
    with pytest.raises(Refused, match="beeld"):
        sound_in(filmed, "film.webm")


def test_longer_than_three_minutes_or_than_12_mb_is_refused() -> None:
    assert sound_in(sounds.mp3(181), "lang.mp3").seconds == 180
    with pytest.raises(Refused, match="drie minuten"):
        sound_in(sounds.mp3(190), "lang.mp3")
    with pytest.raises(Refused, match="12 MB"):
        sound_in(bytes(MOST_BYTES + 1), "groot.mp3")


def test_two_streams_in_one_file_are_refused() -> None:
    with pytest.raises(Refused):
        sound_in(sounds.ogg() + sounds.ogg(), "twee.ogg")


def test_a_recording_that_was_cut_off_still_plays() -> None:
    content, seconds = clean_mp3(sounds.mp3(3)[:-100])
    assert seconds > 2.9
    assert len(content) % 417 == 0


@settings(max_examples=150, deadline=None)
@given(data=st.data(), ending=st.sampled_from(sorted(WHOLE)))
def test_a_file_that_was_damaged_is_taken_or_refused_and_nothing_else(data: st.DataObject, ending: str) -> None:
    content = bytearray(WHOLE[ending])
    for _time in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 6))] = data.draw(st.binary(max_size=6))
    for reader in READERS:
        with suppress(Broken):
            reader(bytes(content))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_taken_or_refused(content: bytes) -> None:
    for start in (
        b"",
        b"\x1a\x45\xdf\xa3",
        b"\x00\x00\x00\x10ftyp",
        b"OggS\x00",
        b"ID3\x04\x00\x00",
        b"\xff\xfb\x90\x00",
    ):
        for reader in READERS:
            with suppress(Broken):
                reader(start + content)
