"""Builds the network itself: areas, organizations, seats, the people who come and go, and what there is to go to."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from kortelijn.demo.content import Content, Entry
from kortelijn.demo.stage import Stage
from kortelijn.directory.actions import add_location, add_service, confirm_service
from kortelijn.directory.models import Location, Service
from kortelijn.kernel.actor import SYSTEM, Actor, system_for
from kortelijn.kernel.clock import local
from kortelijn.parties import actions as parties
from kortelijn.parties.middleware import seated
from kortelijn.parties.models import Area, Network, Organization, Person, Seat, Tenure
from kortelijn.referrals.models import Referral

NAME, SLUG, DISTRICT = "Wijknetwerk Stations- en Rivierenbuurt", "stations-rivierenbuurt", "WK051827"
COORDINATOR = "netwerkcoordinator"
ORGANIZATION_FIELDS = ("name", "description", "kind", "url", "email", "phone")
SOON = timedelta(minutes=30)


class Neighbourhood:
    """Plans the making of the network on a stage, and remembers what was made under its key."""

    def __init__(self, stage: Stage, content: Content) -> None:
        self.stage, self.content = stage, content
        self.network: Network
        self.organizations: dict[str, Organization] = {}
        self.locations: dict[str, Location] = {}
        self.seats: dict[str, Seat] = {}
        self.people: dict[str, Person] = {}
        self.services: dict[str, Service] = {}
        self._lines: dict[tuple[str, UUID | None], Referral] = {}
        self._places: dict[UUID, Location] = {}
        self._titles = _titles(content.seats)
        self._host = {place: entry["key"] for entry in reversed(content.organizations) for place in entry["locations"]}
        self._joined = {entry["key"]: self._joining(entry) for entry in content.organizations}
        self._opened = {entry["key"]: self._opening(entry) for entry in content.seats}

    def plan(self) -> None:
        """Put everything on the stage at its own moment."""
        self.stage.once(min(self._joined.values()) - SOON, self._start)
        for entry in self.content.organizations:
            self.stage.once(self._joined[entry["key"]], partial(self._join, entry))
        # Who coordinates longest is told first, so that seat opens before the others.
        for entry in sorted(self.content.seats, key=lambda seat: seat["profession"] != COORDINATOR):
            self.stage.once(self._opened[entry["key"]], partial(self._open_seat, entry))
        for entry in self.content.people:
            self._plan_tenures(entry)
        for entry in self.content.services:
            self._plan_service(entry)

    # What is when

    def _joining(self, entry: Entry) -> datetime:
        return self.stage.months_ago(entry["member_since_months"])

    def _opening(self, entry: Entry) -> datetime:
        """When its organization joins, or somebody first sits there if later; that of the coordinator at once."""
        if entry["profession"] == COORDINATOR:
            return self._joined[entry["organization"]]
        mine = (tenure for person in self.content.people for tenure in person["tenures"])
        since = max((tenure["since_months"] for tenure in mine if tenure["seat"] == entry["key"]), default=0)
        return max(self._joined[entry["organization"]], self.stage.months_ago(since))

    def _plan_tenures(self, entry: Entry) -> None:
        for tenure in entry["tenures"]:
            begins = max(self._opened[tenure["seat"]], self.stage.months_ago(tenure["since_months"]))
            self.stage.once(begins, partial(self._sit_down, entry, tenure))
            if tenure["until_months"] is not None:
                self.stage.once(self.stage.months_ago(tenure["until_months"]), partial(self._leave, entry, tenure))

    def _plan_service(self, entry: Entry) -> None:
        intake = entry["intake"]
        hosts = [self._host[place["location"]] for place in entry["locations"]]
        joined = max(self._joined[organization] for organization in (entry["organization"], *hosts))
        added = max(joined, self._opened[intake] if intake else joined)
        added += timedelta(days=self.stage.chance.randint(1, 25))
        self.stage.once(added, partial(self._add_service, entry))
        confirmed = self.stage.months_ago(entry["last_confirmed_months"])
        if confirmed > added:
            self.stage.once(confirmed, partial(self._confirm, entry))

    def seats_of(self, keys: Iterable[str]) -> list[Seat]:
        """The seats with these keys that are there by now."""
        return [self.seats[key] for key in keys if key in self.seats]

    def place_of(self, service_id: UUID | None) -> Location | None:
        """Where a service is; nothing when it comes to the resident's home."""
        return self._places.get(service_id) if service_id else None

    def earlier_line(self, resident: Entry, seat_id: UUID | None) -> Referral | None:
        """The last line of a resident from one seat; two who refer the same person know two residents.

        Nobody matches people across organizations: only the seat that knows a resident follows its own line up.
        """
        return self._lines.get((resident["key"], seat_id))

    def remember(self, resident: Entry, referral: Referral) -> None:
        """The next recipe of this seat for this resident follows this line."""
        self._lines[resident["key"], referral.task.requester_id] = referral

    # What is done

    @property
    def system(self) -> Actor:
        """The system, in this network."""
        return system_for(self.network.pk)

    @property
    def setter(self) -> Actor:
        """The coordinator once there is one, until then the system."""
        seats = (self.seats.get(entry["key"]) for entry in self.content.seats if "coordinates" in entry["functions"])
        return next((who for seat in seats if seat and (who := self.stage.on(seat.pk))), self.system)

    def _start(self) -> None:
        areas: dict[str, Area] = {}
        for feature in self.content.areas:
            fields = dict(feature["properties"])
            longitude, latitude = fields.pop("centroid")
            fields["parent"] = areas.get(fields["parent"])
            outline = feature["geometry"]
            areas[fields["code"]] = parties.add_area(
                SYSTEM, outline=outline, latitude=latitude, longitude=longitude, **fields
            )
        mine = [area for area in areas.values() if DISTRICT in (area.code, area.parent and area.parent.code)]
        self.areas = areas
        self.network = parties.start_network(SYSTEM, name=NAME, slug=SLUG, areas=mine)

    def _join(self, entry: Entry) -> None:
        fields: dict[str, Any] = {name: entry[name] or "" for name in ORGANIZATION_FIELDS}
        organization = parties.add_organization(self.setter, self.network, **fields)
        self.organizations[entry["key"]] = organization
        for place in self.content.locations:
            if self._host[place["key"]] == entry["key"]:
                self.locations[place["key"]] = self._add_location(place, organization)

    def _add_location(self, entry: Entry, organization: Organization) -> Location:
        return add_location(
            SYSTEM, self.network, organization=organization, name=entry["name"], description=entry["building"],
            address=f"{entry['street']} {entry['number']}", postal_code=entry["postcode"], city=entry["city"],
            area=self.areas[entry["area"]], latitude=entry["lat"], longitude=entry["lon"],
            accessibility=entry["accessibility"],
        )  # fmt: skip

    def _open_seat(self, entry: Entry) -> None:
        mandate_of = self.organizations.get(entry["job_description_of"] or "")
        self.seats[entry["key"]] = parties.open_seat(
            self.setter, self.network, self.organizations[entry["organization"]], title=self._titles[entry["key"]],
            profession=entry["profession"], functions=entry["functions"], mandate_hours=entry["mandate_hours"],
            in_job_description_of=mandate_of, shared=entry["shared"], deputy=self.seats.get(entry["deputy"] or ""),
        )  # fmt: skip
        for other in self.content.seats:
            if other["deputy"] == entry["key"] and other["key"] in self.seats:
                seat = self.seats[other["key"]]
                self.seats[other["key"]] = parties.name_deputy(self.setter, seat, self.seats[entry["key"]])

    def _sit_down(self, entry: Entry, tenure: Entry) -> None:
        if entry["key"] not in self.people:
            self.people[entry["key"]] = parties.invite_person(
                self.setter, email=entry["email"], given_name=entry["given_name"], family_name=entry["family_name"],
                honorific=entry["title"] or "", phone=entry["phone"] or "", languages=entry["languages"],
            )  # fmt: skip
        person, seat = self.people[entry["key"]], self.seats[tenure["seat"]]
        since = local(self.stage.months_ago(tenure["since_months"])).date()
        row = parties.begin_tenure(self.setter, seat, person, since=since)
        self.stage.seated[seat.pk].append(seated(person.account, row))

    def _leave(self, entry: Entry, tenure: Entry) -> None:
        person, seat = self.people[entry["key"]], self.seats[tenure["seat"]]
        leaving = next(actor for actor in self.stage.seated[seat.pk] if actor.person_id == person.pk)
        self.stage.seated[seat.pk].remove(leaving)
        self.stage.departures += 1
        parties.end_tenure(leaving, Tenure.objects.current().get(seat=seat, person=person))

    def _add_service(self, entry: Entry) -> None:
        capacity, cost = entry["capacity"] or {}, entry["cost"]
        service = add_service(
            SYSTEM, self.network, self.organizations[entry["organization"]], name=entry["name"],
            description=entry["description"], domains=entry["domains"], themes=entry["themes"], step=entry["step"],
            minimum_age=entry["age_min"], maximum_age=entry["age_max"], cost_amount=cost["amount"],
            cost_text=cost["text"], access=entry["access"], languages=entry["languages"],
            professional_route=entry["professional_route"], resident_route=entry["resident_route"],
            required_documents=entry["papers"], at_home=entry["at_home"],
            intake=self.seats[entry["intake"]] if entry["intake"] else None, response_days=entry["response_days"],
            capacity_available=capacity.get("available"), capacity_unit=capacity.get("unit") or "",
            capacity_note=capacity.get("note") or "",
            capacity_updated_at=self._days_from_present(-capacity["updated_days"]) if capacity else None,
            places=[self._place(place) for place in entry["locations"]],
            contacts=[self._contact(contact) for contact in entry["contacts"]],
        )  # fmt: skip
        self.services[entry["key"]] = service
        if entry["locations"] and not entry["at_home"]:
            self._places[service.pk] = self.locations[entry["locations"][0]["location"]]

    def _place(self, place: Entry) -> tuple[Location, list[dict[str, Any]]]:
        schedules = [
            {
                "rrule": hours["rrule"], "opens_at": hours["from"], "closes_at": hours["to"],
                "walk_in": hours["walk_in"], "notes": hours["note"] or "",
                "valid_from": self._day_from_present(hours["valid_from_days"]),
                "valid_to": self._day_from_present(hours["valid_to_days"]),
            }
            for hours in place["schedules"]
        ]  # fmt: skip
        return self.locations[place["location"]], schedules

    def _contact(self, contact: Entry) -> dict[str, Any]:
        return {
            "person": self.people.get(contact["person"] or ""), "name": contact["name"] or "",
            "title": contact["role"] or "", "phone": contact["phone"] or "", "email": contact["email"] or "",
            "visibility": contact["visibility"],
        }  # fmt: skip

    def _confirm(self, entry: Entry) -> None:
        """By somebody who works there, the one at the intake first."""
        service = self.services[entry["key"]]
        colleagues = [seat for seat in self.seats.values() if seat.organization_id == service.organization_id]
        at_intake = sorted(colleagues, key=lambda seat: seat.pk != service.intake_id)
        who = next((actor for seat in at_intake if (actor := self.stage.on(seat.pk))), SYSTEM)
        confirm_service(who, service)

    def _days_from_present(self, days: int) -> datetime:
        return self.stage.present + timedelta(days=days)

    def _day_from_present(self, days: int | None) -> date | None:
        return None if days is None else local(self._days_from_present(days)).date()


def _titles(seats: list[Entry]) -> dict[str, str]:
    """Seats outlive people, so the second seat with the same title gets a number and not a name."""
    titles: dict[str, str] = {}
    taken: Counter[tuple[str, str]] = Counter()
    for entry in seats:
        same = (entry["organization"], entry["title"])
        taken[same] += 1
        titles[entry["key"]] = entry["title"] if taken[same] == 1 else f"{entry['title']} {taken[same]}"
    return titles
