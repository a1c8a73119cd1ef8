"""Does this meeting still earn its time: the question, the answers, the decision."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from kortelijn.gatherings.forms.careful import names_a_resident
from kortelijn.gatherings.forms.circle import SettleForm
from kortelijn.gatherings.models import Opinion, Review, Verdict
from kortelijn.gatherings.queries import seats_at, votes
from kortelijn.gatherings.reviewing import actions
from kortelijn.gatherings.views.asking import ask, tap
from kortelijn.gatherings.views.circle import address, back_to
from kortelijn.gatherings.words import rhythm_words
from kortelijn.kernel.errors import Refused
from kortelijn.kernel.policy import may
from kortelijn.kernel.screens import KortelijnRequest, screen


@screen("gatherings.see", of=Review, methods=("GET", "HEAD"))
def review(request: KortelijnRequest, review: Review) -> HttpResponse:
    """Three answers, what others think, and what was decided."""
    actor = request.actor
    counted, mine = votes(review), Opinion.objects.filter(review=review, seat=actor.seat_id).first()
    context = {
        "review": review, "circle": review.circle, "votes": counted, "verdicts": Verdict.choices,
        "answered": sum(each.given for each in counted), "members": seats_at(review.circle).count(),
        "verdict": mine.verdict if mine else "", "sentence": mine.sentence if mine else "",
        "rhythm": rhythm_words(review.circle),
        "may_answer": review.is_open and may(actor, "gatherings.give_opinion", review),
        "may_settle": review.is_open and may(actor, "gatherings.settle", review),
    }  # fmt: skip
    return render(request, "gatherings/review.html", context | back_to(review.circle))


@screen("gatherings.give_opinion", of=Review, methods=("POST",))
def opinion(request: KortelijnRequest, review: Review) -> HttpResponse:
    """One tap, and a sentence."""

    def act() -> None:
        sentence = request.POST.get("sentence", "").strip()
        if names_a_resident(sentence):
            raise Refused(_("Dit lijkt over een bewoner te gaan. Haal de naam weg en kies opnieuw."))
        actions.give_opinion(request.actor, review, verdict=request.POST.get("verdict", ""), sentence=sentence)

    return tap(
        request, act, says=_("Dank u wel. U kunt het nog veranderen tot er besloten is."),
        then=reverse("gatherings:review", args=[review.pk]),
    )  # fmt: skip


@screen("gatherings.settle", of=Review)
def settle(request: KortelijnRequest, review: Review) -> HttpResponse:
    """What it becomes."""
    form = SettleForm(request.POST or None)
    after = reverse("gatherings:change", args=[review.circle_id])

    def then() -> str:
        return after if form.cleaned_data["outcome"] == Verdict.LESS else address(review.circle)

    return ask(
        request, form, lambda: actions.settle(request.actor, review, **form.cleaned_data), then=then,
        says=_("Besloten. Iedereen kan lezen wat en waarom."), title=_("Wat wordt het?"), button=_("Besluit"),
        back=reverse("gatherings:review", args=[review.pk]), back_label=review.circle.name,
    )  # fmt: skip
