"""The directory kept by those who are in it: who claims, what is changed and taken back, reported and proposed."""

from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from kortelijn.demo.content import DATA, Entry
from kortelijn.demo.neighbourhood import Neighbourhood
from kortelijn.directory.actions import update_service
from kortelijn.directory.models import Service
from kortelijn.kernel.actor import PUBLIC, Actor
from kortelijn.parties.models import Organization
from kortelijn.upkeep.actions import answer_report, ask_claim, claim_own, prove_claim, report_wrong
from kortelijn.upkeep.drafts import begin_new, propose, save_step
from kortelijn.upkeep.models import Report, Revision
from kortelijn.upkeep.queries import claim_of
from kortelijn.upkeep.steps import BY_CODE
from kortelijn.upkeep.undoing import undo
from kortelijn.vocabulary.loading import read_yaml


def plan(town: Neighbourhood) -> None:
    """Put each thing at its own moment."""
    told: Any = read_yaml(DATA / "upkeep.yaml")
    steps = {"claims": _claim, "edits": _edit, "reports": _report, "proposals": _propose, "asks": _ask}
    for name, step in steps.items():
        for entry in told[name]:
            _at(town, entry["weeks"], partial(step, town, entry))
    for entry in told["reports"]:
        if "answer" in entry:
            _at(town, entry["answer"]["weeks"], partial(_answer, town, entry))


def _at(town: Neighbourhood, weeks: float, step: partial[None]) -> None:
    town.stage.once(town.stage.present - timedelta(weeks=weeks), step)


def _who(town: Neighbourhood, entry: Entry) -> Actor | None:
    """Whoever sits there at that moment, if anybody does."""
    seat = town.seats.get(entry["seat"])
    return town.stage.on(seat.pk) if seat else None


def _service(town: Neighbourhood, entry: Entry) -> Service | None:
    """The entry as it is at that moment."""
    known = town.services.get(entry["service"])
    return Service.objects.get(pk=known.pk) if known else None


def _claim(town: Neighbourhood, entry: Entry) -> None:
    who = _who(town, entry)
    if who and not claim_of(town.network.pk, who.organization_id):
        claim_own(who, Organization.objects.get(pk=UUID(str(who.organization_id))), town.network)


def _edit(town: Neighbourhood, entry: Entry) -> None:
    who, service = _who(town, entry), _service(town, entry)
    if who is None or service is None or who.organization_id != service.organization_id:
        return
    if "undo" in entry:
        undo(who, Revision.objects.filter(service=service).order_by("-id")[0])
    else:
        update_service(who, service, **entry["fields"])


def _report(town: Neighbourhood, entry: Entry) -> None:
    if service := _service(town, entry):
        report_wrong(PUBLIC, service, about=entry["about"], text=entry["text"])


def _answer(town: Neighbourhood, entry: Entry) -> None:
    who, service = _who(town, entry["answer"]), _service(town, entry)
    report = Report.objects.open().filter(service=service).first()
    if who and service and report and who.organization_id == service.organization_id:
        answer_report(who, report, entry["answer"]["text"])


def _propose(town: Neighbourhood, entry: Entry) -> None:
    who, organization = _who(town, entry), town.organizations.get(entry["organization"])
    if who and organization:
        draft = begin_new(who, organization, entry["name"])
        typed = {"name": [entry["name"]], **entry["step"]}
        propose(who, save_step(who, draft, BY_CODE["wat"], typed))


def _ask(town: Neighbourhood, entry: Entry) -> None:
    """Somebody from outside reads the mail of the organization; the coordinator has yet to answer."""
    service = _service(town, entry)
    if service is None or claim_of(town.network.pk, service.organization_id):
        return
    name = {"given_name": entry["given_name"], "family_name": entry["family_name"]}
    email = service.organization.email or service.email
    if email:
        prove_claim(PUBLIC, ask_claim(PUBLIC, town.network, service.organization, email=email, **name))
