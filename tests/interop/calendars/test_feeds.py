"""Calendars that programs can read: valid, in Dutch time, the same event always under the same key, no secrets."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from kortelijn.directory.actions import update_service
from kortelijn.directory.models import Service
from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.clock import moved_to
from kortelijn.rota import actions
from kortelijn.rota.feeds import key_of
from kortelijn.rota.models import Shift
from tests.rota.conftest import SUNDAY, TUESDAY, Practice, practice

__all__ = ["practice"]
AT_NINE = {"opens_at": "09:00", "closes_at": "10:00"}
ALL, WEEK = "/hulp/rivierenbuurt/inloop.ics", timedelta(days=7)


def calendar_at(path: str) -> Any:
    answer = Client().get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    lines = answer.content.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    found: Any = Calendar.from_ical(answer.content)
    assert not found.errors
    return found


def events(path: str) -> list[Any]:
    found = list(calendar_at(path).walk("VEVENT"))
    for event in found:
        assert not event.errors
        assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY"} <= event.keys()
        assert event["DTSTART"].params["TZID"] == "Europe/Amsterdam"
    return found


def days_without(event: Any) -> list[date]:
    given = event.get("EXDATE")
    return [each.dt.date() for each in given.dts] if given else []


def test_a_turn_repeats_and_holidays_are_left_out(practice: Practice) -> None:
    practice.shift(rrule="FREQ=WEEKLY;BYDAY=FR", first_day=date(2026, 11, 2))
    (event,) = events(ALL)
    assert event["RRULE"].to_ical() == b"FREQ=WEEKLY;BYDAY=FR"
    assert event["DTSTART"].dt.isoformat() == "2026-11-06T09:00:00+01:00"
    assert date(2026, 12, 25) in days_without(event)
    assert date(2026, 12, 18) not in days_without(event)


def test_summer_and_winter_come_along(practice: Practice) -> None:
    practice.shift()
    zone = next(iter(calendar_at(ALL).walk("VTIMEZONE")))
    assert zone["TZID"] == "Europe/Amsterdam"
    assert {part["TZOFFSETTO"].td for part in zone.subcomponents} == {timedelta(hours=1), timedelta(hours=2)}


def test_a_day_that_is_otherwise_is_one_event_under_the_same_key(practice: Practice) -> None:
    shift = practice.shift()
    actions.move_hours(SYSTEM, shift, TUESDAY, opens_at=time(13), closes_at=time(14))
    actions.call_off(SYSTEM, shift, TUESDAY + WEEK)
    actions.report_absence(SYSTEM, shift, TUESDAY + 2 * WEEK, TUESDAY + 2 * WEEK)
    usual, moved = events(ALL)
    assert usual["UID"] == moved["UID"]
    assert moved["RECURRENCE-ID"].dt.isoformat() == "2026-11-24T09:00:00+01:00"
    assert moved["DTSTART"].dt.isoformat() == "2026-11-24T13:00:00+01:00"
    assert {TUESDAY + WEEK, TUESDAY + 2 * WEEK} <= set(days_without(usual))


def test_a_turn_that_ends_says_when(practice: Practice) -> None:
    practice.shift(last_day=date(2026, 12, 8))
    (event,) = events(ALL)
    assert event["RRULE"].to_ical() == b"FREQ=WEEKLY;UNTIL=20261208T225959Z;BYDAY=TU"


@pytest.mark.parametrize(
    ("until", "valid_to", "told"),
    [
        ("20261208", None, "20261208T225959Z"), ("20261208T120000Z", date(2026, 12, 31), "20261208T225959Z"),
        ("20261231", date(2026, 12, 8), "20261208T225959Z"),
    ],
)  # fmt: skip
def test_hours_that_end_by_their_rule_end(practice: Practice, until: str, valid_to: date | None, told: str) -> None:
    hours = {"rrule": f"FREQ=WEEKLY;BYDAY=TU;UNTIL={until}", "valid_to": valid_to, **AT_NINE}
    update_service(SYSTEM, practice.service, places=[(practice.location, [hours])])
    (event,) = events(ALL)
    assert f"UNTIL={told}" in event["RRULE"].to_ical().decode()


def test_of_a_turn_of_long_ago_only_the_last_year_is_looked_up(practice: Practice) -> None:
    shift = practice.shift()
    Shift.objects.filter(pk=shift.pk).update(first_day=date(26, 11, 23))
    (event,) = events(ALL)
    assert event["DTSTART"].dt.date() == date(2025, 11, 25)


def test_walk_in_hours_of_a_service_a_place_and_a_neighbourhood(practice: Practice) -> None:
    service, place = practice.service, practice.location
    of_service, of_place = f"aanbod/{service.pk}/inloop.ics", f"inloop/{place.pk}.ics"
    for path in (ALL, f"/hulp/rivierenbuurt/{of_service}", f"/hulp/rivierenbuurt/{of_place}"):
        (event,) = events(path)
        assert event["SUMMARY"] == "Eettafel De Brug"
        assert event["LOCATION"] == "Buurthuis De Brug, Waldorpstraat 1, 2515 AA Den Haag"
    assert events(f"/hulp/rivierenbuurt/inloop/{practice.house.pk}.ics") == []


def test_what_stopped_or_is_for_professionals_is_in_no_calendar(practice: Practice) -> None:
    path = f"/hulp/rivierenbuurt/aanbod/{practice.service.pk}/inloop.ics"
    update_service(SYSTEM, practice.service, access="professional")
    practice.shift(service=practice.service)
    assert events(ALL) == []
    assert Client().get(path).status_code == 404


@pytest.mark.parametrize("status", ["inactive", "defunct"])
def test_a_turn_of_a_service_that_stopped_is_in_no_calendar(practice: Practice, status: str) -> None:
    practice.shift(service=practice.service)
    assert len(events(ALL)) > 0
    Service.objects.filter(pk=practice.service.pk).update(status=status)
    assert events(ALL) == []


def test_names_only_after_a_yes(practice: Practice) -> None:
    practice.shift()
    assert "Sanne" not in events(ALL)[0]["DESCRIPTION"]
    actions.show_name(practice.link_worker, shown=True)
    assert events(ALL)[0]["DESCRIPTION"].startswith("Sanne, Welzijnscoach, Rivierkant")


def test_ones_own_calendar_has_what_one_takes_over_and_not_what_another_does(practice: Practice) -> None:
    shift, theirs = practice.shift(), practice.shift(seat=practice.sport_seat, room=practice.other_room)
    actions.cover(SYSTEM, shift, TUESDAY, seat=practice.deputy_seat)
    actions.cover(SYSTEM, theirs, TUESDAY, seat=practice.link_seat)
    actions.report_absence(SYSTEM, shift, TUESDAY + WEEK, TUESDAY + WEEK)
    path = f"/agenda/{key_of(actions.renew_feed(practice.link_worker))}.ics"
    found = {event["DTSTART"].dt.date(): event["SUMMARY"] for event in events(path)}
    assert found[TUESDAY] == "Sportcoach"
    assert found[TUESDAY + WEEK] == "Welzijnscoach (vervanging gezocht)"
    assert found[TUESDAY + 2 * WEEK] == "Welzijnscoach"
    assert Client().get(path)["Cache-Control"] == "private, no-cache"


def test_an_old_address_and_a_made_up_one_open_nothing(practice: Practice) -> None:
    old = key_of(actions.renew_feed(practice.link_worker))
    new = key_of(actions.renew_feed(practice.link_worker))
    assert Client().get(f"/agenda/{new}.ics").status_code == 200
    wrong = [old, new[:-1] + ("0" if new[-1] != "0" else "1"), "x", "-", f"{new.partition('-')[0]}-", "é-é"]
    assert {Client().get(f"/agenda/{key}.ics").status_code for key in wrong} == {404}


def test_whoever_guesses_addresses_is_stopped(practice: Practice) -> None:
    good = key_of(actions.renew_feed(practice.link_worker))
    client = Client(REMOTE_ADDR="203.0.113.7")
    answers = [client.get("/agenda/0-0.ics").status_code for _number in range(31)]
    assert answers == [404] * 30 + [429]
    assert Client().get(f"/agenda/{good}.ics").status_code == 200


def test_whoever_asks_without_end_is_stopped_and_another_is_not(practice: Practice) -> None:
    path = f"/hulp/{practice.network.slug}/inloop.ics"
    client = Client(REMOTE_ADDR="203.0.113.8")
    answers = [client.get(path) for _number in range(61)]
    assert [answer.status_code for answer in answers] == [200] * 60 + [429]
    assert answers[-1]["Retry-After"] == "60"
    assert Client().get(path).status_code == 200


def test_it_is_the_same_file_until_something_changes(practice: Practice) -> None:
    shift = practice.shift()
    first = Client().get(ALL)
    assert first["Cache-Control"] == "public, max-age=900"
    assert Client().get(ALL, headers={"If-None-Match": first["ETag"]}).status_code == 304
    with moved_to(SUNDAY + timedelta(hours=1)):
        actions.call_off(SYSTEM, shift, TUESDAY)
        assert Client().get(ALL, headers={"If-None-Match": first["ETag"]}).status_code == 200
    assert Client().post(ALL).status_code == 405


def test_weeks_by_number_are_written_out_because_the_standard_has_no_rule_for_them(practice: Practice) -> None:
    place = {"rrule": "FREQ=WEEKLY;BYDAY=MO;BYWEEKNO=50,51", "opens_at": "09:00", "closes_at": "10:00"}
    update_service(SYSTEM, practice.service, places=[(practice.location, [place])])
    (event,) = events(ALL)
    assert "RRULE" not in event
    given = [each.dt.date() for each in event["RDATE"].dts]
    assert [event["DTSTART"].dt.date(), *given][-2:] == [date(2026, 12, 7), date(2026, 12, 14)]
