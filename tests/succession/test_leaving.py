"""The pages of leaving: who sees them, what they ask, what is kept, and what happens when it does not go on."""

from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.clock import moved_to, now, today
from kortelijn.kernel.errors import NotAllowed, NotNow, Refused
from kortelijn.kernel.events import delivered_inline
from kortelijn.parties.actions import begin_tenure
from kortelijn.parties.holdings import held_by_seats
from kortelijn.parties.models import Person, Seat, Tenure
from kortelijn.succession.actions import announce, answer, drop_introduction, plan_introductions, propose, stay
from kortelijn.succession.jobs import write_files
from kortelijn.succession.models import Departure, Introduction
from kortelijn.tasks.jobs import sweep
from kortelijn.tasks.models import Task
from kortelijn.ties.actions import observe
from kortelijn.ties.models import Layer
from tests.factories.sitting import at_work
from tests.factories.world import World, actor_on, person
from tests.succession.made import colleague, departure


def read(client: Client, url: str) -> str:
    return unescape(client.get(url).content.decode())


def at(leaving: Departure, step: str = "") -> str:
    return f"/netwerk/opvolging/{leaving.pk}/{step}"


def test_who_sees_the_preparation(world: World) -> None:
    leaving, other = departure(world), colleague(world)
    outsider = World(slug="elders")
    asked = {
        "coach": at_work(world.link_seat), "coordinator": at_work(world.coordinator_seat),
        "colleague": at_work(other), "far": at_work(outsider.gp_seat),
    }  # fmt: skip
    seen = {who: client.get(at(leaving)).status_code for who, client in asked.items()}
    assert seen == {"coach": 200, "coordinator": 200, "colleague": 404, "far": 404}
    propose(actor_on(world.link_seat), leaving, other)
    assert asked["colleague"].get(at(leaving, "overnemen/")).status_code == 200
    assert asked["colleague"].get(at(leaving, "weten/")).status_code == 403
    assert asked["coordinator"].get(at(leaving, "overnemen/")).status_code == 403


def test_the_five_answers_are_kept_while_typing(world: World) -> None:
    leaving, client = departure(world), at_work(world.link_seat)
    response = client.post(
        at(leaving, "weten/"), {"loopt": "De sleutel ligt bij de buren."}, headers={"X-Autosave": "1"}
    )
    assert response.status_code == 204
    assert "De sleutel ligt bij de buren." in read(client, at(leaving, "weten/"))
    assert "1 van de 5 vragen beantwoord" in read(client, at(leaving))
    assert client.post(at(leaving, "weten/"), {"loopt": "x" * 2001}).status_code == 422


def test_the_file_writes_itself_and_names_no_resident(world: World) -> None:
    world.referral()
    leaving = departure(world)
    text = read(at_work(world.link_seat), at(leaving, "dossier/"))
    assert "Dit deed deze plek het afgelopen jaar" in text
    assert "De Spoorbrug (1)" in text
    assert "Van Dam" not in text
    before = leaving.filed_at
    with moved_to(now() + timedelta(days=2)):
        write_files(0)
    assert Departure.objects.get(pk=leaving.pk).filed_at > before


def test_the_receiver_is_sought_by_name(world: World) -> None:
    leaving = departure(world)
    colleague(world)
    client = at_work(world.link_seat)
    assert "Ilse Bakkali" in read(client, at(leaving, "wie/"))
    text = read(client, at(leaving, "wie/?zoek=huisarts"))
    assert "Ilse Bakkali" not in text
    response = client.post(at(leaving, "wie/"), {"to_seat": str(uuid4())})
    assert response.status_code == 422


def test_asking_another_lets_the_first_go(world: World) -> None:
    leaving, first = departure(world), colleague(world)
    leaving = propose(actor_on(world.link_seat), leaving, first)
    second = colleague(world, "Omar")
    leaving = propose(actor_on(world.link_seat), leaving, second)
    owed = Task.objects.open().filter(code="answer-succession", subject_id=leaving.pk)
    assert [task.owner for task in owed] == [second]
    with pytest.raises(NotAllowed):
        answer(actor_on(first), leaving, taken=[], declined=[])
    with pytest.raises(Refused):
        propose(actor_on(world.link_seat), leaving, world.link_seat)


def test_all_with_one_tap(world: World) -> None:
    world.referral()
    leaving, to = departure(world), colleague(world)
    propose(actor_on(world.link_seat), leaving, to)
    text = unescape(at_work(to).post(at(leaving, "overnemen/"), {"alles": "ja"}, follow=True).content.decode())
    assert "U neemt" in text
    leaving.refresh_from_db()
    assert leaving.takes_new
    assert not leaving.answers.filter(taken=False).exists()


def test_it_does_not_go_on(world: World) -> None:
    leaving, client = departure(world), at_work(world.link_seat)
    assert client.post(at(leaving, "toch-niet/")).headers["Location"] == f"/netwerk/plekken/{world.link_seat.pk}/"
    assert Tenure.objects.get(seat=world.link_seat).period.upper is None
    assert not Task.objects.open().filter(subject_id=leaving.pk).exists()
    with pytest.raises(NotNow):
        stay(actor_on(world.link_seat), leaving)


