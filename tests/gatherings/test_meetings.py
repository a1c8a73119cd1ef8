"""A meeting from agenda to minutes: prepared, attended, decided, promised, printed; and seen as ties."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse

from kortelijn.gatherings.jobs import new_day
from kortelijn.gatherings.meetings import actions
from kortelijn.gatherings.models import AgendaItem, Attendance, Meeting
from kortelijn.gatherings.queries import mark_of, open_actions
from kortelijn.kernel.clock import moved_to, now, today
from kortelijn.kernel.errors import NotAllowed, NotNow, Refused
from kortelijn.steps.actions import finish_step
from kortelijn.steps.models import Step
from kortelijn.tasks.models import Task
from kortelijn.ties.queries import live_ties
from kortelijn.web.worklist import owed_by
from tests.factories.sitting import at_work
from tests.factories.world import World, actor_on
from tests.gatherings.tables import a_meeting, a_table, sit_down

pytestmark = pytest.mark.django_db
AFTER = timedelta(days=1, hours=3)


@pytest.fixture
def meeting(world: World) -> Meeting:
    """Of a theme group, tomorrow at ten, with the GP and the link worker."""
    circle = a_table(world, "theme")
    sit_down(circle, world.gp_seat, world.deputy_seat)
    return a_meeting(world, circle)


def item(world: World, **changes: Any) -> dict[str, Any]:
    return {"what": "Wie kent de flat?", "brought_by": str(world.gp_seat.pk), "minutes": "15"} | changes


def present(meeting: Meeting, *seats: Any) -> dict[str, Any]:
    return {"deel": "aanwezig", "present": [str(seat.pk) for seat in seats], "also": ""}


def test_whoever_takes_part_puts_something_on_the_agenda_and_orders_it(world: World, meeting: Meeting) -> None:
    client = at_work(world.gp_seat)
    for what in ("Eerst", "Dan"):
        client.post(reverse("gatherings:add_item", args=[meeting.pk]), item(world, what=what))
    first, second = meeting.agenda.all()
    client.post(reverse("gatherings:change_item", args=[meeting.pk, second.pk]), {"wat": "omhoog"})
    assert [each.what for each in meeting.agenda.all()] == ["Dan", "Eerst"]
    client.post(reverse("gatherings:change_item", args=[meeting.pk, second.pk]), {"wat": "omhoog"})
    assert [each.what for each in meeting.agenda.all()] == ["Dan", "Eerst"]
    client.post(reverse("gatherings:change_item", args=[meeting.pk, first.pk]), {"wat": "weg"})
    assert [each.what for each in meeting.agenda.all()] == ["Dan"]


def test_what_is_not_right_on_the_agenda_is_said_with_what_was_typed(world: World, meeting: Meeting) -> None:
    url = reverse("gatherings:add_item", args=[meeting.pk])
    page = at_work(world.gp_seat).post(url, item(world, what="De heer Yilmaz", minutes="0"))
    assert page.status_code == 422
    text = page.content.decode()
    assert "Dit lijkt over een bewoner te gaan." in text
    assert "Ten minste één minuut." in text
    assert "De heer Yilmaz" in text
    assert not AgendaItem.objects.exists()


def test_who_takes_no_part_does_not_prepare_it(world: World, meeting: Meeting) -> None:
    stranger = world.seat(world.practice, "Assistent", "Bram", profession="doktersassistent")
    assert at_work(stranger).post(reverse("gatherings:add_item", args=[meeting.pk]), item(world)).status_code == 403
    assert at_work(stranger).get(reverse("gatherings:meeting", args=[meeting.pk])).status_code == 200


def test_who_comes_says_so_with_one_tap(world: World, meeting: Meeting) -> None:
    client = at_work(world.gp_seat)
    client.post(reverse("gatherings:attend", args=[meeting.pk]), {"antwoord": "nee"})
    client.post(reverse("gatherings:attend", args=[meeting.pk]), {"antwoord": "ja"})
    assert [row.answer for row in Attendance.objects.all()] == ["yes"]
    assert "U komt. Fijn." in client.get(reverse("gatherings:meeting", args=[meeting.pk])).content.decode()


def test_before_it_begins_there_are_no_minutes(world: World, meeting: Meeting) -> None:
    with pytest.raises(Refused, match="moet nog beginnen"):
        actions.decide(world.link_worker, meeting, "Wij gaan door.")
    page = at_work(world.link_seat).get(reverse("gatherings:minutes", args=[meeting.pk]))
    assert page.status_code == 302


def test_from_minutes_to_a_task_that_comes_along_to_the_next_meeting(world: World, meeting: Meeting) -> None:
    actions.add_item(world.gp, meeting, what="Wie kent de flat?")
    later = a_meeting(world, meeting.circle, days=30)
    with moved_to(now() + AFTER):
        client, url = at_work(world.link_seat), reverse("gatherings:minutes", args=[meeting.pk])
        client.post(url, present(meeting, world.link_seat, world.gp_seat))
        client.post(url, {"deel": "besluit", "text": "Wij bellen aan, samen met de huismeester."})
        said = {f"said_{meeting.agenda.get().pk.hex}": "De huismeester kent iedereen."}
        said |= {"seen": mark_of(meeting)}
        client.post(url, {"deel": "verslag", "report": "Een goed begin."} | said)
        step = {"a-what": "De huismeester vragen", "a-owner": str(world.gp_seat.pk)}
        client.post(url, {"deel": "actie", **step, "a-due_on": str(today() + timedelta(days=10)), "a-key": ""})
        made = Step.objects.get()
        assert [task.subject_id for task in owed_by(world.gp_seat.pk)] == [made.pk]
        page = client.get(reverse("gatherings:paper", args=[meeting.pk])).content.decode()
        for words in ("Wij bellen aan", "De huismeester kent iedereen.", "Een goed begin.", "De huismeester vragen"):
            assert words in page
        text = client.get(reverse("gatherings:meeting", args=[later.pk])).content.decode()
        assert "Eerst: er staat nog één actie open van een vorige keer." in text
        finish_step(world.gp, made, "Zij doet mee.")
        assert open_actions(later.circle, later) == []


def test_a_decision_is_of_the_day_of_its_meeting_also_when_written_down_later(world: World, meeting: Meeting) -> None:
    with moved_to(now() + AFTER + timedelta(days=3)):
        actions.decide(world.link_worker, meeting, "Wij bellen aan.")
        page = at_work(world.gp_seat).get(reverse("gatherings:circle", args=[meeting.circle_id])).content.decode()
    assert "3 november 2026</a>" in page


def test_two_who_write_minutes_at_once_lose_nothing(world: World, meeting: Meeting) -> None:
    with moved_to(now() + AFTER):
        url, seen = reverse("gatherings:minutes", args=[meeting.pk]), mark_of(meeting)
        one, other = at_work(world.link_seat), at_work(world.gp_seat)
        assert seen in one.get(url).content.decode()
        assert one.post(url, {"deel": "verslag", "report": "Eerst.", "seen": seen}).status_code == 302
        page = other.post(url, {"deel": "verslag", "report": "Later.", "seen": seen})
        assert page.status_code == 422
        assert "Een collega werkte het verslag intussen bij." in page.content.decode()
        assert "Later." in page.content.decode()
        meeting.refresh_from_db()
        assert meeting.report == "Eerst."


def test_who_were_there_met_each_other_once(world: World, meeting: Meeting) -> None:
    with moved_to(now() + AFTER):
        client, url = at_work(world.link_seat), reverse("gatherings:minutes", args=[meeting.pk])
        client.post(url, present(meeting, world.link_seat, world.gp_seat, world.deputy_seat))
        ties = live_ties(world.network, ["meeting"])
        assert len(ties) == 3
        client.post(url, present(meeting, world.link_seat, world.gp_seat))
        assert [each.strength for each in live_ties(world.network, ["meeting"])] == [each.strength for each in ties]
        there = set(meeting.attendance.filter(was_there=True).values_list("seat_id", flat=True))
        assert there == {world.link_seat.pk, world.gp_seat.pk}
        assert client.post(url, present(meeting, world.link_seat)).status_code == 422


def test_nobody_wrote_it_down_so_who_leads_it_owes_that_until_it_is_done(world: World, meeting: Meeting) -> None:
    with moved_to(now() + AFTER):
        new_day()
        new_day()
        task = Task.objects.get(code="minute-meeting")
        assert task.owner == world.link_seat
        worklist = at_work(world.link_seat).get(reverse("web:worklist")).content.decode()
        assert "Minder alleen, 3 november is geweest: wie waren er, en wat is er besloten?" in worklist
        actions.hold(world.link_worker, meeting, [world.link_seat.pk, world.gp_seat.pk])
        assert not Task.objects.open().exists()


def test_called_off_says_why_and_whoever_would_come_hears_it(world: World, meeting: Meeting) -> None:
    actions.say_whether(world.deputy, meeting, "no")
    mail.outbox.clear()
    client = at_work(world.link_seat)
    client.post(reverse("gatherings:call_off", args=[meeting.pk]), {"because": "De zaal is dubbel geboekt."})
    assert [each.subject for each in mail.outbox] == ["Een bijeenkomst gaat niet door"]
    assert "zaal" not in mail.outbox[0].body
    page = client.get(reverse("gatherings:meeting", args=[meeting.pk])).content.decode()
    assert "De zaal is dubbel geboekt." in page
    with pytest.raises(NotNow):
        actions.say_whether(world.gp, meeting, "yes")


def test_moving_it_tells_who_would_come_and_refuses_the_past(world: World, meeting: Meeting) -> None:
    mail.outbox.clear()
    form = {"day": "2026-11-20", "begins_at": "13:00", "ends_at": "14:00", "place": "De Klinker", "subject": ""}
    at_work(world.link_seat).post(reverse("gatherings:move", args=[meeting.pk]), form)
    meeting.refresh_from_db()
    assert meeting.place == "De Klinker"
    assert {each.subject for each in mail.outbox} == {"Een bijeenkomst is verzet"}
    page = at_work(world.link_seat).post(reverse("gatherings:move", args=[meeting.pk]), form | {"day": "2026-10-01"})
    assert page.status_code == 422
    assert "Kies een moment na nu." in page.content.decode()
    page = at_work(world.link_seat).post(reverse("gatherings:move", args=[meeting.pk]), form | {"day": "9999-12-31"})
    assert page.status_code == 422
    assert "Kies een moment binnen een jaar." in page.content.decode()


def test_planning_twice_with_one_key_makes_one(world: World, meeting: Meeting) -> None:
    form = {"day": "2026-11-20", "begins_at": "13:00", "ends_at": "14:00", "place": "", "subject": "Extra",
            "key": "0198c0de-0000-7000-8000-000000000001"}  # fmt: skip
    for _time in range(2):
        at_work(world.gp_seat).post(reverse("gatherings:plan", args=[meeting.circle_id]), form)
    assert Meeting.objects.filter(subject="Extra").count() == 1
    stranger = actor_on(world.seat(world.practice, "Assistent", "Bram", profession="doktersassistent"))
    with pytest.raises(NotAllowed):
        actions.plan_meeting(stranger, meeting.circle, starts_at=now() + AFTER, ends_at=now() + 2 * AFTER)


def test_the_page_of_a_meeting_costs_the_same_however_many_come(
    world: World, meeting: Meeting, django_assert_max_num_queries: Any
) -> None:
    for number in range(8):
        sit_down(meeting.circle, world.seat(world.practice, f"Plek {number}", "Bram", profession="huisarts"))
        actions.add_item(world.link_worker, meeting, what=f"Punt {number}")
    client = at_work(world.gp_seat)
    with django_assert_max_num_queries(24):
        client.get(reverse("gatherings:meeting", args=[meeting.pk]))
