"""A line moves to another organization than the resident said yes to: that sees nothing before there is a yes."""

import pytest

from kortelijn.consent.models import Consent
from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.models import AccessLog
from kortelijn.parties.actions import add_organization, end_tenure, name_deputy
from kortelijn.parties.models import Seat, Tenure
from kortelijn.referrals.models import Referral
from kortelijn.tasks.invariants import violations
from kortelijn.tasks.jobs import sweep
from tests.factories.world import World
from tests.stories.mails import inbox, last_mail, private_words
from tests.stories.prescribing import WISH, code_on_paper, prescribe
from tests.stories.somebody import Somebody
from tests.stories.week import on

SECRET = ("Mevrouw Van Dam", "Van Dam", "06 12345678", "0612345678", WISH, "schulden")


@pytest.fixture
def elsewhere(wijk: World) -> Seat:
    """Who stands in for the link worker, at another organization."""
    with on("Monday", "8:00"):
        other = add_organization(SYSTEM, wijk.network, name="Zuiderhuis", kind="welzijn")
        seat = wijk.seat(other, "Buurtwerker", "Lotte", profession="welzijnscoach", functions=["receives"])
        name_deputy(SYSTEM, wijk.link_seat, seat)
    return seat


@pytest.fixture
def gp(wijk: World) -> Somebody:
    return Somebody.on(wijk.gp_seat)


@pytest.fixture
def line(wijk: World, elsewhere: Seat, gp: Somebody) -> str:
    with on("Monday", "10:00"):
        return prescribe(gp)


def leave(wijk: World) -> None:
    end_tenure(wijk.coordinator, Tenure.objects.current().get(seat=wijk.link_seat))


def knows_nothing(who: Somebody, *addresses: str) -> None:
    for address in addresses:
        who.opens(address).does_not_see(*SECRET)
        assert not [word for word in private_words() if word in str(who.page)], address


def test_who_gets_it_sees_that_it_waits_and_nothing_of_the_resident(wijk: World, elsewhere: Seat, line: str) -> None:
    with on("Tuesday", "9:00"):
        leave(wijk)
        assert Referral.objects.get().holder == elsewhere
        new = Somebody.on(elsewhere)
        assert [new.opens(f"{line}{step}").status for step in ("", "poging/", "kaart.pdf", "vraag-ja/")] == [404] * 4
        knows_nothing(new, "/vandaag/", "/lijnen/", f"/netwerk/plekken/{elsewhere.pk}/")
        new.opens("/vandaag/").sees("Een inwoner — wacht op een ja").follows("Open")
        new.sees(
            "Verstuurd door Huisarts, De Spoorbrug", "De inwoner zei ja tegen Rivierkant", "Noor Bakkali is gevraagd"
        )
        knows_nothing(new, new.address)
        knows_nothing(Somebody.on(elsewhere).opens_mail(last_mail("Lotte")), new.address)
    assert list(violations()) == []


def test_the_sender_asks_and_with_a_yes_the_line_opens(wijk: World, elsewhere: Seat, gp: Somebody, line: str) -> None:
    with on("Tuesday", "9:00"):
        leave(wijk)
    with on("Tuesday", "10:00"):
        assert inbox("Noor")[-1] == "Wilt u een inwoner iets vragen?"
        gp.opens_mail(last_mail("Noor")).sees("Vraag het eerst aan de inwoner", "Mag Zuiderhuis u helpen?")
        gp.opens("/vandaag/").sees("Mevrouw Van Dam — mag een ander meedoen?").follows("Leg vast")
        gp.presses("Leg vast").sees("Kies wat de inwoner zei.")
        gp.chooses("Ja, mondeling afgesproken").presses("Leg vast").sees("Vastgelegd.")
        gp.opens("/vandaag/").does_not_see("mag een ander meedoen?")
    with on("Tuesday", "10:05"):
        assert inbox("Lotte")[-1] == "De inwoner zei ja: u kunt verder"
        new = Somebody.on(elsewhere).opens_mail(last_mail("Lotte")).sees("Mevrouw Van Dam", "06 12345678", WISH)
        new.sees("Noor Bakkali legde vast dat Zuiderhuis van de inwoner mee mag doen")
        new.presses("Pak op").sees("Opgepakt.")
    yes = Consent.objects.get(to_organization=elsewhere.organization)
    assert (yes.about_id, yes.given, yes.recorded_by) == (Referral.objects.get().pk, "verbal", wijk.gp_seat)


def test_a_no_ends_the_line_unseen(wijk: World, elsewhere: Seat, gp: Somebody, line: str) -> None:
    with on("Tuesday", "9:00"):
        leave(wijk)
        gp.opens(f"{line}vraag-ja/").chooses("Nee").presses("Leg vast")
        gp.sees("De inwoner wil niet dat Zuiderhuis meedoet.", "Nieuw recept voor deze inwoner")
        new = Somebody.on(elsewhere)
        assert new.opens(line).status == 404
        new.opens("/vandaag/").sees("Niemand wacht op u.")
    assert Referral.objects.get().outcome == "declined"
    assert not AccessLog.objects.filter(seat_id=elsewhere.pk, participant_object_type="referrals.referral").exists()


