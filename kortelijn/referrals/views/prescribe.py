"""From a search to a recipe that was sent."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kortelijn.directory.models import Service
from kortelijn.finding.beside import beside_the_box
from kortelijn.kernel.clock import local
from kortelijn.kernel.errors import Refused
from kortelijn.kernel.policy import may
from kortelijn.kernel.screens import KortelijnRequest, screen, show
from kortelijn.parties.models import Network, holder_of
from kortelijn.referrals.documents import spaced
from kortelijn.referrals.drafts import discard_draft, open_drafts, save_draft, send_draft, sent_with
from kortelijn.referrals.feedback import dossier_text
from kortelijn.referrals.follow_up import AFTER, after_what, carried_over, earlier_line
from kortelijn.referrals.forms.prescribe import PrescribeForm, answers, draft_of
from kortelijn.referrals.models import Draft, Referral
from kortelijn.referrals.names import in_sentence
from kortelijn.referrals.receivers import Receiver, receiver_of
from kortelijn.referrals.recipes import AskAgain
from kortelijn.referrals.steps import Step, status_steps
from kortelijn.referrals.track_record import track_record
from kortelijn.vocabulary.needs import is_known

KEY = "concept"
HEARD = "heard"  # in a draft in which nothing was typed yet: what the search heard


@screen("referrals.send")
def prescribe(request: KortelijnRequest) -> HttpResponse:
    """The recipe on one screen. Its address names the draft, so that a reload or a login comes back to it."""
    key = _key(request.GET.get(KEY))
    if key is None:
        return _begin(request, uuid4())
    if done := sent_with(request.actor, key):
        return _already(request, done)
    if request.method == "POST":
        return _answer(request, key)
    if request.POST:  # what was sent when the session was over, to look at and send
        form = PrescribeForm(request.POST)
        return _show(request, key, form, _earlier(request, form["based_on"].value()))
    draft = Draft.objects.filter(pk=key, account=request.actor.account_id).first()
    if draft and HEARD not in draft.data:
        return _show(request, key, PrescribeForm(initial=draft.data), _still_there(request, draft.data.get("based_on")))
    return _fresh(request, key, request.GET, draft.data[HEARD] if draft else [])


def _begin(request: KortelijnRequest, key: UUID) -> HttpResponse:
    """What was heard came along in the body: the draft holds it from now on, and no address."""
    heard = [code for code in request.POST.getlist("nodig") if is_known(code)]
    if request.method != "POST" and heard:  # the session was over: a GET writes no draft, but shows what came along
        return _fresh(request, key, request.POST, heard)
    if heard:
        save_draft(request.actor, key, {HEARD: heard})
    return redirect(address(key, request.POST or request.GET))


def _fresh(request: KortelijnRequest, key: UUID, given: QueryDict, heard: list[str]) -> HttpResponse:
    """Nothing was typed yet: the service and the needs that the search gave along, and what is known from before."""
    earlier = _still_there(request, given.get(AFTER))
    before = carried_over(earlier, heard) if earlier else {"heard": heard, "carried": heard}
    form = PrescribeForm(initial=before | {"service": given.get("aanbod", "")})
    return _show(request, key, form, earlier)


@screen("referrals.save_draft", methods=("POST",))
def keep_draft(request: KortelijnRequest, key: UUID) -> HttpResponse:
    """Keep what was typed so far."""
    save_draft(request.actor, key, draft_of(request.POST))
    return HttpResponse(status=204)


@screen("referrals.save_draft", methods=("POST",))
def drop_draft(request: KortelijnRequest, key: UUID) -> HttpResponse:
    """Throw away what was typed."""
    if draft := Draft.objects.filter(pk=key).first():
        discard_draft(request.actor, get_object_or_404(Draft, pk=draft.pk, account=request.actor.account_id))
    return redirect("finding:search")


@screen("referrals.read_feedback", of=Referral, methods=("GET", "HEAD"))
def sent(request: KortelijnRequest, referral: Referral) -> HttpResponse:
    """Who calls whom and by when; and what to do next."""
    holder = holder_of(referral.holder.pk)
    return render(request, "referrals/sent.html", {
        "referral": referral, "who": holder.name if holder else str(referral.holder), "due": referral.task.due_at,
        "whom": in_sentence(referral.resident.name), "steps": [_dated(step) for step in status_steps(referral)],
        "for_file": dossier_text(referral, holder),
        "code": spaced(referral.code) if may(request.actor, "referrals.print_card", referral) else "",
    })  # fmt: skip


def _dated(step: Step) -> dict[str, str]:
    at = date_format(local(step.at), "j F, G.i") if step.at else ""
    return {"label": step.label, "state": step.state, "at": at}


@beside_the_box
def lines_of_this_seat(request: KortelijnRequest) -> SafeString | None:
    """Beside the box: what became of the last lines, and the recipe that was not finished."""
    if not may(request.actor, "referrals.send"):
        return None
    context = {"record": track_record(request.actor.seat_id), "drafts": open_drafts(request.actor)}
    return render_to_string("referrals/prescribe_beside.html", context, request=request)


def _answer(request: KortelijnRequest, key: UUID) -> HttpResponse:
    form = PrescribeForm(request.POST)
    if "meekijken" in request.POST:
        return _to_the_pool(request, key)
    earlier = _earlier(request, form["based_on"].value())
    if form.is_valid():
        try:
            recipe = form.recipe(_service(request, form), _followed(form, earlier))
            return redirect("referrals:sent", pk=send_draft(request.actor, _network(request), recipe, key=key).pk)
        except AskAgain as ask:
            form.add_error("consent", str(ask))
        except Refused as refused:
            form.add_error(None, str(refused))
    save_draft(request.actor, key, draft_of(form.data))
    return _show(request, key, form, earlier, status=422)


def _to_the_pool(request: KortelijnRequest, key: UUID) -> HttpResponse:
    """Rather somebody who looks along: they answer every need, and the yes for the other one is not for them."""
    kept = draft_of(request.POST)
    service = _chosen(request, kept.get("service"))
    unanswered = [code for code in kept["carried"] if service and not answers(service, code)]
    needs = list(dict.fromkeys([*kept["needs"], *unanswered]))
    save_draft(request.actor, key, kept | {"service": "", "consent": "", "needs": needs})
    return redirect(address(key))


def _already(request: KortelijnRequest, done: UUID) -> HttpResponse:
    """What was sent is sent; who typed something else into another tab hears that it is not in it."""
    if request.method == "POST":
        referral = Referral.objects.visible_to(request.actor).filter(pk=done).first()
        if referral is None or not PrescribeForm(request.POST).says_the_same_as(referral):
            messages.warning(request, _("Dit recept was al verstuurd; uw wijziging zit er niet bij."))
    return redirect("referrals:sent", pk=done)


def _show(
    request: KortelijnRequest, key: UUID, form: PrescribeForm, earlier: Referral | None, status: int = 200
) -> HttpResponse:
    wanted = form["service"].value()
    service = _chosen(request, wanted)
    receiver, nobody = _receiver(request, service)
    form.tick_what_is_answered(service)
    form.hold_yes_to(receiver.seat.organization_id if receiver else None)
    others = [] if form.is_bound else [draft for draft in open_drafts(request.actor) if draft.pk != key]
    return render(request, "referrals/prescribe.html", {
        "form": form, "key": key, "service": service, "receiver": receiver, "nobody": nobody, "drafts": others,
        "gone": bool(wanted) and service is None,
        "by": request.actor.name, "here": request.get_full_path() if KEY in request.GET else address(key),
        "earlier": earlier, "after": after_what(earlier) if earlier else "",
    }, status=status)  # fmt: skip


def _receiver(request: KortelijnRequest, service: Service | None) -> tuple[Receiver | None, str]:
    try:
        return receiver_of(_network(request), service, request.actor.organization_id), ""
    except Refused as refused:
        return None, str(refused)


def _network(request: KortelijnRequest) -> Network:
    return get_object_or_404(Network, pk=request.actor.network_id)


def _service(request: KortelijnRequest, form: PrescribeForm) -> Service | None:
    wanted = form.cleaned_data["service"]
    service = _chosen(request, wanted)
    if wanted and service is None:
        raise Refused(_("Dit aanbod is er nu niet meer. Kies iemand die meekijkt, of zoek opnieuw."))
    return service


def _chosen(request: KortelijnRequest, wanted: Any) -> Service | None:
    """The service that was chosen, when it is still there for this network."""
    pk = _key(wanted)
    rows = Service.objects.active().visible_to(request.actor).select_related("organization", "intake__organization")
    return rows.filter(pk=pk).first() if pk else None


def _earlier(request: KortelijnRequest, wanted: Any) -> Referral | None:
    """The line that this recipe follows, when it is (still) this actor's to follow up; a look at its resident."""
    earlier = earlier_line(request.actor, _key(wanted))
    if earlier:
        show(request, earlier)
    return earlier


def _still_there(request: KortelijnRequest, wanted: Any) -> Referral | None:
    earlier = _earlier(request, wanted)
    if wanted and earlier is None:
        raise Http404(AFTER)
    return earlier


def _followed(form: PrescribeForm, earlier: Referral | None) -> Referral | None:
    if form.cleaned_data["based_on"] and earlier is None:
        raise Refused(_("Het eerdere recept is niet meer bij u. Begin een nieuw recept; wat u typte, staat hier nog."))
    return earlier


def _key(text: Any) -> UUID | None:
    try:
        return UUID(str(text)) if text else None
    except ValueError:
        return None


def address(key: UUID, given: QueryDict | None = None) -> str:
    """Where the recipe with this key is written; beside it only which service and which earlier line."""
    along = [(name, given[name]) for name in ("aanbod", AFTER) if given and given.get(name)]
    return f"{reverse('referrals:prescribe')}?{urlencode([(KEY, str(key)), *along])}"
