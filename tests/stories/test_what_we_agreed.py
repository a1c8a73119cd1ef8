"""“Wie is in welke situatie in de lead?” and “We vertalen de basisafspraken naar elke specifieke wijk en praktijk.”"""

from kortelijn.kernel.working_days import after_working_days
from kortelijn.referrals.models import Referral
from tests.factories.world import World
from tests.stories.mails import inbox
from tests.stories.prescribing import prescribe
from tests.stories.somebody import Somebody
from tests.stories.week import on

LONELY = "Contact en eenzaamheid: alles"


def test_what_we_agreed_is_what_happens(wijk: World) -> None:
    _at_work = wijk.coordinator_seat, wijk.link_seat, wijk.gp_seat
    marieke, noor, sanne = (Somebody.on(seat) for seat in (wijk.coordinator_seat, wijk.gp_seat, wijk.link_seat))

    # Given a coordinator who writes down what a network said: how fast, what first, who leads
    with on("Monday", "10:00"):
        _write_down(marieke)
        version = marieke.address
        assert inbox("Noor").count("Er ligt een afspraak voor u klaar om te tekenen") == 1

    # When one of the two has signed, then nothing holds yet
    with on("Monday", "11:00"):
        noor.opens("/vandaag/").sees("Lees en teken: Basisafspraken")
        noor.opens(version).presses("Ik teken").opens("/afspraken/").sees("Er is hier nog niets afgesproken")

    # When both have, then find follows it, a referral is due by it, and the line says who leads
    with on("Monday", "12:00"):
        sanne.opens(version).presses("Ik teken").opens("/afspraken/").sees("Wij bellen binnen drie dagen.")
    with on("Monday", "13:00"):
        noor.opens("/zoek/").fills_in("Wat speelt er?", "voelt zich eenzaam").presses("Zoek")
        noor.sees("volgens Basisafspraken", "belt binnen 3 werkdagen")
        noor.opens(prescribe(noor)).sees("In de lead", "Welzijnscoach volgens de afspraak “Basisafspraken”")
        sent = Referral.objects.get()
        assert sent.task.due_at == after_working_days(sent.sent_at, 3)

    # When the practice makes a version of its own and the coordinator signs it too, then it holds there, old beside
    # new, and nowhere else
    with on("Tuesday", "9:00"):
        noor.opens("/afspraken/").follows("Basisafspraken").follows("Maak een eigen versie")
        noor.fills_in("Hoe heet de afspraak?", "Bij ons in de praktijk").presses("Begin met schrijven")
        noor.presses("Pas Eerst een gezicht hier aan").fills_in("Wat spreken jullie af?", "Wij bellen morgen.")
        noor.presses("Bewaar").fills_in("Binnen hoeveel werkdagen?", "1").presses("Zet de termijn erin")
        noor.follows("Bij ons in de praktijk").does_not_see("Al samen besloten?")
        noor.chooses("Coördinator (").presses("Vraag om te tekenen")
        marieke.opens(noor.address).presses("Ik teken")
        noor.opens("/afspraken/").sees("Wij bellen morgen.", "Wij bellen binnen drie dagen.")
        sanne.opens("/afspraken/").sees("Wij bellen binnen drie dagen.").does_not_see("Wij bellen morgen.")
        noor.opens(prescribe(noor, "Meneer De Boer", "06 87654321"))
        later = Referral.objects.latest("sent_at")
        assert later.task.due_at == after_working_days(later.sent_at, 1)


def _write_down(marieke: Somebody) -> None:
    """From an empty page to what lies to be signed."""
    marieke.opens("/afspraken/").sees("Er is hier nog niets afgesproken").follows("Begin aan een afspraak")
    marieke.chooses("In het hele netwerk").fills_in("Hoe heet de afspraak?", "Basisafspraken")
    marieke.presses("Begin met schrijven").follows("Schrijf een artikel")
    marieke.fills_in("Kop", "Eerst een gezicht").fills_in("Wat spreken jullie af?", "Wij bellen binnen drie dagen.")
    marieke.presses("Zet het erin")
    marieke.fills_in("Binnen hoeveel werkdagen?", "3").presses("Zet de termijn erin").sees("binnen 3 werkdagen")
    marieke.chooses(LONELY).chooses("Basishulp").presses("Zet de route erin").sees("eerst basishulp")
    marieke.chooses("Contact en eenzaamheid").chooses("Welzijnscoach").presses("Zet de regel erin")
    marieke.follows("Basisafspraken").chooses("Huisarts (").chooses("Welzijnscoach (")
    marieke.presses("Vraag om te tekenen").sees("ligt ter tekening")
