"""Which organizations of a network may be one: by name, phone, website, mail and address, with why."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from kortelijn.directory.duplicates import ALIKE, LIKELY, SAME_NAME
from kortelijn.directory.sameness import phone_of, site_of
from kortelijn.parties.models import Organization

COMPARED = 1000  # of a network that is larger, those that came last
PAIRS = r"""
WITH mine AS (
    SELECT one.id, one.name, right(regexp_replace(one.phone, '\D', '', 'g'), 9) AS phone, lower(one.email) AS email,
        regexp_replace(regexp_replace(lower(one.url), '^(https?://)?(www\.)?', '', 'g'), '/+$', '', 'g') AS site
    FROM parties_organization one JOIN parties_membership here ON here.organization_id = one.id
    WHERE here.network_id = %(network)s ORDER BY one.id DESC LIMIT %(compared)s
), places AS (
    SELECT DISTINCT organization_id, upper(replace(postal_code, ' ', '')) AS code,
        coalesce(substring(address FROM '\m(\d{1,5})\M'), '') AS number
    FROM directory_location JOIN mine ON mine.id = organization_id WHERE postal_code <> ''
), pairs AS (
    SELECT one.id AS one, other.id AS other FROM mine one JOIN parties_organization other
        ON other.name %% one.name AND other.id <> one.id
        JOIN parties_membership there ON there.organization_id = other.id AND there.network_id = %(network)s
    UNION
    SELECT one.id, other.id FROM mine one JOIN mine other ON other.phone = one.phone AND other.id <> one.id
        WHERE length(one.phone) = 9
    UNION
    SELECT one.id, other.id FROM mine one JOIN mine other ON other.site = one.site AND other.id <> one.id
        WHERE one.site <> ''
), once AS (SELECT DISTINCT least(one, other) AS one, greatest(one, other) AS other FROM pairs)
SELECT one.id, other.id,
    (similarity(a.bare, b.bare) + greatest(strict_word_similarity(a.bare, b.bare),
        strict_word_similarity(b.bare, a.bare))) / 2,
    EXISTS (SELECT FROM places a JOIN places b USING (code, number)
        WHERE a.organization_id = one.id AND b.organization_id = other.id AND number <> '')
FROM once JOIN parties_organization one ON one.id = once.one JOIN parties_organization other ON other.id = once.other,
    LATERAL (SELECT regexp_replace(lower(one.name), %(forms)s, '', 'g') AS bare) a,
    LATERAL (SELECT regexp_replace(lower(other.name), %(forms)s, '', 'g') AS bare) b
"""
# What kind of body it is says nothing about which one it is.
FORMS = r"^(de +)?(stichting|stg|st|vereniging|ver|cooperatie|coöperatie)\M\.? *|[ ,]+(b\.?v|n\.?v|v\.?o\.?f)\.?$"


@dataclass(frozen=True, slots=True)
class Common:
    """What two organizations have in common; the name from 0 to 1."""

    name: float
    phone: bool
    site: bool
    mail: bool
    place: bool

    @property
    def score(self) -> float:
        """How likely it is that they are one: with names that differ much, more than one thing must be the same."""
        beside = 0.3 * self.phone + 0.3 * self.site + 0.2 * self.mail + 0.15 * self.place
        if self.name < ALIKE:
            return min(1.0, beside) if self.phone + self.site + self.mail > 1 else 0.0
        return min(1.0, 0.68 * self.name + beside)

    @property
    def why(self) -> list[str]:
        """The same in words, strongest first."""
        told = [
            (self.name >= SAME_NAME, _("zelfde naam")), (ALIKE <= self.name < SAME_NAME, _("naam lijkt erop")),
            (self.phone, _("zelfde telefoonnummer")), (self.site, _("zelfde website")),
            (self.mail, _("zelfde e-mailadres")), (self.place, _("zelfde adres")),
        ]  # fmt: skip
        return [words for holds, words in told if holds]


@dataclass(frozen=True, slots=True)
class OrganizationPair:
    """Two organizations that may be one, how likely that is, and why."""

    one: Organization
    other: Organization
    score: float
    why: list[str]


def organization_pairs(network_id: UUID | None, apart: Iterable[tuple[UUID, UUID]] = ()) -> list[OrganizationPair]:
    """All pairs of a network that may be one, the likeliest first, without those that a person told apart."""
    told = {frozenset(pair) for pair in apart}
    with connection.cursor() as cursor:
        cursor.execute(PAIRS, {"network": network_id, "compared": COMPARED, "forms": FORMS})
        rows = [row for row in cursor.fetchall() if frozenset(row[:2]) not in told]
    known = Organization.objects.in_bulk({key for row in rows for key in row[:2]})
    found = (_pair(known[one], known[other], *rest) for one, other, *rest in rows)
    likely = [pair for pair in found if pair.score >= LIKELY]
    return sorted(likely, key=lambda pair: (-pair.score, pair.one.name, pair.other.name))


def _pair(one: Organization, other: Organization, name: Any, place: Any) -> OrganizationPair:
    common = Common(
        name=float(name), place=bool(place),
        phone=bool(phone_of(one.phone)) and phone_of(one.phone) == phone_of(other.phone),
        site=bool(site_of(one.url)) and site_of(one.url) == site_of(other.url),
        mail=bool(one.email) and one.email.lower() == other.email.lower(),
    )  # fmt: skip
    return OrganizationPair(one, other, common.score, common.why)
