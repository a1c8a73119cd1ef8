"""What is asked beside what is present: sums only, and names only of who shows them."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from kortelijn.competences import actions
from kortelijn.competences.actions import Said
from kortelijn.competences.jobs import new_day
from kortelijn.competences.models import Asks, Joining, Skill, Training
from kortelijn.competences.queries import overview, row_of, who_can
from kortelijn.finding.actions import count_search
from kortelijn.finding.counting import Counted
from kortelijn.kernel.actor import SYSTEM, system_for
from kortelijn.kernel.clock import now, today
from kortelijn.kernel.errors import NotAllowed, Refused
from kortelijn.kernel.retention import kept
from kortelijn.parties.actions import end_tenure
from kortelijn.parties.models import Person, Tenure
from tests.factories.sitting import at_work
from tests.factories.world import World

pytestmark = pytest.mark.django_db
GRIEF, MONEY = "rouw-en-verlies", "geldzorgen-bespreken"


def asked(world: World, times: int, need: str = "rouw", **more: Any) -> None:
    for _time in range(times):
        counted = Counted(heard=[need], confirmed=[], filters=[], results=3, nothing_fits=False)
        count_search(SYSTEM, world.network, uuid4(), "screen", counted)


@pytest.mark.parametrize(("times", "shown", "short"), [(0, "0", 0), (4, "0", 0), (5, "5", 2), (8, "10", 2)])
def test_what_residents_ask_counts_from_five_on_and_then_two_people_are_needed(
    world: World, times: int, shown: str, short: int
) -> None:
    asked(world, times)
    row = row_of(world.network.pk, GRIEF)
    assert (str(row.demand.asked), row.short) == (shown, short)


@pytest.mark.parametrize(("lines", "shown"), [(4, "0"), (5, "5")])
def test_lines_that_are_open_count_from_five_on(world: World, lines: int, shown: str) -> None:
    for _line in range(lines):
        world.referral(needs=["rouw", "rouw.partner"])
    assert str(row_of(world.network.pk, GRIEF).demand.open) == shown


def test_what_seats_ask_and_what_is_wanted_say_how_many(world: World) -> None:
    for seat in (world.link_seat, world.gp_seat, world.deputy_seat):
        actions.ask_of_seat(world.coordinator, seat, [MONEY])
    assert row_of(world.network.pk, MONEY).short == 3
    actions.want(world.coordinator, world.network, competence=MONEY, people=4, reason="Het spreekuur loopt vol.")
    row = row_of(world.network.pk, MONEY)
    assert (row.short, row.because[:2]) == (4, ["Het spreekuur loopt vol.", "3 plekken vragen hierom"])
    actions.say_skills(world.link_worker, world.network, {MONEY: Said("well")})
    row = row_of(world.network.pk, MONEY)
    assert (row.short, row.picture) == (3, ["able", "short", "short", "short"])
    assert overview(world.network.pk)[0] == row


def test_a_name_is_seen_only_where_the_person_shows_it(world: World) -> None:
    mine = at_work(world.link_seat)
    typed = {f"{GRIEF}-kan": "teaches", f"{GRIEF}-toon": "on", f"{MONEY}-kan": "well"}
    assert mine.post(reverse("competences:mine"), typed).status_code == 302
    colleague = at_work(world.gp_seat)
    found = colleague.get(reverse("competences:who"), {"q": "rouw verlies"}).content.decode()
    assert "Sanne" in found
    assert "kan het anderen leren" in found
    page = colleague.get(reverse("competences:competence", args=[MONEY])).content.decode()
    assert "Nog niemand laat dit zien" in page
    assert row_of(world.network.pk, MONEY).able == 1  # the sum knows
    assert [each.competence for each in Skill.objects.visible_to(world.gp)] == [GRIEF]
    elsewhere = World(slug="moerwijk")
    assert who_can(elsewhere.gp, GRIEF) == []


def test_colleagues_stand_by_name_and_not_by_how_well(world: World) -> None:
    for actor, level in ((world.link_worker, "some"), (world.gp, "teaches"), (world.deputy, "well")):
        actions.say_skills(actor, world.network, {GRIEF: Said(level, shown=True)})
    assert [each.person.given_name for each in who_can(world.gp, GRIEF)] == ["Noor", "Sanne", "Youssef"]


def test_the_own_list_is_what_it_says_now(world: World) -> None:
    actions.say_skills(world.gp, world.network, {GRIEF: Said("well"), MONEY: Said("some", shown=True)})
    actions.say_skills(world.gp, world.network, {GRIEF: Said(""), MONEY: Said("well", shown=True)})
    skill = Skill.objects.get()
    assert (skill.competence, skill.level, skill.shown) == (MONEY, "well", True)
    with pytest.raises(Refused):
        actions.say_skills(world.gp, world.network, {"schaken": Said("well")})


def test_the_list_lets_one_wish_and_not_wish_to_learn(world: World) -> None:
    client = at_work(world.link_seat)
    client.post(reverse("competences:mine"), {f"{GRIEF}-leer": "on"})
    assert row_of(world.network.pk, GRIEF).learning == 1
    assert "checked" in client.get(reverse("competences:mine")).content.decode()
    client.post(reverse("competences:mine"), {f"initial-{GRIEF}-leer": "True"})
    assert row_of(world.network.pk, GRIEF).learning == 0


def test_a_list_that_lay_open_changes_only_what_was_changed_on_it(world: World) -> None:
    client, address = at_work(world.link_seat), reverse("competences:mine")
    opened = client.get(address).context["form"]
    stood = {each.html_initial_name: each.value() or "" for each in opened}
    assert f'name="initial-{GRIEF}-kan"' in client.get(address).content.decode()
    actions.say_skills(world.link_worker, world.network, {GRIEF: Said("well"), MONEY: Said("some")})
    client.post(reverse("competences:join", args=[MONEY]))
    client.post(address, stood | {f"{GRIEF}-toon": "on", f"{MONEY}-kan": ""})
    assert {each.competence: (each.level, each.shown) for each in Skill.objects.all()} == {
        GRIEF: ("well", True), MONEY: ("some", False),
    }  # fmt: skip
    assert row_of(world.network.pk, MONEY).learning == 1


def test_a_list_is_taken_whole_or_not_at_all(world: World) -> None:
    client = at_work(world.link_seat)
    client.post(reverse("competences:join", args=[GRIEF]))
    Training.objects.update(status="planned", lead=world.gp_seat, starts_at=now() - timedelta(days=1),
                            ends_at=now() - timedelta(hours=20))  # fmt: skip
    typed = {f"initial-{GRIEF}-leer": "True", f"{MONEY}-kan": "well"}
    assert client.post(reverse("competences:mine"), typed).status_code == 422
    assert not Skill.objects.exists()


def test_whoever_left_joins_nothing_any_more(world: World) -> None:
    for seat in (world.gp_seat, world.link_seat):
        at_work(seat).post(reverse("competences:join", args=[GRIEF]))
    at_work(world.gp_seat).post(reverse("competences:join", args=[MONEY]))
    end_tenure(SYSTEM, Tenure.objects.get(seat=world.gp_seat), on=today())
    assert new_day() == 2
    assert new_day() == 0
    assert [each.person_id for each in Joining.objects.all()] == [world.link_worker.person_id]
    assert Training.objects.get(competence=MONEY).status == Training.Status.STOPPED


def test_a_seat_on_which_nobody_sits_asks_nothing(world: World) -> None:
    actions.ask_of_seat(world.gp, world.gp_seat, [GRIEF])
    assert row_of(world.network.pk, GRIEF).seats == 1
    end_tenure(SYSTEM, Tenure.objects.get(seat=world.gp_seat), on=today())
    assert row_of(world.network.pk, GRIEF).seats == 0


def test_only_the_coordinator_says_what_is_needed_and_only_who_sits_there_what_a_seat_asks(world: World) -> None:
    with pytest.raises(NotAllowed):
        actions.want(world.gp, world.network, competence=GRIEF, people=2, reason="Zomaar")
    with pytest.raises(NotAllowed):
        actions.ask_of_seat(world.gp, world.link_seat, [GRIEF])
    seat = reverse("competences:seat", args=[world.gp_seat.pk])
    assert at_work(world.gp_seat).post(seat, {"competences": [GRIEF]}).status_code == 302
    assert Asks.objects.get().competences == [GRIEF]
    mine = at_work(world.gp_seat).get(reverse("competences:mine"))
    assert mine.context["form"].lines[0].competence.code == GRIEF
    assert mine.content.decode().count("uw plek vraagt dit") == 1
    want = reverse("competences:want", args=[GRIEF])
    wrong = at_work(world.coordinator_seat).post(want, {"people": "0", "reason": "Veel vragen"})
    assert wrong.status_code == 422
    assert "van 1 tot 50" in wrong.content.decode()
    assert "Veel vragen" in wrong.content.decode()
    at_work(world.coordinator_seat).post(want, {"people": "2", "reason": "Veel vragen"})
    at_work(world.coordinator_seat).post(reverse("competences:stop_wanting", args=[GRIEF]))
    assert row_of(world.network.pk, GRIEF).short == 1


def test_what_somebody_can_goes_with_that_person(world: World) -> None:
    for actor in (world.gp, world.link_worker):
        actions.say_skills(actor, world.network, {GRIEF: Said("well", shown=True)})
    end_tenure(SYSTEM, Tenure.objects.get(seat=world.gp_seat), on=today())
    assert row_of(world.network.pk, GRIEF).able == 1
    assert actions.forget_leavers(system_for(world.network.pk), world.network) == 1
    assert actions.forget_leavers(system_for(world.network.pk), world.network) == 0
    assert kept(Skill) is not None
    assert Skill._meta.get_field("person").related_model is Person


def test_an_unknown_competence_does_not_exist(world: World) -> None:
    client = at_work(world.gp_seat)
    assert client.get(reverse("competences:competence", args=["schaken"])).status_code == 404
    assert client.post(reverse("competences:join", args=["schaken"])).status_code == 404


def test_the_overview_asks_as_much_however_much_there_is(world: World, django_assert_num_queries: Any) -> None:
    client = at_work(world.link_seat)
    for code in (GRIEF, MONEY, "digitaal-helpen", "opvoedvragen"):
        client.post(reverse("competences:join", args=[code]))
        actions.want(world.coordinator, world.network, competence=code, people=3, reason="Nodig")
    client.get(reverse("competences:overview"))
    with django_assert_num_queries(OVERVIEW):
        client.get(reverse("competences:overview"))


OVERVIEW = 19
