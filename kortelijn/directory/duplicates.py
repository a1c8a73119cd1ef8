"""Which services may be the same as one at hand: by name, phone, address, website and text, through indexes.

Nothing is decided here: what comes out is shown to a person, with why.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import TrigramSimilarity
from django.db import connection
from django.db.models import CharField, F, FloatField, Func, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat, Greatest
from django.utils.translation import gettext as _

from kortelijn.directory.models import Contact, Service, ServiceAtLocation, ServiceQuerySet
from kortelijn.directory.sameness import (
    house_number_of,
    phone_key,
    phone_of,
    postcode_key,
    postcode_of,
    site_key,
    site_of,
)  # fmt: skip
from kortelijn.parties.models import Network

LIKELY = 0.5  # from here on it is worth a look
EACH_WAY = 30  # candidates by name, by phone, by address and by website
SHORTEST_TEXT = 40  # characters; shorter descriptions say too little
ALIKE, SAME_NAME, TEXT_ALIKE = 0.35, 0.95, 0.4
SAME_ADDRESS, SAME_POSTCODE, OTHER_PLACE = 1.0, 0.5, -1.0


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of a service for which others are sought."""

    name: str
    address: str = ""
    postal_code: str = ""
    phone: str = ""
    url: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Likely:
    """A service that may be the same, how likely that is (0 to 1), and why, in Dutch."""

    service: Service
    score: float
    why: list[str]


@dataclass(frozen=True, slots=True)
class Evidence:
    """How much two services have in common; each from 0 to 1, and place below nought when they are elsewhere."""

    name: float = 0
    phone: float = 0
    place: float = 0
    site: float = 0
    text: float = 0

    @property
    def score(self) -> float:
        """How likely it is that they are one: a shared number or building alone says little, a name more."""
        beside = 0.28 * self.phone + (0.2 if self.place > 0 else 0.25) * self.place + 0.2 * self.site
        total = 0.68 * self.name + beside + 0.35 * self.text
        if self.name < ALIKE and self.text < TEXT_ALIKE:
            return min(total, LIKELY / 2)  # one house and one number hold many services
        return max(0.0, min(total, 1.0))

    @property
    def why(self) -> list[str]:
        """The same in words, strongest first."""
        told = [
            (self.name >= SAME_NAME, _("zelfde naam")), (ALIKE <= self.name < SAME_NAME, _("naam lijkt erop")),
            (self.phone > 0, _("zelfde telefoonnummer")), (self.place == SAME_ADDRESS, _("zelfde adres")),
            (self.place == SAME_POSTCODE, _("zelfde postcode")), (self.site > 0, _("zelfde website")),
            (self.text >= TEXT_ALIKE, _("omschrijving lijkt erop")),
        ]  # fmt: skip
        return [words for holds, words in told if holds]


def likely_duplicates(
    network: Network, name: str, *, address: str = "", postal_code: str = "", phone: str = "", url: str = "",
    text: str = "", exclude: UUID | None = None,
) -> list[Likely]:  # fmt: skip
    """Services of the network that may be this one, the likeliest first; one query, however much there is."""
    seen = Seen(name.strip(), address, postal_code, phone, url, text)
    near = Service.objects.filter(pk__in=_candidates(network, seen))
    rows = compared(near.exclude(pk=exclude) if exclude else near, seen)
    found = [Likely(row, evidence.score, evidence.why) for row in rows if (evidence := _evidence(row, seen))]
    return sorted((each for each in found if each.score >= LIKELY), key=lambda each: (-each.score, each.service.name))


def _candidates(network: Network, seen: Seen) -> QuerySet[Service, Any]:
    """The keys of what has anything in common, each way through an index of its own."""
    rows = Service.objects.filter(network=network).exclude(status=Service.Status.DEFUNCT)
    ways: Iterable[tuple[str, Callable[[str], ServiceQuerySet]]] = (
        (seen.name, lambda name: _by_name(rows, name)),
        (phone_of(seen.phone), lambda phone: _by_phone(rows, phone)),
        (postcode_of(seen.postal_code), lambda code: _by_postcode(rows, network, code)),
        (site_of(seen.url), lambda site: _by_site(rows, site)),
    )
    first, *others = [way(known).values("pk")[:EACH_WAY] for known, way in ways if known] or [rows.none().values("pk")]
    return first.union(*others) if others else first


