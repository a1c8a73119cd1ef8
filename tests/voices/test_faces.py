"""A picture of who tells: looked into, drawn anew, covered by their yes, and gone when that is taken back."""

from contextlib import suppress
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from kortelijn.kernel.errors import Refused
from kortelijn.voices import actions
from kortelijn.voices.face import LEAST, SIDE, Face, face_in
from kortelijn.voices.models import Portrait, Story
from tests.factories.sitting import at_work
from tests.factories.world import World
from tests.voices import pictures
from tests.voices.test_stories import WRITTEN, begun, published, yes_to


def looked_at(face: Face) -> Image.Image:
    return Image.open(BytesIO(face.content))


def test_what_a_telephone_wrote_beside_a_picture_is_gone() -> None:
    sent = pictures.jpeg()
    assert b"Toestel van Sanne" in sent
    face = face_in(sent)
    kept = looked_at(face)
    assert (kept.format, kept.size, kept.mode) == ("JPEG", (SIDE, SIDE), "RGB")
    assert not kept.getexif()
    assert not {"exif", "comment", "icc_profile", "xmp"} & set(kept.info)
    assert b"Sanne" not in face.content
    assert len(face.content) < 40_000


def test_a_picture_taken_on_its_side_stands_up() -> None:
    upright = looked_at(face_in(pictures.jpeg(orientation=6)))  # what was left is above
    above, below = upright.getpixel((200, 20)), upright.getpixel((200, 380))
    assert above[0] > above[2]
    assert below[2] > below[0]


@pytest.mark.parametrize(
    "content",
    [
        pictures.saved("PNG", "RGBA"), pictures.saved("WEBP"), pictures.saved("PNG", "P"),
        pictures.saved("PNG", "I;16"), pictures.saved("JPEG", "CMYK"), pictures.saved("PNG", "1"),
        pictures.saved("PNG", "L", (LEAST, 2000)),
    ],
)  # fmt: skip
def test_other_kinds_become_the_same(content: bytes) -> None:
    assert looked_at(face_in(content)).size == (SIDE, SIDE)


def test_what_is_hidden_behind_a_picture_does_not_come_along() -> None:
    assert b"<script>" not in face_in(pictures.jpeg() + b"<script>alert(1)</script>").content


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "geen foto"), (b"hallo", "geen foto"), (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "geen foto"),
        (pictures.saved("GIF"), "geen foto"), (pictures.saved("TIFF"), "geen foto"),
        (pictures.jpeg()[:900], "geen foto"),
        (pictures.saved("PNG", size=(60, 60)), "te klein"), (pictures.bomb(), "geen foto|te veel"),
        (pictures.bomb(6_000), "te veel"), (bytes(11 * 1024 * 1024), "groter dan 10 MB"),
    ],
)  # fmt: skip
def test_whatever_else_is_refused_in_words(content: bytes, says: str) -> None:
    with pytest.raises(Refused, match=says):
        face_in(content)


SMALL = pictures.jpeg((130, 130), quality=40)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(SMALL) - 1), st.binary(min_size=1, max_size=8), st.integers(0, 200))
def test_a_broken_picture_is_refused_or_drawn_and_nothing_else(at: int, damage: bytes, cut: int) -> None:
    broken = (SMALL[:at] + damage + SMALL[at + len(damage) :])[: len(SMALL) - cut]
    with suppress(Refused):
        assert looked_at(face_in(broken)).size == (SIDE, SIDE)


def photo(content: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile("foto.jpg", content or pictures.jpeg(), content_type="image/jpeg")


@pytest.mark.django_db
def test_a_colleague_adds_a_face_and_only_the_yes_of_whose_it_is_shows_it() -> None:
    world = World()
    story = begun(world, world.deputy)
    actions.write_story(world.deputy, story, **WRITTEN)
    deputy, page = at_work(world.deputy_seat), f"/aanbod/verhalen/{story.pk}/"
    before = yes_to(story)
    assert "vinkje" not in deputy.get(f"{page}foto/").content.decode()
    refused = deputy.post(f"{page}foto/", {"face": photo(b"geen foto")})
    assert (refused.status_code, "geen foto die wij" in refused.content.decode()) == (422, True)
    deputy.post(f"{page}foto/", {"face": photo()})
    face = f"/verhalen/{story.pk}/foto/"
    assert Client().get(face).status_code == 404
    told = "Zonder dat ja zien alleen Sanne, de mensen van Rivierkant en de coördinator de foto."
    assert told in deputy.get(f"{page}foto/").content.decode()
    seats = (world.link_seat, world.deputy_seat, world.coordinator_seat, world.gp_seat)
    assert [at_work(seat).get(face).status_code for seat in seats] == [200, 200, 200, 404]
    speaker = at_work(world.link_seat)
    speaker.post(f"{page}ja/", before)  # said to what was there before the picture came
    assert not Story.objects.get().is_published
    speaker.post(f"{page}ja/", yes_to(story))
    assert "mijn foto" in Story.objects.get().consent_text
    everybody = Client()
    got = everybody.get(face)
    assert (got.status_code, got["Content-Type"], got["X-Content-Type-Options"]) == (200, "image/jpeg", "nosniff")
    assert everybody.get(face, headers={"If-None-Match": got["ETag"]}).status_code == 304
    assert f'src="{face}"' in everybody.get(f"/verhalen/{story.pk}/").content.decode()
    speaker.post(f"{page}trek-in/")
    assert everybody.get(face).status_code == 404
    assert not Portrait.objects.exists()


@pytest.mark.django_db
def test_beside_what_is_heard_already_only_who_it_is_puts_a_face_with_a_new_yes() -> None:
    world = World()
    story = published(world)
    Story.objects.update(consent_text="Een zin van vroeger, zonder foto.")
    page = f"/aanbod/verhalen/{story.pk}/foto/"
    others = at_work(world.deputy_seat).post(page, {"face": photo(), "yes": "on"})
    assert "Alleen wie vertelt" in others.content.decode()
    speaker = at_work(world.link_seat)
    assert "Zonder vinkje komt de foto er niet bij" in speaker.post(page, {"face": photo()}).content.decode()
    speaker.post(page, {"face": photo(), "yes": "on"})
    story = Story.objects.get()
    assert story.face_url
    assert "mijn foto" in story.consent_text
    at_work(world.deputy_seat).post(f"{page}weg/")
    assert not Story.objects.get().face_url
    assert not Portrait.objects.exists()
    assert Client().get(f"/verhalen/{story.pk}/foto/").status_code == 404
    assert Story.objects.get().is_published


@pytest.mark.django_db
def test_no_face_stays_at_a_story_that_was_taken_back() -> None:
    world = World()
    actions.withdraw(world.link_worker, published(world))
    with pytest.raises(IntegrityError):
        Story.objects.update(face_digest="x")
