"""The tables that carry every app: events, who looked at what, and keys that make a retry harmless."""

from typing import Any

from django.contrib.postgres.indexes import BrinIndex
from django.db import models

from kortelijn.kernel.clock import now
from kortelijn.kernel.ids import new_id
from kortelijn.kernel.retention import Keep, retained


class Row(models.Model):
    """What every table of ours has: a time-ordered key."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    class Meta:
        abstract = True


@retained(Keep(months=84, since="at", why="tijdlijn en verantwoording; bevat geen vrije tekst over inwoners"))
class Event(models.Model):
    """One thing that happened: timeline, audit and outbox in one append-only row (FHIR Provenance)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    network_id = models.UUIDField(null=True)
    kind = models.CharField(max_length=60)
    at = models.DateTimeField(default=now)
    subject_type = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    actor_kind = models.CharField(max_length=10)
    actor_name = models.CharField(max_length=200)
    person_id = models.UUIDField(null=True)
    seat_id = models.UUIDField(null=True)
    data = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["subject_id", "id"], name="event_of_subject"),
            BrinIndex(fields=["at"], name="event_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id}"


class Delivery(models.Model):
    """A subscriber that has handled an event: what makes a second delivery do nothing."""

    pk = models.CompositePrimaryKey("event_id", "subscriber")
    event_id = models.UUIDField()
    subscriber = models.CharField(max_length=120)
    at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"{self.subscriber} {self.event_id}"


@retained(Keep(months=60, since="at", why="Staatscourant 2019, 38007: ten minste vijf jaar"))
class AccessLog(models.Model):
    """One look at (or change to) a resident's data, with the fields of NEN 7513 (RFC 3881 names, in snake case)."""

    class Action(models.TextChoices):
        CREATE = "C", "vastgelegd"
        READ = "R", "bekeken"
        UPDATE = "U", "gewijzigd"
        DELETE = "D", "verwijderd"
        EXECUTE = "E", "uitgevoerd"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    network_id = models.UUIDField(null=True)
    at = models.DateTimeField(default=now)
    event_action_code = models.CharField(max_length=1, choices=Action)
    event_type_code = models.CharField(max_length=60)
    event_outcome_indicator = models.PositiveSmallIntegerField(default=0)
    user_id = models.UUIDField(null=True)
    user_name = models.CharField(max_length=200)
    user_is_requestor = models.BooleanField(default=True)
    role_id_code = models.CharField(max_length=60, blank=True)
    purpose_of_use = models.CharField(max_length=40, default="welzijn-op-recept")
    network_access_point_id = models.CharField(max_length=45, blank=True)
    audit_enterprise_site_id = models.UUIDField(null=True)
    seat_id = models.UUIDField(null=True)
    participant_object_type = models.CharField(max_length=60)
    participant_object_id = models.UUIDField()
    data_subject_id = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["data_subject_id", "id"], name="access_of_resident")]

    def __str__(self) -> str:
        return f"{self.event_action_code} {self.participant_object_id}"


@retained(Keep(months=1, since="at", why="een herhaalde verzending komt binnen dagen"))
class IdempotencyKey(models.Model):
    """A key that a sender gave to an action: the same key returns the first result and does nothing twice."""

    key = models.UUIDField(primary_key=True)
    verb = models.CharField(max_length=80)
    account_id = models.UUIDField(null=True)
    subject_type = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"{self.verb} {self.key}"


@retained(Keep(days=1, since="at", why="wat iemand typte toen de sessie voorbij was; alleen die browser kan het lezen"))
class KeptPost(models.Model):
    """What was sent without a session, encrypted with a key that only the browser holds; its address is hashed."""

    key = models.CharField(max_length=64, primary_key=True)
    body = models.BinaryField()
    at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return str(self.at)


def reference(obj: models.Model) -> dict[str, Any]:
    """How events and tasks point at any object: its type and its key."""
    return {"subject_type": obj._meta.label_lower, "subject_id": obj.pk}
