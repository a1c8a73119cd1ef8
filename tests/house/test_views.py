"""Every view is entered through `@screen` or `@public`."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver

from kortelijn.kernel import policy
from kortelijn.kernel.screens import public, screen

View = Callable[..., Any]
FOREIGN = ("allauth.", "django.views.i18n", "django.views.static", "whitenoise.")


def every_view(patterns: list[URLPattern | URLResolver] | None = None) -> Iterator[View]:
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(entry, URLResolver):
            yield from every_view(entry.url_patterns)
        else:
            yield entry.callback


def is_ours(view: View) -> bool:
    return not view.__module__.startswith(FOREIGN)


def is_guarded(view: View) -> bool:
    return hasattr(view, "guarded_by") or bool(getattr(view, "public_because", ""))


def test_every_view_of_ours_is_guarded_or_says_why_it_is_public() -> None:
    views = [view for view in every_view() if is_ours(view)]
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


@pytest.mark.parametrize("view", ["allauth.account.views", "django.views.i18n"])
def test_only_named_libraries_bring_views_of_their_own(view: str) -> None:
    assert view.startswith(FOREIGN)
