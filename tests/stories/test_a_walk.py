"""“Met kleine groepjes bezochten ze een aantal partners in de wijk. Het is erg leuk om overal een kijkje achter de

voordeur te krijgen. Zo leer je elke keer weer meer bij over het aanbod en krijg je er een persoonlijk gevoel bij.”
"""

from typing import Any

from kortelijn.tasks.jobs import sweep
from kortelijn.ties.queries import contacts_of
from kortelijn.walks.jobs import plan
from kortelijn.walks.models import Planning
from tests.factories.world import World
from tests.stories.mails import inbox, last_mail
from tests.stories.somebody import Somebody
from tests.stories.week import on

WALKS = "/netwerk/wandelingen/"
LEARNED = "Er is elke middag koffie, ook zonder afspraak."


def test_a_walk_from_the_first_mail_to_the_thanks(wijk: World, settings: Any) -> None:
    settings.WALK_PLAN_SECONDS = 1
    _place, host = wijk.location, wijk.deputy_seat
    asked(wijk)
    planned_and_invited(wijk)

    # Before the walk nobody owes anything; when they have walked, whoever kept them together does
    with on("Thursday", "12:00", week=2):
        sweep()
        Somebody.on(wijk.link_seat).opens("/vandaag/").does_not_see("Schrijf op wat groep 1 leerde")
    with on("Thursday", "17:00", week=2):
        sweep()
        coach = Somebody.on(wijk.link_seat).opens("/vandaag/").sees("Schrijf op wat groep 1 leerde")
        coach.follows("Schrijf op").sees("Noor Bakkali, Huisarts, De Spoorbrug")
        coach.fills_in("Rivierkant: wat leerden jullie?", LEARNED).presses("Bewaar")
        coach.sees("Nieuwe kennismakingen", LEARNED)

    # Then they know each other, and who received too; the host is thanked, with what was learned
    gp, receiver = (seat.tenures.get().person_id for seat in (wijk.gp_seat, host))
    with on("Friday", "9:00", week=2):
        assert receiver in contacts_of(wijk.network.pk, [gp])[gp]
        leader = Somebody.on(wijk.coordinator_seat).opens(WALKS).follows("Voorjaarswandeling")
        leader.follows("Bedank de gastheren").fills_in("Wat zegt u tegen de gastheren?", "Dank voor de soep.")
        leader.presses("Verstuur de dank en rond af").sees("Nieuwe kennismakingen", "2 mensen liepen mee, in 1 groep.")
    assert "Dank voor de soep." in last_mail("Youssef")
    assert LEARNED in last_mail("Youssef")


def asked(wijk: World) -> None:
    """A coordinator who asks everybody, and a partner that opens its door."""
    with on("Monday", "09:00"):
        _everybody = wijk.gp_seat, wijk.link_seat
        leader = Somebody.on(wijk.coordinator_seat).opens(WALKS).follows("Begin nieuwe wandelingen")
        leader.fills_in("Hoe noemt u deze wandelingen?", "Voorjaarswandeling").fills_in("Wandeldag", "2026-12-10")
        leader.fills_in("Tot wanneer kan iemand zich opgeven?", "2026-12-03")
        leader.fills_in("Bezoeken per groep", "1").fills_in("Minstens zoveel mensen", "2")
        leader.presses("Vraag wie er meeloopt").sees("Wie ontvangt een groep?")
        leader.chooses("Sociaal werker (Youssef").chooses("Buurthuis De Brug").presses("Noem als gastheer")
        leader.sees("Kloppen deze uren?").presses("Bewaar de uren").sees("10 dec 13.00")

    # A colleague says yes in the mail without logging in; another on the page itself
    with on("Tuesday", "10:00"):
        assert inbox("Noor") == ["Loopt u mee? Voorjaarswandeling"]
        Somebody().opens_mail(last_mail("Noor")).presses("Ja, ik loop mee").sees("Fijn dat u meeloopt")
        coach = Somebody.on(wijk.link_seat).opens(WALKS).follows("Voorjaarswandeling")
        coach.presses("Ja, ik loop mee").sees("U hebt zich opgegeven")


def planned_and_invited(wijk: World) -> None:
    """Groups and routes from the planner, and an invitation that is answered with one tap."""
    with on("Friday", "10:00", week=1):
        leader = Somebody.on(wijk.coordinator_seat).opens("/vandaag/").follows("Deel in").follows("Indeling")
        leader.presses("Maak groepen en routes").sees("We zoeken de beste groepjes")
        plan(str(Planning.objects.get().pk))
        leader.follows("Kijk of het klaar is").sees("Groep 1", "Waarom zo?", "Noor Bakkali")
        leader.presses("Verstuur de uitnodigingen").sees("De uitnodigingen zijn onderweg")
    with on("Monday", "10:00", week=2):
        gp = (
            Somebody().opens_mail(last_mail("Noor")).sees("U loopt mee", "Waldorpstraat 1", "Welzijnscoach, Rivierkant")
        )
        gp.does_not_see("Sanne").presses("Ja, ik kom").sees("Fijn, tot dan.", "u komt")
