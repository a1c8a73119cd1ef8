"""Who may tell, let hear and take back."""

from kortelijn.kernel.actor import Actor
from kortelijn.kernel.policy import allow, predicate
from kortelijn.parties.models import Seat
from kortelijn.parties.policy import coordinates_here, is_seated, is_system
from kortelijn.voices.models import Story


@predicate
def speaks(actor: Actor, story: Story) -> bool:
    """Whose voice it is."""
    return actor.person_id is not None and actor.person_id == story.speaker_id


@predicate
def may_tell_from(actor: Actor, seat: Seat | None = None) -> bool:
    """Anybody for the own party; for another one only who coordinates the network."""
    if seat is None or not actor.seated:
        return actor.seated
    own = actor.organization_id == seat.organization_id or actor.has(Seat.Function.COORDINATES)
    return own and actor.network_id == seat.network_id


@predicate
def made_there(actor: Actor, story: Story) -> bool:
    """Works at the party that tells."""
    return actor.seated and (actor.organization_id, actor.network_id) == (story.organization_id, story.network_id)


allow("voices.see_list", is_seated)
allow("voices.see", is_seated)
allow("voices.tell", may_tell_from | is_system)
allow("voices.change", made_there | speaks | coordinates_here | is_system)
allow("voices.say_yes", speaks)
allow("voices.publish", speaks)
allow("voices.withdraw", speaks | made_there | coordinates_here | is_system)
