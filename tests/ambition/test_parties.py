"""What parties bring, get and worry about; where that meets or clashes; on which terms; what a financier sees."""

import threading
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.db import connection
from django.urls import reverse

from kortelijn.ambition import meeting
from kortelijn.ambition.models import Condition, Interest, Point
from kortelijn.ambition.queries import veiled
from kortelijn.ambition.speaking import actions as speaking
from kortelijn.kernel.actor import SYSTEM, system_for
from kortelijn.kernel.clock import moved_to, now, today
from kortelijn.kernel.errors import NotAllowed, Refused
from kortelijn.kernel.events import delivered_inline
from kortelijn.parties.actions import add_organization
from kortelijn.parties.holdings import held_by_organizations, held_by_seats
from kortelijn.parties.models import Tenure
from kortelijn.steps.models import Step
from kortelijn.tasks.models import Task
from kortelijn.turnover.actions import carry_out
from kortelijn.web.worklist import owed_by
from tests.ambition.made import DAY, a_board, a_condition, a_goal, said
from tests.factories.sitting import at_work
from tests.factories.world import World, actor_on
from tests.turnover.made import Loss

pytestmark = pytest.mark.django_db


def standing() -> list[Interest]:
    return list(Interest.objects.standing().select_related("organization"))


def test_a_party_speaks_for_itself_and_what_another_wrote_waits_for_its_yes(world: World) -> None:
    typed = {"side": "brings", "text": "Een kamer op dinsdag", "means": ["room"]}
    address = reverse("ambition:party", args=[world.practice.pk])
    at_work(world.coordinator_seat).post(address, typed)
    noted = Interest.objects.get()
    assert noted.confirmed_at is None
    assert "nog niet bevestigd" in at_work(world.link_seat).get(reverse("ambition:parties")).content.decode()
    with pytest.raises(NotAllowed):
        speaking.confirm(world.coordinator, noted)
    at_work(world.gp_seat).post(reverse("ambition:confirm", args=[noted.pk]))
    assert Interest.objects.get().confirmed_at is not None
    at_work(world.gp_seat).post(address, typed | {"text": "Zelf gezegd"})
    assert Interest.objects.get(text="Zelf gezegd").confirmed_at


def test_nobody_speaks_for_another_party_and_only_who_takes_part_is_spoken_for(world: World) -> None:
    with pytest.raises(NotAllowed):
        speaking.speak(world.link_worker, world.network, world.practice, side="brings", text="Iets", domains=["geld"])
    far = World(slug="moerwijk")
    stranger = add_organization(SYSTEM, far.network, name="Elders", kind="welzijn")
    with pytest.raises(Refused, match="niet mee"):
        speaking.speak(world.coordinator, world.network, stranger, side="brings", text="Iets", domains=["geld"])
    assert at_work(world.coordinator_seat).get(reverse("ambition:party", args=[stranger.pk])).status_code == 404


def test_without_a_subject_it_can_meet_nothing_and_what_was_typed_stays(world: World) -> None:
    page = at_work(world.gp_seat).post(
        reverse("ambition:party", args=[world.practice.pk]), {"side": "gets", "text": "Tijd om te bellen"}
    )
    assert page.status_code == 422
    assert "minstens één onderwerp" in page.content.decode()
    assert "Tijd om te bellen" in page.content.decode()


@pytest.mark.parametrize(
    ("wish", "offer", "tags"),
    [
        ({"domains": ["geld"]}, {"domains": ["geld"], "means": ["people"]}, ["geld en schulden"]),
        ({"domains": ["geld"], "means": ["people"]}, {"domains": ["geld"], "means": ["money"]}, []),
        ({"domains": ["geld"]}, {"domains": ["wonen"]}, []),
        ({"domains": ["geld"], "means": ["room"]}, {"means": ["room"]}, ["ruimte"]),
        ({"domains": ["geld"]}, {"means": ["money"]}, []),
    ],
)
def test_two_meet_on_what_they_share_unless_they_differ_in_what_both_name(
    wish: dict[str, Any], offer: dict[str, Any], tags: list[str]
) -> None:
    assert meeting.shared(Interest(**wish), Interest(**offer)) == tags
    assert meeting.shared(Interest(**offer), Interest(**wish)) == tags


