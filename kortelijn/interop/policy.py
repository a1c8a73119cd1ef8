"""Who may give a directory out; who may take one in stands with the directory itself (`directory.import`)."""

from kortelijn.kernel.policy import allow
from kortelijn.parties.policy import coordinates_here, is_system

allow("transfer.export", is_system | coordinates_here)
