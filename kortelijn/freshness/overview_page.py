"""What the overview shows: a list per state, each entry with how it stands, whom to call and what may be done."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext as _

from kortelijn.directory.facts import freshness_words
from kortelijn.directory.models import Contact, Service, ServiceQuerySet
from kortelijn.freshness.forms import EVERY, RhythmForm
from kortelijn.freshness.models import Check
from kortelijn.freshness.queries import (
    DUE,
    FRESH,
    SILENT,
    WAITING,
    WITHIN_REACH,
    Freshness,
    addresses_of,
    in_state,
    kept_rows,
)
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import now
from kortelijn.kernel.policy import may


@dataclass(frozen=True, slots=True)
class Tab:
    """One list."""

    label: str
    url: str
    current: bool
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Phone:
    """A number and whose it is."""

    name: str
    number: str
    digits: str


@dataclass(frozen=True, slots=True)
class Line:
    """One entry in a list."""

    service: Service
    freshness: str
    check: Check | None
    rhythm: str
    form: RhythmForm | None
    may_ask: bool
    has_address: bool
    phones: list[Phone] = field(default_factory=list)
    chosen: str = ""

    @property
    def fields(self) -> list[tuple[str, str]]:
        """What goes along with a button, to come back to the same list."""
        return [("lijst", self.chosen)]

    @property
    def right_fields(self) -> list[tuple[str, str]]:
        """It holds."""
        return [("outcome", Check.Outcome.CONFIRMED.value)]

    @property
    def stopped_fields(self) -> list[tuple[str, str]]:
        """It is not there any more."""
        return [("outcome", Check.Outcome.STOPPED.value)]

    @property
    def lead(self) -> str:
        """Why somebody must look, in one line."""
        if self.check and self.check.answer:
            return _("{name} gaf door dat er iets niet meer klopt.").format(name=self.service.organization.name)
        return _("{name} antwoordt niet op de mail.").format(name=self.service.organization.name)

    @property
    def asked(self) -> str:
        """How often and when it was asked."""
        if self.check is None or self.check.asked_at is None:
            return ""
        if not self.has_address:
            return _("geen e-mailadres bekend: bel")
        times = {1: _("één keer gevraagd"), 2: _("twee keer gevraagd"), 3: _("drie keer gevraagd")}
        return times.get(self.check.times_asked, _("vier keer gevraagd"))


def tabs_of(whole: Freshness, chosen: str) -> list[Tab]:
    """The lists with how many are in each."""
    due = whole.total - whole.fresh
    named = [
        (SILENT, _("Niet bevestigd"), whole.silent), (WAITING, _("Gevraagd"), whole.waiting),
        (DUE, _("Aan de beurt"), max(due - whole.silent - whole.waiting, 0)), (FRESH, _("Klopt"), None),
    ]  # fmt: skip
    return [Tab(label, f"?lijst={key}#lijst", key == chosen, count) for key, label, count in named]


def lists_of(actor: Actor, wanted: str, *, everything: bool) -> tuple[str, ServiceQuerySet]:
    """The list that is asked for, or the first in which there is anything."""
    rows, at = kept_rows(actor.network_id).select_related("organization"), now()
    rows = rows if everything else rows.filter(organization=actor.organization_id)
    order = [wanted] if wanted in {SILENT, WAITING, DUE, FRESH} else [SILENT, WAITING, DUE]
    chosen = next((state for state in order if wanted or in_state(rows, state, at).exists()), FRESH)
    return chosen, in_state(rows, chosen, at).order_by("confirmed_at", "pk")


def lines_of(services: Iterable[Service], actor: Actor, chosen: str = "") -> list[Line]:
    """Each with all that it shows, in a number of queries that does not grow."""
    rows, at = list(services), now()
    checks = {each.service_id: each for each in Check.objects.open().filter(service__in=rows)}
    addresses, phones = addresses_of(rows), _phones(rows)
    return [
        Line(
            row, freshness_words(row, at), checks.get(row.pk), str(EVERY.get(row.update_rhythm_months, "")),
            _rhythm_form(row, actor), may(actor, "freshness.ask", row), bool(addresses[row.pk]), phones[row.pk], chosen,
        )
        for row in rows
    ]  # fmt: skip


def _rhythm_form(row: Service, actor: Actor) -> RhythmForm | None:
    if not may(actor, "freshness.set_rhythm", row):
        return None
    return RhythmForm(initial={"months": row.update_rhythm_months}, auto_id=f"%s-{row.pk}")


def _phones(rows: list[Service]) -> dict[UUID, list[Phone]]:
    found: dict[UUID, list[Phone]] = {row.pk: [] for row in rows}
    for each in Contact.objects.filter(service__in=rows).exclude(phone="").order_by("visibility", "pk"):
        found[each.service_id].append(Phone(str(each), each.phone, each.phone_digits))
    for row in rows:
        if row.organization.phone and not found[row.pk]:
            digits = "".join(one for one in row.organization.phone if one.isdigit() or one == "+")
            found[row.pk].append(Phone(row.organization.name, row.organization.phone, digits))
    return found


@dataclass(frozen=True, slots=True)
class Call:
    """One organization to call, and about what."""

    name: str
    lines: list[Line]


def call_list_of(actor: Actor) -> list[Call]:
    """All that is silent or has nobody to mail, by organization."""
    rows = kept_rows(actor.network_id).select_related("organization")
    silent = in_state(rows, SILENT, now()).order_by("organization__name", "name", "pk")[:WITHIN_REACH]
    calls: dict[UUID, Call] = {}
    for line in lines_of(silent, actor):
        organization = line.service.organization
        calls.setdefault(organization.pk, Call(organization.name, [])).lines.append(line)
    return list(calls.values())
