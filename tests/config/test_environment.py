import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from kortelijn.config import environment

WHOLE = {
    "KORTELIJN_SECRET_KEY": "x" * 50,
    "DATABASE_URL": "postgresql://u:p@db/k",
    "KORTELIJN_HOSTS": "kortelijn.example",
    "KORTELIJN_URL": "https://kortelijn.example",
    "KORTELIJN_MAIL_URL": "smtp://mail.example",
    "KORTELIJN_MAIL_FROM": "noreply@kortelijn.example",
    "KORTELIJN_DATA": "/var/lib/kortelijn",
}


def refusal(environ: dict[str, str]) -> str:
    with pytest.raises(ImproperlyConfigured) as refused:
        environment.require(environ)
    return str(refused.value)


def test_a_whole_configuration_is_accepted() -> None:
    environment.require(WHOLE)


def test_everything_that_is_missing_is_named_at_once() -> None:
    said = refusal({})
    assert all(name in said for name in environment.REQUIRED)


@pytest.mark.parametrize("name", sorted(environment.REQUIRED))
def test_one_missing_setting_is_named_alone(name: str) -> None:
    said = refusal({key: value for key, value in WHOLE.items() if key != name})
    assert [key for key in environment.REQUIRED if f"\n  {key}:" in said] == [name]


@pytest.mark.parametrize(("name", "value"), [("KORTELIJN_SECRET_KEY", "kort"), ("KORTELIJN_URL", "http://k.example")])
def test_an_unfit_value_is_refused(name: str, value: str) -> None:
    assert f"\n  {name}:" in refusal({**WHOLE, name: value})


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgresql://u:p%40ss@db.example:6432/k", ("k", "u", "p@ss", "db.example", "6432", {})),
        ("postgres://u@db/k?sslmode=verify-full", ("k", "u", "", "db", "", {"sslmode": "verify-full"})),
        ("postgresql:///k?host=/Run/PG&user=u&port=5433", ("k", "u", "", "/Run/PG", "5433", {})),
        ("postgresql://%2FRun%2FPG/k", ("k", "", "", "/Run/PG", "", {})),
        ("postgresql://u@[::1]:5432/k", ("k", "u", "", "::1", "5432", {})),
    ],
)
def test_database_addresses(url: str, expected: tuple[object, ...]) -> None:
    found = environment.database_from_url(url)
    assert found["OPTIONS"].pop("prepare_threshold") == environment.PREPARED_AFTER
    assert tuple(found[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")) == expected


def test_statements_are_not_kept_behind_a_pooler() -> None:
    assert environment.database_from_url("postgresql://u@db/k?prepare=no")["OPTIONS"] == {"prepare_threshold": None}


@pytest.mark.parametrize("url", ["mysql://u@db/k", "postgresql://u@db", "postgresql://u@db:99999/k", "k"])
def test_other_database_addresses_are_refused_in_dutch(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        environment.database_from_url(url)


@pytest.mark.parametrize(
    ("url", "port", "tls", "ssl"),
    [
        ("smtp://mail.example", 25, False, False),
        ("smtp+tls://u:p@mail.example", 587, True, False),
        ("smtps://mail.example:4650", 4650, False, True),
    ],
)
def test_mail_addresses(url: str, port: int, tls: bool, ssl: bool) -> None:
    found = environment.mail_from_url(url)
    assert (found["EMAIL_PORT"], found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (port, tls, ssl)


@pytest.mark.parametrize("url", ["http://mail.example", "smtp:", "mail.example"])
def test_other_mail_addresses_are_refused(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="KORTELIJN_MAIL_URL"):
        environment.mail_from_url(url)


def test_a_half_configured_provider_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="KORTELIJN_OIDC_SECRET"):
        environment.oidc_provider({"KORTELIJN_OIDC_URL": "https://login.example", "KORTELIJN_OIDC_CLIENT": "k"})


def test_the_secret_key_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "new" / "secret_key"
    first = environment.kept_secret(path)
    assert len(first) > environment.SECRET_KEY_LENGTH
    assert environment.kept_secret(path) == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_key_file_that_a_crash_left_empty_is_filled(tmp_path: Path) -> None:
    path = tmp_path / "secret_key"
    path.touch(mode=0o600)
    assert environment.kept_secret(path)
