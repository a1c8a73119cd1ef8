"""My own picture, and what I can do about it; nobody sees that of another."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kortelijn.kernel.errors import Refused
from kortelijn.kernel.policy import may
from kortelijn.kernel.screens import KortelijnRequest, screen
from kortelijn.parties.models import Network, Seat
from kortelijn.ties import actions
from kortelijn.ties.asking import open_round
from kortelijn.ties.drawing import drawing_of
from kortelijn.ties.forms import AboutForm, CapacityForm
from kortelijn.ties.models import Answer
from kortelijn.ties.picture import LAYERS, Picture, picture_of


def _network(request: KortelijnRequest) -> Network:
    return Seat.objects.select_related("network").get(pk=request.actor.own_seat).network


def _page(request: KortelijnRequest, form: CapacityForm | None = None) -> HttpResponse:
    network, person = _network(request), request.actor.person_id
    if person is None:
        raise LookupError("who is signed in on a seat is a person")
    picture = picture_of(network, person)
    used = {strand.layer for one in picture.contacts for strand in one.strands}
    context = {
        "title": _title(picture), "load_tone": "zon" if picture.is_too_much else "",
        "picture": picture, "drawing": drawing_of(picture), "waiting": open_round(network.pk, person),
        "form": form or CapacityForm(initial={"contacts": picture.capacity}),
        "layers": [(code, label) for code, label in LAYERS.items() if code in used],
        "has_answers": Answer.objects.filter(network=network, source=person).exists(),
        "may_ask": may(request.actor, "ties.ask"),
    }  # fmt: skip
    return render(request, "ties/mine.html", context, status=422 if form else 200)


def _title(picture: Picture) -> str:
    count = len(picture.contacts)
    if not count:
        return _("Wie kent u in het netwerk?")
    return ngettext("U hebt een lijntje met één collega", "U hebt een lijntje met {count} collega's", count).format(
        count=count
    )


@screen("ties.see_mine", methods=("GET", "HEAD"))
def mine(request: KortelijnRequest) -> HttpResponse:
    """With whom I have ties, who fades, who is new."""
    return _page(request)


def _try(request: KortelijnRequest, done: str, deed: Callable[[], object]) -> HttpResponse:
    try:
        deed()
        messages.success(request, done)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("ties:mine")


@screen("ties.see_mine", methods=("POST",))
def still(request: KortelijnRequest) -> HttpResponse:
    """One tap: we still know each other."""
    form = AboutForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Kies een collega uit de lijst."))
        return redirect("ties:mine")
    about = form.cleaned_data["person"]
    done = _("Genoteerd: u kent elkaar nog.")
    return _try(request, done, lambda: actions.still_know(request.actor, _network(request), about))


@screen("ties.see_mine", methods=("POST",))
def capacity(request: KortelijnRequest) -> HttpResponse:
    """How many contacts I can keep up."""
    form = CapacityForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    contacts = form.cleaned_data["contacts"]
    done = _("Bewaard. Wordt het meer dan dat, dan ziet u het hier.")
    return _try(request, done, lambda: actions.state_capacity(request.actor, _network(request), contacts))


@screen("ties.see_mine", methods=("POST",))
def erase(request: KortelijnRequest) -> HttpResponse:
    """Take back everything I answered."""
    return _try(request, _("Uw antwoorden zijn gewist."),
                lambda: actions.withdraw_mine(request.actor, _network(request)))  # fmt: skip
