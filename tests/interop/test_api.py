"""API v1: what it says of itself is what it does, for everybody, and it tells nobody's secrets."""

import json
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from jsonschema import Draft202012Validator
from structlog.testing import capture_logs

from kortelijn.finding.models import Search
from kortelijn.interop.api import views
from kortelijn.kernel.models import AccessLog, Event
from kortelijn.understanding.understand import understand
from tests.factories.world import World
from tests.finding.offer import QUESTION, add, neighbourhood

pytestmark = pytest.mark.django_db
FIND = "/api/v1/find"
ALONE = "mijn man is overleden en ik mis hem elke dag"


@pytest.fixture
def world() -> World:
    cache.clear()
    return neighbourhood()


@pytest.fixture
def program(world: World) -> Client:
    return Client(enforce_csrf_checks=True)


def valid(name: str, data: Any) -> None:
    """What was answered is what the description promises."""
    components = views.document()["components"]
    schema = {"$ref": f"#/components/schemas/{name}", "components": components}
    Draft202012Validator.check_schema(schema)
    assert [error.message for error in Draft202012Validator(schema).iter_errors(data)] == []


def ask(program: Client, status: int = 200, **body: Any) -> Any:
    response = program.post(FIND, json.dumps(body), content_type="application/json")
    assert response.status_code == status, response.content
    data = response.json()
    valid("Answer" if status == 200 else "Problem", data)
    return data


def names(data: Any) -> list[str]:
    return [each["name"] for each in data["results"]]


def test_a_question_in_the_body_gives_needs_and_what_fits(program: Client) -> None:
    data = ask(program, q=ALONE, network="rivierenbuurt", near="2515")
    assert data["chips"][0]["code"] == "rouw"
    assert "Verder na verlies – gespreksgroep" in names(data)
    assert data["results"][0]["why"]
    assert data["looks_along"] == {"name": "Welzijnscoach van Rivierkant", "within_working_days": 2}


def test_an_address_gives_the_same(program: Client) -> None:
    given = {"q": ALONE, "network": "rivierenbuurt", "near": "2515", "need": ["geld"]}
    response = program.get(FIND, given)
    assert response.status_code == 200
    assert response.json() == ask(program, **given)


def test_without_a_network_the_nearest_of_all(program: Client) -> None:
    data = ask(program, q=ALONE, near=2515)
    assert data["network"] is None
    assert "Verder na verlies – gespreksgroep" in names(data)


def test_a_postcode_that_nobody_knows_is_said(program: Client) -> None:
    assert not ask(program, q=ALONE, near="9999")["near_is_known"]
    assert ask(program, q=ALONE, near="9999", network="rivierenbuurt")["results"]


@pytest.mark.parametrize("q", [ALONE, QUESTION, "zzzz qqqq", "ik wil niet meer leven", "", "mijn paspoort verlengen"])
@pytest.mark.parametrize("more", [{}, {"need": ["geld", "geld.post"]}, {"free": True, "open": "today", "age": 78}])
def test_every_answer_is_as_described(program: Client, q: str, more: dict[str, Any]) -> None:
    ask(program, q=q, network="rivierenbuurt", **more)


def test_filters_narrow(program: Client, world: World) -> None:
    add(world, "Dure rouwtherapie", ["rouw"], "Praten over verlies.", cost_amount="80.00", cost_text="")
    assert "Dure rouwtherapie" in names(ask(program, q=ALONE, network="rivierenbuurt", free=False))
    assert "Dure rouwtherapie" not in names(ask(program, q=ALONE, network="rivierenbuurt", free=True))


