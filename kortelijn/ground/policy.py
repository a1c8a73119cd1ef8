"""Who may lay the ground: the coordinator of the network, or whoever runs the system."""

from kortelijn.kernel.policy import allow
from kortelijn.parties.policy import coordinates_here, is_system

allow("ground.load", is_system | coordinates_here)
