"""The canvas: what we want to reach together, how far we are, what helps and what stands in the way."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kortelijn.ambition import actions
from kortelijn.ambition.forms import CourseForm, EndForm, PointForm, SettleForm
from kortelijn.ambition.models import NOTHING, Course, Goal, Interest, Point
from kortelijn.ambition.queries import goals_of, noted, parties_of
from kortelijn.ambition.views.acting import done, network_of, tapped
from kortelijn.kernel.policy import may
from kortelijn.kernel.screens import KortelijnRequest, screen
from kortelijn.kernel.told import told


@screen("ambition.see", methods=("GET", "HEAD"))
def course(request: KortelijnRequest) -> HttpResponse:
    """What holds now."""
    network = network_of(request)
    points = noted(list(Point.objects.filter(network=network).order_by("closed_at", "-made_at")[:40]))
    parties = parties_of(network)
    page = {
        "course": Course.objects.current().filter(network=network).first(),
        "draft": Course.objects.drafts().filter(network=network).first(),
        "goals": goals_of(network.pk), "spoken": sum(not each.is_silent for each in parties), "parties": len(parties),
        "chances": [each for each in points if each.point.kind == Point.Kind.CHANCE],
        "obstacles": [each for each in points if each.point.kind == Point.Kind.OBSTACLE],
        "may_draft": may(request.actor, "ambition.draft"),
        "may_see_as_partner": may(request.actor, "ambition.see_as_partner"),
    }  # fmt: skip
    return render(request, "ambition/course.html", page)


@screen("ambition.draft")
def write(request: KortelijnRequest) -> HttpResponse:
    """Write at the next version."""
    network = network_of(request)
    now = Course.objects.filter(network=network).first()  # the draft when there is one, else what holds
    begin = {"aim": now.aim, "for_whom": now.for_whom, "why": "" if now.settled_at else now.why} if now else {}
    begin["seen"] = now.mark if now else NOTHING
    form = CourseForm(request.POST or None, initial=begin)
    if done(request, form, lambda: actions.draft_course(request.actor, network, **form.cleaned_data),
            _("Bewaard als concept. Iedereen in het netwerk kan meelezen.")):  # fmt: skip
        return redirect("ambition:history")
    return render(request, "ambition/write.html", {"form": form}, status=422 if form.is_bound else 200)


@screen("ambition.see", methods=("GET", "HEAD"))
def history(request: KortelijnRequest) -> HttpResponse:
    """Every version, and what happened to the course and its goals."""
    return _versions(request)


@screen("ambition.draft", of=Course)
def settle(request: KortelijnRequest, course: Course) -> HttpResponse:
    """This is the course from now on."""
    form = SettleForm(request.POST or None)
    if request.method != "POST":
        return redirect("ambition:history")
    if done(request, form, lambda: actions.settle_course(request.actor, course, **form.cleaned_data),
            _("Vastgesteld. Dit is vanaf nu de koers.")):  # fmt: skip
        return redirect("ambition:course")
    return _versions(request, form)


@screen("ambition.draft", of=Course, methods=("POST",))
def drop(request: KortelijnRequest, course: Course) -> HttpResponse:
    """The draft does not go through."""
    tapped(request, lambda: actions.drop_draft(request.actor, course), _("Het concept is weg. De koers bleef."))
    return redirect("ambition:history")


def _versions(request: KortelijnRequest, wrong: SettleForm | None = None) -> HttpResponse:
    versions = list(Course.objects.visible_to(request.actor))
    seen = next((each.mark for each in versions if not each.settled_at), "")
    goals = Goal.objects.filter(network=request.actor.network_id).values_list("pk", flat=True)
    page = {
        "versions": versions, "history": told([*(each.pk for each in versions), *goals]),
        "form": wrong or SettleForm(initial={"seen": seen}), "may_draft": may(request.actor, "ambition.draft"),
    }  # fmt: skip
    return render(request, "ambition/history.html", page, status=422 if wrong else 200)


@screen("ambition.note_point")
def new_point(request: KortelijnRequest) -> HttpResponse:
    """Somebody sees a chance or an obstacle."""
    network = network_of(request)
    form = PointForm(request.POST or None, initial={"kind": request.GET.get("soort", Point.Kind.OBSTACLE)})
    if done(request, form, lambda: actions.note_point(request.actor, network, **form.cleaned_data),
            _("Het staat op de koers. Maak er een stap van, dan gebeurt er iets.")):  # fmt: skip
        return redirect("ambition:course")
    return render(request, "ambition/new_point.html", {"form": form}, status=422 if form.is_bound else 200)


@screen("ambition.see", of=Point, methods=("GET", "HEAD"))
def point(request: KortelijnRequest, point: Point) -> HttpResponse:
    """One chance or obstacle, and what is done with it."""
    return _point(request, point)


@screen("ambition.draft", of=Point)
def close(request: KortelijnRequest, point: Point) -> HttpResponse:
    """It leaves the canvas, with how it went."""
    if request.method != "POST":
        return redirect("ambition:point", pk=point.pk)
    form = EndForm(request.POST)
    if done(request, form, lambda: actions.close_point(request.actor, point, form.cleaned_data["result"]),
            _("Het is afgesloten. De uitkomst staat erbij.")):  # fmt: skip
        return redirect("ambition:course")
    return _point(request, point, form)


def _point(request: KortelijnRequest, point: Point, wrong: EndForm | None = None) -> HttpResponse:
    said = Interest.objects.select_related("organization").filter(points=point).first()
    page = {
        "noted": noted([point])[0], "said": said, "history": told([point.pk]), "form": wrong or EndForm(),
        "may_close": point.closed_at is None and may(request.actor, "ambition.draft", point),
    }  # fmt: skip
    return render(request, "ambition/point.html", page, status=422 if wrong else 200)
