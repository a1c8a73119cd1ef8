"""Who may tell, let hear and take back."""

from kortelijn.kernel.actor import Actor
from kortelijn.kernel.policy import allow, predicate
from kortelijn.parties.policy import coordinates_here, is_seated, is_system
from kortelijn.voices.models import Story


@predicate
def speaks(actor: Actor, story: Story) -> bool:
    """Whose voice it is."""
    return actor.person_id is not None and actor.person_id == story.speaker_id


@predicate
def made_there(actor: Actor, story: Story) -> bool:
    """Works at the party that tells."""
    return actor.seated and (actor.organization_id, actor.network_id) == (story.organization_id, story.network_id)


allow("voices.see_list", is_seated)
allow("voices.see", is_seated)
allow("voices.tell", is_seated | is_system)
allow("voices.change", made_there | speaks | is_system)
allow("voices.say_yes", speaks)
allow("voices.publish", made_there | speaks | is_system)
allow("voices.withdraw", speaks | made_there | coordinates_here | is_system)
