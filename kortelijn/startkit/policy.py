"""Who may say what a network is called, what it is for and how it looks: its coordinator; members may read it."""

from kortelijn.kernel.policy import allow
from kortelijn.parties.policy import coordinates_here, is_seated, is_system

allow("startkit.see_settings", is_seated)
allow("startkit.describe", coordinates_here | is_system)
allow("startkit.dress", coordinates_here | is_system)
allow("startkit.begin", is_system)
allow("startkit.see_kit", coordinates_here)
allow("startkit.seat_people", coordinates_here | is_system)
allow("startkit.skip", coordinates_here | is_system)
