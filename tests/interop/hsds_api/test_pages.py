"""Pages, wrong questions, and how little it costs to ask again."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kortelijn.interop.hsds_api.asking import parameters_of
from tests.factories.world import World
from tests.interop.hsds_api.described import ask, names
from tests.interop.hsds_api.test_objects import rich

pytestmark = pytest.mark.django_db
LISTS = (
    ("services", "services"), ("organizations", "organizations"), ("service_at_locations", "serviceAtLocations"),
    ("taxonomies", "taxonomies"), ("taxonomy_terms", "taxonomyTerms"),
)  # fmt: skip


def test_pages_follow_each_other_and_end() -> None:
    world = World()
    for number in range(5):
        rich(world, name=f"Dienst {number}")
    pages = [ask("services", "services", per_page=2, page=number) for number in (1, 2, 3)]
    assert [name for page in pages for name in names(page)] == [f"Dienst {number}" for number in range(5)]
    assert [(page["size"], page["first_page"], page["last_page"]) for page in pages] == [
        (2, True, False), (2, False, False), (1, False, True),
    ]  # fmt: skip
    assert {(page["total_items"], page["total_pages"], page["empty"]) for page in pages} == {(5, 3, False)}


@pytest.mark.parametrize(("path", "operation"), LISTS)
def test_after_the_last_page_comes_an_empty_one(path: str, operation: str) -> None:
    page = ask(path, operation, page=999_999)
    assert (page["empty"], page["size"], page["last_page"], page["contents"]) == (True, 0, True, [])


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("page", "0"), ("page", "-1"), ("page", "1e3"), ("page", "9" * 40), ("page", ""), ("page", "１"),
        ("per_page", "101"), ("per_page", "x"), ("format", "ndjson"), ("search", "a\x00b"), ("search", "x" * 201),
        ("taxonomy_id", "geld"), ("organization_id", "' OR 1=1"), ("modified_after", "gisteren"),
        ("modified_after", "2026-02-30T10:00:00Z"), ("modified_after", "0000-00-00"), ("full", "ja"), ("full", "1"),
        ("minimal", "TRUE"), ("unknown", "x"),
    ],
)  # fmt: skip
def test_a_wrong_parameter_is_named(name: str, value: str) -> None:
    answer = Client().get("/hsds/services", {name: value})
    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == [name]
    assert answer["Content-Type"] == "application/problem+json"


def test_a_parameter_twice_is_wrong_and_near_to_nothing_is_nothing() -> None:
    rich(World())
    assert Client().get("/hsds/services?page=1&page=2").status_code == 422
    assert ask("service_at_locations", "serviceAtLocations", proximity=100)["empty"]


@pytest.mark.parametrize("postcode", ["251", "0515", "2515AAA", "2515\n", "２５１５"])
def test_a_postcode_is_dutch(postcode: str) -> None:
    assert Client().get("/hsds/service_at_locations", {"postcode": postcode}).status_code == 422


@pytest.mark.parametrize("path", ["services/nee", "services/018f0000-0000-7000-8000-000000000000", "x", "services/"])
def test_what_is_not_there_is_said_as_a_problem(path: str) -> None:
    answer = Client().get(f"/hsds/{path}")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_any_site_may_read_and_nobody_may_write() -> None:
    for path in ("", "services", "nowhere"):
        assert Client().get(f"/hsds/{path}")["Access-Control-Allow-Origin"] == "*"
        assert Client().options(f"/hsds/{path}").status_code == 204
        for method in ("post", "put", "patch", "delete"):
            answer = getattr(Client(), method)(f"/hsds/{path}")
            assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS")


def test_what_did_not_change_is_not_sent_again() -> None:
    world = World()
    service = rich(world)
    first = Client().get("/hsds/services")
    again = Client().get("/hsds/services", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    rich(world, name="Nog een")
    assert Client().get("/hsds/services", headers={"If-None-Match": first["ETag"]}).status_code == 200
    assert Client().head(f"/hsds/services/{service.pk}").status_code == 200


def test_a_program_that_never_stops_is_told_to_wait() -> None:
    client = Client(REMOTE_ADDR="203.0.113.9")
    answers = [client.get("/hsds/") for _number in range(301)]
    assert answers[-2].status_code == 200
    assert (answers[-1].status_code, answers[-1]["Retry-After"]) == (429, "60")


@pytest.mark.parametrize("path", ["services", "organizations", "service_at_locations"])
@pytest.mark.parametrize("asked", [{}, {"full": "true"}, {"full": "true", "full_service": "true"}])
def test_a_page_costs_no_more_statements_when_there_is_more(path: str, asked: dict[str, Any]) -> None:
    operation = dict(LISTS)[path]
    known = {key: value for key, value in asked.items() if key in parameters_of(operation)}
    world = World()
    rich(world)
    before = statements(path, known)
    for number in range(4):
        rich(world, name=f"Dienst {number}")
    assert statements(path, known) == before <= 16  # of which the brake takes seven


def statements(path: str, asked: dict[str, Any]) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert Client().get(f"/hsds/{path}", asked).status_code == 200
    return len(caught)
