"""What may be done to consents."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy

from kortelijn.consent.models import Consent
from kortelijn.kernel.actions import action
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import now
from kortelijn.kernel.events import kind, record
from kortelijn.kernel.lifecycle import locked
from kortelijn.kernel.policy import require
from kortelijn.parties.models import Organization
from kortelijn.residents.models import Resident

WITHDRAWN = kind("consent.withdrawn", gettext_lazy("{actor} legde vast dat de toestemming is ingetrokken"))


@action
def give_consent(
    actor: Actor, resident: Resident, organization: Organization, *, about_id: UUID, shares: str, given: str,
    **asked: Any,
) -> Consent:  # fmt: skip
    """Write down what the resident agreed to for one line; the referral that needs it records the event."""
    require(actor, "consent.give", resident)
    return Consent.objects.create(
        network_id=resident.network_id, resident=resident, recorded_by_id=actor.seat_id,
        to_organization=organization, about_id=about_id, shares=shares, given=given, **asked,
    )  # fmt: skip


@action
def withdraw_consent(actor: Actor, consent: Consent) -> Consent:
    """The resident takes it back: from now on nothing is shared on this ground."""
    require(actor, "consent.withdraw", consent)
    consent = locked(consent)
    if consent.withdrawn_at is None:
        consent.withdrawn_at = now()
        consent.save(update_fields=["withdrawn_at"])
        record(actor, WITHDRAWN, consent)
    return consent
