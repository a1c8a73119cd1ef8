"""The neighbourhood as it stands after loading: full of history, and alive today."""

from datetime import datetime

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db.models import F

from kortelijn.demo.logins import login_for
from kortelijn.finding.models import Search
from kortelijn.kernel.clock import now
from kortelijn.kernel.events import sentence
from kortelijn.kernel.models import AccessLog, Event
from kortelijn.parties.models import Account, Seat, Tenure
from kortelijn.referrals.models import Referral
from kortelijn.tasks.invariants import violations
from kortelijn.tasks.models import Escalation, Task
from kortelijn.web.worklist import Worklist

pytestmark = pytest.mark.usefixtures("here")


def seat_of(key: str) -> Seat:
    login = login_for(key)
    assert login is not None
    return Tenure.objects.current().select_related("seat").get(person__account__email=login.email).seat


def test_there_is_a_line_in_every_status() -> None:
    assert set(Referral.objects.values_list("task__status", flat=True)) == set(Task.Status.values)


def test_the_gp_has_one_in_every_status() -> None:
    mine = Referral.objects.sent_by(seat_of("huisarts").pk)
    assert set(mine.values_list("task__status", flat=True)) == set(Task.Status.values)


def test_no_promise_about_tasks_is_broken() -> None:
    assert list(violations()) == []


def test_every_event_can_be_read() -> None:
    sentences = [sentence(event) for event in Event.objects.order_by("id")]
    assert len(sentences) > 200
    assert all(sentences)


def test_every_event_belongs_to_the_network_but_drawing_the_map() -> None:
    assert set(Event.objects.filter(network_id=None).values_list("kind", flat=True)) == {"area.drawn"}


def test_nothing_lies_in_the_future(here: datetime) -> None:
    assert not Event.objects.filter(at__gt=here).exists()
    assert not AccessLog.objects.filter(at__gt=here).exists()
    assert not Referral.objects.filter(first_contact_at__lt=F("sent_at")).exists()


def test_events_were_written_in_the_order_of_time() -> None:
    moments = list(Event.objects.order_by("id").values_list("at", flat=True))
    assert moments == sorted(moments)


def test_every_line_was_looked_at_by_somebody() -> None:
    looked = set(AccessLog.objects.values_list("data_subject_id", flat=True))
    assert set(Referral.objects.values_list("resident_id", flat=True)) <= looked


def test_no_organization_has_a_line_without_a_yes_to_it() -> None:
    for line in Referral.objects.with_line():
        assert line.is_known_to(line.holder.organization_id)


def test_nobody_got_a_mail() -> None:
    assert mail.outbox == []


def worklist_of(login: str) -> Worklist:
    seat = seat_of(login)
    return Worklist(seat.pk, seat.organization_id)


def test_the_link_workers_day() -> None:
    day = worklist_of("welzijnscoach")
    assert (len(day.overdue), len(day.told), len(day.today)) == (1, 0, 2)
    assert len(day.coming) >= 3
    assert day.waiting
    told = Escalation.objects.get(task=day.overdue[0])
    assert Tenure.objects.current().get(seat=told.seat).person.given_name == "Youssef"


def test_the_gp_has_one_to_look_at_again_and_news() -> None:
    day = worklist_of("huisarts")
    assert [task.code for task in day.today] == ["look-again"]
    assert day.waiting


def test_the_practice_nurse_has_an_answer_and_a_number_to_give() -> None:
    codes = {task.code for task in worklist_of("poh-ggz").today}
    assert codes == {"answer-handover", "check-number"}


def test_the_coordinator_was_told_and_has_a_vacant_seat() -> None:
    day = worklist_of("coordinator")
    assert (len(day.overdue), len(day.told)) == (0, 1)
    vacant = Seat.objects.vacant().order_by("title")
    assert "Welzijnscoach 3" in [seat.title for seat in vacant]


def test_everybody_of_the_demo_has_an_account() -> None:
    assert Account.objects.filter(person__tenures__isnull=False).distinct().count() >= 20


def test_what_is_there_is_never_loaded_over() -> None:
    with pytest.raises(CommandError, match="Begin met een lege"):
        call_command("demo_load", "--small")


def test_there_is_something_to_learn_from_what_was_asked() -> None:
    assert Search.objects.exists()
    assert not Search.objects.filter(at__gt=now()).exists()
