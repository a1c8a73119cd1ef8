"""Who may search: everybody who acts from a seat. What comes first is for the coordinator to write down."""

from kortelijn.kernel.policy import allow
from kortelijn.parties.policy import coordinates_here, is_seated, is_system

allow("finding.find", is_seated)
allow("finding.see_routes", is_seated)
allow("finding.agree_route", is_system | coordinates_here)
allow("finding.end_route", is_system | coordinates_here)
