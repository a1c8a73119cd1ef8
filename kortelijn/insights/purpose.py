"""Names are seen only by who coordinates and said what for; that holds for a working day, in this browser."""

from datetime import UTC, datetime, timedelta

from kortelijn.kernel.clock import now
from kortelijn.kernel.policy import may
from kortelijn.kernel.screens import KortelijnRequest

IN_SESSION = "insights.purpose"
HOLDS = timedelta(hours=8)


def remember(request: KortelijnRequest, words: str) -> None:
    """Keep what was said, with the seat from which it was."""
    until = (now() + HOLDS).timestamp()
    request.session[IN_SESSION] = {"words": words, "until": until, "seat": str(request.actor.seat_id)}


def stated(request: KortelijnRequest) -> str:
    """What this person looks at names for, or nothing when they may not or did not say."""
    told = request.session.get(IN_SESSION)
    if not told or told["seat"] != str(request.actor.seat_id) or not may(request.actor, "insights.see_people"):
        return ""
    return str(told["words"]) if now() < datetime.fromtimestamp(told["until"], UTC) else ""
