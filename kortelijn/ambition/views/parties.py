"""What each party comes to bring and to get, and where that meets or clashes."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kortelijn.ambition import actions, meeting
from kortelijn.ambition.forms import InterestForm
from kortelijn.ambition.models import Goal, Interest, Point
from kortelijn.ambition.queries import noted, parties_of
from kortelijn.ambition.speaking import actions as speaking
from kortelijn.ambition.views.acting import done, network_of, party_in, tapped
from kortelijn.kernel.policy import may, require
from kortelijn.kernel.screens import KortelijnRequest, screen
from kortelijn.kernel.told import told
from kortelijn.parties.models import Network
from kortelijn.parties.queries import taking_part

LONGEST_STEP, LONGEST_WHY = 160, 300


@screen("ambition.see", methods=("GET", "HEAD"))
def parties(request: KortelijnRequest) -> HttpResponse:
    """Everybody who takes part, with what they said of themselves."""
    page = {"parties": parties_of(network_of(request)), "own": request.actor.organization_id}
    return render(request, "ambition/parties.html", page)


@screen("ambition.see")
def party(request: KortelijnRequest, party: UUID) -> HttpResponse:
    """One party; who belongs to it says what it brings and gets, or confirms what was written for it."""
    network = network_of(request)
    organization = party_in(network, party)
    may_speak, own = may(request.actor, "ambition.speak", organization), request.actor.organization_id == party
    form = InterestForm(request.POST or None, initial={"side": Interest.Side.BRINGS})
    if request.method == "POST":
        require(request.actor, "ambition.speak", organization)
    if request.method == "POST" and done(
        request, form, lambda: speaking.speak(request.actor, network, organization, **form.cleaned_data),
        _("Het staat erbij.") if own else _("Het staat erbij. Het wacht op een ja van deze partij."),
    ):  # fmt: skip
        return redirect("ambition:party", party=party)
    said = next(each for each in parties_of(network) if each.organization.pk == party)
    keys = [each.pk for each in (*said.brings, *said.gets, *said.worries)]
    sides = list(zip(Interest.Side, (said.brings, said.gets, said.worries), strict=True))
    page = {"said": said, "sides": sides, "own": own, "may_speak": may_speak, "form": form, "history": told(keys)}
    return render(request, "ambition/party.html", page, status=422 if form.is_bound else 200)


@screen("ambition.confirm", of=Interest, methods=("POST",))
def confirm(request: KortelijnRequest, interest: Interest) -> HttpResponse:
    """Yes, so it is."""
    tapped(request, lambda: speaking.confirm(request.actor, interest), _("Dank u. Het telt nu als uw eigen woord."))
    return redirect("ambition:party", party=interest.organization_id)


@screen("ambition.speak", of=Interest, methods=("POST",))
def withdraw(request: KortelijnRequest, interest: Interest) -> HttpResponse:
    """It is so no longer."""
    tapped(request, lambda: speaking.withdraw(request.actor, interest), _("Het is weg."))
    return redirect("ambition:party", party=interest.organization_id)


@screen("ambition.see", methods=("GET", "HEAD"))
def matrix(request: KortelijnRequest) -> HttpResponse:
    """Where interests meet and where they clash."""
    network = network_of(request)
    interests, goals = _all(network)
    open_points = Point.objects.open().filter(network=network, interest__isnull=False)
    made = {each.point.interest_id: each for each in noted(list(open_points))}
    page = {
        "lines": meeting.lines(interests, goals), "lacking": meeting.lacking(interests),
        "chances": [(each, made.get(each.wish.pk)) for each in meeting.chances(interests)],
        "clashes": [(each, made.get(each.worry.pk)) for each in meeting.clashes(interests, goals)],
    }  # fmt: skip
    return render(request, "ambition/matrix.html", page)


@screen("ambition.note_point", of=Interest, methods=("POST",))
def take(request: KortelijnRequest, interest: Interest) -> HttpResponse:
    """A chance or an obstacle that the matrix shows goes on the canvas, and on to its first step."""
    network = network_of(request)
    interests, goals = _all(network)
    chance = next((each for each in meeting.chances(interests) if each.wish.pk == interest.pk), None)
    clash = next((each for each in meeting.clashes(interests, goals) if each.worry.pk == interest.pk), None)
    found = chance or clash
    if found is None:
        raise Http404
    kind = Point.Kind.CHANCE if chance else Point.Kind.OBSTACLE
    what = found.sentence[:LONGEST_WHY]
    point = actions.note_point(request.actor, network, kind=kind, what=what, interest=interest)
    begin = {"what": found.step[:LONGEST_STEP], "why": what, "herkomst": f"ambition.point:{point.pk}"}
    return redirect(f"{reverse('steps:new')}?{urlencode(begin)}")


def _all(network: Network) -> tuple[list[Interest], list[Goal]]:
    rows = Interest.objects.standing().filter(network=network, organization__in=taking_part(network.pk))
    interests = rows.select_related("organization")
    return list(interests), list(Goal.objects.filter(network=network).going())