def test_who_must_go_cannot_say_that_it_does_not_go_on(world: World) -> None:
    day = today() + timedelta(days=9)
    leaving = announce(world.coordinator, Tenure.objects.get(seat=world.link_seat), on=day)
    client = at_work(world.link_seat)
    assert "Het gaat niet door" not in read(client, at(leaving))
    assert client.post(at(leaving, "toch-niet/")).status_code == 403
    announce(world.link_worker, leaving.tenure, on=day - timedelta(days=2))
    assert "Het gaat niet door" in read(client, at(leaving))
    client.post(at(leaving, "toch-niet/"))
    leaving.refresh_from_db()
    assert (leaving.is_planned, leaving.leaves_on) == (True, day)
    assert Tenure.objects.get(seat=world.link_seat).period.upper == day
    at_work(world.coordinator_seat).post(at(leaving, "toch-niet/"))
    assert Tenure.objects.get(seat=world.link_seat).period.upper is None


def test_it_goes_on_when_somebody_comes(world: World) -> None:
    with delivered_inline():
        leaving = departure(world)
        begin_tenure(SYSTEM, world.link_seat, person("Lies"), since=leaving.leaves_on)
    leaving.refresh_from_db()
    assert leaving.stays_on_seat
    with pytest.raises(Refused):
        stay(actor_on(world.link_seat), leaving)


def test_who_would_come_does_not(world: World) -> None:
    with delivered_inline():
        leaving = departure(world)
        coming = begin_tenure(SYSTEM, world.link_seat, person("Lies"), since=leaving.leaves_on)
        at_work(world.coordinator_seat).post(f"/netwerk/bezetting/{coming.pk}/komt-niet/")
    leaving.refresh_from_db()
    assert leaving.to_seat is None
    assert Task.objects.open().filter(subject_id=leaving.pk, code="find-successor").exists()


def test_a_successor_says_what_does_not_fit_and_that_goes_up(world: World) -> None:
    tasks = [world.referral().task for _ in range(2)]
    with delivered_inline():
        leaving, lies = departure(world), person("Lies")
        begin_tenure(SYSTEM, world.link_seat, lies, since=leaving.leaves_on)
        client = Client()
        client.force_login(lies.account, backend="allauth.account.auth_backends.AuthenticationBackend")
        client.post(at(leaving, "overnemen/"), {"taken": [str(tasks[0].pk)], "note": "Te veel."})
        with moved_to(now() + timedelta(days=11)):
            sweep()
    owners = [Task.objects.get(pk=task.pk).owner for task in tasks]
    assert owners == [world.link_seat, world.deputy_seat]


def test_whom_to_meet_comes_from_ties(world: World) -> None:
    leaving, to, _gp = departure(world), colleague(world), world.gp_seat
    sanne, noor, youssef, ilse = (Person.objects.get(given_name=name) for name in ("Sanne", "Noor", "Youssef", "Ilse"))
    observe(SYSTEM, world.network, Layer.REFERRAL, [(noor.pk, sanne.pk), (sanne.pk, youssef.pk), (ilse.pk, youssef.pk)])
    propose(actor_on(world.link_seat), leaving, to)
    text = read(at_work(world.link_seat), at(leaving, "kennismaken/"))
    assert "Noor Bakkali" in text
    assert "Youssef Bakkali" not in text


def who(seat: Seat) -> Person:
    return Tenure.objects.current().select_related("person").get(seat=seat).person


def test_only_who_leaves_sees_their_contacts_until_they_are_gone(world: World) -> None:
    leaving, noor = departure(world), who(world.gp_seat)
    observe(SYSTEM, world.network, Layer.REFERRAL, [(noor.pk, leaving.person_id)])
    url, form = at(leaving, "kennismaken/"), {"people": [str(noor.pk)], "due_on": today() + timedelta(days=20)}
    coordinator = at_work(world.coordinator_seat)
    assert "Noor Bakkali" not in read(coordinator, url)
    assert "kiest Sanne Bakkali zelf" in read(coordinator, url)
    assert coordinator.post(url, form).status_code == 422
    assert not Introduction.objects.exists()
    stay(actor_on(world.link_seat), leaving)
    with moved_to(now() + timedelta(days=11)):
        assert "Noor Bakkali" not in read(at_work(world.coordinator_seat), url)


def test_who_coordinates_plans_introductions_for_who_is_gone(world: World) -> None:
    leaving = departure(world)
    observe(SYSTEM, world.network, Layer.REFERRAL, [(who(world.gp_seat).pk, leaving.person_id)])
    with moved_to(now() + timedelta(days=11)), delivered_inline():
        sweep()
        text = read(at_work(world.coordinator_seat), at(leaving, "kennismaken/"))
    assert "Sanne Bakkali is weg. Daarom ziet u nu met wie er contact was." in text
    assert "Noor Bakkali" in text


