"""Standing meetings, theme groups and collaborations: begun, joined, changed, ended knowingly."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from kortelijn.gatherings import actions
from kortelijn.gatherings.jobs import new_day
from kortelijn.gatherings.meetings.actions import add_item, call_off
from kortelijn.gatherings.models import Circle, Meeting, Review
from kortelijn.gatherings.words import rhythm_words
from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.clock import local, moved_to, now, today
from kortelijn.kernel.errors import NotAllowed, NotNow, Refused
from kortelijn.parties.holdings import held_by_organizations, held_by_seats
from tests.factories.sitting import at_work
from tests.factories.world import World
from tests.gatherings.tables import WEEKLY, a_table, sit_down

pytestmark = pytest.mark.django_db


def typed(world: World, **changes: Any) -> dict[str, Any]:
    form = {"name": "Dinsdagoverleg", "purpose": "Weten wie wat doet.", "lead": str(world.link_seat.pk), "theme": ""}
    rhythm = {"rhythm": "weekly", "days": "TU", "first_day": "2026-11-02", "begins_at": "9:00", "ends_at": "10:00"}
    return form | rhythm | {"place": "De Brug"} | changes


def test_a_standing_meeting_that_is_typed_has_its_coming_days_planned(world: World) -> None:
    client = at_work(world.link_seat)
    page = client.post(reverse("gatherings:start", args=["overleg"]), typed(world), follow=True)
    assert "Dinsdagoverleg" in page.content.decode()
    circle = Circle.objects.get()
    days = [local(each.starts_at).date() for each in circle.meetings.all()]
    assert days[0] == date(2026, 11, 3)
    assert {each.weekday() for each in days} == {1}
    assert rhythm_words(circle) == "elke week op di, 9.00 – 10.00"
    assert circle.review_on == date(2027, 11, 2)
    assert all(each.place == "De Brug" for each in circle.meetings.all())


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"name": ""}, "Geef het een naam."), ({"days": []}, "Kies ten minste één dag."),
        ({"begins_at": "11:00"}, "De eindtijd ligt voor de begintijd."), ({"first_day": ""}, "Kies een dag."),
        ({"purpose": "Over mevrouw Van Dam"}, "Dit lijkt over een bewoner te gaan."),
        ({"lead": ""}, "Kies uit de lijst."),
    ],
)  # fmt: skip
def test_what_is_not_right_is_said_and_what_was_typed_stays(world: World, changes: dict[str, Any], says: str) -> None:
    page = at_work(world.link_seat).post(reverse("gatherings:start", args=["overleg"]), typed(world, **changes))
    assert page.status_code == 422
    assert says in page.content.decode()
    assert "De Brug" in page.content.decode()
    assert not Circle.objects.exists()


def test_whoever_says_that_it_is_no_resident_may_write_it(world: World) -> None:
    form = typed(world, purpose="Zoals mevrouw Montessori het zei.", no_resident="on")
    at_work(world.link_seat).post(reverse("gatherings:start", args=["overleg"]), form)
    assert Circle.objects.get().purpose == "Zoals mevrouw Montessori het zei."


def test_a_theme_group_needs_a_theme_and_a_name_of_its_own(world: World) -> None:
    a_table(world, "theme")
    with pytest.raises(ValidationError, match="Er is al een overleg of groep met deze naam"):
        a_table(world, "theme")
    with pytest.raises(ValidationError, match="Kies een thema"):
        a_table(world, "theme", name="Anders", theme="")


def test_joining_and_leaving_take_one_tap(world: World) -> None:
    circle, client = a_table(world, "theme"), at_work(world.gp_seat)
    client.post(reverse("gatherings:join", args=[circle.pk]))
    client.post(reverse("gatherings:join", args=[circle.pk]))
    assert circle.members.current().filter(seat=world.gp_seat).count() == 1
    client.post(reverse("gatherings:leave", args=[circle.pk]))
    assert not circle.members.current().filter(seat=world.gp_seat).exists()
    with pytest.raises(Refused, match="Laat eerst een ander het trekken"):
        actions.leave(world.link_worker, circle)


def test_another_rhythm_drops_days_that_nobody_prepared_and_keeps_those_that_somebody_did(world: World) -> None:
    circle = a_table(world)
    first, second = circle.meetings.order_by("starts_at")[:2]
    add_item(world.link_worker, second, what="De zomer")
    actions.change_circle(world.link_worker, circle, rrule="FREQ=WEEKLY;BYDAY=TH")
    assert not Meeting.objects.filter(pk=first.pk).exists()
    assert Meeting.objects.filter(pk=second.pk).exists()
    others = circle.meetings.exclude(pk=second.pk)
    assert {local(each.starts_at).weekday() for each in others} == {3}


def test_planning_ahead_twice_makes_nothing_twice_and_leaves_called_off_alone(world: World) -> None:
    circle = a_table(world)
    first = circle.meetings.order_by("starts_at").first()
    assert first is not None
    call_off(world.link_worker, first, "Vakantie.")
    before = circle.meetings.count()
    assert new_day() == 0
    with moved_to(now() + timedelta(days=7)):
        new_day()
        new_day()
    assert circle.meetings.count() == before + 1
    assert circle.meetings.filter(occurs_on=first.occurs_on).count() == 1


def test_nobody_meets_on_a_public_holiday(world: World) -> None:
    circle = a_table(world, rrule="FREQ=WEEKLY;BYDAY=FR", first_day=date(2026, 12, 1))
    days = {local(each.starts_at).date() for each in circle.meetings.all()}
    assert date(2026, 12, 18) in days
    assert date(2026, 12, 25) not in days


def test_it_ends_knowingly_and_what_was_learned_stays(world: World) -> None:
    circle, client = a_table(world), at_work(world.link_seat)
    actions.record_result(world.link_worker, circle, text="Een lijst van wie wat doet")
    answer = client.post(reverse("gatherings:end", args=[circle.pk]), {"because": ""})
    assert answer.status_code == 422
    client.post(reverse("gatherings:end", args=[circle.pk]), {"because": "De vraag is beantwoord."})
    circle.refresh_from_db()
    assert (circle.ended_on, circle.ended_because) == (today(), "De vraag is beantwoord.")
    assert not circle.meetings.coming().exists()
    page = client.get(reverse("gatherings:circle", args=[circle.pk])).content.decode()
    assert "Een lijst van wie wat doet" in page
    assert "De vraag is beantwoord." in page
    with pytest.raises(NotNow):
        actions.join(world.gp, circle)


def test_who_does_not_lead_does_not_change_or_end_it(world: World) -> None:
    circle = a_table(world)
    for verb in ("change", "end", "take_in"):
        assert at_work(world.gp_seat).get(reverse(f"gatherings:{verb}", args=[circle.pk])).status_code == 403
    with pytest.raises(NotAllowed):
        actions.end_circle(world.gp, circle, "Geen zin.")
    actions.change_circle(world.coordinator, circle, name="Woensdagoverleg")


def test_what_others_have_is_not_here(world: World) -> None:
    other = World(slug="moerwijk")
    circle = a_table(other)
    assert at_work(world.coordinator_seat).get(reverse("gatherings:circle", args=[circle.pk])).status_code == 404
    with pytest.raises(Refused, match="uit dit netwerk"):
        a_table(world, lead=other.link_seat)


def test_the_overview_costs_the_same_however_much_there_is(world: World, django_assert_max_num_queries: Any) -> None:
    for number in range(6):
        sit_down(a_table(world, name=f"Overleg {number}"), world.gp_seat, world.deputy_seat)
    client = at_work(world.gp_seat)
    with django_assert_max_num_queries(20):
        page = client.get(reverse("gatherings:overview"))
    assert page.content.decode().count("Overleg 3") >= 2


def test_a_seat_hands_on_what_it_leads_and_where_it_sits(world: World) -> None:
    led = a_table(world)
    joined = a_table(world, "theme", lead=world.deputy_seat)
    sit_down(joined, world.link_seat, world.gp_seat)
    actions.take_in(SYSTEM, joined, organization=world.practice)
    held = held_by_seats.of([world.link_seat.pk])
    mine = [each for each in held if each.kind.startswith("circles")]
    assert [each.title for each in mine] == [joined.name, led.name]
    held_by_seats.move(SYSTEM, mine, world.gp_seat)
    led.refresh_from_db()
    assert led.lead == world.gp_seat
    assert led.members.current().filter(seat=world.gp_seat).count() == 1
    assert joined.members.current().filter(seat=world.gp_seat).count() == 1
    assert not joined.members.current().filter(seat=world.link_seat).exists()
    parties = [each for each in held_by_organizations.of([world.practice.pk]) if each.kind == "circles"]
    held_by_organizations.move(SYSTEM, parties, world.welfare)
    assert joined.members.current().filter(organization=world.welfare).exists()


def test_the_rhythm_of_a_table_is_whole(world: World) -> None:
    with pytest.raises(ValidationError, match="Vul bij een ritme de dag en de tijden in"):
        a_table(world, **WEEKLY | {"begins_at": None})
    assert not Review.objects.exists()
