"""Meetings in the calendars that people subscribe to: one address per person and one per network, both renewable."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from kortelijn.gatherings import agreeing
from kortelijn.gatherings.feeds import key_of
from kortelijn.gatherings.meetings.actions import call_off, say_whether
from kortelijn.gatherings.models import Meeting
from kortelijn.kernel.errors import NotAllowed
from kortelijn.rota.actions import renew_feed
from kortelijn.rota.feeds import key_of as own_key
from tests.factories.sitting import at_work
from tests.factories.world import World
from tests.gatherings.tables import a_meeting, a_table, sit_down

pytestmark = pytest.mark.django_db


def events(path: str) -> list[Any]:
    answer = Client().get(path)
    assert answer.status_code == 200
    found: Any = Calendar.from_ical(answer.content)
    return list(found.walk("VEVENT"))


@pytest.fixture
def meeting(world: World) -> Meeting:
    """Tomorrow, of a theme group with the GP."""
    circle = a_table(world, "theme")
    sit_down(circle, world.gp_seat)
    return a_meeting(world, circle, place="De Klinker", subject="De flat")


def test_my_meetings_stand_in_my_own_calendar_and_make_me_busy(world: World, meeting: Meeting) -> None:
    path = f"/agenda/{own_key(renew_feed(world.gp))}.ics"
    (event,) = events(path)
    assert event["SUMMARY"] == "De flat"
    assert event["LOCATION"] == "De Klinker"
    assert event["TRANSP"] == "OPAQUE"
    assert event["UID"] == f"meeting-{meeting.pk.hex}@kortelijn"
    assert event["DTSTART"].dt == meeting.starts_at
    assert events(f"/agenda/{own_key(renew_feed(world.coordinator))}.ics") == []
    say_whether(world.gp, meeting, "no")
    assert events(path) == []


def test_a_network_has_a_calendar_behind_an_address_that_can_be_renewed(world: World, meeting: Meeting) -> None:
    at_work(world.coordinator_seat).post(reverse("gatherings:renew_network_feed"))
    page = at_work(world.gp_seat).get(reverse("gatherings:calendar")).content.decode()
    path = "/agenda/netwerk/" + page.split("/agenda/netwerk/")[1].split(".ics")[0] + ".ics"
    assert [event["SUMMARY"] for event in events(path)] == ["De flat"]
    call_off(world.link_worker, meeting, "Ziek.")
    assert events(path) == []
    fresh = key_of(agreeing.renew_network_feed(world.coordinator, world.network))
    assert Client().get(path).status_code == 404
    assert events(f"/agenda/netwerk/{fresh}.ics") == []
    assert Client().get(f"/agenda/netwerk/{fresh[:-1]}x.ics").status_code == 404
    assert Client().get("/agenda/netwerk/onzin.ics").status_code == 404


def test_only_the_coordinator_renews_it_and_nobody_reads_another_network(world: World, meeting: Meeting) -> None:
    with pytest.raises(NotAllowed):
        agreeing.renew_network_feed(world.gp, world.network)
    other = World(slug="moerwijk")
    feed = agreeing.renew_network_feed(other.coordinator, other.network)
    assert events(f"/agenda/netwerk/{key_of(feed)}.ics") == []


def test_the_own_address_is_made_from_the_page(world: World, meeting: Meeting) -> None:
    page = at_work(world.gp_seat).post(reverse("gatherings:renew_feed"), follow=True).content.decode()
    path = "/agenda/" + page.split("/agenda/")[1].split(".ics")[0] + ".ics"
    assert len(events(path)) == 1
