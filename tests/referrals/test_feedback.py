"""What the sender takes along: ten lines at most, and a mail that could fall into any hands."""

from datetime import timedelta

import pytest
from django.core import mail

from kortelijn.kernel.clock import moved_to, now
from kortelijn.kernel.events import deliver, delivered_inline
from kortelijn.kernel.models import Event
from kortelijn.parties.actions import end_tenure
from kortelijn.parties.models import Tenure
from kortelijn.referrals import actions
from kortelijn.referrals.feedback import dossier_text
from kortelijn.referrals.models import Referral
from kortelijn.tasks import actions as tasks
from kortelijn.tasks.jobs import sweep
from kortelijn.tasks.models import Task
from tests.factories.world import World


def fresh(referral: Referral) -> Referral:
    return Referral.objects.with_line().get(pk=referral.pk)


def test_from_sent_to_helped(world: World) -> None:
    needs = [f"netwerk.{need}" for need in ("alleen", "nieuw", "maatje", "ontmoeten", "weggevallen", "buren")]
    referral = world.referral(needs=needs)
    assert "Nog niet opgepakt" in dossier_text(fresh(referral))
    actions.log_attempt(world.link_worker, referral, "no-answer")
    actions.log_attempt(world.link_worker, referral, "spoke")
    actions.plan(world.link_worker, fresh(referral), at=now() + timedelta(days=2), place="De Brug")
    actions.record_outcome(world.link_worker, fresh(referral), "helped", "Gaat elke dinsdag\nmee eten.")
    text = dossier_text(fresh(referral))
    assert len(text.splitlines()) == 9
    for said in (
        "Welzijn op recept, verstuurd",
        "Eigen wens: “Ik wil",
        "geprobeerd: 1 keer (geen gehoor)",
        "Eerste contact:",
    ):
        assert said in text
    assert text.splitlines()[-1].endswith("Gaat elke dinsdag mee eten.")
    assert "Van Dam" not in text


def test_without_wish_or_needs_there_are_fewer_lines(world: World) -> None:
    text = dossier_text(fresh(world.referral(wish="", needs=["bestaat.niet"])))
    assert "Eigen wens" not in text
    assert "Het gaat over" not in text


@pytest.fixture
def story(world: World) -> Referral:
    """Everything of which somebody gets a mail."""
    with delivered_inline():
        _everybody = world.link_seat, world.gp_seat
        mail.outbox.clear()  # each of them heard that there is a seat
        referral = world.referral()
        actions.log_attempt(world.link_worker, referral, "wrong-number")
        actions.correct_phone(world.gp, fresh(referral), "+31612345679")
        handover = tasks.ask_handover(world.link_worker, fresh(referral).task, world.deputy_seat, "Liever een man.")
        tasks.decline_handover(world.deputy, handover, "Ik zit vol.")
        handover = tasks.ask_handover(world.link_worker, fresh(referral).task, world.deputy_seat, "Toch graag.")
        tasks.accept_handover(world.deputy, handover)
        with moved_to(fresh(referral).task.due_at + timedelta(minutes=1)):
            sweep()
        actions.log_attempt(world.deputy, fresh(referral), "spoke")
        end_tenure(world.coordinator, Tenure.objects.get(seat=world.deputy_seat))
        actions.record_outcome(world.coordinator, fresh(referral), "helped", "Gaat elke dinsdag.")
    return referral


def test_who_hears_what(world: World, story: Referral) -> None:
    heard = [(message.to[0].split(".")[0], message.subject) for message in mail.outbox]
    assert heard == [
        ("sanne", "Er wacht een nieuw recept op u"), ("noor", "Er is nieuws over een recept van u"),
        ("noor", "Wilt u een telefoonnummer nakijken?"), ("sanne", "U kunt weer bellen: er is een ander nummer"),
        ("youssef", "Een collega vraagt of u iets overneemt"), ("sanne", "Er is antwoord op uw vraag om over te nemen"),
        ("youssef", "Een collega vraagt of u iets overneemt"), ("sanne", "Er is antwoord op uw vraag om over te nemen"),
        ("marieke", "Er is iets over tijd"), ("noor", "Er is nieuws over een recept van u"),
        ("marieke", "Er is iets bij u komen liggen"), ("noor", "Er is nieuws over een recept van u"),
    ]  # fmt: skip


def test_no_mail_holds_a_name_a_number_or_a_word_of_the_resident(story: Referral) -> None:
    for message in mail.outbox:
        text = f"{message.subject} {message.body} {message.from_email}"
        for private in ("Van Dam", "12345678", "12345679", "eten", "Liever", "vol", "dinsdag", story.code):
            assert private not in text
        assert "http://localhost:8000/" in message.body


def test_delivered_again_nobody_gets_a_second_mail(story: Referral) -> None:
    before = len(mail.outbox)
    for event in Event.objects.all():
        deliver(event)
    assert len(mail.outbox) == before


def test_what_comes_back_is_said(world: World) -> None:
    _everybody = world.link_seat
    with delivered_inline():
        actions.record_outcome(world.link_worker, world.referral(), "no-capacity", "Vol.")
        actions.withdraw(world.gp, world.referral(), "Niet meer nodig.")
    subjects = [message.subject for message in mail.outbox]
    assert "Een recept komt bij u terug" in subjects
    assert "Een recept is gestopt" in subjects
    assert Task.objects.open().get().owner == world.gp_seat