def test_the_matrix_shows_who_can_help_whom_and_one_button_makes_it_a_step(world: World) -> None:
    wish = said(world, world.practice, "gets", "Iemand die meegaat bij schulden", world.gp_seat, domains=["geld"])
    said(world, world.welfare, "brings", "Spreekuur geldzaken", world.link_seat, domains=["geld"])
    client = at_work(world.gp_seat)
    page = client.get(reverse("ambition:matrix")).content.decode()
    assert "Dat is er bij Rivierkant: geld en schulden." in page
    there = client.post(reverse("ambition:take", args=[wish.pk]))
    point = Point.objects.get()
    assert (point.kind, point.interest) == ("chance", wish)
    assert client.post(reverse("ambition:take", args=[wish.pk])).status_code == 302
    assert Point.objects.count() == 1
    typed = {"what": "De Spoorbrug belt Rivierkant", "owner": str(world.link_seat.pk), "due_on": str(today() + 9 * DAY)}
    client.post(there["Location"], typed)
    assert Step.objects.get().origin_id == point.pk
    for name in ("ambition:matrix", "ambition:course"):
        assert "De Spoorbrug belt Rivierkant" in client.get(reverse(name)).content.decode()


def test_a_worry_clashes_with_a_goal_and_with_scarce_means_that_another_wants(world: World) -> None:
    goal = a_goal(world)
    worry = said(world, world.practice, "worries", "Nog meer vergaderen.", world.gp_seat, domains=["netwerk"])
    busy = said(world, world.practice, "worries", "Wij hebben al te weinig handen", world.gp_seat, means=["people"])
    said(world, world.welfare, "gets", "Een collega erbij", world.link_seat, means=["people"])
    found = {each.worry.pk: each for each in meeting.clashes(standing(), [goal])}
    assert "Dat raakt ons doel “Wie eenzaam is, heeft een vast contact”" in found[worry.pk].sentence
    assert "botst met de vraag van Rivierkant: mensen" in found[busy.pk].sentence
    at_work(world.gp_seat).post(reverse("ambition:take", args=[worry.pk]))
    assert Point.objects.get().kind == "obstacle"


def test_what_nobody_brings_is_named_and_nobody_meets_itself(world: World) -> None:
    for side in ("brings", "gets"):
        said(world, world.practice, side, "Een kamer", world.gp_seat, means=["room"])
    assert meeting.chances(standing()) == []
    assert [each.text for each in meeting.lacking(standing())] == ["Een kamer"]
    (line,) = meeting.lines(standing(), [])
    assert line.is_lacking
    assert "niemand anders brengt het" in line.sentence


def test_what_is_withdrawn_leaves_the_matrix_and_the_canvas(world: World) -> None:
    wish = said(world, world.practice, "gets", "Een kamer", world.gp_seat, means=["room"])
    said(world, world.welfare, "brings", "Zaal", world.link_seat, means=["room"])
    at_work(world.gp_seat).post(reverse("ambition:take", args=[wish.pk]))
    at_work(world.gp_seat).post(reverse("ambition:withdraw", args=[wish.pk]))
    assert not Point.objects.open().exists()
    assert meeting.chances(standing()) == []
    assert at_work(world.gp_seat).post(reverse("ambition:take", args=[wish.pk])).status_code == 404


def test_what_a_party_brings_moves_to_another_which_still_says_yes(world: World) -> None:
    offer = said(world, world.practice, "brings", "Een kamer", world.gp_seat, means=["room"])
    said(world, world.practice, "gets", "Rust", world.gp_seat, means=["time"])
    held = [each for each in held_by_organizations.of([world.practice.pk]) if each.kind == "brings"]
    assert [each.key for each in held] == [offer.pk]
    held_by_organizations.move(SYSTEM, held, world.welfare)
    offer.refresh_from_db()
    assert (offer.organization, offer.confirmed_at) == (world.welfare, None)


