"""Stories on screen: what there is to hear, one story, and how it is made, said yes to and taken back."""

from typing import Any
from uuid import UUID

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from kortelijn.kernel.actor import PUBLIC, Actor
from kortelijn.kernel.errors import Refused
from kortelijn.kernel.screens import KortelijnRequest, public, screen
from kortelijn.parties.language import open_in_that_of
from kortelijn.voices import actions
from kortelijn.voices.cues import webvtt
from kortelijn.voices.forms import FaceForm, SoundForm, TellForm, TimesForm, WordsForm, YesForm
from kortelijn.voices.models import Story
from kortelijn.voices.queries import being_made, published_in
from kortelijn.voices.ranges import portrait_response, sound_response
from kortelijn.voices.standing import standing_of

PER_PAGE = 12
WHY = "a published story is for everybody: the speaker said yes to that; what is being made is found by nobody else"
# Listening back to what is not sent yet.
LISTEN_BACK = csp_update({"media-src": [SELF, "blob:"]})


@screen("voices.see_list", methods=("GET", "HEAD"))
def stories(request: KortelijnRequest) -> HttpResponse:
    """What there is to hear, and what is not ready yet."""
    found = Paginator(published_in(request.actor.network_id), PER_PAGE).get_page(request.GET.get("pagina"))
    return render(request, "voices/list.html", {"page": found, "drafts": being_made(request.actor)})


@LISTEN_BACK
@screen("voices.tell")
def tell(request: KortelijnRequest) -> HttpResponse:
    """A new story: who tells, what about, and the sound."""
    form = TellForm(request.POST or None, request.FILES or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        tenure, data = form.chosen, form.cleaned_data
        try:
            made = actions.begin_story(
                request.actor, tenure.seat, tenure.person, data["sound"],
                title=data["title"], speaker_role=tenure.seat.title,
            )  # fmt: skip
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Het geluid staat erin. Schrijf nu op wat er gezegd wordt."))
            return redirect("voices:write", pk=made.pk)
    return render(request, "voices/tell.html", {"form": form}, status=422 if form.is_bound else 200)


@screen("voices.see", of=Story, methods=("GET", "HEAD"))
def story(request: KortelijnRequest, story: Story) -> HttpResponse:
    """One story: the player beside the words; while it is being made, what is still missing."""
    return _show(request, story, YesForm())


def _show(request: KortelijnRequest, story: Story, form: YesForm) -> HttpResponse:
    standing = standing_of(request.actor, story)
    context: dict[str, Any] = {"story": story, "standing": standing, "form": form}
    return render(request, "voices/story.html", context, status=422 if form.is_bound else 200)


@screen("voices.change", of=Story)
def write(request: KortelijnRequest, story: Story) -> HttpResponse:
    """The words beside the sound."""
    form = WordsForm(request.POST or None, story=story)
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_story(request.actor, story, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("De tekst is bewaard."))
            return redirect("voices:story", pk=story.pk)
    page = {"form": form, "story": story}
    return render(request, "voices/write.html", page, status=422 if form.is_bound else 200)


@LISTEN_BACK
@screen("voices.change", of=Story)
def again(request: KortelijnRequest, story: Story) -> HttpResponse:
    """Another take."""
    form = SoundForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        actions.replace_sound(request.actor, story, form.cleaned_data["sound"])
        messages.success(request, _("Het nieuwe geluid staat erin. Kijk na of de tekst nog klopt."))
        return redirect("voices:write", pk=story.pk)
    page = {"form": form, "story": story}
    return render(request, "voices/again.html", page, status=422 if form.is_bound else 200)


@screen("voices.change", of=Story)
def times(request: KortelijnRequest, story: Story) -> HttpResponse:
    """When each paragraph begins, set while listening."""
    form = TimesForm(request.POST or None, story=story)
    if request.method == "POST" and form.is_valid():
        try:
            actions.time_story(request.actor, story, form.times, seen=form.cleaned_data["seen"])
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("De tekst loopt nu mee met het geluid."))
            return redirect("voices:story", pk=story.pk)
    page = {"form": form, "story": story}
    return render(request, "voices/times.html", page, status=422 if form.is_bound else 200)


