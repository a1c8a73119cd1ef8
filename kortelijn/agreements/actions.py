"""What may be done with agreements that stand, and with routes that stand in none yet."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortelijn.agreements.models import Route
from kortelijn.kernel.actions import action
from kortelijn.kernel.actor import Actor
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
