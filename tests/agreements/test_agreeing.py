"""From a draft to in force: who writes, who comments, who signs, and what holds from when."""

import threading
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from kortelijn.agreements import actions, agreeing, drafts
from kortelijn.agreements.here import EVERYWHERE, place_in, place_of, what_holds
from kortelijn.agreements.jobs import enter_due
from kortelijn.agreements.models import Agreement, Signature, Version
from kortelijn.agreements.terms import term
from kortelijn.kernel.clock import moved_to, now, today
from kortelijn.kernel.errors import NotAllowed, NotNow, Refused
from kortelijn.kernel.models import Event
from kortelijn.tasks.models import Task
from tests.agreements.made import article, draft, in_force, neighbourhood, settle
from tests.factories.world import World

pytestmark = pytest.mark.django_db
YEAR = timedelta(days=365)


def signing(world: World) -> Version:
    version = draft(world)
    article(world, version)
    seats = [world.gp_seat, world.link_seat]
    return agreeing.ask_signatures(world.coordinator, version, seats, valid_from=today(), review_on=today() + YEAR)


def test_a_draft_holds_nowhere(world: World) -> None:
    article(world, draft(world))
    assert what_holds(world.network.pk, EVERYWHERE) == []


def test_who_signs_is_asked_by_a_task_and_the_last_signature_puts_it_in_force(world: World) -> None:
    version = signing(world)
    owed = Task.objects.open().filter(code="sign-agreement")
    assert {task.owner_id for task in owed} == {world.gp_seat.pk, world.link_seat.pk}
    agreeing.sign(world.gp, Signature.objects.get(seat=world.gp_seat))
    assert Version.objects.get(pk=version.pk).status == "signing"
    agreeing.sign(world.link_worker, Signature.objects.get(seat=world.link_seat))
    version = Version.objects.get(pk=version.pk)
    assert version.status == "in-force"
    assert not owed.all().exists()
    assert [held.article.heading for held in what_holds(world.network.pk, EVERYWHERE)] == ["Snel bellen"]
    assert "Noor" in Signature.objects.get(seat=world.gp_seat).answered_by


def test_only_the_seat_that_is_asked_signs(world: World) -> None:
    signing(world)
    given = Signature.objects.get(seat=world.gp_seat)
    for actor in (world.link_worker, world.coordinator, world.deputy):
        with pytest.raises(NotAllowed):
            agreeing.sign(actor, given)
    agreeing.sign(world.gp, given)
    with pytest.raises(NotNow):
        agreeing.sign(world.gp, given)


def test_who_does_not_sign_says_why_and_the_keeper_talks(world: World) -> None:
    version = signing(world)
    given = Signature.objects.get(seat=world.gp_seat)
    with pytest.raises(Refused, match="waarom"):
        agreeing.decline(world.gp, given, "  ")
    agreeing.decline(world.gp, given, "Twee dagen haal ik niet.")
    assert Task.objects.open().get(code="talk-agreement").owner == world.coordinator_seat
    agreeing.sign(world.link_worker, Signature.objects.get(seat=world.link_seat))
    assert Version.objects.get(pk=version.pk).status == "signing"
    agreeing.sign(world.gp, given)  # after all
    assert not Task.objects.open().filter(code="talk-agreement").exists()
    assert Version.objects.get(pk=version.pk).status == "in-force"


def test_who_signs_after_all_is_no_longer_to_be_talked_with_while_others_are_waited_for(world: World) -> None:
    signing(world)
    given, other = (Signature.objects.get(seat=seat) for seat in (world.gp_seat, world.link_seat))
    agreeing.decline(world.gp, given, "Twee dagen haal ik niet.")
    agreeing.decline(world.link_worker, other, "Ik ook niet.")
    agreeing.sign(world.gp, given)
    assert Task.objects.open().filter(code="talk-agreement").exists()  # one is left to talk with
    agreeing.sign(world.link_worker, other)
    assert not Task.objects.open().filter(code="talk-agreement").exists()


@pytest.mark.django_db(transaction=True)
def test_two_last_signatures_at_once_put_it_in_force(world: World) -> None:
    version = signing(world)
    mine, yours = (Signature.objects.get(seat=seat) for seat in (world.gp_seat, world.link_seat))
    wrong, actor = list[Exception](), world.link_worker

    def second() -> None:
        try:
            agreeing.sign(actor, yours)
        except Exception as error:
            wrong.append(error)
        finally:
            connection.close()

    other = threading.Thread(target=second)
    with transaction.atomic():
        agreeing.sign(world.gp, mine)
        other.start()
        other.join(1)  # it waits for us
        assert other.is_alive()
    other.join(10)
    assert not wrong
    assert Version.objects.get(pk=version.pk).status == "in-force"


def test_it_holds_no_earlier_than_the_last_signature(world: World) -> None:
    version = signing(world)
    with moved_to(now() + timedelta(days=10)):
        for actor, seat in ((world.gp, world.gp_seat), (world.link_worker, world.link_seat)):
            agreeing.sign(actor, Signature.objects.get(seat=seat))
        version = Version.objects.get(pk=version.pk)
        assert (version.status, version.valid_from) == ("in-force", today())


