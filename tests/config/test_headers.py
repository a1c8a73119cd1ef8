import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_the_page_may_load_nothing_from_elsewhere_and_run_nothing_inline(client: Client) -> None:
    policy = client.get("/account/login/")["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    for closed in ("frame-ancestors", "base-uri", "object-src"):
        assert f"{closed} 'none'" in policy


def test_the_other_headers(client: Client) -> None:
    answer = client.get("/account/login/")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]


def test_a_page_made_for_one_person_is_not_stored(client: Client) -> None:
    assert "no-store" in client.get("/account/login/")["Cache-Control"]
