"""The only two doors to a view: `@screen` (signed in, visible or 404, allowed or 403, logged) and `@public`."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db import connection, models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from kortelijn.kernel import kept
from kortelijn.kernel.access import READ_METHODS, log_access
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.errors import NotAllowed
from kortelijn.kernel.models import AccessLog
from kortelijn.kernel.policy import may

View = Callable[..., HttpResponse]
METHODS = ("GET", "HEAD", "POST")
KEPT = "bewaard"  # a form that keeps what is typed, in this browser or as a draft, says so itself


class KortelijnRequest(HttpRequest):
    """A request after the middleware: it knows who acts, and gathers whom the page shows."""

    actor: Actor
    shown: list[models.Model]


class WriteOnGet(RuntimeError):
    """A GET that wrote: a mistake in our code, never of the person."""


def screen(
    verb: str, of: type[models.Model] | None = None, methods: tuple[str, ...] = METHODS
) -> Callable[[View], View]:
    """Guard a view with the policy `verb`; with `of`, the URL's `pk` becomes the object itself."""

    def guard(view: View) -> View:
        @wraps(view)
        def enter(request: KortelijnRequest, **kwargs: Any) -> HttpResponse:
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            if not request.actor.signed_in:
                return _to_login(request, methods)
            request.shown = []
            args = [_visible(request, of, kwargs.pop("pk"))] if of else []
            _admit(request.actor, verb, args[0] if args else None)
            _bring_back(request)
            response = _run(request, verb, lambda: view(request, *args, **kwargs), args)
            return _leave(request, response)

        enter.guarded_by = verb  # type: ignore[attr-defined]  # read by the house test that lists every view
        enter.guarded_model = of  # type: ignore[attr-defined]  # read by the generated rights table
        return enter

    return guard


def public(why: str) -> Callable[[View], View]:
    """Open a view to everybody, and say why that is right."""

    def open_door(view: View) -> View:
        @wraps(view)
        def enter(request: KortelijnRequest, **kwargs: Any) -> HttpResponse:
            with reading_only(request):
                return view(request, **kwargs)

        enter.public_because = why  # type: ignore[attr-defined]  # read by the house test that lists every view
        return enter

    return open_door


def show(request: KortelijnRequest, *objects: models.Model) -> None:
    """Say that this page shows these objects too; those about residents go into the access log."""
    request.shown.extend(objects)


def _to_login(request: KortelijnRequest, methods: tuple[str, ...]) -> HttpResponse:
    """To the login page and back; a part of a page is never filled with it: then the whole page goes there."""
    if request.headers.get("HX-Request"):
        messages.info(request, _("U bent uitgelogd. Log opnieuw in; wat u typte blijft in dit venster staan."))
        back = urlsplit(request.headers.get("HX-Current-URL", "")).path or "/"
        login = redirect_to_login(f"{back}#verder")["Location"]
        return HttpResponse(status=HTTPStatus.UNAUTHORIZED, headers={"HX-Redirect": login})
    if request.method == "POST" and not request.headers.get("X-Autosave"):
        return redirect_to_login(_after_login(request, methods))
    return redirect_to_login(request.get_full_path())


def _after_login(request: KortelijnRequest, methods: tuple[str, ...]) -> str:
    """Where a form that was sent too late is shown again, filled in; a lone button is back where it stood."""
    has_page = "GET" in methods
    comes_back = has_page and kept.keep(request)
    safe = _("U bent uitgelogd. Wat u typte, is bewaard: log opnieuw in.")
    again = _("U bent uitgelogd. Er is nog niets gebeurd. Log opnieuw in om verder te gaan.")
    messages.info(request, safe if comes_back or KEPT in request.POST else again)
    if comes_back:
        return kept.return_address(request)
    return request.get_full_path() if has_page else page_before(request)


def page_before(request: HttpRequest) -> str:
    """The page of ours on which somebody pressed a button, or the start page."""
    before = request.headers.get("Referer", "")
    safe = url_has_allowed_host_and_scheme(before, {request.get_host()}, require_https=request.is_secure())
    return before if safe else "/"


def _bring_back(request: KortelijnRequest) -> None:
    """Show what was typed before the session was over; it is sent when the person says so."""
    if request.method == "GET" and kept.bring_back(request, request.actor.account_id):
        messages.info(request, _("Dit had u ingevuld. Er is nog niets verstuurd: kijk het na en verstuur het."))


def _leave(request: KortelijnRequest, response: HttpResponse) -> HttpResponse:
    if request.method == "POST" and response.has_header("Location"):
        kept.forget(request)
    kept.know_again(request, response, request.actor.account_id)
    return response


def _visible(request: KortelijnRequest, of: type[models.Model], pk: Any) -> models.Model:
    rows: Any = of._default_manager
    try:
        found: models.Model = get_object_or_404(rows.visible_to(request.actor), pk=pk)
    except Http404:
        raise Http404(of._meta.label_lower) from None
    return found


def _admit(actor: Actor, verb: str, obj: models.Model | None) -> None:
    if may(actor, verb, obj):
        return
    log_access(actor, verb, [obj] if obj else [], refused=True)
    raise NotAllowed(verb)


def _run(
    request: KortelijnRequest, verb: str, view: Callable[[], HttpResponse], args: list[models.Model]
) -> HttpResponse:
    with reading_only(request):
        response = view()
    action = AccessLog.Action.READ if request.method in READ_METHODS else AccessLog.Action.UPDATE
    log_access(request.actor, verb, _distinct([*args, *request.shown]), action)
    return response


def _distinct(objects: list[models.Model]) -> list[models.Model]:
    return list({(obj._meta.label, obj.pk): obj for obj in objects}.values())


@contextmanager
def reading_only(request: HttpRequest) -> Iterator[None]:
    """While a GET runs, a statement that writes raises: a link that is merely followed never changes anything."""
    if request.method not in READ_METHODS:
        yield
        return
    with connection.execute_wrapper(_refuse_writes):
        yield


def _refuse_writes(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    if sql.lstrip(" (\n").split(" ", 1)[0].upper() in {"INSERT", "UPDATE", "DELETE", "TRUNCATE"} or "FOR UPDATE" in sql:
        raise WriteOnGet(sql.split(" ", 3)[0])
    return execute(sql, params, many, context)
