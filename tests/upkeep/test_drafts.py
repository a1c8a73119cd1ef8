"""An entry is written in steps, read as a resident would, and stands only when somebody says so."""

from datetime import timedelta
from itertools import combinations
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from kortelijn.directory.actions import add_service, update_service
from kortelijn.directory.models import Service
from kortelijn.directory.rules import WEEKDAYS
from kortelijn.directory.sheets import sheet_of
from kortelijn.freshness.models import Check
from kortelijn.kernel.actor import PUBLIC, SYSTEM
from kortelijn.kernel.clock import moved_to, now
from kortelijn.kernel.errors import NotAllowed, NotNow, Refused
from kortelijn.kernel.models import Event
from kortelijn.kernel.retention import erase_expired
from kortelijn.kernel.working_days import after_working_days
from kortelijn.tasks.actions import open_task
from kortelijn.tasks.models import Task
from kortelijn.upkeep.actions import claim_own, report_wrong
from kortelijn.upkeep.drafts import begin_again, begin_edit, begin_new, publish, save_step
from kortelijn.upkeep.models import Draft, Report, Revision
from kortelijn.upkeep.steps import BY_CODE, composed
from kortelijn.upkeep.weekly import rule_of, weekly_days
from tests.factories.sitting import at_work
from tests.factories.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    world = World()
    assert world.coordinator_seat
    assert world.service
    return world


def fields_in(client: Client, path: str) -> dict[str, Any]:
    """What a browser would send when somebody changes nothing."""
    soup = BeautifulSoup(client.get(path).content, "html.parser")
    form = soup.select_one("form.kl-upkeep")
    assert form is not None
    sent: dict[str, Any] = {}
    for field in form.select("input[name], textarea[name], select[name]"):
        name, kind = str(field["name"]), field.get("type")
        if kind in ("checkbox", "radio") and not field.has_attr("checked"):
            continue
        if field.name == "select":
            chosen = field.select_one("option[selected]")
            sent[name] = chosen["value"] if chosen else ""
        elif field.name == "textarea":
            sent[name] = field.get_text().removeprefix("\n")
        elif kind == "checkbox":
            sent.setdefault(name, []).append(field.get("value", "on"))
        else:
            sent[name] = field.get("value", "")
    return sent


def begin(client: Client, service: Service) -> Draft:
    response = client.post(f"/aanbod/{service.pk}/aanpassen/")
    draft = Draft.objects.order_by("-id")[0]
    assert response["Location"] == f"/aanbod/bijhouden/concept/{draft.pk}/stap/wat/"
    return draft


def send(client: Client, draft: Draft, step: str, **changes: Any) -> Any:
    path = f"/aanbod/bijhouden/concept/{draft.pk}/stap/{step}/"
    return client.post(path, fields_in(client, path) | changes)


def test_five_steps_sent_as_they_are_change_nothing(world: World) -> None:
    rich: dict[str, Any] = {
        "cost_amount": 2, "languages": ["nl", "dse"], "required_documents": ["Stadspas", "Bord"], "minimum_age": 55,
        "at_home": True, "access": "inloop", "resident_route": "Kom langs.", "url": "https://debrug.example",
    }  # fmt: skip
    hours = [{"rrule": "FREQ=MONTHLY;BYDAY=1WE", "opens_at": "10:00", "closes_at": "11:00", "notes": "niet in juli"}]
    places: Any = [(world.location, [*hours, {"rrule": "FREQ=WEEKLY;BYDAY=TU,TH", "opens_at": "12:00"}])]
    contacts = [{"name": "Sanne", "phone": "070 - 000 12 34"}, {"title": "Balie", "visibility": "professionals"}]
    update_service(SYSTEM, world.service, places=places, hours=hours, contacts=contacts, **rich)
    client, before = at_work(world.link_seat), sheet_of(Service.objects.get(pk=world.service.pk))
    draft = begin(client, world.service)
    for step in ("wat", "voor-wie", "waar", "binnen"):
        assert send(client, draft, step).status_code == 302, step
    assert send(client, draft, "contact")["Location"] == f"/aanbod/bijhouden/concept/{draft.pk}/bekijken/"
    assert composed(Draft.objects.get(pk=draft.pk)).changed == {}
    with pytest.raises(Refused, match="nog niets veranderd"):
        publish(world.link_worker, Draft.objects.get(pk=draft.pk))
    assert sheet_of(Service.objects.get(pk=world.service.pk)) == before


