"""Who looked at which resident: written by `@screen` for every page that shows one (NEN 7513, Wabvpz article 15e)."""

from collections.abc import Iterable
from uuid import UUID

from django.db import models

from kortelijn.kernel.actor import Actor
from kortelijn.kernel.models import AccessLog

READ_METHODS = ("GET", "HEAD")


def subject_of(obj: object) -> UUID | None:
    """The resident whom an object is about, if any: models say so with `data_subject_id`."""
    return getattr(obj, "data_subject_id", None)


def log_access(
    actor: Actor,
    verb: str,
    objects: Iterable[models.Model],
    action: str = AccessLog.Action.READ,
    refused: bool = False,
) -> None:
    """One line for each object that is about a resident."""
    write_lines(access_lines(actor, verb, objects, action, refused))


def access_lines(
    actor: Actor,
    verb: str,
    objects: Iterable[models.Model],
    action: str = AccessLog.Action.READ,
    refused: bool = False,
) -> list[AccessLog]:
    """The lines of this moment, to write together (`event_outcome_indicator` 8: refused, RFC 3881)."""
    about = [(obj, subject) for obj in objects if (subject := subject_of(obj))]
    return [_line(actor, verb, obj, subject, action, refused) for obj, subject in about]


def write_lines(lines: list[AccessLog]) -> None:
    """Add lines to the log, in the order in which they came about."""
    AccessLog.objects.bulk_create(lines, batch_size=1000)


def _line(actor: Actor, verb: str, obj: models.Model, subject: UUID, action: str, refused: bool) -> AccessLog:
    return AccessLog(
        network_id=actor.network_id, event_action_code=action, event_type_code=verb,
        event_outcome_indicator=8 if refused else 0, user_id=actor.account_id, user_name=actor.name,
        role_id_code=actor.profession, network_access_point_id=actor.address,
        audit_enterprise_site_id=actor.organization_id, seat_id=actor.seat_id,
        participant_object_type=obj._meta.label_lower, participant_object_id=obj.pk,
        data_subject_id=subject,
    )  # fmt: skip


def looks_at(resident_id: UUID) -> models.QuerySet[AccessLog]:
    """Every look at one resident, newest first."""
    return AccessLog.objects.filter(data_subject_id=resident_id).order_by("-id")
