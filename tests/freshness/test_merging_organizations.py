"""Two organizations that are one: nothing that either had is lost, and what is shared with others stays as it is."""

import pytest
from django.test import Client

from kortelijn.directory.actions import add_location, add_service, update_service
from kortelijn.directory.alike import organization_pairs
from kortelijn.directory.models import FormerOrganization, Location, Service
from kortelijn.directory.organizations import merge_organizations
from kortelijn.directory.pointing import pointing_at
from kortelijn.finding.find import find
from kortelijn.freshness.models import ApartOrganizations
from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.errors import NotAllowed, Refused
from kortelijn.kernel.models import Event
from kortelijn.parties.actions import add_organization, open_seat
from kortelijn.parties.models import Membership, Organization
from kortelijn.upkeep.models import Revision
from kortelijn.upkeep.undoing import undo
from tests.factories.sitting import at_work
from tests.factories.world import World
from tests.initiatives.made import initiative

pytestmark = pytest.mark.django_db
PAIRS = "/aanbod/bijhouden/dubbel/organisaties/"


@pytest.fixture
def double(world: World) -> Organization:
    """The welfare organization, written down a second time with a seat, a place and a service of its own."""
    _seats = world.link_seat, world.service
    Organization.objects.filter(pk=world.welfare.pk).update(phone="070 - 000 12 34", source_id="")
    other = add_organization(
        SYSTEM, world.network, name="Stichting Rivierkant", kind="welzijn", phone="+31 70 000 12 34",
        url="https://rivierkant.example", description="Voor de hele buurt.", source_id="kaart-9",
    )  # fmt: skip
    open_seat(SYSTEM, world.network, other, title="Welzijnscoach", profession="welzijnscoach")
    add_location(SYSTEM, world.network, name="Kantoor", organization=other)
    add_service(SYSTEM, world.network, other, name="Klussendienst", domains=["wonen"], places=[], contacts=[])
    return other


def _merge(world: World, double: Organization, *chosen: str) -> Organization:
    return merge_organizations(world.coordinator, world.network, world.welfare, double, chosen)


def test_everything_is_of_the_one_that_stays(world: World, double: Organization) -> None:
    gone = double.pk
    kept = _merge(world, double, "url", "description")
    assert set(kept.services.values_list("name", flat=True)) == {"Eettafel De Brug", "Klussendienst"}
    assert Location.objects.get(name="Kantoor").organization == kept
    assert set(kept.seats.values_list("title", flat=True)) == {
        "Coördinator", "Sociaal werker", "Welzijnscoach", "Welzijnscoach (Stichting Rivierkant)",
    }  # fmt: skip
    assert (kept.name, kept.url, kept.phone) == ("Rivierkant", "https://rivierkant.example", "070 - 000 12 34")
    assert kept.source_id == "kaart-9"
    assert Membership.objects.filter(organization=kept).count() == 1
    assert not Organization.objects.filter(pk=gone).exists()
    assert FormerOrganization.objects.get().former_id == gone
    assert Event.objects.filter(kind="organization.merged").count() == 1


def test_every_table_that_points_at_an_organization_is_known(world: World) -> None:
    known = {rows.model._meta.label for _name, rows in pointing_at(world.welfare)}
    assert {
        "parties.Membership", "parties.Seat", "directory.Service", "directory.Location", "consent.Consent",
        "initiatives.Party", "upkeep.Claim", "upkeep.Draft", "voices.Story",
    } <= known  # fmt: skip


def test_finding_says_the_name_that_stays(world: World, double: Organization) -> None:
    _merge(world, double)
    found = [result.service.organization.name for result in find(world.network, "klussen in huis").results]
    assert "Rivierkant" in found
    assert "Stichting Rivierkant" not in found


def test_merged_again_all_old_keys_lead_to_the_last(world: World, double: Organization) -> None:
    first = double.pk
    kept = _merge(world, double)
    second = kept.pk
    third = add_organization(SYSTEM, world.network, name="Rivierkant Zuid")
    merge_organizations(world.coordinator, world.network, third, kept, [])
    for key in (first, second, third.pk):
        assert Client().get(f"/hsds/organizations/{key}").json()["id"] == str(third.pk)


