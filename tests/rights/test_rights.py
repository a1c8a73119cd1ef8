"""Everybody at every address: what the table expects is what comes back, and nothing else.

In `expected/` stands what each role gets for GET and, with everything filled in, for POST: a status, or `login`.
200 is a page, 302 is done, 422 is a form with a message (so: allowed, but something on it is not right), 204 is kept.
404 is what is not there for this role, 403 what it may see but not do, 405 what this address does not take.
"""

from uuid import uuid4

import pytest

from kortelijn.kernel.access import subject_of
from tests.rights.addresses import Address, Row, addresses, not_in, table
from tests.rights.stage import Answer, Stage

pytestmark = pytest.mark.django_db
REFUSED = 8
ADMITTED = {"200", "302", "422"}
ROWS, BY_ROUTE = table(), {each.route: each for each in addresses()}


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_everybody_gets_what_the_table_says(stage: Stage, row: Row) -> None:
    address = BY_ROUTE[row.route]
    answers = {role: stage.asks(role, row.method, stage.path(address)) for role in stage.clients}
    assert {role: answer.outcome for role, answer in answers.items()} == row.expected
    for role, answer in answers.items():
        assert is_written_down(stage, address, answer), role
        if row.method == "GET" and answer.outcome == "404":
            assert looks_like_nowhere(stage, address, role, answer), role


def looks_like_nowhere(stage: Stage, address: Address, role: str, answer: Answer) -> bool:
    """Whether what is not there for this role cannot be told from what is nowhere at all."""
    nowhere = stage.asks(role, "GET", stage.path(address, uuid4()))
    return (answer.outcome, answer.body, answer.looks) == (nowhere.outcome, nowhere.body, [])


def is_written_down(stage: Stage, address: Address, answer: Answer) -> bool:
    """Whether the access log tells of this look at, or refusal of, a resident's data."""
    subject = subject_of(stage.object_at(address)) if address.model else None
    indicators = {look.event_outcome_indicator for look in answer.looks if look.data_subject_id == subject}
    if subject is None or answer.outcome not in ADMITTED | {"403"}:
        return REFUSED not in indicators
    return indicators == ({REFUSED} if answer.outcome == "403" else {0})


def test_nobody_forgot_to_decide_about_an_address() -> None:
    known = list(addresses())
    assert not_in(ROWS, known) == set()
    assert {row.route for row in ROWS} <= {each.route for each in known}


def test_an_address_that_nobody_decided_about_is_found() -> None:
    new = Address("/lijnen/<uuid:pk>/wissen/", lambda request: None)
    assert ("/lijnen/<uuid:pk>/wissen/", "POST") in not_in(ROWS, [new])


def test_a_look_that_was_not_written_down_is_found(stage: Stage) -> None:
    line = BY_ROUTE["/lijnen/<uuid:pk>/"]
    assert not is_written_down(stage, line, Answer("200", "", []))
    assert not is_written_down(stage, line, Answer("403", "", []))
    assert is_written_down(stage, line, Answer("404", "", []))


def test_a_page_that_gives_away_what_is_there_is_found(stage: Stage) -> None:
    line = BY_ROUTE["/lijnen/<uuid:pk>/"]
    hidden = stage.asks("elsewhere", "GET", stage.path(line))
    assert looks_like_nowhere(stage, line, "elsewhere", hidden)
    assert not looks_like_nowhere(stage, line, "elsewhere", Answer("404", "Deze lijn is niet van u.", []))
    assert not looks_like_nowhere(stage, line, "elsewhere", Answer("403", hidden.page, []))
