import pytest
from django.template import Context, Engine, Origin, Template

from kortelijn.config.strict_templates import OURS, Undefined, UndefinedVariable

STRICT = Engine(string_if_invalid=Undefined())


def render(source: str, name: str = str(OURS / "web" / "templates" / "x.html")) -> str:
    return Template(source, origin=Origin(name), engine=STRICT).render(Context({"known": 1}))


@pytest.mark.parametrize("source", ["{{ missing }}", "{{ known.missing }}", "{% with a=missing %}{{ a }}{% endwith %}"])
def test_an_undefined_variable_of_ours_raises(source: str) -> None:
    with pytest.raises(UndefinedVariable, match="missing"):
        render(source)


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("{{ known }}", "1"),
        ("{% if missing %}a{% else %}b{% endif %}", "b"),
        ("{% for a in missing %}a{% empty %}b{% endfor %}", "b"),
        ("{% firstof missing known %}", "1"),
    ],
)
def test_conditions_may_ask_for_what_is_not_there(source: str, shown: str) -> None:
    assert render(source) == shown


def test_templates_of_other_packages_keep_their_ways() -> None:
    assert render("[{{ missing }}]", "/elsewhere/allauth/login.html") == "[]"