def test_what_another_network_shares_is_left_alone(world: World, double: Organization) -> None:
    far = World(slug="moerwijk")
    Membership.objects.create(network=far.network, organization=double)
    with pytest.raises(Refused, match="ook van een ander netwerk"):
        _merge(world, double)
    client = at_work(world.coordinator_seat)
    page = client.get(f"{PAIRS}{world.welfare.pk}/{double.pk}/").content.decode()
    assert "Samenvoegen kan hier niet" in page
    assert "Voeg samen</" not in page
    assert client.post(f"{PAIRS}{world.welfare.pk}/{double.pk}/", {}).status_code == 422
    assert Organization.objects.filter(pk=double.pk).exists()


def test_never_with_itself_or_with_one_from_elsewhere(world: World, double: Organization) -> None:
    with pytest.raises(Refused):
        _merge(world, world.welfare)
    with pytest.raises(Refused):
        _merge(world, World(slug="moerwijk").welfare)


def test_only_a_coordinator_merges(world: World, double: Organization) -> None:
    with pytest.raises(NotAllowed):
        merge_organizations(world.link_worker, world.network, world.welfare, double, [])
    assert at_work(world.link_seat).get(PAIRS).status_code == 403


def test_an_undo_from_before_puts_back_what_it_became(world: World, double: Organization) -> None:
    service = Service.objects.get(name="Klussendienst")
    update_service(world.coordinator, service, organization=world.practice)
    revision = Revision.objects.filter(service=service).order_by("-id")[0]
    kept = _merge(world, double)
    undo(world.coordinator, revision)
    assert Service.objects.get(pk=service.pk).organization == kept


def test_on_screen_from_the_list_to_one(world: World, double: Organization) -> None:
    client = at_work(world.coordinator_seat)
    page = client.get(PAIRS).content.decode()
    one, other = sorted((world.welfare.pk, double.pk))
    assert f"{PAIRS}{one}/{other}/" in page
    assert "zelfde telefoonnummer" in page
    address = f"{PAIRS}{world.welfare.pk}/{double.pk}/"
    form = client.get(address).context["form"]
    assert set(form.fields) == {"name", "description", "url", "phone"}
    assert client.post(address, {}).status_code == 422
    done = client.post(address, dict.fromkeys(form.fields, "drop"), follow=True)
    assert "is nu één organisatie" in done.content.decode()
    assert Organization.objects.get(pk=world.welfare.pk).name == "Stichting Rivierkant"
    assert client.get(address).status_code == 404


def test_told_apart_is_not_shown_again(world: World, double: Organization) -> None:
    client = at_work(world.coordinator_seat)
    assert len(organization_pairs(world.network.pk)) == 1
    client.post(f"{PAIRS}{double.pk}/{world.welfare.pk}/apart/")
    assert "Niets lijkt dubbel" in client.get(PAIRS).content.decode()
    assert ApartOrganizations.objects.count() == 1


def test_who_shares_only_a_phone_or_a_house_is_no_double(world: World) -> None:
    one = add_organization(SYSTEM, world.network, name="Buurthuis De Brug", phone="070 - 000 55 55")
    other = add_organization(SYSTEM, world.network, name="Fysio Kwiek", phone="070 - 000 55 55")
    for each in (one, other):
        add_location(SYSTEM, world.network, name="Pand", organization=each, address="Kade 1", postal_code="2515 AA")
    assert organization_pairs(world.network.pk) == []
    Organization.objects.filter(pk__in=[one.pk, other.pk]).update(url="https://brug.example/")
    pair = organization_pairs(world.network.pk)[0]
    assert pair.why == ["zelfde telefoonnummer", "zelfde website", "zelfde adres"]


def test_both_in_one_initiative_are_one_there(world: World, double: Organization) -> None:
    shared = initiative(world, parties=[(world.welfare, "trekker"), (double, "betaalt")])
    _merge(world, double)
    assert list(shared.parties.values_list("organization__name", "role")) == [("Rivierkant", "trekker")]


@pytest.mark.parametrize(("name", "other"), [
    ("Stichting De Haven", "St. De Haven"), ("Vereniging Buurtkracht", "Buurtkracht"), ("Zorggroep Kade B.V.",
    "Zorggroep Kade"), ("Stg Taalpunt", "stichting taalpunt"),
])  # fmt: skip
def test_what_kind_of_body_it_is_does_not_count(world: World, name: str, other: str) -> None:
    for each in (name, other):
        add_organization(SYSTEM, world.network, name=each)
    assert organization_pairs(world.network.pk)[0].why == ["zelfde naam"]


def test_another_name_behind_the_same_kind_of_body_is_another(world: World) -> None:
    for each in ("Stichting Stek", "Stichting Zonnebloem", "Stichting Samen Sterk"):
        add_organization(SYSTEM, world.network, name=each)
    assert organization_pairs(world.network.pk) == []
