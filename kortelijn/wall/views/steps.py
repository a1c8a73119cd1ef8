"""One step: what was promised, by whom, and how it ends."""

from collections.abc import Callable

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kortelijn.kernel.clock import local
from kortelijn.kernel.policy import may
from kortelijn.kernel.screens import KortelijnRequest, screen
from kortelijn.parties.queries import holders_of
from kortelijn.wall import actions
from kortelijn.wall.forms import DoneForm, DropForm, LaterForm
from kortelijn.wall.models import Step
from kortelijn.wall.queries import STATES, state_words
from kortelijn.wall.views.evenings import succeeds


@screen("wall.see_step", of=Step, methods=("GET", "HEAD"))
def step(request: KortelijnRequest, step: Step) -> HttpResponse:
    """What was promised, and for whoever promised it: done, later, or not."""
    return _show(request, step)


@screen("wall.finish_step", of=Step)
def finish(request: KortelijnRequest, step: Step) -> HttpResponse:
    """It is done, with what came of it."""
    form = DoneForm(request.POST or None)
    done = _("Mooi. Iedereen die erbij was, kan het zien.")
    return _ask(
        request, step, form, lambda: actions.finish_step(request.actor, step, form.cleaned_data["result"]), done
    )


@screen("wall.postpone_step", of=Step)
def postpone(request: KortelijnRequest, step: Step) -> HttpResponse:
    """It takes longer."""
    form = LaterForm(request.POST or None)
    later = lambda: actions.postpone_step(request.actor, step, form.cleaned_data["until"])  # noqa: E731
    return _ask(request, step, form, later, _("De nieuwe dag staat erbij."))


@screen("wall.drop_step", of=Step)
def drop(request: KortelijnRequest, step: Step) -> HttpResponse:
    """It does not happen, and why."""
    form = DropForm(request.POST or None)
    dropped = _("Duidelijk. De stap is gestopt, met de reden erbij.")
    return _ask(
        request, step, form, lambda: actions.drop_step(request.actor, step, form.cleaned_data["reason"]), dropped
    )


def _ask(
    request: KortelijnRequest, step: Step, form: django_forms.Form, act: Callable[[], object], done: str
) -> HttpResponse:
    """The answer goes back to the step; what is not right is shown there, with what was typed."""
    if request.method == "POST" and form.is_valid() and succeeds(form, act):
        messages.success(request, done)
        return redirect("wall:step", pk=step.pk)
    if request.method != "POST":
        return redirect("wall:step", pk=step.pk)
    return _show(request, step, form)


def _facts(step: Step) -> list[tuple[str, str]]:
    said = step.contribution.text if step.contribution else ""
    return [
        (_("Wie"), str(step.task.owner or "")), (_("Klaar op"), date_format(local(step.task.due_at), "l j F Y")),
        (_("De vraag was"), step.evening.question), (_("Iemand zei"), said),
    ]  # fmt: skip


def _show(request: KortelijnRequest, step: Step, wrong: django_forms.Form | None = None) -> HttpResponse:
    kinds: dict[str, type[django_forms.Form]] = {"done": DoneForm, "later": LaterForm, "drop": DropForm}
    forms = {name: wrong if isinstance(wrong, kind) else kind() for name, kind in kinds.items()}
    tone, icon = STATES[step.state]
    open_now = step.task.is_open
    page = {
        "step": step, "forms": forms, "state": state_words(step), "tone": tone, "icon": icon, "wrong": wrong,
        "holder": holders_of([step.task.owner_id]).get(step.task.owner_id),
        "mine": open_now and may(request.actor, "wall.finish_step", step),
        "facts": _facts(step), "may_drop": open_now and may(request.actor, "wall.drop_step", step),
    }  # fmt: skip
    return render(request, "wall/step.html", page, status=422 if wrong is not None else 200)
