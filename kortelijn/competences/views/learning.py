"""A training from wish to what it brought."""

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from kortelijn.competences import queries
from kortelijn.competences.forms import ConfirmForm, EnoughForm, HeldForm, PlanForm, StopForm
from kortelijn.competences.learning import actions
from kortelijn.competences.models import Joining, Skill, Training
from kortelijn.competences.views.asking import READ_ONLY, known, network_of, succeeds, tries
from kortelijn.kernel.policy import may
from kortelijn.kernel.screens import KortelijnRequest, screen
from kortelijn.kernel.told import told


@screen("competences.join", methods=("POST",))
def join(request: KortelijnRequest, code: str) -> HttpResponse:
    """One tap: I want to learn this."""
    known(code)
    network = network_of(request)
    tries(request, lambda: actions.join_training(request.actor, network, code), _("U staat op de lijst."))
    return redirect("competences:competence", code=code)


@screen("competences.join", of=Training, methods=("POST",))
def leave(request: KortelijnRequest, training: Training) -> HttpResponse:
    """Not after all."""
    tries(request, lambda: actions.leave_training(request.actor, training), _("U staat niet meer op de lijst."))
    return redirect("competences:competence", code=training.competence)


@screen("competences.see", of=Training, methods=READ_ONLY)
def training(request: KortelijnRequest, training: Training) -> HttpResponse:
    """Who joins, when it is, and for whoever arranges it: plan, tell who came, or stop."""
    return _show(request, training)


@screen("competences.plan", of=Training)
def plan(request: KortelijnRequest, training: Training) -> HttpResponse:
    """A day, a place and somebody who gives it."""
    form = PlanForm(request.POST or None)
    act = lambda: actions.plan_training(request.actor, training, **form.planned)  # noqa: E731
    return _ask(request, training, "plan", form, act, _("De dag staat in de agenda van wie meedoet."))


@screen("competences.plan", of=Training)
def enough(request: KortelijnRequest, training: Training) -> HttpResponse:
    """From how many people on it is arranged."""
    form = EnoughForm(request.POST or None)
    act = lambda: actions.set_enough(request.actor, training, form.cleaned_data["enough"])  # noqa: E731
    return _ask(request, training, "enough", form, act, _("Zoveel mensen is genoeg."))


@screen("competences.hold", of=Training)
def hold(request: KortelijnRequest, training: Training) -> HttpResponse:
    """It was there: who came."""
    form = HeldForm(request.POST or None, joined=queries.wishes(request.actor, [training])[0].people)
    act = lambda: actions.hold_training(request.actor, training, **form.cleaned_data)  # noqa: E731
    return _ask(request, training, "held", form, act, _("Dank. Wie er was, zegt nu zelf of het geleerd is."))


@screen("competences.stop", of=Training)
def stop(request: KortelijnRequest, training: Training) -> HttpResponse:
    """It does not happen, and why."""
    form = StopForm(request.POST or None)
    act = lambda: actions.stop_training(request.actor, training, form.cleaned_data["reason"])  # noqa: E731
    return _ask(request, training, "stop", form, act, _("Duidelijk. De training gaat niet door."))


@screen("competences.say", of=Training)
def confirm(request: KortelijnRequest, training: Training) -> HttpResponse:
    """Whoever was there says whether it was learned."""
    joining = get_object_or_404(Joining.objects.select_related("training__network"), training=training,
                                person=request.actor.person_id)  # fmt: skip
    form = ConfirmForm(request.POST or None)
    act = lambda: actions.confirm_learned(request.actor, joining, form.cleaned_data["level"])  # noqa: E731
    return _ask(request, training, "confirm", form, act, _("Dank u. Het staat op uw eigen lijst."))


def _ask(
    request: KortelijnRequest, training: Training, name: str, form: django_forms.Form, act: Callable[[], object],
    done: str,
) -> HttpResponse:  # fmt: skip
    """The answer goes back to the training; what is not right is shown there, with what was typed."""
    if request.method != "POST" or (form.is_valid() and succeeds(request, form, act, done)):
        return redirect("competences:training", pk=training.pk)
    return _show(request, training, {name: form})


def _show(
    request: KortelijnRequest, training: Training, wrong: dict[str, django_forms.Form] | None = None
) -> HttpResponse:
    actor, wish = request.actor, queries.wishes(request.actor, [training])[0]
    own = next((each for each in wish.people if each.person_id == actor.person_id), None)
    going, over = training.status in Training.GOING, training.is_over
    forms: dict[str, Any] = {
        "plan": PlanForm(initial=PlanForm.filled(training)) if going and not over else None,
        "held": HeldForm(joined=wish.people) if over and training.status == Training.Status.PLANNED else None,
        "stop": StopForm() if going else None,
        "enough": EnoughForm(initial={"enough": training.enough}) if _waits(training) else None,
    }  # fmt: skip
    arranges, tells = (may(actor, f"competences.{verb}", training) for verb in ("plan", "hold"))
    shown = {name: form if (tells if name == "held" else arranges) else None for name, form in forms.items()}
    page = {
        "teachers": _teachers(request, training) if arranges and forms["plan"] else "",
        "training": training, "wish": wish, "history": told([training.pk]), "going": going, "over": over, "own": own,
        "forms": shown | (wrong or {}) | {"confirm": _own_question(own, wrong)},
    }  # fmt: skip
    return render(request, "competences/training.html", page, status=422 if wrong else 200)


def _waits(training: Training) -> bool:
    """For more people."""
    return training.status == Training.Status.WISHED and not training.is_being_arranged


def _teachers(request: KortelijnRequest, training: Training) -> str:
    """Colleagues who show that they can teach it, for whoever plans."""
    can = queries.who_can(request.actor, training.competence)
    return ", ".join(each.person.name for each in can if each.level == Skill.Level.TEACHES)


def _own_question(own: Joining | None, wrong: dict[str, django_forms.Form] | None) -> django_forms.Form | None:
    """Only who was there, as long as nothing was said."""
    if own is None or not own.came or own.learned != Joining.Learned.OPEN:
        return None
    return (wrong or {}).get("confirm") or ConfirmForm(initial={"level": ""})
