"""What a network may agree about finding, and what is counted of what is asked."""

from dataclasses import asdict
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortelijn.finding.counting import Counted, hour_of, kind_of
from kortelijn.finding.models import Route, Search
from kortelijn.kernel.actions import action
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import now
from kortelijn.kernel.errors import Refused
from kortelijn.kernel.events import kind, record
from kortelijn.kernel.lifecycle import locked, one_at_a_time
from kortelijn.kernel.policy import require
from kortelijn.parties.models import Network
from kortelijn.vocabulary.needs import is_known
from kortelijn.vocabulary.steps import step

ROUTE_AGREED = kind("route.agreed", gettext_lazy("{actor} legde vast wat eerst komt bij {about}: {step}"))
ROUTE_ENDED = kind("route.ended", gettext_lazy("{actor} liet de afspraak over {about} vervallen"))


@action
def agree_route(
    actor: Actor, network: Network, about: str, first: str, *,
    minimum_age: int | None = None, maximum_age: int | None = None,
) -> Route:  # fmt: skip
    """What comes first for a domain or a need; an agreement for the same ages is replaced."""
    require(actor, "finding.agree_route", network)
    if not is_known(about):
        raise Refused(_("Dit onderwerp kennen we niet. Kies er een uit de lijst."))
    one_at_a_time(f"finding.agree_route {network.pk}")
    ages = {"minimum_age": minimum_age, "maximum_age": maximum_age}
    route = Route.objects.filter(network=network, about=about, **ages).first()
    route = route or Route(network=network, about=about, **ages)
    route.step = first
    route.full_clean()
    route.save()
    record(actor, ROUTE_AGREED, route, about=about, step=step(first).label)
    return route


@action
def end_route(actor: Actor, route: Route) -> None:
    """The agreement ends; what is usual comes first again."""
    require(actor, "finding.end_route", route)
    route = locked(route)
    record(actor, ROUTE_ENDED, route, about=route.about)
    route.delete()


@action
def count_search(actor: Actor, network: Network | None, asking: UUID, door: str, counted: Counted) -> Search:
    """Something was asked; no event, because that would tell who asked."""
    require(actor, "finding.count")
    return Search.objects.create(
        asking=asking, network=network, at=hour_of(now()), door=door, kind=kind_of(actor, door), **asdict(counted)
    )


@action
def count_choice(actor: Actor, asking: UUID, service: UUID, *, referred: bool) -> Search | None:
    """Something that was found was looked at, or a recipe was begun from it; of what was not counted nothing is."""
    require(actor, "finding.count")
    search = Search.objects.filter(asking=asking).order_by("-id").first()
    if search is None:
        return None
    search.pk, search.chosen, search.referred = None, service, search.referred or referred
    search.save(force_insert=True)
    return search
