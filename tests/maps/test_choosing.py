"""What the database chooses by name and by hours is what counting by hand would choose."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kortelijn.directory import choosing
from kortelijn.directory.actions import add_service
from kortelijn.directory.choosing import Pages, open_at, open_on, spoken_in, worded
from kortelijn.directory.hours import is_open, is_open_on
from kortelijn.directory.models import Schedule, Service
from kortelijn.directory.queries import languages_spoken
from kortelijn.kernel.actor import SYSTEM
from kortelijn.parties.actions import add_organization
from tests.factories.world import World

pytestmark = pytest.mark.django_db

RULES = (
    "FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,WE", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", "FREQ=WEEKLY", "FREQ=DAILY;COUNT=9",
    "FREQ=MONTHLY;BYDAY=1TU", "FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25", "",
)  # fmt: skip
CLOSED = ("", "niet op feestdagen", "Gesloten tijdens feestdagen.", "Feestdagen open", "behalve in mei. Feestdag open")
DAYS = st.dates(date(2026, 11, 1), date(2027, 1, 10))
HOURS = st.sampled_from([None, time(0, 0), time(9, 0), time(12, 30), time(17, 0), time(23, 59)])


@st.composite
def schedules(draw: st.DrawFn) -> list[Schedule]:
    """A few schedules as an import may bring them."""
    found = []
    for _ in range(draw(st.integers(1, 4))):
        opens, closes = draw(HOURS), draw(HOURS)
        opens, closes = (opens, closes) if not (opens and closes) or opens < closes else (None, closes)
        begin, end = sorted([draw(DAYS), draw(DAYS)])
        found.append(
            Schedule(
                rrule=draw(st.sampled_from(RULES)), opens_at=opens, closes_at=closes,
                notes=draw(st.sampled_from(CLOSED)),
                dtstart=draw(st.sampled_from([None, begin])), valid_from=draw(st.sampled_from([None, begin])),
                valid_to=draw(st.sampled_from([None, end])),
            )
        )  # fmt: skip
    return found


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=schedules(), day=DAYS, clock=st.sampled_from([time(0, 30), time(9, 0), time(12, 30), time(23, 59)]))
def test_the_database_opens_when_we_do(rows: list[Schedule], day: date, clock: time) -> None:
    world = World(slug=f"wijk-{Service.objects.count()}-{Schedule.objects.count()}")
    service = bare(world, "Inloop")
    for row in rows:
        row.service = service
    Schedule.objects.bulk_create(rows)
    mine = Service.objects.filter(pk=service.pk)
    at = datetime.combine(day, clock, UTC) - timedelta(hours=1)  # winter
    assert mine.filter(open_on(day)).exists() == is_open_on(rows, day)
    assert mine.filter(open_at(at)).exists() == is_open(rows, at)


def bare(world: World, name: str, **fields: object) -> Service:
    """A service without places."""
    return add_service(SYSTEM, world.network, world.welfare, name=name, places=[], contacts=[], **fields)


def names(word: str) -> set[str]:
    """What is found by a word."""
    return set(worded(Service.objects.all(), word).values_list("name", flat=True))


def test_a_word_is_found_in_every_name() -> None:
    world = World()
    bare(world, "Wandelgroep", alternate_name="Samen op pad")
    bare(world, "Taalles 100%_zeker")
    other = add_organization(SYSTEM, world.network, name="GGZ Kantelkade", kind="ggz")
    add_service(SYSTEM, world.network, other, name="Spreekuur", places=[], contacts=[])
    assert names("WANDEL") == {"Wandelgroep"}
    assert names("pad") == {"Wandelgroep"}
    assert names("kantel") == {"Spreekuur"}
    assert names("gg") == {"Spreekuur"}
    assert names("al") == set()
    assert names("%_zek") == {"Taalles 100%_zeker"}
    assert names("1000") == set()


def test_a_common_name_of_organizations_is_found_too(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World()
    bare(world, "Wandelgroep")
    monkeypatch.setattr(choosing, "SOME", 0)
    assert names("rivierkant") == {"Wandelgroep"}


def test_languages_are_those_of_the_network() -> None:
    world, far = World(), World(slug="moerwijk")
    bare(world, "Taalles", languages=["nl", "ar"])
    bare(world, "Gebaren", languages=["dse"])
    bare(world, "Gewoon", languages=["nl"])
    bare(world, "Gestopt", languages=["pl"], status=Service.Status.DEFUNCT)
    bare(far, "Ver", languages=["tr"])
    assert spoken_in(world.network.pk) == ["ar", "dse", "nl"]
    assert languages_spoken(None) == []


def test_a_long_list_is_counted_as_far_as_one_leafs(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World()
    for number in range(4):
        bare(world, f"Inloop {number}")
    assert not Pages(Service.objects.order_by("name"), 2).is_cut
    monkeypatch.setattr(choosing, "MOST", 3)
    pages = Pages(Service.objects.order_by("name"), 2)
    assert (pages.count, pages.num_pages, pages.is_cut) == (3, 2, True)
