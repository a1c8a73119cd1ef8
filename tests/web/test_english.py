"""A reader of English gets English: on every main page, from the footer on, and on paper."""

import re

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils.translation import override

from kortelijn.directory.hour_words import rule_words
from tests.factories.sitting import at_work
from tests.factories.world import World

COOKIE = "taal"
# Words of our screens that English does not have, and that no name or data of the test carries.
DUTCH = re.compile(
    r"\b(Zoek|Vandaag|Mijn lijnen|Aanbod|Netwerk|Uitloggen|Inloggen|Stijlgids|Toegankelijkheid|Verstuur|Terug naar"
    r"|de|het|een|niet|wordt|wie|voor|naar|bij|uw|u)\b"
)
PUBLIC = ("/", "/privacy/", "/toegankelijkheid/", "/recept/", "/account/login/")
OF_THE_GP = ("/zoek/", "/zoek/?vraag=eenzaam", "/recept/nieuw/", "/lijnen/", "/aanbod/")
OF_THE_COACH = ("/vandaag/", "/lijnen/", "/netwerk/", "/aanbod/")


def said(client: Client, url: str) -> str:
    """What a page says to its reader, without what is data or in Dutch on purpose."""
    answer = client.get(url, follow=True)
    assert answer.status_code == 200, url
    page = BeautifulSoup(answer.content, "html.parser")
    assert page.html["lang"] == "en"
    for part in page.select("script, [lang=nl], .kl-speech, textarea, form[action*='/taal/']"):
        part.decompose()
    return " ".join(page.get_text(" ").split())


def dutch_on(client: Client, url: str, names: tuple[str, ...] = ()) -> list[str]:
    text = said(client, url)
    for name in names:
        text = text.replace(name, "")
    return DUTCH.findall(text)


def in_english(client: Client) -> Client:
    client.cookies[COOKIE] = "en"
    return client


@pytest.mark.parametrize("url", PUBLIC)
def test_public_pages_in_the_language_of_the_browser(db: None, url: str) -> None:
    client = Client(headers={"accept-language": "en-GB,en;q=0.9"})
    assert dutch_on(client, url) == []


def names(world: World) -> tuple[str, ...]:
    """What was typed by people, and stays as it was typed."""
    return (
        world.service.name, world.service.description, world.link_seat.title, world.deputy_seat.title,
        world.coordinator_seat.title, world.gp_seat.title, world.practice.name, world.location.name, world.network.name,
        world.referral().resident.name, world.recipe().wish,
    )  # fmt: skip


def test_the_pages_of_who_refers(world: World) -> None:
    typed, client = names(world), in_english(at_work(world.gp_seat))
    assert {url: dutch_on(client, url, typed) for url in OF_THE_GP} == {url: [] for url in OF_THE_GP}
    for place in ("Search", "My lines", "Services", "Network", "Log out"):
        assert place in said(client, "/lijnen/")


def test_the_pages_of_who_helps(world: World) -> None:
    typed, line = names(world), world.referral()
    client = in_english(at_work(world.link_seat))
    pages = (
        *OF_THE_COACH,
        f"/lijnen/{line.pk}/",
        f"/aanbod/{world.service.pk}/",
        f"/netwerk/plekken/{world.link_seat.pk}/",
    )
    assert {url: dutch_on(client, url, typed) for url in pages} == {url: [] for url in pages}
    assert "people are waiting for you" in said(client, "/vandaag/")


def test_the_footer_switches_and_the_choice_stays(world: World) -> None:
    client = at_work(world.gp_seat)
    assert "Mijn lijnen" in client.get("/lijnen/").content.decode()
    client.post("/taal/setlang/", {"language": "en", "next": "/lijnen/"})
    assert "My lines" in said(client, "/lijnen/")
    client.post("/taal/setlang/", {"language": "nl", "next": "/lijnen/"})
    assert "Mijn lijnen" in client.get("/lijnen/").content.decode()


def test_the_papers_print_in_english(world: World) -> None:
    client, line = in_english(at_work(world.gp_seat)), world.referral()
    assert client.get(f"/lijnen/{line.pk}/kaart.pdf").content.startswith(b"%PDF")


@pytest.mark.parametrize(
    ("day", "english"),
    [("1WE", "every 1st Wednesday"), ("2WE", "every 2nd Wednesday"), ("3TH", "every 3rd Thursday"),
     ("4MO", "every 4th Monday"), ("-1FR", "every last Friday")],
)  # fmt: skip
def test_a_rule_in_english(day: str, english: str) -> None:
    with override("en"):
        assert rule_words(f"FREQ=MONTHLY;BYDAY={day}") == f"{english} of the month"


def test_dutch_is_found() -> None:
    assert DUTCH.findall("Vandaag wacht het op u") == ["Vandaag", "het", "u"]
    assert DUTCH.findall("Nobody is waiting for you") == []
