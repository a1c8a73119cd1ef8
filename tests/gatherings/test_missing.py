"""Who is missing at a table, through whom they are asked, and what comes of asking."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse

from kortelijn.directory.actions import add_service
from kortelijn.gatherings import actions as tables
from kortelijn.gatherings.agreeing import choose
from kortelijn.gatherings.inviting import actions
from kortelijn.gatherings.jobs import new_day
from kortelijn.gatherings.missing import Voice, missing, suggestions, voices
from kortelijn.gatherings.models import Approach, Circle, Poll
from kortelijn.gatherings.queries import coming, guests
from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.clock import local, moved_to
from kortelijn.kernel.errors import NotAllowed, NotNow, Refused
from kortelijn.parties.actions import add_organization
from kortelijn.parties.calendar import engagements_of
from kortelijn.parties.models import Seat, holder_of
from kortelijn.tasks.models import Task
from kortelijn.ties.actions import observe
from kortelijn.web.worklist import owed_by
from tests.factories.sitting import at_work
from tests.factories.world import World, actor_on
from tests.gatherings.tables import a_table, sit_down

pytestmark = pytest.mark.django_db


def by_code(found: list[Voice]) -> dict[str, Voice]:
    return {voice.code: voice for voice in found}


@pytest.fixture
def church(world: World) -> Seat:
    """A church that offers mourning groups, with its contact."""
    organization = add_organization(SYSTEM, world.network, name="De Haven", kind="geloofsgemeenschap")
    seat = world.seat(organization, "Pastor", "Ruth", profession="geestelijk-verzorger")
    add_service(SYSTEM, world.network, organization, name="Verder na verlies", domains=["rouw"], intake=seat, places=[],
                contacts=[{"name": "Ruth", "phone": "070 - 000 12 35"}])  # fmt: skip
    return seat


def meet(world: World, one: Seat, other: Seat) -> None:
    """These two know each other."""
    people = [holder_of(seat.pk) for seat in (one, other)]
    pairs = [(people[0].pk, people[1].pk)] if people[0] and people[1] else []
    observe(SYSTEM, world.network, "meeting", pairs)


def test_a_theme_asks_for_its_fields_of_life_and_two_voices(world: World, church: Seat) -> None:
    _offers_contact = world.service
    found = by_code(voices(a_table(world, "theme")))
    assert found["netwerk"].present == ("Rivierkant",)
    assert found["rouw"].is_missing
    assert [each.seat for each in found["rouw"].candidates] == [church]
    assert found["dagbesteding"].is_missing
    assert found["dagbesteding"].candidates == ()
    assert found["geloofsgemeenschap"].is_missing
    assert found["geestelijk-verzorger"].is_missing
    assert found["resident"].is_missing
    assert found["policy"].is_missing


def test_residents_and_policy_belong_at_every_table(world: World) -> None:
    expert = world.seat(world.welfare, "Ervaringsdeskundige", "Joop", profession="ervaringsdeskundige")
    policy = world.seat(world.welfare, "Beleid", "Els", profession="beleidsadviseur")
    circle = a_table(world)
    assert {each.code for each in missing(circle)} == {"resident", "policy"}
    sit_down(circle, expert)
    found = by_code(voices(circle))
    assert found["resident"].present == ("Joop Bakkali, Ervaringsdeskundige",)
    assert [each.seat for each in found["policy"].candidates] == [policy]


def test_who_is_known_at_the_table_comes_first_and_through_whom(world: World) -> None:
    far = world.seat(world.welfare, "Beleid", "Els", profession="beleidsadviseur", mandate_hours=8)
    near = world.seat(world.welfare, "Wijkmanager", "Dirk", profession="wijkmanager")
    circle = a_table(world)
    sit_down(circle, world.gp_seat)
    meet(world, world.gp_seat, near)
    candidates = by_code(voices(circle))["policy"].candidates
    assert [each.seat for each in candidates] == [near, far]
    assert [seat for seat, _person in candidates[0].through] == [world.gp_seat]


def test_whose_ties_lead_to_somebody_is_told_to_nobody_else(world: World) -> None:
    near = world.seat(world.welfare, "Wijkmanager", "Dirk", profession="wijkmanager")
    circle = a_table(world)
    sit_down(circle, world.gp_seat)
    meet(world, world.gp_seat, near)
    knows = holder_of(world.gp_seat.pk)
    assert knows is not None
    url = reverse("gatherings:missing", args=[circle.pk])
    page = at_work(world.link_seat).get(url).content.decode()
    assert "Via iemand aan deze tafel." in page
    assert knows.name not in page
    assert "U kent deze collega." in at_work(world.gp_seat).get(url).content.decode()
    approach = actions.ask_along(world.link_worker, circle, world.welfare, seat=near, through=knows)
    url = reverse("gatherings:approach", args=[approach.pk])
    assert knows.name not in at_work(world.link_seat).get(url).content.decode()
    assert "U kent deze collega." in at_work(world.gp_seat).get(url).content.decode()


def test_each_is_suggested_once_with_all_they_bring_and_only_the_best_stands_out(world: World, church: Seat) -> None:
    _other = world.seat(world.welfare, "Beleid", "Els", profession="beleidsadviseur")
    circle = a_table(world, "theme")
    people = suggestions(voices(circle), None)
    assert len({each.seat.pk for each in people}) == len(people)
    assert people[0].seat == church
    assert len(people[0].brings) > 1
    page = at_work(world.link_seat).get(reverse("gatherings:missing", args=[circle.pk])).content.decode()
    assert page.count(f"/vraag-erbij/?seat={church.pk}") == 1
    asks = page.split("<main")[1].count("utrecht-button--primary-action")
    assert asks == 1


def test_asking_along_sends_a_mail_and_lets_the_one_who_knows_them_owe_the_contact(world: World) -> None:
    asked = world.seat(world.welfare, "Wijkmanager", "Dirk", profession="wijkmanager")
    circle = a_table(world)
    sit_down(circle, world.gp_seat)
    meet(world, world.gp_seat, asked)
    mail.outbox.clear()
    client, url = at_work(world.link_seat), reverse("gatherings:ask_along", args=[circle.pk])
    page = client.get(url, {"seat": str(asked.pk)}).content.decode()
    assert "Iemand aan deze tafel die deze collega kent" in page
    assert "binnen vijf werkdagen contact leggen" in page  # what whoever is named gets
    assert not Approach.objects.exists()
    assert client.post(url, {"seat": str(asked.pk), "contact": "iedereen"}).status_code == 422
    for _twice in range(2):
        client.post(url, {"seat": str(asked.pk), "contact": "via"})
    approach = Approach.objects.get()
    assert (approach.contact, approach.brings) == (world.gp_seat, "Beleid van de gemeente")
    assert [task.subject_id for task in owed_by(world.gp_seat.pk)] == [approach.pk]
    assert [each.subject for each in mail.outbox] == [
        "U bent gevraagd om mee te doen aan een overleg of groep", "Leg contact met iemand die aan tafel ontbreekt",
    ]  # fmt: skip
    assert "Leg contact met Wijkmanager, Rivierkant" in at_work(world.gp_seat).get("/vandaag/").content.decode()


def test_the_asker_chooses_who_makes_the_contact(world: World) -> None:
    asked = world.seat(world.welfare, "Wijkmanager", "Dirk", profession="wijkmanager")
    circle = a_table(world)
    sit_down(circle, world.gp_seat)
    meet(world, world.gp_seat, asked)
    url, gp = reverse("gatherings:ask_along", args=[circle.pk]), at_work(world.gp_seat)
    page = gp.get(url, {"seat": str(asked.pk)}).content.decode()
    assert "Iemand aan deze tafel die" not in page  # that is the asker
    assert "Wie dit trekt: " in page
    gp.post(url, {"seat": str(asked.pk), "contact": "zelf"})
    assert Approach.objects.get().contact == world.gp_seat
    assert Task.objects.open().get().owner == world.gp_seat
    assert gp.get(url, {"seat": "niemand"})["Location"] == reverse("gatherings:missing", args=[circle.pk])


def test_who_was_named_without_being_asked_gives_it_back_with_one_tap(world: World) -> None:
    asked, circle = world.seat(world.welfare, "Wijkmanager", "Dirk", profession="wijkmanager"), a_table(world)
    sit_down(circle, world.gp_seat)
    sit_down(circle, world.deputy_seat)
    knows = holder_of(world.gp_seat.pk)
    approach = actions.ask_along(
        world.deputy, circle, world.welfare, seat=asked, contact=world.gp_seat, through=knows
    )  # fmt: skip
    page, url = reverse("gatherings:approach", args=[approach.pk]), reverse("gatherings:hand_back", args=[approach.pk])
    assert at_work(world.link_seat).post(url).status_code == 403  # leads the table, and was not named
    assert "Ik kan dit contact niet leggen" in at_work(world.gp_seat).get(page).content.decode()
    mail.outbox.clear()
    at_work(world.gp_seat).post(url)
    assert Approach.objects.get().contact == world.deputy_seat
    assert [task.owner for task in Task.objects.open()] == [world.deputy_seat]
    assert [each.subject for each in mail.outbox] == ["Het contact met iemand die aan tafel ontbreekt, ligt nu bij u"]
    at_work(world.deputy_seat).post(url)  # who asked can give it to who leads
    assert Task.objects.open().get().owner == world.link_seat
    said = at_work(world.link_seat).post(url, follow=True).content.decode()
    assert "Vraag eerst een ander" in said
    assert Task.objects.open().get().owner == world.link_seat


def test_who_is_asked_answers_with_one_tap_and_sits_there(world: World) -> None:
    asked, circle = world.seat(world.welfare, "Wijkmanager", "Dirk", profession="wijkmanager"), a_table(world)
    approach = actions.ask_along(world.link_worker, circle, world.welfare, seat=asked)
    client = at_work(asked)
    assert "Ja, ik doe mee" in client.get(reverse("gatherings:approach", args=[approach.pk])).content.decode()
    client.post(reverse("gatherings:connect", args=[approach.pk]))
    assert circle.members.current().filter(seat=asked).exists()
    assert not Task.objects.open().exists()
    with pytest.raises(NotNow):
        actions.decline(actor_on(asked), Approach.objects.get(), "Toch niet.")


def test_who_declines_says_why_and_may_be_asked_again(world: World) -> None:
    asked, circle = world.seat(world.welfare, "Wijkmanager", "Dirk", profession="wijkmanager"), a_table(world)
    approach = actions.ask_along(world.link_worker, circle, world.welfare, seat=asked)
    url = reverse("gatherings:decline", args=[approach.pk])
    assert at_work(asked).post(url, {"because": ""}).status_code == 422
    at_work(asked).post(url, {"because": "Na de zomer weer."})
    assert Approach.objects.get().because == "Na de zomer weer."
    again = actions.ask_along(world.link_worker, circle, world.welfare, seat=asked)
    assert again.pk != approach.pk


def test_only_who_is_asked_or_makes_the_contact_answers(world: World) -> None:
    asked, circle = world.seat(world.welfare, "Wijkmanager", "Dirk", profession="wijkmanager"), a_table(world)
    sit_down(circle, world.deputy_seat)
    approach = actions.ask_along(world.link_worker, circle, world.welfare, seat=asked)
    assert at_work(world.deputy_seat).post(reverse("gatherings:connect", args=[approach.pk])).status_code == 403
    with pytest.raises(NotAllowed):
        actions.ask_along(world.gp, circle, world.welfare, seat=asked)
    with pytest.raises(Refused, match="doet al mee"):
        actions.ask_along(world.link_worker, circle, world.welfare, seat=world.deputy_seat)


@pytest.fixture
def ggz(world: World) -> Circle:
    """A collaboration that every practice belongs in."""
    return a_table(world, "collaboration", name="GGZ in de wijk", theme="ggz", seeks_kinds=["huisartsenpraktijk"])


def test_one_button_connects_a_practice(world: World, ggz: Circle) -> None:
    meet(world, world.gp_seat, world.deputy_seat)
    sit_down(ggz, world.deputy_seat)
    client = at_work(world.link_seat)
    page = client.get(reverse("gatherings:circle", args=[ggz.pk])).content.decode()
    assert "Sluit De Spoorbrug aan" in page
    mail.outbox.clear()
    client.post(reverse("gatherings:connect_practice", args=[ggz.pk]), {"organization": str(world.practice.pk)})
    approach = Approach.objects.get()
    assert (approach.seat, approach.contact) == (world.gp_seat, world.deputy_seat)
    assert [task.code for task in owed_by(world.deputy_seat.pk)] == ["make-contact"]
    poll = Poll.objects.get()
    assert set(poll.invitees.values_list("seat", flat=True)) == {world.gp_seat.pk, world.deputy_seat.pk}
    assert "U bent gevraagd om mee te doen aan een overleg of groep" in [each.subject for each in mail.outbox]
    first_talk = choose(world.deputy, poll, poll.moments.all()[0])
    assert {each.seat for each in guests(first_talk)} == {world.gp_seat, world.deputy_seat}
    person = holder_of(world.gp_seat.pk)
    day = local(first_talk.starts_at).date()
    assert person is not None
    assert [each.key for each in engagements_of([person.pk], day, day)] == [first_talk.pk]
    assert [each for each in coming(world.link_worker, mine=True) if each.pk == first_talk.pk] == []
    with moved_to(first_talk.ends_at + timedelta(hours=1)):
        new_day()
    assert not Task.objects.filter(code="minute-meeting", subject_id=first_talk.pk).exists()
    actions.talked(world.deputy, approach)
    assert "in gesprek" in client.get(reverse("gatherings:circle", args=[ggz.pk])).content.decode()
    actions.connect(world.deputy, Approach.objects.get())
    page = client.get(reverse("gatherings:circle", args=[ggz.pk])).content.decode()
    assert "Sluit De Spoorbrug aan" not in page
    assert "aangesloten" in page


def test_a_practice_without_anybody_here_is_asked_with_words_to_take_along(world: World, ggz: Circle) -> None:
    empty = add_organization(SYSTEM, world.network, name="De Meander", kind="huisartsenpraktijk")
    approach = actions.connect_organization(world.link_worker, ggz, empty)
    assert (approach.seat, approach.contact) == (None, world.link_seat)
    assert not Poll.objects.exists()
    page = at_work(world.link_seat).get(reverse("gatherings:approach", args=[approach.pk])).content.decode()
    assert "Wij willen u graag vragen voor GGZ in de wijk." in page
    actions.connect(world.link_worker, approach)
    assert ggz.members.current().filter(organization=empty).exists()


def test_somebody_from_another_network_takes_part_by_name_only(world: World, ggz: Circle) -> None:
    url, client = reverse("gatherings:take_in", args=[ggz.pk]), at_work(world.link_seat)
    client.post(url, {"seat": "", "organization": "", "outsider": "Wijkteam Moerwijk"})
    assert "Wijkteam Moerwijk" in client.get(reverse("gatherings:circle", args=[ggz.pk])).content.decode()
    page = client.post(url, {"seat": str(world.gp_seat.pk), "organization": "", "outsider": "Nog een"})
    assert page.status_code == 422
    assert "Kies één van de drie" in page.content.decode()
    other = World(slug="moerwijk").practice
    assert client.post(url, {"seat": "", "organization": str(other.pk), "outsider": ""}).status_code == 422
    with pytest.raises(Refused, match="niet in dit netwerk"):
        actions.ask_along(world.link_worker, ggz, other)


def test_who_ends_it_withdraws_what_was_asked(world: World, ggz: Circle) -> None:
    actions.connect_organization(world.link_worker, ggz, world.practice)
    tables.end_circle(world.link_worker, ggz, "Opgegaan in het wijkteam.")
    assert not Task.objects.open().exists()
    assert Approach.objects.get().state == "declined"


def test_it_costs_the_same_however_many_could_be_asked(world: World, django_assert_max_num_queries: Any) -> None:
    for number in range(10):
        world.seat(world.practice, f"Beleid {number}", "Bram", profession="beleidsadviseur")
    _offers = world.service
    circle = a_table(world, "theme")
    with django_assert_max_num_queries(6):
        voices(circle)