def _by_name(rows: ServiceQuerySet, name: str) -> ServiceQuerySet:
    near = rows.filter(name__trigram_similar=name).annotate(alike=TrigramSimilarity("name", name))
    return near.order_by("-alike", "pk")


def _by_phone(rows: ServiceQuerySet, phone: str) -> ServiceQuerySet:
    contacts = Contact.objects.exclude(phone="").alias(key=phone_key("phone")).filter(key=phone)
    return rows.filter(pk__in=contacts.values("service")).order_by("pk")


def _by_postcode(rows: ServiceQuerySet, network: Network, postcode: str) -> ServiceQuerySet:
    places = ServiceAtLocation.objects.alias(key=postcode_key("location__postal_code"))
    there = places.filter(location__network=network, key=postcode)
    return rows.filter(pk__in=there.values("service")).order_by("pk")


def _by_site(rows: ServiceQuerySet, site: str) -> ServiceQuerySet:
    return rows.exclude(url="").alias(key=site_key("url")).filter(key=site).order_by("pk")


def compared(rows: ServiceQuerySet, seen: Seen) -> ServiceQuerySet:
    """The rows with all that is compared, in the same query."""
    own = {"service": OuterRef("pk")}
    phones = Contact.objects.filter(**own).exclude(phone="").order_by().values("phone")
    places = ServiceAtLocation.objects.filter(**own).order_by()
    address = Concat("location__postal_code", Value("|"), "location__address", output_field=CharField())
    return rows.select_related("organization").annotate(
        alike=_alike("name", seen.name), alike_too=_alike("alternate_name", seen.name),
        text_alike=TrigramSimilarity("description", seen.text), phones=ArraySubquery(phones),
        addresses=ArraySubquery(places.values_list(address)),
    ).order_by()  # fmt: skip


def _alike(field: str, name: str) -> Any:
    """Between how much of all letters two names share, and how much one holds the other in whole words."""
    within = Greatest(_holds(Value(name), F(field)), _holds(F(field), Value(name)))
    return Cast((TrigramSimilarity(field, name) + within) / Value(2.0), FloatField())


def _holds(part: F | Value, whole: F | Value) -> Func:
    return Func(part, whole, function="STRICT_WORD_SIMILARITY", output_field=FloatField())


def _evidence(row: Any, seen: Seen) -> Evidence:
    texts = min(len(row.description), len(seen.text))
    return Evidence(
        name=max(row.alike, row.alike_too),
        phone=float(bool(phone_of(seen.phone)) and phone_of(seen.phone) in {phone_of(each) for each in row.phones}),
        place=_place((each.split("|", 1) for each in row.addresses), seen),
        site=float(bool(site_of(seen.url)) and site_of(seen.url) == site_of(row.url)),
        text=row.text_alike if texts >= SHORTEST_TEXT and row.text_alike >= TEXT_ALIKE else 0,
    )


def _place(addresses: Iterable[Iterable[str]], seen: Seen) -> float:
    """Whether they are in one house, one street, or known to be elsewhere."""
    postcode, number = postcode_of(seen.postal_code), house_number_of(seen.address)
    known = {(postcode_of(code), house_number_of(street)) for code, street in addresses}
    codes = {code for code, _number in known if code}
    if not postcode or not codes:
        return 0
    if postcode not in codes:
        return OTHER_PLACE
    return SAME_ADDRESS if number and (postcode, number) in known else SAME_POSTCODE


@dataclass(frozen=True, slots=True)
class Pair:
    """Two services that may be one, how likely that is, and why."""

    one: Service
    other: Service
    score: float
    why: list[str]