def test_a_condition_says_in_words_how_it_stands_and_what_is_done_about_it(world: World) -> None:
    client = at_work(world.gp_seat)
    address = reverse("ambition:condition", args=[world.practice.pk, "workplace"])
    assert "Hier vroeg nog niemand naar." in client.get(address).content.decode()
    typed = {"met": "not", "text": "Geen kamer vrij", "owner": str(world.gp_seat.pk)}
    client.post(address, typed)
    row = Condition.objects.get()
    page = client.get(address).content.decode()
    assert f"herkomst=ambition.condition:{row.pk}" in page
    client.post(
        f"{reverse('steps:new')}?herkomst=ambition.condition:{row.pk}",
        {"what": "Vraag de verhuurder", "owner": str(world.gp_seat.pk), "due_on": str(today() + 9 * DAY)},
    )
    overview = at_work(world.link_seat).get(reverse("ambition:conditions")).content.decode()
    for words in ("Geen kamer vrij", "Vraag de verhuurder", "niet in orde", "nog niet gevraagd"):
        assert words in overview
    client.post(address, typed | {"met": "met", "text": "Kamer 3"})
    assert Condition.objects.get().met == "met"
    assert "Geen kamer vrij" in client.get(address).content.decode()  # in what happened


def test_conditions_are_of_the_party_itself_and_move_with_the_seat(world: World) -> None:
    row = a_condition(world)
    assert at_work(world.link_seat).post(
        reverse("ambition:condition", args=[world.practice.pk, "workplace"]), {"met": "met"}
    ).status_code == 403  # fmt: skip
    unknown = reverse("ambition:condition", args=[world.practice.pk, "weer"])
    assert at_work(world.gp_seat).get(unknown).status_code == 404
    held_by_seats.move(SYSTEM, held_by_seats.of([world.gp_seat.pk]), world.link_seat)
    row.refresh_from_db()
    assert row.owner == world.link_seat


@pytest.mark.parametrize(("count", "of", "shown"), [(0, None, "0"), (4, None, ""), (5, None, "5"), (8, 10, ""),
                                                    (10, 10, "10"), (5, 10, "5")])  # fmt: skip
def test_a_count_that_could_point_at_somebody_is_not_shown(count: int, of: int | None, shown: str) -> None:
    assert veiled(count, of) == shown


def test_a_financier_sees_ambition_and_sums_and_nothing_of_residents(world: World) -> None:
    town = add_organization(SYSTEM, world.network, name="Gemeente", kind="gemeente")
    board, line = a_board(world, town, "Ineke"), world.referral(service=world.service)
    a_goal(world)
    client = at_work(board)
    page = client.get(reverse("ambition:partner")).content.decode()
    assert "Wat u niet ziet" in page
    assert "minder dan 5" in page
    assert "Wie eenzaam is, heeft een vast contact" in page
    assert client.get(f"/lijnen/{line.pk}/").status_code == 404
    assert client.get(reverse("insights:explore")).status_code == 403
    places = ("ambition:partner", "ambition:course", "ambition:matrix", "ambition:commitments", "ambition:conditions",
              "referrals:lines", "web:worklist", "web:network", "steps:board")  # fmt: skip
    for name in places:
        assert "Van Dam" not in client.get(reverse(name)).content.decode(), name
    seat_page = client.get(reverse("web:seat", args=[world.link_seat.pk])).content.decode()
    assert "Van Dam" not in seat_page
    assert str(line.pk) not in seat_page


def test_only_boards_and_the_coordinator_open_the_page_of_partners(world: World) -> None:
    answers = {seat.title: at_work(seat).get(reverse("ambition:partner")).status_code
               for seat in (world.gp_seat, world.coordinator_seat, a_board(world))}  # fmt: skip
    assert answers == {"Huisarts": 403, "Coördinator": 200, "Bestuurder": 200}


def test_pages_ask_as_much_however_many_take_part(world: World, django_assert_max_num_queries: Any) -> None:
    for number in range(5):
        party = add_organization(SYSTEM, world.network, name=f"Partij {number}", kind="welzijn")
        said(world, party, "brings" if number % 2 else "gets", f"Iets {number}")
        speaking.set_condition(world.coordinator, world.network, party, kind="money", met="not", text="Te weinig",
                               owner=world.coordinator_seat)  # fmt: skip
    client = at_work(a_board(world))
    for name, most in (("parties", 7), ("matrix", 8), ("conditions", 9), ("partner", 18)):
        client.get(reverse(f"ambition:{name}"))
        with django_assert_max_num_queries(most):
            client.get(reverse(f"ambition:{name}"))


