"""Finding a moment: only where all who must be there are free, answered with taps, chosen and then in calendars."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kortelijn.gatherings import agreeing
from kortelijn.gatherings.busy import LARGEST, busy_times, spans_in
from kortelijn.gatherings.forms.meeting import CalendarForm
from kortelijn.gatherings.free import FIRST, LAST, suggestions, working_days
from kortelijn.gatherings.models import BusyTime, Choice, Circle, Meeting, Poll
from kortelijn.gatherings.moments import moments_for
from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.clock import AMSTERDAM, local, moved_to, now, today
from kortelijn.kernel.errors import NotAllowed, NotNow, Refused
from kortelijn.kernel.retention import erase_expired
from kortelijn.parties.actions import go_absent
from kortelijn.parties.models import Tenure, holder_of
from kortelijn.rota.actions import add_shift
from tests.factories.sitting import at_work
from tests.factories.world import World
from tests.gatherings.conftest import MONDAY
from tests.gatherings.tables import a_table, sit_down

MONDAY_AFTER = date(2026, 11, 9)
pytestmark = pytest.mark.django_db
DAYS = working_days(date(2026, 11, 4), 5)
ONE, OTHER, THIRD = UUID(int=1), UUID(int=2), UUID(int=3)
CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//elders//NL
BEGIN:VEVENT
UID:1
DTSTART;TZID=Europe/Amsterdam:20261104T090000
DTEND;TZID=Europe/Amsterdam:20261104T110000
SUMMARY:Consult mevrouw Van Dam
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTART;TZID=Europe/Amsterdam:20261001T130000
DURATION:PT1H
RRULE:FREQ=WEEKLY;BYDAY=TH
EXDATE;TZID=Europe/Amsterdam:20261112T130000
SUMMARY:Intervisie
END:VEVENT
BEGIN:VEVENT
UID:3
DTSTART;VALUE=DATE:20261110
DTEND;VALUE=DATE:20261111
SUMMARY:Vrij
END:VEVENT
BEGIN:VEVENT
UID:4
DTSTART:20261105T080000Z
DTEND:20261105T160000Z
TRANSP:TRANSPARENT
SUMMARY:Verjaardag
END:VEVENT
END:VCALENDAR
"""


def spans() -> st.SearchStrategy[list[tuple[datetime, datetime]]]:
    quarter = st.integers(0, 5 * 96).map(lambda n: datetime(2026, 11, 4, tzinfo=AMSTERDAM) + timedelta(minutes=15 * n))
    length = st.integers(1, 12).map(lambda n: timedelta(minutes=15 * n))
    return st.lists(st.tuples(quarter, length).map(lambda pair: (pair[0], pair[0] + pair[1])), max_size=8)


@settings(suppress_health_check=[HealthCheck.too_slow])  # the first draw loads time zones
@given(spans(), spans(), spans(), st.sampled_from([30, 60, 120]))
def test_nobody_who_must_be_there_is_ever_busy_then(one: Any, other: Any, third: Any, minutes: int) -> None:
    busy = {ONE: one, OTHER: other, THIRD: third}
    length = timedelta(minutes=minutes)
    found = suggestions([ONE], [OTHER, THIRD], busy, minutes=minutes, days=DAYS)
    assert len(found) <= 6
    assert [each.starts_at for each in found] == sorted({each.starts_at for each in found})
    for each in found:
        end = each.starts_at + length
        assert local(each.starts_at).date() in DAYS
        assert local(each.starts_at).time() >= FIRST
        assert local(end).time() <= LAST
        assert not any(begins < end and each.starts_at < ends for begins, ends in one)
        free = {key for key in (OTHER, THIRD) if not any(b < end and each.starts_at < e for b, e in busy[key])}
        assert each.free == free


def test_as_many_as_possible_of_the_others_and_then_the_soonest() -> None:
    day = DAYS[0]
    morning = (datetime.combine(day, time(8), AMSTERDAM), datetime.combine(day, time(11), AMSTERDAM))
    found = suggestions([], [ONE], {ONE: [morning]}, minutes=60, days=[day])
    assert [local(each.starts_at).time() for each in found] == [time(11), time(12, 30)]


