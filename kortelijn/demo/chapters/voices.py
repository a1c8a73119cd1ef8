"""Colleagues tell of their work: published stories, one that waits for a yes, one without its text, one taken back.

Nobody spoke for the demo: the sound is a few notes made by a program, and every page that plays it says so;
the faces are drawn, of nobody.
"""

from datetime import timedelta
from functools import cache, partial
from typing import cast

from kortelijn.demo.content import DATA, Entry
from kortelijn.demo.neighbourhood import Neighbourhood
from kortelijn.demo.portraits import Look, portrait
from kortelijn.parties.models import Tenure
from kortelijn.vocabulary.loading import read_yaml
from kortelijn.voices import actions
from kortelijn.voices.cues import mark_of
from kortelijn.voices.face import face_in
from kortelijn.voices.models import Story
from kortelijn.voices.sound import Sound, sound_in

WAITS_FOR, MADE_BY, UNWRITTEN = "welzijnscoach-rivierkant-2", "welzijnscoach-rivierkant-1", "poh-ggz-spoorbrug"
A_DAY = timedelta(days=1)


def plan(town: Neighbourhood) -> None:
    """Each story at its own moment."""
    stage = town.stage
    for entry in cast(list[Entry], read_yaml(DATA / "voices.yaml")):
        stage.once(stage.months_ago(entry["months_ago"]), partial(_told, town, entry))
    stage.once(stage.months_ago(1), partial(_taken_back, town))
    stage.once(stage.present - 3 * A_DAY, partial(_waits, town))
    stage.once(stage.present - 2 * A_DAY, partial(_unwritten, town))


@cache
def _notes() -> Sound:
    """Looked into once, however many stories are played with it."""
    return sound_in((DATA / "voices.webm").read_bytes())


def _begin(town: Neighbourhood, seat: str, title: str, by: str = "") -> Story | None:
    """Somebody on this seat, or a colleague on another, makes the recording; not where nobody sits there (yet)."""
    found, maker = town.seats.get(seat), town.seats.get(by or seat)
    who = town.stage.on(maker.pk) if found and maker else None
    tenure = Tenure.objects.current().filter(seat=found).select_related("person").first() if found else None
    if found is None or who is None or tenure is None:
        return None
    return actions.begin_story(who, found, tenure.person, _notes(), title=title, is_example=True)


def _told(town: Neighbourhood, entry: Entry) -> None:
    story = _begin(town, entry["seat"], entry["title"])
    if story is None or (who := town.stage.on(story.seat_id)) is None or who.person_id != story.speaker_id:
        return
    place = town.locations.get(entry["location"] or "")
    words = {"transcript": entry["text"].strip(), "speaker_role": entry["role"], "location": place}
    story = actions.write_story(who, story, **words)
    if times := entry.get("times"):
        actions.time_story(who, story, times, seen=mark_of(story.transcript))
    actions.show_face(who, story, face_in(portrait(Look(**entry["face"]))))
    actions.say_yes(who, story)


def _waits(town: Neighbourhood) -> None:
    """A colleague recorded it; who tells has yet to say yes."""
    story = _begin(town, WAITS_FOR, "Eerst luisteren, dan pas regelen", by=MADE_BY)
    if story is None or (who := town.stage.on(town.seats[MADE_BY].pk)) is None:
        return
    text = "Mensen komen met één vraag, en gaan weg met drie antwoorden. Ik probeer het andersom."
    story = actions.write_story(who, story, transcript=text, speaker_role="maatschappelijk werker")
    actions.ask_for_yes(who, story)


def _unwritten(town: Neighbourhood) -> None:
    """Recorded and not yet written out."""
    _begin(town, UNWRITTEN, "Waarom ik naar de wijk wijs")


def _taken_back(town: Neighbourhood) -> None:
    """Told, and taken back: nothing of it is left but that it was."""
    story = _begin(town, MADE_BY, "Een verhaal dat er niet meer is")
    if story is not None and (who := town.stage.on(story.seat_id)):
        actions.withdraw(who, story)
