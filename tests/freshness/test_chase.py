"""Silence is chased: four mails, each once, then it shows and somebody owes it; any answer ends it."""

import traceback
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kortelijn.directory.actions import add_service, confirm_service, update_service
from kortelijn.directory.facts import facts_of
from kortelijn.directory.models import Service
from kortelijn.finding.find import find
from kortelijn.freshness.actions import ask_now, ask_round, set_rhythm
from kortelijn.freshness.jobs import ask_all, ask_every_morning
from kortelijn.freshness.models import Check, Letter
from kortelijn.freshness.queries import PORTION
from kortelijn.kernel.actor import SYSTEM, Actor, system_for
from kortelijn.kernel.clock import moved_to, now
from kortelijn.kernel.errors import NotAllowed, Refused
from kortelijn.kernel.events import delivered_inline
from kortelijn.parties.actions import end_tenure
from kortelijn.parties.models import Organization, Tenure
from kortelijn.tasks.models import Task
from kortelijn.tasks.telling import tellings
from kortelijn.upkeep.actions import claim_own
from tests.factories.world import World

pytestmark = pytest.mark.django_db
HALF_A_YEAR = timedelta(days=190)


def round_at(world: World, moment: datetime) -> int:
    with moved_to(moment), delivered_inline():
        return ask_round(system_for(world.network.pk), world.network)


@pytest.fixture
def due(world: World) -> datetime:
    """A service that nobody looked at for half a year, and the moment at which that is so."""
    _service, _coordinator = world.service, world.coordinator_seat
    return now() + HALF_A_YEAR


def test_nothing_is_asked_before_its_rhythm(world: World, mailoutbox: list[Any]) -> None:
    _service = world.service
    assert round_at(world, now() + timedelta(days=100)) == 0
    assert mailoutbox == []


def test_four_mails_each_once_then_unconfirmed_and_owed(world: World, due: datetime, mailoutbox: list[Any]) -> None:
    for weeks, mails in ((0, 1), (1, 1), (2, 2), (3, 2), (4, 3), (5, 3), (6, 4), (8, 4), (30, 4)):
        for _again in range(2):
            round_at(world, due + timedelta(weeks=weeks))
        assert len(mailoutbox) == mails, weeks
        service = Service.objects.get()
        assert (service.unconfirmed_since is not None) == (weeks >= 6)
    (task,) = Task.objects.open().filter(code="call-about-entry")
    assert task.owner == world.link_seat  # who takes people in there
    assert "Niemand antwoordt" in tellings([task])[task.pk].title
    assert [fact.label for fact in facts_of(Service.objects.with_hours().get(), due)][-1] == "niet bevestigd"


def test_a_mail_tells_nothing_of_a_person(world: World, due: datetime, mailoutbox: list[Any]) -> None:
    round_at(world, due)
    (mail,) = mailoutbox
    assert mail.to == [world.service.email]
    assert "Eettafel De Brug" in mail.body
    assert "/klopt-nog/" in mail.body
    assert "Sanne" not in mail.subject + mail.body


def test_one_mail_per_address_with_all_that_is_due(world: World, due: datetime, mailoutbox: list[Any]) -> None:
    for name in ("Soepgroep", "Leesclub"):
        add_service(SYSTEM, world.network, world.welfare, name=name, email=world.service.email.upper(), places=[],
                    contacts=[])  # fmt: skip
    round_at(world, due)
    (mail,) = mailoutbox
    assert mail.subject.startswith("Kloppen deze 3 nog?")
    assert Letter.objects.get().checks.count() == 3


def test_without_public_address_the_people_of_the_seat_are_asked(world: World, due: datetime, mailoutbox: Any) -> None:
    Service.objects.update(email="")
    round_at(world, due)
    assert [mail.to[0].split(".")[0] for mail in mailoutbox] == ["sanne"]


