"""A season from the first mail to the thanks, through the pages and the mails that people use."""

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from kortelijn.kernel import events
from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.clock import moved_to, now, today
from kortelijn.kernel.errors import NotNow
from kortelijn.kernel.events import delivered_inline
from kortelijn.kernel.models import Event
from kortelijn.tasks.jobs import sweep
from kortelijn.ties.queries import contacts_of
from kortelijn.walks import actions
from kortelijn.walks.jobs import plan, remind_every_morning
from kortelijn.walks.models import Day, Group, Place, Planning, Reception, Season, Walker
from tests.factories.sitting import at_work
from tests.walks.conftest import Walking

pytestmark = pytest.mark.django_db
Yes = Callable[..., Walker]


@pytest.fixture(autouse=True)
def quick(settings: Any) -> None:
    settings.WALK_PLAN_SECONDS = 1


@pytest.fixture
def season(world: Walking, says_yes: Yes) -> Season:
    """Four hosts, four people who come."""
    season = world.season()
    for number, name in enumerate(["De Klinker", "Het Anker", "De Linde", "Om de Hoek"]):
        world.host(season, name, number)
    for seat in (world.gp_seat, world.link_seat, world.deputy_seat, world.coordinator_seat):
        says_yes(season, seat)
    return season


def planned(season: Season) -> Season:
    at_work(season.leader).post(reverse("walks:board", args=[season.pk]))
    plan(str(Planning.objects.get(season=season).pk))
    season = Season.objects.get(pk=season.pk)
    assert season.status == Season.Status.PLANNED
    return season


def invited(season: Season) -> Season:
    with delivered_inline():
        at_work(season.leader).post(reverse("walks:invite", args=[season.pk]))
    return Season.objects.get(pk=season.pk)


def typed(**changes: Any) -> dict[str, Any]:
    form = {
        "title": "Voorjaarswandeling", "visits": 3, "minutes": 40, "smallest": 3, "largest": 5, "walks_each": 1,
        "answer_by": str(today() + timedelta(days=10)), "words": "Neem een jas mee.",
    }  # fmt: skip
    for number in (1, 2, 3):
        day = str(today() + timedelta(days=20)) if number == 1 else ""
        form |= {f"day{number}": day, f"part{number}": "middag", f"groups{number}": 4}
    return form | changes


def test_a_season_that_is_typed_asks_everybody_by_mail_and_owes_a_plan(world: Walking) -> None:
    _there = world.link_seat, world.gp_seat
    with delivered_inline():
        at_work(world.coordinator_seat).post(reverse("walks:new"), typed())
    season = Season.objects.get()
    assert season.walkers.count() == 4
    assert len(mail.outbox) == 4
    assert "Neem een jas mee." in mail.outbox[0].body
    assert not any(each.person.family_name in one.body for one in mail.outbox for each in season.walkers.all())
    assert "Deel de wandelingen in" in at_work(world.coordinator_seat).get(reverse("web:worklist")).content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": ""}, "Geef het een naam"), ({"visits": 9}, "Vul een getal in"), ({"smallest": 6}, "minstens zo"),
        ({"visits": 5, "minutes": 60}, "passen zoveel bezoeken niet"), ({"answer_by": "straks"}, "Vul een dag in"),
        ({"answer_by": "2099-01-01"}, "vóór de eerste wandeldag"),
    ],
)  # fmt: skip
def test_what_cannot_be_comes_back_with_what_was_typed(world: Walking, changes: Any, words: str) -> None:
    page = at_work(world.coordinator_seat).post(reverse("walks:new"), typed(**changes))
    assert page.status_code == 422
    assert words in page.content.decode()
    assert "Neem een jas mee." in page.content.decode()
    assert not Season.objects.exists()


