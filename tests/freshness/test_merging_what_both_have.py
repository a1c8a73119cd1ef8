"""Two organizations that are one, where a table keeps what may stand once at a time, and only while it goes on."""

from collections.abc import Iterator

import pytest

from kortelijn.agreements.actions import end_agreement
from kortelijn.agreements.models import Agreement
from kortelijn.directory.organizations import merge_organizations
from kortelijn.gatherings.actions import let_go, take_in
from kortelijn.gatherings.inviting.actions import ask_along, connect
from kortelijn.gatherings.models import Approach, Member
from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.errors import Refused
from kortelijn.kernel.events import delivered_inline
from kortelijn.parties.actions import add_organization
from kortelijn.parties.models import Organization
from kortelijn.tasks.models import Task
from kortelijn.upkeep.actions import claim_own
from kortelijn.upkeep.models import Claim
from tests.agreements.made import draft, in_force
from tests.factories.sitting import at_work
from tests.factories.world import World, actor_on
from tests.gatherings.tables import a_table

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> Iterator[World]:
    with delivered_inline():
        made = World()
        _everybody = (made.coordinator_seat, made.gp_seat, made.link_seat)
        yield made


@pytest.fixture
def double(world: World) -> Organization:
    """The welfare organization, written down a second time."""
    return add_organization(SYSTEM, world.network, name="Stichting Rivierkant", kind="welzijn")


def _merge(world: World, double: Organization) -> Organization:
    return merge_organizations(world.coordinator, world.network, world.welfare, double, [])


def _own_version(world: World, base: Agreement, organization: Organization) -> Agreement:
    return draft(world, f"Bij {organization.name}", base=base, organization=organization).agreement


def test_a_seat_at_a_table_goes_along(world: World, double: Organization) -> None:
    table = a_table(world)
    take_in(SYSTEM, table, organization=double)
    kept = _merge(world, double)
    assert table.members.current().get(organization__isnull=False).organization == kept


def test_both_at_a_table_are_there_once(world: World, double: Organization) -> None:
    table = a_table(world)
    for each in (world.welfare, double):
        take_in(SYSTEM, table, organization=each)
    kept = _merge(world, double)
    assert table.members.current().get(organization__isnull=False).organization == kept


def test_who_left_the_table_was_there_still(world: World, double: Organization) -> None:
    table = a_table(world)
    for each in (world.welfare, double):
        take_in(SYSTEM, table, organization=each)
    let_go(SYSTEM, table, Member.objects.get(organization=double))
    kept = _merge(world, double)
    assert sorted(Member.objects.filter(organization=kept).values_list("left_on", flat=True), key=bool)[0] is None
    assert Member.objects.filter(organization=kept).count() == 2


def test_both_asked_along_are_asked_once(world: World, double: Organization) -> None:
    table = a_table(world)
    for each in (world.welfare, double):
        ask_along(world.link_worker, table, each)
    kept = _merge(world, double)
    asked = Approach.objects.get()
    assert asked.organization == kept
    connect(world.link_worker, asked)
    assert not Task.objects.open().filter(subject_id=asked.pk).exists()


def test_both_kept_by_themselves_have_one_keeper(world: World, double: Organization) -> None:
    seat = world.seat(double, "Beheer", "Ilse", profession="welzijnscoach")
    kept_by = claim_own(world.link_worker, world.welfare, world.network)
    claim_own(actor_on(seat), double, world.network)
    _merge(world, double)
    assert list(Claim.objects.filter(status="granted")) == [kept_by]


def test_an_own_agreement_goes_along(world: World, double: Organization) -> None:
    base = in_force(world).version.agreement
    own = _own_version(world, base, double)
    kept = _merge(world, double)
    own.refresh_from_db()
    assert own.organization == kept


def test_two_own_agreements_are_never_melted(world: World, double: Organization) -> None:
    base = in_force(world).version.agreement
    kept, gone = (_own_version(world, base, each) for each in (world.welfare, double))
    client = at_work(world.coordinator_seat)
    page = client.get(f"/aanbod/bijhouden/dubbel/organisaties/{world.welfare.pk}/{double.pk}/").content.decode()
    assert "eigen versie van “Basisafspraken”. Laat er eerst een vervallen." in page
    with pytest.raises(Refused, match="Laat er eerst een vervallen"):
        _merge(world, double)
    end_agreement(world.coordinator, gone, "Wij zijn een.")
    _merge(world, double)
    assert Agreement.objects.filter(organization=world.welfare, pk__in=[kept.pk, gone.pk]).count() == 2
