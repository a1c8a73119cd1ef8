"""What parties tell of their work: a short story in sound, always with its text beside it."""

from hashlib import sha256
from typing import Self
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from kortelijn.directory.models import Location
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import now
from kortelijn.kernel.models import Row
from kortelijn.kernel.policy import permitted
from kortelijn.kernel.retention import Keep, retained
from kortelijn.parties.models import Network, Organization, Person, Seat
from kortelijn.tasks.models import Task
from kortelijn.voices.cues import Spoken, spoken
from kortelijn.voices.sound import MIMES
from kortelijn.voices.words import NO_SOUND, NO_TEXT, NO_TITLE, NO_YES


class StoryQuerySet(models.QuerySet["Story"]):
    """Stories in the field's language."""

    def published(self) -> Self:
        """Those that everybody may hear."""
        return self.filter(status=Story.Status.PUBLISHED)

    def of_everybody(self) -> Self:
        """With what a list shows of each, in one query."""
        return self.select_related("organization", "location")

    def visible_to(self, actor: Actor) -> Self:
        """What is published in the own network; what is being made only for who tells it and who makes it."""
        return self.filter(Q(status=Story.Status.PUBLISHED) | _made_by(actor), network_id=actor.network_id)

    def audible_to(self, actor: Actor) -> Self:
        """Everybody hears what is published, from wherever they come; the rest is as visible as its page."""
        return self.filter(Q(status=Story.Status.PUBLISHED) | _made_by(actor) & Q(network_id=actor.network_id))


def _made_by(actor: Actor) -> Q:
    """What is being made where this actor works, or with this actor's voice."""
    if actor.has(Seat.Function.COORDINATES):  # to help, and to take back what does not belong
        return Q(status=Story.Status.DRAFT)
    mine = Q(organization_id=actor.organization_id) | Q(speaker_id=actor.person_id, speaker_id__isnull=False)
    return mine & Q(status=Story.Status.DRAFT)


ASKED = "say-yes-to-story"  # the task of who speaks


def _owed_no_yes(rows: models.QuerySet["Story"]) -> models.QuerySet["Story"]:
    """While somebody owes a yes or a no to it, there is something to say it to."""
    return rows.exclude(pk__in=Task.objects.open().filter(code=ASKED).values("subject_id"))


