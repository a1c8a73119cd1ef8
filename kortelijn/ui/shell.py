"""What the page frame shows around the content: plain data, filled in by the web app on the request."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, cast

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True)
class NavItem:
    """One place to go: in the header (`request.navigation`), in tabs and in filters."""

    label: str
    url: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True)
class SeatCard:
    """Who is at work and on which seat (`request.seat_card`), for the menu at the right."""

    name: str
    profession: str = ""
    organization: str = ""
    switch_url: str = ""

    @property
    def role(self) -> str:
        """Profession and organization in one line, without a loose separator."""
        return " · ".join(part for part in (self.profession, self.organization) if part)


def initials(name: str) -> str:
    """First letters of the first and last name that start with a capital: "Sanne de Wit" gives SW."""
    words = [word for word in name.replace(".", ". ").split() if word[:1].isupper() and word not in {"Dr.", "Drs."}]
    letters = [word[0] for word in words]
    return "".join(letters[:1] + letters[1:][-1:]) or name[:1].upper()


def optional_url(name: str, *args: object) -> str:
    """The URL with this name, or nothing where the project does not have that page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def seat_card(request: HttpRequest | None) -> SeatCard | None:
    """The card the web app put on the request, or the plain account when there is none yet."""
    card: SeatCard | None = getattr(request, "seat_card", None)
    user = getattr(request, "user", None)
    if card is None and user is not None and user.is_authenticated:
        return SeatCard(name=user.get_username())
    return card


class Dressed(Protocol):
    """Who has looks of its own: a network, which this floor does not know."""

    slug: str
    theme: dict[str, Any]


def whose_looks(context: Mapping[Any, Any]) -> Dressed | None:
    """The network that a page is about, or else the one that its reader works in."""
    about = context.get("network")
    if hasattr(about, "theme"):
        return cast(Dressed, about)
    return getattr(context.get("request"), "own_network", None)


def frame(request: HttpRequest | None) -> dict[str, Any]:
    """Everything that header and footer need; renders a calm frame when the request knows nothing."""
    navigation: Sequence[NavItem] = getattr(request, "navigation", ())
    login_url = optional_url("account_login")
    return {
        "request": request,
        "nav_items": navigation,
        "nav_tabs": getattr(request, "tabs", ()),
        "seat": seat_card(request),
        "login_url": "" if request is not None and request.path == login_url else login_url,
        "logout_url": optional_url("account_logout"),
        "security_url": optional_url("mfa_index"),
        "privacy_url": optional_url("web:privacy"),
        "accessibility_url": optional_url("web:accessibility"),
        "style_guide_url": optional_url("ui:style_guide"),
        "language_url": optional_url("set_language"),
        "path": request.get_full_path() if request is not None else "/",
    }
