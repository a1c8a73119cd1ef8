"""What may be done to an entry that is being written; publishing is one change of the directory, or none at all."""

from typing import Any

from django.utils.translation import gettext as _

from kortelijn.directory.actions import add_location, add_service, update_service
from kortelijn.directory.models import Service
from kortelijn.directory.sheets import Sheet, locations_of, places_in, schedules_in, sheet_of, values_of
from kortelijn.kernel.actions import action
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import now
from kortelijn.kernel.errors import NotNow, Refused
from kortelijn.kernel.events import record
from kortelijn.kernel.lifecycle import locked, perform
from kortelijn.kernel.policy import may, require
from kortelijn.parties.models import Organization, Person, Seat
from kortelijn.upkeep import actions
from kortelijn.upkeep.actions import fix_report
from kortelijn.upkeep.models import Draft, Report
from kortelijn.upkeep.owed import settle
from kortelijn.upkeep.steps import BY_CODE, Composed, Step, composed, empty_sheet
from kortelijn.upkeep.words import label_of, labels_of


@action
def begin_edit(actor: Actor, service: Service, report: Report | None = None) -> Draft:
    """Start to change an entry, or go on where this person left."""
    require(actor, "upkeep.begin", service)
    rows = Draft.objects.filter(service=service, account=actor.account_id, status=Draft.Status.WRITING)
    draft = rows.first()
    if draft is None or not draft.typed:  # nothing typed yet: begin with what stands there now
        draft = draft or _new(actor, service.organization, service)
        draft.base, draft.report = sheet_of(service), report or draft.report
    draft.report = report or draft.report
    draft.save()
    return draft


@action
def begin_new(actor: Actor, organization: Organization, name: str) -> Draft:
    """Start a new entry of an organization."""
    require(actor, "upkeep.begin")
    draft = _new(actor, organization, None)
    draft.base = empty_sheet(Service(organization=organization))
    draft.typed = {"wat": {"name": [name.replace("\x00", "")], "status": [Service.Status.ACTIVE]}}
    draft.save()
    return draft


def _new(actor: Actor, organization: Organization, service: Service | None) -> Draft:
    seat = Seat.objects.get(pk=actor.own_seat)
    return Draft(
        network_id=seat.network_id, organization=organization, service=service, account_id=actor.account_id,
        seat=seat, who=actor.name[:200],
    )  # fmt: skip


@action
def save_step(actor: Actor, draft: Draft, step: Step, typed: dict[str, list[str]]) -> Draft:
    """Keep what was typed so far."""
    draft = locked(draft)
    require(actor, "upkeep.write", draft)
    if not may_write(actor, draft):
        raise NotNow
    draft.typed, draft.updated_at = draft.typed | {step.code: typed}, now()
    draft.save(update_fields=["typed", "updated_at"])
    return draft


@action
def discard(actor: Actor, draft: Draft) -> None:
    """Throw away what was typed."""
    require(actor, "upkeep.discard", draft)
    draft = locked(draft)
    if draft.status != Draft.Status.WRITING:
        raise NotNow
    draft.delete()


@action
def begin_again(actor: Actor, draft: Draft) -> Draft:
    """Somebody else was first: take over what stands there now, and keep the steps that do not touch it."""
    draft = locked(draft)
    require(actor, "upkeep.write", draft)
    if draft.service is None or not may_write(actor, draft):
        raise NotNow
    current = sheet_of(draft.service)
    theirs = {name for name, value in current.items() if value != draft.base.get(name)}
    draft.typed = {code: typed for code, typed in draft.typed.items() if not theirs & _fields_of(code)}
    draft.base = current
    draft.save()
    return draft


def may_write(actor: Actor, draft: Draft) -> bool:
    """Whether this person may write on it now: once it is handed in only who decides, who publishes what they read."""
    verb = "upkeep.decide" if draft.status == Draft.Status.PROPOSED else "upkeep.write"
    return draft.is_open and may(actor, verb, draft)


def is_stale(draft: Draft) -> bool:
    """Whether somebody changed the entry since this draft began."""
    return draft.is_open and draft.service is not None and sheet_of(draft.service) != draft.base


