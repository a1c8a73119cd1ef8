"""Doing right by privacy law: every look is written down, and the resident can read who looked."""

from kortelijn.kernel.models import AccessLog
from tests.factories.world import World
from tests.stories.prescribing import code_on_paper, line_id, prescribe
from tests.stories.somebody import Somebody
from tests.stories.week import on


def test_whoever_looked_is_in_the_log_and_before_the_residents_eyes(wijk: World) -> None:
    gp, coach, resident = Somebody.on(wijk.gp_seat), Somebody.on(wijk.link_seat), Somebody()

    # Given a recipe, of which the GP wrote the code on a card
    with on("Monday", "10:00"):
        line = prescribe(gp)
        code = code_on_paper(gp)

    # When the link worker opens it twice on Monday, from the worklist and by itself, and once on Tuesday
    with on("Monday", "11:00"):
        coach.opens("/vandaag/")
        coach.opens(line)
    with on("Tuesday", "9:00"):
        coach.opens(line)

    # Then the log knows who, from which seat and organization, what, when, and that it succeeded
    looks = AccessLog.objects.filter(seat_id=wijk.link_seat.pk).order_by("at")
    assert [look.event_type_code for look in looks] == ["tasks.see_worklist", "referrals.see", "referrals.see"]
    first = looks[1]
    assert (first.user_name, first.role_id_code) == ("Sanne Bakkali", "welzijnscoach")
    assert first.audit_enterprise_site_id == wijk.welfare.pk
    assert str(first.participant_object_id) == line_id(line)
    assert (first.event_action_code, first.event_outcome_indicator) == ("R", 0)

    # And the resident reads it behind the code, one line a day
    with on("Tuesday", "10:00"):
        resident.opens("/recept/").fills_in("Uw code", code).presses("Bekijk mijn recept")
        looked = resident.under("Wie heeft er gekeken?")
        assert "Sanne Bakkali, Rivierkant 24 november" in looked
        assert "Sanne Bakkali, Rivierkant 23 november, 2 keer" in looked
        assert "Noor Bakkali, De Spoorbrug" in looked

    # And after closing it, on a shared telephone, nobody else reads it
    with on("Tuesday", "10:05"):
        resident.presses("Sluit af").opens("/recept/").does_not_see("Van Dam", "Sanne Bakkali")


def test_whoever_tried_in_vain_is_in_the_log_too(wijk: World) -> None:
    gp, coordinator = Somebody.on(wijk.gp_seat), Somebody.on(wijk.coordinator_seat)

    # Given a recipe on time
    with on("Monday", "10:00"):
        line = prescribe(gp)

    # When the coordinator, who was told nothing, tries to open it, and the GP tries to take it up alone
    with on("Monday", "11:00"):
        assert coordinator.opens(line).status == 404
        gp.opens(line)
        gp.client.handler.enforce_csrf_checks = False
        assert gp.client.post(f"{line}oppakken/").status_code == 403

    # Then what does not exist for somebody is not a look, and what was refused is one
    refused = AccessLog.objects.filter(event_outcome_indicator=8)
    assert [(look.user_name, look.event_type_code) for look in refused] == [("Noor Bakkali", "referrals.take_up")]
    assert not AccessLog.objects.filter(seat_id=wijk.coordinator_seat.pk).exists()


def test_a_list_counts_as_a_look_at_everybody_on_it(wijk: World) -> None:
    gp, coach = Somebody.on(wijk.gp_seat), Somebody.on(wijk.link_seat)

    # Given two residents on one worklist
    with on("Monday", "10:00"):
        lines = [prescribe(gp, name) for name in ("Mevrouw Van Dam", "De heer Yilmaz")]

    # When the link worker opens the day
    with on("Monday", "11:00"):
        coach.opens("/vandaag/")

    # Then she looked at both
    looks = AccessLog.objects.filter(seat_id=wijk.link_seat.pk, event_type_code="tasks.see_worklist")
    assert {str(look.participant_object_id) for look in looks} == {line_id(line) for line in lines}
