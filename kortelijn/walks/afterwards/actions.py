"""What follows a walk: who was there, what was learned, thanks."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortelijn.directory.models import Service
from kortelijn.kernel.actions import action
from kortelijn.kernel.actor import Actor, system_for
from kortelijn.kernel.clock import now
from kortelijn.kernel.errors import NotNow, Refused
from kortelijn.kernel.events import kind, record
from kortelijn.kernel.lifecycle import locked, perform
from kortelijn.kernel.policy import require
from kortelijn.parties.queries import holders_of
from kortelijn.tasks.actions import finish
from kortelijn.ties.actions import observe
from kortelijn.ties.queries import contacts_of
from kortelijn.upkeep import drafts
from kortelijn.upkeep.actions import report_wrong
from kortelijn.upkeep.steps import BY_CODE
from kortelijn.walks.models import KEPT, Group, Host, Lesson, Place, Season, Visit, Walker

TOLD = kind("walks.told", gettext_lazy("{actor} schreef op wie meeliep en wat de groep leerde"))
THANKED = kind("walks.thanked", gettext_lazy("{actor} bedankte de gastheren en rondde de wandelingen af"))


@dataclass(frozen=True, slots=True)
class Learned:
    """One thing that a group learned at a host; with a service it goes to who keeps it, with a name it is new."""

    host: Host
    text: str
    service: Service | None = None
    new_name: str = ""


@action
def tell(actor: Actor, group: Group, *, present: Collection[UUID], learned: Sequence[Learned]) -> Group:
    """Who was there have met each other and the hosts; what they learned goes on to the directory. Once."""
    require(actor, "walks.tell", group)
    group = locked(group)
    if group.told_at or group.season.status != Season.Status.INVITED:
        raise NotNow
    if not group.is_walked:
        raise Refused(_("Deze groep moet nog lopen. Vul het daarna in."))
    places = list(group.places.filter(status__in=KEPT).select_related("walker"))
    there = [place for place in places if place.pk in present]
    Place.objects.filter(pk__in=[place.pk for place in places]).update(was_there=False)
    Place.objects.filter(pk__in=[place.pk for place in there]).update(was_there=True)
    group.new_pairs = _meet(group, [place.walker.person_id for place in there])
    group.told_at = now()
    group.save(update_fields=["new_pairs", "told_at"])
    for each in learned:
        _pass_on(actor, group, each)
    if group.task and group.task.is_open:
        finish(system_for(group.network_id), group.task)
    record(actor, TOLD, group)
    return group


def _meet(group: Group, people: list[UUID]) -> int:
    """Everybody in the group met everybody else, and who received them; returns how many of these ties are new."""
    visits = list(Visit.objects.filter(group=group).select_related("host"))
    hosts = {person.pk for person in holders_of(visit.host.seat_id for visit in visits).values()} if people else set()
    pairs = [*combinations(sorted(set(people)), 2), *((one, host) for one in people for host in hosts - set(people))]
    known = contacts_of(group.network_id, people)
    observe(system_for(group.network_id), group.season.network, "walk", pairs, at=group.ends_at)
    return sum(other not in known[one] for one, other in pairs)


def _pass_on(actor: Actor, group: Group, learned: Learned) -> None:
    lesson = Lesson(network_id=group.network_id, group=group, host=learned.host, text=learned.text,
                    service=learned.service)  # fmt: skip
    if learned.service:
        lesson.report = report_wrong(actor, learned.service, about=["other"], text=learned.text)
    elif learned.new_name:
        draft = drafts.begin_new(actor, learned.host.organization, learned.new_name)
        typed: dict[str, list[str]] = {
            "name": [learned.new_name],
            "description": [learned.text],
            "status": [str(Service.Status.ACTIVE)],
        }
        lesson.draft = drafts.propose(actor, drafts.save_step(actor, draft, BY_CODE["wat"], typed))
    lesson.save()


@action
def thank(actor: Actor, season: Season, words: str) -> Season:
    """The hosts are thanked, the season is over; what people needed on the way is forgotten."""
    require(actor, "walks.lead", season)
    if season.groups.filter(told_at=None).exists():
        raise Refused(_("Nog niet elke groep heeft opgeschreven wie er was en wat ze leerden."))
    season = perform(actor, season, "end", thanks=words)
    season.hosts.filter(visits__isnull=False).update(thanked_at=now())
    Walker.objects.filter(season=season).update(is_slow=False, step_free=False)
    record(actor, THANKED, season)
    return season