def test_publishing_is_one_change_with_one_event(world: World) -> None:
    client = at_work(world.link_seat)
    draft = begin(client, world.service)
    send(client, draft, "wat", name="Eettafel Zuid")
    send(client, draft, "waar", **{"p0u0-days": ["MO", "WE"], "p0u0-opens_at": "9:30", "p0u0-walk_in": "nee"})
    send(client, draft, "contact", **{"c0-phone": "070 - 000 99 99"})
    page = client.get(f"/aanbod/bijhouden/concept/{draft.pk}/bekijken/").content.decode()
    for words in ("Eettafel Zuid", "ma en wo 9.30-13.30", "070 - 000 99 99", "op afspraak"):
        assert words in page, words
    assert "Eettafel Zuid" not in client.get(f"/aanbod/{world.service.pk}/").content.decode()
    number = Event.objects.count()
    response = client.post(f"/aanbod/bijhouden/concept/{draft.pk}/plaatsen/")
    assert response["Location"] == f"/aanbod/{world.service.pk}/"
    assert Event.objects.count() == number + 1
    fields = Revision.objects.order_by("-id")[0].fields
    assert set(fields) == {"name", "places", "contacts"}
    public = Client().get(f"/hulp/{world.slug}/aanbod/{world.service.pk}/").content.decode()
    for words in ("Eettafel Zuid", "ma en wo 9.30-13.30", "070 - 000 99 99"):
        assert words in public, words
    again = client.post(f"/aanbod/bijhouden/concept/{draft.pk}/plaatsen/", follow=True)
    assert "Deze stap kan nu niet meer" in again.content.decode()


def test_what_is_typed_is_kept_while_typing_and_nobody_is_scolded(world: World) -> None:
    client = at_work(world.link_seat)
    draft = begin(client, world.service)
    path = f"/aanbod/bijhouden/concept/{draft.pk}/stap/waar/"
    halfway = fields_in(client, path) | {"p0u1-opens_at": "kwart over", "p0-name": "Nieuw zaaltje"}
    assert client.post(path, halfway, headers={"X-Autosave": "1"}).status_code == 204
    page = client.get(path).content.decode()
    assert "kwart over" in page
    assert "Nieuw zaaltje" in page
    assert "Vul een tijd in" not in page
    assert "Vul een tijd in" in client.get(f"{path}?nakijken").content.decode()
    assert client.post(path, halfway).status_code == 422
    shown = client.post(f"/aanbod/bijhouden/concept/{draft.pk}/plaatsen/", follow=True).content.decode()
    assert "Nog niet alles klopt" in shown
    assert begin_edit(world.link_worker, world.service).pk == draft.pk


def test_one_more_place_and_one_more_time_without_script(world: World) -> None:
    client = at_work(world.link_seat)
    draft = begin(client, world.service)
    assert send(client, draft, "waar", meer="plekken")["Location"].endswith("/stap/waar/#meer-plekken")
    assert send(client, draft, "waar", meer="p1-tijden").status_code == 302
    more = {"p1-name": "Zaal Noord", "p1-address": "Noordweg 1", "p1u1-days": ["FR"], "p1u1-opens_at": "10:00"}
    assert send(client, draft, "waar", **more).status_code == 302
    client.post(f"/aanbod/bijhouden/concept/{draft.pk}/plaatsen/")
    public = Client().get(f"/hulp/{world.slug}/aanbod/{world.service.pk}/").content.decode()
    assert "Zaal Noord" in public
    assert "vr vanaf 10.00" in public


def test_a_place_a_time_and_a_contact_go_away(world: World) -> None:
    client = at_work(world.link_seat)
    draft = begin(client, world.service)
    send(client, draft, "waar", **{"p0-gone": "on"})
    send(client, draft, "contact", **{"c0-gone": "on"})
    client.post(f"/aanbod/bijhouden/concept/{draft.pk}/plaatsen/")
    sheet = sheet_of(Service.objects.get(pk=world.service.pk))
    assert (sheet["places"], sheet["contacts"]) == ([], [])