def test_what_is_taken_back_is_signed_anew(world: World) -> None:
    version = signing(world)
    agreeing.sign(world.gp, Signature.objects.get(seat=world.gp_seat))
    version = agreeing.take_back(world.coordinator, version)
    assert version.status == "draft"
    assert not Signature.objects.exists()
    assert not Task.objects.open().exists()


def test_what_lies_to_be_signed_cannot_be_changed(world: World) -> None:
    version = signing(world)
    with pytest.raises(Refused, match="ligt vast"):
        drafts.write_article(world.coordinator, version, heading="Nog iets", text="Stiekem.")
    with pytest.raises(Refused, match="ligt vast"):
        drafts.change_article(world.coordinator, version.articles.get(), heading="Anders", text="Stiekem.")


def test_it_goes_into_force_on_its_day_and_takes_the_place_of_what_held(world: World) -> None:
    first = in_force(world).version
    later = drafts.new_version(world.coordinator, first.agreement, "Twee dagen is te kort.")
    drafts.change_article(world.coordinator, later.articles.get(), heading="Snel bellen", text="Binnen drie dagen.")
    settle(world, later, today() + timedelta(days=3))
    assert enter_due() == 0
    assert what_holds(world.network.pk, EVERYWHERE)[0].article.text == "Wij bellen snel."
    with moved_to(now() + timedelta(days=3)):
        assert enter_due() == 1
        assert enter_due() == 0
        assert what_holds(world.network.pk, EVERYWHERE)[0].article.text == "Binnen drie dagen."
    assert Version.objects.get(pk=first.pk).status == "replaced"
    assert Task.objects.open().filter(code="review-agreement").count() == 1


def test_a_review_is_owed_and_done(world: World) -> None:
    agreement = in_force(world).version.agreement
    assert Task.objects.open().get(code="review-agreement").owner == world.coordinator_seat
    agreeing.review(world.coordinator, agreement, today() + YEAR * 2)
    owed = Task.objects.open().get(code="review-agreement")
    assert owed.status == "accepted"  # known long before: nothing new on the list of today
    assert owed.due_at.date() == today() + YEAR * 2
    assert Task.objects.filter(code="review-agreement", status="completed").count() == 1


def test_what_ends_takes_its_local_versions_along(world: World) -> None:
    base = in_force(world)
    version = draft(world, "Bij de Spoorbrug", base=base.version.agreement, organization=world.practice)
    drafts.adapt_article(world.coordinator, version, base)
    settle(world, version)
    actions.end_agreement(world.coordinator, base.version.agreement, "We beginnen opnieuw.")
    assert not Agreement.objects.going().exists()
    assert what_holds(world.network.pk, place_of(world.practice.pk)) == []
    assert not Task.objects.open().exists()


def test_the_most_local_part_holds_and_the_rest_stays(world: World) -> None:
    base = in_force(world)
    area = neighbourhood(world)
    world.location.area, world.location.organization = area, world.practice
    world.location.save()
    more = drafts.new_version(world.coordinator, base.version.agreement, "Meer.")
    article(world, more, "Overleg", "Elke maand.")
    settle(world, more)
    part = more.articles.get(part=base.part)
    for title, where in (("In de buurt", {"area": area}), ("In de praktijk", {"organization": world.practice})):
        version = draft(world, title, base=base.version.agreement, **where)
        local = drafts.adapt_article(world.coordinator, version, part)
        drafts.change_article(world.coordinator, local, heading=local.heading, text=title)
        settle(world, version)
    said = {
        name: [(held.article.text, len(held.replaces)) for held in what_holds(world.network.pk, place)]
        for name, place in (
            ("all", EVERYWHERE), ("area", place_in(area)), ("practice", place_of(world.practice.pk)),
            ("welfare", place_of(world.welfare.pk)),
        )
    }  # fmt: skip
    assert said == {
        "all": [("Wij bellen snel.", 0), ("Elke maand.", 0)], "area": [("In de buurt", 1), ("Elke maand.", 0)],
        "practice": [("In de praktijk", 2), ("Elke maand.", 0)],
        "welfare": [("Wij bellen snel.", 0), ("Elke maand.", 0)],
    }  # fmt: skip


def test_a_practice_begins_its_own_version_and_no_other(world: World) -> None:
    base = in_force(world).version.agreement
    version = drafts.begin_agreement(
        world.gp, world.network, title="Bij ons", owner=world.gp_seat, base=base, organization=world.practice
    )
    drafts.write_article(world.gp, version, heading="Bij ons", text="De assistente belt.")
    with pytest.raises(NotAllowed):
        drafts.begin_agreement(world.gp, world.network, title="Overal", owner=world.gp_seat)
    with pytest.raises(NotAllowed):
        draft(world, "Daar", world.gp, organization=world.welfare)
    with pytest.raises(NotAllowed):
        drafts.write_article(world.link_worker, version, heading="X", text="Y")
    with pytest.raises(ValidationError):
        draft(world, "Nog een", base=base, organization=world.practice)