def test_who_was_sent_off_today_is_not_laid_open_today(world: World) -> None:
    leaving = departure(world)
    observe(SYSTEM, world.network, Layer.REFERRAL, [(who(world.gp_seat).pk, leaving.person_id)])
    with moved_to(now() + timedelta(days=2)):  # in the middle of preparing, the coordinator sets today
        gone = announce(actor_on(world.coordinator_seat), leaving.tenure, on=today())
        text = read(at_work(world.coordinator_seat), at(gone, "kennismaken/"))
        assert "Daarom ziet u die namen pas morgen." in text
        assert "Noor Bakkali" not in text
    with moved_to(now() + timedelta(days=3)):
        assert "Noor Bakkali" in read(at_work(world.coordinator_seat), at(gone, "kennismaken/"))


@pytest.mark.parametrize(("others", "ticked"), [(7, 8), (8, 0)])
def test_of_many_contacts_one_chooses_whom_to_meet(world: World, others: int, ticked: int) -> None:
    leaving, seats = departure(world), [world.gp_seat, *(colleague(world, f"Jo{each}") for each in range(others))]
    observe(SYSTEM, world.network, Layer.MEETING, [(who(seat).pk, leaving.person_id) for seat in seats])
    text = read(at_work(world.link_seat), at(leaving, "kennismaken/"))
    assert text.count('type="checkbox"') == others + 1
    assert text.count("checked") == ticked
    assert ("Kies wie er echt toe doet" in text) == (not ticked)


def test_a_contact_of_another_network_is_nobodys_to_meet_here(world: World) -> None:
    leaving, elsewhere = departure(world), World("elders")
    observe(SYSTEM, elsewhere.network, Layer.MEETING, [(who(world.gp_seat).pk, leaving.person_id)])
    assert "Noor Bakkali" not in read(at_work(world.link_seat), at(leaving, "kennismaken/"))


def test_an_introduction_is_owed_once_and_can_be_let_go(world: World) -> None:
    leaving, noor = departure(world), actor_on(world.gp_seat)
    people = [Person.objects.get(given_name="Noor")]
    for _twice in range(2):
        plan_introductions(actor_on(world.link_seat), leaving, people, due_on=today() + timedelta(days=20))
    introduction = Introduction.objects.get()
    assert Task.objects.open().filter(code="introduce").count() == 1
    client = at_work(world.gp_seat)
    assert "Maak kennis" in read(client, f"/netwerk/kennismaking/{introduction.pk}/")
    client.post(f"/netwerk/kennismaking/{introduction.pk}/niet-nodig/")
    assert not Task.objects.open().filter(code="introduce").exists()
    with pytest.raises(NotNow):
        drop_introduction(noor, introduction)


def test_the_goodbye_names_who_comes_after_and_no_resident(world: World) -> None:
    world.referral()
    leaving, to = departure(world), colleague(world)
    propose(actor_on(world.link_seat), leaving, to)
    text = read(at_work(world.link_seat), at(leaving, "afscheid/"))
    assert "Ilse Bakkali" in text
    assert "Van Dam" not in text


def test_the_goodbye_of_a_coordinator_names_who_is_there_then(world: World) -> None:
    second = world.seat(world.welfare, "Coördinator op vrijdag", "Omar", profession="maatschappelijk-werker",
                        functions=["coordinates"])  # fmt: skip
    leaving = departure(world, world.coordinator_seat)
    client = at_work(second)
    text = read(client, at(leaving, "afscheid/"))
    assert "Voor vragen kunt u daarna terecht bij Omar Bakkali." in text
    assert "de coördinator van het wijknetwerk" not in text
    world.coordinator_seat.deputy = world.deputy_seat
    world.coordinator_seat.save()
    assert "terecht bij Youssef Bakkali." in read(client, at(leaving, "afscheid/"))


def test_an_empty_seat_that_holds_something_is_owed_a_place(world: World) -> None:
    intake, to = world.service, colleague(world)
    with delivered_inline():
        departure(world, days=0)
    coordinator = at_work(world.coordinator_seat)
    assert "is leeg en houdt nog iets vast" in read(coordinator, "/vandaag/")
    url = f"/netwerk/plekken/{world.link_seat.pk}/verdelen/"
    assert "Aanmeldpunt voor: Eettafel De Brug" in read(coordinator, url)
    assert coordinator.post(url, {"keys": [], "to_seat": ""}).status_code == 422
    coordinator.post(url, {"keys": [str(intake.pk)], "to_seat": str(to.pk)})
    intake.refresh_from_db()
    assert intake.intake == to
    assert not Task.objects.open().filter(code="place-holdings").exists()


def test_the_number_of_queries(world: World, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    leaving, client = departure(world), at_work(world.link_seat)
    client.get(at(leaving))
    held = len(held_by_seats.kinds())  # one query for each kind of thing that can be held
    with django_assert_num_queries(9 + held):
        client.get(at(leaving))
    for _ in range(6):
        world.referral()
    with django_assert_num_queries(10 + held):
        client.get(at(leaving))
