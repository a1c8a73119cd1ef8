"""The rota on screen: the day, the week, a turn, and what residents see of it."""

import re
from datetime import date, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kortelijn.directory.actions import add_service, update_service
from kortelijn.directory.models import Service
from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.clock import moved_to
from kortelijn.rota import actions
from kortelijn.rota.models import Deviation, Feed, House, NameShown, Room, Shift
from kortelijn.tasks.models import Task
from tests.factories.sitting import at_work
from tests.rota.conftest import SUNDAY, TUESDAY, Practice

AT_TEN = SUNDAY + timedelta(days=2)  # Tuesday, ten in the morning


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def filled(practice: Practice, **changes: Any) -> dict[str, Any]:
    return {
        "seat": practice.link_seat.pk, "service": "", "room": practice.room.pk, "rhythm": "weekly", "days": ["TU"],
        "opens_at": "09:00", "closes_at": "11:30", "first_day": "2026-11-23", "last_day": "", "walk_in": "on",
    } | changes  # fmt: skip


def test_the_day_tells_who_is_there_now_soon_and_no_more(practice: Practice) -> None:
    practice.shift(opens_at=time(8), closes_at=time(9))
    practice.shift(opens_at=time(9), closes_at=time(12))
    practice.shift(opens_at=time(15), closes_at=time(16))
    with moved_to(AT_TEN):
        page = text_of(at_work(practice.gp_seat), "/aanbod/inloop/")
    assert re.search(r"Nu 1 .*9\.00 – 12\.00.*Sanne Bakkali.*Straks 1 .*15\.00.*Voorbij 1 .*8\.00 – 9\.00", page)


def test_residents_see_a_profession_and_a_first_name_only_after_a_yes(practice: Practice) -> None:
    practice.shift()
    path = f"/hulp/{practice.network.slug}/inloop/?dag={TUESDAY}"
    assert "Sanne" not in text_of(Client(), path)
    assert "Welzijnscoach · Rivierkant" in text_of(Client(), path)
    at_work(practice.link_seat).post("/aanbod/inloop/mijn/naam/", {"naam": "ja"})
    assert "Sanne, Welzijnscoach · Rivierkant" in text_of(Client(), path)
    at_work(practice.link_seat).post("/aanbod/inloop/mijn/naam/", {"naam": "nee"})
    assert not NameShown.objects.exists()


def test_residents_do_not_see_what_is_for_professionals(practice: Practice) -> None:
    update_service(SYSTEM, practice.service, access="professional")
    practice.shift(service=practice.service)
    path = f"/hulp/{practice.network.slug}/inloop/?dag={TUESDAY}"
    assert "Eettafel" not in text_of(Client(), path)
    assert "Eettafel" in text_of(at_work(practice.gp_seat), f"/aanbod/inloop/?dag={TUESDAY}")


@pytest.mark.parametrize(("status", "told"), [("inactive", "tijdelijk niet"), ("defunct", "gestopt")])
def test_a_turn_of_a_service_that_stopped_is_marked_and_not_public(practice: Practice, status: str, told: str) -> None:
    shift = practice.shift(service=practice.service)
    public = f"/hulp/{practice.network.slug}/inloop/?dag={TUESDAY}"
    assert "Eettafel" in text_of(Client(), public)
    Service.objects.filter(pk=practice.service.pk).update(status=status)
    assert "Eettafel" not in text_of(Client(), public)
    for path in (f"/aanbod/inloop/?dag={TUESDAY}", reverse("rota:shift", args=[shift.pk])):
        assert re.search(rf"Eettafel.* {told} ", text_of(at_work(practice.gp_seat), path))


def test_walk_in_hours_of_the_directory_stand_beside_the_rota_and_never_twice(practice: Practice) -> None:
    _there = practice.service
    path = f"/hulp/{practice.network.slug}/inloop/?dag={TUESDAY}"
    assert text_of(Client(), path).count("Eettafel De Brug") == 1
    actions.add_shift(SYSTEM, practice.location, seat=practice.link_seat, room=None, service=practice.service,
                      rrule="FREQ=WEEKLY;BYDAY=TU", first_day=date(2026, 11, 2), last_day=None, opens_at=time(12),
                      closes_at=time(13), walk_in=True)  # fmt: skip
    assert text_of(Client(), path).count("Eettafel De Brug") == 1
    assert "12.00 – 13.00" in text_of(Client(), path)


def test_what_is_called_off_is_told_to_residents(practice: Practice) -> None:
    actions.call_off(SYSTEM, practice.shift(), TUESDAY)
    assert "gaat niet door" in text_of(Client(), f"/hulp/{practice.network.slug}/inloop/?dag={TUESDAY}")


