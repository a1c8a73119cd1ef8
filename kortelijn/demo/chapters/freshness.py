"""Whether the offer still holds: asked by mail, mostly answered with one click, sometimes with silence."""

from datetime import timedelta
from functools import partial
from typing import Any

from kortelijn.demo.content import DATA, Entry
from kortelijn.demo.neighbourhood import Neighbourhood
from kortelijn.directory.actions import take_in
from kortelijn.directory.entries import ServiceEntry
from kortelijn.directory.models import Contact
from kortelijn.freshness.actions import ask_now, ask_round, say_right, say_wrong, set_rhythm
from kortelijn.freshness.models import Check, Letter
from kortelijn.kernel.actor import PUBLIC, SYSTEM, system_for
from kortelijn.kernel.clock import now
from kortelijn.vocabulary.loading import read_yaml

ROUNDS = (7, 5, 3, 1)  # weeks ago
RHYTHMS_MONTHS_AGO = 4
TO_ANSWER, A_WEEK_AND_A_DAY = timedelta(days=2), timedelta(days=8)


def plan(town: Neighbourhood) -> None:
    """Four rounds of mail in seven weeks, each with the answers that came in two days."""
    told: Any = read_yaml(DATA / "freshness.yaml")
    stage = town.stage
    stage.once(stage.months_ago(RHYTHMS_MONTHS_AGO), partial(_rhythms, town, told["rhythms"]))
    stage.once(stage.present - timedelta(weeks=told["double"]["weeks_ago"]), partial(_double, town, told["double"]))
    for weeks in ROUNDS:
        moment = stage.present - timedelta(weeks=weeks)
        stage.once(moment, partial(_ask, town))
        stage.once(moment + TO_ANSWER, partial(_answer, town, told))
    stage.once(stage.present - timedelta(weeks=2), partial(_ask_some, town, told["waiting"]))
    doubted = [one["service"] for one in told["answers"]]
    stage.once(stage.present - A_WEEK_AND_A_DAY, partial(_ask_some, town, doubted))


def _rhythms(town: Neighbourhood, entries: list[Entry]) -> None:
    for entry in entries:
        if service := town.services.get(entry["service"]):
            set_rhythm(SYSTEM, service, entry["months"])


def _ask(town: Neighbourhood) -> None:
    ask_round(system_for(town.network.pk), town.network)


def _ask_some(town: Neighbourhood, keys: list[str]) -> None:
    """What is not due yet, the coordinator asks about before a meeting."""
    asked = set(Check.objects.open().values_list("service", flat=True))
    for service in (town.services[key] for key in keys if key in town.services):
        if service.pk not in asked:
            ask_now(SYSTEM, service)


def _answer(town: Neighbourhood, told: Entry) -> None:
    """Those who open their mail answer; all that they leave out is silence."""
    quiet = {town.services[key].pk for key in [*told["silent"], *told["waiting"]] if key in town.services}
    answers = {
        town.services[one["service"]].pk: one["text"] for one in told["answers"] if one["service"] in town.services
    }
    for letter in Letter.objects.filter(network=town.network, sent_at__gt=now() - TO_ANSWER * 2).order_by("pk"):
        services = set(letter.checks.open().filter(answer="").values_list("service", flat=True))
        for key in sorted(services & answers.keys()):
            answer = Check.Answer.WRONG if answers[key] else Check.Answer.STOPPED
            say_wrong(PUBLIC, letter, key, answer, answers[key])
        say_right(PUBLIC, letter, services - quiet - answers.keys())


def _double(town: Neighbourhood, entry: Entry) -> None:
    """A list from elsewhere has what was there already, under another name."""
    there, organization = town.services.get(entry["of"]), town.organizations.get(entry["organization"])
    if there is None or organization is None:
        return
    phones = (
        Contact.objects.filter(service=there, visibility=Contact.Visibility.PUBLIC).exclude(phone="").order_by("pk")
    )
    contacts = tuple({"name": "", "phone": each.phone} for each in phones[:1])
    fields = {"name": entry["name"], "description": entry["description"], "domains": there.domains, "step": there.step}
    found = ServiceEntry(entry["source_id"], organization, fields, contacts=contacts)
    take_in(SYSTEM, town.network, locations=[], services=[found], source=entry["source"])
