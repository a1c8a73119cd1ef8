"""“De deelnemers komen regelmatig samen en zijn aan de slag gegaan met thema’s, zoals eenzaamheid.”

And: “Het is belangrijk om de juiste mensen aan tafel te krijgen. Betrek zeker een beleidsambtenaar.”
"""

from tests.factories.world import World
from tests.stories.mails import inbox
from tests.stories.somebody import Somebody
from tests.stories.week import on


def test_a_theme_group_from_its_question_to_its_result(wijk: World) -> None:
    coach, gp = Somebody.on(wijk.link_seat), Somebody.on(wijk.gp_seat)
    policy = wijk.seat(wijk.welfare, "Beleid wonen en zorg", "Els", profession="beleidsadviseur")

    # Given a link worker with a question that she cannot answer alone
    with on("Monday", "10:00"):
        coach.opens("/netwerk/overleg/").opens("/netwerk/overleg/nieuw/thema/")
        coach.fills_in("Hoe heet het?", "Minder alleen").fills_in(
            "Wat is de vraag?", "Wie belt er aan bij wie alleen is?"
        )
        coach.chooses("Eenzaamheid").presses("Begin")
        coach.sees("Minder alleen", "Wie ontbreekt aan deze tafel?", "Beleid van de gemeente")
        table = coach.address

    # When the GP joins with one tap, and the page says that policy is missing
    with on("Monday", "11:00"):
        gp.opens(table).presses("Ik doe mee").sees("Welkom aan tafel.")
        coach.opens(table).follows("Bekijk wie u kunt vragen").follows("Vraag Els Bakkali erbij")
        coach.presses("Vraag erbij")
        assert inbox("Els").count("U bent gevraagd om mee te doen aan een overleg of groep") == 1

    # Then who was asked answers with one tap, and sits there
    with on("Tuesday", "9:00"):
        els = Somebody.on(policy).opens("/netwerk/overleg/").sees("Doet u mee aan Minder alleen?")
        els.follows("Lees en antwoord").presses("Ja, ik doe mee")
        els.opens(table).sees("Els Bakkali")

    # And a moment is found at which all three are free
    with on("Tuesday", "10:00"):
        meeting = _find_a_moment(coach, gp, table)

    # When they have met, then what was decided and promised is there, and they know each other
    with on("Monday", "17:00", week=2):
        coach.opens(meeting).follows("Verslag en besluiten").presses("Dit waren ze")
        coach.fills_in("Wat is er besloten?", "Wij bellen samen aan.").presses("Leg het besluit vast")
        coach.fills_in("Wat gaat er gebeuren?", "De huismeester vragen")
        coach.fills_in("Wanneer is het klaar?", "2026-12-18").presses("Spreek dit af")
        coach.opens("/vandaag/").sees("De huismeester vragen")

    # And what it brought can be read by everybody in the network, also when it has ended
    with on("Tuesday", "9:00", week=3):
        coach.opens(table).follows("Leg een resultaat vast").fills_in("Wat leverde het op?", "Elf voordeuren.")
        coach.presses("Leg vast").follows("Beëindig").fills_in("Waarom?", "De vraag is beantwoord.")
        coach.presses("Ja, beëindig het")
        Somebody.on(wijk.deputy_seat).opens(table).sees(
            "De vraag is beantwoord.", "Elf voordeuren.", "Wij bellen samen aan."
        )


def _find_a_moment(coach: Somebody, gp: Somebody, table: str) -> str:
    """Proposed, answered, chosen and prepared; where the meeting is."""
    coach.opens(table).follows("Zoek een moment").sees("Iedereen lijkt vrij").presses("Vraag of dit past")
    poll = coach.address
    gp.opens(poll).chooses("ja").presses("Verstuur")
    coach.opens(poll).sees("past het best")
    coach.presses(next(name for name in coach.buttons if name.startswith("Kies ")))
    meeting = coach.follows("Bekijk de bijeenkomst").address
    coach.fills_in("Waarover?", "Wie kent de flat?").presses("Zet op de agenda").sees("Wie kent de flat?")
    return meeting
