"""Learning is reproducible, and what was learned says where it came from."""

from pathlib import Path

import numpy as np
import pytest

from kortelijn.understanding import model as learned
from kortelijn.understanding.features import words_of
from kortelijn.understanding.model import NotTrained, model
from kortelijn.understanding.spoken import Spoken
from kortelijn.understanding.training import Material, is_current, train
from kortelijn.understanding.utterances import DANGERS, Utterance
from kortelijn.vocabulary.needs import NEEDS

SAID = [
    Utterance(
        f"{word} {each.label} {number}", (each.code,), (DANGERS[number % 8],) if number % 8 < len(DANGERS) else ()
    )
    for number, each in enumerate(NEEDS)
    for word in ("ik zoek", "help bij", "iets voor")
]
SAID += [Utterance("mijn paspoort verlengen", (), outside=True), Utterance("waar parkeer ik", (), outside=True)]
MATERIAL = Material(SAID, SAID[:200], SAID[:450], SAID[:40])


def test_the_same_corpus_gives_the_same_table(tmp_path: Path) -> None:
    first, second = tmp_path / "one", tmp_path / "two"
    assert train(first, MATERIAL) == train(second, MATERIAL)
    written = [path.relative_to(second) for path in second.rglob("*") if path.is_file()]
    assert len(written) == 4
    assert all((first / path).read_bytes() == (second / path).read_bytes() for path in written)


def test_what_was_learned_before_goes_when_there_is_something_newer(tmp_path: Path) -> None:
    for old in ("older", "old"):
        (tmp_path / old).mkdir()
    train(tmp_path, MATERIAL)
    assert len([path for path in tmp_path.iterdir() if path.is_dir()]) == 2


def test_what_runs_was_learned_from_this_corpus_by_this_program() -> None:
    assert is_current()
    assert not is_current(Path("nowhere"))


def test_without_a_table_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(learned, "BUILT", tmp_path)
    model.cache_clear()
    with pytest.raises(NotTrained, match="kortelijn train-needs"):
        model()
    model.cache_clear()


def test_shares_are_a_distribution_and_likely_things_come_true() -> None:
    shares = model().shares(model().see("de deurwaarder staat voor de deur"), "needs")
    assert shares.sum() == pytest.approx(1, abs=1e-3)
    assert model().groups["needs"].codes[int(np.argmax(shares))] == "geld.beslag"


def test_what_is_said_sounds_the_same_in_capitals_and_without_accents() -> None:
    one, other = model().see("Héél ÉÉNZAAM"), model().see("heel eenzaam")
    assert np.array_equal(one.rows, other.rows)


def test_words_that_led_to_a_need_are_words_of_the_question() -> None:
    said = Spoken.of(model().see("de deurwaarder staat voor de deur")).words_for(["geld.beslag"])
    assert "deurwaarder" in said
    assert set(said) <= set(words_of("de deurwaarder staat voor de deur"))
    assert Spoken.of(model().see("")).words_for(["geld.beslag"]) == ()


def test_a_denied_problem_is_not_seen() -> None:
    assert "schulden" not in words_of("geen schulden, wel eenzaam")
    assert "eenzaam" in words_of("geen schulden, wel eenzaam")
    assert "drugs" not in words_of("somber, geen alcohol of drugs")
