"""How a story stands for whoever looks at it: what is missing, whose turn it is, and what one may do."""

from dataclasses import dataclass
from datetime import datetime

from dateutil.relativedelta import relativedelta
from django.utils.functional import Promise

from kortelijn.kernel.actor import Actor
from kortelijn.kernel.policy import may
from kortelijn.tasks.models import Task
from kortelijn.voices.models import ASKED, Story
from kortelijn.voices.words import NO_YES

KEPT = relativedelta(months=24)


@dataclass(frozen=True, slots=True)
class Standing:
    """One story, for one actor."""

    story: Story
    missing: list[str | Promise]  # beside the yes
    speaks: bool
    changes: bool
    asks: bool
    waits: bool
    faces: bool
    withdraws: bool

    @property
    def ends(self) -> datetime:
        """Until when it may be heard, unless the speaker lets it stand longer."""
        return self.story.touched_at + KEPT

    @property
    def may_say_yes(self) -> bool:
        """All of it is there, and it is this voice."""
        return self.speaks and not self.missing and self.story.status == Story.Status.DRAFT


def standing_of(actor: Actor, story: Story) -> Standing:
    """What this actor sees of it."""
    draft = story.status == Story.Status.DRAFT
    speaks, changes = may(actor, "voices.say_yes", story), may(actor, "voices.change", story)
    missing = [each for each in story.missing if each is not NO_YES]
    waits = (
        draft and story.asked_at is not None and Task.objects.open().filter(subject_id=story.pk, code=ASKED).exists()
    )
    return Standing(
        story, missing, speaks, changes=changes and (draft or speaks), asks=changes and draft and not speaks,
        waits=waits, faces=changes and (draft or speaks), withdraws=may(actor, "voices.withdraw", story),
    )  # fmt: skip
