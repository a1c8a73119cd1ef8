"""A digit was mistyped in the consulting room: whoever sent it gives the right one, and the call is made."""

from kortelijn.tasks.jobs import sweep
from tests.factories.world import World
from tests.stories.mails import inbox, last_mail
from tests.stories.prescribing import prescribe
from tests.stories.somebody import Somebody
from tests.stories.week import on


def test_the_gp_gives_the_right_number(wijk: World) -> None:
    gp, coach = Somebody.on(wijk.gp_seat), Somebody.on(wijk.link_seat)

    # Given a recipe with the number of somebody else
    with on("Monday", "10:00"):
        line = prescribe(gp, phone="06 12345678")

    # When the link worker calls it
    with on("Monday", "14:00"):
        coach.opens(line).presses("Verkeerd nummer").sees("Het nummer klopt niet: Sanne Bakkali vraagt het na")

    # Then the GP owes the number, and the line stays with the link worker
    with on("Monday", "14:05"):
        assert inbox("Noor")[-1] == "Wilt u een telefoonnummer nakijken?"
        gp.opens("/vandaag/").sees("Mevrouw Van Dam — welk nummer klopt?").follows("Geef nummer")

    # When the GP gives a number that cannot be one, and then the right one
    with on("Monday", "14:10"):
        gp.fills_in("Telefoonnummer", "06 123").presses("Geef door").sees("Dit nummer klopt niet.")
        gp.fills_in("Telefoonnummer", "06 12345679").presses("Geef door").sees("Doorgegeven. Er wordt opnieuw gebeld.")

    # Then the GP owes nothing any more, and the link worker calls the right number
    with on("Monday", "14:11"):
        gp.opens("/vandaag/").does_not_see("welk nummer klopt?")
        coach.opens_mail(last_mail("Sanne")).sees("06 12345679", "Noor Bakkali gaf een ander nummer door")
        coach.does_not_see("06 12345678").presses("Gesproken")
        gp.opens(line).sees("Sanne Bakkali sprak de inwoner voor het eerst")


def test_a_number_that_nobody_gives_is_told_upward_too(wijk: World) -> None:
    gp, coach = Somebody.on(wijk.gp_seat), Somebody.on(wijk.link_seat)

    # Given a GP who owes a number, and a link worker who waits for it
    with on("Monday", "10:00"):
        line = prescribe(gp)
    with on("Monday", "14:00"):
        coach.opens(line).presses("Verkeerd nummer").follows("Pauzeer")
        coach.fills_in("Tot welke dag?", "2026-12-18").fills_in("Waarom?", "Wacht op het nummer.").presses("Pauzeer")

    # When a working week has passed, and the practice has no deputy
    with on("Monday", "16:59", week=1):
        sweep()
        assert inbox("Marieke") == []
    with on("Monday", "17:01", week=1):
        sweep()

    # Then the coordinator knows that the number is owed, and not whose it is
    assert inbox("Marieke") == ["Er is iets over tijd"]
    with on("Tuesday", "9:00", week=1):
        coordinator = Somebody.on(wijk.coordinator_seat).opens("/vandaag/").sees("Een inwoner — welk nummer klopt?")
        coordinator.does_not_see("Van Dam")
