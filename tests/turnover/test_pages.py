"""What the coordinator, colleagues and receivers see and do on the pages."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from kortelijn.directory.actions import add_service
from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.clock import moved_to, now, today
from kortelijn.kernel.events import delivered_inline
from kortelijn.parties.actions import add_organization
from kortelijn.parties.models import Membership, Organization
from kortelijn.tasks.jobs import sweep
from kortelijn.tasks.models import Task
from kortelijn.ties.actions import observe
from kortelijn.ties.models import Layer, ObservedTie
from kortelijn.turnover.actions import stop_here
from kortelijn.turnover.contracting.actions import add_contract
from kortelijn.turnover.estate import estate_of
from kortelijn.turnover.jobs import begin_due, look_ahead
from kortelijn.turnover.models import Contract, Ending, Introduction, Receiver
from tests.factories.sitting import at_work
from tests.factories.world import World
from tests.turnover.made import DAYS, Loss, shown

LIST = "/netwerk/organisaties/"
AFTER = timedelta(days=DAYS + 1, hours=2)


@pytest.fixture
def loss(world: World) -> Iterator[Loss]:
    with delivered_inline():
        yield Loss(world)


@pytest.fixture
def coordinator(loss: Loss) -> Client:
    return at_work(loss.world.coordinator_seat)


def contract(loss: Loss, days: int = 100, organization: Organization | None = None) -> Contract:
    return add_contract(
        loss.world.coordinator, loss.world.network, organization or loss.old, law="jeugdwet",
        financier_name="Gemeente Waterstad", starts_on=today() - timedelta(days=400),
        ends_on=today() + timedelta(days=days), tender="out", what="Jongerenwerk",
    )  # fmt: skip


def here(loss: Loss) -> str:
    return f"{LIST}{loss.old.pk}/"


def test_what_ends_within_half_a_year_comes_first(loss: Loss, coordinator: Client) -> None:
    contract(loss)
    add_organization(SYSTEM, loss.world.network, name="Alles Anders")
    page = coordinator.get(LIST).content.decode()
    assert page.index("Jong Den Haag") < page.index("Alles Anders")
    assert "Gemeente Waterstad" in page
    assert "to-line__bar" in page
    assert "Alles Anders" not in coordinator.get(LIST, {"toon": "binnenkort"}).content.decode()
    assert "Alles Anders" not in coordinator.get(LIST, {"zoek": "jong"}).content.decode()


def test_the_list_costs_as_many_questions_however_long(
    loss: Loss, coordinator: Client, django_assert_max_num_queries: Any
) -> None:  # fmt: skip
    def asked() -> int:
        with django_assert_max_num_queries(40) as found:
            assert coordinator.get(LIST).status_code == 200
        return len(found)

    contract(loss)
    asked()
    few = asked()
    for number in range(12):
        contract(loss, 50 + number, add_organization(SYSTEM, loss.world.network, name=f"Stichting {number}"))
    assert asked() == few


def test_a_contract_is_kept_by_the_coordinator_only(loss: Loss, coordinator: Client) -> None:
    typed = {"law": "wmo", "financier": str(loss.world.welfare.pk), "starts_on": "2026-01-01",
             "ends_on": "2030-12-31", "tender": "none"}  # fmt: skip
    assert at_work(loss.worker).post(f"{here(loss)}contract/", typed).status_code == 403
    assert coordinator.post(f"{here(loss)}contract/", typed | {"ends_on": "2025-12-31"}).status_code == 422
    assert coordinator.post(f"{here(loss)}contract/", typed | {"financier": ""}).status_code == 422
    assert coordinator.post(f"{here(loss)}contract/", typed).status_code == 302
    made = Contract.objects.get()
    assert made.payer == loss.world.welfare.name
    assert coordinator.get(f"/netwerk/organisaties/contracten/{made.pk}/").status_code == 200
    assert (
        coordinator.post(f"/netwerk/organisaties/contracten/{made.pk}/", typed | {"tender": "won"}).status_code == 302
    )
    made.refresh_from_db()
    assert made.tender == "won"
    assert "Wmo" in at_work(loss.worker).get(here(loss)).content.decode()


def test_a_warning_at_six_and_at_three_months_once_each_and_gone_when_settled(loss: Loss, coordinator: Client) -> None:
    made = contract(loss, 170)
    assert [look_ahead(), look_ahead()] == [1, 0]
    assert Task.objects.open().get(subject_id=made.pk).owner == loss.world.coordinator_seat
    assert "loopt af" in coordinator.get("/vandaag/").content.decode()
    with moved_to(now() + timedelta(days=85)):
        assert [look_ahead(), look_ahead()] == [1, 0]
        assert Task.objects.open().get(subject_id=made.pk).code == "ends-in-three-months"
        daarna = {"settlement": "Het project is klaar, dat is goed."}
        assert coordinator.post(f"/netwerk/organisaties/contracten/{made.pk}/daarna/", {}).status_code == 422
        assert coordinator.post(f"/netwerk/organisaties/contracten/{made.pk}/daarna/", daarna).status_code == 302
        assert not Task.objects.open().filter(subject_id=made.pk).exists()
        assert look_ahead() == 0


def test_a_following_contract_settles_the_one_before(loss: Loss) -> None:
    made = contract(loss, 60)
    look_ahead()
    contract(loss, 900)
    assert not Task.objects.open().filter(subject_id=made.pk).exists()


def test_from_the_last_day_to_a_successor_through_the_pages(loss: Loss, coordinator: Client) -> None:
    service = add_service(SYSTEM, loss.world.network, loss.old, name="Meidengroep", places=[], contacts=[])
    last = (today() + timedelta(days=DAYS)).isoformat()
    assert coordinator.post(f"{here(loss)}stopt-hier/", {"reason": "tender"}).status_code == 422
    coordinator.post(f"{here(loss)}stopt-hier/", {"last_day": last, "reason": "tender"})
    ending = Ending.objects.get()
    stops = f"/netwerk/organisaties/stopt/{ending.pk}/"
    assert "Stopt hier na" in at_work(loss.world.gp_seat).get(here(loss)).content.decode()
    assert at_work(loss.world.gp_seat).get(stops).status_code == 404
    assert at_work(loss.worker).get(stops).status_code == 200
    assert coordinator.post(f"{stops}ontvanger/", {"seat": str(loss.receiver_seat.pk)}).status_code == 302
    receiver = Receiver.objects.get()
    typed = {f"plan-{each.key}": f"naar:{receiver.pk}" for each in estate_of(ending).things}
    typed[f"plan-{loss.second.pk}"] = "stopt"
    assert coordinator.post(f"{stops}verdelen/", typed).status_code == 422
    typed[f"why-{loss.second.pk}"] = "Geen geld meer voor."
    assert coordinator.post(f"{stops}verdelen/", typed).status_code == 302
    takes = at_work(loss.receiver_seat)
    page = takes.get(f"/netwerk/organisaties/stopt/ontvanger/{receiver.pk}/").content.decode()
    assert "Meidengroep" in page
    assert "Buurtwerker" not in page
    assert "wat neemt u over" in takes.get("/vandaag/").content.decode()
    typed_yes = {"alles": "ja", "shown": shown(receiver)}
    assert takes.post(f"/netwerk/organisaties/stopt/ontvanger/{receiver.pk}/", typed_yes).status_code == 302
    assert coordinator.get(stops).status_code == 200
    with moved_to(now() + AFTER):
        sweep()
        answer = coordinator.get(here(loss), follow=True)
        assert "U zocht Jong Den Haag" in answer.content.decode()
        assert f"{LIST}{loss.new.pk}/" in answer.redirect_chain[0][0]
        assert "Jongerenwerker" in coordinator.get(f"{here(loss)}toen/").content.decode()
        assert "Jong Den Haag" in coordinator.get(LIST, {"toon": "gestopt"}).content.decode()
        assert f'href="{LIST}{loss.old.pk}/"' not in coordinator.get(LIST).content.decode()
        assert "Zuiderhuis" in coordinator.get(f"/aanbod/{service.pk}/").content.decode()
        assert coordinator.get(stops).status_code == 200


def test_the_rest_in_one_go_and_no_is_no(loss: Loss, coordinator: Client) -> None:
    ending = loss.stop()
    stops = f"/netwerk/organisaties/stopt/{ending.pk}/"
    assert "Kies eerst wie iets kan overnemen" in coordinator.get(f"{stops}verdelen/").content.decode()
    coordinator.post(f"{stops}ontvanger/", {"seat": str(loss.receiver_seat.pk)})
    receiver = Receiver.objects.get()
    coordinator.post(f"{stops}verdelen/", {"rest": str(receiver.pk)})
    takes = at_work(loss.receiver_seat)
    typed: dict[str, Any] = {"taken": [str(loss.worker.pk)], "shown": shown(receiver), "note": "Eén lukt."}
    takes.post(f"/netwerk/organisaties/stopt/ontvanger/{receiver.pk}/", typed)
    page = coordinator.get(stops).content.decode()
    assert "zei nee" in page
    assert "Eén lukt." in page
    assert "zei nee" in coordinator.get(f"{stops}verdelen/").content.decode()
    assert len(estate_of(ending).open) == 1


def test_it_goes_on_after_all(loss: Loss, coordinator: Client) -> None:
    receiver = loss.planned()
    stops = f"/netwerk/organisaties/stopt/{receiver.ending_id}/"
    assert coordinator.post(f"{stops}toch-niet/").status_code == 302
    assert Membership.objects.get(organization=loss.old).phase == "active"
    assert not Task.objects.open().filter(subject_id=receiver.pk).exists()
    assert "gaat toch door" in coordinator.get(stops).content.decode()
    page = at_work(loss.receiver_seat).get(f"/netwerk/organisaties/stopt/ontvanger/{receiver.pk}/").content.decode()
    assert "gaat toch door" in page


def test_who_must_meet_whom_again_only_after_the_last_day(loss: Loss, coordinator: Client) -> None:
    fenna = loss.worker.tenures.get().person
    noor = loss.world.gp_seat.tenures.get().person
    observe(SYSTEM, loss.world.network, Layer.MEETING, [(fenna.pk, noor.pk)])
    ObservedTie.objects.update(strength=5)
    ending = loss.agreed()
    meet = f"/netwerk/organisaties/stopt/{ending.pk}/kennismaken/"
    assert "Noor" not in coordinator.get(meet).content.decode()
    with moved_to(now() + AFTER):
        sweep()
        assert "Noor" in coordinator.get(meet).content.decode()
        by = (today() + timedelta(days=20)).isoformat()
        assert coordinator.post(meet, {"people": [str(noor.pk)], "due_on": by}).status_code == 302
        made = Introduction.objects.get()
        owes = at_work(loss.receiver_seat)
        assert "Maak kennis met Noor" in owes.get("/vandaag/").content.decode()
        assert (
            at_work(loss.world.link_seat).post(f"/netwerk/organisaties/stopt/kennismaking/{made.pk}/").status_code
            == 403
        )
        owes.post(f"/netwerk/organisaties/stopt/kennismaking/{made.pk}/")
        made.refresh_from_db()
        assert made.met_at
        assert not Task.objects.open().filter(subject_id=made.pk).exists()
        assert (
            "Jullie maakten kennis" in owes.get(f"/netwerk/organisaties/stopt/kennismaking/{made.pk}/").content.decode()
        )


def test_residents_are_named_only_to_who_may_see_them(loss: Loss, coordinator: Client) -> None:
    service = add_service(SYSTEM, loss.world.network, loss.old, name="Huiswerkhulp", intake=loss.worker, places=[],
                          contacts=[])  # fmt: skip
    loss.world.referral(service=service)
    stops = f"/netwerk/organisaties/stopt/{loss.stop().pk}/"
    page = coordinator.get(stops).content.decode()
    assert "Van Dam" not in page
    assert "één inwoner" in page
    assert "Van Dam" in at_work(loss.worker).get(stops).content.decode()


def test_an_organization_begins_on_its_day(loss: Loss, coordinator: Client) -> None:
    day = (today() + timedelta(days=5)).isoformat()
    assert coordinator.post(f"{LIST}{loss.new.pk}/begint/", {"since": day}).status_code == 302
    assert "Begint hier op" in coordinator.get(f"{LIST}{loss.new.pk}/").content.decode()
    assert begin_due() == 0
    with moved_to(now() + timedelta(days=6)):
        assert begin_due() == 1
    assert Membership.objects.get(organization=loss.new).phase == "active"


def test_pages_cost_as_many_questions_however_much_there_is(
    loss: Loss, coordinator: Client, django_assert_max_num_queries: Any
) -> None:  # fmt: skip
    receiver = loss.planned()
    stops = f"{LIST}stopt/{receiver.ending_id}/"
    takes = at_work(loss.receiver_seat)
    pages = [(coordinator, stops), (coordinator, f"{stops}verdelen/"), (coordinator, here(loss)),
             (takes, f"{LIST}stopt/ontvanger/{receiver.pk}/")]  # fmt: skip

    def asked() -> list[int]:
        found = []
        for client, path in pages:
            with django_assert_max_num_queries(90) as queries:
                assert client.get(path).status_code == 200
            found.append(len(queries))
        return found

    asked()
    few = asked()
    for number in range(15):
        worker = loss.seat(loss.old, f"Werker {number}", f"Naam{number}")
        service = add_service(SYSTEM, loss.world.network, loss.old, name=f"Groep {number}", intake=worker, places=[],
                              contacts=[])  # fmt: skip
        loss.world.referral(service=service)
    coordinator.post(f"{stops}verdelen/", {"rest": str(receiver.pk)})
    assert asked() == few


def test_lines_that_were_sent_from_there_are_counted_and_named_to_who_sees_them(
    loss: Loss, coordinator: Client
) -> None:  # fmt: skip
    gp = loss.world.gp_seat
    loss.world.referral()
    ending = stop_here(
        loss.world.coordinator, loss.world.network, gp.organization, last_day=today(), reason=Ending.Reason.STOPS
    )
    stops = f"/netwerk/organisaties/stopt/{ending.pk}/"
    page = coordinator.get(stops).content.decode()
    assert "lijn die hier verstuurd is en elders nog loopt" in page
    assert "verhuist niet mee" in page
    assert "Van Dam" not in page
    assert "Van Dam" in at_work(gp).get(stops).content.decode()
    assert "verhuist niet mee" not in coordinator.get(f"/netwerk/organisaties/stopt/{loss.stop().pk}/").content.decode()
