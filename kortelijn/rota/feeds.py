"""Secret addresses of calendars: made from a nonce and the secret of this site, so no table gives them away."""

from uuid import UUID

from django.utils.crypto import constant_time_compare, salted_hmac

from kortelijn.rota.models import Feed

SALT = "kortelijn.rota.feed"


def key_of(feed: Feed) -> str:
    """What stands in the address."""
    return f"{feed.pk.hex}-{_seal(feed)}"


def feed_with(key: str) -> Feed | None:
    """Whose calendar an address opens; nothing for an address that was renewed or never was."""
    name, _sign, seal = key.partition("-")
    try:
        feed = Feed.objects.filter(pk=UUID(hex=name)).select_related("person").first()
    except ValueError:
        return None
    return feed if feed and constant_time_compare(seal, _seal(feed)) else None


def _seal(feed: Feed) -> str:
    return salted_hmac(SALT, f"{feed.pk}:{feed.nonce}", algorithm="sha256").hexdigest()[:40]
