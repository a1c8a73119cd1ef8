"""What is written in `data/` fits together, so that loading never stumbles over it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from kortelijn.demo.content import Content, content
from kortelijn.demo.logins import LOGINS
from kortelijn.demo.plots import POOL
from kortelijn.demo.wording import reach, told
from kortelijn.referrals.models import Outcome, Referral
from kortelijn.residents.models import Resident
from kortelijn.tasks.models import Handover
from kortelijn.vocabulary.needs import is_known
from kortelijn.vocabulary.professions import profession

FILES = ("organizations", "locations", "services", "seats", "people", "residents", "stories")
TODAY = datetime(2026, 3, 17, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def written() -> Content:
    return content()


def keys(written: Content, file: str) -> set[str]:
    return {entry["key"] for entry in getattr(written, file)}


@pytest.mark.parametrize("file", FILES)
def test_every_key_is_unique(written: Content, file: str) -> None:
    entries = getattr(written, file)
    assert len(keys(written, file)) == len(entries)


def references(written: Content) -> Iterator[tuple[str, str, Any]]:
    for each in written.organizations:
        yield from ((each["key"], "locations", key) for key in each["locations"])
    for each in written.seats:
        yield each["key"], "organizations", each["organization"]
        yield each["key"], "organizations", each["job_description_of"]
        yield each["key"], "seats", each["deputy"]
    for each in written.people:
        yield from ((each["key"], "seats", tenure["seat"]) for tenure in each["tenures"])
    for each in written.residents:
        yield from ((each["key"], "stories", key) for key in each["stories"])
    for each in written.stories:
        yield from ((each["key"], "services", key) for key in each["services"])
    yield from references_of_services(written)


def references_of_services(written: Content) -> Iterator[tuple[str, str, Any]]:
    for each in written.services:
        yield each["key"], "organizations", each["organization"]
        yield each["key"], "seats", each["intake"]
        yield from ((each["key"], "locations", place["location"]) for place in each["locations"])
        yield from ((each["key"], "people", contact["person"]) for contact in each["contacts"])


def test_every_reference_resolves(written: Content) -> None:
    known = {file: keys(written, file) for file in FILES}
    assert [(by, file, key) for by, file, key in references(written) if key and key not in known[file]] == []


def test_every_place_belongs_to_an_organization_and_an_area(written: Content) -> None:
    homes = {place for each in written.organizations for place in each["locations"]}
    areas = {feature["properties"]["code"] for feature in written.areas}
    assert [each["key"] for each in written.locations if each["key"] not in homes or each["area"] not in areas] == []


def test_every_code_is_in_the_vocabulary(written: Content) -> None:
    for story in written.stories:
        assert story["needs"]
        assert all(is_known(code) for code in story["needs"])
    for seat in written.seats:
        assert profession(seat["profession"])


def test_every_line_can_be_told(written: Content) -> None:
    stories = {story["key"]: story for story in written.stories}
    for resident in written.residents:
        for key in resident["stories"]:
            story = stories[key]
            assert told(story["question"], resident, TODAY)
            assert len(told(story["wish"], resident, TODAY)) <= size(Referral, "wish")
            for outcome in story["outcomes"]:
                assert outcome["code"].replace("_", "-") in Outcome.values
                assert len(told(outcome["line"], resident, TODAY)) <= size(Referral, "outcome_line")
            assert len(told(story["handover"] or "", resident, TODAY)) <= size(Handover, "note")


def test_every_pool_of_lines_can_be_told(written: Content) -> None:
    for pool in (*POOL.values(), "handover_reason", "handover_declined", "on_hold"):
        for line in written.lines[pool]:
            assert 0 < len(told(line, written.residents[0], TODAY)) <= size(Handover, "reason")


def size(model: Any, field: str) -> int:
    return int(model._meta.get_field(field).max_length)


def test_every_resident_can_be_written_down(written: Content) -> None:
    for resident in written.residents:
        Resident(**reach(resident)).clean_fields(exclude=["network"])


def test_there_is_enough(written: Content) -> None:
    assert len(written.organizations) >= 25
    assert len(written.services) >= 120
    assert len(written.people) >= 60
    assert len(written.residents) >= 150
    assert sum(len(resident["stories"]) for resident in written.residents) >= 400


def test_everybody_is_out_of_reach(written: Content) -> None:
    addresses = [each["email"] for each in (*written.people, *written.organizations) if each["email"]]
    addresses += [contact["email"] for each in written.services for contact in each["contacts"] if contact["email"]]
    assert [address for address in addresses if not address.endswith(".example")] == []


def test_every_login_is_somebody(written: Content) -> None:
    assert {person["login"] for person in written.people} == {None, *(login.key for login in LOGINS)}
