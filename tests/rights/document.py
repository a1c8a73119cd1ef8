"""The page docs/rights.md, made from the rules themselves; `.venv/bin/python -m tests.rights` writes it."""

import re
from importlib import import_module
from pathlib import Path

from django.apps import apps
from rules.predicates import Predicate

from kortelijn.kernel import policy
from tests.rights.addresses import addresses

PAGE = Path(__file__).parents[2] / "docs" / "rights.md"
INTRODUCTION = """\
# Who may do what

Made from the rules in the code by `.venv/bin/python -m tests.rights`; a test fails when it is out of date.

Four questions stand before every page, in this order:

1. Are you logged in? Else: to the login page.
2. Does this object exist *for you* (`visible_to`)? Else 404, the same as for something that does not exist at all.
3. May you do this verb with it (`policy.py`)? Else 403, and the refusal is written in the access log.
4. Is it about a resident? Then the access log gets a line: who, from which seat, what, when.

What everybody really gets at each address stands in `tests/rights/expected/`; every cell of it is asked in a test.
"""
OR = {"|": " *or* ", "&": " *and* ", "~": "not: "}


def rights() -> str:
    """The whole page."""
    verbs = [f"| `{verb}` | {_who(rule)} | {_pages(verb)} |" for verb, rule in policy.verbs().items()]
    public = [f"| `{each.route}` | {each.public_because} |" for each in addresses() if not each.verb]
    visible = [f"| `{name}` | {says} |" for name, says in _visible().items()]
    return "\n".join([
        INTRODUCTION, "## Verbs", "", "| verb | who | addresses |", "|---|---|---|", *verbs, "",
        "## What exists for whom", "", "| object | exists for |", "|---|---|", *visible, "",
        "## Open to everybody", "", "| address | because it |", "|---|---|", *public, "",
    ])  # fmt: skip


def _who(rule: Predicate) -> str:
    """A rule as a sentence: what its predicates say of themselves."""
    words = re.findall(r"\w+|[|&~]", str(rule.name))
    said = "".join(OR.get(word) or _sentences()[word] for word in words)
    return said[:1].upper() + said[1:]


def _sentences() -> dict[str, str]:
    """What each predicate says of itself, by its name."""
    found: dict[str, str] = {}
    for app in apps.get_app_configs():
        if app.name.startswith("kortelijn.") and (Path(app.path) / "policy.py").exists():
            rules = vars(import_module(f"{app.name}.policy"))
            # One that is composed of others says nothing itself: its parts do.
            own = [each for each in rules.values() if isinstance(each, Predicate) and each.__doc__]
            found |= {each.name: _first_line(each) for each in own}
    return found


def _pages(verb: str) -> str:
    return "<br>".join(f"`{each.route}`" for each in addresses() if each.verb == verb)


def _visible() -> dict[str, str]:
    models = sorted({each.model for each in addresses() if each.model}, key=lambda model: str(model._meta.label))
    return {model._meta.label: _first_line(model.objects.all().visible_to) for model in models}


def _first_line(what: object) -> str:
    line = (what.__doc__ or "").splitlines()[0].rstrip(".")
    return line[:1].lower() + line[1:]