@pytest.mark.parametrize("day", ["", "vandaag", "2026-13-40", "9999-12-31", "0001-01-01", "\x00", "2026-11-24' OR 1=1"])
def test_a_day_that_is_none_is_today(practice: Practice, day: str) -> None:
    answer = Client().get(f"/hulp/{practice.network.slug}/inloop/", {"dag": day})
    assert "Vandaag, zondag 22 november" in answer.content.decode()


def test_the_week_of_a_place_is_rooms_against_days_and_shows_what_clashes(practice: Practice) -> None:
    practice.shift()
    practice.shift(seat=practice.sport_seat, opens_at=time(11), closes_at=time(12), anyway=True)
    page = text_of(at_work(practice.gp_seat), f"/aanbod/inloop/{practice.house.pk}/?dag={TUESDAY}")
    assert "Week 48" in page
    assert "Eén botsing in week 48" in page
    assert "dinsdag 24 november, 11.00: Welzijnscoach en Sportcoach" in page


def test_the_place_of_another_network_does_not_exist(practice: Practice) -> None:
    elsewhere = Practice(slug="elders")
    assert at_work(practice.gp_seat).get(f"/aanbod/inloop/{elsewhere.house.pk}/").status_code == 404


def test_a_clash_is_shown_before_it_is_saved_and_asked_once_more(practice: Practice) -> None:
    practice.shift(seat=practice.sport_seat)
    client, path = at_work(practice.gp_seat), f"/aanbod/inloop/{practice.house.pk}/erbij/"
    shown = client.post(path, filled(practice))
    assert shown.status_code == 422
    assert "Dit botst" in shown.content.decode()
    assert 'value="09:00"' in shown.content.decode()
    assert Shift.objects.count() == 1
    saved = client.post(path, filled(practice, anyway="on"))
    assert Shift.objects.count() == 2
    assert "botst" in client.get(saved["Location"]).content.decode()  # the week in which it shows, whatever day it is


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"days": []}, "Kies ten minste één dag"), ({"closes_at": "08:00"}, "De eindtijd ligt voor de begintijd"),
        ({"opens_at": "negen"}, "Vul een tijd in"), ({"first_day": "ooit"}, "Vul een datum in"),
        ({"last_day": "2026-11-01"}, "De laatste dag ligt voor de eerste"),
        ({"seat": str(uuid4())}, "Kies uit de lijst"), ({"rhythm": "daily"}, "Kies uit de lijst"),
        ({"last_day": "2026-11-23"}, "komt zo nooit voor"),
    ],
)  # fmt: skip
def test_what_is_not_right_is_said_and_stays(practice: Practice, changes: dict[str, Any], says: str) -> None:
    answer = at_work(practice.gp_seat).post(f"/aanbod/inloop/{practice.house.pk}/erbij/", filled(practice, **changes))
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Shift.objects.exists()


@pytest.mark.parametrize("day", ["9999-12-31", "0026-11-23"])
def test_a_day_that_nobody_plans_is_kindly_asked_again(practice: Practice, day: str) -> None:
    client, shift = at_work(practice.gp_seat), practice.shift()
    asked: dict[str, dict[str, Any]] = {
        reverse("rota:add", args=[practice.house.pk]): filled(practice, first_day=day),
        reverse("rota:absent", args=[shift.pk]): {"first": day, "last": day},
        reverse("rota:stop", args=[shift.pk]): {"last_day": day},
    }
    for path, data in asked.items():
        answer = client.post(path, data)
        assert answer.status_code == 422
        assert "Kies een dag tussen" in answer.content.decode()


def test_a_colleague_of_elsewhere_plans_only_the_own_seat(practice: Practice) -> None:
    path = f"/aanbod/inloop/{practice.house.pk}/erbij/"
    assert at_work(practice.sport_seat).post(path, filled(practice)).status_code == 422
    own = filled(practice, seat=str(practice.sport_seat.pk))
    assert at_work(practice.sport_seat).post(path, own).status_code == 302


def test_absent_and_replaced_from_the_worklist(practice: Practice) -> None:
    shift = practice.shift()
    at_work(practice.link_seat).post(
        f"/aanbod/inloop/spreekuur/{shift.pk}/afwezig/", {"first": str(TUESDAY), "last": str(TUESDAY)}
    )
    deputy = at_work(practice.deputy_seat)
    assert "Vervanging regelen: Welzijnscoach in De Spoorbrug, dinsdag" in text_of(deputy, "/vandaag/")
    path = f"/aanbod/inloop/dag/{Deviation.objects.get().pk}/vervanging/"
    assert deputy.post(path, {"what": "covered", "seat": ""}).status_code == 422
    assert deputy.post(path, {"what": "covered", "seat": practice.sport_seat.pk}).status_code == 302
    assert not Task.objects.open().filter(code="arrange-cover").exists()
    assert at_work(practice.gp_seat).post(f"/aanbod/inloop/dag/{Deviation.objects.get().pk}/gewoon/").status_code == 302
    assert not Deviation.objects.exists()


