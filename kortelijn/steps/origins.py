"""What a step came of: the app that knows it says how it is called and where it is seen."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.apps import apps
from django.db import models

from kortelijn.kernel.actor import Actor
from kortelijn.kernel.policy import may
from kortelijn.steps.models import Step


@dataclass(frozen=True, slots=True)
class Origin:
    """What a step came of, in words, and its address."""

    title: str
    url: str = ""


Teller = Callable[[list[UUID]], Mapping[UUID, Origin]]
_tellers: dict[str, Teller] = {}
_verbs: dict[str, str] = {}


def origin_of(model: type[models.Model], *, verb: str = "") -> Callable[[Teller], Teller]:
    """Say in `subscribers.py` how what steps come of is called; the teller gets all keys at once.

    With a verb only who may do that to the origin makes steps that come of it: they may be shown where others look.
    """

    def register(teller: Teller) -> Teller:
        _tellers[model._meta.label_lower] = teller
        if verb:
            _verbs[model._meta.label_lower] = verb
        return teller

    return register


def origins(steps: Iterable[Step]) -> dict[UUID, Origin]:
    """What each of these steps came of, by key of the step; each app is asked once."""
    rows = [step for step in steps if step.origin_id]
    told: dict[UUID, Origin] = {}
    for kind in sorted({step.origin_type for step in rows} & _tellers.keys()):
        some = {step.pk: step.origin_id for step in rows if step.origin_type == kind and step.origin_id}
        known = _tellers[kind](list(some.values()))
        told |= {key: known[origin] for key, origin in some.items() if origin in known}
    return told


def origin_named(actor: Actor, named: str) -> models.Model | None:
    """What an address names as the origin (`ambition.chance:<key>`): of the own network, and open to this actor."""
    label, _colon, key = named.partition(":")
    if label not in _tellers:
        return None
    try:
        rows: models.QuerySet[models.Model] = apps.get_model(label)._base_manager.filter(pk=UUID(key))
        origin = rows.filter(network_id=actor.network_id).first()
    except ValueError:
        return None
    verb = _verbs.get(label)
    return None if origin is None or (verb and not may(actor, verb, origin)) else origin
