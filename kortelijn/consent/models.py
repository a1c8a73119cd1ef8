"""What a resident agreed to: per purpose and receiver, dated, and to be taken back at any time."""

from typing import Any, Self
from uuid import UUID

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kortelijn.kernel.clock import now
from kortelijn.kernel.models import Row
from kortelijn.kernel.retention import Keep, retained
from kortelijn.parties.models import Network, Organization, Seat
from kortelijn.residents.models import Resident


class ConsentQuerySet(models.QuerySet["Consent"]):
    """Consents in the field's language."""

    def in_force(self) -> Self:
        """Given and not taken back."""
        return self.filter(withdrawn_at=None)

    def to(self, organization: Any, about: Any) -> Self:
        """Which let this organization know of this line."""
        return self.in_force().filter(to_organization=organization, about_id=about)


@retained(Keep(months=24, since="given_at", why="bewijs van toestemming zolang de lijn bewaard wordt (AVG 7.1)",
               only=lambda rows: rows.exclude(withdrawn_at=None)))  # fmt: skip
class Consent(Row):
    """Who may share what with whom and for what (FHIR Consent; WGBO 7:457 BW: per referral, by the patient)."""

    class Given(models.TextChoices):
        VERBAL = "verbal", _("mondeling, in het gesprek")
        WRITTEN = "written", _("schriftelijk")
        SELF = "self", _("door de inwoner zelf ingevuld")

    network = models.ForeignKey(Network, models.PROTECT, related_name="+", db_index=False)
    resident = models.ForeignKey(Resident, models.CASCADE, related_name="consents")
    about_id = models.UUIDField(null=True, help_text="the line that it was given for, and no other")
    recorded_by = models.ForeignKey(Seat, models.PROTECT, related_name="+", null=True, db_index=False)
    to_organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    shares = models.CharField(max_length=200, help_text=_("wat er gedeeld wordt"))
    purpose = models.CharField(max_length=60, default="welzijn-op-recept")
    given = models.CharField(max_length=10, choices=Given)
    asked_by = models.CharField(max_length=120, blank=True, help_text="who asked, when it was not who wrote it down")
    given_at = models.DateTimeField(default=now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["about_id", "to_organization"], name="consent_about_line")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.resident_id}"

    @property
    def shares_in_words(self) -> str:
        """What is shared, in the language of the reader: it is stored as the Dutch text that catalogues translate."""
        return gettext(self.shares)

    @property
    def data_subject_id(self) -> UUID:
        """The resident who consents."""
        return self.resident_id
