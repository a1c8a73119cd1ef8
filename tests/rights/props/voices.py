"""A story that the link worker tells, recorded and not yet said yes to; and one that everybody hears."""

from functools import cache
from typing import Any

from kortelijn.parties.models import Tenure
from kortelijn.voices.actions import begin_story, say_yes, show_face, write_story
from kortelijn.voices.face import face_in
from kortelijn.voices.models import Story
from kortelijn.voices.sound import Sound, sound_in
from tests.voices.pictures import jpeg
from tests.voices.sounds import mp3


def objects(stage: Any) -> dict[type, Any]:
    """The one that is being made; the other one is found by its address."""
    say_yes(stage.world.link_worker, _told(stage, "Wat wij doen op dinsdag"))
    return {Story: _told(stage, "Aan tafel")}


@cache
def _silence() -> Sound:
    return sound_in(mp3())


def _told(stage: Any, title: str) -> Story:
    world = stage.world
    tenure = Tenure.objects.current().select_related("person", "seat").get(seat=world.link_seat)
    story = begin_story(world.link_worker, tenure.seat, tenure.person, _silence(), title=title)
    words = {"transcript": "Ik ga met mensen aan tafel.", "speaker_name": "Sanne", "speaker_role": "welzijnscoach"}
    show_face(world.link_worker, story, face_in(jpeg()))
    return write_story(world.link_worker, story, **words)


TYPED = {
    "ja": lambda stage: {"yes": "on", "seen": Story.objects.get(title="Aan tafel").fingerprint},
    "tekst": lambda stage: {"title": "Aan tafel", "transcript": "Kort.", "speaker_name": "Sanne", "language": "nl"},
}
KEYS = {"<uuid:story>": lambda stage: str(Story.objects.published().latest("published_at").pk)}
