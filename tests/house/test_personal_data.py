"""Whatever is personal declares how long it is kept, and network-bound rows carry their network."""

from django.apps import apps
from django.db import models

from kortelijn.kernel.retention import kept
from kortelijn.parties.models import Area, Membership, Network

OURS = "kortelijn."
PERSONAL_WORDS = {"name", "given_name", "family_name", "phone", "email", "wish", "user_name", "outcome_line", "note"}
# Named for an organization or a place, not for a person.
NOT_ABOUT_PEOPLE = {"parties.area", "parties.network", "parties.organization", "directory.service",
                    "directory.location", "directory.contact", "directory.formerorganization", "ground.feature",
                    "rota.room", "gatherings.circle"}  # fmt: skip
# Live and end with the row they hang on.
ENDS_WITH_ITS_PARENT = {"referrals.contactattempt", "tasks.escalation", "tasks.pause"}


def our_models() -> list[type[models.Model]]:
    return [m for m in apps.get_models() if m.__module__.startswith(OURS) and not m._meta.abstract]


def is_personal(model: type[models.Model]) -> bool:
    if model._meta.label_lower in NOT_ABOUT_PEOPLE | ENDS_WITH_ITS_PARENT:
        return False
    return hasattr(model, "data_subject_id") or bool({f.name for f in model._meta.fields} & PERSONAL_WORDS)


def test_every_personal_model_declares_its_retention() -> None:
    personal = [model for model in our_models() if is_personal(model)]
    assert len(personal) >= 6
    assert [model._meta.label for model in personal if not kept(model)] == []


def test_every_network_bound_uniqueness_includes_the_network_or_a_row_that_has_it() -> None:
    carried = {"network", "task", "service", "location", "seat", "event_id", "organization", "training"}
    wrong = [
        f"{model._meta.label}.{one.name}"
        for model in our_models()
        for one in model._meta.constraints
        if isinstance(one, models.UniqueConstraint) and one.fields and not set(one.fields) & carried
    ]
    assert wrong == []


def test_no_model_has_room_for_a_bsn_or_a_diagnosis() -> None:
    words = {field.name for model in our_models() for field in model._meta.get_fields()}
    assert not [word for word in words if "bsn" in word or "diagnos" in word]


def test_a_personal_model_without_retention_is_found() -> None:
    assert kept(Network) is None
    assert not is_personal(Network)
    assert kept(Membership) is None
    assert not is_personal(Area)
