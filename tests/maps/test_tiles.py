"""Tiles come from another site only when a setting names it."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from pytest_django import Settings

from kortelijn.config import settings as ours
from kortelijn.config.environment import PDOK_CREDIT, PDOK_TILES, tiles
from tests.factories.world import World


def test_without_a_setting_nothing_is_asked_of_another_site() -> None:
    assert tiles("") == ("", "")
    assert ours.CONTENT_SECURITY_POLICY["DIRECTIVES"]["img-src"] == ["'self'", "data:"]


def test_the_national_map_has_a_short_name() -> None:
    assert tiles("pdok") == (PDOK_TILES, PDOK_CREDIT)


def test_other_tiles_name_their_owner() -> None:
    url = "https://tegels.example/{z}/{x}/{y}.png"
    assert tiles(f"{url}#Gemeente") == (url, "Gemeente")
    assert tiles(url) == (url, "© tegels.example")


@pytest.mark.parametrize("value", ["osm", "http://tegels.example/{z}/{x}/{y}.png", "https://tegels.example/kaart.png"])
def test_what_is_no_address_of_tiles_is_refused(value: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="KORTELIJN_TILES"):
        tiles(value)


@pytest.mark.django_db
def test_the_map_is_told_where_its_tiles_are(settings: Settings) -> None:
    settings.TILES_URL, settings.TILES_CREDIT = PDOK_TILES, PDOK_CREDIT
    page = Client().get(f"/hulp/{World().network.slug}/kaart/").content.decode()
    assert f'data-tiles="{PDOK_TILES}"' in page
    assert "Kadaster" in page
