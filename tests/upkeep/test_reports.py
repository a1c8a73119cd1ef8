"""What does not hold: anybody says so, somebody owes an answer, everybody can read what came of it."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from kortelijn.directory.actions import add_service, update_service
from kortelijn.directory.models import Service
from kortelijn.kernel.actor import PUBLIC, SYSTEM
from kortelijn.kernel.errors import NotAllowed, NotNow
from kortelijn.kernel.events import deliver, delivered_inline
from kortelijn.kernel.models import Event
from kortelijn.tasks.models import Task
from kortelijn.upkeep.actions import answer_report, claim_own, fix_report, report_wrong
from kortelijn.upkeep.models import Report
from tests.factories.sitting import at_work
from tests.factories.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    world = World()
    assert world.coordinator_seat
    assert world.service
    return world


def public_path(world: World, service: Service | None = None) -> str:
    return f"/hulp/{world.slug}/aanbod/{(service or world.service).pk}/"


def text(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").get_text(" ", strip=True)


def test_anybody_reports_and_the_intake_owes_an_answer(client: Client, world: World) -> None:
    path = f"{public_path(world)}klopt-niet/"
    response = client.post(path, {"about": ["hours", "phone"], "text": "Op donderdag is het dicht."}, follow=True)
    assert "Wij kijken het na" in response.content.decode()
    report = Report.objects.get()
    task = Task.objects.open().get(subject_id=report.pk)
    assert (task.code, task.owner) == ("check-report", world.link_seat)
    said = text(client, public_path(world))
    assert "is gemeld dat hier iets niet klopt" in said
    assert "de tijden en telefoon of mail" in said
    assert "Op donderdag is het dicht" not in said
    assert "klopt er iets niet?" in text(at_work(world.link_seat), "/vandaag/")


def test_more_reports_join_the_open_one_and_the_same_words_stand_there_once(world: World) -> None:
    for words in ("Dicht.", "Dicht.", "Verhuisd."):
        report_wrong(PUBLIC, world.service, about=["stopped"], text=words)
    report = Report.objects.get()
    assert (report.times, report.remarks.count()) == (3, 2)
    assert Task.objects.open().filter(subject_id=report.pk).count() == 1


def test_nothing_said_is_refused_and_what_was_typed_stays(client: Client, world: World) -> None:
    path = f"{public_path(world)}klopt-niet/"
    response = client.post(path, {"text": ""})
    assert response.status_code == 422
    assert "Kies wat er niet klopt" in response.content.decode()
    long = client.post(path, {"text": "x" * 301})
    assert long.status_code == 422
    assert "x" * 301 in long.content.decode()
    assert client.post(path, {"about": ["onzin"], "text": "a"}).status_code == 422
    assert not Report.objects.exists()


def test_a_program_that_reports_on_and_on_is_braked(client: Client, world: World) -> None:
    path = f"{public_path(world)}klopt-niet/"
    statuses = [client.post(path, {"text": f"nummer {number}"}).status_code for number in range(21)]
    assert statuses == [302] * 20 + [429]


def test_it_was_right_after_all(client: Client, world: World) -> None:
    report = report_wrong(PUBLIC, world.service, about=["hours"], text="")
    keeper = at_work(world.link_seat)
    assert keeper.post(f"/aanbod/bijhouden/melding/{report.pk}/klopt-wel/", {"answer": ""}).status_code == 422
    keeper.post(f"/aanbod/bijhouden/melding/{report.pk}/klopt-wel/", {"answer": "Alleen in juli is het dicht."})
    assert Report.objects.get().status == "right"
    assert not Task.objects.open().filter(subject_id=report.pk).exists()
    assert "Alleen in juli is het dicht." in text(client, public_path(world))
    with pytest.raises(NotNow):
        answer_report(world.link_worker, report, "Nog eens")


def test_only_who_may_change_the_entry_answers(world: World) -> None:
    report = report_wrong(PUBLIC, world.service, about=["hours"], text="")
    with pytest.raises(NotAllowed):
        answer_report(world.gp, report, "Klopt wel")
    assert at_work(world.gp_seat).get(f"/aanbod/bijhouden/melding/{report.pk}/").status_code == 403
    fix_report(world.coordinator, report)


def test_reports_go_to_the_seat_that_claimed(world: World) -> None:
    claim_own(world.deputy, world.welfare, world.network)
    report = report_wrong(PUBLIC, world.service, about=["hours"], text="")
    assert Task.objects.open().get(subject_id=report.pk).owner == world.deputy_seat


def test_without_intake_it_is_for_the_coordinator(world: World) -> None:
    update_service(SYSTEM, world.service, intake=None)
    report = report_wrong(PUBLIC, Service.objects.get(pk=world.service.pk), about=[], text="Weg")
    assert Task.objects.open().get(subject_id=report.pk).owner == world.coordinator_seat


def test_what_is_for_professionals_only_has_no_public_page(client: Client, world: World) -> None:
    update_service(SYSTEM, world.service, access="professional")
    assert client.get(public_path(world)).status_code == 404
    assert client.get(f"{public_path(world)}klopt-niet/").status_code == 404
    assert client.get(f"/hulp/elders/aanbod/{world.service.pk}/").status_code == 404


def test_a_merged_entry_leads_to_the_one_that_stays(client: Client, world: World) -> None:
    other = add_service(SYSTEM, world.network, world.welfare, name="Eettafel", places=[], contacts=[])
    update_service(SYSTEM, other, merged_into=world.service)
    assert client.get(public_path(world, other))["Location"] == public_path(world)
    assert at_work(world.gp_seat).get(f"/aanbod/{other.pk}/")["Location"] == f"/aanbod/{world.service.pk}/"


def test_a_report_is_mailed_once_without_its_words(world: World, mailoutbox: list[object]) -> None:
    with delivered_inline():
        report_wrong(PUBLIC, world.service, about=[], text="Jan doet de deur niet open")
        report_wrong(PUBLIC, world.service, about=[], text="Dicht")
    assert len(mailoutbox) == 1
    assert "Jan" not in str(mailoutbox[0].body)  # type: ignore[attr-defined]  # an EmailMessage


def test_two_reports_before_anything_is_delivered_are_mailed_once(world: World, mailoutbox: list[object]) -> None:
    for words in ("Dicht", "Verhuisd"):
        report_wrong(PUBLIC, world.service, about=[], text=words)
    for event in Event.objects.filter(kind="report.made"):
        deliver(event)
    assert len(mailoutbox) == 1
