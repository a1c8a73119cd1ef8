"""Who may search: everybody who acts from a seat."""

from kortelijn.kernel.policy import allow
from kortelijn.parties.policy import is_seated

allow("finding.find", is_seated)
