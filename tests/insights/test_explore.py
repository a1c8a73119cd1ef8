"""The network to look around in: by pseudonym for members, by name for who says what for; to take along."""

import csv
import io
import re
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from django.core.management import call_command

from kortelijn.kernel.actor import SYSTEM, system_for
from kortelijn.parties.actions import begin_tenure
from kortelijn.ties.actions import observe
from kortelijn.ties.models import Layer
from tests.factories.sitting import at_work
from tests.factories.world import SINCE, World, person
from tests.insights.test_vitality import holder, sees_names

pytestmark = pytest.mark.django_db
PAGE = "/netwerk/vitaliteit/verken/"
TITLE = re.compile(r"<title>([^<]+)</title></path>")


@pytest.fixture
def world() -> World:
    world = World()
    link = holder(world.link_seat)
    observe(system_for(world.network.pk), world.network, Layer.MEETING, [(holder(world.gp_seat), link)])
    observe(system_for(world.network.pk), world.network, Layer.WALK, [(holder(world.coordinator_seat), link)])
    return world


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_member_sees_how_it_hangs_together_and_no_names(world: World) -> None:
    client = at_work(world.gp_seat)
    page = client.get(PAGE).content.decode().split("</header>")[-1]
    assert page.count("kl-net__tie") == 2
    assert "overig 4" in page
    assert "zorg" not in page.split("<main")[-1].split("kl-net__legend")[1]
    assert "Bakkali" not in page
    assert "Bakkali" not in client.get(f"{PAGE}punten.json").content.decode()


def test_who_says_what_for_sees_names_and_roles(world: World) -> None:
    client = sees_names(world)
    assert "Sanne Bakkali" in client.get(PAGE).content.decode()
    told = client.get(f"{PAGE}punten.json").json()
    assert sorted(each["name"] for each in told["people"]) == [
        "Marieke Bakkali", "Noor Bakkali", "Sanne Bakkali", "Youssef Bakkali",
    ]  # fmt: skip
    assert len(told["links"]) == 2


def test_one_layer_at_a_time_and_never_what_people_say(world: World) -> None:
    client = at_work(world.gp_seat)
    assert len(client.get(f"{PAGE}punten.json", {"laag": "walk"}).json()["links"]) == 1
    assert client.get(PAGE, {"laag": "knows"}).context["lens"] == "contact"
    assert "nog geen contact" in client.get(PAGE, {"laag": "case"}).content.decode()


def test_what_is_taken_along_can_be_read_and_names_nobody(world: World, tmp_path: Path) -> None:
    client = at_work(world.gp_seat)
    whole = text_of(client.get(f"{PAGE}netwerk.graphml"))
    assert "Bakkali" not in whole
    graph = nx.parse_graphml(whole)
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (4, 2)
    for name in ("banden", "mensen"):
        (tmp_path / name).write_text(text_of(client.get(f"{PAGE}{name}.csv")))
    out = io.StringIO()
    call_command("measure", tmp_path / "banden", nodes=tmp_path / "mensen", stdout=out, stderr=io.StringIO())
    assert "mensen                          4" in out.getvalue()
    assert "zonder banden                   1" in out.getvalue()


def test_pseudonyms_do_not_follow_the_alphabet(world: World) -> None:
    rows = list(csv.DictReader(io.StringIO(text_of(at_work(world.gp_seat).get(f"{PAGE}mensen.csv")))))
    by_label = sorted(rows, key=lambda row: row["label"])
    assert [row["id"] for row in by_label] == sorted(row["id"] for row in rows)


def crowded(world: World) -> None:
    """Eight assistants in the practice, with names from one end of the alphabet to the other; they know nobody."""
    for name in ("Anna", "Bart", "Cas", "Dana", "Eef", "Fem", "Guus", "Huub"):
        world.seat(world.practice, f"Assistent {name}", name, profession="doktersassistent")


def test_nothing_stands_in_the_order_of_names(world: World) -> None:
    crowded(world)
    client = at_work(world.gp_seat)
    rows = list(csv.DictReader(io.StringIO(text_of(client.get(f"{PAGE}mensen.csv")))))
    ids = [row["id"] for row in rows]
    assert ids == sorted(ids)
    assert list(nx.parse_graphml(text_of(client.get(f"{PAGE}netwerk.graphml")))) == ids
    told = client.get(f"{PAGE}punten.json").json()
    assert [each["name"] for each in told["people"]] == [row["label"] for row in rows]
    titles = TITLE.findall(text_of(client.get(PAGE)))
    assert titles == [row["label"] for row in rows]
    tied = {end for link in told["links"] for end in link}
    alone = [each for place, each in enumerate(told["people"]) if place not in tied]
    from_left = [each["name"] for each in sorted(alone, key=lambda each: each["x"])]
    assert from_left == [row["label"] for kind in ("care", "other") for row in rows
                         if row["field"] == kind and row["label"] in from_left]  # fmt: skip


def test_in_another_order_the_ties_are_still_those_of_the_same_people(world: World) -> None:
    crowded(world)
    told = at_work(world.gp_seat).get(f"{PAGE}punten.json").json()
    kinds = sorted(sorted(told["people"][end]["field"] for end in link) for link in told["links"])
    assert kinds == [["care", "other"], ["other", "other"]]


def test_a_pseudonym_is_another_one_beside_a_name(world: World) -> None:
    ids = [
        {row["id"] for row in csv.DictReader(io.StringIO(text_of(client.get(f"{PAGE}mensen.csv"))))}
        for client in (at_work(world.gp_seat), sees_names(world))
    ]
    assert [len(each) for each in ids] == [4, 4]
    assert not ids[0] & ids[1]


def test_names_are_text_whatever_stands_in_them(world: World) -> None:
    seat = world.seat(world.practice, "Assistent", profession="doktersassistent")
    begin_tenure(SYSTEM, seat, person("=1+1<b>", "“&”"), since=SINCE)
    client = sees_names(world)
    assert "<b>" not in client.get(PAGE).content.decode().split("<main")[1].split("</main>")[0]
    assert nx.parse_graphml(text_of(client.get(f"{PAGE}netwerk.graphml"))).number_of_nodes() == 5
    assert "'=1+1<b> “&”" in text_of(client.get(f"{PAGE}mensen.csv"))


def test_a_large_network_is_taken_along_but_not_drawn(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kortelijn.insights.queries.LIVE", 2)
    client = at_work(world.gp_seat)
    assert "te groot om te tekenen" in client.get(PAGE).content.decode()
    assert client.get(f"{PAGE}punten.json").status_code == 404
    assert client.get(f"{PAGE}banden.csv").status_code == 200
    assert client.get(f"{PAGE}geheim.csv").status_code == 404


def test_the_page_takes_as_many_queries_whatever_the_size(world: World, django_assert_max_num_queries: Any) -> None:
    client = at_work(world.gp_seat)
    with django_assert_max_num_queries(16):
        client.get(PAGE)
    for number in range(5):
        world.seat(world.practice, f"Assistent {number}", f"Jo{number}", profession="doktersassistent")
    with django_assert_max_num_queries(16):
        client.get(PAGE)


def test_a_board_sees_sums_and_nobodys_ties(world: World) -> None:
    board = world.seat(world.welfare, "Bestuurder", "Truus", profession="bestuurder", functions=["governs"])
    client = at_work(board)
    assert "Verken het netwerk" not in client.get("/netwerk/vitaliteit/").content.decode()
    for address in (PAGE, f"{PAGE}punten.json", f"{PAGE}banden.csv"):
        assert client.get(address).status_code == 403