def test_who_takes_a_need_away_gets_something_else(program: Client) -> None:
    assert "rouw" not in [
        chip["code"] for chip in ask(program, q=ALONE, network="rivierenbuurt", without=["rouw"])["chips"]
    ]


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ({"q": "x"}, "network"), ({"network": "rivierenbuurt", "age": "oud"}, "age"),
        ({"network": "rivierenbuurt", "open": "straks"}, "open"), ({"network": "rivierenbuurt", "need": ["x"]}, "need"),
        ({"network": "rivierenbuurt", "need": "geld"}, "need"), ({"network": "rivierenbuurt", "limit": 99}, "limit"),
        ({"network": "rivierenbuurt", "q": "a" * 1001}, "q"), ({"network": "rivierenbuurt", "zoek": "x"}, "zoek"),
        ({"network": "rivierenbuurt", "q": ["a"]}, "q"), ({"near": "abc"}, "near"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(program: Client, body: dict[str, Any], wrong: str) -> None:
    assert list(ask(program, 400, **body)["errors"]) == [wrong]


@pytest.mark.parametrize("body", ["", "[]", "niets", '"x"', "{" + " " * 20_000 + "}"])
def test_a_body_that_is_no_question_is_refused(program: Client, body: str) -> None:
    response = program.post(FIND, body, content_type="application/json")
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"


def test_a_network_that_is_nowhere_is_not_found(program: Client) -> None:
    ask(program, 404, q="x", network="nergens")


def test_numbers_among_professionals_are_never_in_it(program: Client, world: World) -> None:
    contacts = [{"name": "Achterwacht", "phone": "070 - 000 99 99", "visibility": "professionals"}]
    add(world, "Rouwcafé", ["rouw"], "Praten over verlies.", contacts=contacts)
    response = program.get(FIND, {"q": ALONE, "network": "rivierenbuurt"})
    assert "Rouwcafé" in response.content.decode()
    assert "000 99 99" not in response.content.decode()
    assert "Achterwacht" not in response.content.decode()


def test_a_public_number_is_in_it(program: Client) -> None:
    found = {each["name"]: each for each in ask(program, need=["voeding"], network="rivierenbuurt")["results"]}
    assert found["Eettafel De Brug"]["phone"] == "070 - 000 12 34"


def test_danger_comes_with_whom_to_call_and_nothing_is_kept(program: Client) -> None:
    before = Event.objects.count(), AccessLog.objects.count()
    data = ask(program, q="ik wil niet meer leven", network="rivierenbuurt")
    assert data["safety"][0]["kind"] == "suicide"
    assert data["safety"][0]["contacts"][0]["number"] == "0800-0113"
    assert not Search.objects.exists()
    assert before == (Event.objects.count(), AccessLog.objects.count())


def test_it_is_counted_by_either_method(program: Client, world: World) -> None:
    ask(program, q=ALONE, network="rivierenbuurt")
    program.get(FIND, {"q": ALONE, "network": "rivierenbuurt"})
    assert [(row.door, row.kind, row.network) for row in Search.objects.all()] == [
        ("api", "unknown", world.network)
    ] * 2


def test_the_question_stands_in_no_log_of_ours(program: Client) -> None:
    with capture_logs() as lines:
        program.get(FIND, {"q": ALONE, "network": "rivierenbuurt"})
    assert lines
    assert "overleden" not in str(lines)


def test_any_site_may_ask_without_cookies(program: Client) -> None:
    answers = [
        program.options(FIND), program.get(FIND), program.get(FIND, {"q": "alleen", "network": "rivierenbuurt"}),
        program.get("/api/v1/openapi.json"),
    ]  # fmt: skip
    assert [answer.status_code for answer in answers] == [204, 400, 200, 200]
    assert {answer["Access-Control-Allow-Origin"] for answer in answers} == {"*"}
    assert not any(answer.cookies for answer in answers)
    assert "Access-Control-Allow-Credentials" not in answers[2]


def test_other_methods_are_refused(program: Client) -> None:
    assert program.delete(FIND).status_code == 405
    assert program.post("/api/v1/openapi.json").status_code == 405


def test_not_without_end(program: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(views.BRAKE, "limit", 2)
    answers = [program.get(FIND, {"q": "alleen", "network": "rivierenbuurt"}) for _each in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2]["Retry-After"] == "60"
    valid("Problem", answers[2].json())


def test_the_description_is_whole(program: Client) -> None:
    data = program.get("/api/v1/openapi.json").json()
    assert data["openapi"] == "3.1.0"
    assert data["servers"][0]["url"].startswith("http")
    asks = data["components"]["schemas"]["Ask"]["properties"]
    assert {each["name"] for each in data["paths"][FIND]["get"]["parameters"]} == set(asks)
    for name in data["components"]["schemas"]:
        Draft202012Validator.check_schema({"$ref": f"#/components/schemas/{name}", "components": data["components"]})


def test_an_answer_that_is_not_as_described_is_found(program: Client) -> None:
    data = ask(program, q=ALONE, network="rivierenbuurt")
    with pytest.raises(AssertionError):
        valid("Answer", data | {"person": "mevrouw Van Dam"})


def test_the_command_line_answers_the_same(program: Client, capsys: pytest.CaptureFixture[str]) -> None:
    assert understand(ALONE).domains
    call_command("find", ALONE, network="rivierenbuurt", near="2515", as_json=True)
    data = json.loads(capsys.readouterr().out)
    over_api = ask(program, q=ALONE, network="rivierenbuurt", near="2515")
    assert data == {name: value for name, value in over_api.items() if name not in ("network", "near_is_known")}


def test_in_the_language_that_is_asked_for(program: Client) -> None:
    response = program.get(FIND, {"q": ALONE, "network": "rivierenbuurt"}, headers={"Accept-Language": "en"})
    assert response.json()["chips"][0]["title"] != "Verlies en rouw"


def test_it_asks_few_queries(program: Client, django_assert_num_queries: Any) -> None:
    program.get(FIND, {"q": ALONE, "network": "rivierenbuurt"})
    with django_assert_num_queries(16):
        program.get(FIND, {"q": ALONE, "network": "rivierenbuurt"})
