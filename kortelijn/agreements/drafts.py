"""How an agreement is written: begun, given articles and what works in them, taken over from the version before."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortelijn.agreements.lead_table import CIRCUMSTANCES
from kortelijn.agreements.models import Agreement, Article, LeadRule, Route, Term, Version, WorkingPart
from kortelijn.kernel.actions import action
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.errors import NotNow, Refused
from kortelijn.kernel.events import kind, record
from kortelijn.kernel.ids import new_id
from kortelijn.kernel.lifecycle import locked
from kortelijn.kernel.policy import require
from kortelijn.parties.models import Area, Network, Organization, Seat
from kortelijn.vocabulary.needs import is_known

Part = TypeVar("Part", Term, Route, LeadRule)
LEVELS = {
    Area.Kind.MUNICIPALITY: Agreement.Level.MUNICIPALITY, Area.Kind.DISTRICT: Agreement.Level.DISTRICT,
    Area.Kind.NEIGHBOURHOOD: Agreement.Level.NEIGHBOURHOOD,
}  # fmt: skip

BEGUN = kind("agreement.begun", gettext_lazy("{actor} begon aan deze afspraak, voor {place}"))
NEW_VERSION = kind("agreement.version-begun", gettext_lazy("{actor} begon aan versie {number}"))
WRITTEN = kind("agreement.article-written", gettext_lazy("{actor} schreef het artikel “{heading}”"))
CHANGED = kind("agreement.article-changed", gettext_lazy("{actor} veranderde het artikel “{heading}”"))
MOVED = kind("agreement.article-moved", gettext_lazy("{actor} zette het artikel “{heading}” op plaats {place}"))
REMOVED = kind("agreement.article-removed", gettext_lazy("{actor} haalde het artikel “{heading}” weg"))
PART_SET = kind("agreement.part-set", gettext_lazy("{actor} veranderde wat werkt in “{heading}”"))


@action
def begin_agreement(
    actor: Actor, network: Network, *, title: str, owner: Seat, base: Agreement | None = None,
    area: Area | None = None, organization: Organization | None = None,
) -> Version:  # fmt: skip
    """A first draft: of a base agreement, or of a local version for a neighbourhood or an organization."""
    if actor.kind != "system" and actor.network_id != network.pk:
        raise Refused(_("Dit is een ander netwerk."))
    require(actor, "agreements.begin", organization or network)
    if owner.network_id != network.pk or (base and not _is_base(base, network)):
        raise Refused(_("Kies een plek en een afspraak uit dit netwerk."))
    agreement = Agreement(
        network=network, title=title, owner=owner, base=base, area=area, organization=organization,
        level=Agreement.Level.ORGANIZATION if organization else LEVELS[Area.Kind(area.kind)] if area else 1,
    )  # fmt: skip
    agreement.full_clean()
    agreement.save()
    record(actor, BEGUN, agreement, place=agreement.place)
    return Version.objects.create(network=network, agreement=agreement)


@action
def new_version(actor: Actor, agreement: Agreement, why: str) -> Version:
    """The next draft: what holds now, to be changed, and why it must."""
    require(actor, "agreements.draft", agreement)
    agreement = locked(agreement)
    before = agreement.versions.order_by("-number").first()
    if agreement.ended_at or before is None:
        raise NotNow
    if agreement.versions.filter(status__in=Version.MAKING).exists():
        raise Refused(_("Er wordt al aan een nieuwe versie gewerkt."))
    holds = agreement.versions.filter(status=Version.Status.IN_FORCE).first() or before
    version = Version.objects.create(
        network_id=agreement.network_id, agreement=agreement, number=before.number + 1, why=why
    )
    for article in holds.articles.all():
        _copy(article, version)
    record(actor, NEW_VERSION, agreement, number=version.number)
    return version


@action
def adapt_article(actor: Actor, version: Version, article: Article) -> Article:
    """A local version says something else than the base about one part: it begins with what the base says."""
    version = _open(actor, version)
    here = version.agreement
    if here.base_id is None or article.version.agreement_id != here.base_id:
        raise Refused(_("Dit artikel hoort niet bij de afspraak waar dit een versie van is."))
    if version.articles.filter(part=article.part).exists():
        raise Refused(_("Dit artikel is hier al aangepast."))
    made = _copy(article, version)
    record(actor, WRITTEN, here, heading=made.heading)
    return made


@action
def write_article(actor: Actor, version: Version, *, heading: str, text: str) -> Article:
    """One more article, at the end."""
    version = _open(actor, version)
    article = Article(
        network_id=version.network_id, version=version, heading=heading, text=text, part=new_id(),
        place=(version.articles.aggregate(last=Max("place"))["last"] or 0) + 1,
    )  # fmt: skip
    article.full_clean()
    article.save()
    record(actor, WRITTEN, version.agreement, heading=heading)
    return article


@action
def change_article(actor: Actor, article: Article, *, heading: str, text: str, seen: str = "") -> Article:
    """Other words; `seen` marks those that they are to replace, so that nobody writes over what they did not read."""
    article = locked(_writable(actor, article))
    if seen and seen != article.mark:
        said = _("Iemand veranderde dit intussen. Nu staat er: “{text}” Verwerk dat in uw tekst en bewaar opnieuw.")
        raise Refused(said.format(text=f"{article.heading}. {article.text}"))
    article.heading, article.text = heading, text
    article.full_clean()
    article.save()
    record(actor, CHANGED, article.version.agreement, heading=heading)
    return article


@action
def move_article(actor: Actor, article: Article, by: int) -> Article:
    """One place up (-1) or down (1) among the articles of its version; at the end it stays where it is."""
    article = _writable(actor, article)
    rows = list(article.version.articles.all())
    here = rows.index(article)
    there = min(max(here + by, 0), len(rows) - 1)
    if there == here:
        raise Refused(_("Dit artikel staat al aan het begin.") if by < 0 else _("Dit artikel staat al aan het eind."))
    rows.insert(there, rows.pop(here))
    for place, row in enumerate(rows, 1):
        row.place = place
    Article.objects.bulk_update(rows, ["place"])
    record(actor, MOVED, article.version.agreement, heading=article.heading, place=there + 1)
    return rows[there]


@action
def remove_article(actor: Actor, article: Article) -> None:
    """It is left out; in a local version the base holds again for this part."""
    article = _writable(actor, article)
    record(actor, REMOVED, article.version.agreement, heading=article.heading)
    article.delete()


@action
def set_term(actor: Actor, article: Article, code: str, days: int) -> Term:
    """Within how many working days; said again, it is changed. When the coordinator hears, no organization decides."""
    article = _writable(actor, article)
    if code == Term.Code.ESCALATION and _is_of_one_organization(article.version):
        raise Refused(_("Wanneer de coördinator het hoort, bepaalt niet één organisatie."))
    term = article.terms.filter(code=code).first() or Term(network_id=article.network_id, article=article, code=code)
    term.days = days
    return _set(actor, term, article)


@action
def set_route(
    actor: Actor, article: Article, about: str, first: str, *,
    minimum_age: int | None = None, maximum_age: int | None = None,
) -> Route:  # fmt: skip
    """What comes first for a domain or a need; said again for the same ages, it is changed."""
    article = _writable(actor, article)
    _check_known([about])
    ages = {"minimum_age": minimum_age, "maximum_age": maximum_age}
    route = article.routes.filter(about=about, **ages).first()
    route = route or Route(network_id=article.network_id, article=article, about=about, **ages)
    route.step = first
    return _set(actor, route, article)


@action
def add_lead_rule(
    actor: Actor, article: Article, *, needs: Sequence[str] = (), circumstances: Sequence[str] = (),
    minimum_age: int | None = None, maximum_age: int | None = None, profession: str = "",
    organization: Organization | None = None,
) -> LeadRule:  # fmt: skip
    """In this situation this one leads."""
    article = _writable(actor, article)
    _check_known(needs)
    if unknown := set(circumstances) - set(CIRCUMSTANCES):
        raise Refused(_("Deze omstandigheid kennen we niet: {code}.").format(code=min(unknown)))
    rule = LeadRule(
        network_id=article.network_id, article=article, needs=sorted(needs), circumstances=sorted(circumstances),
        minimum_age=minimum_age, maximum_age=maximum_age, profession=profession, organization=organization,
    )  # fmt: skip
    return _set(actor, rule, article)


@action
def start_rule(actor: Actor, article: Article, why: str, **rule: Any) -> LeadRule:
    """A lead rule for what already holds: in the version that is open, or in a new one that begins as what holds."""
    version = article.version
    if not version.is_open:
        version = new_version(actor, version.agreement, why)
        article = version.articles.get(part=article.part)
    return add_lead_rule(actor, article, **rule)


@action
def remove_part(actor: Actor, part: WorkingPart) -> None:
    """A term, a route or a lead rule is left out."""
    if part.article is None:
        raise NotNow
    article = _writable(actor, part.article)
    record(actor, PART_SET, article.version.agreement, heading=article.heading)
    part.delete()


def _is_base(agreement: Agreement, network: Network) -> bool:
    """Local versions are of what the whole network agreed, and still does."""
    everywhere = agreement.level == Agreement.Level.NETWORK and agreement.network_id == network.pk
    return everywhere and agreement.ended_at is None


def _set(actor: Actor, part: Part, article: Article) -> Part:
    part.full_clean()
    part.save()
    record(actor, PART_SET, article.version.agreement, heading=article.heading)
    return part


def _check_known(needs: Sequence[str]) -> None:
    if not all(is_known(code) for code in needs):
        raise Refused(_("Dit onderwerp kennen we niet. Kies er een uit de lijst."))


def _open(actor: Actor, version: Version) -> Version:
    require(actor, "agreements.draft", version)
    version = locked(version)
    if not version.is_open:
        raise Refused(_("Deze versie ligt vast. Haal haar eerst terug, of begin aan een nieuwe versie."))
    return version


def _writable(actor: Actor, article: Article) -> Article:
    _open(actor, article.version)
    return article


def _is_of_one_organization(version: Version) -> bool:
    return version.agreement.level == Agreement.Level.ORGANIZATION


def _copy(article: Article, version: Version) -> Article:
    """The same words and the same working parts, in another version."""
    left_out = [Term.Code.ESCALATION] if _is_of_one_organization(version) else []
    parts = [*article.terms.exclude(code__in=left_out), *article.routes.all(), *article.lead_rules.all()]
    copied = Article.objects.create(
        network_id=version.network_id, version=version, part=article.part, place=article.place,
        heading=article.heading, text=article.text,
    )  # fmt: skip
    for part in parts:
        part.pk, part.article, part._state.adding = new_id(), copied, True
        part.save()
    return copied
