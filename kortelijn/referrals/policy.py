"""Who may do what with a referral: mostly whoever may do it with its task."""

from kortelijn.kernel.actor import Actor
from kortelijn.kernel.policy import allow, predicate
from kortelijn.parties.models import Seat
from kortelijn.parties.policy import is_about, is_seated, is_system
from kortelijn.referrals.models import Draft, Referral
from kortelijn.residents.policy import comes_in_person
from kortelijn.tasks.models import Task
from kortelijn.tasks.policy import asked_for_it, owes, was_told


@predicate
def prescribes(actor: Actor, obj: object = None) -> bool:
    """Acts from a seat that writes recipes."""
    return actor.has(Seat.Function.PRESCRIBES)


@predicate
def holds(actor: Actor, referral: Referral) -> bool:
    """Acts from the seat that holds the line, at an organization that may know of it."""
    return bool(owes.test(actor, referral.task)) and referral.is_known_to(actor.organization_id)


@predicate
def has_it(actor: Actor, referral: Referral) -> bool:
    """Acts from the seat that owes the line or something about it, whether it may know more or not."""
    if actor.seat_id is None:
        return False
    return Task.objects.open().owed_by(actor.seat_id).filter(subject_id=referral.pk).exists()


@predicate
def sent_it(actor: Actor, referral: Referral) -> bool:
    """Acts from the seat that sent it, whoever sat there then."""
    return bool(asked_for_it.test(actor, referral.task))


@predicate
def owes_answer(actor: Actor, referral: Referral) -> bool:
    """Owes the number or another look, in the place of the seat that sent it."""
    if actor.seat_id is None or not referral.is_known_to(actor.organization_id):
        return False
    return Task.objects.open().owed_by(actor.seat_id).filter(subject_id=referral.pk).exclude(code="fulfill").exists()


@predicate
def told_of_it(actor: Actor, referral: Referral) -> bool:
    """Was told that it is late."""
    return bool(was_told.test(actor, referral.task))


@predicate
def writes(actor: Actor, draft: Draft) -> bool:
    """The one who is writing this draft."""
    return actor.account_id is not None and draft.account_id == actor.account_id


allow("referrals.send", prescribes)
allow("referrals.ask_for_call", comes_in_person)
allow("referrals.send_again", sent_it | holds | owes_answer)
allow("referrals.see", is_seated)
allow("referrals.see_mine", is_seated)
allow("referrals.save_draft", prescribes)
allow("referrals.discard_draft", writes)
for _verb in ("take_up", "log_attempt", "plan", "record_outcome", "give_back", "hand_over", "pause"):
    allow(f"referrals.{_verb}", holds | is_system)
allow("referrals.undo", holds)
allow("referrals.take_over", told_of_it)
allow("referrals.withdraw", sent_it)
allow("referrals.correct_phone", sent_it | owes_answer)
allow("referrals.look_again", sent_it | owes_answer)
allow("referrals.print_card", sent_it | holds)
allow("referrals.read_feedback", sent_it | holds)
allow("referrals.ask_for_yes", is_system)
allow("referrals.record_yes", sent_it | owes_answer | has_it | is_about)
allow("referrals.record_no", sent_it | owes_answer | is_about)
allow("referrals.await_yes", is_seated)
allow("referrals.pass_on", has_it)
allow("referrals.report_silence", is_about)
allow("referrals.stop_by_resident", is_about)