def test_who_heard_the_yes_writes_down_who_asked_and_when(wijk: World, elsewhere: Seat, line: str) -> None:
    with on("Tuesday", "9:00"):
        leave(wijk)
        new = Somebody.on(elsewhere).opens("/vandaag/").follows("Open")
        new.presses("Leg vast en open de lijn").sees("Vul in wie het vroeg.")
        new.fills_in("Wie vroeg het", "Assistente Joke, De Spoorbrug").fills_in("Wanneer?", "2026-11-26")
        new.chooses("Ja, mondeling").presses("Leg vast en open de lijn").sees("Kies een dag tussen")
        new.sees("Wie vroeg het").fills_in("Wanneer?", "2026-11-24").presses("Leg vast en open de lijn")
        new.sees("Vastgelegd. U ziet nu de hele lijn.", "Mevrouw Van Dam")
        assert new.address == line
    yes = Consent.objects.get(to_organization=elsewhere.organization)
    assert (yes.asked_by, yes.recorded_by) == ("Assistente Joke, De Spoorbrug", elsewhere)


def test_the_resident_says_yes_with_the_code_of_the_card(wijk: World, elsewhere: Seat, gp: Somebody, line: str) -> None:
    code = code_on_paper(gp.opens(line))
    resident = Somebody()
    with on("Tuesday", "9:00"):
        leave(wijk)
        resident.opens("/recept/").fills_in("Uw code", code).presses("Bekijk mijn recept")
        resident.sees("Mag iemand anders u helpen?", "Zuiderhuis kan u helpen.").does_not_see("Lotte Bakkali belt u")
        resident.presses("Ja, dat is goed").sees("Lotte Bakkali belt u", "U vond het goed dat Zuiderhuis dit krijgt")
        Somebody.on(elsewhere).opens(line).sees("Mevrouw Van Dam")
        gp.opens("/vandaag/").does_not_see("mag een ander meedoen?")


def test_who_is_told_that_it_is_late_sees_no_resident_either(wijk: World, elsewhere: Seat, line: str) -> None:
    with on("Wednesday", "17:01"):
        sweep()
        told = Somebody.on(elsewhere)
        assert told.opens(line).status == 404
        knows_nothing(told, "/vandaag/")
        knows_nothing(told.opens_mail(last_mail("Lotte")), told.address)
        told.sees("Deze lijn is over tijd bij Welzijnscoach, Rivierkant.")
        told.opens("/vandaag/").presses("Neem over").sees("Een inwoner — wacht op een ja")
        assert inbox("Noor")[-1] == "Wilt u een inwoner iets vragen?"


def test_it_can_go_on_unseen_to_whom_the_resident_said_yes(
    wijk: World, elsewhere: Seat, gp: Somebody, line: str
) -> None:
    with on("Tuesday", "9:00"):
        leave(wijk)
        new = Somebody.on(elsewhere).opens("/vandaag/").follows("Open")
        new.chooses("Youssef Bakkali").presses("Vraag om over te nemen").sees("U vroeg Sociaal werker, Rivierkant")
        youssef = Somebody.on(wijk.deputy_seat).opens_mail(last_mail("Youssef")).sees("Mevrouw Van Dam")
        youssef.presses("Ja, ik neem het over").sees("Mevrouw Van Dam")
        assert new.opens(line).status == 404
        gp.opens("/vandaag/").does_not_see("mag een ander meedoen?")


def test_a_question_to_take_over_comes_back_when_its_seat_empties(wijk: World, elsewhere: Seat, line: str) -> None:
    with on("Monday", "14:00"):
        name_deputy(SYSTEM, wijk.deputy_seat, elsewhere)
        coach = Somebody.on(wijk.link_seat).opens(line).follows("Draag over")
        coach.chooses("Youssef Bakkali").fills_in("Wat moet de ander weten?", "Graag een man.")
        coach.presses("Vraag om over te nemen")
        end_tenure(wijk.coordinator, Tenure.objects.current().get(seat=wijk.deputy_seat))
        knows_nothing(Somebody.on(elsewhere), "/vandaag/")
        coach.opens(line).sees("kan het niet overnemen", "Op die plek zit nu niemand.")


def test_a_number_that_is_owed_elsewhere_is_not_told_there(wijk: World, elsewhere: Seat, line: str) -> None:
    with on("Monday", "14:00"):
        name_deputy(SYSTEM, wijk.gp_seat, elsewhere)
        Somebody.on(wijk.link_seat).opens(line).presses("Verkeerd nummer")
        end_tenure(wijk.coordinator, Tenure.objects.current().get(seat=wijk.gp_seat))
        new = Somebody.on(elsewhere)
        knows_nothing(new, "/vandaag/")
        assert new.opens(f"{line}nummer/").status == 404
        new.opens("/vandaag/").follows("Open").fills_in("Wie vroeg het", "Sanne, Rivierkant")
        new.chooses("Ja, mondeling").presses("Leg vast en open de lijn").sees("Mevrouw Van Dam")


def test_a_yes_for_one_line_opens_no_other(wijk: World, elsewhere: Seat, gp: Somebody, line: str) -> None:
    with on("Monday", "11:00"):
        other = prescribe(gp, "De heer Yilmaz")
    with on("Tuesday", "9:00"):
        leave(wijk)
        gp.opens(f"{line}vraag-ja/").chooses("Ja, mondeling afgesproken").presses("Leg vast")
        new = Somebody.on(elsewhere)
        assert [new.opens(each).status for each in (line, other)] == [200, 404]
