"""What the network learns from what is asked."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from kortelijn.finding.questions import quarter_words, questions_of
from kortelijn.kernel.screens import KortelijnRequest, screen
from kortelijn.parties.models import Network


@screen("finding.see_questions", methods=("GET", "HEAD"))
def questions(request: KortelijnRequest) -> HttpResponse:
    """A year of questions: the gaps first, then what is asked most."""
    network = get_object_or_404(Network, pk=request.actor.network_id)
    found = questions_of(network)
    quarters = [quarter_words(day) for day in found.quarters]
    return render(request, "finding/questions.html", {"network": network, "found": found, "quarters": quarters})
