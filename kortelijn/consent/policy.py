"""Who may write down a consent, and that it was taken back."""

from kortelijn.kernel.policy import allow
from kortelijn.parties.policy import is_seated, is_system

allow("consent.give", is_seated | is_system)
allow("consent.withdraw", is_seated | is_system)
