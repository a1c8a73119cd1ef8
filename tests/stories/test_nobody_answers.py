"""Welzijn op recept: “Als huisartsen eenzaamheid en armoede signaleren, geven ze hun patiënt een symbolisch recept.

Automatisch neemt een sociaal werker dan contact op met de patiënt.” And when that does not succeed, it is not lost.
"""

from tests.factories.world import World
from tests.stories.mails import inbox, last_mail
from tests.stories.prescribing import WISH, line_id, prescribe
from tests.stories.somebody import Somebody
from tests.stories.week import on


def test_three_calls_on_different_parts_of_the_day_and_nobody_answers(wijk: World) -> None:
    gp, coach = Somebody.on(wijk.gp_seat), Somebody.on(wijk.link_seat)

    # Given a GP who hears loneliness and debts, and prescribes somebody who looks along
    with on("Monday", "10:00"):
        gp.opens("/zoek/").fills_in("Wat speelt er?", "mw 78, voelt zich eenzaam, heeft schulden").presses("Zoek")
        gp.sees("Ik hoor:", "Geld en schulden", "Helpdesk Geldzaken")
        line = prescribe(gp)
        gp.sees("Sanne Bakkali belt mevrouw Van Dam uiterlijk woensdag 25 november")

    # Then a link worker has it on the list in the same minute, and knows so by mail
    with on("Monday", "10:00"):
        coach.opens("/vandaag/").sees("Dag Sanne. Eén mens wacht op u.", "Mevrouw Van Dam — eerste contact")
        assert inbox("Sanne") == ["Er wacht een nieuw recept op u"]
        coach.opens_mail(last_mail("Sanne"))
        assert coach.address == line

    # When she calls in the afternoon, the next morning and in the evening, and nobody answers
    with on("Monday", "14:00"):
        coach.presses("Pak op").presses("Geen gehoor").sees("Probeer het nu ’s ochtends.")
    with on("Tuesday", "9:30"):
        coach.presses("Voicemail ingesproken").sees("Nog 1 keer zonder gehoor", "Probeer het nu ’s avonds.")
        gp.opens(line).sees("U hoeft niets te doen.")
    with on("Tuesday", "19:00"):
        coach.presses("Geen gehoor")

    # Then it goes back with the reason, and nobody has to remember anything
    with on("Wednesday", "8:30"):
        coach.sees("Niet bereikt na 3 pogingen").opens("/vandaag/").sees("Niemand wacht op u.")
        gp.opens("/vandaag/").sees("Mevrouw Van Dam — kwam terug: kijk opnieuw")
        assert inbox("Noor")[-1] == "Een recept komt bij u terug"
        gp.opens_mail(last_mail("Noor")).sees(
            "Niet bereikt na 3 pogingen", "Niet bereikt na 3 pogingen: terug naar wie verwees"
        )

    # When the GP spoke the resident at the desk, and sends it again with another number
    with on("Wednesday", "9:00"):
        gp.follows("Stuur opnieuw, naar iemand die meekijkt").sees(
            "Vervolg op het recept van 23 november, dat terugkwam: niet bereikt."
        )
        gp.fills_in("Telefoon", "070 0001234").chooses("Mondeling afgesproken").presses("Verstuur")
        again = f"/lijnen/{line_id(gp.address)}/"

    # Then it waits for the same link worker again, in the same words, and nothing else is open
    with on("Wednesday", "9:01"):
        assert again != line
        coach.opens("/vandaag/").sees("Eén mens wacht op u.", "nieuw, voor vrijdag 17.00", WISH)
        coach.follows("Mevrouw Van Dam — eerste contact").sees("070 000 1234", "Vervolg op het recept van")
        assert coach.address == again
        gp.opens("/vandaag/").sees("Wacht op een ander").does_not_see("kwam terug")


def test_three_calls_on_one_afternoon_are_not_enough(wijk: World) -> None:
    gp, coach = Somebody.on(wijk.gp_seat), Somebody.on(wijk.link_seat)

    # Given a recipe
    with on("Monday", "10:00"):
        line = prescribe(gp)

    # When the link worker calls five times within two hours
    for time in ("13:00", "13:30", "14:00", "14:30", "14:45"):
        with on("Monday", time):
            coach.opens(line).presses("Geen gehoor")

    # Then it is still hers to do: on another part of the day somebody may be at home
    with on("Monday", "15:00"):
        coach.sees("5× geen gehoor", "Probeer het nu ’s ochtends.").opens("/vandaag/").sees(
            "Mevrouw Van Dam — eerste contact"
        )
        gp.opens("/vandaag/").does_not_see("kwam terug")
