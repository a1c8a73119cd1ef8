"""What may be done to a story: begun, given words, said yes to, heard by everybody, and taken back."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortelijn.kernel.actions import action
from kortelijn.kernel.actor import Actor, system_for
from kortelijn.kernel.clock import now
from kortelijn.kernel.errors import NotNow, Refused
from kortelijn.kernel.events import kind, record
from kortelijn.kernel.lifecycle import locked, perform
from kortelijn.kernel.policy import may, require
from kortelijn.kernel.words import in_writing
from kortelijn.kernel.working_days import after_working_days
from kortelijn.parties.models import Person, Seat
from kortelijn.tasks.actions import finish, open_task
from kortelijn.tasks.models import Task
from kortelijn.voices.cues import kept, mark_of, paragraphs_in
from kortelijn.voices.face import Face
from kortelijn.voices.models import ASKED, Portrait, Recording, Story
from kortelijn.voices.sound import Sound
from kortelijn.voices.words import CONSENT, NO_YES

ANSWER_DAYS = 5

# No event holds a name or a word of the story: when it is taken back, only that it was stays.
BEGUN = kind("story.begun", gettext_lazy("{actor} begon een verhaal"))
SPOKEN = kind("story.spoken", gettext_lazy("{actor} zette er ander geluid in"))
FACED = kind("story.faced", gettext_lazy("{actor} zette een foto bij het verhaal"))
UNFACED = kind("story.unfaced", gettext_lazy("{actor} haalde de foto bij het verhaal weg"))
TIMED = kind("story.timed", gettext_lazy("{actor} liet de tekst meelopen met het geluid"))
WRITTEN = kind("story.written", gettext_lazy("{actor} schreef de tekst"))
YES_ASKED = kind("story.asked", gettext_lazy("{actor} vroeg wie vertelt om een ja"))
YES_SAID = kind("story.agreed", gettext_lazy("Wie vertelt, zei ja"))
PUBLISHED = kind("story.published", gettext_lazy("{actor} liet het verhaal horen"))
PROLONGED = kind("story.prolonged", gettext_lazy("Wie vertelt, laat het nog twee jaar staan"))
WITHDRAWN = kind("story.withdrawn", gettext_lazy("Het verhaal is ingetrokken"))


@action
def begin_story(actor: Actor, seat: Seat, speaker: Person, sound: Sound, **fields: Any) -> Story:
    """Somebody on a seat tells; whoever uploads it works there, coordinates, or is the one who speaks."""
    require(actor, "voices.tell", seat)
    story = Story(
        network_id=seat.network_id, organization_id=seat.organization_id, seat=seat, speaker=speaker,
        speaker_name=speaker.name, **fields,
    )  # fmt: skip
    _hold(story, sound)
    story.full_clean(exclude=["status"])
    story.save()
    Recording.objects.create(story=story, content=sound.content)
    record(actor, BEGUN, story)
    return story


@action
def replace_sound(actor: Actor, story: Story, sound: Sound) -> Story:
    """Another take, as long as nobody heard it: the yes to the old one does not count for it."""
    require(actor, "voices.change", story)
    story = _draft(story)
    story.forget_sound()
    _hold(story, sound)
    story.save()
    Recording.objects.update_or_create(story=story, defaults={"content": sound.content})
    _answered(story)
    record(actor, SPOKEN, story)
    return story


@action
def write_story(actor: Actor, story: Story, **fields: Any) -> Story:
    """The words beside the sound; a yes is to the words too, so after it only who speaks changes them."""
    require(actor, "voices.change", story)
    story = locked(story)
    if story.status == Story.Status.WITHDRAWN:
        raise NotNow
    by_speaker = actor.person_id is not None and actor.person_id == story.speaker_id
    if story.is_published and not by_speaker:
        raise Refused(_("Dit verhaal is al te horen. Alleen wie vertelt, past de tekst nog aan."))
    story.times = kept(story.transcript, story.times, fields.get("transcript", story.transcript))
    for name, value in fields.items():
        setattr(story, name, value)
    if story.is_published and (missing := story.missing):
        raise Refused(str(missing[0]))
    story.touched_at = now()
    story.full_clean(exclude=["status"])
    story.save()
    record(actor, WRITTEN, story)
    return story


@action
def time_story(actor: Actor, story: Story, times: Sequence[int | None], *, seen: str) -> Story:
    """When each paragraph begins, as far as somebody says so; `seen` marks the text that these times are of."""
    require(actor, "voices.change", story)
    story = locked(story)
    if not story.transcript or not story.has_audio:
        raise NotNow
    if seen != mark_of(story.transcript) or len(times) != len(paragraphs_in(story.transcript)):
        raise Refused(_("De tekst is intussen veranderd. Zet de tijden er opnieuw bij."))
    known = [time for time in times if time is not None]
    if any(later <= earlier for earlier, later in pairwise(known)):
        raise Refused(_("De tijden lopen niet op. Kijk ze na: elke alinea begint later dan de vorige."))
    if known and known[-1] >= story.duration_seconds:
        raise Refused(_("Het geluid duurt {length}. Kies tijden die daarvoor liggen.").format(length=story.length))
    story.times = list(times) if known else []
    story.save(update_fields=["times"])
    record(actor, TIMED, story)
    return story


@action
def show_face(actor: Actor, story: Story, face: Face) -> Story:
    """Who tells, to be seen; beside a story that is heard already, only who it is puts it there, as a yes to it."""
    require(actor, "voices.change", story)
    story = locked(story)
    if story.status == Story.Status.WITHDRAWN:
        raise NotNow
    if story.is_published:
        if not may(actor, "voices.say_yes", story):
            raise Refused(_("Dit verhaal is al te horen. Alleen wie vertelt, zet er nog een foto bij."))
        story.consent_at, story.consent_text = now(), in_writing(CONSENT)
    story.face_digest, story.touched_at = face.digest, now()
    story.save()
    Portrait.objects.update_or_create(story=story, defaults={"content": face.content})
    record(actor, FACED, story)
    return story


@action
def hide_face(actor: Actor, story: Story) -> Story:
    """The picture is gone at once; the story stays."""
    require(actor, "voices.withdraw", story)
    story = locked(story)
    if not story.face_digest:
        raise NotNow
    story.face_digest = ""
    story.save(update_fields=["face_digest"])
    Portrait.objects.filter(story=story.pk).delete()
    record(actor, UNFACED, story)
    return story


@action
def ask_for_yes(actor: Actor, story: Story) -> Task:
    """Who tells is another than who made it: they owe a yes or a no."""
    require(actor, "voices.change", story)
    story = _draft(story)
    _must_be_whole(story)
    if story.seat is None:
        raise Refused(_("De plek van wie vertelt is er niet meer. Begin het verhaal opnieuw."))
    if Task.objects.open().filter(subject_id=story.pk, code=ASKED).exists():
        raise NotNow
    story.asked_at = now()
    story.save(update_fields=["asked_at"])
    task = open_task(
        actor, code=ASKED, owner=story.seat, subject=story, requester_id=actor.seat_id,
        due_at=after_working_days(now(), ANSWER_DAYS),
    )  # fmt: skip
    record(actor, YES_ASKED, story, seat=str(story.seat_id))
    return task


@action
def say_yes(actor: Actor, story: Story, *, seen: str | None = None) -> Story:
    """Who speaks agrees with the sentence that was on the screen, which is kept; from then on everybody may hear it.

    `seen` is the fingerprint of what was on that screen: a yes counts for nothing else.
    """
    require(actor, "voices.say_yes", story)
    story = _draft(story)
    if seen is not None and seen != story.fingerprint:
        raise Refused(_("Het verhaal is intussen veranderd. Luister en lees het nog eens."))
    _must_be_whole(story)
    story.consent_at, story.consent_text = now(), in_writing(CONSENT)
    story.save()
    _answered(story)
    record(actor, YES_SAID, story)
    story = perform(actor, story, "publish")
    record(actor, PUBLISHED, story)
    return story


@action
def prolong(actor: Actor, story: Story) -> Story:
    """Who speaks lets it stand two years more."""
    require(actor, "voices.say_yes", story)
    story = locked(story)
    if not story.is_published:
        raise NotNow
    story.touched_at = now()
    story.save(update_fields=["touched_at"])
    record(actor, PROLONGED, story)
    return story


@action
def withdraw(actor: Actor, story: Story) -> Story:
    """It is gone at once: sound, words, name and face; only that it was taken back stays."""
    story = perform(actor, story, "withdraw")
    Recording.objects.filter(story=story.pk).delete()
    Portrait.objects.filter(story=story.pk).delete()
    _answered(story)
    record(actor, WITHDRAWN, story)
    return story


def _draft(story: Story) -> Story:
    story = locked(story)
    if story.status != Story.Status.DRAFT:
        raise NotNow
    return story


def _must_be_whole(story: Story) -> None:
    """A yes is to all of it: the sound, the title and the text."""
    missing = [str(each) for each in story.missing if each is not NO_YES]
    if missing:
        raise Refused(" ".join(missing))


def _hold(story: Story, sound: Sound) -> None:
    story.mime, story.size, story.digest = sound.mime, len(sound.content), sound.digest
    story.duration_seconds, story.touched_at = sound.seconds, now()


def _answered(story: Story) -> None:
    """Nobody owes a yes to it any more."""
    for owed in Task.objects.open().filter(subject_id=story.pk, code=ASKED):
        finish(system_for(owed.network_id), owed)
