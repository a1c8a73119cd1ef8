"""What a board says is public, has a day, and is answered for."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from kortelijn.ambition.committing import actions as committing
from kortelijn.ambition.models import Commitment
from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.clock import local, moved_to, now, today
from kortelijn.kernel.errors import NotAllowed, NotNow, Refused
from kortelijn.parties.actions import end_tenure
from kortelijn.parties.holdings import held_by_seats
from kortelijn.parties.models import Tenure
from kortelijn.succession.actions import place
from kortelijn.tasks.actions import hand_on
from kortelijn.tasks.invariants import violations
from kortelijn.tasks.jobs import sweep
from kortelijn.tasks.models import Task
from kortelijn.web.worklist import owed_by
from tests.ambition.made import DAY, a_board, promised
from tests.factories.sitting import at_work
from tests.factories.world import World, actor_on

pytestmark = pytest.mark.django_db
State = Commitment.State


def fresh(commitment: Commitment) -> Commitment:
    return Commitment.objects.whole().get(pk=commitment.pk)


def said_aloud(world: World, **changes: Any) -> Commitment:
    board = changes.pop("seat", None) or a_board(world)
    fields = {"what": "Een kamer voor de welzijnscoach", "since": today() - 3 * DAY, "said_at": "Bestuurlijk overleg",
              "answer_on": today() + 60 * DAY}  # fmt: skip
    return committing.note_commitment(world.coordinator, world.network, seat=board, **fields | changes)


def test_a_board_commits_itself_and_answers_on_the_day(world: World) -> None:
    board = a_board(world)
    client, day = at_work(board), today() + 30 * DAY
    client.post(reverse("ambition:commit"), {"what": "Acht uur per week", "answer_on": str(day)})
    made = Commitment.objects.whole().get()
    assert (made.state, made.seat, made.task and local(made.task.due_at).date()) == (State.GOING, board, day)
    assert [task.pk for task in owed_by(board.pk)] == [made.task_id]
    assert "Acht uur per week" in client.get(reverse("web:worklist")).content.decode()
    with moved_to(now() + timedelta(days=40)):
        assert made.state == State.LATE
        page = at_work(world.link_seat).get(reverse("ambition:commitments")).content.decode()
        assert "antwoord is te laat" in page
        at_work(board).post(
            reverse("ambition:answer", args=[made.pk]), {"outcome": "partly", "text": "Vier uur, de rest in mei."}
        )
    made = fresh(made)
    assert (made.state, made.task and made.task.status) == (State.PARTLY, Task.Status.COMPLETED)
    assert "Vier uur, de rest in mei." in at_work(world.link_seat).get(reverse("ambition:commitments")).content.decode()


def test_what_was_answered_in_part_is_asked_again_and_history_keeps_both(world: World) -> None:
    board = a_board(world)
    made = promised(board)
    committing.answer(actor_on(board), made, outcome="not", text="Het budget kwam er niet.")
    again = at_work(world.coordinator_seat).post(
        reverse("ambition:ask_again", args=[made.pk]), {"until": str(today() + 90 * DAY)}
    )
    assert again.status_code == 302
    made = fresh(made)
    assert (made.state, made.round, made.answer_on) == (State.GOING, 2, today() + 90 * DAY)
    committing.answer(actor_on(board), made, outcome="kept", text="Nu wel.")
    page = at_work(world.gp_seat).get(reverse("ambition:commitment", args=[made.pk])).content.decode()
    assert "Het budget kwam er niet." in page
    assert "Nu wel." in page
    with pytest.raises(NotNow):
        committing.ask_again(world.coordinator, fresh(made), today() + 99 * DAY)


def test_what_was_said_aloud_waits_for_the_yes_of_that_board(world: World) -> None:
    made = said_aloud(world)
    assert (made.state, [task.code for task in owed_by(made.seat_id)]) == (State.SAID, [committing.CONFIRM])
    with pytest.raises(NotNow):
        committing.answer(actor_on(made.seat), made, outcome="kept", text="Klaar")
    for other in (world.coordinator, world.gp, actor_on(a_board(world, world.welfare, "Ans"))):
        with pytest.raises(NotAllowed):
            committing.confirm_commitment(other, made)
    at_work(made.seat).post(reverse("ambition:confirm_commitment", args=[made.pk]))
    assert fresh(made).state == State.GOING
    assert [task.code for task in owed_by(made.seat_id)] == [committing.ANSWER]


def test_a_board_can_say_that_it_was_said_otherwise(world: World) -> None:
    made = said_aloud(world)
    client, address = at_work(made.seat), reverse("ambition:deny_commitment", args=[made.pk])
    assert client.post(address, {"why": " "}).status_code == 422
    client.post(address, {"why": "Een kamer voor één dag per week."})
    assert fresh(made).state == State.DENIED
    assert list(owed_by(made.seat_id)) == []
    assert "Een kamer voor één dag" in at_work(world.gp_seat).get(reverse("ambition:commitments")).content.decode()


def test_nobody_commits_another_and_no_day_lies_behind_us(world: World) -> None:
    with pytest.raises(NotAllowed):
        committing.commit(world.gp, world.network, what="Alles", answer_on=today() + DAY)
    board = a_board(world, world.welfare, "Ans")
    with pytest.raises(NotAllowed):
        committing.note_commitment(
            world.gp, world.network, seat=board, what="Alles", since=today(), said_at="Hier", answer_on=today() + DAY
        )
    with pytest.raises(Refused, match="bestuurder"):
        said_aloud(world, seat=world.gp_seat)
    with pytest.raises(Refused, match="na vandaag"):
        promised(board, answer_on=today())
    empty = world.seat(world.welfare, "Raad van toezicht", profession="bestuurder", functions=["governs"])
    with pytest.raises(Refused, match="niemand"):
        said_aloud(world, seat=empty)


def test_what_was_typed_stays_when_the_day_is_wrong(world: World) -> None:
    page = at_work(a_board(world)).post(reverse("ambition:commit"), {"what": "Acht uur", "answer_on": str(today())})
    assert page.status_code == 422
    assert "Acht uur" in page.content.decode()
    assert "Kies een dag na vandaag" in page.content.decode()


def test_on_an_empty_seat_the_answer_moves_up_like_any_task(world: World) -> None:
    _way_up, board = world.coordinator_seat, a_board(world)
    made = promised(board)
    end_tenure(SYSTEM, Tenure.objects.get(seat=board))
    with moved_to(now() + timedelta(days=2)):
        sweep()
        assert made.task_id in [task.pk for task in owed_by(world.coordinator_seat.pk)]
        assert list(violations()) == []
        committing.answer(world.coordinator, made, outcome="not", text="De bestuurder vertrok.")
    assert fresh(made).state == State.NOT


def test_a_successor_stands_for_it_and_owes_the_answer(world: World) -> None:
    old, new = a_board(world), a_board(world, world.welfare, "Ans")
    made = promised(old)
    held = held_by_seats.of([old.pk])
    assert [(each.kind, each.title) for each in held] == [("commitments", made.what)]
    held_by_seats.move(SYSTEM, held, new)
    hand_on(SYSTEM, old, new, [made.task_id] if made.task_id else [], came_from=None)
    made = fresh(made)
    assert (made.seat, made.organization, made.holder) == (new, world.practice, new.pk)
    assert held_by_seats.of([old.pk]) == []
    committing.answer(actor_on(new), made, outcome="kept", text="Gedaan")


def test_another_network_does_not_know_of_it(world: World) -> None:
    made, far = promised(a_board(world)), World(slug="moerwijk")
    for name in ("commitment", "answer", "ask_again", "deny_commitment"):
        assert at_work(far.coordinator_seat).get(reverse(f"ambition:{name}", args=[made.pk])).status_code == 404


def test_the_page_asks_as_much_however_many_were_made(world: World, django_assert_num_queries: Any) -> None:
    board, client = a_board(world), at_work(world.gp_seat)
    for number in range(8):
        committing.answer(actor_on(board), promised(board, what=f"Toezegging {number}"), outcome="kept", text="Ja")
    client.get(reverse("ambition:commitments"))
    with django_assert_num_queries(6):
        client.get(reverse("ambition:commitments"))


def test_what_nobody_is_left_to_confirm_can_be_retracted_by_whoever_owes_it(world: World) -> None:
    _way_up, made = world.coordinator_seat, said_aloud(world)
    address = reverse("ambition:retract_note", args=[made.pk])
    assert at_work(world.gp_seat).post(address).status_code == 403
    end_tenure(SYSTEM, Tenure.objects.get(seat=made.seat))
    with moved_to(now() + timedelta(days=2)):
        sweep()
        assert made.task_id in [task.pk for task in owed_by(world.coordinator_seat.pk)]
        client = at_work(world.coordinator_seat)
        page = client.get(reverse("ambition:commitment", args=[made.pk])).content.decode()
        assert address in page
        assert f"{made.seat}" in page
        assert "Dit ligt nu bij:" in page
        assert "Coördinator" in page.split("Dit ligt nu bij:")[1].split("</p>")[0]
        client.post(address)
        assert made.task_id not in [task.pk for task in owed_by(world.coordinator_seat.pk)]
    assert fresh(made).state == State.DENIED
    assert "niet bevestigd" in at_work(world.gp_seat).get(reverse("ambition:commitments")).content.decode()
    with pytest.raises(NotNow):
        committing.retract_note(world.coordinator, made)


def test_a_word_goes_to_boards_only_and_stays_of_who_said_it_until_another_says_yes(world: World) -> None:
    _way_up, made = world.coordinator_seat, said_aloud(world)
    new = a_board(world, world.welfare, "Ans")
    end_tenure(SYSTEM, Tenure.objects.get(seat=made.seat))
    with moved_to(now() + timedelta(days=2)):
        sweep()
        held = {each.key for each in held_by_seats.of([made.seat_id])}
        with pytest.raises(Refused, match="Een kamer voor de welzijnscoach"):
            place(world.coordinator, made.seat, held, world.coordinator_seat)
        assert fresh(made).seat == made.seat
        place(world.coordinator, made.seat, held, new)
        assert (fresh(made).organization, fresh(made).holder) == (world.practice, new.pk)
        assert [task.pk for task in owed_by(new.pk)] == [made.task_id]
        with pytest.raises(NotAllowed):
            committing.confirm_commitment(world.coordinator, fresh(made))
        committing.confirm_commitment(actor_on(new), fresh(made))
    assert fresh(made).organization == world.welfare


def test_a_board_does_not_put_off_its_own_day_before_it_is_late(world: World) -> None:
    board = a_board(world)
    made, later = promised(board), {"until": str(today() + 90 * DAY)}
    address = reverse("ambition:ask_again", args=[made.pk])
    assert address not in at_work(board).get(reverse("ambition:commitment", args=[made.pk])).content.decode()
    assert at_work(board).post(address, later).status_code == 422
    with pytest.raises(Refused, match="al de dag"):
        committing.ask_again(world.coordinator, made, made.answer_on)
    with moved_to(now() + timedelta(days=40)):
        assert at_work(board).post(address, later).status_code == 302
    assert fresh(made).answer_on == today() + 90 * DAY