def test_a_party_that_stopped_asks_and_worries_no_more(world: World) -> None:
    loss = Loss(world, days=0)
    wish = said(world, loss.old, "gets", "Een kamer", loss.worker, means=["room"])
    said(world, loss.old, "brings", "Een zaal", loss.worker, means=["room"])
    said(world, world.practice, "gets", "Ruimte", world.gp_seat, means=["room"])
    row = speaking.set_condition(
        actor_on(loss.worker), world.network, loss.old, kind="money", met="not", text="Op", owner=world.link_seat
    )
    ending = loss.stop()
    with moved_to(now() + 2 * DAY), delivered_inline():
        carry_out(system_for(world.network.pk), ending)
    wish.refresh_from_db()
    assert wish.withdrawn_at
    assert not Task.objects.open().filter(subject_id=row.pk).exists()
    assert [each for each in held_by_seats.of([world.link_seat.pk]) if each.kind == "conditions"] == []
    assert "Jong Den Haag" not in at_work(world.gp_seat).get(reverse("ambition:matrix")).content.decode()
    with pytest.raises(Refused, match="niet mee"):
        speaking.speak(world.coordinator, world.network, loss.old, side="gets", text="Iets", domains=["geld"])


def test_what_only_another_wrote_is_marked_in_every_sentence(world: World) -> None:
    wish = said(world, world.practice, "gets", "Een kamer", means=["room"])
    said(world, world.welfare, "brings", "Een zaal", means=["room"])
    (chance,) = meeting.chances(standing())
    assert "De Spoorbrug (nog niet bevestigd) zoekt" in chance.sentence
    speaking.confirm(world.gp, wish)
    assert meeting.chances(standing())[0].sentence.startswith("De Spoorbrug zoekt")


def test_who_must_see_to_a_condition_hears_of_it_and_owes_a_look(world: World, mailoutbox: list[EmailMessage]) -> None:
    _ready = world.gp_seat, world.link_seat, world.deputy_seat
    mailoutbox.clear()
    with delivered_inline():
        row = a_condition(world, owner=world.link_seat)
    address = reverse("ambition:condition", args=[world.practice.pk, "workplace"])
    assert [(mail.to, address in mail.body) for mail in mailoutbox] == [
        ([Tenure.objects.get(seat=world.link_seat).person.email], True)
    ]
    (task,) = owed_by(world.link_seat.pk)
    assert (
        "Nog niet in orde: De Spoorbrug, werkplek"
        in at_work(world.link_seat).get(reverse("web:worklist")).content.decode()
    )
    held_by_seats.move(SYSTEM, held_by_seats.of([world.link_seat.pk]), world.deputy_seat)
    assert [each.pk for each in owed_by(world.deputy_seat.pk)] == [task.pk]
    typed = {"met": "met", "text": "Kamer 3", "owner": str(world.deputy_seat.pk)}
    assert at_work(world.link_seat).post(address, typed).status_code == 403
    assert at_work(world.deputy_seat).post(address, typed).status_code == 302
    assert list(owed_by(world.deputy_seat.pk)) == []
    row.refresh_from_db()
    assert row.met == "met"


@pytest.mark.django_db(transaction=True)
def test_two_who_set_the_same_condition_first_make_one() -> None:
    world, start = World(), threading.Barrier(2)
    gp, owner = world.gp, world.gp_seat
    wrong: list[BaseException] = []

    def work() -> None:
        start.wait()
        try:
            speaking.set_condition(gp, world.network, world.practice, kind="time", met="met", text="Ja", owner=owner)
        except Exception as error:
            wrong.append(error)
        connection.close()

    workers = [threading.Thread(target=work) for _each in range(2)]
    for each in workers:
        each.start()
    for each in workers:
        each.join()
    assert wrong == []
    assert Condition.objects.count() == 1
