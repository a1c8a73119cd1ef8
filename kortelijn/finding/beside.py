"""What stands beside the one box: floors above `finding` put their own part there, so that none is imported here."""

from collections.abc import Callable

from django.utils.safestring import SafeString

from kortelijn.kernel.screens import KortelijnRequest

Part = Callable[[KortelijnRequest], SafeString | None]
_parts: list[Part] = []


def beside_the_box(part: Part) -> Part:
    """Decorator: this function gives a card for the page on which somebody searches, or nothing."""
    _parts.append(part)
    return part


def parts_beside(request: KortelijnRequest) -> list[SafeString]:
    """The cards for this request, in the order in which they were declared."""
    return [shown for shown in (part(request) for part in _parts) if shown]
