"""The form of one initiative with the rows that hang on it: from what stands there, from a draft, and back."""

from typing import Any
from uuid import UUID

from django import forms
from django.forms import formset_factory
from django.http import QueryDict

from kortelijn.initiatives.drafts import Typed
from kortelijn.initiatives.entry import AskEntry, Entry, MoneyEntry
from kortelijn.initiatives.forms import AskForm, InitiativeForm, MoneyForm, PartyForm
from kortelijn.initiatives.models import Initiative
from kortelijn.initiatives.overlap import Described
from kortelijn.kernel.actor import Actor

MOST_ROWS, SPARE_ROWS = 20, 2
MANY = {"themes", "groups"}


def _rows(form: type[forms.Form]) -> Any:
    return formset_factory(form, extra=SPARE_ROWS, max_num=MOST_ROWS, absolute_max=MOST_ROWS + SPARE_ROWS)


PARTIES, MONEY, ASKS = _rows(PartyForm), _rows(MoneyForm), _rows(AskForm)


class Editing:
    """What stands on the page; `data` is what was sent, `initial` what to begin with when nothing was.

    Beside what was sent, a row to begin with would make the same row look untouched, and so not there.
    """

    def __init__(self, actor: Actor, data: QueryDict | None, initial: dict[str, Any]) -> None:
        self.actor = actor
        initial = {} if data else initial
        self.form = InitiativeForm(data, initial=initial, actor=actor)
        kwargs: dict[str, Any] = {"form_kwargs": {"actor": actor}}
        self.parties = PARTIES(data, prefix="partij", initial=initial.get("partij", []), **kwargs)
        self.money = MONEY(data, prefix="geld", initial=initial.get("geld", []))
        self.asks = ASKS(data, prefix="nodig", initial=initial.get("nodig", []))

    @property
    def is_valid(self) -> bool:
        """All of it; each part is looked at, so that everything that is wrong is told at once."""
        looked_at = [each.is_valid() for each in (self.form, self.parties, self.money, self.asks)]
        return all(looked_at)

    @property
    def wrong_rows(self) -> list[str]:
        """What is wrong in the rows, for the summary above."""
        sets: tuple[Any, ...] = (self.parties, self.money, self.asks)
        faults = [error for rows in sets for form in rows for errors in form.errors.values() for error in errors]
        return list(dict.fromkeys([*faults, *(error for rows in sets for error in rows.non_form_errors())]))

    def entry(self) -> Entry:
        """What was said, without the rows that were left empty; an organization counts once."""
        parties = {row["organization"]: row["role"] or "doet-mee" for row in _filled(self.parties, "organization")}
        money = [MoneyEntry(row["source"], row["amount"], row["until"]) for row in _filled(self.money, "source")]
        asks = [AskEntry(row["kind"], row["what"], row["met"], row["key"]) for row in _filled(self.asks, "what")]
        said = {name: value for name, value in self.form.cleaned_data.items() if name != "version"}
        return Entry(said, list(parties.items()), money, asks)

    def described(self, pk: UUID | None) -> Described:
        """What was said, to compare with what is there."""
        data, network_id = self.form.cleaned_data, self.actor.network_id
        if network_id is None:
            raise LookupError("this actor has no network")
        organizations = frozenset(row["organization"].pk for row in _filled(self.parties, "organization"))
        return Described(
            network_id, data["name"], data["aim"], frozenset(data["themes"]), frozenset(data["groups"]),
            data["area"].pk if data["area"] else None, data["location"].pk if data["location"] else None,
            organizations, pk,
        )  # fmt: skip


def _filled(rows: Any, by: str) -> list[dict[str, Any]]:
    return [form.cleaned_data for form in rows if form.cleaned_data.get(by)]


def standing_now(initiative: Initiative) -> dict[str, Any]:
    """What stands there, to begin the form with."""
    names = ("name", "aim", "themes", "groups", "phase", "stopped_because", "area", "location", "starts_on", "ends_on",
             "contact", "version")  # fmt: skip
    return {name: getattr(initiative, name) for name in names} | {
        "partij": [{"organization": each.organization_id, "role": each.role} for each in initiative.parties.all()],
        "geld": [{"source": e.source, "amount": e.amount, "until": e.until} for e in initiative.money.all()],
        "nodig": [{"key": e.pk, "kind": e.kind, "what": e.what, "met": e.met} for e in initiative.asks.all()],
    }  # fmt: skip


def typed_now(data: QueryDict) -> Typed:
    """What stands in the form, to keep."""
    return {name: values for name, values in data.lists() if name != "csrfmiddlewaretoken"}


def typed_then(typed: Typed) -> dict[str, Any]:
    """What was kept, to begin the form with."""
    begun: dict[str, Any] = {"partij": {}, "geld": {}, "nodig": {}}
    for name, values in typed.items():
        prefix, _dash, rest = name.partition("-")
        number, _dash, field = rest.partition("-")
        if prefix in begun and number.isdigit() and field:
            begun[prefix].setdefault(int(number), {})[field] = values[0] if values else ""
        elif values:
            begun[name] = values if name in MANY else values[0]
    rows = {prefix: [row for _number, row in sorted(begun[prefix].items())] for prefix in ("partij", "geld", "nodig")}
    return begun | {prefix: [row for row in found if _says_something(row)] for prefix, found in rows.items()}


def _says_something(row: dict[str, str]) -> bool:
    return bool(row.get("organization") or row.get("source") or row.get("amount") or row.get("what"))
