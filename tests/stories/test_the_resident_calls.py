"""“Niet bellen, de inwoner belt zelf”: some people do not want to be called, or cannot be."""

from kortelijn.tasks.jobs import sweep
from tests.factories.world import World
from tests.stories.mails import inbox
from tests.stories.prescribing import code_on_paper, line_id
from tests.stories.somebody import Somebody
from tests.stories.week import on


def test_the_resident_calls_and_is_not_called(wijk: World) -> None:
    gp, coach, resident = Somebody.on(wijk.gp_seat), Somebody.on(wijk.link_seat), Somebody()

    # Given a resident who wants to call, and leaves no number
    with on("Monday", "10:00"):
        gp.opens("/zoek/").fills_in("Wat speelt er?", "voelt zich alleen sinds verhuizing").presses("Zoek")
        gp.presses("Verwijs naar iemand die meekijkt").fills_in("Naam", "Samira")
        gp.chooses("Niet bellen, de inwoner belt zelf").chooses("Schriftelijk").presses("Verstuur")
        gp.sees("Samira belt zelf met Sanne Bakkali")
        code, line = code_on_paper(gp), f"/lijnen/{line_id(gp.address)}/"

    # Then nobody is invited to call: not on the list, not on the line
    with on("Monday", "11:00"):
        coach.opens("/vandaag/").sees("Samira — eerste contact", "belt zelf").presses("Pak op")
        coach.sees("Niet bellen: deze persoon belt zelf.")
        assert not coach.page.select("a[href^='tel:']")

    # And the resident reads whom to call
    with on("Monday", "12:00"):
        resident.opens("/recept/").fills_in("Uw code", code).presses("Bekijk mijn recept")
        resident.sees("U belt Sanne Bakkali")

    # And the clock leaves the resident a working week
    with on("Friday", "16:59"):
        sweep()
        assert inbox("Youssef") == []

    # When she calls on Friday evening
    with on("Friday", "18:00"):
        coach.opens(line).presses("Gesproken").sees("Vastgelegd.")

    # Then it goes on as with everybody
    with on("Friday", "18:01"):
        coach.follows("Maak een afspraak")
        gp.opens(line).sees("Sanne Bakkali sprak de inwoner voor het eerst")