def test_without_anybody_to_mail_it_still_ends_as_a_task(world: World, mailoutbox: list[Any]) -> None:
    _coordinator = world.coordinator_seat
    add_service(SYSTEM, world.network, world.practice, name="Inloop", places=[], contacts=[])
    due = now() + HALF_A_YEAR
    for weeks in (0, 2, 4, 6):
        round_at(world, due + timedelta(weeks=weeks))
    assert mailoutbox == []
    assert Task.objects.open().get().owner == world.coordinator_seat


@pytest.mark.parametrize("weeks", [1, 7])
def test_confirming_at_any_moment_ends_it(world: World, due: datetime, mailoutbox: list[Any], weeks: int) -> None:
    for week in range(0, weeks, 2):
        round_at(world, due + timedelta(weeks=week))
    sent = len(mailoutbox)
    with moved_to(due + timedelta(weeks=weeks)), delivered_inline():
        confirm_service(world.link_worker, world.service)
        assert not Check.objects.open().exists()
        assert not Task.objects.open().exists()
    service = Service.objects.get()
    assert (service.confirmed_by, service.unconfirmed_since) == ("Sanne Bakkali, Rivierkant", None)
    round_at(world, due + timedelta(weeks=weeks + 3))
    assert len(mailoutbox) == sent


def test_editing_ends_it_too(world: World, due: datetime) -> None:
    round_at(world, due)
    with moved_to(due + timedelta(days=3)), delivered_inline():
        update_service(world.link_worker, world.service, alert="In de zomer dicht.")
    assert not Check.objects.open().exists()
    assert Service.objects.get().confirmed_at == due + timedelta(days=3)


def test_an_import_does_not_count_as_looking(world: World, due: datetime) -> None:
    round_at(world, due)
    with moved_to(due + timedelta(days=3)), delivered_inline():
        update_service(SYSTEM, world.service, alert="Uit een bestand.")
    assert Check.objects.open().exists()


def test_what_has_stopped_is_not_asked_about(world: World, due: datetime, mailoutbox: list[Any]) -> None:
    Service.objects.update(status=Service.Status.DEFUNCT)
    round_at(world, due)
    assert mailoutbox == []


def test_rhythm(world: World, mailoutbox: list[Any]) -> None:
    set_rhythm(world.link_worker, world.service, 1)
    round_at(world, now() + timedelta(days=32))
    assert len(mailoutbox) == 1
    with pytest.raises(Refused):
        set_rhythm(world.link_worker, world.service, 5)
    with pytest.raises(NotAllowed):
        set_rhythm(world.gp, world.service, 3)


def test_ask_now_does_not_wait_and_does_not_nag(world: World, mailoutbox: list[Any]) -> None:
    _everybody = world.coordinator_seat, world.service
    with delivered_inline():
        ask_now(world.coordinator, world.service)
        with pytest.raises(Refused, match="vandaag al gevraagd"):
            ask_now(world.coordinator, world.service)
    assert len(mailoutbox) == 1
    with pytest.raises(NotAllowed):
        ask_now(world.gp, world.service)


def test_ask_now_is_not_forgotten_by_the_round(world: World, mailoutbox: list[Any]) -> None:
    _everybody = world.coordinator_seat, world.service
    with delivered_inline():
        ask_now(world.coordinator, world.service)
    round_at(world, now() + timedelta(days=15))
    assert len(mailoutbox) == 2


def test_not_confirmed_argues_against_in_finding(world: World, due: datetime) -> None:
    _service = world.service
    Service.objects.update(unconfirmed_since=now())
    (result,) = find(world.network, "samen eten").results[:1]
    assert "niet bevestigd" in result.against


def test_the_round_does_not_grow_in_queries_with_what_is_due(world: World, due: datetime) -> None:
    def queries() -> int:
        before = len(connection.queries_log)
        round_at(world, due)
        return len(connection.queries_log) - before

    connection.force_debug_cursor = True
    try:
        for number in range(3):
            add_service(SYSTEM, world.network, world.welfare, name=f"Club {number}", places=[], contacts=[],
                        email="club@rivierkant.example")  # fmt: skip
        few = queries()
        for number in range(30):
            add_service(SYSTEM, world.network, world.welfare, name=f"Groep {number}", places=[], contacts=[],
                        email="club@rivierkant.example")  # fmt: skip
        assert queries() <= few
    finally:
        connection.force_debug_cursor = False


