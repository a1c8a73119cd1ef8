"""“Waar begin je?” A network from one command to its first line, by the steps of the start kit."""

from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import call_command

from kortelijn.kernel.events import delivered_inline
from kortelijn.parties.models import Network, Seat
from kortelijn.referrals.models import Referral
from kortelijn.startkit.kit import STEPS
from kortelijn.tasks.invariants import violations
from tests.stories.mails import inbox, leaks
from tests.stories.prescribing import prescribe
from tests.stories.somebody import Somebody
from tests.stories.week import on

KIT = "/netwerk/instellingen/begin/"
ROSTER = """Huisartsen aan de Vaart; Huisarts; Huisarts; Noor; Bakkali; noor@vaart.example
Huisartsen aan de Vaart; POH; Praktijkondersteuner GGZ; Ilse; Kok; ilse@vaart.example
Welzijn Zuid; Welzijnscoach; Welzijnscoach; Sanne; de Wit; sanne@zuid.example
Welzijn Zuid; Opbouwwerker; Maatschappelijk werker; Omar; Idrissi; omar@zuid.example"""
LATER = {
    "De eerste tien plekken": "We beginnen met vijf.",
    "Wat er al is": "De lijst van de gemeente komt volgende maand.",
    "Het eerste overleg of thema": "Eerst elkaar zien.",
    "De eerste wijkwandeling": "In het voorjaar, als het droog is.",
    "De eerste avond aan de wand": "Na de wandeling.",
}


@pytest.fixture
def empty(db: None) -> Iterator[None]:
    """An installation where nothing is; what is recorded is delivered at once."""
    with delivered_inline():
        yield
    assert leaks() == []


def test_from_one_command_to_the_first_line(empty: None) -> None:
    # Given a network of which there is only an area and who coordinates it
    with on("Monday", "08:00"):
        call_command(
            "start_network", "Wijknetwerk Zuid", area=["BU00000001=Stationsbuurt"], organization="Welzijn Zuid",
            coordinator="joke@zuid.example", given_name="Joke", family_name="Smit", stdout=StringIO(),
        )  # fmt: skip
        joke = Somebody.on(Seat.objects.get(title="Netwerkcoördinator"))

    # When she goes by the steps: who there is, what it is for, and what is agreed
    with on("Monday", "09:00"):
        joke.opens(KIT).sees(f"2 van de {len(STEPS)} stappen gezet").follows("Zet mensen op hun plek")
        joke.fills_in("Plak hier de lijst", ROSTER).presses("Zet hen op hun plek")
        joke.sees("4 mensen hebben nu een plek.")
        joke.opens("/netwerk/instellingen/wie-wij-zijn/").fills_in("Waar is dit netwerk voor?", "Niemand valt om.")
        joke.fills_in("Hoe werken jullie?", "We bellen eerst.").presses("Bewaar")
        assert len(inbox("Noor")) == 1
    with on("Monday", "10:00"):
        _agree(joke)
        for title in ("Huisarts", "Welzijnscoach"):
            Somebody.on(Seat.objects.get(title=title)).opens(joke.address).presses("Ik teken")

    # And leaves for later, knowingly, what can wait
    with on("Monday", "11:00"):
        for title, reason in LATER.items():
            joke.opens(KIT).follows(f"Laat voor later: {title}").fills_in("Waarom nu niet?", reason)
            joke.presses("Laat voor later")
        joke.opens(KIT).sees("5 van de 10 stappen gezet", *LATER.values()).does_not_see("Laat voor later")
        joke.sees("En als jullie ooit weggaan?").follows("Zo neemt u alles mee").sees("Neem alles mee")

    # Then the GP refers, as was agreed, and somebody who looks along takes it up the same day
    with on("Tuesday", "09:00"):
        noor = Somebody.on(Seat.objects.get(title="Huisarts"))
        line = prescribe(noor)
    with on("Tuesday", "14:00"):
        sanne = Somebody.on(Seat.objects.get(title="Welzijnscoach"))
        sanne.opens("/vandaag/").sees("Mevrouw Van Dam").opens(line).presses("Pak op")
        referral = Referral.objects.get()
        assert referral.taken_up_at is not None
        assert referral.network == Network.objects.get()
        assert list(violations()) == []


def _agree(joke: Somebody) -> None:
    """One small agreement: how fast somebody calls."""
    joke.opens(KIT).follows("Maak een afspraak")
    joke.chooses("In het hele netwerk").fills_in("Hoe heet de afspraak?", "Wij bellen snel")
    joke.presses("Begin met schrijven").follows("Schrijf een artikel")
    joke.fills_in("Kop", "Binnen twee dagen").fills_in("Wat spreken jullie af?", "Wij bellen binnen twee dagen.")
    joke.presses("Zet het erin").fills_in("Binnen hoeveel werkdagen?", "2").presses("Zet de termijn erin")
    joke.follows("Wij bellen snel").chooses("Huisarts (").chooses("Welzijnscoach (").presses("Vraag om te tekenen")
