"""A wish to learn of the link worker, and a student under the link worker."""

from datetime import timedelta
from typing import Any

from kortelijn.competences.learning.actions import join_training
from kortelijn.competences.models import Placement, Training
from kortelijn.competences.placing.actions import Newcomer, place
from kortelijn.kernel.clock import today

GRIEF = "rouw-en-verlies"
SOON, LATER = timedelta(days=14), timedelta(days=200)


def objects(stage: Any) -> dict[type, Any]:
    """Nobody shows what they can: a page says so."""
    world = stage.world
    who = Newcomer(
        given_name="Lotte", family_name="Vink", email=f"lotte.{world.slug}@voorbeeld.example", title="Student",
        profession="student", kind="student", school="Haagse Hogeschool, social work", since=today(),
        until=today() + LATER,
    )  # fmt: skip
    return {
        Training: join_training(world.link_worker, world.network, GRIEF),
        Placement: place(world.coordinator, world.network, world.link_seat, who),
    }


def _newcomer(stage: Any) -> dict[str, str]:
    return {
        "given_name": "Sam", "family_name": "Post", "email": f"sam.{stage.now.timestamp()}@voorbeeld.example",
        "kind": "trainee", "school": "ROC Mondriaan", "title": "Stage sociaal werk", "profession": "student",
        "supervisor": str(stage.world.link_seat.pk), "since": str(today()), "until": str(today() + LATER),
    }  # fmt: skip


TYPED: dict[str, Any] = {
    "van-mij": lambda stage: {f"{GRIEF}-kan": "well"},
    "wanneer": lambda stage: {"on": str(today() + SOON), "begins": "13.30", "ends": "16.30", "place": "De Brug"},
    "stoppen": lambda stage: {"reason": "Geen geld"},
    "verlengen": lambda stage: {"until": str(today() + LATER + SOON)},
    "verder": lambda stage: {"after": "Terug naar school"},
    "begeleider": lambda stage: {"supervisor": str(stage.world.deputy_seat.pk)},
    "nodig": lambda stage: {"people": "2", "reason": "Veel vragen"},
    "geven": _newcomer,
    "genoeg": lambda stage: {"enough": "4"},
}
KEYS = {"<slug:code>": lambda stage: GRIEF}
