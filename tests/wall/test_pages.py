"""The wall, the phone in the room and the evening afterwards, as people use them."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from kortelijn.directory.actions import add_location, add_service
from kortelijn.directory.models import Location
from kortelijn.kernel.actor import PUBLIC, SYSTEM
from kortelijn.kernel.clock import moved_to
from kortelijn.steps.models import Step
from kortelijn.wall import actions
from kortelijn.wall.models import Contribution, Evening
from kortelijn.wall.parties import parties_of
from tests.factories.sitting import at_work
from tests.factories.world import World
from tests.wall.conftest import EVENING, QUESTION


@pytest.fixture
def coordinator(world: World) -> Client:
    return at_work(world.coordinator_seat)


def page(client: Client, url: str) -> str:
    with moved_to(EVENING):
        return client.get(url, follow=True, headers={"X-Requested-With": "fetch"}).content.decode()


def post(client: Client, url: str, **data: Any) -> Any:
    with moved_to(EVENING):
        return client.post(url, data)


def say(evening: Evening, text: str) -> Contribution:
    with moved_to(EVENING):
        return actions.say(PUBLIC, evening, text)


def step_of(world: World, evening: Evening) -> Step:
    with moved_to(EVENING):
        return actions.make_step(
            world.coordinator, evening, what="Een lijst op elke koelkast", owner=world.link_seat,
            due_on=(EVENING + timedelta(days=20)).date(),
        )  # fmt: skip


def test_the_wall_shows_every_party_with_people_and_what_they_do(world: World, coordinator: Client) -> None:
    _there = world.service, world.gp_seat
    text = page(coordinator, "/wand/")
    for words in ("Rivierkant", "De Spoorbrug", "Eettafel De Brug", "Noor Bakkali", "partij-1", "Dit zijn wij."):
        assert words in text
    assert "Er is nu geen avond." in text


def test_it_knows_no_resident(world: World, coordinator: Client, evening: Evening) -> None:
    for _number in range(6):
        world.referral(reach={"name": "Mevrouw Pinas"}, wish="Ik wil weer eens dansen.")
    text = page(coordinator, "/wand/")
    assert "Pinas" not in text
    assert "dansen" not in text


def test_what_is_for_professionals_only_is_not_on_it(world: World, coordinator: Client) -> None:
    world.service.access = "professional"
    world.service.save()
    assert "Eettafel De Brug" not in page(coordinator, "/wand/")


def test_a_place_with_only_something_for_professionals_is_not_on_it(world: World) -> None:
    place = add_location(SYSTEM, world.network, name="Achterkamer", latitude=52.07, longitude=4.32)
    service = add_service(
        SYSTEM, world.network, world.welfare, name="Meedenklijn", domains=["taal"], places=[(place, [])], contacts=[],
    )  # fmt: skip
    assert place in places_of(world)
    service.access = "professional"
    service.save()
    assert place not in places_of(world)


def places_of(world: World) -> list[Location]:
    return [place for party in parties_of(world.network)[0] for place in party.places]


@pytest.mark.parametrize("said", [1, 40])
def test_the_number_of_queries_does_not_grow(
    world: World, coordinator: Client, evening: Evening, said: int, django_assert_num_queries: Any
) -> None:
    _there = world.service, world.gp_seat, world.link_seat
    for number in range(said):
        say(evening, f"Bijdrage nummer {number}")
    if said > 1:
        for _number in range(5):
            step_of(world, evening)
    with moved_to(EVENING), django_assert_num_queries(19):
        coordinator.get("/wand/")
    with moved_to(EVENING), django_assert_num_queries(8):
        coordinator.get("/wand/vraag/", headers={"X-Requested-With": "fetch"})


def test_what_somebody_says_with_a_phone_stands_on_the_wall(coordinator: Client, evening: Evening) -> None:
    phone = Client()
    address = f"/avond/{evening.code}/"
    assert QUESTION in page(phone, address)
    answer = post(phone, address, text="Mannen van zestig zonder werk")
    assert (answer.status_code, answer["Location"]) == (302, f"{address}?gezegd=wand")
    assert "het staat zo op de wand" in page(phone, answer["Location"])
    assert "Mannen van zestig zonder werk" in page(coordinator, "/wand/vraag/")


def test_what_names_somebody_waits_for_the_coordinator(coordinator: Client, evening: Evening) -> None:
    answer = post(Client(), f"/avond/{evening.code}/", text="Mevrouw Pietersen zit alleen")
    assert answer["Location"].endswith("gezegd=kijkt")
    board = page(coordinator, "/wand/vraag/")
    assert "Pietersen" not in board
    assert "1 wacht op de begeleider" in board
    lead = page(coordinator, f"/wand/avonden/{evening.pk}/leiden/")
    assert "Mevrouw Pietersen zit alleen" in lead
    assert "hier staat misschien een naam in" in lead
    contribution = evening.contributions.get()
    post(coordinator, f"/wand/bijdragen/{contribution.pk}/verberg/")
    assert "Pietersen" not in page(coordinator, f"/wand/avonden/{evening.pk}/")


def test_the_code_is_found_however_it_is_typed(evening: Evening) -> None:
    typed = f" {evening.code[:2].lower()} {evening.code[2:]}"
    assert post(Client(), "/avond/", code=typed)["Location"] == f"/avond/{evening.code}/"
    wrong = post(Client(), "/avond/", code="0000")
    assert wrong.status_code == 422
    assert "Deze code kennen wij niet" in wrong.content.decode()
    assert page(Client(), f"/avond/{evening.code.lower()}/").count(QUESTION) == 1
    with moved_to(EVENING):
        assert Client().get("/avond/zzzzz/").status_code == 404


def test_what_was_typed_stays_when_it_is_too_long(evening: Evening) -> None:
    answer = post(Client(), f"/avond/{evening.code}/", text="lang " * 60)
    assert answer.status_code == 422
    assert "hooguit 280 tekens" in answer.content.decode()
    assert "lang lang" in answer.content.decode()


def test_markup_is_text(coordinator: Client, evening: Evening) -> None:
    post(Client(), f"/avond/{evening.code}/", text="<script>alert(1)</script> doet iets")
    assert "<script>alert" not in page(coordinator, "/wand/")
    assert "&lt;script&gt;alert(1)" in page(coordinator, "/wand/vraag/")


def test_before_and_after_there_is_nothing_to_type_in(evening: Evening) -> None:
    for away, words in ((timedelta(hours=-2), "De avond begint nog."), (timedelta(hours=3), "De avond is voorbij.")):
        with moved_to(EVENING + away):
            client = Client()
            text = client.get(f"/avond/{evening.code}/").content.decode()
            late = client.post(f"/avond/{evening.code}/", {"text": "Toch nog iets"})
        assert words in text
        assert "<textarea" not in text
        assert late.status_code == 422
    assert not evening.contributions.exists()


def test_a_program_that_floods_the_wall_is_braked(evening: Evening) -> None:
    """It forgets who it was each time."""
    cache.clear()
    for _number in range(600):
        cache_full = post(Client(), "/avond/", code="")
    assert cache_full.status_code == 422
    assert post(Client(), f"/avond/{evening.code}/", text="Nog een").status_code == 429
    cache.clear()


def test_another_machine_shows_the_wall_with_the_code_only(world: World, coordinator: Client) -> None:
    cache.clear()
    screen = Client()
    assert "Laat de wand hier zien." in page(screen, "/scherm/")
    assert "Laat de wand hier zien." in page(screen, "/scherm/vraag/")
    assert post(screen, "/scherm/", code="ABCDEFGH").status_code == 422
    post(coordinator, "/wand/code/")
    code = re.search(r'wl-code--big">(\w{8})<', page(coordinator, "/wand/code/"))
    assert code
    assert post(screen, "/scherm/", code=code[1].lower())["Location"] == "/scherm/"
    assert "Dit zijn wij." in page(screen, "/scherm/")
    assert "Er is nu geen avond" in page(screen, "/scherm/vraag/")
    post(coordinator, "/wand/code/")
    assert "Laat de wand hier zien." in page(screen, "/scherm/")
    with moved_to(EVENING):
        assert "login" in screen.get("/wand/")["Location"]


def test_one_phone_is_braked_and_the_room_goes_on(evening: Evening) -> None:
    cache.clear()
    eager, other = Client(), Client()
    for phone in (eager, other):
        page(phone, f"/avond/{evening.code}/")
    answers = [post(eager, f"/avond/{evening.code}/", text="").status_code for _time in range(700)]
    assert answers == [422] * 10 + [429] * 690
    assert post(other, f"/avond/{evening.code}/", text="").status_code == 422
    cache.clear()


def test_guessing_the_code_of_the_screen_is_braked(db: None) -> None:
    cache.clear()
    client = Client()
    for _number in range(10):
        assert post(client, "/scherm/", code="ABCDEFGH").status_code == 422
    assert post(client, "/scherm/", code="ABCDEFGH").status_code == 429
    cache.clear()


def test_a_coordinator_plans_an_evening(world: World, coordinator: Client) -> None:
    asked = {"title": "Jeugd", "question": "Wat is er nodig?", "on": "2026-12-03", "begins": "19.30", "ends": "00:30"}
    assert post(coordinator, "/wand/avonden/plannen/", **asked)["Location"] == "/wand/avonden/"
    evening = Evening.objects.get()
    assert evening.closes_at - evening.opens_at == timedelta(hours=5)
    assert "Jeugd" in page(coordinator, "/wand/avonden/")
    moved = post(coordinator, f"/wand/avonden/{evening.pk}/verzetten/", **asked | {"title": "Jeugd, dichterbij"})
    assert moved.status_code == 302
    assert "Jeugd, dichterbij" in page(coordinator, f"/wand/avonden/{evening.pk}/")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"title": ""}, "Geef de avond een naam."), ({"on": "2026-11-01"}, "vanaf vandaag"),
        ({"on": "morgen"}, "zoals 3-12-2026"), ({"begins": "half acht"}, "zoals 19.30"),
        ({"question": "x" * 201}, "korter dan 200 tekens"),
        ({"on": "2026-11-24", "begins": "18:00", "ends": "19:00"}, "Dat is al voorbij"),
    ],
)  # fmt: skip
def test_what_is_not_right_yet_is_said_and_what_was_typed_stays(
    coordinator: Client, wrong: dict[str, str], words: str
) -> None:
    asked = {"title": "Jeugd", "question": "Wat?", "on": "2026-12-03", "begins": "19:30", "ends": "22:00"} | wrong
    answer = post(coordinator, "/wand/avonden/plannen/", **asked)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Evening.objects.exists()


def test_what_is_said_is_put_in_order_and_becomes_a_step_on_somebodys_worklist(
    world: World, coordinator: Client, evening: Evening
) -> None:
    said = say(evening, "Een lijst van wat in het weekend open is")
    post(coordinator, f"/wand/bijdragen/{said.pk}/orden/", heading="Weekend", hands="14")
    assert "14 handen" in page(coordinator, "/wand/vraag/")
    form = f"/wand/avonden/{evening.pk}/stap/?bij={said.pk}"
    assert "Een lijst van wat in het weekend open is" in page(coordinator, form)
    due = (EVENING + timedelta(days=20)).strftime("%Y-%m-%d")
    made = post(coordinator, form, what="Lijst op elke koelkast", owner=world.link_seat.pk, due_on=due)
    assert made.status_code == 302
    step = Step.objects.get()
    assert list(said.led_to.all()) == [step]
    worklist = page(at_work(world.link_seat), "/vandaag/")
    assert f"/afspraken/stappen/{step.pk}/" in worklist
    assert "Hieruit kwam: Lijst op elke koelkast" in page(coordinator, f"/wand/avonden/{evening.pk}/")
    assert "Wijkavond, 24 november" in page(coordinator, "/afspraken/stappen/")
    assert "Lijst op elke koelkast" in page(coordinator, "/wand/vraag/")
    assert "Lijst op elke koelkast" in page(coordinator, f"/netwerk/plekken/{world.link_seat.pk}/")


def test_a_number_of_hands_that_is_none_is_said(coordinator: Client, evening: Evening) -> None:
    said = say(evening, "Een buddy")
    post(coordinator, f"/wand/bijdragen/{said.pk}/orden/", heading="x", hands="veel")
    assert "vul handen in als een getal" in page(coordinator, f"/wand/avonden/{evening.pk}/leiden/")


def test_the_one_who_promised_it_rounds_it_off_and_the_evening_shows_it(world: World, evening: Evening) -> None:
    step = step_of(world, evening)
    done = post(at_work(world.link_seat), f"/afspraken/stappen/{step.pk}/klaar/", result="Hij hangt er.")
    assert done.status_code == 302
    after = page(at_work(world.gp_seat), f"/wand/avonden/{evening.pk}/")
    assert "Hij hangt er." in after
    assert "1 van de 1 is gedaan." in after
    assert "uit Wijkavond" not in after
    assert "1 van 1 stappen gedaan" in page(at_work(world.gp_seat), "/wand/avonden/")


def test_the_coordinator_types_what_is_said_aloud_and_closes(coordinator: Client, evening: Evening) -> None:
    lead = f"/wand/avonden/{evening.pk}/leiden/"
    assert post(coordinator, lead, text="Mevrouw Pietersen zei: kom langs").status_code == 302
    assert evening.contributions.get().status == "shown"  # who leads has looked already
    post(coordinator, f"/wand/avonden/{evening.pk}/sluit/")
    with moved_to(EVENING + timedelta(minutes=1)):
        assert "De avond is voorbij" in Client().get(f"/avond/{evening.code}/").content.decode()
