"""The day sheet of a group: A4, with the map, the hours and who walks along."""

from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from kortelijn.ui.print import pdf, qr
from kortelijn.ui.theming import Theme
from kortelijn.walks.models import Group
from kortelijn.walks.pages import ESTIMATE, Card, cards_of
from kortelijn.walks.picture import picture_of

PAPER = Path(__file__).parent / "papers" / "sheet.typ"
WIDTH, HEIGHT = 1000, 460


def sheet(group: Group) -> bytes:
    """A tagged PDF; a sign that no letter of ours has gives one that is tagged all the same."""
    data, theme = sheet_data(group), Theme.of(group.season.network.theme)
    try:
        return pdf(PAPER, data, theme=theme)
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
        return pdf(PAPER, data, strict=False, theme=theme)


def sheet_data(group: Group) -> dict[str, Any]:
    """Everything on the paper, in words and one drawing."""
    (card,) = cards_of(group.season, only=group.pk)
    alt = map_words(card)
    picture = picture_of(group.season.network, [stop.visit for stop in card.stops], WIDTH, HEIGHT, label=alt)
    address = f"{settings.PUBLIC_URL}{reverse('walks:group', args=[group.pk])}"
    return {
        "network": group.season.network.name, "title": group.season.title,
        "group": _("Groep {number}").format(number=group.number), "when": card.when,
        "map": str(picture.svg), "map_alt": alt, "credit": picture.credit,
        "stops": [_stop(stop) for stop in card.stops],
        "people_title": _("Wie loopt er mee"),
        "people": [{"name": each.walker.person.name, "role": each.role,
                    "guide": _("houdt de groep bij elkaar") if each.is_guide else ""} for each in card.members],
        "learned_title": _("Wat leerden wij? (geen namen van bewoners)"),
        "qr": qr(address), "qr_hint": _("Op uw telefoon:"), "qr_alt": _("QR-code naar de bladzijde van deze groep"),
        "way": str(ESTIMATE),
    }  # fmt: skip


def _stop(stop: Any) -> dict[str, Any]:
    host = stop.visit.host
    return {
        "number": stop.number, "time": stop.time, "name": host.organization.name,
        "where": stop.where, "meet": host.meet,
        "receiver": _("ontvangst: {name}").format(name=stop.receiver.name) if stop.receiver else "", "walk": stop.walk,
    }  # fmt: skip


def map_words(card: Card) -> str:
    """What the drawing shows, for who hears it."""
    names = ", ".join(f"{stop.number} {stop.visit.host.organization.name}" for stop in card.stops)
    return _("Kaart met de route langs {names}").format(names=names)
