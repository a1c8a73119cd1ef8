"""Where one can walk in, for everybody."""

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, render

from kortelijn.kernel.access import READ_METHODS
from kortelijn.kernel.clock import today as this_day
from kortelijn.kernel.screens import public
from kortelijn.parties.models import Network
from kortelijn.rota.pages import day_asked, day_page

WHY = "where one can walk in is for everybody; a name is shown only of who agreed to that"


@public(WHY)
def today(request: HttpRequest, slug: str) -> HttpResponse:
    """Who sits where today, or on another day."""
    if request.method not in READ_METHODS:
        return HttpResponseNotAllowed(READ_METHODS)
    network = get_object_or_404(Network, slug=slug)
    page = day_page(network, day_asked(request.GET.get("dag"), this_day()), for_everybody=True)
    return render(request, "rota/public.html", page)
