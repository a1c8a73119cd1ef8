"""A new network, from a command to people who can find and refer."""

from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.urls import reverse

from kortelijn.kernel.events import delivered_inline
from kortelijn.parties.models import Account, Network, Organization, Seat, Tenure
from kortelijn.startkit.kit import STEPS, stand_of
from kortelijn.startkit.models import Skipped
from kortelijn.startkit.roster import read_roster
from tests.factories.sitting import at_work
from tests.factories.world import World

pytestmark = pytest.mark.django_db
COMMAND = {
    "area": ["BU00000001=Stationsbuurt"], "organization": "Welzijn Zuid", "coordinator": "joke@zuid.example",
    "given_name": "Joke", "family_name": "Smit",
}  # fmt: skip
LIST = """organisatie;plek;beroep;voornaam;achternaam;e-mail
Huisartsen aan de Vaart;Huisarts;Huisarts;Noor;Bakkali;noor@vaart.example
Huisartsen aan de Vaart;POH;Praktijkondersteuner GGZ;Ilse;Kok;ilse@vaart.example
Welzijn Zuid;Welzijnscoach;welzijnscoach;Sanne;de Wit;sanne@zuid.example
"""


def begun(**changes: Any) -> Seat:
    call_command("start_network", "Wijknetwerk Zuid", stdout=StringIO(), **COMMAND | changes)
    return Seat.objects.get(network__slug="wijknetwerk-zuid")


def test_a_command_makes_a_network_whose_coordinator_can_go_on() -> None:
    seat = begun()
    page = at_work(seat).get(reverse("startkit:kit")).content.decode()
    assert f"2 van de {len(STEPS)} stappen gezet" in page
    assert Account.objects.get().email == "joke@zuid.example"
    assert seat.network.areas.get().name == "Stationsbuurt"


@pytest.mark.parametrize(
    ("changes", "says"),
    [({"area": ["Stationsbuurt"]}, "CODE=NAAM"), ({"coordinator": "joke"}, "geen e-mailadres")],
)
def test_a_command_that_is_wrong_makes_nothing(changes: dict[str, Any], says: str) -> None:
    with pytest.raises(CommandError, match=says):
        begun(**changes)
    assert not Network.objects.exists()


def test_a_name_is_taken_once() -> None:
    begun()
    with pytest.raises(CommandError, match="--slug"):
        begun()


def test_a_pasted_list_puts_everybody_on_a_seat_and_tells_them() -> None:
    seat = begun()
    client = at_work(seat)
    with delivered_inline():
        answer = client.post(reverse("startkit:people"), {"list": LIST}, follow=True)
    assert "3 mensen hebben nu een plek." in answer.content.decode()
    titles = set(Seat.objects.filter(network=seat.network).values_list("title", flat=True))
    assert titles == {"Netwerkcoördinator", "Huisarts", "POH", "Welzijnscoach"}
    assert Organization.objects.filter(networks=seat.network).count() == 2
    assert {address for message in mail.outbox for address in message.to} >= {"noor@vaart.example"}
    assert "prescribes" in Seat.objects.get(title="Huisarts").functions


def test_the_same_list_again_changes_nothing() -> None:
    seat = begun()
    for _again in range(2):
        at_work(seat).post(reverse("startkit:people"), {"list": LIST})
    assert Tenure.objects.filter(seat__network=seat.network).count() == 4


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("Vaart;Huisarts;Huisarts;Noor;Bakkali", "Regel 2: vul zes velden in"),
        ("Vaart;Huisarts;Tovenaar;Noor;Bakkali;n@v.example", "Regel 2: het beroep ‘Tovenaar’"),
        ("Vaart;Huisarts;Huisarts;Noor;Bakkali;geen mail", "Regel 2: ‘geen mail’ is geen e-mailadres"),
        ("V;W;Welzijnscoach;Bo;Vos;noor@vaart.example", "Regel 2: dit e-mailadres staat ook op regel 1"),
        ("Vaart;POH;Huisarts;Bo;Vos;" + "x" * 90 + "@v.example", "Regel 2"),
    ],
)
def test_one_wrong_line_stops_all_and_what_was_pasted_stays(line: str, says: str) -> None:
    seat = begun()
    pasted = f"Vaart;Huisarts;Huisarts;Noor;Bakkali;noor@vaart.example\n{line}"
    page = at_work(seat).post(reverse("startkit:people"), {"list": pasted})
    assert page.status_code == 422
    assert says in page.content.decode()
    assert "noor@vaart.example" in page.content.decode()
    assert Seat.objects.filter(network=seat.network).count() == 1


def test_two_on_one_seat_is_refused_by_line() -> None:
    seat = begun()
    pasted = "Zuid;Huisarts;Huisarts;A;B;a@zuid.example\nZuid;Huisarts;Huisarts;C;D;c@zuid.example"
    page = at_work(seat).post(reverse("startkit:people"), {"list": pasted})
    assert "Regel 2: op de plek Huisarts" in page.content.decode()
    assert Seat.objects.filter(network=seat.network).count() == 1


def test_a_step_is_left_for_later_knowingly_and_taken_up_again() -> None:
    seat = begun()
    client = at_work(seat)
    assert client.post(reverse("startkit:skip", args=["overleg"]), {"reason": ""}).status_code == 422
    client.post(reverse("startkit:skip", args=["overleg"]), {"reason": "Eerst kennismaken."})
    assert "Eerst kennismaken." in client.get(reverse("startkit:kit")).content.decode()
    client.post(reverse("startkit:take_up", args=["overleg"]))
    assert not Skipped.objects.exists()
    assert client.get(reverse("startkit:skip", args=["tovenarij"])).status_code == 404


def test_a_step_is_done_when_the_network_shows_it(world: World) -> None:
    client = at_work(world.coordinator_seat)
    done = {stand.step.code for stand in stand_of(world.network) if stand.done}
    assert "visie" not in done
    client.post(reverse("startkit:describe"), {"name": "Zuid", "vision": "Niemand valt.", "way_of_working": ""})
    world.network.refresh_from_db()
    assert {stand.step.code for stand in stand_of(world.network) if stand.done} - done == {"visie"}


def test_only_a_coordinator_sees_the_kit(world: World) -> None:
    assert at_work(world.gp_seat).get(reverse("startkit:kit")).status_code == 403


@pytest.mark.parametrize("separator", ["\t", ";", ","])
def test_a_list_comes_with_tabs_or_signs(separator: str) -> None:
    roster = read_roster(LIST.replace(";", separator))
    assert (len(roster.lines), roster.wrong) == (3, [])
