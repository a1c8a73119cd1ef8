"""The secret address of a network's calendar: made from a nonce and the secret of this site, as the own one is."""

from uuid import UUID

from django.utils.crypto import constant_time_compare, salted_hmac

from kortelijn.gatherings.models import NetworkFeed

SALT = "kortelijn.gatherings.feed"


def key_of(feed: NetworkFeed) -> str:
    """What stands in the address."""
    return f"{feed.pk.hex}-{_seal(feed)}"


def feed_with(key: str) -> NetworkFeed | None:
    """Which network's calendar an address opens; nothing for an address that was renewed or never was."""
    name, _sign, seal = key.partition("-")
    try:
        feed = NetworkFeed.objects.filter(pk=UUID(hex=name)).select_related("network").first()
    except ValueError:
        return None
    return feed if feed and constant_time_compare(seal, _seal(feed)) else None


def _seal(feed: NetworkFeed) -> str:
    return salted_hmac(SALT, f"{feed.pk}:{feed.nonce}", algorithm="sha256").hexdigest()[:40]
