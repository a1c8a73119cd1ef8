"""Every view is entered through `@screen` or `@public`."""

from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

from kortelijn.kernel import policy
from kortelijn.kernel.screens import public, screen

View = Callable[..., Any]
# Libraries that bring addresses with views of their own; allauth also uses Django's bare redirects for old addresses.
FOREIGN = ("allauth.", "django.conf.urls.i18n")


def every_view(patterns: list[URLPattern | URLResolver] | None = None) -> Iterator[View]:
    """Our own views, by way of every address."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(entry, URLPattern):
            yield entry.callback
        elif not comes_from_elsewhere(entry):
            yield from every_view(entry.url_patterns)


def comes_from_elsewhere(resolver: URLResolver) -> bool:
    module = resolver.urlconf_name
    return getattr(module, "__name__", "").startswith(FOREIGN)


def is_guarded(view: View) -> bool:
    return hasattr(view, "guarded_by") or bool(getattr(view, "public_because", ""))


def test_every_view_of_ours_is_guarded_or_says_why_it_is_public() -> None:
    views = list(every_view())
    assert len(views) > 10
    assert [f"{view.__module__}.{view.__name__}" for view in views if not is_guarded(view)] == []


def test_every_guard_names_a_verb_that_has_a_policy() -> None:
    guards = {view.guarded_by for view in every_view() if hasattr(view, "guarded_by")}
    assert guards - set(policy.verbs()) == set()


def test_a_view_without_a_door_is_found() -> None:
    def bare(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    assert not is_guarded(bare)
    assert not is_guarded(public("")(bare))
    assert is_guarded(public("everybody may read it")(bare))
    assert is_guarded(screen("referrals.see")(bare))


def test_only_named_libraries_bring_views_of_their_own() -> None:
    resolvers = [entry for entry in get_resolver().url_patterns if isinstance(entry, URLResolver)]
    foreign = [entry for entry in resolvers if comes_from_elsewhere(entry)]
    assert 0 < len(foreign) < len(resolvers)
    assert not comes_from_elsewhere(URLResolver(RoutePattern("lijnen/"), "kortelijn.referrals.urls"))
