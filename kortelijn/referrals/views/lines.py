"""My lines, one line, and every step on it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from kortelijn.finding.forms import key_in
from kortelijn.kernel.clock import now
from kortelijn.kernel.screens import KortelijnRequest, screen, show
from kortelijn.kernel.working_days import after_working_days
from kortelijn.referrals import actions, undoing
from kortelijn.referrals.forms import lines as forms
from kortelijn.referrals.line_list import lines_of
from kortelijn.referrals.line_page import line_page
from kortelijn.referrals.models import Referral
from kortelijn.referrals.queries import outcome_days
from kortelijn.referrals.views.steps import ask, tap
from kortelijn.tasks import actions as tasks

READ_ONLY = ("GET", "HEAD")


@screen("referrals.see_mine", methods=READ_ONLY)
def my_lines(request: KortelijnRequest) -> HttpResponse:
    """The lines that my seat sent or holds, page by page."""
    page = lines_of(request.actor, request.GET)
    show(request, *[row["referral"] for row in page["rows"]])
    return render(request, "referrals/lines.html", page)


@screen("referrals.see", of=Referral, methods=READ_ONLY)
def line(request: KortelijnRequest, referral: Referral) -> HttpResponse:
    """One line: where it is, what to do next, what happened."""
    return render(request, "referrals/line.html", line_page(request.actor, referral))


@screen("referrals.take_up", of=Referral)
def take_up(request: KortelijnRequest, referral: Referral) -> HttpResponse:
    """Mine to do."""
    done = _("Opgepakt. Wie verwees, weet dat nu ook.")
    return tap(request, referral, lambda: actions.take_up(request.actor, referral), done)


@screen("referrals.log_attempt", of=Referral)
def attempt(request: KortelijnRequest, referral: Referral) -> HttpResponse:
    """Somebody tried to reach the resident."""
    form = forms.AttemptForm(request.POST or None)
    return ask(
        request, referral, form,
        lambda data: actions.log_attempt(request.actor, referral, **data), _("Vastgelegd."),
    )  # fmt: skip


@screen("referrals.undo", of=Referral, methods=("POST",))
def undo(request: KortelijnRequest, referral: Referral) -> HttpResponse:
    """What I recorded just now was a mistake."""
    step = key_in(request.POST.get("stap", ""))
    done = _("Ongedaan gemaakt. De lijn staat weer zoals daarvoor.")
    return tap(request, referral, lambda: undoing.undo(request.actor, referral, step), done)


@screen("referrals.plan", of=Referral)
def plan(request: KortelijnRequest, referral: Referral) -> HttpResponse:
    """An appointment."""
    form = forms.PlanForm(request.POST or None)
    return ask(
        request, referral, form, lambda data: actions.plan(request.actor, referral, **data), _("De afspraak staat.")
    )


@screen("referrals.record_outcome", of=Referral)
def outcome(request: KortelijnRequest, referral: Referral) -> HttpResponse:
    """How it ended."""
    form, done = forms.OutcomeForm(request.POST or None), _("De lijn is afgesloten. Wie verwees, leest wat ervan kwam.")
    return ask(request, referral, form, lambda data: actions.record_outcome(request.actor, referral, **data), done)


@screen("referrals.give_back", of=Referral)
def give_back(request: KortelijnRequest, referral: Referral) -> HttpResponse:
    """It does not fit, or there is no room."""
    form, done = forms.GiveBackForm(request.POST or None), _("Teruggegeven. Wie verwees, kijkt er opnieuw naar.")
    return ask(request, referral, form, lambda data: actions.record_outcome(request.actor, referral, **data), done)


@screen("referrals.pause", of=Referral)
def pause(request: KortelijnRequest, referral: Referral) -> HttpResponse:
    """Wait until a day."""
    form, done = forms.PauseForm(request.POST or None), _("Gepauzeerd. Op die dag staat de lijn weer op uw lijst.")
    return ask(request, referral, form, lambda data: tasks.pause(request.actor, referral.task, **data), done)


@screen("referrals.pause", of=Referral)
def resume(request: KortelijnRequest, referral: Referral) -> HttpResponse:
    """Go on after a pause: to call within a day, or to bring it to an end."""
    days = outcome_days(referral) if referral.first_contact_at else 1
    due_at = after_working_days(now(), days)
    return tap(
        request, referral, lambda: tasks.resume(request.actor, referral.task, due_at=due_at), _("U kunt weer verder.")
    )


@screen("referrals.take_over", of=Referral)
def take_over(request: KortelijnRequest, referral: Referral) -> HttpResponse:
    """It was late, I was told, I do it now."""
    return tap(request, referral, lambda: tasks.take_over(request.actor, referral.task), _("U heeft het overgenomen."))


@screen("referrals.withdraw", of=Referral)
def withdraw(request: KortelijnRequest, referral: Referral) -> HttpResponse:
    """Whoever sent it calls it off."""
    form, done = forms.WithdrawForm(request.POST or None), _("Ingetrokken. Er belt niemand meer.")
    return ask(request, referral, form, lambda data: actions.withdraw(request.actor, referral, **data), done)


@screen("referrals.correct_phone", of=Referral)
def correct_phone(request: KortelijnRequest, referral: Referral) -> HttpResponse:
    """Whoever sent it gives the right number."""
    form, done = forms.PhoneForm(request.POST or None), _("Doorgegeven. Er wordt opnieuw gebeld.")
    return ask(request, referral, form, lambda data: actions.correct_phone(request.actor, referral, **data), done)
