"""Seeking in a story: parts of a file as RFC 9110 asks for them."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from kortelijn.voices.models import Story
from kortelijn.voices.ranges import Part, asked_part
from kortelijn.voices.sound import sound_in
from tests.factories.world import World
from tests.voices import sounds
from tests.voices.test_stories import published


@pytest.fixture
def story(db: None) -> Story:
    return published(World())


@pytest.fixture
def whole() -> bytes:
    return sound_in(sounds.mp3()).content


def body(answer: Any) -> bytes:
    return bytes(answer.content)


def test_all_of_it(story: Story, whole: bytes) -> None:
    answer = Client().get(story.audio_url)
    assert answer.status_code == 200
    assert body(answer) == whole
    assert answer["Content-Length"] == str(len(whole))
    assert (answer["Content-Type"], answer["Accept-Ranges"]) == ("audio/mpeg", "bytes")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-cache" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [("bytes=0-9", 0, 9), ("bytes=100-", 100, -1), ("bytes=-50", -50, -1), ("bytes=0-999999999", 0, -1),
     ("bytes=-999999999", 0, -1), ("bytes=5-5", 5, 5)],
)  # fmt: skip
def test_a_part(story: Story, whole: bytes, asked: str, start: int, end: int) -> None:
    first, last = start % len(whole), end % len(whole)
    answer = Client().get(story.audio_url, headers={"range": asked})
    assert answer.status_code == 206
    assert body(answer) == whole[first : last + 1]
    assert answer["Content-Range"] == f"bytes {first}-{last}/{len(whole)}"
    assert answer["Content-Length"] == str(last + 1 - first)


@pytest.mark.parametrize("asked", ["bytes=99999999-", "bytes=-0", "bytes=47955-99999999999"])
def test_a_part_that_is_nowhere(story: Story, whole: bytes, asked: str) -> None:
    answer = Client().get(story.audio_url, headers={"range": asked})
    assert answer.status_code == 416
    assert answer["Content-Range"] == f"bytes */{len(whole)}"


@pytest.mark.parametrize(
    "asked", ["", "bytes=", "bytes=-", "bytes=9-3", "items=0-5", "bytes=0-1,5-6", "bytes=a-b", "0-5"]
)
def test_what_makes_no_sense_is_answered_with_all_of_it(story: Story, whole: bytes, asked: str) -> None:
    answer = Client().get(story.audio_url, headers={"range": asked})
    assert (answer.status_code, body(answer)) == (200, whole)


def test_a_head_says_the_same_without_a_body(story: Story, whole: bytes) -> None:
    answer = Client().head(story.audio_url, headers={"range": "bytes=0-9"})
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer["Content-Length"] == str(len(whole))


def test_a_copy_that_is_still_right_is_not_sent_again(story: Story, whole: bytes) -> None:
    etag = Client().get(story.audio_url)["ETag"]
    same = Client().get(story.audio_url, headers={"if-none-match": f'"x", W/{etag}'})
    assert (same.status_code, same.content) == (304, b"")
    part = Client().get(story.audio_url, headers={"range": "bytes=0-9", "if-range": etag})
    assert part.status_code == 206
    other = Client().get(story.audio_url, headers={"range": "bytes=0-9", "if-range": '"other"'})
    assert (other.status_code, body(other)) == (200, whole)


def test_only_looking_is_possible(story: Story) -> None:
    assert Client().post(story.audio_url).status_code == 405
    assert Client().post(f"/verhalen/{story.pk}/").status_code == 405


@given(st.text(max_size=30), st.integers(1, 10**7))
def test_any_range_is_within_the_file(header: str, size: int) -> None:
    for asked in (header, f"bytes={header}"):
        part = asked_part(asked, size)
        assert part is None or (part.length >= 0 and part.start >= 0 and part.start + part.length <= size)


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_range_is_what_it_says(first: int, last: int, size: int) -> None:
    part = asked_part(f"bytes={first}-{last}", size)
    if last < first:
        assert part is None
    elif first >= size:
        assert part == Part(0, 0)
    else:
        assert part == Part(first, min(last, size - 1) - first + 1)


def test_a_page_that_came_in_as_sound_is_not_shown(story: Story) -> None:
    story.mime = "text/html"
    with pytest.raises(ValidationError, match="text/html"):
        Story._meta.get_field("mime").clean(story.mime, story)
    story.save(update_fields=["mime"])
    for asked in ({}, {"range": "bytes=0-9"}):
        answer = Client().get(story.audio_url, headers=asked)
        assert answer["Content-Type"] == "application/octet-stream"
        assert answer["Content-Disposition"] == "attachment"
