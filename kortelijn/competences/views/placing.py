"""Who learns here: a place of the own until a day, and how it goes on."""

from collections.abc import Callable

from django import forms as django_forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kortelijn.competences import queries
from kortelijn.competences.forms import ExtendForm, PlaceForm, SettleForm, SuperviseForm
from kortelijn.competences.models import Placement
from kortelijn.competences.placing import actions
from kortelijn.competences.views.asking import READ_ONLY, network_of, succeeds
from kortelijn.kernel.policy import may
from kortelijn.kernel.screens import KortelijnRequest, screen
from kortelijn.kernel.told import told
from kortelijn.parties.models import Seat


@screen("competences.see", methods=READ_ONLY)
def learners(request: KortelijnRequest) -> HttpResponse:
    """Who learns here now and soon."""
    page = {"learners": queries.learners(request.actor), "may_place": may(request.actor, "competences.place")}
    return render(request, "competences/learners.html", page)


@screen("competences.place")
def place(request: KortelijnRequest) -> HttpResponse:
    """Somebody comes to learn."""
    form = PlaceForm(request.POST or None, actor=request.actor)
    network, done = network_of(request), _("De leerplek staat. De begeleider krijgt bericht.")
    act = lambda: actions.place(request.actor, network, form.cleaned_data["supervisor"], form.newcomer)  # noqa: E731
    if form.is_valid() and succeeds(request, form, act, done):
        return redirect("competences:learners")
    return render(request, "competences/place.html", {"form": form}, status=422 if form.errors else 200)


@screen("competences.see", of=Placement, methods=READ_ONLY)
def placement(request: KortelijnRequest, placement: Placement) -> HttpResponse:
    """Who learns here, with whom, until when, and how it goes on."""
    return _show(request, placement)


@screen("competences.extend", of=Placement)
def extend(request: KortelijnRequest, placement: Placement) -> HttpResponse:
    """Some time longer."""
    form = ExtendForm(request.POST or None)
    act = lambda: actions.extend(request.actor, placement, form.cleaned_data["until"])  # noqa: E731
    return _ask(request, placement, "later", form, act, _("De nieuwe einddatum staat erbij."))


@screen("competences.settle", of=Placement)
def settle(request: KortelijnRequest, placement: Placement) -> HttpResponse:
    """It ends on its day, and what comes then."""
    form = SettleForm(request.POST or None)
    act = lambda: actions.settle(request.actor, placement, form.cleaned_data["after"])  # noqa: E731
    return _ask(request, placement, "after", form, act, _("Dank u. Iedereen weet hoe het verder gaat."))


@screen("competences.pass_supervision", of=Placement)
def supervise(request: KortelijnRequest, placement: Placement) -> HttpResponse:
    """Another seat supervises."""
    form = SuperviseForm(request.POST or None, actor=request.actor)

    def act() -> None:
        to: Seat = form.cleaned_data["supervisor"]
        actions.pass_supervision(request.actor, [placement.pk], to)

    return _ask(request, placement, "supervisor", form, act, _("De begeleiding is overgedragen."))


def _ask(
    request: KortelijnRequest, placement: Placement, name: str, form: django_forms.Form, act: Callable[[], object],
    done: str,
) -> HttpResponse:  # fmt: skip
    if request.method != "POST" or (form.is_valid() and succeeds(request, form, act, done)):
        return redirect("competences:placement", pk=placement.pk)
    return _show(request, placement, {name: form})


def _show(
    request: KortelijnRequest, placement: Placement, wrong: dict[str, django_forms.Form] | None = None
) -> HttpResponse:
    forms: dict[str, django_forms.Form] = {}
    if not placement.is_over and may(request.actor, "competences.settle", placement):
        forms["later"] = ExtendForm(initial=ExtendForm.later(placement))
        forms["after"] = SettleForm(initial={"after": placement.after})
    if not placement.is_over and may(request.actor, "competences.pass_supervision", placement):
        forms["supervisor"] = SuperviseForm(actor=request.actor)
    page = {"placement": placement, "forms": forms | (wrong or {}), "facts": _facts(placement),
            "history": told([placement.pk])}  # fmt: skip
    return render(request, "competences/placement.html", page, status=422 if wrong else 200)


def _facts(placement: Placement) -> list[tuple[str, str]]:
    period, functions = placement.tenure.period, placement.seat.functions
    rights = [str(Seat.Function(each).label) for each in functions]
    facts = [
        (_("Wat"), placement.get_kind_display()), (_("School"), placement.school), (_("Plek"), str(placement.seat)),
        (_("Begeleider"), str(placement.supervisor)),
        (_("Van"), date_format(period.lower, "j F Y") if period.lower else ""),
        (_("Tot"), date_format(placement.ends_on, "j F Y")),
        (_("Komt leren"), placement.goal), (_("Mag"), placement.may_do),
        (_("Rechten"), ", ".join(rights) or _("geen: kijkt mee")), (_("Daarna"), placement.after),
    ]  # fmt: skip
    return [(term, value) for term, value in facts if value]