def test_what_is_planned_elsewhere_makes_busy(world: World) -> None:
    circle = a_table(world)  # Tuesday at nine
    sit_down(circle, world.gp_seat)
    add_shift(
        world.coordinator, world.location, seat=world.gp_seat, room=None, service=None, walk_in=True, last_day=None,
        rrule="FREQ=WEEKLY;BYDAY=WE", first_day=today(), opens_at=time(8), closes_at=time(18),
    )  # fmt: skip
    found = moments_for([world.gp_seat], [world.link_seat], minutes=60, first=date(2026, 11, 3), days=2)
    starts = {local(each.starts_at) for each in found}
    assert {each.date() for each in starts} == {date(2026, 11, 3)}
    assert min(starts).time() == time(10)


def test_who_is_away_has_no_moment_in_those_days_and_one_after_them(world: World) -> None:
    away = Tenure.objects.get(seat=world.gp_seat)
    days = {"first": date(2026, 11, 3), "days": 5}
    for first_day, last_day in ((MONDAY.date(), date(2026, 11, 5)), (date(2026, 11, 3), date(2026, 11, 5))):
        absence = go_absent(SYSTEM, away, first_day=first_day, last_day=last_day, kind="holiday")
        found = moments_for([world.gp_seat], [world.link_seat], minutes=60, **days)
        assert {local(each.starts_at).date() for each in found} == {date(2026, 11, 6), MONDAY_AFTER}
        others = moments_for([world.link_seat], [world.gp_seat], minutes=60, **days)
        assert {local(each.starts_at).date() for each in others if not each.busy} == {date(2026, 11, 6), MONDAY_AFTER}
        absence.delete()
    go_absent(SYSTEM, away, first_day=MONDAY.date(), last_day=None, kind="illness")
    assert moments_for([world.gp_seat], [world.link_seat], minutes=60, **days) == []
    (name, *_more) = moments_for([world.link_seat], [world.gp_seat], minutes=60, **days)[0].busy
    assert name == away.person.name


def test_from_a_calendar_file_only_busy_times_are_kept_and_only_for_a_while(world: World) -> None:
    file = SimpleUploadedFile("agenda.ics", CALENDAR.encode())
    page = at_work(world.gp_seat).post(reverse("gatherings:calendar"), {"calendar": file}, follow=True)
    assert "alleen wanneer u bezet bent" in page.content.decode()
    rows = list(BusyTime.objects.values_list("starts_at", "ends_at"))
    begins = [local(start) for start, _end in rows]
    assert datetime(2026, 11, 4, 9, tzinfo=AMSTERDAM) in begins
    assert datetime(2026, 11, 5, 13, tzinfo=AMSTERDAM) in begins
    assert datetime(2026, 11, 12, 13, tzinfo=AMSTERDAM) not in begins
    assert datetime(2026, 11, 10, 0, tzinfo=AMSTERDAM) in begins
    assert datetime(2026, 11, 5, 9, tzinfo=AMSTERDAM) not in begins
    assert not any("Dam" in str(value) for row in BusyTime.objects.values() for value in row.values())
    person = holder_of(world.gp_seat.pk)
    assert person is not None
    taken = busy_times([person.pk], date(2026, 11, 4), date(2026, 11, 4))[person.pk]
    assert [(local(start).hour, local(end).hour) for start, end in taken] == [(9, 11)]
    with moved_to(now() + timedelta(days=10)):
        erase_expired(BusyTime)
        assert not BusyTime.objects.filter(ends_at__lt=now() - timedelta(days=1)).exists()
    at_work(world.gp_seat).post(reverse("gatherings:forget_calendar"))
    assert not BusyTime.objects.exists()


