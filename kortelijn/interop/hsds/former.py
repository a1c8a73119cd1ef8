"""What a source still calls by the key or name of something that was merged here: it is read as what became of it.

Also what went out under a key of ours before a merge gave it the id of a source: it is the same thing still.
"""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from kortelijn.directory.models import FormerOrganization, Service
from kortelijn.interop.hsds.gathering import Gathering, Kind, Outcome
from kortelijn.parties.models import Network, Organization


def follow_merged(network: Network, gathering: Gathering) -> None:
    """Let a file speak of what is here now."""
    _follow_organizations(network, gathering)
    _follow_services(network, gathering)
    _follow_own_keys(network, gathering)


def former_keys(network: Network) -> dict[str, Organization]:
    """By which keys sources know organizations that were merged, and what they are now."""
    found: dict[str, Organization] = {}
    for row in FormerOrganization.objects.filter(network=network).select_related("organization"):
        found |= {key: row.organization for key in (row.source_id, str(row.former_id)) if key}
    return {key: kept for key, kept in found.items() if key != kept.source_id}


def _follow_organizations(network: Network, gathering: Gathering) -> None:
    """The one that stayed is updated but for its name, unless the same file tells of that one too."""
    became = {key: kept.source_id or str(kept.pk) for key, kept in former_keys(network).items()}
    for key in became.keys() & gathering.organizations.keys():
        _rename_organization(gathering, key, became[key])
    _read_owners(gathering, became)


def _rename_organization(gathering: Gathering, key: str, kept: str) -> None:
    fields, line = gathering.organizations.pop(key), gathering.first.pop((Kind.ORGANIZATION, key))
    line.findings.notices.append(f"{line.pointer or '/'}: {_('deze organisatie is hier samengevoegd met een andere.')}")
    if kept in gathering.organizations:
        line.outcome = Outcome.SAME
        return
    told = {name: value for name, value in fields.items() if name != "name"}  # a person chose the name that it has
    gathering.organizations[kept], gathering.first[(Kind.ORGANIZATION, kept)] = told, line


def _read_owners(gathering: Gathering, became: Mapping[str, str]) -> None:
    for draft in gathering.services.values():
        draft.organization = became.get(draft.organization, draft.organization)


def _follow_services(network: Network, gathering: Gathering) -> None:
    """What a person merged into another entry is not brought back, and the other one keeps what was chosen."""
    for row in Service.objects.filter(network=network, merged_into__isnull=False).select_related("merged_into"):
        for key in {row.source_id, str(row.pk)} & gathering.services.keys():
            del gathering.services[key]
            line = gathering.first[(Kind.SERVICE, key)]
            said = _("dit is hier samengevoegd met %(name)s, en blijft zoals het daar staat.") % {
                "name": row.merged_into
            }
            line.outcome = Outcome.SAME
            line.findings.notices.append(f"{line.pointer or '/'}: {said}")


def _follow_own_keys(network: Network, gathering: Gathering) -> None:
    """Made here, given out under its own key, and known by that of a source since: one thing."""
    organizations = Organization.objects.filter(networks=network)
    owners = _known_since(organizations, gathering.organizations.keys() | _owners(gathering))
    for key in owners.keys() & gathering.organizations.keys():
        gathering.organizations[owners[key]] = gathering.organizations.pop(key)
        _take_line(gathering, Kind.ORGANIZATION, key, owners[key])
    _read_owners(gathering, owners)
    for key, kept in _known_since(Service.objects.filter(network=network), gathering.services.keys()).items():
        draft = gathering.services.pop(key)
        draft.source_id = kept
        gathering.services[kept] = draft
        _take_line(gathering, Kind.SERVICE, key, kept)


def _take_line(gathering: Gathering, kind: Kind, key: str, kept: str) -> None:
    """The line of its own key tells of it; what the file says under the other key was merged into it since."""
    if other := gathering.first.get((kind, kept)):
        other.outcome = Outcome.SAME
    line = gathering.first.pop((kind, key))
    line.source_id = kept
    gathering.first[(kind, kept)] = line


def _owners(gathering: Gathering) -> set[str]:
    return {draft.organization for draft in gathering.services.values()}


def _known_since(rows: Any, keys: Collection[str]) -> dict[str, str]:
    """Own keys among these of rows that have the id of a source by now, with that id."""
    own = [key for key in keys if is_ours(key)]
    known = rows.filter(pk__in=own).exclude(source_id="") if own else rows.none()
    found = {str(pk): source for pk, source in known.values_list("pk", "source_id")}
    return {key: source for key, source in found.items() if key != source}


def is_ours(key: str) -> bool:
    """Whether this may be a key of ours."""
    try:
        return str(UUID(key)) == key
    except ValueError:
        return False
