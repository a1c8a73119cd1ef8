"""Events are append-only, told once, and readable."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils.translation import override

from kortelijn.kernel import events
from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.models import AccessLog, Delivery, Event, reference
from kortelijn.parties.actions import invite_to_seat
from kortelijn.referrals.actions import log_attempt
from kortelijn.referrals.timeline import happened
from tests.factories.sitting import at_work
from tests.factories.world import World

pytestmark = pytest.mark.django_db


def test_an_event_cannot_be_changed_or_removed() -> None:
    network = World().network
    event = Event.objects.get(subject_id=network.pk)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(actor_name="iemand anders")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        event.delete()


def test_the_access_log_cannot_be_changed() -> None:
    line = AccessLog.objects.create(
        event_action_code="R", event_type_code="x", user_name="y", participant_object_type="z",
        participant_object_id=World().network.pk, data_subject_id=World(slug="b").network.pk,
    )  # fmt: skip
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AccessLog.objects.filter(pk=line.pk).update(user_name="niemand")


def test_a_subscriber_hears_an_event_exactly_once(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[Event] = []
    monkeypatch.setitem(events._subscribers, "network.started", [("test.listener", heard.append)])
    with events.delivered_inline():
        network = World().network
    event = Event.objects.get(subject_id=network.pk, kind="network.started")
    events.deliver(event)
    events.deliver(event)
    assert heard == [event]
    assert Delivery.objects.count() == 1


def test_a_handler_that_fails_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(event: Event) -> None:
        raise OSError("mailserver weg")

    event = Event.objects.filter(subject_id=World().network.pk).get()
    monkeypatch.setitem(events._subscribers, event.kind, [("test.broken", broken)])
    with pytest.raises(OSError, match="mailserver"):
        events.deliver(event)
    assert not Delivery.objects.exists()


def test_played_back_history_tells_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []

    def mail(event: Event) -> None:
        heard.append("mail")

    def work(event: Event) -> None:
        heard.append("work")

    monkeypatch.setitem(events._subscribers, "network.started", [])
    monkeypatch.setattr(events, "_aloud", set())
    events.on("network.started", aloud=True)(mail)
    events.on("network.started")(work)
    with events.delivered_inline(silently=True):
        _network = World().network
    assert heard == ["work"]


@pytest.mark.parametrize(
    ("kind", "data"),
    [("quite.unknown", {}), ("tenure.ended", {}), ("referral.attempted", {"result": "x"}), ("seat.opened", ["title"])],
)
def test_what_cannot_be_told_is_left_out(kind: str, data: Any) -> None:
    assert events.sentence(Event(kind=kind, actor_name="Iemand", data=data)) == ""


def test_data_never_stands_in_for_who_did_it() -> None:
    event = Event(kind="seat.opened", actor_name="Iemand", data={"actor": "Een ander", "title": "Huisarts"})
    assert events.sentence(event) == "Iemand maakte de plek Huisarts"


def test_a_line_with_an_event_that_cannot_be_told_still_opens() -> None:
    world = World()
    referral = world.referral()
    Event.objects.create(kind="quite.unknown", actor_name="Iemand", **reference(referral))
    page = at_work(world.gp_seat).get(f"/lijnen/{referral.pk}/")
    assert page.status_code == 200
    assert not [entry for entry in happened(referral, []) if not entry.sentence]


def test_what_is_begun_from_the_command_line_belongs_to_the_network() -> None:
    world = World()
    empty = world.seat(world.welfare, "Gastvrouw", profession="gastvrouw")
    invite_to_seat(SYSTEM, empty, email="nieuw@rivierkant.example", given_name="Nora", family_name="Bos")
    kinds = ("network.started", "organization.joined", "person.invited", "tenure.began")
    for kind in kinds:
        assert Event.objects.filter(kind=kind, network_id=world.network.pk).exists(), kind


@pytest.mark.django_db(transaction=True)
def test_record_outside_an_action_is_a_mistake() -> None:
    network = World().network
    with pytest.raises(RuntimeError, match="inside an action"):
        events.record(SYSTEM, events.kinds()["network.started"], network)


def test_every_kind_has_a_sentence_and_a_kind_is_declared_once() -> None:
    assert all(str(kind.sentence) for kind in events.kinds().values())
    with pytest.raises(ValueError, match="twice"):
        events.kind("network.started", "nog eens")


def test_what_is_stored_reads_well_in_either_language() -> None:
    world = World()
    with override("en"):
        referral = log_attempt(world.link_worker, world.referral(), "no-answer")
        assert referral.consent.shares.startswith("naam")
    event = Event.objects.get(subject_id=referral.pk, kind="referral.attempted")
    assert event.data["result"] == "no-answer"
    assert "geen gehoor" in events.sentence(event)
    with override("en"):
        assert "geen gehoor" not in events.sentence(event)
