"""The residents whom a network knows, by as little as it takes to reach them; no BSN, no diagnosis, anywhere."""

from uuid import UUID

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from kortelijn.kernel.clock import now
from kortelijn.kernel.models import Row
from kortelijn.kernel.retention import Keep, retained
from kortelijn.parties.models import Network

PC4 = RegexValidator(r"^[1-9][0-9]{3}$", _("Vul vier cijfers in, zoals 2515."))


class DayPart(models.TextChoices):
    """When somebody likes to be called, and when somebody was called."""

    ANY = "any", _("maakt niet uit")
    MORNING = "morning", _("ochtend")
    AFTERNOON = "afternoon", _("middag")
    EVENING = "evening", _("avond")


@retained(Keep(months=24, since="last_used_at", why="twee jaar nadat de laatste lijn is afgesloten"))
class Resident(Row):
    """A person for whom somebody asks something, and how that person wants to be reached (FHIR Patient)."""

    class Language(models.TextChoices):
        NL = "nl", _("Nederlands")
        EN = "en", _("Engels")
        TR = "tr", _("Turks")
        AR = "ar", _("Arabisch")
        PL = "pl", _("Pools")
        UK = "uk", _("Oekraïens")
        OTHER = "und", _("een andere taal")

    network = models.ForeignKey(Network, models.PROTECT, related_name="residents")
    name = models.CharField(_("naam"), max_length=120, help_text=_("zoals de inwoner genoemd wil worden"))
    phone = PhoneNumberField(_("telefoon"), blank=True, region="NL")
    email = models.EmailField(_("e-mail"), blank=True)
    birth_year = models.PositiveSmallIntegerField(_("geboortejaar"), null=True, blank=True)
    pc4 = models.CharField(_("postcode"), max_length=4, blank=True, validators=[PC4])
    language = models.CharField(_("taal"), max_length=3, choices=Language, default=Language.NL)
    day_part = models.CharField(_("liefst"), max_length=10, choices=DayPart, default=DayPart.ANY)
    do_not_call = models.BooleanField(_("niet bellen, de inwoner belt zelf"), default=False)
    last_used_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(birth_year=None) | Q(birth_year__gte=1900, birth_year__lte=2100),
                name="birth_year_of_a_living_person",
                violation_error_message=_("Vul een jaartal in, zoals 1948."),
            ),
        ]
        indexes = [models.Index(fields=["network", "last_used_at"], name="resident_retention")]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def data_subject_id(self) -> UUID:
        """The resident is the one it is about."""
        return self.pk