# A voice is personal: two years after the last yes it ends, unless the speaker lets it stand longer.
@retained(Keep(months=24, since="touched_at", why="twee jaar na het laatste ja van wie vertelt", only=_owed_no_yes))
class Story(Row):
    """Somebody of a party tells what they do; published only with the text and the yes of who speaks."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("in de maak")
        PUBLISHED = "published", _("te horen")
        WITHDRAWN = "withdrawn", _("ingetrokken")

    network = models.ForeignKey(Network, models.PROTECT, related_name="stories")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="stories")
    location = models.ForeignKey(Location, models.SET_NULL, null=True, blank=True, related_name="stories")
    seat = models.ForeignKey(
        Seat, models.SET_NULL, null=True, blank=True, related_name="+", help_text="the seat of who tells"
    )
    speaker = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="stories", help_text="whose voice it is"
    )
    title = models.CharField(_("titel"), max_length=120, blank=True)
    speaker_name = models.CharField(_("naam zoals die erbij staat"), max_length=120, blank=True)
    speaker_role = models.CharField(_("wat diegene doet"), max_length=160, blank=True)
    transcript = models.TextField(_("wat er gezegd wordt"), max_length=6000, blank=True)
    times = ArrayField(
        models.PositiveSmallIntegerField(null=True, blank=True), default=list, blank=True,
        help_text="the second at which each paragraph begins, as far as somebody said so",
    )  # fmt: skip
    language = models.CharField(_("taal"), max_length=5, default="nl")
    status = FSMField(max_length=10, choices=Status, default=Status.DRAFT, protected=True)
    asked_at = models.DateTimeField(null=True, blank=True, help_text="when the speaker was asked for a yes")
    consent_at = models.DateTimeField(null=True, blank=True)
    consent_text = models.CharField(max_length=600, blank=True, help_text="the sentence that was said yes to")
    is_example = models.BooleanField(default=False, help_text="its sound was made by a program: no voice")
    mime = models.CharField(max_length=30, choices=[(each, each) for each in MIMES], blank=True)
    size = models.PositiveIntegerField(default=0)
    duration_seconds = models.PositiveSmallIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the sound, as its ETag")
    face_digest = models.CharField(
        max_length=64, blank=True, help_text="SHA-256 of the picture of who tells, as its ETag"
    )
    touched_at = models.DateTimeField(default=now)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = StoryQuerySet.as_manager()

    class Meta:
        ordering = ["-touched_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="published") | ~Q(transcript="") & ~Q(digest=""),
                name="published_story_has_text_and_sound",
                violation_error_message=_("Een verhaal heeft geluid én tekst voordat anderen het horen."),
            ),
            models.CheckConstraint(
                condition=~Q(status="published") | ~Q(consent_at=None) & ~Q(consent_text=""),
                name="published_story_has_consent",
                violation_error_message=_("Wie vertelt, zegt eerst ja."),
            ),
            models.CheckConstraint(
                condition=~Q(status="withdrawn")
                | Q(transcript="", speaker_name="", speaker=None, digest="", face_digest=""),
                name="withdrawn_story_holds_nothing",
                violation_error_message=_("Van een ingetrokken verhaal blijft niets staan."),
            ),
        ]
        indexes = [
            models.Index(fields=["network", "status"], name="story_of_network"),
            models.Index(fields=["touched_at"], name="story_retention"),
        ]

    def __str__(self) -> str:
        return self.title or str(self.pk)

    @property
    def audio_url(self) -> str:
        """Where it can be heard; on the model, so that floors above need no reverse of their own."""
        return f"/verhalen/{self.pk}/geluid/"

    @property
    def captions_url(self) -> str:
        """Where the words are with their times, for any player."""
        return f"/verhalen/{self.pk}/ondertitels.vtt"

    @property
    def spoken(self) -> list[list[Spoken]]:
        """The words in paragraphs and sentences, each with its moment."""
        return spoken(self.transcript, self.times, self.duration_seconds)

    @property
    def face_url(self) -> str:
        """Where the picture of who tells is; nothing when there is none, so that initials stand there."""
        return f"/verhalen/{self.pk}/foto/" if self.face_digest else ""

    @property
    def has_audio(self) -> bool:
        """Whether there is any sound yet."""
        return bool(self.digest)

    @property
    def is_published(self) -> bool:
        """Whether everybody may hear it."""
        return bool(self.status == self.Status.PUBLISHED)

    @property
    def missing(self) -> list[str | Promise]:
        """What must be there before anybody else may hear it."""
        asked = (
            (self.has_audio, NO_SOUND),
            (self.title, NO_TITLE),
            (self.transcript, NO_TEXT),
            (self.consent_at, NO_YES),
        )
        return [words for there, words in asked if not there]

    @property
    def fingerprint(self) -> str:
        """Tells whether what a yes is said to is still what was heard and read."""
        said = (
            self.digest, self.face_digest, self.title, self.transcript, self.speaker_name, self.speaker_role,
            self.language,
        )  # fmt: skip
        return sha256("\x00".join(said).encode()).hexdigest()

    @property
    def length(self) -> str:
        """How long it takes to listen, as a clock shows it."""
        return f"{self.duration_seconds // 60}:{self.duration_seconds % 60:02d}"

    @transition(field=status, source=Status.DRAFT, target=Status.PUBLISHED, permission=permitted("voices.publish"))
    def publish(self) -> None:
        """From now on everybody may hear it."""
        self.published_at = self.touched_at = now()

    @transition(
        field=status, source=[Status.DRAFT, Status.PUBLISHED], target=Status.WITHDRAWN,
        permission=permitted("voices.withdraw"),
    )  # fmt: skip
    def withdraw(self) -> None:
        """Nothing of it stays: not the words, not the name, not the face."""
        self.title = self.transcript = self.speaker_name = self.speaker_role = self.face_digest = ""
        self.seat = self.speaker = self.location = None
        self.forget_sound()
        self.consent_text, self.consent_at, self.touched_at = "", None, now()

    def forget_sound(self) -> None:
        """The sound is gone, or another one comes: a yes to the old one is no yes to the new one."""
        self.mime = self.digest = ""
        self.size = self.duration_seconds = 0
        self.times = []
        self.consent_text, self.consent_at, self.asked_at = "", None, None


class Recording(Row):
    """The sound of a story, apart from it so that a list never reads it; kept whole, so that any part is read fast."""

    story = models.OneToOneField(Story, models.CASCADE, related_name="recording")
    content = models.BinaryField()

    def __str__(self) -> str:
        return str(self.story_id)

    @classmethod
    def part(cls, story_id: UUID, start: int, length: int) -> bytes:
        """So many bytes from there; nothing once it was withdrawn."""
        taken = models.Func(F("content"), start + 1, length, function="substring", output_field=models.BinaryField())
        found = cls.objects.filter(story=story_id).values_list(taken, flat=True).first()
        return bytes(found or b"")


class Portrait(Row):
    """What who tells looks like, drawn anew from what was uploaded; apart, so that a list never reads it."""

    story = models.OneToOneField(Story, models.CASCADE, related_name="portrait")
    content = models.BinaryField()

    def __str__(self) -> str:
        return str(self.story_id)