def test_one_tap_in_the_mail_is_enough_and_looking_changes_nothing(world: Walking) -> None:
    season = world.season()
    walker = season.walkers.get(seat=world.gp_seat)
    link, client = reverse("walks:letter", args=[walker.key]), Client()
    assert "Loopt u mee?" in client.get(link).content.decode()
    walker.refresh_from_db()
    assert walker.answer == Walker.Answer.ASKED
    client.post(link, {"antwoord": "ja", "days": [str(day.pk) for day in season.days.all()], "is_slow": "on"})
    walker.refresh_from_db()
    assert (walker.answer, walker.is_slow) == (Walker.Answer.YES, True)
    client.post(link, {"antwoord": "nee"})
    walker.refresh_from_db()
    assert (walker.answer, walker.is_slow) == (Walker.Answer.NO, False)
    assert client.get(link[:-2] + "x/").status_code == 404


def test_yes_needs_a_day(world: Walking) -> None:
    season = world.season()
    page = at_work(world.gp_seat).post(reverse("walks:join", args=[season.pk]), {"antwoord": "ja"})
    assert page.status_code == 422
    assert "Kies ten minste één dagdeel" in page.content.decode()


def test_who_does_not_lead_cannot_plan_and_does_not_see_who_needs_what(season: Season, world: Walking) -> None:
    client = at_work(world.gp_seat)
    for name in ("board", "hosts", "invite", "thank"):
        assert client.post(reverse(f"walks:{name}", args=[season.pk])).status_code == 403
    planned(season)
    group = season.groups.first()
    assert group is not None
    assert client.get(reverse("walks:group", args=[group.pk])).status_code == 404  # nobody was invited yet


def test_the_worker_makes_groups_and_the_board_says_why(season: Season) -> None:
    planned(season)
    page = at_work(season.leader).get(reverse("walks:board", args=[season.pk])).content.decode()
    assert "tweetallen kennen elkaar nog niet" in page
    assert Place.objects.filter(group__season=season).count() == 4
    for group in season.groups.all():
        assert group.visits.count() == 2
        assert group.guide_id is not None


def test_while_it_is_planned_the_page_asks_again(season: Season) -> None:
    client, url = at_work(season.leader), reverse("walks:board", args=[season.pk])
    client.post(url)
    page = client.get(url).content.decode()
    assert 'hx-trigger="every 2s"' in page
    assert "Kijk of het klaar is" in page
    page = client.post(url, follow=True).content.decode()
    assert "Er wordt al een indeling gemaakt" in page


def test_without_a_way_to_walk_it_says_so(season: Season) -> None:
    for host in season.hosts.all():
        actions.change_host(SYSTEM, host, hours={})
    at_work(season.leader).post(reverse("walks:board", args=[season.pk]))
    plan(str(Planning.objects.get().pk))
    assert Planning.objects.get().status == Planning.Status.FAILED
    page = at_work(season.leader).get(reverse("walks:board", args=[season.pk])).content.decode()
    assert "past geen enkele groep" in page


def test_the_invitation_has_an_appointment_that_stays_the_same_and_no_names(season: Season) -> None:
    invited(planned(season))
    letters = [one for one in mail.outbox if "U loopt mee" in one.subject]
    assert len(letters) == 4
    names = [walker.person.name for walker in season.walkers.select_related("person")]
    files = [str(one.attachments[0][1]) for one in letters]
    assert not any(name in text for name in names for text in [*files, *(str(one.body) for one in letters)])
    events = [Calendar.from_ical(text).walk("VEVENT")[0] for text in files]
    assert len({event["UID"] for event in events}) == 4
    place = Place.objects.select_related("group__season", "group__day", "walker").first()
    assert place is not None
    answer = Client().get(reverse("walks:letter_calendar", args=[place.walker.key, place.group_id]))
    assert Calendar.from_ical(answer.content).walk("VEVENT")[0]["UID"] in {event["UID"] for event in events}


def test_who_cannot_come_gives_the_place_to_the_first_who_waits(world: Walking, season: Season, says_yes: Yes) -> None:
    season = invited(planned(season))
    late = world.seat(world.practice, "Assistent", "Lies", profession="huisarts")
    client = at_work(late)
    client.post(reverse("walks:join", args=[season.pk]), {"antwoord": "ja", "days": [str(season.days.get().pk)]})
    full = Place.objects.filter(walker__seat=late)
    if not full.exists():
        place = Place.objects.filter(group__season=season).select_related("walker__season").first()
        assert place is not None
        with delivered_inline():
            Client().post(reverse("walks:letter", args=[place.walker.key]),
                          {"antwoord": "plaats-nee", "groep": str(place.group_id)})  # fmt: skip
    assert full.get().status == Place.Status.INVITED
    assert "U loopt mee" in Client().get(reverse("walks:letter", args=[full.get().walker.key])).content.decode()