def test_absent_says_for_which_days_another_comes_already(practice: Practice) -> None:
    shift = practice.shift()
    actions.cover(SYSTEM, shift, TUESDAY, seat=practice.sport_seat)
    days = {"first": str(TUESDAY), "last": str(TUESDAY + timedelta(days=7))}
    answer = at_work(practice.link_seat).post(reverse("rota:absent", args=[shift.pk]), days, follow=True)
    assert "Op 24 november komt er al iemand anders. Dat blijft zo." in answer.content.decode()


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        ({"what": "closed"}, "closed"), ({"what": "moved", "opens_at": "13:00", "closes_at": "14:00"}, "moved"),
        ({"what": "covered"}, "covered"),
    ],
)  # fmt: skip
def test_one_day_otherwise(practice: Practice, asked: dict[str, str], kind: str) -> None:
    shift, seat = practice.shift(), {"seat": str(practice.sport_seat.pk)} if kind == "covered" else {}
    path = f"/aanbod/inloop/spreekuur/{shift.pk}/dag/"
    assert at_work(practice.link_seat).post(path, asked | seat | {"day": str(TUESDAY)}).status_code == 302
    assert Deviation.objects.get().kind == kind
    assert at_work(practice.link_seat).get(f"/aanbod/inloop/spreekuur/{shift.pk}/").status_code == 200


def test_the_house_keeps_its_rooms_and_holidays(practice: Practice) -> None:
    client, path = at_work(practice.gp_seat), f"/aanbod/inloop/{practice.house.pk}/"
    client.post(f"{path}kamers/", {"name": "Kamer 7"})
    assert "Deze kamer staat er al" in client.post(f"{path}kamers/", {"name": "Kamer 7"}).content.decode()
    client.post(f"{path}feestdagen/", {"holidays": "open"})
    assert House.objects.get().open_on_holidays
    client.post(f"/aanbod/inloop/kamer/{Room.objects.get().pk}/weg/")
    assert not Room.objects.exists()


def test_ones_own_turns_and_a_secret_address_that_can_be_renewed(practice: Practice) -> None:
    practice.shift()
    client = at_work(practice.link_seat)
    client.post("/aanbod/inloop/mijn/adres/")
    first = text_of(client, "/aanbod/inloop/mijn/")
    assert "dinsdag" in first or "di 24 nov" in first
    address = re.search(r"/agenda/([0-9a-f-]+)\.ics", first)
    client.post("/aanbod/inloop/mijn/adres/")
    assert address
    assert address[1] not in text_of(client, "/aanbod/inloop/mijn/")
    assert Feed.objects.count() == 1
    assert address[1].partition("-")[2] not in str(Feed.objects.values().get())


def test_whoever_has_no_turn_is_told_where_to_begin(practice: Practice) -> None:
    assert "U staat de komende vier weken niet in het rooster" in text_of(
        at_work(practice.gp_seat), "/aanbod/inloop/mijn/"
    )


def test_a_page_asks_no_more_when_there_is_more(practice: Practice) -> None:
    client = at_work(practice.gp_seat)
    paths = (
        f"/hulp/{practice.network.slug}/inloop/?dag={TUESDAY}", f"/aanbod/inloop/?dag={TUESDAY}",
        f"/aanbod/inloop/{practice.house.pk}/?dag={TUESDAY}",
    )  # fmt: skip
    practice.shift(service=practice.service)
    counted = [_queries(client, path) for path in paths]
    for number in range(4):
        seat = practice.seat(practice.welfare, f"Plek {number}", "Ans", profession="welzijnscoach")
        practice.shift(seat=seat, room=practice.other_room, opens_at=time(12 + number), closes_at=time(13 + number))
        add_service(SYSTEM, practice.network, practice.welfare, name=f"Koffie {number}", contacts=[], places=[
            (practice.house, [{"rrule": "FREQ=WEEKLY;BYDAY=TU", "opens_at": "09:00", "closes_at": "10:00"}])
        ])  # fmt: skip
    assert [_queries(client, path) for path in paths] == counted


def _queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert client.get(path).status_code == 200
    return len(caught)
