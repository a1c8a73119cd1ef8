"""“Digitale systemen bemoeilijken signaleren, doorverwijzen en de overdracht”: here a handover is asked and answered.

The owner changes only when the other says yes, and to another organization only when the resident says yes too.
"""

import pytest

from kortelijn.kernel.actor import SYSTEM
from kortelijn.parties.actions import add_organization
from kortelijn.parties.models import Seat
from tests.factories.world import World
from tests.stories.mails import inbox, last_mail
from tests.stories.prescribing import WISH, code_on_paper, prescribe
from tests.stories.somebody import Somebody
from tests.stories.week import on

NOTE = "Spreekt liever Turks, en liefst met een man."


@pytest.fixture
def line(wijk: World) -> str:
    """A line of Monday, of which the link worker spoke the resident."""
    with on("Monday", "10:00"):
        address = prescribe(Somebody.on(wijk.gp_seat), "De heer Yilmaz")
    with on("Monday", "11:00"):
        Somebody.on(wijk.link_seat).opens(address).presses("Gesproken")
    return address


@pytest.fixture
def debt_seat(wijk: World) -> Seat:
    """Somebody at an organization that knows nothing of this resident."""
    helpdesk = add_organization(SYSTEM, wijk.network, name="Helpdesk Geldzaken Zuid", kind="schuldhulp")
    return wijk.seat(helpdesk, "Budgetcoach", "Emre", profession="maatschappelijk-werker", functions=["receives"])


def test_a_colleague_says_yes(wijk: World, line: str) -> None:
    coach, colleague = Somebody.on(wijk.link_seat), Somebody.on(wijk.deputy_seat)

    # When the link worker asks a colleague
    with on("Tuesday", "9:00"):
        coach.opens(line).follows("Draag over").chooses("Youssef Bakkali, Sociaal werker")
        coach.fills_in("Wat moet de ander weten?", NOTE).presses("Vraag om over te nemen")

    # Then the line stays with her, and the colleague owes an answer and sees what it takes
    with on("Tuesday", "9:05"):
        coach.sees("Gevraagd. De lijn blijft bij u tot de ander ja zegt.", "bij Sanne Bakkali")
        colleague.opens("/vandaag/").sees("De heer Yilmaz — overnemen van Sanne?")
        colleague.opens_mail(last_mail("Youssef")).sees("Sanne Bakkali vraagt of u de heer Yilmaz verder helpt.", WISH)
        colleague.sees(NOTE)
        Somebody.on(wijk.gp_seat).opens(line).sees("is gevraagd om dit over te nemen").does_not_see("Bekijk de vraag")

    # When he says yes
    with on("Tuesday", "9:30"):
        colleague.presses("Ja, ik neem het over").sees("De lijn is nu van u.", "bij Youssef Bakkali")

    # Then everybody knows, and she owes nothing any more
    with on("Tuesday", "9:35"):
        assert inbox("Sanne")[-1] == "Er is antwoord op uw vraag om over te nemen"
        coach.opens("/vandaag/").sees("Niemand wacht op u.")
        Somebody.on(wijk.gp_seat).opens(line).sees("bij Youssef Bakkali", "Youssef Bakkali nam het over")


def test_a_colleague_says_no_and_why(wijk: World, line: str) -> None:
    coach, colleague = Somebody.on(wijk.link_seat), Somebody.on(wijk.deputy_seat)

    # Given a question to take over
    with on("Tuesday", "9:00"):
        coach.opens(line).follows("Draag over").chooses("Youssef Bakkali, Sociaal werker")
        coach.fills_in("Wat moet de ander weten?", NOTE).presses("Vraag om over te nemen")

    # When the colleague says no, first without saying why
    with on("Tuesday", "9:30"):
        colleague.opens_mail(last_mail("Youssef")).presses("Neem het niet over").sees("Schrijf er kort bij waarom.")
        colleague.fills_in("Waarom niet?", "Ik ga morgen drie weken weg.").presses("Neem het niet over")

    # Then it is where it was, the reason came back, and he cannot open it any more
    with on("Tuesday", "10:00"):
        coach.opens_mail(last_mail("Sanne")).sees("bij Sanne Bakkali", "“Ik ga morgen drie weken weg.”")
        coach.sees("Maak een afspraak")
        assert colleague.opens(line).status == 404


def test_to_another_organization_without_a_yes_of_the_resident_nothing_is_shared(
    wijk: World, line: str, debt_seat: Seat
) -> None:
    coach, other = Somebody.on(wijk.link_seat), Somebody.on(debt_seat)

    # When the link worker asks somebody elsewhere, and did not ask the resident
    with on("Tuesday", "9:00"):
        coach.opens(line).follows("Draag over").chooses("Emre Bakkali, Budgetcoach")
        coach.fills_in("Wat moet de ander weten?", NOTE).presses("Vraag om over te nemen")

    # Then she hears what to ask, keeps what she typed, and the other knows of nothing
    with on("Tuesday", "9:01"):
        assert coach.status == 422
        coach.sees("Vraag eerst of de inwoner het goed vindt dat Helpdesk Geldzaken Zuid meedoet.", NOTE)
        assert inbox("Emre") == ["U zit op een plek in het wijknetwerk"]
        other.opens("/vandaag/").sees("Niemand wacht op u.")
        assert other.opens(line).status == 404


def test_to_another_organization_with_a_yes_it_is_asked_and_the_resident_sees_it(
    wijk: World, line: str, debt_seat: Seat
) -> None:
    coach, other, resident = Somebody.on(wijk.link_seat), Somebody.on(debt_seat), Somebody()

    # Given a resident who said yes to her on the telephone
    with on("Tuesday", "9:00"):
        coach.opens(line).follows("Draag over").chooses("Emre Bakkali, Budgetcoach")
        coach.fills_in("Wat moet de ander weten?", NOTE).chooses("Mondeling afgesproken")
        coach.presses("Vraag om over te nemen").sees("Gevraagd.")

    # When the other takes it over
    with on("Tuesday", "11:00"):
        other.opens_mail(last_mail("Emre")).presses("Ja, ik neem het over").sees("De lijn is nu van u.")

    # Then the resident sees both organizations, and who calls now
    with on("Tuesday", "12:00"):
        code = code_on_paper(Somebody.on(wijk.gp_seat).opens(line.replace("lijnen", "recept/verstuurd")))
        resident.opens("/recept/").fills_in("Uw code", code).presses("Bekijk mijn recept")
        resident.sees("Emre Bakkali belt u")
        known = resident.under("Wie weet dit van u?")
        assert "Rivierkant" in known
        assert "Helpdesk Geldzaken Zuid" in known
