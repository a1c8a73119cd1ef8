"""A file that somebody brought to take in, from when it came until it is taken in; and how its columns are read."""

from datetime import timedelta
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import now
from kortelijn.kernel.models import Event, Row
from kortelijn.kernel.policy import permitted
from kortelijn.kernel.retention import Keep, retained
from kortelijn.parties.models import Network, Person, Seat

LONG = timedelta(hours=1)  # no file takes this long: whatever worked on it has stopped


class ImportQuerySet(models.QuerySet["Import"]):
    """Imports in the field's language."""

    def visible_to(self, actor: Actor) -> Self:
        """What was brought is for the coordinators of the network."""
        own = self.filter(network_id=actor.network_id)
        return own if actor.has(Seat.Function.COORDINATES) else own.none()


@retained(Keep(since="created_at", days=7, why="het bestand en de proef zijn na een week niet meer nodig"))
class Import(Row):
    """A file or address from which a directory is taken in: read, mapped, looked at beforehand, and taken in."""

    class Format(models.TextChoices):
        EXCEL = "excel", _("Excel")
        CSV = "csv", _("CSV")
        HSDS = "hsds", _("HSDS 3 (JSON)")
        TABLES = "tables", _("HSDS als tabellen")
        CATALOGUE = "catalogue", _("Samenwerkende Catalogi")
        MAP = "map", _("OpenStreetMap")

    class Status(models.TextChoices):
        RECEIVED = "received", _("wordt gelezen")
        COLUMNS = "columns", _("kies de kolommen")
        CHECKED = "checked", _("klaar om over te nemen")
        TAKING = "taking", _("wordt overgenomen")
        DONE = "done", _("overgenomen")
        REFUSED = "refused", _("niet overgenomen")

    network = models.ForeignKey(Network, models.CASCADE, related_name="imports")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    seat = models.ForeignKey(Seat, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=now)
    name = models.CharField(max_length=200)
    url = models.URLField(max_length=1000, blank=True)
    format = models.CharField(max_length=10, choices=Format, blank=True)
    status = FSMField(max_length=10, choices=Status, default=Status.RECEIVED, protected=True)
    size = models.PositiveBigIntegerField(default=0)
    headings = models.JSONField(default=list, blank=True, help_text="of a sheet: each heading with its first values")
    columns = models.JSONField(default=dict, blank=True, help_text="number of a column -> what it tells")
    organization = models.CharField(max_length=200, blank=True, help_text="whose it is, where no column says so")
    report = models.JSONField(default=dict, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "id"]
        indexes = [models.Index(fields=["network", "-created_at"], name="import_of_network")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_sheet(self) -> bool:
        """Whether somebody says what its columns tell."""
        return self.format in (self.Format.EXCEL, self.Format.CSV)

    @property
    def is_busy(self) -> bool:
        """Whether it is being read or taken in now."""
        return self.status in (self.Status.RECEIVED, self.Status.TAKING)

    @property
    def is_stuck(self) -> bool:
        """Whether it has been read or taken in for so long, since its last step, that nothing works on it any more."""
        return self.is_busy and not Event.objects.filter(subject_id=self.pk, at__gt=now() - LONG).exists()

    @transition(field=status, source=Status.RECEIVED, target=Status.COLUMNS, permission=permitted("directory.import"))
    def ask_columns(self, headings: list[Any], columns: dict[str, str], organization: str) -> None:
        """A sheet whose columns somebody must look at first."""
        self.headings, self.columns, self.organization = headings, columns, organization

    @transition(
        field=status, source=[Status.COLUMNS, Status.CHECKED, Status.REFUSED], target=Status.RECEIVED,
        permission=permitted("directory.import"),
    )  # fmt: skip
    def read_again(self, columns: dict[str, str], organization: str) -> None:
        """The columns are chosen: read it by them."""
        self.columns, self.organization, self.report = columns, organization, {}

    @transition(field=status, source=Status.RECEIVED, target=Status.CHECKED, permission=permitted("directory.import"))
    def show(self, report: dict[str, Any]) -> None:
        """What would happen is known."""
        self.report = report

    @transition(
        field=status, source=[Status.RECEIVED, Status.CHECKED, Status.TAKING], target=Status.REFUSED,
        permission=permitted("directory.import"),
    )  # fmt: skip
    def refuse(self, report: dict[str, Any]) -> None:
        """It cannot be taken in as it is, and why."""
        self.report = report

    @transition(field=status, source=Status.CHECKED, target=Status.TAKING, permission=permitted("directory.import"))
    def begin(self) -> None:
        """Somebody looked and said yes."""

    @transition(field=status, source=Status.TAKING, target=Status.DONE, permission=permitted("directory.import"))
    def finish(self, report: dict[str, Any]) -> None:
        """It is in the directory."""
        self.report, self.finished_at = report, now()


class ColumnMapping(Row):
    """What the columns of a sheet tell, remembered for the next time that a sheet with the same headings comes."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="column_mappings")
    signature = models.CharField(max_length=64)
    columns = models.JSONField(default=dict)
    organization = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["network", "signature"], name="mapping_once_per_network",
                violation_error_message=_("Van dit soort bestand zijn de kolommen al bekend."),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.signature
