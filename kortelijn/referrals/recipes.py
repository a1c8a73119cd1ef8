"""A recipe as it is sent: what a prescriber filled in."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from kortelijn.directory.models import Service
from kortelijn.kernel.errors import Refused
from kortelijn.referrals.models import Referral


@dataclass(frozen=True)
class Recipe:
    """What a prescriber fills in: how to reach the resident, what is agreed, and for what."""

    reach: dict[str, Any]
    consent: str
    needs: list[str] = field(default_factory=list)
    wish: str = ""
    service: Service | None = None
    based_on: Referral | None = None  # an earlier line of the same resident that is followed up
    agreed_with: UUID | None = None  # the organization that the resident heard; None: whoever receives it


class AskAgain(Refused):
    """The yes was for another organization than the one that would receive it now."""

    def __init__(self, organization: str) -> None:
        super().__init__(
            _("Het recept gaat nu naar {organization}. Vraag opnieuw of de inwoner dat goed vindt.").format(
                organization=organization))  # fmt: skip
