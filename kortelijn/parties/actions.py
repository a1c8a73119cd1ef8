"""What may be done to networks, organizations, seats and tenures."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortelijn.kernel.actions import action
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import now, today
from kortelijn.kernel.errors import Refused
from kortelijn.kernel.events import kind, record
from kortelijn.kernel.lifecycle import locked, one_at_a_time
from kortelijn.kernel.policy import may, require
from kortelijn.parties.models import Absence, Account, Area, Membership, Network, Organization, Person, Seat, Tenure

AREA_DRAWN = kind("area.drawn", gettext_lazy("{actor} tekende {name} op de kaart"))
NETWORK_STARTED = kind("network.started", gettext_lazy("{actor} startte het netwerk"))
ORGANIZATION_JOINED = kind("organization.joined", gettext_lazy("{organization} doet mee in het netwerk"))
ORGANIZATIONS_TAKEN_IN = kind(
    "organizations.taken-in", gettext_lazy("{actor} las organisaties in: {added} nieuw, {updated} bijgewerkt")
)
SEAT_OPENED = kind("seat.opened", gettext_lazy("{actor} maakte de plek {title}"))
DEPUTY_NAMED = kind("seat.deputy-named", gettext_lazy("{actor} wees een vervanger aan voor {title}"))
MANDATE_SET = kind("seat.mandate-set", gettext_lazy("{actor} legde vast waar de plek {title} op rust"))
TENURE_PLANNED = kind("tenure.planned", gettext_lazy("{actor} zet vanaf {on} iemand op de plek {title}"))
TENURE_BEGAN = kind("tenure.began", gettext_lazy("Er kwam iemand op de plek {title}"))
TENURE_CANCELLED = kind("tenure.cancelled", gettext_lazy("Wie op de plek {title} zou komen, komt niet"))
TENURE_KEPT = kind("tenure.kept", gettext_lazy("Wie van de plek {title} weg zou gaan, blijft"))
TENURE_ENDED = kind("tenure.ended", gettext_lazy("De plek {title} kwam vrij op {on}"))
ABSENCE_BEGAN = kind("absence.began", gettext_lazy("{name} is er vanaf {first} even niet"))
ABSENCE_ENDED = kind("absence.ended", gettext_lazy("{name} is terug"))
ABSENCE_LAPSED = kind("absence.lapsed", gettext_lazy("{name} zit hier niet meer en is dus ook niet meer afwezig"))
PERSON_INVITED = kind("person.invited", gettext_lazy("{actor} nodigde een collega uit"))

MARK_AWAY = """
UPDATE parties_tenure SET away = (
    SELECT range_agg(period) FROM parties_absence WHERE seat_id = %(seat)s AND person_id = %(person)s)