COMPARED = 2000  # of a network that is larger, those that changed last
PAIRS = r"""
WITH mine AS (
    SELECT id, name, description, network_id, url FROM directory_service
    WHERE network_id = %(network)s AND status <> 'defunct' ORDER BY modified_at DESC, id LIMIT %(compared)s
), phones AS (
    SELECT DISTINCT service_id, right(regexp_replace(phone, '\D', '', 'g'), 9) AS key FROM directory_contact
    JOIN mine ON mine.id = service_id WHERE length(regexp_replace(phone, '\D', '', 'g')) >= 9
), places AS (
    SELECT DISTINCT at.service_id, upper(replace(place.postal_code, ' ', '')) AS code,
        coalesce(substring(place.address FROM '\m(\d{1,5})\M'), '') AS number
    FROM directory_serviceatlocation at JOIN directory_location place ON place.id = at.location_id
    JOIN mine ON mine.id = at.service_id WHERE place.postal_code <> ''
), pairs AS (
    SELECT one.id AS one, other.id AS other FROM mine one JOIN directory_service other
        ON other.network_id = one.network_id AND other.name %% one.name AND other.id <> one.id
        AND other.status <> 'defunct'
    UNION
    SELECT one.id, other.id FROM phones a JOIN phones b ON b.key = a.key AND b.service_id <> a.service_id
        JOIN mine one ON one.id = a.service_id JOIN mine other ON other.id = b.service_id
    WHERE length(one.description) >= 40 AND similarity(one.description, other.description) >= 0.4
), once AS (SELECT DISTINCT least(one, other) AS one, greatest(one, other) AS other FROM pairs)
SELECT one.id, other.id,
    (similarity(one.name, other.name) + greatest(
        strict_word_similarity(one.name, other.name), strict_word_similarity(other.name, one.name))) / 2,
    EXISTS (SELECT FROM phones a JOIN phones b USING (key) WHERE a.service_id = one.id AND b.service_id = other.id),
    CASE WHEN EXISTS (SELECT FROM places a JOIN places b USING (code, number)
        WHERE a.service_id = one.id AND b.service_id = other.id AND number <> '') THEN 1
    WHEN EXISTS (SELECT FROM places a JOIN places b USING (code)
        WHERE a.service_id = one.id AND b.service_id = other.id) THEN 0.5
    WHEN EXISTS (SELECT FROM places WHERE service_id = one.id)
        AND EXISTS (SELECT FROM places WHERE service_id = other.id) THEN -1 ELSE 0 END,
    CASE WHEN least(length(one.description), length(other.description)) >= 40
        THEN similarity(one.description, other.description) ELSE 0 END,
    one.url, other.url
FROM once JOIN directory_service one ON one.id = once.one JOIN directory_service other ON other.id = once.other
"""


def likely_pairs(network_id: UUID | None, apart: Iterable[tuple[UUID, UUID]] = ()) -> list[Pair]:
    """All pairs of a network that may be one, the likeliest first, without those that a person told apart."""
    known = {frozenset(pair) for pair in apart}
    with connection.cursor() as cursor:
        cursor.execute(PAIRS, {"network": network_id, "compared": COMPARED})
        rows = cursor.fetchall()
    found = [(one, other, _evidence_of(row)) for one, other, *row in rows if frozenset((one, other)) not in known]
    likely = [each for each in found if each[2].score >= LIKELY]
    services = Service.objects.select_related("organization").in_bulk({key for each in likely for key in each[:2]})
    pairs = [Pair(services[one], services[other], known.score, known.why) for one, other, known in likely]
    return sorted(pairs, key=lambda pair: (-pair.score, pair.one.name, pair.other.name))


def _evidence_of(row: list[Any]) -> Evidence:
    name, phone, place, text, url, other_url = row
    site = bool(site_of(url)) and site_of(url) == site_of(other_url)
    return Evidence(
        name=name, phone=float(phone), place=float(place), site=float(site), text=text if text >= TEXT_ALIKE else 0
    )