def test_reminders_go_once_and_only_to_who_was_silent(season: Season, world: Walking) -> None:
    Walker.objects.filter(seat=world.gp_seat).update(answer=Walker.Answer.ASKED)
    near = now() + timedelta(days=8)
    for _time in range(2):
        with moved_to(near), delivered_inline():
            remind_every_morning(0)
    letters = [one for one in mail.outbox if "Nog één keer" in one.subject]
    assert [one.to for one in letters] == [[season.walkers.get(seat=world.gp_seat).person.email]]


def test_afterwards_they_know_each_other_and_what_they_learned_goes_on(season: Season, world: Walking) -> None:
    season = invited(planned(season))
    with moved_to(now() + timedelta(days=22)), delivered_inline():
        sweep()
        for group in season.groups.all():
            learn(group)
        season = Season.objects.get(pk=season.pk)
        people = [walker.person_id for walker in season.walkers.coming()]
        assert any(contacts_of(season.network_id, people).values())
        page = at_work(season.leader).post(
            reverse("walks:thank", args=[season.pk]), {"words": "Wat fijn dat u opendeed."}, follow=True
        )
    assert "Nieuwe kennismakingen" in page.content.decode()
    thanks = [one for one in mail.outbox if one.subject == "Dank voor uw ontvangst"]
    assert thanks
    assert "Ze hebben een moestuin." in str(thanks[0].body) + str(thanks[-1].body)
    assert Season.objects.get().status == Season.Status.OVER
    assert not season.walkers.filter(is_slow=True).exists()


@pytest.mark.parametrize("wrong", [RuntimeError("halfway"), NotNow()])
def test_one_group_whose_lessons_cannot_be_owed_keeps_no_other_waiting(
    season: Season, monkeypatch: pytest.MonkeyPatch, wrong: Exception
) -> None:
    season = invited(planned(season))
    groups = list(season.groups.order_by("pk"))

    def stubborn(event: Event) -> None:
        if event.subject_id == groups[0].pk:
            raise wrong

    with moved_to(now() + timedelta(days=22)), delivered_inline(), monkeypatch.context() as patched:
        patched.setitem(events._subscribers, "walks.walked", [("stubborn", stubborn)])
        sweep()
    owed = [group.task is not None for group in season.groups.order_by("pk")]
    assert owed == [False] + [True] * (len(groups) - 1)
    assert len(owed) > 1


def test_hours_in_the_wrong_order_are_refused_in_words(world: Walking) -> None:
    walking, receiving = Day(begins=time(16), ends=time(13)), Reception(opens=time(16), closes=time(13))
    with pytest.raises(ValidationError, match="moet eerder beginnen dan eindigen"):
        walking.validate_constraints(exclude=["network", "season", "day"])
    with pytest.raises(ValidationError, match="moet eerder beginnen dan sluiten"):
        receiving.validate_constraints(exclude=["network", "host", "day"])


def learn(group: Group) -> None:
    group.refresh_from_db()
    assert group.guide is not None
    client, visits = at_work(group.guide), list(group.visits.all())
    data: dict[str, Any] = {"present": [str(place.pk) for place in group.places.all()]}
    for visit in visits:
        data |= {f"text_{visit.pk.hex}": "", f"about_{visit.pk.hex}": "", f"new_{visit.pk.hex}": ""}
    data |= {f"text_{visits[0].pk.hex}": "Ze hebben een moestuin.", f"about_{visits[0].pk.hex}": "new",
             f"new_{visits[0].pk.hex}": "Moestuin"}  # fmt: skip
    answer = client.post(reverse("walks:tell", args=[group.pk]), data)
    assert answer.status_code == 302, answer.content.decode()
    lesson = group.lessons.get()
    assert lesson.draft is not None
    assert lesson.draft.status == "proposed"
    group.refresh_from_db()
    assert group.new_pairs > 0
    assert group.task is not None
    assert not group.task.is_open
