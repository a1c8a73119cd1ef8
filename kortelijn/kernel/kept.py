"""What somebody sent after the session was over: it comes back filled in, in that browser and for that account only.

A cookie knows the browser again and whose it was. What is kept can only be read with that cookie, for two hours.
"""

import base64
import secrets
from datetime import timedelta
from hashlib import sha256
from urllib.parse import urlencode
from uuid import UUID

from cryptography.fernet import Fernet
from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.crypto import constant_time_compare, salted_hmac

from kortelijn.kernel.clock import now
from kortelijn.kernel.models import KeptPost

SALT = "kortelijn.kept"
COOKIE = f"{settings.COOKIE_PREFIX}herken{settings.COOKIE_MARK}"
KNOWN_FOR = timedelta(days=30)
KEPT_FOR = timedelta(hours=2)
LARGEST = 64 * 1024
COMES_BACK = "verder"  # in the address to which one returns after logging in
OURS = ("csrfmiddlewaretoken", "bewaard")  # not typed by anybody


def know_again(request: HttpRequest, response: HttpResponse, account_id: UUID | None) -> None:
    """Let the browser carry whose it is; when it was somebody else's, what was kept for them can no longer be read."""
    if account_id is None or _is_of(request, account_id):
        return
    token = secrets.token_urlsafe(32)
    response.set_cookie(
        COOKIE, Signer(salt=SALT).sign(f"{token}.{_mark(token, account_id)}"), max_age=KNOWN_FOR,
        secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax",
    )  # fmt: skip


def keep(request: HttpRequest) -> bool:
    """Keep what was typed, when the browser is known and there is something to keep."""
    token, _whose = _carried(request)
    typed = request.POST.copy()
    for name in OURS:
        typed.pop(name, None)
    body = typed.urlencode().encode()
    if not token or not typed or len(body) > LARGEST:
        return False
    values = {"body": _lock(token).encrypt(body), "at": now()}
    KeptPost.objects.update_or_create(key=_key(token, request), defaults=values)
    return True


def bring_back(request: HttpRequest, account_id: UUID | None) -> bool:
    """On a GET, fill the forms of the page with what was kept; nothing is done with it, because a GET only reads."""
    if account_id is None or COMES_BACK not in request.GET or not _is_of(request, account_id):
        return False
    token, _whose = _carried(request)
    kept = KeptPost.objects.filter(key=_key(token, request), at__gte=now() - KEPT_FOR).first()
    if kept is None:
        return False
    request.POST = QueryDict(_lock(token).decrypt(bytes(kept.body)).decode())
    return True


def forget(request: HttpRequest) -> None:
    """It was sent after all."""
    token, _whose = _carried(request)
    if token and COMES_BACK in request.GET:
        KeptPost.objects.filter(key=_key(token, request)).delete()


def return_address(request: HttpRequest) -> str:
    """Where what was kept comes back: the same address, with the mark."""
    asked = [*_asked(request), (COMES_BACK, "1")]
    return f"{request.path}?{urlencode(asked)}"


def _asked(request: HttpRequest) -> list[tuple[str, str]]:
    return [(name, value) for name, values in request.GET.lists() for value in values if name != COMES_BACK]


def _carried(request: HttpRequest) -> tuple[str, str]:
    """The browser's token and whose it is; nothing when the cookie is not ours."""
    try:
        token, whose = Signer(salt=SALT).unsign(request.COOKIES.get(COOKIE, "")).split(".")
    except (BadSignature, ValueError):
        return "", ""
    return token, whose


def _is_of(request: HttpRequest, account_id: UUID) -> bool:
    token, whose = _carried(request)
    return bool(token) and constant_time_compare(whose, _mark(token, account_id))


def _mark(token: str, account_id: UUID) -> str:
    """Whose it is, told to nobody: only who knows the account and our secret can make it."""
    return salted_hmac(SALT, f"{token} {account_id}", algorithm="sha256").hexdigest()


def _key(token: str, request: HttpRequest) -> str:
    return sha256(f"{token} {request.path}?{urlencode(_asked(request))}".encode()).hexdigest()


def _lock(token: str) -> Fernet:
    """Takes both our secret and the browser's: the database alone, or a backup of it, tells nothing."""
    return Fernet(base64.urlsafe_b64encode(salted_hmac(f"{SALT}.lock", token, algorithm="sha256").digest()))
