"""The page of vitality: sums for everybody, names for the coordinator who says what for, no small counts otherwise."""

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from kortelijn.insights.actions import ask_measurement, state_purpose
from kortelijn.insights.figures import measured
from kortelijn.insights.jobs import measure, measure_every_week
from kortelijn.insights.models import CONTACT, KNOWS, Measurement
from kortelijn.insights.page import heard
from kortelijn.insights.shown import number
from kortelijn.kernel.actor import SYSTEM, system_for
from kortelijn.kernel.clock import moved_to, now
from kortelijn.kernel.errors import NotAllowed, Refused
from kortelijn.kernel.models import Event
from kortelijn.parties.holdings import held_by_seats
from kortelijn.parties.models import Seat, Tenure
from kortelijn.ties.actions import observe
from kortelijn.ties.models import Layer
from kortelijn.ties.queries import Coverage
from tests.factories.sitting import at_work
from tests.factories.world import World

pytestmark = pytest.mark.django_db
PAGE = "/netwerk/vitaliteit/"


def holder(seat: Seat) -> Any:
    return Tenure.objects.current().get(seat=seat).person_id


@pytest.fixture
def world() -> World:
    """A GP and a coordinator who only reach each other through the link worker; the deputy knows nobody."""
    world = World()
    gp, coordinator, link = holder(world.gp_seat), holder(world.coordinator_seat), holder(world.link_seat)
    observe(system_for(world.network.pk), world.network, Layer.MEETING, [(gp, link), (link, coordinator)])
    _service = world.service  # its intake hangs on the link worker
    return world


def sees_names(world: World) -> Client:
    client = at_work(world.coordinator_seat)
    client.post(reverse("insights:people"), {"purpose": "de opvolging voorbereiden"})
    return client


def test_figures_of_a_small_network(world: World) -> None:
    figures, detail = measured(world.network, CONTACT)
    assert (figures["people"], figures["ties"], figures["islands"], figures["alone"]) == (4, 2, 1, 1)
    assert figures["cut_points"] == 1
    assert figures["groups"] == ["care", "welfare", "municipality"] or "care" in figures["groups"]
    assert detail.roster.members[detail.blocks.cut_points[0]].name == "Sanne Bakkali"
    assert (figures["items"], figures["hanging"], figures["covered"]) == (1, 1, 0)
    assert figures["departure"] == 1


def test_a_member_sees_sums_and_no_small_counts(world: World) -> None:
    text = at_work(world.gp_seat).get(PAGE).content.decode()
    assert "Zo staat ons netwerk ervoor" in text
    assert "Minder dan 5 mensen zijn elk de enige lijn naar iemand anders." in text
    assert "Sanne Bakkali" not in text.split("</header>")[-1]
    assert "te klein" in text
    assert "Namen zien?" not in text


def test_the_coordinator_sees_names_only_after_saying_what_for(world: World) -> None:
    client = at_work(world.coordinator_seat)
    text = client.get(PAGE).content.decode()
    assert "1 mens is de enige lijn naar iemand anders." in text
    assert "Namen zien?" in text
    assert "Sanne Bakkali" not in text
    assert client.post(reverse("insights:people"), {"purpose": " "}).status_code == 422
    sent = client.post(reverse("insights:people") + "?terug=//kwaad.example/", {"purpose": "de opvolging voorbereiden"})
    assert sent["Location"] == PAGE
    text = client.get(PAGE).content.decode()
    assert "Sanne Bakkali" in text
    assert "Omdat u schreef: “de opvolging voorbereiden”" in text
    event = Event.objects.get(kind="insights.looked-at-people")
    assert event.data == {"purpose": "de opvolging voorbereiden"}


def test_with_names_on_those_without_contact_are_named(world: World) -> None:
    page = sees_names(world).get(PAGE)
    lists = dict(next(part for part in page.context["parts"] if part.key == "eilanden").lists)
    assert [name for name, _role in lists["De enige lijn naar iemand anders"]] == ["Sanne Bakkali"]
    assert [name for name, _role in lists["Zonder contact in deze laag"]] == ["Youssef Bakkali"]
    said = sees_names(world).get(PAGE, {"laag": KNOWS})
    assert next(part for part in said.context["parts"] if part.key == "eilanden").lists == []


def test_a_step_does_not_say_that_people_know_nobody(world: World) -> None:
    text = at_work(world.coordinator_seat).get(PAGE).content.decode()
    assert "nog niemand kennen" not in text
    assert "in deze laag nog met niemand contact hadden" in text


def test_the_least_contact_is_between_two_groups(world: World) -> None:
    text = at_work(world.coordinator_seat).get(PAGE).content.decode()
    assert "dat is het minst tussen twee groepen" in text


def test_who_was_heard_is_rounded_as_on_the_page_of_the_rounds() -> None:
    assert heard({"answered": 68, "asked": 96}) == f"{Coverage(68, 96).percent}%" == "70%"
    assert heard({"answered": 0, "asked": 0}) == "n.v.t."


def test_a_number_is_written_in_the_language_of_the_page() -> None:
    assert number(0.384) == "0,38"
    with translation.override("en"):
        assert number(-0.384) == "-0.38"


def test_a_member_cannot_ask_for_names(world: World) -> None:
    assert at_work(world.gp_seat).get(reverse("insights:people")).status_code == 403
    with pytest.raises(NotAllowed):
        state_purpose(world.gp, world.network, "nieuwsgierig")
    with pytest.raises(Refused):
        state_purpose(world.coordinator, world.network, " ")


