"""Every template is used, and every word on a screen goes through gettext."""

import re
from pathlib import Path

from tests.house.tree import PACKAGE, name, python_files, templates

# Found by Django, allauth or our form renderer under these names, without us naming them.
FOUND_BY_NAME = ("400.html", "403.html", "403_csrf.html", "404.html", "429.html", "500.html", "allauth/", "account/",
                 "mfa/", "django/forms/", "usersessions/", "socialaccount/")  # fmt: skip
QUOTED = re.compile(r"""["']([\w/.-]+\.(?:html|svg|txt))["']""")
CODE = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.S)
TAGS = re.compile(r"<[^>]*>")
TRANSLATED = re.compile(r"{% blocktranslate.*?{% endblocktranslate %}|{% comment %}.*?{% endcomment %}", re.S)
VERBATIM = re.compile(r"<(code|pre|svg)\b.*?</\1>", re.S)


def short_name(path: Path) -> str:
    return str(path).split("/templates/", 1)[1]


def named_somewhere() -> set[str]:
    sources = [*python_files(), *templates()]
    return {found for path in sources for found in QUOTED.findall(path.read_text())}


def bare_words(text: str) -> list[str]:
    """Words that a reader sees and a translator does not."""
    left = TAGS.sub(" ", CODE.sub(" ", VERBATIM.sub(" ", TRANSLATED.sub(" ", text))))
    left = re.sub(r"&[a-z#0-9]+;", " ", left)
    return re.findall(r"[^\W\d_]{3,}", left)


def test_no_template_is_unused() -> None:
    named = named_somewhere()
    unused = [short_name(p) for p in templates() if not short_name(p).startswith(FOUND_BY_NAME)]
    assert [one for one in unused if one not in named] == []


def test_every_word_on_a_screen_is_translatable() -> None:
    texts = {name(path): bare_words(path.read_text()) for path in templates()}
    assert {path: words for path, words in texts.items() if set(words) - {"Kortelijn"}} == {}


def test_a_bare_word_and_an_unused_template_are_found() -> None:
    assert bare_words("<p>Hallo daar</p>") == ["Hallo", "daar"]
    assert bare_words('<p>{% translate "Hallo" %}</p>') == []
    assert bare_words('<p{% if many > 1 %} class="long"{% endif %}>{{ many }}</p>') == []
    assert "ui/never.html" not in named_somewhere()
    assert (PACKAGE / "ui" / "templates" / "base.html").exists()