@pytest.mark.parametrize(
    "content",
    [b"geen agenda", b"\x00\xff\xfe" * 40, b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:vandaag\r\nEND:VEVENT",
     b"PK\x03\x04" + b"0" * 50],
)  # fmt: skip
def test_a_file_that_is_no_calendar_is_refused_kindly(world: World, content: bytes) -> None:
    page = at_work(world.gp_seat).post(
        reverse("gatherings:calendar"), {"calendar": SimpleUploadedFile("x.ics", content)}
    )
    assert page.status_code == 422
    assert "Dit bestand kunnen wij niet lezen" in page.content.decode()


def test_hostile_calendars_end_soon_and_keep_little() -> None:
    event = "BEGIN:VEVENT\nUID:{n}\nDTSTART:19700101T000000Z\nDTEND:19700101T000100Z\nRRULE:FREQ={f}\nEND:VEVENT\n"
    body = "".join(event.format(n=n, f=f) for n in range(20) for f in ("SECONDLY", "MINUTELY", "DAILY"))
    with moved_to(MONDAY):
        assert len(spans_in(f"BEGIN:VCALENDAR\n{body}END:VCALENDAR\n".encode())) <= 1500
        with pytest.raises(Refused, match="groter dan 1 MB"):
            spans_in(b"0" * (1024 * 1024 + 1))


@pytest.fixture
def circle(world: World) -> Circle:
    """A theme group with the GP and the deputy."""
    made = a_table(world, "theme")
    sit_down(made, world.gp_seat, world.deputy_seat)
    return made


def asked(world: World, circle: Circle) -> Poll:
    """Two moments, of which the link worker must be there."""
    moments = [MONDAY + timedelta(days=3, hours=1), MONDAY + timedelta(days=4, hours=1)]
    return agreeing.propose_moments(
        world.link_worker, circle, moments, required=[world.link_seat], optional=[world.gp_seat, world.deputy_seat],
        minutes=60,
    )  # fmt: skip


def test_the_page_proposes_and_asks_what_was_ticked(world: World, circle: Circle) -> None:
    client, url = at_work(world.link_seat), reverse("gatherings:seek", args=[circle.pk])
    form = {
        "required": [str(world.link_seat.pk)],
        "minutes": "60",
        "within": "10",
        "subject": "Startgesprek",
        "place": "",
    }
    page = client.get(url, form).content.decode()
    assert "Iedereen lijkt vrij" in page
    value = page.split('name="moment" value="')[1].split('"')[0]
    mail.outbox.clear()
    client.post(url, form | {"moment": [value]})
    poll = Poll.objects.get()
    assert poll.moments.count() == 1
    assert {each.subject for each in mail.outbox} == {"Wanneer kunt u? Kies de momenten die passen"}
    assert len(mail.outbox) == 2
    assert client.post(url, form | {"moment": ["onzin"]}).status_code == 422


def test_a_calendar_that_is_too_large_is_refused_before_any_of_it_is_read(world: World) -> None:
    form = CalendarForm(files={"calendar": SimpleUploadedFile("agenda.ics", b" " * (LARGEST + 1))})
    assert "groter dan 1 MB" in str(form.errors)
    assert CalendarForm(files={"calendar": SimpleUploadedFile("agenda.ics", b" " * LARGEST)}).is_valid()


def test_answers_are_taps_and_the_best_moment_is_shown(world: World, circle: Circle) -> None:
    poll = asked(world, circle)
    first, second = poll.moments.all()
    url = reverse("gatherings:poll", args=[poll.pk])
    at_work(world.gp_seat).post(url, {f"m-{first.pk.hex}": "no", f"m-{second.pk.hex}": "yes"})
    at_work(world.deputy_seat).post(url, {f"m-{first.pk.hex}": "maybe", f"m-{second.pk.hex}": "yes"})
    at_work(world.deputy_seat).post(url, {f"m-{first.pk.hex}": "yes"})
    assert Choice.objects.count() == 4
    page = at_work(world.link_seat).get(url).content.decode()
    assert page.count("past het best") == 1
    assert "Nog geen antwoord van Sanne Bakkali." in page
    assert at_work(world.coordinator_seat).post(url, {f"m-{first.pk.hex}": "yes"}).status_code == 403
    assert Choice.objects.count() == 4


