"""The board: changed by hand with a check; and what hangs on a season: the sheet, holdings, calendars, costs."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.clock import moved_to, now, today
from kortelijn.kernel.events import delivered_inline
from kortelijn.parties.holdings import held_by_organizations, held_by_seats
from kortelijn.parties.models import Network
from kortelijn.tasks.invariants import violations
from kortelijn.tasks.jobs import sweep
from kortelijn.tasks.models import Task
from kortelijn.walks import actions
from kortelijn.walks.afterwards.actions import Learned, tell
from kortelijn.walks.calendar import Walks
from kortelijn.walks.casing import casing_of
from kortelijn.walks.models import Group, Host, Place, Planning, Season, Walker
from kortelijn.walks.pages import cards_of
from kortelijn.walks.planner import case as planner
from kortelijn.walks.planning.actions import keep_plan
from tests.factories.painted import is_painted_with
from tests.factories.sitting import at_work
from tests.walks.conftest import Walking

pytestmark = pytest.mark.django_db
Yes = Callable[..., Walker]


@pytest.fixture
def season(world: Walking, says_yes: Yes) -> Season:
    """Two groups of two over four hosts, planned by hand; the third host has steps."""
    season = world.season()
    for number, name in enumerate(["Anker", "Brug", "Ceder", "Dok"]):
        world.host(season, name, number, step_free=number != 2)
    for seat in (world.gp_seat, world.link_seat, world.deputy_seat, world.coordinator_seat):
        says_yes(season, seat)
    planning = Planning.objects.create(network=world.network, season=season, seconds=1)
    groups = (planner.Group(0, 0, (0, 1), frozenset({0, 1})), planner.Group(0, 0, (2, 3), frozenset({2, 3})))
    return keep_plan(SYSTEM, planning, casing_of(season), planner.Plan(groups))


def groups_of(season: Season) -> list[Group]:
    return list(season.groups.all())


def in_group(group: Group) -> list[Any]:
    return list(group.places.values_list("walker__seat", flat=True))


def moves(client: Client, season: Season, walker: Walker, source: Group | None, target: Group | None) -> str:
    keys = {"wie": walker.pk, "van": source.pk if source else "wacht", "naar": target.pk if target else "wacht"}
    url = reverse("walks:move", args=[season.pk])
    return client.post(url, keys, follow=True).content.decode()


def asks(client: Client, season: Season, walker: Walker, source: Group | None, target: Group | None) -> Any:
    keys = {"wie": walker.pk, "van": source.pk if source else "wacht", "naar": target.pk if target else "wacht"}
    return client.get(reverse("walks:check", args=[season.pk]), keys).json()


def test_who_is_moved_by_hand_is_checked_first_and_it_says_what_it_costs(season: Season, world: Walking) -> None:
    client, (one, other) = at_work(season.leader), groups_of(season)
    extra = world.seat(world.practice, "Assistent", "Lies", profession="huisarts")
    at_work(extra).post(
        reverse("walks:join", args=[season.pk]), {"antwoord": "ja", "days": [str(season.days.get().pk)]}
    )
    lies = season.walkers.get(seat=extra)
    answer = asks(client, season, lies, None, one)
    assert answer["may"]
    assert "nieuwe" in answer["words"]
    assert "is overgezet" in moves(client, season, lies, None, one)
    assert extra.pk in in_group(one)
    moves(client, season, lies, one, other)
    assert (extra.pk in in_group(one), extra.pk in in_group(other)) == (False, True)


def test_a_group_that_is_too_small_or_full_is_refused_kindly(season: Season, world: Walking, says_yes: Yes) -> None:
    client, (one, other) = at_work(season.leader), groups_of(season)
    walker = season.walkers.get(seat=world.gp_seat)
    there = one if world.gp_seat.pk in in_group(one) else other
    assert "houdt te weinig mensen over" in moves(client, season, walker, there, other if there == one else one)
    assert "houdt te weinig mensen over" in asks(client, season, walker, there, None)["words"]
    assert world.gp_seat.pk in in_group(there)


def test_needs_on_the_way_are_kept_when_somebody_is_moved(season: Season, world: Walking, says_yes: Yes) -> None:
    client = at_work(season.leader)
    with_steps = next(group for group in groups_of(season) if group.visits.filter(host__organization__name="Ceder"))
    extra = world.seat(world.practice, "Assistent", "Lies", profession="huisarts")
    can = [day.pk for day in season.days.all()]
    lies = Walker.objects.create(network=world.network, season=season, seat=extra, person=extra.tenures.get().person)
    actions.answer(SYSTEM, lies, comes=True, days=can, step_free=True)
    words = asks(client, season, lies, None, with_steps)["words"]
    assert "Lies Bakkali loopt een route zonder trappen" in words
    assert "Ceder" in words


def test_who_loses_a_place_after_the_invitation_hears_so(season: Season, world: Walking, says_yes: Yes) -> None:
    extra = world.seat(world.practice, "Assistent", "Lies", profession="huisarts")
    lies = Walker.objects.create(network=world.network, season=season, seat=extra, person=extra.tenures.get().person)
    actions.answer(SYSTEM, lies, comes=True, days=[day.pk for day in season.days.all()])
    actions.invite(SYSTEM, season)
    client, group = at_work(season.leader), groups_of(season)[0]
    with delivered_inline():
        moves(client, season, lies, None, group)
        moves(client, season, lies, group, None)
    assert [one.subject.split(":")[0] for one in mail.outbox] == ["U loopt mee", "U staat op de wachtlijst"]
    assert all(one.to == [lies.person.email] for one in mail.outbox)


def test_when_the_guide_cannot_come_another_keeps_the_group_together_and_owes_the_lessons(season: Season) -> None:
    actions.invite(SYSTEM, season)
    group = season.groups.select_related("guide", "task")[0]
    place = group.places.select_related("walker__season", "group__season", "group__day").get(walker__seat=group.guide)
    link = reverse("walks:letter", args=[place.walker.key])
    Client().post(link, {"antwoord": "plaats-nee", "groep": str(group.pk)})
    now_led = season.groups.get(pk=group.pk)
    assert now_led.guide_id not in (None, group.guide_id)
    with moved_to(group.ends_at + timedelta(minutes=1)):
        sweep()
        (owed,) = Task.objects.open().filter(subject_id=group.pk)
        assert owed.owner_id == now_led.guide_id


def test_what_was_learned_is_owed_from_the_end_of_the_walk_and_not_before(season: Season) -> None:
    actions.invite(SYSTEM, season)
    group = groups_of(season)[0]
    assert group.guide is not None
    for moment in (now(), group.starts_at, group.ends_at - timedelta(minutes=1)):
        with moved_to(moment):
            sweep()
            assert "Schrijf op wat groep" not in at_work(group.guide).get("/vandaag/").content.decode()
    with moved_to(group.ends_at + timedelta(hours=2)):
        assert any(each.what == "Groep" for each in violations())
        sweep()
        assert not list(violations())
        assert "Schrijf op wat groep" in at_work(group.guide).get("/vandaag/").content.decode()
        assert sweep() == 0  # once


def test_somebody_of_another_season_is_not_found(season: Season, world: Walking) -> None:
    client = at_work(season.leader)
    for key in ("", "geen-sleutel", str(season.pk)):
        assert client.post(reverse("walks:move", args=[season.pk]), {"wie": key}).status_code == 404


def test_the_board_asks_as_much_however_full_it_is(
    season: Season, world: Walking, django_assert_max_num_queries: Any
) -> None:
    client, url = at_work(season.leader), reverse("walks:board", args=[season.pk])
    client.get(url)
    for number in range(6):
        seat = world.seat(world.practice, f"Assistent {number}", f"Lies{number}", profession="huisarts")
        lies = Walker.objects.create(network=world.network, season=season, seat=seat, person=seat.tenures.get().person)
        actions.answer(SYSTEM, lies, comes=True, days=[day.pk for day in season.days.all()])
    with django_assert_max_num_queries(BOARD):
        client.get(url)


BOARD = 35


def test_the_day_sheet_is_a_tagged_page_with_the_route(season: Season, world: Walking) -> None:
    season = actions.invite(SYSTEM, season)
    group = groups_of(season)[0]
    answer = at_work(world.gp_seat).get(reverse("walks:sheet", args=[group.pk]))
    assert answer["Content-Type"] == "application/pdf"
    assert b"/MarkInfo" in answer.content
    Network.objects.filter(pk=world.network.pk).update(theme={"colour": "#7a1f5c"})
    assert is_painted_with(at_work(world.gp_seat).get(reverse("walks:sheet", args=[group.pk])).content, "#7a1f5c")
    page = at_work(world.gp_seat).get(reverse("walks:group", args=[group.pk])).content.decode()
    assert "Kaart met de route langs 1" in page


def test_the_way_on_foot_is_told_at_the_pace_of_the_group_and_as_an_estimate(season: Season, world: Walking) -> None:
    group = groups_of(season)[0]
    (fast,) = [stop.walk for stop in cards_of(season, only=group.pk)[0].stops if stop.walk]
    Walker.objects.filter(places__group=group).update(is_slow=True)
    (slow,) = [stop.walk for stop in cards_of(season, only=group.pk)[0].stops if stop.walk]
    assert (fast, slow) == ("ongeveer 2 minuten lopen", "ongeveer 4 minuten lopen")  # 111 metres, 145 over the streets
    board = at_work(season.leader).get(reverse("walks:board", args=[season.pk])).content.decode()
    assert "Samen 4 minuten lopen, ongeveer." in board
    assert "hemelsbreed, keer 1,3" in board


def test_the_board_says_what_the_plan_brings_and_why_somebody_waits(
    season: Season, world: Walking, says_yes: Yes
) -> None:
    url = reverse("walks:board", args=[season.pk])
    page = at_work(season.leader).get(url).content.decode()
    assert "4 van de 4 mensen hebben een plaats. Van de 2 bezoeken zijn er per persoon 2,0 nieuw" in page
    extra = world.seat(world.practice, "Assistent", "Lies", profession="huisarts")
    lies = Walker.objects.create(network=world.network, season=season, seat=extra, person=extra.tenures.get().person)
    actions.answer(SYSTEM, lies, comes=True, days=[day.pk for day in season.days.all()], step_free=True)
    page = at_work(season.leader).get(url).content.decode()
    assert "4 van de 5 mensen hebben een plaats" in page
    assert "Er zijn nog plaatsen, maar de dag of de route" in page
    Season.objects.filter(pk=season.pk).update(largest=2, smallest=2)
    assert "Alle groepen zijn vol." in at_work(season.leader).get(url).content.decode()


def test_what_is_led_and_received_is_declared_and_moves(season: Season, world: Walking) -> None:
    host = season.hosts.get(organization__name="Anker")
    led = [each for each in held_by_seats.of([season.leader_id]) if each.kind == "walks"]
    received = [each for each in held_by_seats.of([host.seat_id]) if each.kind == "walk-hosts"]
    assert [each.key for each in led] == [season.pk]
    assert [each.key for each in received] == [host.pk]
    held_by_seats.move(world.coordinator, [*led, *received], world.deputy_seat)
    assert Season.objects.get().leader == world.deputy_seat
    assert Host.objects.get(pk=host.pk).seat == world.deputy_seat
    opened = [each for each in held_by_organizations.of([host.organization_id]) if each.kind == "walk-hosts"]
    held_by_organizations.move(world.coordinator, opened, world.practice)
    moved = Host.objects.get(pk=host.pk)
    assert moved.organization == world.practice
    assert moved.seat.organization_id == world.practice.pk


def test_a_walk_stands_in_the_calendar_once_it_was_invited(season: Season, world: Walking) -> None:
    person = season.walkers.get(seat=world.gp_seat).person_id
    span = (today(), today() + timedelta(days=40))
    diary = Walks()
    assert list(diary.of_people([person], *span)) == []
    actions.invite(SYSTEM, season)
    (mine,) = diary.of_people([person], *span)
    assert (mine.end - mine.start).total_seconds() == (40 + 15 + 40) * 60
    assert len(list(diary.of_network(world.network.pk, *span))) == 2


def test_a_season_that_is_invited_cannot_be_planned_again(season: Season) -> None:
    actions.invite(SYSTEM, season)
    page = at_work(season.leader).post(reverse("walks:board", args=[season.pk]), follow=True).content.decode()
    assert "De uitnodigingen zijn al verstuurd" in page
    host = Host.objects.filter(season=season)[0]
    assert at_work(season.leader).post(reverse("walks:drop_host", args=[host.pk]), follow=True).status_code == 200
    assert Host.objects.filter(pk=host.pk).exists()


def test_what_was_learned_of_an_offer_goes_to_who_keeps_it(season: Season, world: Walking) -> None:
    season = actions.invite(SYSTEM, season)
    group, service = groups_of(season)[0], world.service
    with moved_to(now() + timedelta(days=22)):
        host = group.visits.all()[0].host
        learned = [Learned(host, "Ook op vrijdag.", service)]
        told = tell(world.coordinator, group, present=[place.pk for place in group.places.all()], learned=learned)
    lesson = told.lessons.get()
    assert lesson.report is not None
    assert lesson.report.remarks.get().text == "Ook op vrijdag."
    assert Task.objects.open().filter(subject_id=lesson.report.pk, code="check-report").exists()


def test_before_the_walk_there_is_nothing_to_write_down(season: Season, world: Walking) -> None:
    season = actions.invite(SYSTEM, season)
    group = groups_of(season)[0]
    assert group.guide is not None
    data: dict[str, Any] = {"present": []}
    page = at_work(group.guide).post(reverse("walks:tell", args=[group.pk]), data)
    assert page.status_code == 422
    assert "moet nog lopen" in page.content.decode()
    page = at_work(group.guide).get(reverse("walks:tell", args=[group.pk]))
    assert "<textarea" not in page.content.decode()
    assert group.task is None
    assert not Place.objects.filter(was_there=True).exists()
