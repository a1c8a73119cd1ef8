"""Reads the settings that come from outside, and names in Dutch everything that is missing, all at once."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

# What production cannot do without, each with a line that says what to put there.
REQUIRED = {
    "KORTELIJN_SECRET_KEY": "een lange willekeurige tekst, bijvoorbeeld van `openssl rand -base64 48`",
    "DATABASE_URL": "de PostgreSQL-database, bijvoorbeeld postgresql://gebruiker:wachtwoord@server:5432/kortelijn",
    "KORTELIJN_HOSTS": "de namen waarop de site te bereiken is, met komma's ertussen, bijvoorbeeld kortelijn.example",
    "KORTELIJN_URL": "het adres zoals mensen het intikken, bijvoorbeeld https://kortelijn.example",
    "KORTELIJN_MAIL_URL": "de mailserver, bijvoorbeeld smtp+tls://gebruiker:wachtwoord@mail.example:587",
    "KORTELIJN_MAIL_FROM": "de afzender van mail, bijvoorbeeld Kortelijn <noreply@kortelijn.example>",
    "KORTELIJN_DATA": "de map voor bestanden van de site, bijvoorbeeld /var/lib/kortelijn",
}
SECRET_KEY_LENGTH = 50
PREPARED_AFTER = 3  # times that a connection was asked the same; only what takes a prepared cursor (kernel/statements)


def require(environ: Mapping[str, str]) -> None:
    """Refuse to start half-configured: one message names each setting that is missing or unfit."""
    wrong = {name: advice for name, advice in REQUIRED.items() if not environ.get(name, "").strip()}
    key = environ.get("KORTELIJN_SECRET_KEY", "")
    if key and len(key) < SECRET_KEY_LENGTH:
        wrong["KORTELIJN_SECRET_KEY"] = (
            f"is te kort (minder dan {SECRET_KEY_LENGTH} tekens): neem " + REQUIRED["KORTELIJN_SECRET_KEY"]
        )
    url = environ.get("KORTELIJN_URL", "")
    if url and not url.startswith("https://"):
        wrong["KORTELIJN_URL"] = "moet met https:// beginnen: " + REQUIRED["KORTELIJN_URL"]
    if wrong:
        lines = "".join(f"\n  {name}: {advice}" for name, advice in wrong.items())
        raise ImproperlyConfigured(f"Kortelijn start niet, want deze instellingen ontbreken of kloppen niet:{lines}")


def listed(value: str) -> list[str]:
    """The parts of a text with commas."""
    return [part.strip() for part in value.split(",") if part.strip()]


def origin(url: str) -> str:
    """Scheme, host and port of an address: what a browser compares."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def database_from_url(url: str) -> dict[str, Any]:
    """Django's database setting from `postgresql://user:pass@host:port/name?sslmode=…`.

    A Unix socket goes as `postgresql:///name?host=/folder` or `postgresql://%2Ffolder/name`.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise ImproperlyConfigured(
            "DATABASE_URL moet met postgresql:// beginnen: Kortelijn werkt alleen met PostgreSQL."
        )
    options = dict(parse_qsl(parts.query))
    name = unquote(parts.path.lstrip("/")) or options.pop("dbname", "")
    if not name:
        raise ImproperlyConfigured("DATABASE_URL noemt geen database: zet de naam erachter, zoals …/kortelijn.")
    # A pooler that hands each transaction to another connection cannot keep statements: `?prepare=no` for those.
    prepared = None if options.pop("prepare", "") == "no" else PREPARED_AFTER
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or "") or options.pop("user", ""),
        "PASSWORD": unquote(parts.password or "") or options.pop("password", ""),
        "HOST": _host(parts.netloc) or options.pop("host", ""),
        "PORT": _port(url) or options.pop("port", ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options | {"prepare_threshold": prepared},
    }


def mail_from_url(url: str) -> dict[str, Any]:
    """Django's mail settings from `smtp://…`, `smtp+tls://…` (STARTTLS) or `smtps://…`."""
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtp+tls", "smtps"} or not parts.hostname:
        raise ImproperlyConfigured(
            "KORTELIJN_MAIL_URL moet beginnen met smtp://, smtp+tls:// of smtps:// en de server noemen."
        )
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or {"smtp": 25, "smtp+tls": 587, "smtps": 465}[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 20,
    }


PDOK_TILES = "https://service.pdok.nl/brt/achtergrondkaart/wmts/v2_0/standaard/EPSG:3857/{z}/{x}/{y}.png"
PDOK_CREDIT = "© Kadaster, BRT Achtergrondkaart (CC BY 4.0)"


def tiles(value: str) -> tuple[str, str]:
    """Where map tiles come from and whose they are: `pdok`, or an address with {z}, {x} and {y}, and # its owner."""
    if value == "pdok":
        return PDOK_TILES, PDOK_CREDIT
    url, _mark, owner = value.partition("#")
    if value and not (url.startswith("https://") and all(part in url for part in ("{z}", "{x}", "{y}"))):
        raise ImproperlyConfigured("KORTELIJN_TILES is pdok, of een https-adres met {z}, {x} en {y}.")
    return url, owner or (f"© {_host(urlsplit(url).netloc)}" if url else "")


def kept_secret(path: Path) -> str:
    """A secret key made once and kept in the data directory, readable for its owner only."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip() or _renewed(path)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()


def _renewed(path: Path) -> str:
    """A key file that a crash left empty is made anew."""
    path.write_text(secrets.token_urlsafe(48))
    return path.read_text().strip()


def _host(netloc: str) -> str:
    """The host as written, since `urlsplit().hostname` would make a socket's path lower case."""
    host = netloc.rpartition("@")[2]
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return unquote(host.partition(":")[0])


def _port(url: str) -> str:
    try:
        port = urlsplit(url).port
    except ValueError:
        raise ImproperlyConfigured("De poort in DATABASE_URL is geen getal tussen 0 en 65535.") from None
    return str(port) if port else ""


def oidc_provider(environ: Mapping[str, str]) -> dict[str, Any]:
    """The organization's own login (OpenID Connect); all three settings or none."""
    missing = [name for name in ("KORTELIJN_OIDC_CLIENT", "KORTELIJN_OIDC_SECRET") if not environ.get(name)]
    if missing:
        raise ImproperlyConfigured(f"KORTELIJN_OIDC_URL is gezet; zet ook {' en '.join(missing)}.")
    app = {
        "provider_id": "organisatie",
        "name": environ.get("KORTELIJN_OIDC_NAME", "Uw organisatie"),
        "client_id": environ["KORTELIJN_OIDC_CLIENT"],
        "secret": environ["KORTELIJN_OIDC_SECRET"],
        "settings": {"server_url": environ["KORTELIJN_OIDC_URL"]},
    }
    return {"openid_connect": {"APPS": [app]}}