def test_nobody_puts_off_alone_when_the_coordinator_hears(world: World) -> None:
    base = in_force(world)
    wide = drafts.new_version(world.coordinator, base.version.agreement, "Sneller.")
    drafts.set_term(world.coordinator, wide.articles.get(), "escalation-days", 4)
    settle(world, wide)
    version = draft(
        world, "Bij ons", world.gp, base=base.version.agreement, owner=world.gp_seat, organization=world.practice
    )
    local = drafts.adapt_article(world.gp, version, wide.articles.get())
    assert not local.terms.exists()
    with pytest.raises(Refused, match="niet één organisatie"):
        drafts.set_term(world.gp, local, "escalation-days", 250)
    days = {"valid_from": today(), "review_on": today() + YEAR}
    with pytest.raises(NotAllowed):
        agreeing.settle_together(world.gp, version, decided_in="bij ons", **days)
    with pytest.raises(Refused, match="Laat ook een coördinator"):
        agreeing.ask_signatures(world.gp, version, [world.gp_seat], **days)
    agreeing.ask_signatures(world.gp, version, [world.gp_seat, world.coordinator_seat], **days)
    agreeing.sign(world.gp, Signature.objects.get(seat=world.gp_seat))
    assert Version.objects.get(pk=version.pk).status == "signing"
    agreeing.sign(world.coordinator, Signature.objects.get(seat=world.coordinator_seat))
    assert Version.objects.get(pk=version.pk).status == "in-force"
    assert term(world.network, "escalation-days", organization=world.practice.pk).value == 4


def test_an_own_agreement_is_no_base_to_agree_alone_upon(world: World) -> None:
    own = draft(world, "Van ons", world.gp, owner=world.gp_seat, organization=world.practice).agreement
    with pytest.raises(Refused, match="uit dit netwerk"):
        draft(world, "Van ons ook", world.gp, owner=world.gp_seat, base=own, organization=world.practice)


def test_it_is_looked_at_again_within_two_years(world: World) -> None:
    version = draft(world)
    article(world, version)
    days = {"valid_from": today(), "review_on": today() + YEAR * 3}
    with pytest.raises(Refused, match="binnen twee jaar"):
        agreeing.settle_together(world.coordinator, version, decided_in="overleg", **days)
    with pytest.raises(Refused, match="binnen twee jaar"):
        agreeing.ask_signatures(world.coordinator, version, [world.gp_seat], **days)
    settle(world, version)
    with pytest.raises(Refused, match="binnen twee jaar"):
        agreeing.review(world.coordinator, version.agreement, today() + YEAR * 3)


def test_comments_are_made_while_it_lies_open_and_answered(world: World) -> None:
    version = draft(world)
    one = article(world, version)
    with pytest.raises(Refused, match="niet voor commentaar"):
        actions.comment(world.gp, one, "Te snel.")
    agreeing.ask_comments(world.coordinator, version, today() + timedelta(days=14))
    said = actions.comment(world.gp, one, "Te snel.")
    assert Task.objects.open().get(code="read-comments").owner == world.coordinator_seat
    with pytest.raises(NotAllowed):
        actions.resolve(world.gp, said, "Zelf opgelost.")
    assert actions.resolve(world.coordinator, said, "Nu drie dagen.").answer == "Nu drie dagen."
    agreeing.ask_signatures(world.coordinator, version, [world.gp_seat], valid_from=today(), review_on=today() + YEAR)
    assert not Task.objects.open().filter(code="read-comments").exists()


def test_what_makes_no_sense_is_refused(world: World) -> None:
    version = draft(world)
    with pytest.raises(Refused, match="nog niets in"):
        settle(world, version)
    article(world, version)
    with pytest.raises(Refused, match="vandaag of later"):
        settle(world, version, today() - timedelta(days=1))
    with pytest.raises(Refused, match="Kies wie er tekent"):
        agreeing.ask_signatures(world.coordinator, version, [], valid_from=today(), review_on=today() + YEAR)
    with pytest.raises(Refused, match="opnieuw"):
        agreeing.ask_signatures(world.coordinator, version, [world.gp_seat], valid_from=today(), review_on=today())
    empty = world.seat(world.practice, "Praktijkhouder", profession="huisarts")
    with pytest.raises(Refused, match="niemand die kan tekenen"):
        agreeing.ask_signatures(world.coordinator, version, [empty], valid_from=today(), review_on=today() + YEAR)
    assert Version.objects.get(pk=version.pk).status == "draft"
    with pytest.raises(Refused, match="kennen we niet"):
        drafts.set_route(world.coordinator, version.articles.get(), "onzin", "basic")


def test_every_step_is_told(world: World) -> None:
    agreement = in_force(world).version.agreement
    kinds = Event.objects.filter(subject_id=agreement.pk).order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["agreement.begun", "agreement.article-written", "agreement.settled", "agreement.in-force"]
