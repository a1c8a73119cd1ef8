"""Who pays an organization and until when, and the warnings that something ends."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy

from kortelijn.kernel.actions import action
from kortelijn.kernel.actor import Actor, system_for
from kortelijn.kernel.clock import now, today
from kortelijn.kernel.events import kind, record
from kortelijn.kernel.lifecycle import locked
from kortelijn.kernel.policy import require
from kortelijn.kernel.working_days import after_working_days
from kortelijn.parties.models import Network, Organization
from kortelijn.tasks.actions import finish, open_task
from kortelijn.tasks.models import Task
from kortelijn.turnover.models import Contract, Ending
from kortelijn.turnover.owing import close_tasks, coordinator_of, written

SOON, NEARER = "ends-in-six-months", "ends-in-three-months"
WARN_DAYS = {SOON: 20, NEARER: 10}

CONTRACT_ADDED = kind("contract.added", gettext_lazy("{actor} zette een contract bij {organization}: {contract}"))
CONTRACT_CHANGED = kind("contract.changed", gettext_lazy("{actor} paste een contract van {organization} aan"))
CONTRACT_SETTLED = kind("contract.settled", gettext_lazy("{actor} legde vast wat er na het contract gebeurt"))
ENDS_SOON = kind("organization.ends-soon", gettext_lazy("Bij {organization} loopt iets af op {on}"))


@action
def add_contract(actor: Actor, network: Network, organization: Organization, **fields: Any) -> Contract:
    """Who pays this organization, under which law, until when."""
    require(actor, "turnover.keep_contracts", network)
    contract = Contract(network=network, organization=organization, **fields)
    contract.full_clean()
    contract.save()
    _warned_enough(contract)
    record(actor, CONTRACT_ADDED, organization, organization=organization.name, contract=str(contract))
    return contract


@action
def change_contract(actor: Actor, contract: Contract, **fields: Any) -> Contract:
    """A period is longer or shorter, a tender is out, won or lost."""
    require(actor, "turnover.keep_contracts", contract)
    contract = locked(contract)
    ended_on = contract.ends_on
    for name, value in fields.items():
        setattr(contract, name, value)
    if contract.ends_on != ended_on:  # what was said, and warned of, was about another day
        contract.settlement, contract.settled_on, contract.warned_from = "", None, now()
        close_tasks(contract.pk, *WARN_DAYS)
    contract.full_clean()
    contract.save()
    _warned_enough(contract)
    record(actor, CONTRACT_CHANGED, contract.organization, organization=contract.organization.name)
    return contract


@action
def settle_contract(actor: Actor, contract: Contract, what: str) -> Contract:
    """What happens after it is known: nobody needs to be warned any more."""
    require(actor, "turnover.keep_contracts", contract)
    contract = locked(contract)
    contract.settlement, contract.settled_on = what, today()
    contract.full_clean()
    contract.save()
    _warned_enough(contract)
    record(actor, CONTRACT_SETTLED, contract.organization)
    return contract


@action
def warn(actor: Actor, about: Contract | Ending, code: str) -> Task | None:
    """Something ends in six or in three months, and a coordinator owes it a look; each once for each last day."""
    require(actor, "turnover.follow", about)
    since = about.warned_from if isinstance(about, Contract) else about.announced_at
    warned = Task.objects.filter(Q(closed_at=None) | Q(authored_at__gte=since), subject_id=about.pk, code=code)
    if warned.exists() or (owner := coordinator_of(about)) is None:
        return None
    for earlier in Task.objects.open().filter(subject_id=about.pk, code__in=set(WARN_DAYS) - {code}):
        finish(system_for(about.network_id), earlier)
    task = open_task(actor, code=code, owner=owner, subject=about, due_at=after_working_days(now(), WARN_DAYS[code]))
    day = about.ends_on if isinstance(about, Contract) else about.last_day
    record(actor, ENDS_SOON, about.organization, organization=about.organization.name, on=written(day))
    return task


@action
def close_warnings(actor: Actor, about: Contract | Ending) -> None:
    """It is settled: nobody owes it a look any more."""
    require(actor, "turnover.follow", about)
    if close_tasks(about.pk, *WARN_DAYS):
        record(actor, CONTRACT_SETTLED, about.organization)


def _warned_enough(contract: Contract) -> None:
    """What was said of one contract may settle those before it as well."""
    rows = Contract.objects.filter(network=contract.network_id, organization=contract.organization_id)
    waits = set(rows.unsettled().values_list("pk", flat=True))
    for key in rows.exclude(pk__in=waits).values_list("pk", flat=True):
        close_tasks(key, *WARN_DAYS)