WHERE seat_id = %(seat)s AND person_id = %(person)s
"""
SET_ABOVE = gettext_lazy("Deze dag legde de coördinator vast. Vraag daar of het later kan.")
LONGEST_AHEAD = timedelta(days=366)


@dataclass(slots=True)
class OrganizationsTakenIn:
    """The organizations of an import by their id at the source, and what happened to them."""

    rows: dict[str, Organization]
    added: set[str] = field(default_factory=set)
    updated: set[str] = field(default_factory=set)

    def follow(self, key: str, fields: Mapping[str, Any]) -> Organization | None:
        """Let one say what the source says; nothing when it did already."""
        wanted = {**fields, "source_id": key}
        row = self.rows.setdefault(key, Organization())
        if not row._state.adding and all(getattr(row, name) == value for name, value in wanted.items()):
            return None
        (self.added if row._state.adding else self.updated).add(key)
        for name, value in wanted.items():
            setattr(row, name, value)
        row.clean_fields()
        return row


@action
def add_area(actor: Actor, *, code: str, name: str, **fields: Any) -> Area:
    """A municipality, district or neighbourhood on the map, for every network that works there."""
    require(actor, "parties.draw_area")
    area = Area(code=code, name=name, **fields)
    area.full_clean()
    area.save()
    record(actor, AREA_DRAWN, area, name=name)
    return area


@action
def start_network(actor: Actor, *, name: str, slug: str, areas: Iterable[Area] = (), **terms: Any) -> Network:
    """A new network in some areas, with nobody in it yet."""
    require(actor, "parties.set_up")
    network = Network.objects.create(name=name, slug=slug, **terms)
    network.areas.set(areas)
    record(actor, NETWORK_STARTED, network)
    return network


@action
def add_organization(actor: Actor, network: Network, *, since: date | None = None, **fields: Any) -> Organization:
    """A new organization that takes part in the network."""
    require(actor, "parties.set_up", network)
    organization = Organization.objects.create(**fields)
    Membership.objects.create(network=network, organization=organization, since=since or today())
    record(actor, ORGANIZATION_JOINED, network, organization=organization.name)
    return organization


@action
def take_in_organizations(
    actor: Actor, network: Network, entries: Mapping[str, Mapping[str, Any]], *, source: str
) -> OrganizationsTakenIn:
    """Bring organizations up to date with a source, by their id there; one with the same name is the same one."""
    require(actor, "parties.set_up", network)
    one_at_a_time(f"parties.take_in_organizations {network.pk}")
    done = OrganizationsTakenIn(_known_organizations(network, entries))
    changed = [each for key, fields in entries.items() if (each := done.follow(key, fields))]
    fields = [field.name for field in Organization._meta.concrete_fields if not field.primary_key]
    Organization.objects.bulk_create(changed, update_conflicts=True, unique_fields=["id"], update_fields=fields)
    joined = [Membership(network=network, organization=done.rows[key]) for key in sorted(done.added)]
    Membership.objects.bulk_create(joined)
    record(actor, ORGANIZATIONS_TAKEN_IN, network, source=source, added=len(done.added), updated=len(done.updated))
    return done


def _known_organizations(network: Network, entries: Mapping[str, Mapping[str, Any]]) -> dict[str, Organization]:
    """The organizations of the network that these entries are about, by their id at the source."""
    here = list(Organization.objects.filter(networks=network).order_by("id"))
    known = {each.source_id: each for each in here if each.source_id in entries}
    unnamed = {each.name.casefold(): each for each in here if not each.source_id}
    for key, fields in entries.items():
        if key not in known and (same := unnamed.pop(str(fields["name"]).casefold(), None)):
            known[key] = same
    return known


@action
def open_seat(actor: Actor, network: Network, organization: Organization, *, title: str, **fields: Any) -> Seat:
    """A new seat: a function that can owe and hold, before anybody sits on it."""
    require(actor, "parties.set_up", network)
    seat = Seat(network=network, organization=organization, title=title, **fields)
    seat.full_clean()
    seat.save()
    record(actor, SEAT_OPENED, seat, title=title)
    return seat


@action
def name_deputy(actor: Actor, seat: Seat, deputy: Seat | None) -> Seat:
    """Who stands in when this seat is empty or late."""
    require(actor, "parties.name_deputy", seat)
    seat = locked(seat)
    seat.deputy = deputy
    seat.full_clean()
    seat.save(update_fields=["deputy"])
    record(actor, DEPUTY_NAMED, seat, title=seat.title)
    return seat


@action
def invite_person(actor: Actor, *, email: str, **fields: Any) -> Person:
    """A person with an account to log in with; rights come only with a seat."""
    require(actor, "parties.set_up")
    person = Person.objects.create(email=email, **fields)
    Account.objects.create_user(email, person=person)
    record(actor, PERSON_INVITED, person)
    return person


@action
def begin_tenure(actor: Actor, seat: Seat, person: Person, *, since: date | None = None) -> Tenure:
    """Put a person on a seat from a date; one person at a time unless the seat is shared."""
    require(actor, "parties.begin_tenure", seat)
    since = since or today()
    if since > today() + LONGEST_AHEAD:
        raise Refused(_("Kies een dag binnen een jaar."))
    later = since > today()
    tenure = Tenure(seat=seat, person=person, period=(since, None), exclusive=not seat.shared, announced=not later)
    tenure.full_clean()
    tenure.save()
    if later:
        record(actor, TENURE_PLANNED, seat, title=seat.title, on=_written(since), person=str(person.pk))
    else:
        record(actor, TENURE_BEGAN, seat, title=seat.title, person=str(person.pk))
    return tenure


@action
def announce_tenure(actor: Actor, tenure: Tenure) -> Tenure:
    """The day on which somebody would begin has come: from now on it is told like any other beginning."""
    require(actor, "parties.announce_tenure", tenure)
    tenure = locked(tenure)
    if tenure.announced or not tenure.period.lower or tenure.period.lower > today():
        return tenure
    tenure.announced = True
    tenure.save(update_fields=["announced"])
    record(actor, TENURE_BEGAN, tenure.seat, title=tenure.seat.title, person=str(tenure.person_id))
    return tenure


@action
def invite_to_seat(actor: Actor, seat: Seat, *, since: date | None = None, **who: Any) -> Tenure:
    """Somebody new, and on a seat at once: an account without a seat would open nothing."""
    return begin_tenure(actor, seat, invite_person(actor.within(seat.network_id), **who), since=since)


@action
def end_tenure(actor: Actor, tenure: Tenure, *, on: date | None = None) -> Tenure:
    """A person leaves a seat; what the seat owes moves up as soon as this is recorded."""
    require(actor, "parties.end_tenure", tenure)
    tenure, last_day = locked(tenure), on or today()
    if tenure.period.isempty or (tenure.period.upper and tenure.period.upper <= today()):
        raise Refused(_("Deze persoon zit hier al niet meer."))
    _keep_a_coordinator(tenure, max(last_day, today()))
    last_day = max(last_day, tenure.period.lower)
    if may(actor, "parties.begin_tenure", tenure.seat):
        tenure.ends_by = last_day
    elif tenure.ends_by and last_day > tenure.ends_by:
        raise Refused(str(SET_ABOVE))
    tenure.period = (tenure.period.lower, last_day)
    tenure.full_clean()
    tenure.save(update_fields=["period", "ends_by"])
    record(actor, TENURE_ENDED, tenure.seat, title=tenure.seat.title, on=_written(last_day))
    return tenure


@action
def cancel_tenure(actor: Actor, tenure: Tenure) -> Tenure:
    """Somebody who would begin on a later day does not."""
    require(actor, "parties.end_tenure", tenure)
    tenure = locked(tenure)
    if tenure.announced or tenure.period.isempty:
        raise Refused(_("Deze persoon zit hier al. Leg vast wanneer die weggaat."))
    tenure.period = (tenure.period.lower, tenure.period.lower)
    tenure.save(update_fields=["period"])
    record(actor, TENURE_CANCELLED, tenure.seat, title=tenure.seat.title, person=str(tenure.person_id))
    return tenure


@action
def keep_tenure(actor: Actor, tenure: Tenure) -> Tenure:
    """Somebody who would leave stays after all: for good, or until the day that the coordinator had set before."""
    require(actor, "parties.end_tenure", tenure)
    tenure = locked(tenure)
    if tenure.period.isempty or not tenure.period.upper or tenure.period.upper <= today():
        raise Refused(_("Deze persoon zit hier al niet meer."))
    if tenure.ends_by == tenure.period.upper:
        if not may(actor, "parties.begin_tenure", tenure.seat):
            raise Refused(str(SET_ABOVE))
        tenure.ends_by = None
    tenure.period = (tenure.period.lower, tenure.ends_by)
    tenure.full_clean()
    tenure.save(update_fields=["period", "ends_by"])
    if tenure.ends_by:
        record(actor, TENURE_ENDED, tenure.seat, title=tenure.seat.title, on=_written(tenure.ends_by))
    else:
        record(actor, TENURE_KEPT, tenure.seat, title=tenure.seat.title)
    return tenure


def _keep_a_coordinator(tenure: Tenure, day: date) -> None:
    """Escalation ends at a coordinator, so on no day is a network without one."""
    seat = tenure.seat
    if Seat.Function.COORDINATES not in seat.functions:
        return
    others = Tenure.objects.filter(period__contains=day).exclude(pk=tenure.pk)
    if not others.filter(seat__network=seat.network_id, seat__functions__contains=[Seat.Function.COORDINATES]).exists():
        raise Refused(_("Dan heeft het netwerk geen coördinator meer. Zet eerst een opvolger op een coördinatorsplek."))


@action
def set_mandate(actor: Actor, seat: Seat, **mandate: Any) -> Seat:
    """On what a seat rests: hours, whose job description, which board stands behind it and since when."""
    require(actor, "parties.set_mandate", seat)
    seat = locked(seat)
    for name in ("mandate_hours", "in_job_description_of", "backed_by", "backed_by_organization", "backed_since"):
        setattr(seat, name, mandate[name])
    if seat.backed_by:
        seat.backed_by_organization = seat.backed_by.organization
    seat.full_clean()
    seat.save()
    record(actor, MANDATE_SET, seat, title=seat.title)
    return seat


@action
def go_absent(
    actor: Actor, tenure: Tenure, *, first_day: date, last_day: date | None, kind: str, stand_in: Seat | None = None
) -> Absence:
    """Somebody is away for a time: another seat stands in, and what is owed stays where it is."""
    require(actor, "parties.go_absent", tenure)
    if last_day and last_day < first_day:
        raise Refused(_("De laatste dag ligt voor de eerste dag."))
    if stand_in and stand_in.network_id != tenure.seat.network_id:
        raise Refused(_("Deze plek hoort bij een ander netwerk."))
    tenure = locked(tenure)  # whoever says the same at the same time waits, and then hears that it stands already
    if today() not in tenure.period or first_day not in tenure.period:
        raise Refused(_("Dit kan voor wie hier nu zit. Kies een eerste dag in die tijd."))
    ends = [day for day in (last_day + timedelta(days=1) if last_day else None, tenure.period.upper) if day]
    absence = Absence(
        network_id=tenure.seat.network_id, seat=tenure.seat, person=tenure.person, kind=kind, stand_in=stand_in,
        period=(first_day, min(ends, default=None)),
    )  # fmt: skip
    absence.full_clean()
    absence.save()
    _mark_away(absence)
    record(actor, ABSENCE_BEGAN, tenure.seat, name=tenure.person.name, first=_written(first_day),
           stand_in=str(stand_in.pk) if stand_in else "", absence=str(absence.pk))  # fmt: skip
    return absence


@action
def end_absence(actor: Actor, absence: Absence) -> Absence:
    """Back again, on the day that was said or before; or gone, and then there is nothing to come back to."""
    require(actor, "parties.end_absence", absence)
    absence = locked(absence)
    if absence.ended_at:
        return absence
    first, last = absence.period.lower, min(absence.period.upper or today(), today())
    if last > first:
        absence.period, absence.ended_at = DateRange(first, last), now()
        absence.save(update_fields=["period", "ended_at"])
    else:  # it does not go on: not a day was missed
        Absence.objects.filter(pk=absence.pk).delete()
    _mark_away(absence)
    stays = Tenure.objects.current().filter(seat=absence.seat_id, person=absence.person_id).exists()
    what = ABSENCE_ENDED if stays else ABSENCE_LAPSED
    record(actor, what, absence.seat, name=absence.person.name, absence=str(absence.pk))
    return absence


def _mark_away(absence: Absence) -> None:
    """The tenure says itself when its person is away: every sending asks who is there, in one table."""
    with connection.cursor() as cursor:
        cursor.execute(MARK_AWAY, {"seat": absence.seat_id, "person": absence.person_id})


def _written(day: date) -> str:
    return day.strftime("%d-%m-%Y")
