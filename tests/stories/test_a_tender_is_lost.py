"""“Door gemeentelijke aanbestedingen verdwijnen organisaties. Dat betekent een nieuwe kennismakingsronde.” (seed 001)

The welfare organization loses the tender. The coordinator plans where everything goes, the successor says yes, the last
day passes: what is found is of the successor, old links lead on, and each resident is asked anew.
"""

from uuid import UUID

import pytest

from kortelijn.kernel.actor import SYSTEM
from kortelijn.parties.actions import add_organization
from kortelijn.parties.models import Seat
from kortelijn.referrals.models import Referral
from kortelijn.tasks.invariants import violations
from kortelijn.tasks.jobs import sweep
from kortelijn.ties.actions import observe
from kortelijn.ties.models import Layer
from kortelijn.turnover.estate import SEAT, estate_of
from kortelijn.turnover.models import Ending, Receiver
from tests.factories.sitting import at_work
from tests.factories.world import World
from tests.stories.mails import inbox
from tests.stories.prescribing import prescribe
from tests.stories.somebody import Somebody
from tests.stories.week import on

LIST = "/netwerk/organisaties/"
LAST = "2026-12-11"  # the Friday of week 2


@pytest.fixture
def successor(wijk: World) -> Seat:
    """The organization that won, with somebody who leads a team."""
    home = add_organization(SYSTEM, wijk.network, name="Zuiderhuis", kind="welzijn")
    return wijk.seat(home, "Teamleider", "Lotte", profession="welzijnscoach", functions=["receives"])


def loses_the_tender(wijk: World) -> Somebody:
    """The coordinator, who works there too, says until when it is."""
    marieke = Somebody.on(wijk.coordinator_seat).opens(LIST).follows("Rivierkant").follows("Voeg een contract toe")
    marieke.fills_in("Of een financier", "Gemeente").fills_in("Eerste dag", "2024-01-01")
    marieke.fills_in("Laatste dag", LAST).chooses("aanbesteding verloren").fills_in("Wie won", "Zuiderhuis")
    marieke.presses("Bewaar").sees("aanbesteding verloren: Zuiderhuis").follows("Stopt hier")
    marieke.fills_in("Wat is de laatste dag", LAST).chooses("aanbesteding verloren").presses("Leg de laatste dag vast")
    return marieke.sees("Wat er anders zou vallen", "inwoner die nog wacht op het eerste contact")


def asks_the_successor(wijk: World, marieke: Somebody) -> None:
    """Her own seat goes along with her, the rest of the work goes to the team leader."""
    marieke.chooses("Teamleider (Lotte Bakkali)").presses("Voeg toe").sees("Geef alles een plek")
    ending, receiver = Ending.objects.get(), Receiver.objects.get()
    own = next(each for each in estate_of(ending).things if each.kind == SEAT and each.title == "Coördinator")
    plan = f"{LIST}stopt/{ending.pk}/verdelen/"
    desk = at_work(wijk.coordinator_seat)
    desk.post(plan, {f"plan-{own.key}": f"mee:{receiver.pk}"})
    desk.post(plan, {"rest": str(receiver.pk)})
    marieke.opens(f"{LIST}stopt/{ending.pk}/").sees("wacht op antwoord", "plek en mensen naar Zuiderhuis")


def test_the_neighbourhood_goes_on_after_a_lost_tender(wijk: World, successor: Seat) -> None:
    gp, service = Somebody.on(wijk.gp_seat), wijk.service
    observe(SYSTEM, wijk.network, Layer.MEETING, [_pair(wijk)])
    with on("Monday", "10:00"):
        line = prescribe(gp)
        asks_the_successor(wijk, loses_the_tender(wijk))
    with on("Tuesday", "9:00"):
        assert inbox("Lotte")[-1] == "Een organisatie stopt hier: wat neemt u over?"
        lotte = Somebody.on(successor).opens("/vandaag/").sees("Rivierkant stopt hier: wat neemt u over?")
        lotte.follows("Antwoord").does_not_see("Van Dam").presses("Wij nemen alles over").sees("U neemt")
    with on("Saturday", "00:05", week=2):
        sweep()
    with on("Monday", "9:00", week=3):
        old = f"{LIST}{service.organization_id}/"
        gp.opens("/zoek/").fills_in("Wat speelt er?", "eet slecht, alleen").presses("Zoek").sees("Eettafel De Brug")
        gp.sees("Zuiderhuis").does_not_see("Rivierkant")
        gp.opens(old).sees("U zocht Rivierkant", "Zuiderhuis nam het over").follows("Lees terug hoe het was")
        gp.sees("Deze organisatie is hier gestopt", "Welzijnscoach")
        gp.opens(f"/aanbod/{service.pk}/").sees("Zuiderhuis").does_not_see("Rivierkant")
        assert Somebody.on(successor).opens(line).status == 404
        gp.opens("/vandaag/").sees("Mevrouw Van Dam — mag een ander meedoen?").follows("Leg vast")
        gp.sees("goed dat Zuiderhuis meedoet").chooses("Ja, mondeling afgesproken").presses("Leg vast")
        assert Somebody.on(successor).opens(line).status == 200
        assert Referral.objects.get().holder == successor
        meets_again(wijk, successor)
        assert list(violations()) == []


def meets_again(wijk: World, successor: Seat) -> None:
    """The coordinator went along, and plans who must meet whom."""
    marieke = Somebody.on(Seat.objects.get(title="Coördinator", organization=successor.organization_id))
    marieke.opens(LIST).follows("Gestopt").follows("Rivierkant").follows("Bekijk wat waarheen ging")
    marieke.follows("Plan de kennismakingen").sees("Noor Bakkali").presses("Plan deze kennismakingen")
    Somebody.on(successor).opens("/vandaag/").sees("Maak kennis met Noor Bakkali, die werkte met Rivierkant")


def _pair(wijk: World) -> tuple[UUID, UUID]:
    sanne, noor = wijk.link_seat.tenures.get(), wijk.gp_seat.tenures.get()
    return sanne.person_id, noor.person_id