def test_what_is_chosen_is_a_meeting_that_everybody_hears_of_once(world: World, circle: Circle) -> None:
    poll = asked(world, circle)
    moment = poll.moments.all()[1]
    mail.outbox.clear()
    at_work(world.link_seat).post(reverse("gatherings:choose", args=[poll.pk, moment.pk]))
    meeting = Meeting.objects.get()
    assert (meeting.starts_at, meeting.ends_at - meeting.starts_at) == (moment.starts_at, timedelta(hours=1))
    assert [each.subject for each in mail.outbox] == ["Er is een bijeenkomst gepland"] * 2
    with pytest.raises(NotNow):
        agreeing.say_when(world.gp, poll, {moment.pk: "yes"})


def test_when_all_moments_are_over_others_are_proposed_to_the_same_people(world: World, circle: Circle) -> None:
    first = [now() + timedelta(days=3), now() + timedelta(days=4)]
    poll = agreeing.propose_moments(
        world.link_worker, circle, first, required=[world.gp_seat], optional=[world.link_seat], minutes=30,
        subject="De flat",
    )  # fmt: skip
    chair, url = at_work(world.link_seat), reverse("gatherings:poll", args=[poll.pk])
    assert "Past er niets?" in chair.get(url).content.decode()
    with moved_to(first[0] + timedelta(hours=1)):
        page = chair.get(url).content.decode()
        assert page.count("Dit wordt het</button>") == 1  # the one that is to come
        assert "voorbij" in page
    with moved_to(first[1] + timedelta(days=2)):
        page = chair.get(url).content.decode()
        assert "Alle momenten zijn voorbij" in page
        assert "Dit wordt het" not in page
        assert "Wie dit vroeg, kan" in at_work(world.deputy_seat).get(url).content.decode()
        again = chair.post(reverse("gatherings:propose_again", args=[poll.pk]))["Location"]
        fresh = Poll.objects.open().get()
        assert again == reverse("gatherings:poll", args=[fresh.pk])
        assert min(each.starts_at for each in fresh.moments.all()) > now()
        assert set(fresh.invitees.values_list("seat", "required")) == set(poll.invitees.values_list("seat", "required"))
        assert (fresh.subject, fresh.minutes) == ("De flat", 30)
        with pytest.raises(NotNow):
            agreeing.propose_again(world.link_worker, poll)


def test_only_who_seeks_it_chooses(world: World, circle: Circle) -> None:
    poll = asked(world, circle)
    with pytest.raises(NotAllowed):
        agreeing.choose(world.gp, poll, poll.moments.all()[0])
    with pytest.raises(NotAllowed):
        agreeing.say_when(world.coordinator, poll, {})
    with pytest.raises(Refused, match="Kies bij ten minste één moment"):
        agreeing.say_when(world.gp, poll, {poll.pk: "yes"})


NINE_HOURS = [MONDAY + timedelta(hours=hours) for hours in range(1, 10)]


@pytest.mark.parametrize(
    ("moments", "says"),
    [
        ([], "ten minste één"),
        ([MONDAY - timedelta(days=1)], "na nu"),
        (NINE_HOURS, "hooguit acht"),
        ([datetime(9999, 12, 31, 23, 30, tzinfo=AMSTERDAM)], "binnen een jaar"),
    ],
)
def test_moments_that_cannot_be(world: World, circle: Circle, moments: list[datetime], says: str) -> None:
    with pytest.raises(Refused, match=says):
        agreeing.propose_moments(world.link_worker, circle, moments, required=[world.link_seat])


def test_times_are_kept_in_utc() -> None:
    with moved_to(MONDAY):
        assert all(start.tzinfo == UTC for start, _end in spans_in(CALENDAR.encode()))
