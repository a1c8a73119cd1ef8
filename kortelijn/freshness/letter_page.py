"""What the page of a letter shows: each entry with what matters most, and how it stands."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from kortelijn.directory.facts import address_words, age_words, cost_words
from kortelijn.directory.hour_words import hours_words
from kortelijn.directory.models import Contact, Service
from kortelijn.freshness.forms import AnswerForm
from kortelijn.freshness.models import Check, Letter
from kortelijn.kernel.clock import today

MOST = 300  # characters of a description


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry that is asked about."""

    service: Service
    facts: list[tuple[str, str]]
    check: Check
    form: AnswerForm

    @property
    def is_asked(self) -> bool:
        """Whether an answer is still wanted."""
        return self.check.is_open and not self.check.answer

    @property
    def is_folded_open(self) -> bool:
        """Whether something was typed that must be put right."""
        return self.form.is_bound


def entries_of(letter: Letter, form: AnswerForm | None = None) -> list[Entry]:
    """Those of a letter, what is still asked first; in a number of queries that does not grow."""
    checks = letter.checks.select_related("service").order_by("closed_at", "service__name")
    rows = Service.objects.with_hours().in_bulk([check.service_id for check in checks])
    phones = Contact.objects.filter(service__in=rows, visibility=Contact.Visibility.PUBLIC).exclude(phone="")
    by_service: dict[Any, list[str]] = {}
    for contact in phones.order_by("pk"):
        by_service.setdefault(contact.service_id, []).append(contact.phone)
    entries = [_entry(check, rows[check.service_id], by_service.get(check.service_id, []), form) for check in checks]
    return sorted(entries, key=lambda each: (not each.is_asked, each.service.name))


def _entry(check: Check, service: Service, phones: list[str], form: AnswerForm | None) -> Entry:
    is_typed = form is not None and form.data.get("service") == str(service.pk)
    own = (
        form
        if form is not None and is_typed
        else AnswerForm(initial={"service": service.pk}, auto_id=f"{service.pk}-%s")
    )
    return Entry(service, _facts(service, phones), check, own)


def _facts(service: Service, phones: list[str]) -> list[tuple[str, str]]:
    places = "; ".join(f"{at.location.name}, {address_words(at.location)}" for at in service.at_locations.all())
    text = service.description
    return [
        (_("Wat"), text if len(text) <= MOST else f"{text[:MOST].rsplit(' ', 1)[0]}…"),
        (_("Waar"), places), (_("Wanneer"), hours_words(service.schedules.all(), today())),
        (_("Voor wie"), service.eligibility or age_words(service)), (_("Kosten"), cost_words(service)),
        (_("Telefoon"), ", ".join(phones)), (_("E-mail"), service.email), (_("Website"), service.url),
    ]  # fmt: skip