def test_somebody_else_was_first(world: World) -> None:
    client = at_work(world.link_seat)
    draft = begin(client, world.service)
    send(client, draft, "wat", name="Mijn naam")
    send(client, draft, "binnen", resident_route="Bel eerst.")
    update_service(world.coordinator, world.service, name="Hun naam")
    with pytest.raises(Refused, match="veranderde een collega ook: naam"):
        publish(world.link_worker, Draft.objects.get(pk=draft.pk))
    assert (
        "Intussen veranderde iemand anders"
        in client.get(f"/aanbod/bijhouden/concept/{draft.pk}/bekijken/").content.decode()
    )
    client.post(f"/aanbod/bijhouden/concept/{draft.pk}/opnieuw/")
    client.post(f"/aanbod/bijhouden/concept/{draft.pk}/plaatsen/")
    service = Service.objects.get(pk=world.service.pk)
    assert (service.name, service.resident_route) == ("Hun naam", "Bel eerst.")


def test_what_others_changed_beside_it_stays(world: World) -> None:
    client = at_work(world.link_seat)
    draft = begin(client, world.service)
    send(client, draft, "wat", name="Mijn naam")
    update_service(world.coordinator, world.service, alert="In mei dicht")
    publish(world.link_worker, Draft.objects.get(pk=draft.pk))
    service = Service.objects.get(pk=world.service.pk)
    assert (service.name, service.alert) == ("Mijn naam", "In mei dicht")


def test_a_colleague_from_elsewhere_proposes_and_the_coordinator_decides(world: World) -> None:
    gp = at_work(world.gp_seat)
    draft = begin(gp, world.service)
    send(gp, draft, "wat", alert="Nu boven de school")
    with pytest.raises(NotAllowed):
        publish(world.gp, Draft.objects.get(pk=draft.pk))
    gp.post(f"/aanbod/bijhouden/concept/{draft.pk}/voorstellen/")
    task = Task.objects.open().get(subject_id=draft.pk)
    assert (task.code, task.owner, task.requester) == ("decide-proposal", world.coordinator_seat, world.gp_seat)
    coordinator = at_work(world.coordinator_seat)
    send(coordinator, draft, "wat", alert="Vanaf maart boven de school")
    coordinator.post(f"/aanbod/bijhouden/concept/{draft.pk}/plaatsen/")
    assert Service.objects.get(pk=world.service.pk).alert == "Vanaf maart boven de school"
    assert not Task.objects.open().filter(subject_id=draft.pk).exists()
    assert Event.objects.filter(kind="proposal.accepted").count() == 1


def test_what_is_handed_in_is_for_the_coordinator_to_change(world: World) -> None:
    gp, coordinator = at_work(world.gp_seat), at_work(world.coordinator_seat)
    draft = begin(gp, world.service)
    send(gp, draft, "wat", alert="Nu boven de school")
    step, preview = (f"/aanbod/bijhouden/concept/{draft.pk}/{tail}/" for tail in ("stap/wat", "bekijken"))
    sent = fields_in(gp, step) | {"alert": "Bel dit nummer"}
    gp.post(f"/aanbod/bijhouden/concept/{draft.pk}/voorstellen/")
    assert step in coordinator.get(preview).content.decode()
    for response in (gp.get(step), gp.post(step, sent), gp.post(step, sent, headers={"X-Autosave": "1"})):
        assert (response.status_code, response["Location"]) == (302, preview)
    with pytest.raises(NotNow):
        save_step(world.gp, draft, BY_CODE["wat"], {"alert": ["Bel dit nummer"]})
    with pytest.raises(NotNow):
        begin_again(world.gp, draft)
    page = gp.get(preview).content.decode()
    assert "Wacht op de coördinator" in page
    assert "/stap/" not in page
    coordinator.post(f"/aanbod/bijhouden/concept/{draft.pk}/plaatsen/")
    assert Service.objects.get(pk=world.service.pk).alert == "Nu boven de school"


def test_what_is_handed_in_is_kept_until_it_is_answered(world: World) -> None:
    gp = at_work(world.gp_seat)
    draft = begin(gp, world.service)
    send(gp, draft, "wat", alert="Weg")
    gp.post(f"/aanbod/bijhouden/concept/{draft.pk}/voorstellen/")
    writing = begin_new(world.gp, world.practice, "Spreekuur")
    with moved_to(now() + timedelta(days=400)):
        erase_expired(Draft)
        assert list(Draft.objects.all()) == [draft]
    assert not Draft.objects.filter(pk=writing.pk).exists()