def test_each_figure_makes_a_step_that_names_nobody(world: World) -> None:
    page = sees_names(world).get(PAGE)
    urls = [part.step_url for part in page.context["parts"]]
    assert len(urls) >= 4
    for url in urls:
        told = parse_qs(urlsplit(url).query)
        assert told["what"]
        assert not any(name in str(told) for name in ("Sanne", "Noor", "Bakkali", "Marieke"))
        assert len(told["what"][0]) <= 160


def test_what_people_say_is_provisional_until_seven_of_ten_answered(world: World) -> None:
    text = at_work(world.coordinator_seat).get(PAGE, {"laag": KNOWS}).content.decode()
    assert "voorlopig" in text
    assert at_work(world.coordinator_seat).get(PAGE, {"laag": "onzin"}).context["lens"] == CONTACT


def test_it_never_says_that_much_contact_is_good(world: World) -> None:
    text = at_work(world.gp_seat).get(PAGE).content.decode()
    assert "niet vanzelf goed" in text


def test_an_empty_network_has_a_page_too() -> None:
    world = World()
    figures, _detail = measured(world.network, CONTACT)
    assert figures["people"] == 0
    text = at_work(world.coordinator_seat).get(PAGE).content.decode()
    assert "nog geen banden te zien" in text


def test_measuring_keeps_sums_and_shows_what_changed(world: World) -> None:
    client = at_work(world.coordinator_seat)
    assert client.post(reverse("insights:measure"), {"laag": CONTACT}).status_code == 302
    assert "Het netwerk wordt gemeten" in client.get(PAGE).content.decode()
    under_way = Measurement.objects.get()
    assert ask_measurement(world.coordinator, world.network, CONTACT) == under_way
    measure(str(under_way.pk))
    measure(str(under_way.pk))
    under_way.refresh_from_db()
    assert (under_way.status, under_way.progress) == (Measurement.Status.DONE, 100)
    assert "Sanne" not in str(under_way.figures)
    assert Event.objects.filter(kind="insights.measured").count() == 1


def test_a_measurement_that_was_lost_is_asked_for_anew(world: World) -> None:
    with moved_to(now() - timedelta(hours=2)):
        lost = ask_measurement(SYSTEM, world.network, CONTACT)
    again = ask_measurement(SYSTEM, world.network, CONTACT)
    assert (again.pk, Measurement.objects.count()) == (lost.pk, 1)
    assert again.asked_at > lost.asked_at


def test_what_changed_stands_beside_what_is(world: World) -> None:
    with moved_to(now() - timedelta(days=30)):
        measure(str(ask_measurement(SYSTEM, world.network, CONTACT).pk))
    text = at_work(world.coordinator_seat).get(PAGE).content.decode()
    assert "vorige keer" in text
    assert "gelijk gebleven" in text


@pytest.mark.parametrize("lens", [CONTACT, KNOWS])
def test_every_figure_has_its_sentence_step_and_table_with_last_time_in_it(
    world: World, lens: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kortelijn.insights.queries.A_WHILE", timedelta(0))
    measure(str(ask_measurement(SYSTEM, world.network, lens).pk))
    parts = at_work(world.coordinator_seat).get(PAGE, {"laag": lens}).context["parts"]
    expected = {"tussen", "eilanden", "belasting", "dragen", "antwoorden"}
    expected |= {"sleutel", "rondvertellen"} if lens == CONTACT else set()
    assert {part.key for part in parts} >= expected
    for part in parts:
        assert part.sentence, part.key
        assert part.step_url, part.key
        assert part.tables, part.key
        assert all("vorige keer" in str(table.head[-1]) for table in part.tables), part.key


def test_whom_to_tell_is_told_in_sums_and_named_only_with_a_purpose(world: World) -> None:
    def spread(client: Client) -> Any:
        return next(part for part in client.get(PAGE).context["parts"] if part.key == "rondvertellen")

    assert "2 mensen" in spread(at_work(world.gp_seat)).sentence
    assert spread(at_work(world.gp_seat)).lists == []
    named = dict(spread(sees_names(world)).lists)
    assert [name for name, _role in named["Eén mens"]] == ["Sanne Bakkali"]


def test_every_week_all_networks_are_asked_to_be_measured(world: World) -> None:
    _network = world.network
    measure_every_week(0)
    measure_every_week(0)
    assert sorted(Measurement.objects.values_list("lens", flat=True)) == [CONTACT, KNOWS]


def test_a_large_network_shows_its_last_measurement(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kortelijn.insights.queries.LIVE", 2)
    client = sees_names(world)
    assert "nog niet gemeten" in client.get(PAGE).content.decode()
    measure(str(ask_measurement(SYSTEM, world.network, CONTACT).pk))
    text = client.get(PAGE).content.decode()
    assert "Dit netwerk is groot" in text
    assert "Sanne Bakkali" not in text


def test_reading_a_network_takes_as_many_queries_whatever_its_size(
    world: World, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(8 + len(held_by_seats.kinds())) as few:
        measured(world.network, CONTACT)
    for extra in range(4):
        world.seat(world.practice, f"Assistent {extra}", f"Jo{extra}", profession="doktersassistent")
    with django_assert_num_queries(len(few)):
        measured(world.network, CONTACT)
