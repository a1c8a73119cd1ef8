"""“Mensen gaan nou eenmaal soms ergens anders werken. Dan moet je maar weer afwachten …” Here nobody waits and sees.

The practice nurse leaves: she prepares it, a colleague takes all over but one, the last day passes, and whoever must
meet whom is owed.
"""

from kortelijn.initiatives.models import Initiative
from kortelijn.kernel.actor import SYSTEM
from kortelijn.parties.holdings import held_by_seats
from kortelijn.parties.models import Person, Seat
from kortelijn.tasks.invariants import violations
from kortelijn.tasks.jobs import sweep
from kortelijn.tasks.models import Task
from kortelijn.ties.actions import observe
from kortelijn.ties.models import Layer
from kortelijn.ties.queries import contacts_of
from tests.factories.world import World
from tests.initiatives.made import initiative
from tests.stories.mails import last_mail
from tests.stories.prescribing import prescribe
from tests.stories.somebody import Somebody
from tests.stories.week import on

PROJECT = "Samen wandelen"
TO_MEET = "Maak kennis met Youssef Bakkali, een contact van Fatima Bakkali"


def named(given_name: str) -> Person:
    return Person.objects.get(given_name=given_name)


def nurse_with_work(wijk: World) -> Seat:
    """She is the contact of an initiative, has three residents, and works with Youssef."""
    nurse = wijk.seat(
        wijk.practice, "POH-GGZ", "Fatima", profession="praktijkondersteuner-ggz", deputy=wijk.gp_seat,
        functions=["link-worker", "receives"],
    )  # fmt: skip
    initiative(wijk, contact=nurse, name=PROJECT)
    observe(SYSTEM, wijk.network, Layer.MEETING, [(named("Fatima").pk, named("Youssef").pk)])
    sender = wijk.seat(wijk.practice, "Huisarts op vrijdag", "Bram", profession="huisarts", functions=["prescribes"])
    for name in ("Mevrouw Van Dam", "De heer Yilmaz", "Mevrouw Pinas"):
        prescribe(Somebody.on(sender), name)
    Task.objects.filter(code="fulfill").update(owner=nurse)
    return nurse


def says_that_she_leaves(nurse: Seat) -> Somebody:
    fatima = Somebody.on(nurse).opens("/netwerk/").follows("POH-GGZ").follows("Ik ga weg")
    fatima.fills_in("Vanaf welke dag", "2026-12-05").presses("Bereid de overdracht voor")
    return fatima.sees(
        "vrijdag 4 december 2026", "3 open taken en 1 ding dat deze plek vasthoudt", "Nog niemand gevraagd"
    )


def prepares(fatima: Somebody) -> None:
    """Tells what only she knows, asks a colleague, plans who must meet whom, and says goodbye."""
    fatima.follows("Vertel het: Wat niemand anders weet")
    fatima.fills_in("Wat moet uw opvolger de eerste week", "Bel Youssef over de wandelgroep.").presses("Bewaar")
    fatima.follows("Vraag iemand: Wie het overneemt").chooses("Bilal Bakkali, POH-Ouderen")
    fatima.presses("Vraag om over te nemen").sees("Wacht op antwoord")
    fatima.follows("Plan: Kennismaken").sees("Youssef Bakkali").presses("Plan deze kennismakingen")
    fatima.sees("0 van de 1 geweest").follows("Schrijf: Afscheid nemen")
    fatima.sees("Bilal Bakkali").presses("Bewaar").sees("Klaar om te kopiëren").does_not_see("Van Dam")


def takes_all_but_one(bilal: Somebody) -> None:
    bilal.sees("Wat neemt u over?", PROJECT).does_not_see("Van Dam", "Yilmaz", "Pinas")
    boxes = bilal.page.select("input[name=taken]")
    assert len(boxes) == 4
    del boxes[0]["checked"]
    bilal.fills_in("Wat neemt u niet over", "Ik heb op maandag geen ruimte.")
    bilal.presses("Ik neem over wat is aangevinkt")
    bilal.sees("U neemt 3 dingen over.", "Bel Youssef over de wandelgroep.")


