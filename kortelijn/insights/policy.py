"""Who may see how the network does: everybody who sits in it the sums, the coordinator, who says what for, more."""

from kortelijn.kernel.policy import allow
from kortelijn.parties.policy import coordinates_here, is_seated, is_system

allow("insights.see_vitality", is_seated)
allow("insights.explore", is_seated)
allow("insights.see_people", coordinates_here)
allow("insights.what_if", coordinates_here)
allow("insights.measure", coordinates_here | is_system)
