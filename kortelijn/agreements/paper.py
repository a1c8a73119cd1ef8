"""What holds here, on A4: for the wall of the staff room, each article with where it comes from."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kortelijn.agreements.pages import Chapter, Shown
from kortelijn.kernel.clock import today
from kortelijn.parties.models import Network
from kortelijn.ui.print import pdf
from kortelijn.ui.theming import Theme

PAPER = Path(__file__).parent / "papers" / "here.typ"


def here_paper(network: Network, place: str, chapters: Sequence[Chapter]) -> bytes:
    """All articles that hold in a place; what is different there says so."""
    return pdf(PAPER, {
        "title": _("Wat hier geldt: {place}").format(place=place), "network": network.name,
        "day": _("Zoals het was op {day}").format(day=date_format(today(), "j F Y")),
        "nothing": "" if chapters else _("Er geldt hier nog geen afspraak."),
        "works": _("Dit werkt door in zoeken, verwijzen en termijnen:"),
        "chapters": [_chapter(chapter) for chapter in chapters],
    }, strict=False, theme=Theme.of(network.theme))  # fmt: skip


def _chapter(chapter: Chapter) -> dict[str, Any]:
    since = chapter.version.valid_from
    about = _("versie {number}, sinds {day}").format(
        number=chapter.version.number, day=date_format(since, "j F Y") if since else ""
    )
    return {
        "title": chapter.agreement.title, "about": about, "articles": [_article(shown) for shown in chapter.articles]
    }  # fmt: skip


def _article(shown: Shown) -> dict[str, Any]:
    here = shown.article.version.agreement
    return {
        "heading": shown.article.heading, "lines": shown.article.text.splitlines(), "works": list(shown.works),
        "source": _("Eigen afspraak van {place}").format(place=here.place) if shown.local else "",
    }  # fmt: skip
