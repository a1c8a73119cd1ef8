"""What people say that they can, what the network wants, and what a seat asks."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Exists
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortelijn.competences.models import Asks, Skill, Wanted
from kortelijn.competences.queries import stays_in
from kortelijn.competences.vocabulary import is_known
from kortelijn.kernel.actions import action
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import now
from kortelijn.kernel.errors import Refused
from kortelijn.kernel.events import kind, record
from kortelijn.kernel.lifecycle import locked
from kortelijn.kernel.policy import require
from kortelijn.parties.models import Network, Seat

SAID = kind("competences.said", gettext_lazy("{actor} schreef op wat die kan"))
WANTED = kind("competences.wanted", gettext_lazy("{actor} zette op de lijst van wat nodig is: {title}"))
NOT_WANTED = kind("competences.not-wanted", gettext_lazy("{actor} haalde van de lijst van wat nodig is: {title}"))
ASKED_OF_SEAT = kind("competences.asked-of-seat", gettext_lazy("{actor} schreef op wat de plek {seat} vraagt"))
FORGOTTEN = kind("competences.forgotten", gettext_lazy("Wat iemand kon die hier niet meer zit, is gewist"))


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says of one competence: how well, and whether colleagues see it."""

    level: str = Skill.Level.NOT_YET
    shown: bool = False


@action
def say_skills(actor: Actor, network: Network, said: Mapping[str, Said]) -> list[Skill]:
    """Of the own list what is said anew: what is not known yet is gone, and all of the rest is as fresh as today."""
    require(actor, "competences.say", network)
    if actor.person_id is None or network.pk != actor.network_id:
        raise Refused(_("Kies eerst de plek waar u werkt."))
    _check(said)
    mine = Skill.objects.filter(network=network, person=actor.person_id)
    kept = {code: each for code, each in said.items() if each.level}
    mine.filter(competence__in=said.keys() - kept.keys()).delete()
    mine.update(said_at=now())
    rows = [
        Skill(network=network, person_id=actor.person_id, competence=code, level=each.level, shown=each.shown,
              said_at=now()) for code, each in sorted(kept.items())
    ]  # fmt: skip
    Skill.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["network", "person", "competence"],
        update_fields=["level", "shown", "said_at"],
    )  # fmt: skip
    record(actor, SAID, network)
    return list(mine.order_by("competence"))


@action
def want(actor: Actor, network: Network, *, competence: str, people: int, reason: str) -> Wanted:
    """The network needs so many people who can this, and why; saying it again changes the number and the reason."""
    require(actor, "competences.want", network)
    _check([competence])
    if not reason.strip():
        raise Refused(_("Schrijf kort op waarom dit nodig is."))
    row = Wanted.objects.filter(network=network, competence=competence).first()
    row = locked(row) if row else Wanted(network=network, competence=competence)
    row.people, row.reason = people, reason
    row.full_clean()
    row.save()
    record(actor, WANTED, network, title=row.title)
    return row


@action
def stop_wanting(actor: Actor, wanted: Wanted) -> None:
    """It is not on the list any more."""
    require(actor, "competences.want", wanted.network)
    network, title = wanted.network, wanted.title
    wanted.delete()
    record(actor, NOT_WANTED, network, title=title)


@action
def ask_of_seat(actor: Actor, seat: Seat, competences: Collection[str]) -> Asks:
    """What this seat asks of whoever sits on it."""
    require(actor, "competences.ask_of_seat", seat)
    _check(competences)
    asks, _new = Asks.objects.update_or_create(
        seat=seat, defaults={"network_id": seat.network_id, "competences": sorted(set(competences))}
    )
    record(actor, ASKED_OF_SEAT, seat, seat=seat.title)
    return asks


@action
def forget_leavers(actor: Actor, network: Network) -> int:
    """What people can goes with them: of whoever has no seat here any more, nor will have, it is deleted."""
    require(actor, "competences.forget", network)
    count, _rows = Skill.objects.filter(network=network).exclude(Exists(stays_in(network))).delete()
    if count:
        record(actor, FORGOTTEN, network)
    return count


def _check(codes: Collection[str]) -> None:
    if any(not is_known(code) for code in codes):
        raise Refused(_("Kies iets uit de lijst."))