@pytest.mark.parametrize("line", [
    {"opens_at": "10:00", "closes_at": "12:00", "notes": "op afspraak"}, {"dtstart": "2030-05-01"},
    {"valid_to": "2030-09-01"}, {"notes": "Volgt de schoolvakanties"},
])  # fmt: skip
def test_hours_in_words_only_stay_as_they_are(world: World, line: dict[str, str]) -> None:
    update_service(SYSTEM, world.service, places=[], hours=[line])
    client, before = at_work(world.link_seat), sheet_of(Service.objects.get(pk=world.service.pk))
    draft = begin(client, world.service)
    assert send(client, draft, "waar").status_code == 302
    ready = composed(Draft.objects.get(pk=draft.pk))
    assert (ready.wrong, ready.sheet["hours"]) == ([], before["hours"])


def test_a_proposal_that_is_refused_says_why(world: World) -> None:
    gp, coordinator = at_work(world.gp_seat), at_work(world.coordinator_seat)
    draft = begin(gp, world.service)
    send(gp, draft, "wat", alert="Weg")
    gp.post(f"/aanbod/bijhouden/concept/{draft.pk}/voorstellen/")
    assert coordinator.post(f"/aanbod/bijhouden/concept/{draft.pk}/afwijzen/", {"answer": ""}).status_code == 422
    coordinator.post(f"/aanbod/bijhouden/concept/{draft.pk}/afwijzen/", {"answer": "Het zit er nog gewoon."})
    assert "Het zit er nog gewoon." in gp.get("/aanbod/bijhouden/").content.decode()
    assert not Task.objects.open().filter(subject_id=draft.pk).exists()


def test_a_new_entry_needs_a_claim_or_a_coordinator(world: World) -> None:
    client = at_work(world.link_seat)
    response = client.post("/aanbod/bijhouden/nieuw/", {"organization": str(world.welfare.pk), "name": "Taalcafé"})
    draft = Draft.objects.get(service=None)
    assert response["Location"] == f"/aanbod/bijhouden/concept/{draft.pk}/stap/wat/"
    assert "Taalcafé" in client.get(response["Location"]).content.decode()
    with pytest.raises(NotAllowed):
        publish(world.link_worker, draft)
    claim_own(world.link_worker, world.welfare, world.network)
    send(client, draft, "contact", **{"c0-phone": "070 - 000 11 11"})
    client.post(f"/aanbod/bijhouden/concept/{draft.pk}/plaatsen/")
    service = Service.objects.get(name="Taalcafé")
    assert (service.organization, service.contacts.get().phone) == (world.welfare, "070 - 000 11 11")
    of_another = begin_new(world.link_worker, world.practice, "Spreekuur")
    with pytest.raises(NotAllowed):
        publish(world.link_worker, of_another)


def test_what_may_be_there_already_is_shown_first(world: World) -> None:
    client = at_work(world.coordinator_seat)
    asked = {"organization": str(world.practice.pk), "name": "Eettafel de brug"}
    page = client.post("/aanbod/bijhouden/nieuw/", asked).content.decode()
    assert "Staat het er al?" in page
    assert f"/aanbod/{world.service.pk}/" in page
    assert not Draft.objects.exists()
    response = client.post("/aanbod/bijhouden/nieuw/", asked | {"toch": "ja"})
    draft = Draft.objects.get()
    assert str(draft.pk) in response["Location"]
    assert "Staat het er al?" in client.get(f"/aanbod/bijhouden/concept/{draft.pk}/bekijken/").content.decode()


def test_publishing_what_was_reported_ends_the_report(world: World) -> None:
    report = report_wrong(PUBLIC, world.service, about=["hours"], text="")
    client = at_work(world.link_seat)
    client.post(f"/aanbod/bijhouden/melding/{report.pk}/aanpassen/")
    draft = Draft.objects.get()
    send(client, draft, "wat", alert="Dinsdag dicht")
    client.post(f"/aanbod/bijhouden/concept/{draft.pk}/plaatsen/")
    assert Report.objects.get().status == "fixed"
    assert not Task.objects.open().filter(subject_id=report.pk).exists()


