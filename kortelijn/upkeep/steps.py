"""The steps in which an entry is written, and what the draft as a whole says."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kortelijn.directory.models import Location, Service
from kortelijn.directory.sheets import Sheet, differences, plain
from kortelijn.upkeep.forms import ContactForm, EnterForm, ForWhomForm, PlainForm, WhatForm
from kortelijn.upkeep.models import Draft
from kortelijn.upkeep.typed import as_sent, unjudged
from kortelijn.upkeep.where_form import WhereForm

StepForm = PlainForm | WhereForm


@dataclass(frozen=True, slots=True)
class Step:
    """One screen of a few fields."""

    code: str
    label: str | Promise
    title: str | Promise
    form: type[StepForm]


STEPS = (
    Step("wat", _("Wat is het?"), _("Wat is het?"), WhatForm),
    Step("voor-wie", _("Voor wie"), _("Voor wie is het, en wat kost het?"), ForWhomForm),
    Step("waar", _("Waar en wanneer"), _("Waar en wanneer is het?"), WhereForm),
    Step("binnen", _("Binnenkomen"), _("Hoe komt iemand binnen?"), EnterForm),
    Step("contact", _("Contact"), _("Wie kan men bellen of mailen?"), ContactForm),
)
BY_CODE = {step.code: step for step in STEPS}
LABELS = [step.label for step in STEPS]


def number_of(step: Step) -> int:
    """Counted from one."""
    return STEPS.index(step) + 1


def after(step: Step) -> Step | None:
    """The next one, or nothing after the last."""
    return STEPS[number_of(step)] if number_of(step) < len(STEPS) else None


def empty_sheet(service: Service) -> Sheet:
    """Where a new entry begins."""
    return plain(service) | {"places": [], "hours": [], "contacts": []}


def form_for(draft: Draft, step: Step, *, judged: bool = False) -> StepForm:
    """The form of one step with what stands there now; only who asks for it hears what is not right."""
    more: dict[str, Any] = {"base": draft.base}
    if step.form is WhereForm:
        more["locations"] = places_to_choose(draft)
    if step.code not in draft.typed:
        return step.form(initial=step.form.initial_of(draft.base), **more)
    form = step.form(as_sent(draft.typed[step.code]), **more)
    if not judged:
        unjudged(form)
        unjudged(*form.parts())
    return form


def places_to_choose(draft: Draft) -> list[Location]:
    """Those of the own organization first, then those where the network offers anything; enough for a list."""
    rows = Location.objects.filter(network=draft.network_id).order_by("name", "id")
    own = list(rows.filter(organization=draft.organization_id)[:MOST_PLACES])
    named = [place["location"] for place in draft.base["places"]]
    others = rows.exclude(organization=draft.organization_id).exclude(pk__in=named)[: MOST_PLACES - len(own)]
    used = rows.filter(pk__in=named).exclude(pk__in=[each.pk for each in own])
    return [*own, *used, *others]


MOST_PLACES = 200


@dataclass(frozen=True, slots=True)
class Composed:
    """What the draft says as a whole, and the steps in which something is not right yet."""

    sheet: Sheet
    changed: Mapping[str, list[Any]]
    wrong: list[Step]


def composed(draft: Draft) -> Composed:
    """Put the steps together; a step that is not right yet leaves what there was."""
    sheet, wrong = dict(draft.base), []
    for step in STEPS:
        if step.code not in draft.typed:
            continue
        form = form_for(draft, step, judged=True)
        if form.is_valid():
            sheet |= form.told
        else:
            wrong.append(step)
    return Composed(sheet, differences(draft.base, sheet), wrong)
