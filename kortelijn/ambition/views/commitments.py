"""What boards promised: on one page for the whole network, with the day on which they answer for it."""

from collections.abc import Callable
from uuid import uuid4

from django import forms as django_forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kortelijn.ambition.committing import actions as committing
from kortelijn.ambition.forms import AgainForm, AnswerForm, CommitForm, DenyForm, NoteForm
from kortelijn.ambition.models import Commitment
from kortelijn.ambition.queries import boards, commitments_of
from kortelijn.ambition.views.acting import done, network_of, tapped
from kortelijn.kernel.policy import may
from kortelijn.kernel.screens import KortelijnRequest, screen
from kortelijn.kernel.told import told
from kortelijn.parties.models import Seat
from kortelijn.parties.queries import holders_of

State = Commitment.State


@screen("ambition.see", methods=("GET", "HEAD"))
def board(request: KortelijnRequest) -> HttpResponse:
    """Late ones first, then what goes, then what was answered."""
    rows = commitments_of(request.actor.network_id)
    groups = [
        (_("Wacht op antwoord"), [each for each in rows if each.commitment.state == State.LATE]),
        (_("Loopt"), [each for each in rows if each.commitment.state in (State.GOING, State.SAID)]),
        (_("Beantwoord"), [each for each in rows if each.commitment.closed_at]),
    ]
    page = {"groups": groups, "any": bool(rows), "may_commit": may(request.actor, "ambition.commit"),
            "may_note": may(request.actor, "ambition.note_commitment")}  # fmt: skip
    return render(request, "ambition/commitments.html", page)


@screen("ambition.commit")
def commit(request: KortelijnRequest) -> HttpResponse:
    """A board commits itself."""
    network = network_of(request)
    form = CommitForm(request.POST or None, initial={"key": uuid4()})
    if done(request, form, lambda: committing.commit(request.actor, network, **form.cleaned_data),
            _("Uw toezegging staat er, voor het hele netwerk. Op de dag zelf vragen wij u om antwoord.")):  # fmt: skip
        return redirect("ambition:commitments")
    return render(request, "ambition/commit.html", {"form": form}, status=422 if form.is_bound else 200)


@screen("ambition.note_commitment")
def note(request: KortelijnRequest) -> HttpResponse:
    """The coordinator writes down what a board said aloud."""
    network = network_of(request)
    form = NoteForm(request.POST or None, actor=request.actor, initial={"key": uuid4()})
    if done(request, form, lambda: committing.note_commitment(request.actor, network, **form.cleaned_data),
            _("Genoteerd. Het bestuur krijgt de vraag of het zo gezegd is.")):  # fmt: skip
        return redirect("ambition:commitments")
    page = {"form": form, "noting": True, "boards": boards(request.actor.network_id)}
    return render(request, "ambition/commit.html", page, status=422 if form.is_bound else 200)


@screen("ambition.see", of=Commitment, methods=("GET", "HEAD"))
def commitment(request: KortelijnRequest, commitment: Commitment) -> HttpResponse:
    """One of them, with every answer so far."""
    return _show(request, commitment)


@screen("ambition.confirm_commitment", of=Commitment, methods=("POST",))
def confirm(request: KortelijnRequest, commitment: Commitment) -> HttpResponse:
    """Yes, so it was said."""
    tapped(request, lambda: committing.confirm_commitment(request.actor, commitment),
           _("Bevestigd. Het is nu uw toezegging."))  # fmt: skip
    return redirect("ambition:commitment", pk=commitment.pk)


@screen("ambition.confirm_commitment", of=Commitment)
def deny(request: KortelijnRequest, commitment: Commitment) -> HttpResponse:
    """It was not said so."""
    form = DenyForm(request.POST or None)
    return _ask(request, commitment, form, _("Duidelijk. Uw woorden staan erbij."),
                lambda: committing.deny_commitment(request.actor, commitment, form.cleaned_data["why"]))  # fmt: skip


@screen("ambition.retract_note", of=Commitment, methods=("POST",))
def retract(request: KortelijnRequest, commitment: Commitment) -> HttpResponse:
    """What was written down of a board is taken back."""
    tapped(request, lambda: committing.retract_note(request.actor, commitment),
           _("De notitie is ingetrokken. Er staat bij dat het niet bevestigd is."))  # fmt: skip
    return redirect("ambition:commitment", pk=commitment.pk)


@screen("ambition.answer", of=Commitment)
def answer(request: KortelijnRequest, commitment: Commitment) -> HttpResponse:
    """What came of it."""
    form = AnswerForm(request.POST or None)
    return _ask(request, commitment, form, _("Dank u. Het hele netwerk kan uw antwoord lezen."),
                lambda: committing.answer(request.actor, commitment, **form.cleaned_data))  # fmt: skip


@screen("ambition.ask_again", of=Commitment)
def again(request: KortelijnRequest, commitment: Commitment) -> HttpResponse:
    """Another day to answer."""
    form = AgainForm(request.POST or None)
    return _ask(request, commitment, form, _("De nieuwe dag staat erbij, en op de werklijst van het bestuur."),
                lambda: committing.ask_again(request.actor, commitment, form.cleaned_data["until"]))  # fmt: skip


def _ask(
    request: KortelijnRequest, commitment: Commitment, form: django_forms.Form, said: str, act: Callable[[], object]
) -> HttpResponse:
    if request.method != "POST" or done(request, form, act, said):
        return redirect("ambition:commitment", pk=commitment.pk)
    return _show(request, commitment, form)


def _show(
    request: KortelijnRequest, commitment: Commitment, wrong: django_forms.Form | None = None
) -> HttpResponse:  # fmt: skip
    actor, state = request.actor, commitment.state
    kinds: dict[str, type[django_forms.Form]] = {"answer": AnswerForm, "again": AgainForm, "deny": DenyForm}
    forms = {name: wrong if isinstance(wrong, kind) else kind() for name, kind in kinds.items()}
    open_now = state in (State.GOING, State.LATE)
    holders, asks_any_day = holders_of([commitment.seat_id, commitment.holder]), actor.has(Seat.Function.COORDINATES)
    may_move = state in (State.LATE, State.PARTLY, State.NOT) or (state == State.GOING and asks_any_day)
    page = {
        "commitment": commitment, "state": state, "forms": forms, "history": told([commitment.pk]),
        "holder": holders.get(commitment.seat_id), "moved_to": commitment.task and commitment.task.owner,
        "has_moved": commitment.holder != commitment.seat_id, "has_it_now": holders.get(commitment.holder),
        "may_confirm": state == State.SAID and may(actor, "ambition.confirm_commitment", commitment),
        "may_retract": state == State.SAID and may(actor, "ambition.retract_note", commitment),
        "may_answer": open_now and may(actor, "ambition.answer", commitment),
        "may_ask": may_move and may(actor, "ambition.ask_again", commitment),
    }  # fmt: skip
    return render(request, "ambition/commitment.html", page, status=422 if wrong else 200)
