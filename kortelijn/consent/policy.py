"""Who may write down a consent, and that it was taken back."""

from kortelijn.consent.models import Consent
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.policy import allow, predicate
from kortelijn.parties.policy import is_about, is_seated, is_system
from kortelijn.residents.policy import comes_in_person


@predicate
def wrote_it_down(actor: Actor, consent: Consent) -> bool:
    """Acts from the seat that wrote the consent down."""
    return actor.seat_id is not None and actor.seat_id == consent.recorded_by_id


allow("consent.give", is_seated | is_about | comes_in_person | is_system)
allow("consent.withdraw", wrote_it_down | is_about | is_system)
