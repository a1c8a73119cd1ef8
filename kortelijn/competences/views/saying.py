"""What somebody says of the own competence, what the network wants, and what a seat asks."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from kortelijn.competences import actions, queries
from kortelijn.competences.forms import AsksForm, MineForm, WantedForm
from kortelijn.competences.learning.actions import say_list
from kortelijn.competences.models import Wanted
from kortelijn.competences.views.asking import known, network_of, succeeds, tries
from kortelijn.competences.views.overview import competence_page
from kortelijn.kernel.screens import KortelijnRequest, screen
from kortelijn.parties.models import Seat


@screen("competences.say")
def mine(request: KortelijnRequest) -> HttpResponse:
    """The own list: what I can, what colleagues may see, and what I want to learn."""
    learning = queries.joined_by(request.actor)
    skills, asked = queries.skills_of(request.actor), queries.asked_of(request.actor.seat_id)
    form = MineForm(request.POST or None, skills=skills, learning=learning, asked=asked)
    done = _("Bewaard. U kunt dit altijd veranderen.")
    act = lambda: say_list(  # noqa: E731
        request.actor, network_of(request), form.said, learn=form.learn, leave=form.leave
    )
    if form.is_valid() and succeeds(request, form, act, done):
        return redirect("competences:overview")
    page = {"form": form, "to_confirm": queries.to_confirm(request.actor)}
    return render(request, "competences/mine.html", page, status=422 if form.errors else 200)


@screen("competences.want")
def want(request: KortelijnRequest, code: str) -> HttpResponse:
    """Mark as needed, with how many and why."""
    known(code)
    form = WantedForm(request.POST or None)
    if request.method != "POST":
        return redirect("competences:competence", code=code)
    network, done = network_of(request), _("Dit staat op de lijst van wat het netwerk nodig heeft.")
    act = lambda: actions.want(request.actor, network, competence=code, **form.cleaned_data)  # noqa: E731
    if form.is_valid() and succeeds(request, form, act, done):
        return redirect("competences:competence", code=code)
    return render(request, "competences/competence.html", competence_page(request, code, form), status=422)


@screen("competences.want", methods=("POST",))
def stop_wanting(request: KortelijnRequest, code: str) -> HttpResponse:
    """Not on the list any more."""
    wanted = get_object_or_404(Wanted.objects.visible_to(request.actor).select_related("network"), competence=code)
    tries(request, lambda: actions.stop_wanting(request.actor, wanted), _("Dit staat niet meer op de lijst."))
    return redirect("competences:competence", code=code)


@screen("competences.ask_of_seat", of=Seat)
def seat(request: KortelijnRequest, seat: Seat) -> HttpResponse:
    """What a seat asks of whoever sits on it."""
    form = AsksForm(request.POST or None, initial={"competences": queries.asked_of(seat.pk)})
    done = _("Bewaard: dit vraagt de plek, ook van wie er later komt.")
    act = lambda: actions.ask_of_seat(request.actor, seat, form.cleaned_data["competences"])  # noqa: E731
    if form.is_valid() and succeeds(request, form, act, done):
        return redirect("competences:overview")
    page = {"form": form, "seat": seat}
    return render(request, "competences/seat.html", page, status=422 if form.errors else 200)
