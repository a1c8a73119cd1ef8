"""Does it still earn its time: asked once a year, answered with one tap, decided and told."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from kortelijn.gatherings.jobs import new_day
from kortelijn.gatherings.models import Circle, Opinion, Review
from kortelijn.gatherings.reviewing import actions
from kortelijn.kernel.clock import moved_to, now, today
from kortelijn.kernel.errors import NotAllowed, NotNow
from kortelijn.tasks.models import Task
from tests.factories.sitting import at_work
from tests.factories.world import World
from tests.gatherings.tables import a_table, sit_down

pytestmark = pytest.mark.django_db


@pytest.fixture
def circle(world: World) -> Circle:
    """Every Tuesday, with the GP and the deputy."""
    made = a_table(world)
    sit_down(made, world.gp_seat, world.deputy_seat)
    return made


def test_after_a_year_it_is_asked_once_and_the_chair_owes_a_decision(world: World, circle: Circle) -> None:
    mail.outbox.clear()
    with moved_to(now() + timedelta(days=366)):
        new_day()
        new_day()
        assert Review.objects.count() == 1
        assert [task.owner for task in Task.objects.open().filter(code="review-circle")] == [world.link_seat]
        asked = [each for each in mail.outbox if each.subject.startswith("Verdient dit overleg")]
        assert len(asked) == 3
        worklist = at_work(world.link_seat).get(reverse("web:worklist")).content.decode()
        assert "Verdient Dinsdagoverleg zijn tijd nog?" in worklist


def test_one_tap_is_enough_and_can_be_changed(world: World, circle: Circle) -> None:
    review = actions.ask_worth(world.link_worker, circle)
    client, url = at_work(world.gp_seat), reverse("gatherings:opinion", args=[review.pk])
    client.post(url, {"verdict": "keep"})
    client.post(url, {"verdict": "less", "sentence": "Om de week is genoeg."})
    assert [row.verdict for row in Opinion.objects.all()] == ["less"]
    page = client.get(reverse("gatherings:review", args=[review.pk])).content.decode()
    assert "1 × minder vaak" in page
    assert "Om de week is genoeg." in page
    client.post(url, {"verdict": "stop", "sentence": "Vanwege mevrouw Van Dam."})
    client.post(url, {"verdict": "onzin"})
    assert [row.verdict for row in Opinion.objects.all()] == ["less"]


def test_less_often_leads_on_to_the_rhythm_and_is_asked_again_after_half_a_year(world: World, circle: Circle) -> None:
    review = actions.ask_worth(world.link_worker, circle)
    url = reverse("gatherings:settle", args=[review.pk])
    answer = at_work(world.link_seat).post(url, {"outcome": "less", "because": "Het kan om de week."})
    assert answer["Location"] == reverse("gatherings:change", args=[circle.pk])
    circle.refresh_from_db()
    assert circle.review_on == today() + timedelta(days=183)
    assert not Task.objects.open().exists()
    page = at_work(world.gp_seat).get(reverse("gatherings:circle", args=[circle.pk])).content.decode()
    assert "Het kan om de week." in page


def test_stopping_ends_it_with_the_reason(world: World, circle: Circle) -> None:
    review = actions.ask_worth(world.link_worker, circle)
    actions.settle(world.link_worker, review, outcome="stop", because="Wij bellen elkaar nu gewoon.")
    circle.refresh_from_db()
    assert (circle.goes_on, circle.ended_because) == (False, "Wij bellen elkaar nu gewoon.")
    assert not circle.meetings.coming().exists()
    with pytest.raises(NotNow):
        actions.give_opinion(world.gp, review, verdict="keep")


def test_who_does_not_sit_there_gives_no_opinion_and_who_does_not_lead_decides_nothing(
    world: World, circle: Circle
) -> None:
    review = actions.ask_worth(world.link_worker, circle)
    with pytest.raises(NotAllowed):
        actions.give_opinion(world.coordinator, review, verdict="stop")
    with pytest.raises(NotAllowed):
        actions.settle(world.gp, review, outcome="stop", because="Te vroeg.")
    assert actions.ask_worth(world.link_worker, circle) == review
