"""What stands behind an address is fetched with care: never from inside our own network, never endlessly.

Every name is looked up once, every address it leads to must be public, and the connection goes to the address that
was looked at (so that a name cannot lead elsewhere a moment later). A redirect is an address again.
"""

import hashlib
import http.client
import ipaddress
import json
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from django.utils.translation import gettext as _

from kortelijn.interop.hsds.source import Unreadable
from kortelijn.interop.transfer import limits

REDIRECTS = 5
PORTS = {"http": 80, "https": 443}
CHUNK = 64 * 1024
OK, MOVED = 200, {301, 302, 303, 307, 308}
DETAILS = 1_000  # services that are asked for one by one
Told = Callable[[int, int], None]


class _Pinned(http.client.HTTPConnection):
    """A connection to an address that was looked at, under the name that was asked for."""

    def __init__(self, host: str, port: int, address: str, *, secure: bool) -> None:
        super().__init__(host, port, timeout=limits.QUIET)
        self._address, self._secure = address, secure

    def connect(self) -> None:
        """Connect to the address; the certificate must be that of the name."""
        self.sock = socket.create_connection((self._address, self.port), self.timeout)
        if self._secure:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


def public_address(host: str, port: int) -> str:
    """An address of this host that everybody may reach; one within our own walls refuses the whole name."""
    try:
        found = {str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError) as error:
        raise Unreadable(_("%(host)s is niet te vinden. Controleer het webadres.") % {"host": host}) from error
    if not limits.PRIVATE_ADDRESSES and not all(_is_public(address) for address in found):
        what = _("%(host)s is geen openbaar webadres. Kies een adres dat iedereen kan openen.")
        raise Unreadable(what % {"host": host})
    return sorted(found)[0]


def _is_public(text: str) -> bool:
    address = ipaddress.ip_address(text.partition("%")[0])
    inner = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    return address.is_global and not address.is_multicast and (inner is None or inner.is_global)


