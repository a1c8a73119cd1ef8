"""How a table is told: how often it meets, what its purpose is called, and how one invites to it."""

from django.conf import settings
from django.urls import reverse
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from kortelijn.gatherings.models import Approach, Circle
from kortelijn.rota.patterns import pattern_words


def rhythm_words(circle: Circle) -> str:
    """`elke week op dinsdag, 9.00 – 10.00`; nothing without a rhythm."""
    if not circle.rrule or circle.first_day is None or circle.begins_at is None or circle.ends_at is None:
        return ""
    hours = f"{time_format(circle.begins_at, 'G.i')} – {time_format(circle.ends_at, 'G.i')}"
    return f"{pattern_words(circle.rrule, circle.first_day)}, {hours}"


def purpose_title(circle: Circle) -> str:
    """What stands above its purpose."""
    titles = {
        Circle.Kind.STANDING: _("Waarvoor"), Circle.Kind.THEME: _("De vraag"),
        Circle.Kind.COLLABORATION: _("Wat wij samen doen"),
    }  # fmt: skip
    return titles[Circle.Kind(circle.kind)]


def invitation(approach: Approach) -> str:
    """Words that whoever makes the contact can send or say, also to who has no seat here yet."""
    circle, who = approach.circle, approach.seat or approach.organization
    lines = [
        _("Beste collega van {who},").format(who=who),
        _("Wij willen u graag vragen voor {name}.").format(name=circle.name),
        circle.purpose,
        _("Aan onze tafel ontbreekt nog: {what}.").format(what=approach.brings) if approach.brings else "",
        _("Zullen we een half uur kennismaken? Meer leest u op {url}").format(
            url=f"{settings.PUBLIC_URL}{reverse('gatherings:approach', args=[approach.pk])}"
        ),
    ]
    return "\n\n".join(line for line in lines if line)
