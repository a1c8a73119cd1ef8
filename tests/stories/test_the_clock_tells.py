"""Nobody has to keep watch: what is late is told to the deputy, then to the coordinator, each once."""

from kortelijn.tasks.jobs import sweep
from tests.factories.world import World
from tests.stories.mails import inbox, last_mail
from tests.stories.prescribing import code_on_paper, prescribe
from tests.stories.somebody import Somebody
from tests.stories.week import on

LATE = "Er is iets over tijd"


def minutes_pass(times: int = 3) -> None:
    """The job of every minute, some times in a row."""
    for _minute in range(times):
        sweep()


def test_late_first_the_deputy_then_the_coordinator_then_somebody_takes_over(wijk: World) -> None:
    gp, coach = Somebody.on(wijk.gp_seat), Somebody.on(wijk.link_seat)
    deputy, coordinator = Somebody.on(wijk.deputy_seat), Somebody.on(wijk.coordinator_seat)

    # Given a recipe of Monday, with two working days for a first contact
    with on("Monday", "10:00"):
        line = prescribe(gp)

    # When it is Wednesday a minute before five, nobody was told
    with on("Wednesday", "16:59"):
        minutes_pass()
        assert inbox("Youssef") == []
        assert deputy.opens(line).status == 404

    # When five o'clock has passed, the deputy is told, once, and can open it; the link worker sees that he knows
    with on("Wednesday", "17:01"):
        minutes_pass()
        assert (inbox("Youssef"), inbox("Marieke")) == ([LATE], [])
        deputy.opens_mail(last_mail("Youssef")).sees("Mevrouw Van Dam", "Neem over")
        coach.opens("/vandaag/").sees("1 is over tijd, dat weet uw vervanger Youssef ook.")
        assert coordinator.opens(line).status == 404

    # When a working day later still nothing has happened, the coordinator is told too, once
    with on("Thursday", "17:01"):
        minutes_pass()
        assert (inbox("Youssef"), inbox("Marieke")) == ([LATE], [LATE])
        coordinator.opens("/vandaag/").sees("Mevrouw Van Dam", "over tijd bij Sanne, sinds gisteren 17.00")
        gp.opens(line).sees("Over tijd sinds gisteren 17.00")

    # When the coordinator takes it over
    with on("Friday", "9:00"):
        coordinator.opens("/vandaag/").presses("Neem over").sees("U heeft het overgenomen.")

    # Then it is hers, the link worker owes it no longer, and the sender sees who has it
    with on("Friday", "9:05"):
        coordinator.opens(line).sees(
            "bij Marieke Bakkali", "Marieke Bakkali nam het over van Welzijnscoach, Rivierkant"
        )
        coach.opens("/vandaag/").sees("Niemand wacht op u.")
        gp.opens(line).sees("bij Marieke Bakkali")
        assert deputy.opens(line).status == 404


def test_one_call_starts_the_clock_again(wijk: World) -> None:
    gp, coach, deputy = Somebody.on(wijk.gp_seat), Somebody.on(wijk.link_seat), Somebody.on(wijk.deputy_seat)

    # Given a line of which the deputy was told
    with on("Monday", "10:00"):
        line = prescribe(gp)
    with on("Wednesday", "17:01"):
        minutes_pass()

    # When the link worker calls after all, though in vain
    with on("Wednesday", "18:00"):
        coach.opens(line).presses("Geen gehoor")

    # Then the deputy needs to know no more, and there is a working day before somebody is told again
    with on("Thursday", "16:59"):
        minutes_pass()
        assert deputy.opens(line).status == 404
        assert (inbox("Youssef"), inbox("Marieke")) == ([LATE], [])
    with on("Thursday", "17:01"):
        minutes_pass()
        assert (inbox("Youssef"), inbox("Marieke")) == ([LATE, LATE], [])


def test_a_weekend_does_not_count(wijk: World) -> None:
    # Given a recipe of Friday
    with on("Friday", "15:00"):
        prescribe(Somebody.on(wijk.gp_seat))

    # When the weekend has passed, nobody is told; on Tuesday at five somebody is
    with on("Monday", "18:00", week=1):
        minutes_pass()
        assert inbox("Youssef") == []
    with on("Tuesday", "17:01", week=1):
        minutes_pass()
        assert inbox("Youssef") == [LATE]


def test_the_resident_can_speed_it_up(wijk: World) -> None:
    gp, resident = Somebody.on(wijk.gp_seat), Somebody()

    # Given a recipe of Monday
    with on("Monday", "10:00"):
        prescribe(gp)
        code = code_on_paper(gp)

    # When the resident says on Tuesday that nobody called
    with on("Tuesday", "12:00"):
        resident.opens("/recept/").fills_in("Uw code", code).presses("Bekijk mijn recept")
        resident.presses("Er heeft nog niemand gebeld").sees("We hebben het doorgegeven.")
        minutes_pass()

    # Then the deputy knows at once, not only on Wednesday at five
    assert inbox("Youssef") == [LATE]
