"""The front door, and the pages that say how we treat people's data and readers."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from kortelijn.kernel.screens import KortelijnRequest, public
from kortelijn.parties.models import Seat


@public("says what Kortelijn is, and shows three doors")
def home(request: KortelijnRequest) -> HttpResponse:
    """Whoever is signed in goes on to their own first page."""
    if not request.actor.signed_in:
        return render(request, "web/home.html")
    if not request.actor.seated:
        return render(request, "web/no_seat.html")
    return redirect("finding:search" if request.actor.has(Seat.Function.PRESCRIBES) else "web:worklist")


@public("everybody may know what happens with their data")
def privacy(request: KortelijnRequest) -> HttpResponse:
    """What is kept of whom, why, how long, and what one can ask."""
    return render(request, "web/privacy.html")


@public("everybody may know what works for whom, and where to complain")
def accessibility(request: KortelijnRequest) -> HttpResponse:
    """How accessible the product is, honestly."""
    return render(request, "web/accessibility.html")


@public("hides the pages of a library about passwords: here nobody has one, a code or a passkey lets people in")
def no_password(request: KortelijnRequest, rest: str) -> HttpResponse:
    """There is nothing here."""
    raise Http404
