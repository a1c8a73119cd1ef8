"""Who may: one set of `rules` predicates, asked directly (never `user.has_perm`, which lets superusers through)."""

from collections.abc import Callable
from typing import Any

from rules.predicates import Predicate
from rules.predicates import predicate as rules_predicate
from rules.rulesets import RuleSet

from kortelijn.kernel.actor import Actor
from kortelijn.kernel.errors import NotAllowed

_verbs = RuleSet()


def predicate(test: Callable[..., bool]) -> Predicate:
    """A question about an actor and an object that rules are composed of with `|`, `&` and `~`."""
    made: Predicate = rules_predicate(test)
    return made


def allow(verb: str, predicate: Predicate) -> None:
    """Declare in a `policy.py` who may do `app.verb`; a verb has one rule."""
    _verbs.add_rule(verb, predicate)


def may(actor: Actor, verb: str, obj: object | None = None) -> bool:
    """Whether this actor may do this verb to this object; an unknown verb is a mistake in our code."""
    if verb not in _verbs:
        raise KeyError(f"no policy for {verb}")
    return bool(_verbs.test_rule(verb, actor, obj))


def require(actor: Actor, verb: str, obj: object | None = None) -> None:
    """Stop here unless this actor may."""
    if not may(actor, verb, obj):
        raise NotAllowed(verb)


def permitted(verb: str) -> Callable[[Any, Any], bool]:
    """The same rule as the permission of a transition (a string would fall back to Django's global check)."""
    return lambda instance, actor: may(actor, verb, instance)


def verbs() -> dict[str, Predicate]:
    """Every verb with its rule, for the tests that go by all of them and the page that tells them."""
    return dict(sorted(_verbs.items()))
