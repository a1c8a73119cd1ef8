"""What is asked when organizations come and go."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import today
from kortelijn.parties.models import Membership, Organization, Seat
from kortelijn.steps.queries import seat_choices
from kortelijn.succession.queries import Acquaintance
from kortelijn.turnover.actions import Choice
from kortelijn.turnover.estate import SEAT, Estate, Thing
from kortelijn.turnover.models import LONGEST, Contract, Ending, Receiver
from kortelijn.ui.forms import CheckCards

DAY = {"required": _("Kies een dag."), "invalid": _("Vul een dag in, zoals 3-12-2026.")}
TOO_LONG = _("Houd het korter dan 300 tekens.")
CHOOSE = {"required": _("Kies een van de mogelijkheden."), "invalid_choice": _("Kies uit de lijst.")}
STOPS, ALONG, TO = "stopt", "mee", "naar"


class CalmForm(forms.Form):
    """A form that is not red before anything is typed."""

    use_required_attribute = False


def _day(label: Any, **kwargs: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, error_messages=DAY, **kwargs)


class ContractForm(CalmForm):
    """Who pays, under which law, for what, from when to when; and how the tender stands."""

    law = forms.ChoiceField(label=_("Volgens welke wet?"), choices=Contract.Law, error_messages=CHOOSE)
    what = forms.CharField(label=_("Waarvoor?"), max_length=160, required=False,
                           help_text=_("Bijvoorbeeld: jongerenwerk in twee buurten."))  # fmt: skip
    financier = forms.ModelChoiceField(
        Organization.objects.none(), label=_("Wie betaalt?"), required=False, error_messages=CHOOSE,
        empty_label=_("Niet in dit netwerk: vul hieronder in"),
    )  # fmt: skip
    financier_name = forms.CharField(label=_("Of een financier buiten het netwerk"), max_length=120, required=False)
    starts_on = _day(_("Eerste dag"))
    ends_on = _day(_("Laatste dag"))
    tender = forms.ChoiceField(label=_("Aanbesteding"), choices=Contract.Tender, error_messages=CHOOSE)
    won_by = forms.CharField(label=_("Wie won de aanbesteding?"), max_length=120, required=False,
                             help_text=_("Alleen als een ander de aanbesteding won."))  # fmt: skip

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        gone = Membership.objects.filter(network=actor.network_id, phase=Membership.Phase.ENDED)
        financier: Any = self.fields["financier"]
        rows = Organization.objects.filter(networks=actor.network_id).exclude(pk__in=gone.values("organization"))
        financier.queryset = rows.order_by("name", "id")

    def clean(self) -> dict[str, Any]:
        """Somebody pays, and the days are in order."""
        data = super().clean() or {}
        if not data.get("financier") and not data.get("financier_name"):
            self.add_error("financier", say("Kies wie betaalt, of vul een naam in."))
        if (first := data.get("starts_on")) and (last := data.get("ends_on")) and last < first:
            self.add_error("ends_on", say("De laatste dag ligt voor de eerste dag."))
        return data


class SettleForm(CalmForm):
    """What happens after a contract."""

    settlement = forms.CharField(
        label=_("Wat gebeurt er na de laatste dag?"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Dan hoeft niemand er meer aan herinnerd te worden."),
        error_messages={"required": _("Schrijf kort op wat er gebeurt."), "max_length": TOO_LONG},
    )  # fmt: skip


class StopForm(CalmForm):
    """On which day an organization stops here, and why."""

    last_day = _day(_("Wat is de laatste dag?"), help_text=_("De dag erna verhuist alles wat is overgenomen."))
    reason = forms.ChoiceField(label=_("Waarom?"), choices=Ending.Reason, error_messages=CHOOSE)

    def clean_last_day(self) -> date:
        """From today on."""
        day: date = self.cleaned_data["last_day"]
        if day < today():
            raise forms.ValidationError(_("Kies een dag vanaf vandaag."))
        return day


class BeginForm(CalmForm):
    """When an organization begins here."""

    since = _day(_("Vanaf wanneer doet deze organisatie mee?"))


class ReceiverForm(CalmForm):
    """Who may take something over."""

    seat = forms.ModelChoiceField(
        Seat.objects.none(), label=_("Wie kan iets overnemen?"), error_messages=CHOOSE,
        help_text=_("Deze plek antwoordt voor zichzelf en voor de eigen organisatie."),
    )  # fmt: skip

    def __init__(self, *args: Any, ending: Ending, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seat: Any = self.fields["seat"]
        seat.queryset = Seat.objects.filter(network=ending.network_id).exclude(organization=ending.organization_id)
        known = set(ending.receivers.values_list("seat", flat=True))
        groups = [(name, [one for one in some if one[0] not in known])
                  for name, some in seat_choices(ending.network_id) if name != ending.organization.name]  # fmt: skip
        seat.choices = [("", _("Kies een plek")), *[(name, some) for name, some in groups if some]]


class PlanForm(CalmForm):
    """Where each thing goes: one choice for each, and the reason where something stops.

    Each thing is sent with how it stood when the page was opened: what this person left alone stays as it is by now.
    """

    def __init__(self, *args: Any, estate: Estate, receivers: Sequence[Receiver], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.estate = estate
        self.passed: set[UUID] = set()  # what another chose since this person opened the page
        for thing in estate.things:
            own = estate.moves.get(thing.key)
            self.fields[_name(thing)] = forms.ChoiceField(
                choices=_choices(thing, receivers), required=False, label=thing.title, initial=_chosen(own),
                error_messages=CHOOSE,
            )  # fmt: skip
            if thing.may_stop:
                self.fields[_why(thing)] = forms.CharField(
                    required=False, max_length=LONGEST, initial=own.stops_because if own else "",
                    label=_("Waarom stopt het?"), error_messages={"max_length": TOO_LONG},
                )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """What stops says why, and what another chose since is not changed unseen."""
        data = super().clean() or {}
        for thing in self._touched():
            if self._seen(thing) != self._stands(thing):
                self.passed.add(thing.key)
                said = say("Hier koos intussen iemand anders iets. Bewaar nog eens als u het zo wilt.")
                self.add_error(_name(thing), said)
        for thing in self.estate.things:
            if data.get(_name(thing)) == STOPS and not data.get(_why(thing), "").strip():
                self.add_error(_why(thing), say("Schrijf kort op waarom het stopt."))
        return data

    def choices(self) -> dict[UUID, Choice | None]:
        """What this person chose anew, for each of those things."""
        return {thing.key: self._choice(thing) for thing in self._touched()}

    def _touched(self) -> list[Thing]:
        """The things of which something else was chosen than stood there when the page was opened."""
        return [thing for thing in self.estate.things if self._said(thing) != self._seen(thing)]

    def _said(self, thing: Thing) -> str:
        said: str = self.cleaned_data.get(_name(thing), "")
        return f"{STOPS}:{self.cleaned_data.get(_why(thing), '').strip()}" if said == STOPS else said

    def _seen(self, thing: Thing) -> str:
        return str(self.data.get(_was(thing), ""))

    def _stands(self, thing: Thing) -> str:
        own = self.estate.moves.get(thing.key)
        return f"{STOPS}:{own.stops_because}" if own and own.stops_because else _chosen(own)

    def _choice(self, thing: Thing) -> Choice | None:
        said = self.cleaned_data.get(_name(thing), "")
        if said == STOPS:
            return Choice(stops_because=self.cleaned_data[_why(thing)].strip())
        how, _colon, key = said.partition(":")
        return Choice(UUID(key), along=how == ALONG) if key else None

    def rows(self) -> Iterable[tuple[Thing, Any, Any, str]]:
        """Each thing with its choice, the reason if it may stop, and how it stood when this page was opened."""
        for thing in self.estate.things:
            was = self._seen(thing) if self.is_bound and thing.key not in self.passed else self._stands(thing)
            yield thing, self[_name(thing)], self[_why(thing)] if thing.may_stop else None, was


def _name(thing: Thing) -> str:
    return f"plan-{thing.key}"


def _why(thing: Thing) -> str:
    return f"why-{thing.key}"


def _was(thing: Thing) -> str:
    return f"was-{thing.key}"


def _chosen(move: Any) -> str:
    if move is None:
        return ""
    return STOPS if move.stops_because else f"{ALONG if move.along else TO}:{move.receiver_id}"


def _choices(thing: Thing, receivers: Sequence[Receiver]) -> list[tuple[str, str]]:
    found = [("", say("Gaat mee met de plek") if thing.of_seat else say("Nog geen plek"))]
    for each in receivers:
        seat, organization = each.seat, each.seat.organization.name
        if thing.kind == SEAT:
            found.append((f"{TO}:{each.pk}", say("Het werk gaat naar {seat}").format(seat=seat)))
            found.append((f"{ALONG}:{each.pk}", say("Plek en mensen gaan mee naar {to}").format(to=organization)))
        else:
            found.append((f"{TO}:{each.pk}", say("Naar {to}").format(to=seat if thing.of_seat else organization)))
    return [*found, (STOPS, say("Stopt, en waarom"))] if thing.may_stop else found


class AnswerForm(CalmForm):
    """Which of the things offered are taken."""

    taken = forms.MultipleChoiceField(required=False, error_messages=CHOOSE)
    note = forms.CharField(
        label=_("Wilt u er iets bij zeggen?"), required=False, max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}), error_messages={"max_length": TOO_LONG},
    )  # fmt: skip

    def __init__(self, *args: Any, things: Sequence[Thing], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.things = things
        taken: Any = self.fields["taken"]
        taken.choices = [(str(thing.key), thing.title) for thing in things]

    @property
    def keys(self) -> set[UUID]:
        """What was ticked."""
        return {UUID(key) for key in self.cleaned_data["taken"]}

    @property
    def shown(self) -> set[UUID]:
        """What stood on the page that was answered, and is still offered: what came since was not answered."""
        data: Any = self.data
        seen = set(data.getlist("shown"))
        return {thing.key for thing in self.things if str(thing.key) in seen}


class RoundForm(CalmForm):
    """Whom somebody must meet, and by when."""

    people = forms.MultipleChoiceField(
        label=_("Met wie?"), widget=CheckCards,
        error_messages={"required": _("Kies met wie."), "invalid_choice": _("Kies uit de lijst.")},
    )  # fmt: skip
    due_on = _day(_("Voor welke dag?"))

    def __init__(self, *args: Any, contacts: Sequence[Acquaintance], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: Any = self.fields["people"]
        people.choices = [(str(each.person.pk), f"{each.person.name}, {each.seat}") for each in contacts]
        self.fields["due_on"].initial = today() + timedelta(days=30)