@dataclass
class Fetcher:
    """One fetch with its budget of bytes and seconds."""

    left: int = limits.UPLOAD
    ends: float = field(default_factory=lambda: time.monotonic() + limits.SECONDS)

    def get(self, url: str) -> bytes:
        """The body behind an address, redirects followed."""
        for _step in range(REDIRECTS + 1):
            body, onward = self._once(url)
            if onward is None:
                return body
            url = onward
        raise Unreadable(_("Dit webadres verwijst steeds door. Vraag de bron om het juiste adres."))

    def _once(self, url: str) -> tuple[bytes, str | None]:
        connection, path = _connection(url)
        try:
            connection.request("GET", path, headers={"User-Agent": "Kortelijn", "Accept": "*/*",
                                                     "Accept-Encoding": "identity"})  # fmt: skip
            answer = connection.getresponse()
            if answer.status in MOVED:
                return b"", urljoin(url, answer.headers.get("Location") or "/")
            if answer.status != OK:
                words = {"status": answer.status, "host": connection.host}
                raise Unreadable(_("%(host)s geeft geen bestand (antwoord %(status)d). Controleer het adres.") % words)
            return b"".join(self._chunks(answer)), None
        except (OSError, http.client.HTTPException, ValueError) as error:
            words = {"host": connection.host}
            raise Unreadable(_("%(host)s antwoordt niet goed. Probeer het later opnieuw.") % words) from error
        finally:
            connection.close()

    def _chunks(self, answer: http.client.HTTPResponse) -> Iterator[bytes]:
        while data := answer.read1(CHUNK):
            self.left -= len(data)
            if self.left < 0:
                raise Unreadable(_("Achter dit adres staat meer dan %(most)d MB. Vraag de bron om minder tegelijk.")
                                 % {"most": limits.UPLOAD // (1024 * 1024)})  # fmt: skip
            if time.monotonic() > self.ends:
                raise Unreadable(_("Het ophalen duurt te lang (meer dan vijf minuten). Probeer het later opnieuw."))
            yield data


def _connection(url: str) -> tuple[_Pinned, str]:
    wrong = _("Dit is geen webadres. Schrijf het voluit, zoals https://voorbeeld.nl/aanbod.json.")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or PORTS.get(parts.scheme, 0)
    except ValueError as error:
        raise Unreadable(wrong) from error
    if parts.scheme not in PORTS or not host or parts.username:
        raise Unreadable(wrong)
    path = urlunsplit(("", "", parts.path or "/", parts.query, "")).replace(" ", "%20")
    if not path.isascii() or any(sign < " " for sign in path):
        raise Unreadable(_("In dit webadres staat een teken dat niet mag. Kopieer het nog eens."))
    return _Pinned(host, port, public_address(host, port), secure=parts.scheme == "https"), path


def fetch(url: str, target: Path, told: Told = lambda _done, _all: None) -> list[str]:
    """Fetch a file, or all pages of an HSDS list, into `target`; what the source said wrongly comes back in words."""
    fetcher = Fetcher()
    body = fetcher.get(url)
    page = _page(body)
    if page is None:
        target.write_bytes(body)
        return []
    items, remarks = _all_pages(fetcher, url, page, told)
    target.write_text(json.dumps(_with_details(fetcher, url, items, told), ensure_ascii=True), "ascii")
    return remarks


def _page(body: bytes) -> dict[str, Any] | None:
    """The page of a list, when it is one."""
    if not body.lstrip().startswith(b"{") or b'"contents"' not in body:
        return None
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) and isinstance(found.get("contents"), list) else None


def _all_pages(fetcher: Fetcher, url: str, page: dict[str, Any], told: Told) -> tuple[list[Any], list[str]]:
    """Every page; one that comes twice means that the source goes round in circles."""
    items, seen, number = list(page["contents"]), {_mark(page)}, _whole(page, "page_number") or 1
    said, pages = _whole(page, "total_items"), _whole(page, "total_pages") or 1
    last: dict[str, Any] = page
    while last["contents"] and last.get("last_page") is not True and number < max(pages, 1):
        number += 1
        if number > limits.PAGES:
            raise Unreadable(_("De bron geeft meer dan %(most)d bladzijden.") % {"most": limits.PAGES})
        found = _page(fetcher.get(_with_page(url, number)))
        if found is None:
            raise Unreadable(_("Bladzijde %(number)d van de bron is geen lijst van HSDS.") % {"number": number})
        if found["contents"] and _mark(found) in seen:
            raise Unreadable(_("Bladzijde %(number)d van de bron is dezelfde als een eerdere. Meld dit aan de bron.")
                             % {"number": number})  # fmt: skip
        seen.add(_mark(found))
        items += found["contents"]
        pages = max(pages, _whole(found, "total_pages") or 1)
        last = found
        told(number, pages)
    remark = _("De bron zegt dat er %(said)d dingen zijn, maar gaf er %(found)d.")
    wrong = said is not None and said != len(items)
    return items, [remark % {"said": said, "found": len(items)}] if wrong else []


def _mark(page: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(page["contents"], sort_keys=True).encode()).hexdigest()


def _whole(page: dict[str, Any], key: str) -> int | None:
    found = page.get(key)
    return found if isinstance(found, int) and not isinstance(found, bool) and found >= 0 else None


def _with_page(url: str, number: int) -> str:
    parts = urlsplit(url)
    asked = [(key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if key != "page"]
    return urlunsplit(parts._replace(query=urlencode([*asked, ("page", str(number))])))


def _with_details(fetcher: Fetcher, url: str, items: list[Any], told: Told) -> list[Any]:
    """A list of services may tell of each only in short; then each is asked for."""
    parts = urlsplit(url)
    short = [each for each in items if isinstance(each, dict) and each.get("id") and "service_at_locations" not in each]
    if not parts.path.rstrip("/").endswith("/services") or len(short) < len(items) or len(items) > DETAILS:
        return items
    base = urlunsplit(parts._replace(path=parts.path.rstrip("/"), query=""))
    full = []
    for number, each in enumerate(items, start=1):
        body = fetcher.get(f"{base}/{urlencode({'': str(each['id'])})[1:]}")
        try:
            full.append(json.loads(body))
        except (ValueError, RecursionError) as error:
            what = _("Wat de bron over %(id)s geeft, is geen JSON.")
            raise Unreadable(what % {"id": str(each["id"])[:60]}) from error
        told(number, len(items))
    return full
