"""What is asked about an agreement: where it holds, its words, what works in it, who signs and from when."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from kortelijn.agreements.models import Agreement, Article, Term
from kortelijn.agreements.route_forms import OLDEST, WRONG_AGE
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import today
from kortelijn.kernel.policy import may
from kortelijn.parties.models import Area, Network, Organization, Seat
from kortelijn.parties.queries import taking_part
from kortelijn.steps.queries import seat_choices

EVERYWHERE = "overal"
NO_NAMES = _("Schrijf geen namen van bewoners op.")
DAY = {"required": _("Kies een dag."), "invalid": _("Kies een dag, zoals 15-03-2027.")}


class CalmForm(forms.Form):
    """A form that is not red before anything is typed, and of which several stand on one page."""

    use_required_attribute = False
    ids = "id_%s"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": self.ids, **kwargs})


def _text(label: Any, rows: int, most: int, missing: Any, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing, "max_length": _("Dit is te lang: houd het korter.")}, **more,
    )  # fmt: skip


def _day(label: Any, **more: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, error_messages=DAY, **more)


class BeginForm(CalmForm):
    """A new agreement, or an own version of one."""

    base = forms.ModelChoiceField(
        Agreement.objects.none(), required=False, label=_("Is het een eigen versie van een afspraak die er al is?"),
        empty_label=_("Nee, het is een nieuwe afspraak"), error_messages={"invalid_choice": _("Kies uit de lijst.")},
    )  # fmt: skip
    where = forms.ChoiceField(
        label=_("Waar geldt het?"),
        error_messages={"required": _("Kies waar het geldt."), "invalid_choice": _("Kies uit de lijst.")},
    )
    title = forms.CharField(
        label=_("Hoe heet de afspraak?"), max_length=120,
        help_text=_("Bijvoorbeeld: Samenwerken rond kwetsbare ouderen."),
        error_messages={"required": _("Geef de afspraak een naam.")},
    )  # fmt: skip
    owner = forms.ModelChoiceField(
        Seat.objects.none(), label=_("Wie houdt de afspraak bij?"),
        help_text=_("Die plek schrijft mee, krijgt het commentaar en bekijkt de afspraak op tijd opnieuw."),
        error_messages={"required": _("Kies wie het bijhoudt."), "invalid_choice": _("Kies iemand uit de lijst.")},
    )  # fmt: skip

    def __init__(self, *args: Any, actor: Actor, network: Network, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        base, where, owner = (self.fields[name] for name in ("base", "where", "owner"))
        base.queryset = network.agreements.going().filter(base=None, level=Agreement.Level.NETWORK)  # type: ignore[attr-defined]  # a field of any kind
        where.choices = _places(actor, network)  # type: ignore[attr-defined]  # a field of any kind
        owner.queryset = Seat.objects.visible_to(actor).occupied().select_related("organization")  # type: ignore[attr-defined]  # a field of any kind
        owner.choices = seat_choices(actor.network_id)  # type: ignore[attr-defined]  # a field of any kind
        owner.initial = actor.seat_id

    def clean(self) -> dict[str, Any]:
        """What is for everybody is no version of something else; the place as a row."""
        data: dict[str, Any] = super().clean() or {}
        kind, _colon, key = data.get("where", "").partition(":")
        if kind == EVERYWHERE and data.get("base"):
            self.add_error("where", _("Een eigen versie is voor een buurt of een organisatie."))
        data["area"] = Area.objects.filter(pk=key).first() if kind == "buurt" else None
        data["organization"] = Organization.objects.filter(pk=key).first() if kind == "organisatie" else None
        return data


def _places(actor: Actor, network: Network) -> list[tuple[str, Any]]:
    """Everywhere, the neighbourhoods and the organizations; who does not coordinate: the own organization."""
    organizations = [(f"organisatie:{pk}", name) for pk, name in
                     taking_part(network.pk).order_by("name").values_list("pk", "name")
                     if may(actor, "agreements.begin", network) or pk == actor.organization_id]  # fmt: skip
    if not may(actor, "agreements.begin", network):
        return organizations
    areas = [(f"buurt:{pk}", name) for pk, name in network.areas.order_by("name").values_list("pk", "name")]
    return [
        (EVERYWHERE, say("In het hele netwerk")), (say("In een buurt"), areas),
        (say("Bij een organisatie"), organizations),
    ]  # fmt: skip


class ArticleForm(CalmForm):
    """The words of an article."""

    heading = forms.CharField(
        label=_("Kop"), max_length=120, error_messages={"required": _("Geef het artikel een kop.")}
    )
    text = _text(
        _("Wat spreken jullie af?"), 8, 3000, _("Schrijf op wat jullie afspreken."),
        help_text=_("Gewone woorden. Wie doet wat, wanneer, en wat als het niet lukt?"),
    )  # fmt: skip


class ChangeForm(ArticleForm):
    """Other words for an article, and a mark of the words that were on the screen."""

    seen = forms.CharField(max_length=16, widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, article: Article, **kwargs: Any) -> None:
        start = {"heading": article.heading, "text": article.text, "seen": article.mark}
        super().__init__(*args, initial=start, **kwargs)

    def saw(self, article: Article) -> None:
        """What stands there now was shown beside what was typed: the next time it may be replaced."""
        self.data = {**self.data.dict(), "seen": article.mark}  # type: ignore[attr-defined]  # posted, so a QueryDict


class TermForm(CalmForm):
    """A term."""

    code = forms.ChoiceField(label=_("Welke termijn?"), choices=Term.Code.choices)
    days = forms.IntegerField(
        label=_("Binnen hoeveel werkdagen?"), min_value=1, max_value=250,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"required": _("Vul het aantal werkdagen in."), "invalid": _("Vul een getal in, zoals 3."),
                        "min_value": _("Vul 1 of meer in."), "max_value": _("Vul 250 of minder in.")},
    )  # fmt: skip


def age(label: Any) -> forms.IntegerField:
    """An age that may be left out."""
    widget = forms.NumberInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=OLDEST, widget=widget, error_messages=WRONG_AGE
    )


class CommentForm(CalmForm):
    """What somebody thinks of an article."""

    text = _text(_("Wat vindt u ervan?"), 2, 600, _("Schrijf uw opmerking op."), help_text=NO_NAMES)


class AnswerForm(CalmForm):
    """What was done with a comment."""

    answer = _text(_("Wat deed u ermee?"), 2, 300, _("Schrijf kort op wat u ermee deed."))


class UntilForm(CalmForm):
    """Until when everybody may comment."""

    until = _day(_("Commentaar tot en met"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].initial = today() + timedelta(days=14)


class DaysForm(CalmForm):
    """From when it holds, and when it is looked at again."""

    valid_from = _day(_("Gaat in op"))
    review_on = _day(_("Opnieuw bekijken op"), help_text=_("Dan ligt het bij wie de afspraak bijhoudt."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_from"].initial = today()
        self.fields["review_on"].initial = today() + relativedelta(years=1)


class SignersForm(DaysForm):
    """Who signs."""

    ids = "teken-%s"

    seats = forms.ModelMultipleChoiceField(
        Seat.objects.none(), label=_("Wie tekent?"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies wie er tekent."), "invalid_choice": _("Kies uit de lijst.")},
    )  # fmt: skip
    field_order = ("seats", "valid_from", "review_on")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats: Any = self.fields["seats"]
        seats.queryset = Seat.objects.visible_to(actor).occupied().select_related("organization")
        seats.choices = seat_choices(actor.network_id)


class DecidedForm(DaysForm):
    """Where it was decided, when nobody signs."""

    ids = "besluit-%s"

    decided_in = forms.CharField(
        label=_("Waar en wanneer is het besloten?"), max_length=200,
        help_text=_("Bijvoorbeeld: wijkoverleg van 3 maart, alle praktijken waren er."),
        error_messages={"required": _("Schrijf op waar en wanneer dit is besloten.")},
    )  # fmt: skip
    field_order = ("decided_in", "valid_from", "review_on")


class WhyForm(CalmForm):
    """Why something is to be changed."""

    why = _text(_("Waarom moet het anders?"), 2, 300, _("Schrijf kort op waarom."))


class EndForm(CalmForm):
    """Why it no longer holds."""

    ids = "eind-%s"
    why = _text(_("Waarom geldt het niet meer?"), 2, 300, _("Schrijf kort op waarom."))


class DeclineForm(CalmForm):
    """Why somebody does not sign."""

    ids = "niet-%s"
    why = _text(_("Waarom tekent u niet?"), 2, 300, _("Schrijf kort op waarom."),
                help_text=_("Wie de afspraak bijhoudt, praat er met u over. Iedereen kan dit lezen."))  # fmt: skip


class ReviewForm(CalmForm):
    """Until when it holds as it is."""

    review_on = _day(_("Opnieuw bekijken op"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["review_on"].initial = today() + relativedelta(years=1)


def part_in(article: Article, key: UUID) -> Any:
    """The working part of an article with this key, or nothing."""
    parts = (*article.terms.all(), *article.routes.all(), *article.lead_rules.all())
    return next((part for part in parts if part.pk == key), None)
