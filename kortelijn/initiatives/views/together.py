"""People are brought together: what is offered, what is answered, who meets whom."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kortelijn.initiatives import actions
from kortelijn.initiatives.forms import AnswerForm, IntroduceForm, OfferForm, OutcomeForm
from kortelijn.initiatives.models import Ask, Initiative, Introduction, Offer
from kortelijn.kernel.errors import NotAllowed, Refused
from kortelijn.kernel.policy import may
from kortelijn.kernel.screens import KortelijnRequest, screen
from kortelijn.parties.queries import holders_of


@screen("initiatives.offer", of=Ask)
def offer(request: KortelijnRequest, ask: Ask) -> HttpResponse:
    """“Wij hebben …”."""
    form = OfferForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.offer(request.actor, ask, form.cleaned_data["note"])
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Dank u. De contactpersoon krijgt uw aanbod en geeft antwoord."))
            return redirect("initiatives:initiative", pk=ask.initiative_id)
    page = {"form": form, "ask": ask, "initiative": ask.initiative}
    return render(request, "initiatives/offer.html", page, status=422 if form.is_bound else 200)


@screen("initiatives.see_offer", of=Offer)
def answer(request: KortelijnRequest, made: Offer) -> HttpResponse:
    """What is offered, and the answer to it."""
    may_answer = may(request.actor, "initiatives.answer", made)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and not may_answer:
        raise NotAllowed("initiatives.answer")
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        actions.answer_offer(request.actor, made, accepted=data["accepted"] == "ja", words=data["words"])
        messages.success(request, _("Uw antwoord is verstuurd."))
        return redirect("initiatives:initiative", pk=made.ask.initiative_id)
    page = {"form": form, "offer": made, "who": holders_of([made.seat_id]).get(made.seat_id), "may_answer": may_answer}
    return render(request, "initiatives/answer.html", page, status=422 if form.is_bound else 200)


@screen("initiatives.introduce", of=Initiative)
def introduce(request: KortelijnRequest, initiative: Initiative) -> HttpResponse:
    """Bring it together with another one."""
    other = _other(request)
    form = IntroduceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.introduce(request.actor, initiative, other, form.cleaned_data["note"])
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Gevraagd. Zij zien het bij Vandaag en maken een afspraak."))
            return redirect("initiatives:initiative", pk=initiative.pk)
    page = {"form": form, "one": initiative, "other": other, "who": _contacts(initiative, other)}
    return render(request, "initiatives/introduce.html", page, status=422 if form.is_bound else 200)


@screen("initiatives.see_introduction", of=Introduction)
def meet(request: KortelijnRequest, made: Introduction) -> HttpResponse:
    """The two of them, whom to call, and what came of it."""
    may_tell = may(request.actor, "initiatives.tell_outcome", made)
    form = OutcomeForm(request.POST or None)
    if request.method == "POST" and not may_tell:
        raise NotAllowed("initiatives.tell_outcome")
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        actions.tell_outcome(request.actor, made, outcome=data["outcome"], lesson=data["lesson"])
        messages.success(request, _("Vastgelegd. Het staat bij allebei."))
        return redirect("initiatives:initiative", pk=made.first_id)
    page = {"form": form, "made": made, "may_tell": may_tell, "who": _contacts(made.first, made.second)}
    return render(request, "initiatives/meet.html", page, status=422 if form.is_bound else 200)


def _other(request: KortelijnRequest) -> Initiative:
    try:
        wanted = UUID(request.GET.get("met", ""))
    except ValueError:
        raise Http404("met") from None
    found = Initiative.objects.visible_to(request.actor).filter(pk=wanted).first()
    if found is None:
        raise Http404("met")
    return found


def _contacts(*initiatives: Initiative) -> list[dict[str, object]]:
    holders = holders_of(each.contact_id for each in initiatives)
    return [{"initiative": each, "seat": each.contact, "person": holders.get(each.contact_id)} for each in initiatives]