def test_a_draft_is_of_who_writes_it(world: World) -> None:
    draft = begin_edit(world.link_worker, world.service)
    path = f"/aanbod/bijhouden/concept/{draft.pk}/stap/wat/"
    assert at_work(world.deputy_seat).get(path).status_code == 404
    assert at_work(world.coordinator_seat).get(path).status_code == 404
    assert at_work(world.link_seat).get(f"/aanbod/bijhouden/concept/{draft.pk}/stap/onzin/").status_code == 404
    at_work(world.link_seat).post(f"/aanbod/bijhouden/concept/{draft.pk}/weg/")
    assert not Draft.objects.exists()


NASTY = {
    "wat": {"name": "a\x00b", "domains": ["onzin"], "status": "x"},
    "voor-wie": {"minimum_age": "-1", "maximum_age": "9" * 30, "cost_amount": "gratis", "languages": "xx"},
    "waar": {
        "plekken": "9" * 400,
        "p0-tijden": "-3",
        "p0-location": "geen",
        "p0u0-days": ["XX"],
        "p0u0-opens_at": "99",
    },
    "binnen": {"access": "x", "response_days": "veel"},
    "contact": {"contacten": "tien", "c0-email": "geen adres", "url": "javascript:alert(1)"},
}


@pytest.mark.parametrize("step", NASTY)
def test_bad_input_is_told_and_kept(world: World, step: str) -> None:
    client = at_work(world.link_seat)
    draft = begin(client, world.service)
    response = client.post(f"/aanbod/bijhouden/concept/{draft.pk}/stap/{step}/", NASTY[step])
    assert response.status_code == 422
    assert client.get(f"/aanbod/bijhouden/concept/{draft.pk}/bekijken/").status_code == 200


def test_all_days_that_can_be_chosen_make_a_rule_that_says_those_days() -> None:
    for days in (days for number in range(8) for days in combinations(WEEKDAYS, number)):
        rule = rule_of(days)
        assert tuple(weekly_days(rule) or ()) == days
        assert rule_of(days[::-1], rule) == rule


@pytest.mark.parametrize(
    "rule", ["FREQ=MONTHLY;BYDAY=1WE", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "FREQ=WEEKLY", "FREQ=YEARLY"]
)
def test_other_rhythms_are_left_alone(rule: str) -> None:
    assert weekly_days(rule) is None


def test_without_anybody_to_call_one_is_warned_before_it_stands(world: World) -> None:
    coordinator = at_work(world.coordinator_seat)
    lonely = add_service(SYSTEM, world.network, world.welfare, name="Klussen", places=[], contacts=[])
    coordinator.post(f"/aanbod/{lonely.pk}/aanpassen/")
    page = coordinator.get(f"/aanbod/bijhouden/concept/{Draft.objects.get().pk}/bekijken/").content.decode()
    assert "Niemand kan hierover bellen of mailen" in page
    assert "Toch plaatsen?" in page
    assert "Bel of mail" not in page
    assert "Bel of mail" not in coordinator.get(f"/hulp/{world.slug}/aanbod/{lonely.pk}/").content.decode()


def test_with_somebody_to_call_nobody_is_warned(world: World) -> None:
    coordinator = at_work(world.coordinator_seat)
    coordinator.post(f"/aanbod/{world.service.pk}/aanpassen/")
    page = coordinator.get(f"/aanbod/bijhouden/concept/{Draft.objects.get().pk}/bekijken/").content.decode()
    assert "Niemand kan hierover bellen" not in page
    assert "Plaats het" in page


def test_what_a_keeper_owes_today_stands_here_too(world: World) -> None:
    coordinator, keeper = at_work(world.coordinator_seat), at_work(world.link_seat)
    keeper.post("/aanbod/bijhouden/wij/")
    due = after_working_days(now(), 3)
    asked = Check.objects.create(network=world.network, service=world.service)
    open_task(SYSTEM, code="call-about-entry", owner=world.link_seat, subject=asked, due_at=due)
    for client in (keeper, coordinator):
        assert "Eettafel De Brug" in client.get("/aanbod/bijhouden/").content.decode()
    page = keeper.get("/aanbod/bijhouden/").content.decode()
    assert f"/aanbod/bijhouden/navraag/{asked.pk}/" in page
    assert f"/aanbod/bijhouden/navraag/{asked.pk}/" in keeper.get("/vandaag/").content.decode()
