"""What is counted and kept on the way from a question to a service and back, and at the door of residents."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client

from kortelijn.directory.models import Service
from kortelijn.finding.models import Search
from tests.factories.world import World
from tests.finding.asking import ask, text
from tests.finding.offer import QUESTION, account_on, add, signed_in

pytestmark = pytest.mark.django_db
KEY = re.compile(r"\?mee=([0-9a-f-]{36})")


@pytest.fixture
def world() -> World:
    world = World()
    add(world, "Verder na verlies", ["rouw"], "Praten over verlies, met anderen.")
    return world


def hidden(page: str) -> dict[str, Any]:
    """What the page itself sends along with the next question."""
    found = re.findall(r'<input type="hidden" name="(blad|nummer|bij|terug)" value="([^"]*)"', page)
    return dict(found)


def come_back(gp: Client, page: str) -> str:
    """To a service with what was heard, and back to the box; a browser without scripts lost the words."""
    service = Service.objects.get(name="Verder na verlies")
    along = {name: value for name, value in hidden(page).items() if name in ("blad", "nummer")}
    there = gp.post(f"/aanbod/{service.pk}/", {"nodig": "rouw", **along})
    key = KEY.search(there["Location"])
    assert key
    return text(gp.get(f"/zoek/?mee={key[1]}"))


def askings() -> int:
    return Search.objects.values("asking").distinct().count()


def test_another_question_after_the_way_back_is_counted_as_another(world: World) -> None:
    gp = signed_in(world.gp_seat)
    back = come_back(gp, ask(gp, blad=str(uuid4()), nummer="0"))
    assert hidden(back)["terug"] == "ja"
    assert askings() == 1
    after = ask(gp, "jongen 16, gaat niet naar school", **hidden(back))
    assert askings() == 2
    assert "terug" not in hidden(after)
    ask(gp, "jongen 16, gaat niet naar school", **hidden(after), erbij="geld")
    assert askings() == 2


def test_a_correction_after_the_way_back_is_of_the_same_question(world: World) -> None:
    gp = signed_in(world.gp_seat)
    back = come_back(gp, ask(gp, blad=str(uuid4()), nummer="0"))
    page = ask(gp, "", **hidden(back), nodig="rouw", erbij="geld")
    assert askings() == 1
    assert hidden(page)["terug"] == "ja"


def test_what_only_professionals_can_use_is_no_answer_for_a_resident(world: World) -> None:
    cache.clear()
    Service.objects.all().delete()
    add(world, "Meedenklijn rouw", ["rouw"], "Praten over verlies.", access="professional")
    here = f"/hulp/{world.network.slug}/"
    assert "Meedenklijn rouw" not in text(Client().post(here, {"vraag": QUESTION}))
    row = Search.objects.get()
    assert (row.door, row.results, row.nothing_fits) == ("public", 0, True)


def test_what_only_professionals_can_use_takes_no_place_of_what_residents_can(world: World) -> None:
    cache.clear()
    for number in range(12):
        add(world, f"Meedenklijn rouw {number}", ["rouw"], "Praten over verlies, met anderen.", access="professional")
    page = text(Client().post(f"/hulp/{world.network.slug}/", {"vraag": QUESTION}))
    assert "Verder na verlies" in page
    assert "Meedenklijn" not in page
    assert Search.objects.get().results == 1


def test_after_a_lost_session_the_way_back_still_knows_what_was_heard(world: World) -> None:
    gp, service = signed_in(world.gp_seat), Service.objects.get()
    gp.get("/zoek/")  # the browser is known from here on
    Session.objects.all().delete()
    gone = gp.post(f"/aanbod/{service.pk}/", {"nodig": "rouw", "blad": str(uuid4()), "nummer": "0"})
    assert "login" in gone["Location"]
    gp.force_login(account_on(world.gp_seat))
    page = text(gp.get(f"/aanbod/{service.pk}/?verder=1"))
    key = KEY.search(page)
    assert key
    assert re.search(r'name="nodig" value="rouw"', text(gp.get(f"/zoek/?mee={key[1]}")))
