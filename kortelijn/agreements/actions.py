"""What may be done with agreements that stand, and with routes that stand in none yet."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortelijn.agreements.agreeing import drop_version
from kortelijn.agreements.models import Agreement, Article, Comment, LeadRule, Route, Signature, Version
from kortelijn.kernel.actions import action
from kortelijn.kernel.actor import Actor, system_for
from kortelijn.kernel.clock import now
from kortelijn.kernel.errors import NotNow, Refused
from kortelijn.kernel.events import kind, record, record_all
from kortelijn.kernel.lifecycle import locked, one_at_a_time, perform
from kortelijn.kernel.policy import require
from kortelijn.parties.models import Network, Organization, Seat
from kortelijn.parties.queries import signature
from kortelijn.tasks.models import Task
from kortelijn.vocabulary.needs import is_known
from kortelijn.vocabulary.steps import step

ROUTE_AGREED = kind("route.agreed", gettext_lazy("{actor} legde vast wat eerst komt bij {about}: {step}"))
ROUTE_ENDED = kind("route.ended", gettext_lazy("{actor} liet de afspraak over {about} vervallen"))
COMMENTED = kind("agreement.commented", gettext_lazy("{actor} schreef een opmerking bij “{heading}”"))
RESOLVED = kind("agreement.comment-resolved", gettext_lazy("{actor} verwerkte een opmerking bij “{heading}”"))
ENDED = kind("agreement.ended", gettext_lazy("{actor} liet de afspraak vervallen"))
PASSED_ON = kind("agreement.passed-on", gettext_lazy("{to} houdt deze afspraak voortaan bij"))
SIGNATURE_PASSED = kind("agreement.signature-passed", gettext_lazy("De handtekening ging over naar {to}"))
PLACE_PASSED = kind("agreement.place-passed", gettext_lazy("Deze afspraak geldt voortaan voor {to}"))
LEAD_PASSED = kind("agreement.lead-passed", gettext_lazy("Waar een organisatie de leiding had, heeft {to} die nu"))


@action
def comment(actor: Actor, article: Article, text: str) -> Comment:
    """Somebody says what they think of an article that lies open for comments."""
    require(actor, "agreements.comment", article)
    if not Version.objects.filter(pk=article.version_id, status=Version.Status.COMMENTS).exists():
        raise Refused(_("Deze versie ligt niet voor commentaar."))
    said = Comment(
        network_id=article.network_id, article=article, seat_id=actor.own_seat, said_by=signature(actor), text=text
    )
    said.full_clean()
    said.save()
    record(actor, COMMENTED, article.version.agreement, heading=article.heading)
    return said


@action
def resolve(actor: Actor, said: Comment, answer: str) -> Comment:
    """What was done with a comment."""
    require(actor, "agreements.draft", said)
    said = locked(said)
    if said.resolved_at:
        raise NotNow
    if not answer.strip():
        raise Refused(_("Schrijf kort op wat u ermee deed."))
    said.answer, said.resolved_at = answer, now()
    said.save()
    record(actor, RESOLVED, said.article.version.agreement, heading=said.article.heading)
    return said


@action
def end_agreement(actor: Actor, agreement: Agreement, reason: str) -> Agreement:
    """It no longer holds, nor do the local versions of it; what was being written does not go through."""
    require(actor, "agreements.end", agreement)
    agreement = locked(agreement)
    if agreement.ended_at:
        raise NotNow
    if not reason.strip():
        raise Refused(_("Schrijf kort op waarom de afspraak vervalt."))
    system = system_for(agreement.network_id)
    for each in [agreement, *agreement.local_versions.going()]:
        for version in each.versions.filter(status__in=Version.MAKING):
            drop_version(system, version)
        for version in each.versions.filter(status=Version.Status.IN_FORCE):
            perform(system, version, "end")
        for task in Task.objects.open().filter(subject_id=each.pk):
            perform(system, task, "cancel", reason=_("De afspraak is vervallen."))
        each.ended_at, each.end_reason = now(), reason
        each.save()
        record(actor, ENDED, each)
    return agreement


@action
def pass_on(actor: Actor, keys: Collection[UUID], to: Seat) -> None:
    """Another seat keeps these agreements, and owes their review."""
    agreements = list(Agreement.objects.filter(pk__in=keys, network=to.network_id).select_for_update(of=("self",)))
    for agreement in agreements:
        require(actor, "agreements.pass_on", agreement)
    Agreement.objects.filter(pk__in=[each.pk for each in agreements]).update(owner=to)
    record_all(actor, PASSED_ON, agreements, to=str(to))


@action
def pass_signatures(actor: Actor, keys: Collection[UUID], to: Seat) -> None:
    """Another seat stands for what was signed; where it signed itself, the one signature is enough."""
    given = Signature.objects.filter(pk__in=keys, network=to.network_id).select_related("version__agreement")
    rows = [row for row in given if not row.version.signatures.filter(seat=to).exists()]
    for row in rows:
        require(actor, "agreements.pass_on", row.version)
    Signature.objects.filter(pk__in=[row.pk for row in rows]).update(seat=to)
    record_all(actor, SIGNATURE_PASSED, {row.version.agreement for row in rows}, to=str(to))


@action
def pass_places(actor: Actor, keys: Collection[UUID], to: Organization) -> None:
    """What was agreed for one organization holds for another, which took its place; what that has of its own stays."""
    agreements = list(Agreement.objects.filter(pk__in=keys).select_for_update(of=("self",)).order_by("id"))
    for agreement in agreements:
        require(actor, "agreements.pass_on", agreement)
    for double in _doubles(agreements, to):
        agreements.remove(double)
        end_agreement(actor, double, _("{to} heeft hiervan een eigen versie.").format(to=to.name))
    Agreement.objects.filter(pk__in=[each.pk for each in agreements]).update(organization=to)
    record_all(actor, PLACE_PASSED, agreements, to=to.name)


def _doubles(agreements: Iterable[Agreement], to: Organization) -> list[Agreement]:
    """Those of which it has, or just got, an own version of the same base."""
    going = Agreement.objects.going().filter(organization=to).exclude(base=None)
    bases, found = set(going.values_list("base", flat=True)), []
    for agreement in agreements:
        if agreement.base_id in bases and agreement.organization_id != to.pk:
            found.append(agreement)
        elif agreement.base_id:
            bases.add(agreement.base_id)
    return found


@action
def pass_leads(actor: Actor, keys: Collection[UUID], to: Organization) -> None:
    """Where one organization leads, another does, which took its place."""
    rules = list(LeadRule.objects.filter(pk__in=keys).select_related("article__version__agreement"))
    for rule in rules:
        require(actor, "agreements.pass_on", rule.article)
    LeadRule.objects.filter(pk__in=[rule.pk for rule in rules]).update(organization=to)
    record_all(actor, LEAD_PASSED, {rule.article.version.agreement for rule in rules}, to=to.name)


@action
def agree_route(
    actor: Actor, network: Network, about: str, first: str, *,
    minimum_age: int | None = None, maximum_age: int | None = None,
) -> Route:  # fmt: skip
    """What comes first, written down by the coordinator before it stands in an agreement; for the same ages anew."""
    require(actor, "agreements.agree_route", network)
    if not is_known(about):
        raise Refused(_("Dit onderwerp kennen we niet. Kies er een uit de lijst."))
    one_at_a_time(f"agreements.agree_route {network.pk}")
    ages = {"minimum_age": minimum_age, "maximum_age": maximum_age}
    route = Route.objects.loose().filter(network=network, about=about, **ages).first()
    route = route or Route(network=network, about=about, **ages)
    route.step = first
    route.full_clean()
    route.save()
    record(actor, ROUTE_AGREED, route, about=about, step=step(first).label)
    return route


@action
def end_route(actor: Actor, route: Route) -> None:
    """What was written down ends; what an agreement says, or what is usual, comes first again."""
    require(actor, "agreements.end_route", route)
    route = locked(route)
    if route.article_id:
        raise Refused(_("Deze route staat in een afspraak. Maak daar een nieuwe versie van."))
    record(actor, ROUTE_ENDED, route, about=route.about)
    route.delete()
