"""Who may look at the map of a network with the eyes of a colleague."""

from kortelijn.kernel.policy import allow
from kortelijn.parties.policy import is_seated

allow("maps.see", is_seated)
