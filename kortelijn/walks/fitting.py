"""Who fits into a group as it stands, and what it costs: the check behind dragging and behind the waiting list."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kortelijn.walks.casing import Casing, casing_of
from kortelijn.walks.models import Group, Season, Walker
from kortelijn.walks.planner.case import Plan
from kortelijn.walks.planner.rules import Broken, Fault, Worth, faults, worth


@dataclass(frozen=True, slots=True)
class Check:
    """What would happen: why not, or what it brings and costs."""

    refusals: list[str]
    words: str = ""

    @property
    def may(self) -> bool:
        """Nothing is broken by it."""
        return not self.refusals


def who_fits(season: Season, group: Group) -> Walker | None:
    """The first on the waiting list for whom this group breaks no rule."""
    waiting = set(season.walkers.waiting().values_list("pk", flat=True))
    casing = casing_of(season) if waiting else None
    target = casing.group_number(group.pk) if casing else None
    if casing is None or target is None:
        return None
    for number, walker in enumerate(casing.walkers):
        declined = any(place.walker_id == walker.pk for place in casing.groups[target].places.all())
        if walker.pk in waiting and not declined and not _broken(casing, casing.plan.with_moved(number, None, target)):
            return walker
    return None


def check_move(season: Season, walker: Walker, source: Group | None, target: Group | None) -> Check:
    """What moving somebody would mean; to no group is to the waiting list."""
    casing = casing_of(season)
    number = casing.number_of(walker.pk)
    if number is None:
        return Check([_("Deze collega gaat niet mee.")])
    before = casing.plan
    after = _moved(casing, number, source, target)
    refusals = list(dict.fromkeys(_words(casing, fault) for fault in _broken(casing, after)))
    return Check(refusals, _difference(worth(casing.case, before), worth(casing.case, after)))


def _moved(casing: Casing, number: int, source: Group | None, target: Group | None) -> Plan:
    there = casing.group_number(source.pk if source else None)
    here = casing.group_number(target.pk if target else None)
    return casing.plan.with_moved(number, there, -1 if here is None else here)


def _broken(casing: Casing, after: Plan) -> list[Fault]:
    """What is wrong after it and was not before: a group that had become small is no reason to refuse."""
    before = set(faults(casing.case, casing.plan))
    return [fault for fault in faults(casing.case, after) if fault not in before]


def _words(casing: Casing, fault: Fault) -> str:
    name = casing.walkers[fault.person].person.name if fault.person is not None else ""
    host = casing.hosts[fault.host].organization.name if fault.host is not None else ""
    number = casing.groups[fault.group].number if fault.group is not None else 0
    case = casing.case
    told = {
        Broken.TOO_MANY: _("Groep {number} is vol: er kunnen {most} mensen in."),
        Broken.TOO_FEW: _("Groep {number} houdt te weinig mensen over: minstens {least}."),
        Broken.STEPS: _("{name} loopt een route zonder trappen. Van {host} weten we niet of dat kan."),
        Broken.TOO_FAR: _("In het tempo van {name} is de weg naar {host} te lang voor de pauze."),
        Broken.NOT_THAT_DAY: _("{name} kan niet op de dag van groep {number}."),
        Broken.TWO_AT_ONCE: _("{name} loopt op die dag al met een andere groep mee."),
        Broken.TOO_OFTEN: _("{name} loopt dan vaker mee dan afgesproken."),
    }.get(fault.what, _("Bij {host} kan dan geen groep terecht."))
    return told.format(name=name, host=host, number=number, most=case.largest, least=case.smallest)


def _difference(before: Worth, after: Worth) -> str:
    """What it brings and costs, in one sentence."""
    visits, pairs = after.new_visits - before.new_visits, after.met - before.met
    parts = []
    if visits:
        text = ngettext("{n} nieuw bezoek", "{n} nieuwe bezoeken", abs(visits)).format(n=abs(visits))
        parts.append((_("{what} meer") if visits > 0 else _("{what} minder")).format(what=text))
    if pairs:
        text = ngettext("{n} nieuwe kennismaking", "{n} nieuwe kennismakingen", abs(pairs)).format(n=abs(pairs))
        parts.append((_("{what} meer") if pairs > 0 else _("{what} minder")).format(what=text))
    if after.domains != before.domains:
        more = after.domains > before.domains
        parts.append(_("een gemengder groepje") if more else _("een minder gemengd groepje"))
    return ", ".join(parts) or _("het maakt voor de kennismakingen niets uit")
