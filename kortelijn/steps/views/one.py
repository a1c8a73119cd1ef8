"""One step: what was promised, by whom, and how it ends."""

from collections.abc import Callable

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kortelijn.kernel.clock import local
from kortelijn.kernel.errors import Refused
from kortelijn.kernel.policy import may
from kortelijn.kernel.screens import KortelijnRequest, screen
from kortelijn.kernel.told import told
from kortelijn.steps import actions
from kortelijn.steps.forms import DoneForm, DropForm, LaterForm
from kortelijn.steps.models import Step
from kortelijn.steps.queries import cards_of


@screen("steps.see", of=Step, methods=("GET", "HEAD"))
def step(request: KortelijnRequest, step: Step) -> HttpResponse:
    """What was promised, and for whoever promised it: begin, done, later, or not."""
    return _show(request, step)


@screen("steps.begin", of=Step, methods=("POST",))
def begin(request: KortelijnRequest, step: Step) -> HttpResponse:
    """It is worked on now."""
    try:
        actions.begin_step(request.actor, step)
        messages.success(request, _("Aan de slag. Collega’s zien dat u ermee bezig bent."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("steps:step", pk=step.pk)


@screen("steps.finish", of=Step)
def finish(request: KortelijnRequest, step: Step) -> HttpResponse:
    """It is done, with what came of it."""
    form = DoneForm(request.POST or None)
    done = _("Mooi. Iedereen in het netwerk kan zien wat het opleverde.")
    return _ask(
        request, step, form, lambda: actions.finish_step(request.actor, step, form.cleaned_data["result"]), done
    )


@screen("steps.put_off", of=Step)
def put_off(request: KortelijnRequest, step: Step) -> HttpResponse:
    """It takes longer."""
    form = LaterForm(request.POST or None)
    return _ask(
        request, step, form, lambda: actions.put_off_step(request.actor, step, form.cleaned_data["until"]),
        _("De nieuwe dag staat erbij."),
    )  # fmt: skip


@screen("steps.drop", of=Step)
def drop(request: KortelijnRequest, step: Step) -> HttpResponse:
    """It does not happen, and why."""
    form = DropForm(request.POST or None)
    return _ask(
        request, step, form, lambda: actions.drop_step(request.actor, step, form.cleaned_data["reason"]),
        _("Duidelijk. De stap is gestopt, met de reden erbij."),
    )  # fmt: skip


def _ask(
    request: KortelijnRequest, step: Step, form: django_forms.Form, act: Callable[[], object], done: str
) -> HttpResponse:
    """The answer goes back to the step; what is not right is shown there, with what was typed."""
    if request.method != "POST":
        return redirect("steps:step", pk=step.pk)
    if form.is_valid():
        try:
            act()
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, done)
            return redirect("steps:step", pk=step.pk)
    return _show(request, step, form)


def _show(request: KortelijnRequest, step: Step, wrong: django_forms.Form | None = None) -> HttpResponse:
    kinds: dict[str, type[django_forms.Form]] = {"done": DoneForm, "later": LaterForm, "drop": DropForm}
    forms = {name: wrong if isinstance(wrong, kind) else kind() for name, kind in kinds.items()}
    card, going = cards_of([step])[0], step.task.is_open
    page = {
        "step": step, "card": card, "forms": forms, "facts": _facts(step), "history": told([step.pk]),
        "mine": going and may(request.actor, "steps.finish", step),
        "may_begin": step.state == Step.State.NEXT and may(request.actor, "steps.begin", step),
        "may_drop": going and may(request.actor, "steps.drop", step),
    }  # fmt: skip
    return render(request, "steps/step.html", page, status=422 if wrong is not None else 200)


def _facts(step: Step) -> list[tuple[str, str]]:
    facts = [(_("Waarom"), step.why), (_("Wie"), str(step.task.owner or ""))]
    if step.task.is_open:
        facts.append((_("Klaar op"), date_format(local(step.task.due_at), "l j F Y")))
    return [(term, value) for term, value in facts if value]