def _fields_of(code: str) -> set[str]:
    """The fields of a step, with those that stand in rows of their own."""
    rows = {"waar": {"places", "hours"}, "contact": {"contacts"}}
    return set(BY_CODE[code].form.base_fields) | rows.get(code, set())


@action
def publish(actor: Actor, draft: Draft) -> Service:
    """Let the draft stand in the directory; what nobody changed stays as it is now."""
    draft = locked(draft)
    require(actor, "upkeep.publish", draft)
    if not draft.is_open:
        raise NotNow
    ready = _ready(draft)
    service = _change(actor, draft, ready) if draft.service else _add(actor, draft, ready)
    if draft.report and draft.report.status == Report.Status.OPEN:
        fix_report(actor, draft.report)
    if draft.status == Draft.Status.PROPOSED:
        settle(draft)
        record(actor, actions.PROPOSAL_ACCEPTED, draft, name=service.name)
    perform(actor, draft, "publish", service=service)
    return service


@action
def propose(actor: Actor, draft: Draft) -> Draft:
    """Hand it in to the coordinator, when everything on it is right."""
    ready = _ready(draft)
    return actions.propose(actor, draft, name=ready.sheet["name"])


def _ready(draft: Draft) -> Composed:
    """What the draft says, if it says anything and all of it is right."""
    ready = composed(draft)
    if ready.wrong:
        steps = ", ".join(str(step.label) for step in ready.wrong)
        raise Refused(_("Nog niet alles klopt. Kijk bij: {steps}.").format(steps=steps))
    if not ready.changed:
        raise Refused(_("U hebt nog niets veranderd."))
    return ready


def _change(actor: Actor, draft: Draft, ready: Composed) -> Service:
    assert draft.service is not None  # noqa: S101 - asked by whoever calls
    service = locked(draft.service)
    current = sheet_of(service)
    clash = [name for name in ready.changed if current[name] not in (draft.base.get(name), ready.sheet[name])]
    if clash:
        raise Refused(
            _("Intussen veranderde een collega ook: {fields}. Kies “Neem over wat er nu staat” en kijk het na.")
            .format(fields=labels_of(clash))
        )  # fmt: skip
    part = {name: value[1] for name, value in ready.changed.items()}
    return update_service(actor, service, **arguments_of(_with_new_places(actor, draft, part)))


def _add(actor: Actor, draft: Draft, ready: Composed) -> Service:
    sheet = _with_new_places(actor, draft, ready.sheet)
    fields = arguments_of(sheet)
    fields.pop("organization_id", None)
    return add_service(actor, draft.network, draft.organization, **fields)


def _with_new_places(actor: Actor, draft: Draft, part: Sheet) -> Sheet:
    """The places that somebody typed get a row of their own first."""
    if "places" not in part:
        return part
    places = []
    for place in part["places"]:
        if "new" in place:
            made = add_location(actor, draft.network, organization=draft.organization, **place["new"])
            place = {"location": str(made.pk), "hours": place["hours"]}  # noqa: PLW2901 - the same place, with a key
        places.append(place)
    return part | {"places": places}


def arguments_of(part: Sheet) -> dict[str, Any]:
    """A part of a sheet as the actions of the directory take it."""
    found = values_of(part)
    if "places" in part:
        found["places"] = places_in(part, locations_of(part))
        if len(found["places"]) < len(part["places"]):
            raise Refused(_("Een plek staat niet meer in het overzicht. Kies bij {step} een andere.").format(
                step=label_of("places")))  # fmt: skip
    if "hours" in part:
        found["hours"] = schedules_in(part["hours"])
    if "contacts" in part:
        found["contacts"] = _contacts_in(part)
    return found


def _contacts_in(part: Sheet) -> list[Sheet]:
    """The contacts of a sheet; somebody who is not known any more leaves what was written."""
    known = Person.objects.in_bulk([contact["person_id"] for contact in part["contacts"] if contact["person_id"]])
    people = {str(key) for key in known}
    return [
        {**contact, "person_id": contact["person_id"] if contact["person_id"] in people else None}
        for contact in part["contacts"]
    ]
