"""Collects every text of code and templates into the English catalogue, on a machine without gettext.

`make messages` keeps the translations that are there, adds what is new without one, and drops what is gone.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polib
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parent.parent
CATALOG = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
HEADER = "The English of Kortelijn. The msgids are the Dutch texts themselves; `make messages` collects them."
METADATA = {
    "Language": "en",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}
# Which arguments of each function are what; the lazy and noop forms take the same.
ARGUMENTS = {
    "gettext": ("text",),
    "ngettext": ("text", "plural"),
    "pgettext": ("context", "text"),
    "npgettext": ("context", "text", "plural"),
}
CALL = re.compile(r"(?<![\w.])(?:_|n?p?gettext)\(")
PLACEHOLDER = re.compile(r"%\(\w+\)[sdf]|%(?:\.\d+)?[sdf%]|\{\w*(?::[^{}]*)?\}")


@dataclass(frozen=True)
class Message:
    """One text as it stands in the source, and where."""

    text: str
    plural: str = ""
    context: str | None = None
    path: str = ""

    @property
    def key(self) -> tuple[str | None, str]:
        """What gettext looks it up by."""
        return self.context, self.text


class UnreadableMessage(Exception):
    """A text that no catalogue can hold, because it is put together while running."""


def collect(package: Path = PACKAGE) -> dict[tuple[str | None, str], list[Message]]:
    """Every text of the package and all its places, in the order of the files."""
    found: dict[tuple[str | None, str], list[Message]] = {}
    for message in _messages(package):
        found.setdefault(message.key, []).append(message)
    return found


def from_python(source: str, path: str = "") -> Iterator[Message]:
    """The texts in a module, under whatever name it imported gettext."""
    tree = ast.parse(source)
    names = _names(tree)
    # Not ast.walk: that goes level by level, and a translator reads from top to bottom.
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        function = names.get(_called(call))
        if function:
            yield from _message(call, function, path)


def from_template(source: str, path: str = "") -> Iterator[Message]:
    """The texts in a template: translate, blocktranslate with plural and context, and _("…")."""
    text = templatize(source, origin=path)
    for start in CALL.finditer(text):
        call = _first_call(text[start.start() :])
        function = _called(call)
        yield from _message(call, "gettext" if function == "_" else function, path)


def placeholders(text: str) -> set[str]:
    """What is filled in while running, and must come back in a translation."""
    return set(PLACEHOLDER.findall(text))


def update(path: Path = CATALOG) -> list[str]:
    """Write the catalogue anew, keeping its translations; what to tell the person who runs it."""
    old = {(entry.msgctxt, entry.msgid): entry for entry in polib.pofile(str(path))} if path.exists() else {}
    found = collect()
    catalog = polib.POFile(wrapwidth=116)
    catalog.header, catalog.metadata = HEADER, METADATA
    catalog.extend(entry_for(messages, old.get(key)) for key, messages in found.items())
    path.parent.mkdir(parents=True, exist_ok=True)
    catalog.save(str(path))
    return [
        f"{len(found)} teksten, waarvan {len(catalog.untranslated_entries())} nog zonder Engels.",
        *(f"  nog zonder Engels: {entry.msgid}" for entry in catalog.untranslated_entries()),
        *(f"  verdwenen: {text}" for context, text in old if (context, text) not in found),
    ]


def entry_for(messages: list[Message], old: polib.POEntry | None = None) -> polib.POEntry:
    """One entry for a text: its places, and the translation that it had if the text still has the same forms."""
    plural = next((message.plural for message in messages if message.plural), "")
    entry = polib.POEntry(msgid=messages[0].text, msgid_plural=plural, msgctxt=messages[0].context)
    entry.occurrences = [(path, "") for path in dict.fromkeys(message.path for message in messages)]
    if any(one.startswith("%") for one in placeholders(entry.msgid + plural)):
        entry.flags = ["python-format"]
    kept = old if old is not None and bool(old.msgid_plural) == bool(plural) else None
    if plural:
        entry.msgstr_plural = kept.msgstr_plural if kept else {0: "", 1: ""}
    else:
        entry.msgstr = kept.msgstr if kept else ""
    return entry


def _messages(package: Path) -> Iterator[Message]:
    for path in _sources(package):
        name = str(path.relative_to(package.parent))
        read = from_python if path.suffix == ".py" else from_template
        try:
            yield from read(path.read_text(), name)
        except (UnreadableMessage, SyntaxError) as error:
            raise UnreadableMessage(f"{name}: {error}") from None


def _sources(package: Path) -> Iterable[Path]:
    modules = [path for path in package.rglob("*.py") if "migrations" not in path.parts]
    templates = [path for path in package.rglob("templates/**/*") if path.suffix in {".html", ".txt", ".svg"}]
    return sorted([*modules, *templates])


def _names(tree: ast.Module) -> dict[str, str]:
    """What this module calls each function of gettext: {"_": "gettext"}."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            names |= {alias.asname or alias.name: alias.name for alias in node.names}
    bare = {name: re.sub(r"_(lazy|noop)$", "", function) for name, function in names.items()}
    return {name: function for name, function in bare.items() if function in ARGUMENTS}


def _called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _message(call: ast.Call, function: str, path: str) -> Iterator[Message]:
    """The text of one call; a name instead of a text stands for one that is collected where it is written."""
    values = call.args[: len(ARGUMENTS[function])]
    if any(isinstance(value, ast.JoinedStr | ast.BinOp) for value in values):
        raise UnreadableMessage(f"put together while running: {ast.unparse(call)}")
    if all(isinstance(value, ast.Constant) and isinstance(value.value, str) for value in values):
        texts = [ast.literal_eval(value) for value in values]
        yield Message(**dict(zip(ARGUMENTS[function], texts, strict=True)), path=path)


def _first_call(text: str) -> ast.Call:
    """The call that this text begins with, whatever comes after it."""
    for end in re.finditer(r"\)", text):
        try:
            call = ast.parse(text[: end.end()], mode="eval").body
        except SyntaxError:
            continue
        if isinstance(call, ast.Call):
            return call
    raise UnreadableMessage(text[:80])


if __name__ == "__main__":
    sys.stdout.write("\n".join(update()) + "\n")
