"""How the table of who leads is mended: the rule that takes a gap or an overlap away, and where it can be written."""

from collections.abc import Collection
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse

from kortelijn.agreements.lead_table import CIRCUMSTANCES, OLDEST, Cell, Leader, Overlap, Rule, between
from kortelijn.agreements.models import Article, LeadRule, Version
from kortelijn.agreements.words import when
from kortelijn.kernel.actor import Actor
from kortelijn.parties.models import Seat
from kortelijn.parties.queries import stands_in_for
from kortelijn.vocabulary.needs import is_known


def mend_gap(cell: Cell) -> str:
    """The address where a rule for this gap is begun."""
    low, high = cell.low or None, None if cell.high >= OLDEST else cell.high
    return _address(Rule(Leader(), frozenset({cell.domain}), low, high))


def mend_overlap(overlap: Overlap) -> str:
    """The address where the rule that goes before both is begun; nothing when they are about just the same."""
    rule = between(overlap.one, overlap.other, Leader())
    return _address(rule, overlap.one.source.article_id) if rule else ""


def _address(rule: Rule, article: object = "") -> str:
    asked: dict[str, Any] = {"over": sorted(rule.needs), "als": sorted(rule.circumstances)}
    more = {"vanaf": rule.minimum_age, "tot": rule.maximum_age, "artikel": article}
    asked |= {name: value for name, value in more.items() if value not in (None, "")}
    return f"{reverse('agreements:mend')}?{urlencode(asked, doseq=True)}"


def start_of(asked: QueryDict, articles: Collection[Article]) -> dict[str, Any]:
    """With what the form begins, as the address says; what it does not know is left out."""
    codes = [code for code in asked.getlist("over") if is_known(code)]
    said = {name: str(asked.get(key, ""))[:3] for name, key in (("minimum_age", "vanaf"), ("maximum_age", "tot"))}
    ages = {name: int(age) for name, age in said.items() if age.isdecimal()}
    return {
        "domains": [code for code in codes if "." not in code],
        "need": next((code for code in codes if "." in code), ""),
        "circumstances": [code for code in asked.getlist("als") if code in CIRCUMSTANCES],
        "article": _nearest(asked.get("artikel", ""), articles), **ages,
    }  # fmt: skip


def situation_of(start: dict[str, Any]) -> str:
    """What the form begins with, as people say it."""
    needs = [*start["domains"], *([start["need"]] if start["need"] else [])]
    ages = {name: start.get(name) for name in ("minimum_age", "maximum_age")}
    return when(LeadRule(needs=needs, circumstances=start["circumstances"], **ages))


def _nearest(key: str, articles: Collection[Article]) -> str:
    """The article that was meant, as it stands in the version that is written in; or else one with rules in it."""
    try:
        part = Article.objects.filter(pk=UUID(key)).values_list("part", flat=True).first()
    except ValueError:
        part = None
    ordered = sorted(articles, key=lambda each: (each.part != part, not each.lead_rules.all()))
    return str(ordered[0].pk) if ordered else ""


def articles_to_mend(actor: Actor) -> list[Article]:
    """Where a rule may be written: in what is open, or in what holds and of which no newer version is in the making."""
    rows = Version.objects.visible_to(actor).filter(agreement__ended_at=None)
    if not actor.has(Seat.Function.COORDINATES):
        rows = rows.filter(agreement__owner__in=[actor.seat_id, *stands_in_for(actor.seat_id)])
    making = set(rows.in_the_making().values_list("agreement", flat=True))
    open_for = [
        version.pk for version in rows
        if version.is_open or (version.status == Version.Status.IN_FORCE and version.agreement_id not in making)
    ]  # fmt: skip
    found = Article.objects.filter(version__in=open_for).select_related("version__agreement")
    return list(found.prefetch_related("lead_rules").order_by("version__agreement__title", "place", "id"))


def drafts_with_rules(actor: Actor) -> list[Version]:
    """Versions in the making that say something of who leads."""
    rows = Version.objects.visible_to(actor).in_the_making().filter(articles__lead_rules__isnull=False)
    return list(rows.distinct().order_by("agreement__title"))