def test_public_cannot_ask(world: World) -> None:
    with pytest.raises(NotAllowed):
        ask_round(Actor(name="bezoeker"), world.network)


def many(world: World, number: int, organization: Organization, email: str) -> None:
    rows = [
        Service(network=world.network, organization=organization, name=f"{email} {each}", email=email,
                confirmed_at=now())
        for each in range(number)
    ]  # fmt: skip
    Service.objects.bulk_create(rows)


def test_a_long_round_is_asked_in_portions_and_each_address_once(world: World, due: datetime) -> None:
    many(world, PORTION - 5, world.practice, "balie@spoorbrug.example")
    many(world, PORTION + 5, world.welfare, "balie@rivierkant.example")
    with moved_to(due), CaptureQueriesContext(connection) as told:
        letters = ask_all(world.network)
    assert sum("pg_advisory_xact_lock" in each["sql"] for each in told) == 2
    assert letters == 3  # and the one of the world, that has an address of its own
    assert not Check.objects.filter(times_asked=0).exists()
    addresses = {"balie@rivierkant.example", "balie@spoorbrug.example", world.service.email}
    assert set(Letter.objects.values_list("email", flat=True)) == addresses


def test_the_last_asking_changes_the_directory_once(world: World, due: datetime) -> None:
    many(world, 10, world.practice, "balie@spoorbrug.example")
    for weeks in (0, 2, 4):
        with moved_to(due + timedelta(weeks=weeks)):
            ask_all(world.network)
    with moved_to(due + timedelta(weeks=6)), CaptureQueriesContext(connection) as told:
        ask_all(world.network)
    changes = [each for each in told if each["sql"].startswith('UPDATE "directory_service"')]
    assert len(changes) == 2  # not confirmed, and the moment of the change
    assert Service.objects.exclude(unconfirmed_since=None).count() == 11
    assert Task.objects.open().filter(code="call-about-entry").count() == 11


def test_a_network_that_fails_leaves_the_next_one_asked(world: World, due: datetime) -> None:
    other = World(slug="elders")
    for each in (world, other):
        _everybody = each.coordinator_seat, each.service
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION pg_temp.breaks() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            " IF NEW.network_id = TG_ARGV[0]::uuid THEN RAISE 'of Sanne'; END IF; RETURN NEW; END $$"
        )
        cursor.execute(
            "CREATE TRIGGER breaks BEFORE INSERT ON freshness_letter FOR EACH ROW"
            f" EXECUTE FUNCTION pg_temp.breaks('{world.network.pk}')"
        )
    with moved_to(due), pytest.raises(RuntimeError, match=str(world.network.pk)) as raised:
        ask_every_morning(0)
    assert "Sanne" not in "".join(traceback.format_exception(raised.value))
    assert list(Letter.objects.values_list("network", flat=True)) == [other.network.pk]


def test_who_keeps_the_entries_is_asked_and_owes_the_answer(world: World, due: datetime, mailoutbox: list[Any]) -> None:
    _service = world.service
    claim_own(world.deputy, world.welfare, world.network)
    for weeks in (0, 2, 4, 6):
        round_at(world, due + timedelta(weeks=weeks))
    assert {mail.to[0].split(".")[0] for mail in mailoutbox} == {"youssef"}
    assert Task.objects.open().get(code="call-about-entry").owner == world.deputy_seat


def test_a_keeper_who_left_is_not_asked(world: World, due: datetime, mailoutbox: list[Any]) -> None:
    _everybody = world.coordinator_seat, world.service
    claim_own(world.deputy, world.welfare, world.network)
    end_tenure(world.coordinator, Tenure.objects.get(seat=world.deputy_seat))
    round_at(world, due)
    assert [mail.to for mail in mailoutbox] == [[world.service.email]]