def test_she_leaves_and_a_colleague_takes_over_all_but_one(wijk: World) -> None:
    # Given a practice nurse with work, and a colleague in the same practice
    with on("Monday", "9:00"):
        nurse = nurse_with_work(wijk)
        colleague = wijk.seat(wijk.practice, "POH-Ouderen", "Bilal", profession="praktijkondersteuner-ouderen")

    # When she says that next week's Friday is her last day, then the coordinator knows that nobody comes after
    with on("Monday", "10:00"):
        fatima = says_that_she_leaves(nurse)
        departure = fatima.address
        coordinator = Somebody.on(wijk.coordinator_seat).opens("/vandaag/").sees("Fatima Bakkali gaat weg")
        coordinator.opens("/netwerk/").sees("Wie binnenkort weggaat", "nog geen opvolger")

    # When she prepares it, and a colleague says yes to all but one
    with on("Tuesday", "9:00"):
        prepares(fatima.opens(departure))
    with on("Wednesday", "9:00"):
        takes_all_but_one(Somebody.on(colleague).opens_mail(last_mail("Bilal")))
        fatima.opens(departure).sees("3 van de 4 overgenomen")

    # Then until her last day all is hers, and in the night after it nothing is lost
    lines = Task.objects.open().filter(code="fulfill")
    with on("Friday", "17:00", week=1):
        sweep()
        assert lines.filter(owner=nurse).count() == 3
    with on("Saturday", "0:01", week=1):
        sweep()
        assert (lines.filter(owner=colleague).count(), lines.filter(owner=wijk.gp_seat).count()) == (2, 1)
        assert Initiative.objects.get(name=PROJECT).contact == colleague
        assert held_by_seats.of([nurse.pk]) == []
        assert list(violations()) == []

    # And the introduction is owed by who goes on; when they met, they know each other
    with on("Monday", "9:00", week=2):
        bilal = Somebody.on(colleague).opens("/vandaag/").sees("van Fatima Bakkali")
        bilal.follows(TO_MEET).presses("Wij maakten kennis").sees("Jullie maakten kennis")
        assert contacts_of(wijk.network.pk, [named("Bilal").pk])[named("Bilal").pk] == {named("Youssef").pk}


def test_somebody_comes_on_the_same_seat_on_a_later_day(wijk: World) -> None:
    # Given a link worker who leaves on Friday
    with on("Monday", "10:00"):
        prescribe(Somebody.on(wijk.gp_seat))
        coach = Somebody.on(wijk.link_seat).opens(f"/netwerk/plekken/{wijk.link_seat.pk}/").follows("Ik ga weg")
        coach.fills_in("Vanaf welke dag", "2026-11-28").presses("Bereid de overdracht voor")

    # When the coordinator puts a successor on the seat from that day
    with on("Tuesday", "9:00"):
        coordinator = Somebody.on(wijk.coordinator_seat).opens("/vandaag/").follows("Kijk")
        coordinator.follows("Vraag iemand: Wie het overneemt").follows("Zet iemand op deze plek")
        coordinator.fills_in("Voornaam", "Lies").fills_in("Achternaam", "Groen")
        coordinator.fills_in("E-mailadres", "lies@rivierkant.example").presses("Zet op deze plek")
        coordinator.sees("Lies Groen", "komt hier vanaf 28 november 2026")
        coordinator.opens("/vandaag/").does_not_see("gaat weg")

    # Then the successor sits there on that day, with all of it
    with on("Saturday", "0:01"):
        sweep()
        lies = Somebody.on(wijk.link_seat).opens("/vandaag/").sees("Mevrouw Van Dam")
        lies.opens(f"/netwerk/plekken/{wijk.link_seat.pk}/").sees("Wie hier eerder zat", "Sanne Bakkali")
        lies.follows("Lees het overdrachtsdossier").sees("Dit deed deze plek het afgelopen jaar")
        assert list(violations()) == []
