"""“Het hangt erg op individuen. En mensen gaan nou eenmaal soms ergens anders werken.”

“Dan moet je maar weer afwachten of de opvolger ook gemotiveerd is.” Here, what was owed is owed by a seat.
"""

from kortelijn.parties.actions import end_tenure
from kortelijn.parties.models import Tenure
from kortelijn.tasks.jobs import sweep
from tests.factories.world import World
from tests.stories.mails import inbox, last_mail
from tests.stories.prescribing import prescribe
from tests.stories.somebody import Somebody
from tests.stories.week import on


def test_the_link_worker_leaves_and_nothing_is_lost(wijk: World) -> None:
    gp, coach = Somebody.on(wijk.gp_seat), Somebody.on(wijk.link_seat)

    # Given a link worker with three residents: one to call, one spoken to, one paused
    with on("Monday", "10:00"):
        lines = [prescribe(gp, name) for name in ("Mevrouw Van Dam", "De heer Yilmaz", "Mevrouw Pinas")]
        coach.opens(lines[1]).presses("Pak op").presses("Gesproken")
        coach.opens(lines[2]).presses("Pak op").follows("Pauzeer").fills_in("Tot welke dag?", "2026-12-07")
        coach.fills_in("Waarom?", "Is drie weken bij familie.").presses("Pauzeer")

    # When she says that she leaves
    with on("Tuesday", "9:00"):
        coach.opens("/netwerk/").follows("Welzijnscoach").follows("Ik ga weg")
        coach.sees("3 open taken gaan op die dag naar Youssef Bakkali (Sociaal werker, Rivierkant).")
        coach.presses("Ja, vanaf vandaag")

    # Then she sees nothing any more, and her deputy has all three, each with its whole history
    with on("Tuesday", "9:01"):
        assert coach.opens(lines[0]).status == 404
        deputy = Somebody.on(wijk.deputy_seat).opens("/vandaag/")
        deputy.sees("Mevrouw Van Dam", "De heer Yilmaz", "Mevrouw Pinas")
        assert inbox("Youssef").count("Er is iets bij u komen liggen") == 1
        deputy.opens(lines[1]).sees(
            "Noor Bakkali verstuurde het recept", "Sanne Bakkali sprak de inwoner voor het eerst",
            "Welzijnscoach, Rivierkant is leeg: het ligt nu bij Sociaal werker, Rivierkant",
        )  # fmt: skip
        deputy.opens(lines[2]).sees("Gepauzeerd tot", "Is drie weken bij familie.")

    # And the GP sees who has it now, without having to ask
    with on("Tuesday", "10:00"):
        gp.opens(lines[0]).sees("bij Youssef Bakkali")


def test_a_successor_sees_the_whole_line(wijk: World) -> None:
    gp, coach = Somebody.on(wijk.gp_seat), Somebody.on(wijk.link_seat)

    # Given a link worker who spoke a resident and left, so that the deputy has the line
    with on("Monday", "10:00"):
        line = prescribe(gp)
        coach.opens(line).presses("Pak op").presses("Gesproken")
    with on("Tuesday", "9:00"):
        coach.opens(f"/netwerk/plekken/{wijk.link_seat.pk}/").follows("Ik ga weg").presses("Ja, vanaf vandaag")

    # When a successor comes to sit on the seat, and the deputy hands over what was hers
    with on("Monday", "9:00", week=1):
        coordinator = Somebody.on(wijk.coordinator_seat).opens("/netwerk/").follows("Welzijnscoach")
        coordinator.sees("Deze plek is leeg").follows("Zet iemand op deze plek")
        coordinator.fills_in("Voornaam", "Bilal").fills_in("Achternaam", "Öztürk")
        coordinator.fills_in("E-mailadres", "bilal@rivierkant.example").presses("Zet op deze plek")
        coordinator.sees("De plek is weer bezet.", "Bilal Öztürk")
        deputy = Somebody.on(wijk.deputy_seat).opens(line).follows("Draag over")
        deputy.chooses("Bilal Öztürk, Welzijnscoach").fills_in("Wat moet de ander weten?", "Belt graag in de ochtend.")
        deputy.presses("Vraag om over te nemen")
        successor = Somebody.on(wijk.link_seat).opens_mail(last_mail("Bilal")).presses("Ja, ik neem het over")

    # Then the successor sees the whole line, from before there was a successor
    with on("Monday", "9:30", week=1):
        assert successor.address == line
        successor.sees("Noor Bakkali verstuurde het recept", "Sanne Bakkali heeft het opgepakt", "is leeg",
                       "Belt graag in de ochtend.", "Sanne Bakkali sprak de inwoner voor het eerst")  # fmt: skip

    # And what is new comes to the seat as before
    with on("Monday", "10:00", week=1):
        prescribe(gp, "Mevrouw De Boer")
        gp.sees("Bilal Öztürk belt mevrouw De Boer")


def test_when_the_deputy_is_gone_too_it_goes_up(wijk: World) -> None:
    gp = Somebody.on(wijk.gp_seat)

    # Given a recipe, and a deputy who left last week
    with on("Monday", "10:00"):
        end_tenure(wijk.coordinator, Tenure.objects.get(seat=wijk.deputy_seat))
        line = prescribe(gp)

    # When the link worker leaves as well
    with on("Tuesday", "9:00"):
        coach = Somebody.on(wijk.link_seat).opens(f"/netwerk/plekken/{wijk.link_seat.pk}/").follows("Ik ga weg")
        coach.sees("Eén open taak gaat op die dag naar Marieke Bakkali").presses("Ja, vanaf vandaag")

    # Then the coordinator has it
    with on("Tuesday", "9:01"):
        Somebody.on(wijk.coordinator_seat).opens("/vandaag/").sees("Mevrouw Van Dam — eerste contact")
        gp.opens(line).sees("bij Marieke Bakkali")


def test_whoever_leaves_later_keeps_it_until_that_day(wijk: World) -> None:
    gp, coach = Somebody.on(wijk.gp_seat), Somebody.on(wijk.link_seat)

    # Given a link worker who says on Monday that Friday is the last day
    with on("Monday", "10:00"):
        prescribe(gp)
        coach.opens(f"/netwerk/plekken/{wijk.link_seat.pk}/").follows("Ik ga weg")
        coach.fills_in("Vanaf welke dag", "2026-11-27").presses("Bereid de overdracht voor")

    # Then on Thursday it is still hers
    with on("Thursday", "9:00"):
        coach.opens("/vandaag/").sees("Mevrouw Van Dam")

    # And on Friday, after the job of every minute, it is the deputy's
    with on("Friday", "0:01"):
        sweep()
        Somebody.on(wijk.deputy_seat).opens("/vandaag/").sees("Mevrouw Van Dam")
