"""The loop closes: who prescribed hears at taking up, at the first contact and at the outcome, without asking."""

from tests.factories.world import World
from tests.stories.mails import inbox, last_mail
from tests.stories.prescribing import WISH, prescribe
from tests.stories.somebody import Somebody
from tests.stories.week import on


def test_from_a_question_in_the_consulting_room_to_helped(wijk: World) -> None:
    gp, coach = Somebody.on(wijk.gp_seat), Somebody.on(wijk.link_seat)

    # Given a recipe of Monday morning
    with on("Monday", "10:00"):
        line = prescribe(gp)
        gp.sees("Nog niet opgepakt")

    # When the link worker takes it up
    with on("Monday", "11:00"):
        coach.opens("/vandaag/").presses("Pak op").sees("Opgepakt. Wie verwees, weet dat nu ook.", WISH)

    # Then the GP hears so
    with on("Monday", "11:05"):
        assert inbox("Noor") == ["Er is nieuws over een recept van u"]
        gp.opens("/lijnen/").sees("nieuw").opens_mail(last_mail("Noor"))
        gp.sees("Sanne Bakkali heeft het opgepakt", "Opgepakt: 23 november 2026, nu bij Sanne Bakkali")
        gp.opens("/lijnen/").does_not_see("nieuw")

    # When they speak, and make an appointment
    with on("Tuesday", "9:30"):
        coach.opens(line).presses("Gesproken").follows("Maak een afspraak")
        coach.fills_in("Wanneer?", "2026-11-26T14:00").fills_in("Waar?", "De Brug").presses("Leg de afspraak vast")
        coach.sees("De afspraak staat.", "Afspraak: donderdag 26 november 14.00, De Brug")

    # Then the GP hears that somebody spoke the resident
    with on("Tuesday", "12:00"):
        assert len(inbox("Noor")) == 2
        gp.opens("/lijnen/").sees("nieuw").opens(line)
        gp.sees("Sanne Bakkali sprak de inwoner voor het eerst", "Eerste contact: 24 november 2026")

    # When it has helped
    with on("Thursday", "15:30"):
        coach.opens("/vandaag/").sees("hoe loopt het?, vandaag").opens(line).follows("Leg de uitkomst vast")
        coach.chooses("geholpen").fills_in("Wat mag wie verwees weten?", "Eet elke dinsdag mee; post is uitgezocht.")
        coach.presses("Sluit de lijn af").opens("/vandaag/").sees("Niemand wacht op u.")

    # Then the GP hears what came of it, and can take it along to the file in at most ten lines
    with on("Thursday", "16:00"):
        assert inbox("Noor") == ["Er is nieuws over een recept van u"] * 3
        gp.opens("/lijnen/?stand=afgesloten").sees("nieuw", "afgesloten: geholpen").opens_mail(last_mail("Noor"))
        gp.sees("Eet elke dinsdag mee; post is uitgezocht.")
        file = gp.lines_to_copy()
        assert file[0] == "Welzijn op recept, verstuurd 23 november 2026"
        assert file[-1] == "Uitkomst: geholpen, 26 november 2026. Eet elke dinsdag mee; post is uitgezocht."
        assert len(file) <= 10
        assert "Van Dam" not in " ".join(file)


def test_the_file_never_gets_more_than_ten_lines(wijk: World) -> None:
    gp, coach = Somebody.on(wijk.gp_seat), Somebody.on(wijk.link_seat)

    # Given a line with everything in it: two kinds of vain calls, a wrong number, an appointment, an outcome
    with on("Monday", "10:00"):
        line = prescribe(gp)
    for time, result in (("10:30", "Geen gehoor"), ("11:00", "Voicemail ingesproken"), ("11:30", "Verkeerd nummer")):
        with on("Monday", time):
            coach.opens(line).presses(result)
    with on("Monday", "16:00"):
        coach.opens(line).presses("Gesproken").follows("Maak een afspraak")
        coach.fills_in("Wanneer?", "2026-11-26T14:00").fills_in("Waar?", "De Brug").presses("Leg de afspraak vast")
        coach.follows("Leg de uitkomst vast").chooses("verder verwezen")
        coach.fills_in("Wat mag wie verwees weten?", "Gaat naar\nde helpdesk\nGeldzaken.").presses("Sluit de lijn af")

    # When the GP copies it
    with on("Monday", "17:00"):
        file = gp.opens(line).lines_to_copy()

    # Then it is short, and the outcome is one line however it was typed
    assert 8 <= len(file) <= 10
    assert file[-1].endswith("Gaat naar de helpdesk Geldzaken.")
    assert "Zonder contact geprobeerd: 3 keer (geen gehoor, voicemail ingesproken, verkeerd nummer)" in file
