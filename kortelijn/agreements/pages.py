"""What the pages of agreements show: what holds here, all there is, one agreement and one version of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from kortelijn.agreements.differences import Difference, difference, differences
from kortelijn.agreements.here import Holding, Place, what_holds
from kortelijn.agreements.models import Agreement, Article, Comment, Signature, Version
from kortelijn.agreements.words import works
from kortelijn.kernel.actor import Actor
from kortelijn.parties.queries import stands_in_for
from kortelijn.tasks.models import Task


@dataclass(frozen=True, slots=True)
class Shown:
    """An article on a page: its words, what works in it, and how it differs from what it replaces."""

    article: Article
    works: tuple[str, ...]
    local: bool = False
    replaced: Article | None = None
    difference: Difference | None = None
    comments: tuple[Comment, ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """The articles that hold here of one agreement and the local versions of it."""

    agreement: Agreement
    version: Version
    articles: tuple[Shown, ...]


def chapters(network: UUID | None, place: Place) -> list[Chapter]:
    """What holds here, by agreement."""
    found = []
    for _key, some in groupby(what_holds(network, place), key=lambda held: _root(held).pk):
        held = list(some)
        first = next((each for each in held if each.agreement.base_id is None), held[0])
        article = first.article if first.agreement.base_id is None else (first.replaces or (first.article,))[-1]
        found.append(Chapter(_root(first), article.version, tuple(_held(each) for each in held)))
    return found


def _root(holding: Holding) -> Agreement:
    return holding.agreement.base or holding.agreement


def _held(holding: Holding) -> Shown:
    replaced = holding.replaces[0] if holding.replaces else None
    return Shown(
        holding.article, tuple(works(holding.article)), holding.agreement.level > Agreement.Level.NETWORK, replaced,
        difference(replaced, holding.article) if replaced else None,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """An agreement in the list: what holds of it, what is in the making, and the own versions of it."""

    agreement: Agreement
    in_force: Version | None
    making: Version | None
    local: tuple["Line", ...] = ()


def lines(actor: Actor) -> list[Line]:
    """All agreements that were not ended, each with the local versions of it; in two queries."""
    agreements = list(Agreement.objects.visible_to(actor).going())
    versions: dict[UUID, list[Version]] = {}
    for version in Version.objects.visible_to(actor).filter(agreement__ended_at=None).order_by("number"):
        versions.setdefault(version.agreement_id, []).append(version)
    made = {each.pk: _line(each, versions.get(each.pk, [])) for each in agreements}
    return [
        Line(line.agreement, line.in_force, line.making,
             tuple(other for other in made.values() if other.agreement.base_id == line.agreement.pk))
        for line in made.values() if line.agreement.base_id is None
    ]  # fmt: skip


def _line(agreement: Agreement, versions: Sequence[Version]) -> Line:
    in_force = next((each for each in versions if each.status == Version.Status.IN_FORCE), None)
    making = next((each for each in versions if each.status in Version.MAKING), None)
    return Line(agreement, in_force, making)


def articles_of(version: Version) -> list[Article]:
    """The articles of a version with what works in them."""
    return list(version.articles.prefetch_related("terms", "routes", "lead_rules__organization"))


def shown_in(version: Version) -> list[Shown]:
    """The articles of a version with what was said of them; in a local version beside what they replace."""
    articles, base = articles_of(version), {article.part: article for article in base_articles(version)}
    said: dict[UUID, list[Comment]] = {}
    for comment in Comment.objects.filter(article__version=version).select_related("seat"):
        said.setdefault(comment.article_id, []).append(comment)
    return [
        Shown(
            article, tuple(works(article)), bool(base), old := base.get(article.part),
            difference(old, article) if old else None, tuple(said.get(article.pk, ())),
        )
        for article in articles
    ]  # fmt: skip


def base_articles(version: Version) -> list[Article]:
    """What holds in the base of a local version; nothing for a base itself."""
    base = version.agreement.base
    in_force = base.versions.filter(status=Version.Status.IN_FORCE).first() if base else None
    return articles_of(in_force) if in_force else []


def changes(version: Version) -> tuple[Version | None, list[Difference]]:
    """What changed against the version before."""
    before = version.agreement.versions.filter(number__lt=version.number).exclude(status=Version.Status.DROPPED)
    earlier = before.order_by("-number").first()
    return earlier, differences(articles_of(earlier) if earlier else [], articles_of(version))


def own_signature(actor: Actor, signatures: Sequence[Signature]) -> Signature | None:
    """The signature that this seat is still asked for, its own or one that it answers for another."""
    waiting = [each for each in signatures if not each.is_signed]
    if not waiting or actor.seat_id is None:
        return None
    seats = {actor.seat_id, *stands_in_for(actor.seat_id)}
    owed = Task.objects.open().filter(owner=actor.seat_id, subject_id__in=[each.pk for each in waiting])
    keys = set(owed.values_list("subject_id", flat=True))
    return next((each for each in waiting if each.seat_id in seats or each.pk in keys), None)
