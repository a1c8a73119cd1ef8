"""Does it still earn its time: asked once a year, answered with one tap, decided by who leads it."""

from datetime import timedelta

from dateutil.relativedelta import relativedelta
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortelijn.gatherings.actions import end_circle
from kortelijn.gatherings.models import Circle, Opinion, Review, Verdict
from kortelijn.kernel.actions import action
from kortelijn.kernel.actor import Actor, system_for
from kortelijn.kernel.clock import now, today
from kortelijn.kernel.errors import NotNow, Refused
from kortelijn.kernel.events import kind, record
from kortelijn.kernel.lifecycle import locked
from kortelijn.kernel.policy import require
from kortelijn.kernel.working_days import after_working_days
from kortelijn.tasks.actions import finish, open_task
from kortelijn.tasks.models import Task

CODE = "review-circle"
ANSWER_DAYS = 15  # working days
YEARLY, SOONER = relativedelta(years=1), timedelta(days=183)

ASKED = kind("review.asked", gettext_lazy("Verdient dit zijn tijd nog? Dat is aan de deelnemers gevraagd"))
SAID = kind("review.opinion", gettext_lazy("Iemand gaf antwoord"))
SETTLED = kind("review.settled", gettext_lazy("{actor} besloot: {outcome}"), outcome=Verdict)


@action
def ask_worth(actor: Actor, circle: Circle) -> Review:
    """Ask all who take part; who leads it owes a decision within three weeks. Asked already: the same question."""
    require(actor, "gatherings.ask_worth", circle)
    circle = locked(circle)
    if not circle.goes_on:
        raise NotNow
    if asked := circle.reviews.open().first():
        return asked
    review = Review.objects.create(network_id=circle.network_id, circle=circle)
    open_task(
        actor, code=CODE, owner=circle.lead, subject=review, due_at=after_working_days(now(), ANSWER_DAYS),
        requester_id=actor.seat_id if actor.seat_id != circle.lead_id else None,
    )  # fmt: skip
    record(actor, ASKED, review, circle=str(circle.pk))
    return review


@action
def give_opinion(actor: Actor, review: Review, *, verdict: str, sentence: str = "") -> Opinion:
    """One tap, and a sentence for who wants to; until the decision it can be changed."""
    require(actor, "gatherings.give_opinion", review)
    review = locked(review)
    if not review.is_open:
        raise NotNow
    if verdict not in Verdict.values:
        raise Refused(_("Kies een van de drie antwoorden."))
    opinion = Opinion.objects.filter(review=review, seat=actor.own_seat).first()
    opinion = opinion or Opinion(network_id=review.network_id, review=review, seat_id=actor.own_seat)
    opinion.verdict, opinion.sentence, opinion.at = verdict, sentence, now()
    opinion.full_clean()
    opinion.save()
    record(actor, SAID, review)
    return opinion


@action
def settle(actor: Actor, review: Review, *, outcome: str, because: str) -> Review:
    """It goes on, less often, or it ends; everybody can read why. Less often is asked again after half a year."""
    require(actor, "gatherings.settle", review)
    review = locked(review)
    if not review.is_open:
        raise NotNow
    review.outcome, review.because, review.closed_at = outcome, because, now()
    review.full_clean()
    review.save()
    for task in Task.objects.open().filter(subject_id=review.pk, code=CODE):
        finish(system_for(review.network_id), task)
    circle = locked(review.circle)
    circle.review_on = today() + (SOONER if outcome == Verdict.LESS else YEARLY)
    circle.save(update_fields=["review_on"])
    record(actor, SETTLED, review, outcome=outcome)
    if outcome == Verdict.STOP:
        end_circle(system_for(review.network_id), circle, because)
    return review
