"""Danger first: recognize crisis in any wording and say at once whom to call; nothing is stored."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from kortelijn.understanding.language import DATA
from kortelijn.understanding.worry import Worry
from kortelijn.vocabulary.loading import VocabularyError, read_yaml
from kortelijn.vocabulary.needs import need
from kortelijn.vocabulary.wording import in_language

KINDS = ("suicide", "medical", "violence", "child")
SHORT = 12  # words: what is said this shortly is meant as it is said
NAME = re.compile(r"<(\w+)>")


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to call in a crisis, on what number, and when."""

    name: str
    number: str
    url: str
    when_nl: str
    when_en: str

    @property
    def when(self) -> str:
        """Return when to call, in the language of the reader."""
        return in_language(self.when_nl, self.when_en)


@dataclass(frozen=True, slots=True)
class Safety:
    """One kind of danger that the words point to, the crisis route, and the words themselves."""

    kind: str
    route: tuple[Contact, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OutOfScope:
    """A question that this product is not for, with where to go instead."""

    code: str
    message_nl: str
    message_en: str
    url: str

    @property
    def message(self) -> str:
        """Return where to go, in the language of the reader."""
        return in_language(self.message_nl, self.message_en)


@dataclass(frozen=True, slots=True)
class _Watch:
    patterns: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...]
    outright: tuple[re.Pattern[str], ...] = ()

    def words(self, text: str, *, calm: bool = False) -> tuple[str, ...]:
        """Return what is alarming with the innocent phrases taken out; in a calm text only what is said outright."""
        patterns = self.outright if calm else (*self.outright, *self.patterns)
        if not any(pattern.search(text) for pattern in patterns):
            return ()
        for innocent in self.unless:
            text = innocent.sub(" | ", text)
        found = (pattern.search(text) for pattern in patterns)
        return tuple(dict.fromkeys(match[0].strip(" |") for match in found if match))


def dangers_in(plain: str, worry: Worry | None) -> tuple[Safety, ...]:
    """Return the dangers in a text (`with_breaks`) of which it is already known what it reminds of."""
    calm = worry is not None and worry.is_calm and len(plain.split()) > SHORT
    found = {kind: _watches()[kind].words(plain, calm=calm) for kind in KINDS}
    if worry and worry.is_danger and not any(found.values()):
        found[worry.kind] = worry.words or (plain,)
    return tuple(Safety(kind, _routes()[kind], words) for kind, words in found.items() if words)


def gentle_question_in(plain: str) -> tuple[str, str] | None:
    """Return what to ask first when words (`with_breaks`) only hint at danger, with the need that a yes adds."""
    return next((asked for watch, asked in _gentle() if watch.words(plain)), None)


def out_of_scope_of(plain: str, *, surely: bool = False) -> OutOfScope | None:
    """Return where to go with what (`with_breaks`) this product is not for; the last answer is for whatever else."""
    for watch, answer in _scope():
        if watch.words(plain):
            return answer
    return _scope()[-1][1] if surely else None


@cache
def _content() -> Mapping[str, Any]:
    content = read_yaml(DATA / "safety.yaml")
    if not isinstance(content, dict) or not {*KINDS, "words", "softly", "out_of_scope"} <= set(content):
        raise VocabularyError("safety.yaml: every kind of danger must be there")
    return content


def _compiled(patterns: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    named: Mapping[str, str] = _content()["words"]

    def written(match: re.Match[str]) -> str:
        if match[1] not in named:
            raise VocabularyError(f"safety.yaml: <{match[1]}> is not among its words")
        return NAME.sub(written, named[match[1]])

    return tuple(re.compile(NAME.sub(written, pattern)) for pattern in patterns)


@cache
def _watches() -> dict[str, _Watch]:
    lists = ("patterns", "unless", "outright")
    return {kind: _Watch(*(_compiled(_content()[kind][each]) for each in lists)) for kind in KINDS}


@cache
def _routes() -> dict[str, tuple[Contact, ...]]:
    return {kind: tuple(_contact(each) for each in _content()[kind]["contacts"]) for kind in KINDS}


def _contact(entry: Mapping[str, str]) -> Contact:
    return Contact(entry["name"], entry["number"], entry["url"], entry["when"], entry["when_en"])


@cache
def _gentle() -> tuple[tuple[_Watch, tuple[str, str]], ...]:
    return tuple(
        (_Watch(_compiled(each["patterns"]), _compiled(each["unless"])), (each["question"], need(each["need"]).code))
        for each in _content()["softly"]
    )


@cache
def _scope() -> tuple[tuple[_Watch, OutOfScope], ...]:
    return tuple(
        (
            _Watch(_compiled(each["patterns"]), ()),
            OutOfScope(each["code"], each["message"], each["message_en"], each["url"]),
        )
        for each in _content()["out_of_scope"]
    )
