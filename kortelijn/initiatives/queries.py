"""Which initiatives fit what somebody looks for."""

from django.db.models import Q

from kortelijn.initiatives.models import Initiative, InitiativeQuerySet
from kortelijn.kernel.actor import Actor


def chosen_initiatives(actor: Actor, chosen: dict[str, str]) -> InitiativeQuerySet:
    """Those of the own network that fit everything that was chosen, by name; what stopped only when asked for."""
    rows = Initiative.objects.visible_to(actor).with_all()
    rows = rows.filter(phase=chosen["fase"]) if "fase" in chosen else rows.going()
    if "thema" in chosen:
        rows = rows.filter(themes__contains=[chosen["thema"]])
    if "groep" in chosen:
        rows = rows.filter(groups__contains=[chosen["groep"]])
    for word in chosen.get("zoek", "").split():
        rows = rows.filter(Q(name__icontains=word) | Q(aim__icontains=word))
    return rows.order_by("name", "id")
