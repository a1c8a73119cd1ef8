"""One goal: how far it is, and for the coordinator: another reading, other words, or the end."""

from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kortelijn.ambition import actions
from kortelijn.ambition.forms import CalmForm, EndForm, GoalForm, ReadingForm
from kortelijn.ambition.models import Goal
from kortelijn.ambition.progress import progress_of
from kortelijn.ambition.queries import steps_of
from kortelijn.ambition.views.acting import done, network_of
from kortelijn.kernel.clock import today
from kortelijn.kernel.policy import may
from kortelijn.kernel.screens import KortelijnRequest, screen
from kortelijn.kernel.told import told


@screen("ambition.draft")
def new(request: KortelijnRequest) -> HttpResponse:
    """Something to reach."""
    network = network_of(request)
    form = GoalForm(request.POST or None, initial={"key": uuid4(), "began_on": today()})
    if done(request, form, lambda: actions.set_goal(request.actor, network, **_without("seen", form)),
            _("Het doel staat op de koers.")):  # fmt: skip
        return redirect("ambition:course")
    return render(request, "ambition/goal_form.html", {"form": form}, status=422 if form.is_bound else 200)


@screen("ambition.see", of=Goal, methods=("GET", "HEAD"))
def goal(request: KortelijnRequest, goal: Goal) -> HttpResponse:
    """How far it is, with every reading."""
    return _show(request, goal)


@screen("ambition.draft", of=Goal)
def change(request: KortelijnRequest, goal: Goal) -> HttpResponse:
    """Other words, another target or day."""
    names = [name for name in GoalForm.base_fields if name != "key"]
    form = GoalForm(request.POST or None, initial={name: getattr(goal, name) for name in names if name != "seen"})
    form.initial["seen"] = goal.mark
    if done(request, form, lambda: _change(request, goal, form), _("Aangepast. Wat er eerder stond, staat eronder.")):
        return redirect("ambition:goal", pk=goal.pk)
    return render(
        request, "ambition/goal_form.html", {"form": form, "goal": goal}, status=422 if form.is_bound else 200
    )


def _change(request: KortelijnRequest, goal: Goal, form: GoalForm) -> None:
    actions.change_goal(request.actor, goal, **_without("key", form))


def _without(left_out: str, form: GoalForm) -> dict[str, Any]:
    return {name: value for name, value in form.cleaned_data.items() if name != left_out}


@screen("ambition.draft", of=Goal)
def read(request: KortelijnRequest, goal: Goal) -> HttpResponse:
    """Where it stands."""
    if request.method != "POST":
        return redirect("ambition:goal", pk=goal.pk)
    form = ReadingForm(request.POST)
    if done(request, form, lambda: actions.read_goal(request.actor, goal, **form.cleaned_data),
            _("De stand is bijgewerkt.")):  # fmt: skip
        return redirect("ambition:goal", pk=goal.pk)
    return _show(request, goal, form)


@screen("ambition.draft", of=Goal)
def end(request: KortelijnRequest, goal: Goal) -> HttpResponse:
    """Reached, or let go."""
    if request.method != "POST":
        return redirect("ambition:goal", pk=goal.pk)
    form = EndForm(request.POST)
    if done(request, form, lambda: actions.end_goal(request.actor, goal, form.cleaned_data["result"]),
            _("Het doel is afgesloten, met hoe het afliep.")):  # fmt: skip
        return redirect("ambition:goal", pk=goal.pk)
    return _show(request, goal, form)


def _show(request: KortelijnRequest, goal: Goal, wrong: CalmForm | None = None) -> HttpResponse:
    page = {
        "progress": progress_of(goal), "history": told([goal.pk]), "steps": steps_of([goal.pk])[goal.pk],
        "reading": wrong if isinstance(wrong, ReadingForm) else ReadingForm(),
        "ending": wrong if isinstance(wrong, EndForm) else EndForm(),
        "may_draft": goal.ended_at is None and may(request.actor, "ambition.draft", goal),
    }  # fmt: skip
    return render(request, "ambition/goal.html", page, status=422 if wrong else 200)
