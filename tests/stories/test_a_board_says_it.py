"""“Als alle partijen ook op dat niveau het belang inzien, is het makkelijker om het in de lucht te houden.”

And: “Welke kansen kunnen we samen benutten en welke belemmeringen moeten we uit de weg ruimen?”
"""

from tests.factories.world import World
from tests.stories.somebody import Somebody
from tests.stories.week import on


def test_an_obstacle_is_cleared_and_a_board_answers_for_what_it_said(wijk: World) -> None:
    coach, gp = Somebody.on(wijk.link_seat), Somebody.on(wijk.gp_seat)
    seat = wijk.seat(wijk.practice, "Bestuurder", "Henk", profession="bestuurder", functions=["governs"])

    # Given an obstacle that a GP puts on the canvas
    with on("Monday", "10:00"):
        gp.opens("/afspraken/koers/").follows("Zet er een kans of belemmering bij")
        gp.chooses("belemmering").fills_in("In één zin", "Niemand weet wie er op dinsdag is.").presses(
            "Zet het op de koers"
        )
        gp.sees("Niemand weet wie er op dinsdag is.", "Nog geen stap gezet.")

    # When the link worker makes it a step of her own, and does it
    with on("Monday", "11:00"):
        coach.opens("/afspraken/koers/").follows("Niemand weet wie er op dinsdag is.").follows("Maak er een stap van")
        coach.fills_in("Wat gaat er gebeuren?", "Rooster bij de balie hangen").presses("Zet de stap")
        step = coach.address
    with on("Wednesday", "11:00"):
        coach.opens(step).fills_in("Wat leverde het op?", "Het rooster hangt er.").presses("Ja, het is gedaan")

    # Then the result stands on the board of steps and on the canvas
    with on("Thursday", "9:00"):
        gp.opens("/afspraken/stappen/").sees("Het rooster hangt er.", "Niemand weet wie er op dinsdag is.")
        gp.opens("/afspraken/koers/").sees("Het rooster hangt er.")

    # And when a board says aloud that it helps
    with on("Thursday", "10:00"):
        board = Somebody.on(seat).opens("/afspraken/toezeggingen/").follows("Zeg iets toe")
        board.fills_in("Wat zegt u toe?", "Een kamer op dinsdag")
        board.fills_in("Wanneer geeft u antwoord op wat ervan kwam?", "2026-12-04").presses("Zeg het toe")

    # Then everybody sees that the day went by, and reads the answer
    with on("Monday", "9:00", week=2):
        gp.opens("/afspraken/toezeggingen/").sees("Een kamer op dinsdag", "antwoord is te laat")
        Somebody.on(seat).opens("/vandaag/").sees("Wat kwam ervan? Een kamer op dinsdag")
        board = Somebody.on(seat).opens("/afspraken/toezeggingen/").follows("Een kamer op dinsdag")
        board.chooses("voor een deel").fills_in("Wat kwam ervan?", "Elke tweede dinsdag.").presses("Geef antwoord")
        gp.opens("/afspraken/toezeggingen/").sees("voor een deel nagekomen", "Elke tweede dinsdag.")