@screen("voices.change", of=Story)
def face(request: KortelijnRequest, story: Story) -> HttpResponse:
    """A picture of who tells."""
    form = FaceForm(request.POST or None, request.FILES or None, story=story)
    if request.method == "POST" and form.is_valid():
        try:
            actions.show_face(request.actor, story, form.cleaned_data["face"])
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("De foto staat erbij."))
            return redirect("voices:story", pk=story.pk)
    page = {"form": form, "story": story}
    return render(request, "voices/face.html", page, status=422 if form.is_bound else 200)


@screen("voices.withdraw", of=Story, methods=("POST",))
def hide_face(request: KortelijnRequest, story: Story) -> HttpResponse:
    """Initials again."""
    actions.hide_face(request.actor, story)
    messages.success(request, _("De foto is gewist."))
    return redirect("voices:story", pk=story.pk)


@screen("voices.change", of=Story, methods=("POST",))
def ask(request: KortelijnRequest, story: Story) -> HttpResponse:
    """Ask who tells for a yes."""
    actions.ask_for_yes(request.actor, story)
    messages.success(request, _("Gevraagd. Wie vertelt, ziet het bij Vandaag en krijgt een mail."))
    return redirect("voices:story", pk=story.pk)


@screen("voices.say_yes", of=Story, methods=("POST",))
def say_yes(request: KortelijnRequest, story: Story) -> HttpResponse:
    """Who speaks agrees; from then on everybody may hear it."""
    form = YesForm(request.POST)
    if not form.is_valid():
        return _show(request, story, form)
    actions.say_yes(request.actor, story, seen=form.cleaned_data["seen"])
    messages.success(request, _("Uw verhaal is nu te horen. U kunt het altijd weer intrekken."))
    return redirect("voices:story", pk=story.pk)


@screen("voices.say_yes", of=Story, methods=("POST",))
def prolong(request: KortelijnRequest, story: Story) -> HttpResponse:
    """It may stand two years more."""
    actions.prolong(request.actor, story)
    messages.success(request, _("Uw verhaal blijft nog twee jaar staan."))
    return redirect("voices:story", pk=story.pk)


@screen("voices.withdraw", of=Story, methods=("POST",))
def withdraw(request: KortelijnRequest, story: Story) -> HttpResponse:
    """Gone at once."""
    actions.withdraw(request.actor, story)
    messages.success(request, _("Het verhaal is ingetrokken. Geluid, tekst en foto zijn gewist."))
    return redirect("voices:list")


@public(WHY)
def listen(request: HttpRequest, story: UUID) -> HttpResponse:
    """One story for everybody, without logging in."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    rows = Story.objects.published().of_everybody().select_related("network")
    found = get_object_or_404(rows, pk=story)
    open_in_that_of(request, found.network)
    return render(request, "voices/listen.html", {"story": found})


@public(WHY)
def sound(request: HttpRequest, story: UUID) -> HttpResponse:
    """The sound itself, whole or in part."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    actor: Actor = getattr(request, "actor", PUBLIC)
    return sound_response(request, get_object_or_404(Story.objects.audible_to(actor).exclude(digest=""), pk=story))


@public(WHY)
def portrait(request: HttpRequest, story: UUID) -> HttpResponse:
    """What who tells looks like."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    actor: Actor = getattr(request, "actor", PUBLIC)
    return portrait_response(
        request, get_object_or_404(Story.objects.audible_to(actor).exclude(face_digest=""), pk=story)
    )


@public(WHY)
def captions(request: HttpRequest, story: UUID) -> HttpResponse:
    """The words with their times, for the player of whoever listens."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    actor: Actor = getattr(request, "actor", PUBLIC)
    found = get_object_or_404(Story.objects.audible_to(actor).exclude(digest=""), pk=story)
    answer = HttpResponse(webvtt(found.spoken), content_type="text/vtt; charset=utf-8")
    patch_cache_control(answer, no_cache=True, private=True)
    return answer
