"""Learns how questions and offers are read, from the corpus; the same corpus gives the same table.

Terms weighted by rarity and one logistic regression per code (scikit-learn), chosen among the candidates of ADR 13.
Nothing here is loaded when the product runs.
"""

import hashlib
import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import minimize_scalar
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import SGDClassifier

from kortelijn.understanding import features as seeing
from kortelijn.understanding import language
from kortelijn.understanding.features import features
from kortelijn.understanding.model import BUILT, CURRENT
from kortelijn.understanding.utterances import ANY, CORPUS, DANGERS, OUTSIDE, Utterance, cues, offers, utterances
from kortelijn.vocabulary.needs import NEEDS

SEED = 20260101
LEAST_SEEN = 2
EPOCHS, ALPHA = 10, 3e-6
SECOND = 0.4  # what a need that is not the main one counts for
DANGER_COUNTS = 3.0  # missing a danger is worse than asking once too often
ROUNDS = 8  # each goes through the utterances in another order; their mean does not hang on one
FLAT = 2.0  # a service answers more than one need: chosen on the development part (ADR 13)
GROUPS = ("needs", "offers", "dangers")
PARTS = ("train", "development", "cues", "offers")

Weights = NDArray[np.float32]


@dataclass(frozen=True)
class Learned:
    """The columns of one group."""

    codes: tuple[str, ...]
    weights: Weights  # features x codes
    bias: Weights
    temperature: float = 1.0


def vocabulary() -> list[Utterance]:
    """Return what the vocabulary itself says of each need."""
    return [
        Utterance(text, (each.code,)) for each in NEEDS for text in (each.label, *each.resident, *each.professional)
    ]


@dataclass(frozen=True)
class Material:
    """What is learned from: what people say, single words, how services speak, and what the odds are tuned on."""

    said: Sequence[Utterance]
    words: Sequence[Utterance]
    told: Sequence[Utterance]
    tuning: Sequence[Utterance] = ()

    @classmethod
    def read(cls) -> Self:
        """Read the whole corpus, but for the sealed part."""
        return cls(list(utterances("train")), [*vocabulary(), *cues()], list(offers()), list(utterances("development")))


def train(folder: Path = BUILT, material: Material | None = None) -> dict[str, int]:
    """Learn the table and write it; returns how much it was learned from."""
    read = material or Material.read()
    terms = TfidfVectorizer(analyzer=features, sublinear_tf=True, min_df=LEAST_SEEN, dtype=np.float32)
    terms.fit(each.text for each in chain(read.said, read.words, read.told))
    learned = {
        "needs": _calibrated(terms, _needs(terms, [*read.said, *read.words]), read.tuning),
        "offers": replace(_needs(terms, [*read.told, *read.words]), temperature=FLAT),
        "dangers": _dangers(terms, read.said),
    }
    _write(folder, terms, learned, mark())
    return {"utterances": len(read.said), "words": len(read.words), "offers": len(read.told),
            "features": len(terms.vocabulary_)}  # fmt: skip


def _needs(terms: TfidfVectorizer, said: Sequence[Utterance]) -> Learned:
    """One column per need, and one for what this product is not for; a second need counts as a weaker main one."""
    codes = (*(each.code for each in NEEDS), OUTSIDE)
    place = {code: number for number, code in enumerate(codes)}
    rows = [
        (number, place[code], SECOND if second else 1.0)
        for number, each in enumerate(said)
        for second, code in enumerate(each.needs or ((OUTSIDE,) if each.outside else ()))
    ]
    lines, labels, counts = (np.array(column) for column in zip(*rows, strict=True))
    seen = terms.transform(each.text for each in said)[lines]
    fitted = _classifier(ALPHA).fit(seen, labels, sample_weight=counts)
    return _spread(codes, fitted)


def _spread(codes: tuple[str, ...], fitted: SGDClassifier) -> Learned:
    """The columns in the order of the vocabulary; a code that nothing was said of never wins."""
    weights = np.zeros((fitted.coef_.shape[1], len(codes)), np.float32)
    bias = np.full(len(codes), -30.0, np.float32)
    weights[:, fitted.classes_], bias[fitted.classes_] = fitted.coef_.T, fitted.intercept_
    return Learned(codes, weights, bias)


def _dangers(terms: TfidfVectorizer, said: Sequence[Utterance]) -> Learned:
    """One column per kind of danger, and one for any of them: what the kinds share is learned from all."""
    seen = terms.transform(each.text for each in said)
    there = [np.array([kind in each.dangers for each in said]) for kind in DANGERS]
    rounds = [
        [_heeding(seen, some, SEED + number) for some in (*there, np.any(there, axis=0))] for number in range(ROUNDS)
    ]
    weights = np.mean([np.concatenate([each.coef_ for each in columns]) for columns in rounds], axis=0)
    bias = np.mean([np.concatenate([each.intercept_ for each in columns]) for columns in rounds], axis=0)
    return Learned((*DANGERS, ANY), weights.T.astype(np.float32), bias.astype(np.float32))


def _heeding(seen: sparse.csr_matrix, there: NDArray[np.bool_], seed: int) -> SGDClassifier:
    return _classifier(ALPHA, seed).fit(seen, there, sample_weight=np.where(there, DANGER_COUNTS, 1.0))


def _classifier(alpha: float, seed: int = SEED) -> SGDClassifier:
    return SGDClassifier(loss="log_loss", alpha=alpha, max_iter=EPOCHS, tol=None, n_jobs=-1, random_state=seed)


def _calibrated(terms: TfidfVectorizer, learned: Learned, tuning: Sequence[Utterance]) -> Learned:
    """Flatten the odds until what is called likely comes true as often, on the development part (Guo et al. 2017)."""
    said = [each for each in tuning if each.needs]
    if not said:
        return learned
    scores = terms.transform(each.text for each in said) @ learned.weights + learned.bias
    main = [learned.codes.index(each.needs[0]) for each in said]

    def surprise(temperature: float) -> float:
        flat = scores / temperature
        flat -= flat.max(axis=1, keepdims=True)
        return float(np.mean(np.log(np.exp(flat).sum(axis=1)) - flat[np.arange(len(main)), main]))

    best = minimize_scalar(surprise, bounds=(0.2, 10), method="bounded").x
    return Learned(learned.codes, learned.weights, learned.bias, round(float(best), 3))


def _write(folder: Path, terms: TfidfVectorizer, learned: dict[str, Learned], its_mark: str) -> None:
    """Write all of it beside what runs now, and only then point to it: who reads never gets half of each."""
    its = folder / its_mark
    its.mkdir(parents=True, exist_ok=True)
    names = terms.get_feature_names_out().tolist()
    np.save(its / "rarity.npy", terms.idf_.astype(np.float32))
    np.save(its / "table.npy", np.concatenate([learned[name].weights for name in GROUPS], axis=1).astype(np.float16))
    told = {"mark": its_mark, "features": names, "groups": _groups(learned)}
    (its / "reading.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    pointer = folder / f"{CURRENT}.new"
    pointer.write_text(its_mark, encoding="utf-8")
    pointer.replace(folder / CURRENT)
    _forget(folder, its_mark)


def _forget(folder: Path, kept: str) -> None:
    """Older tables go, but for the last: a process that has it open reads on."""
    others = sorted((each for each in folder.iterdir() if each.is_dir() and each.name != kept), key=_made)
    for each in others[:-1]:
        shutil.rmtree(each)


def _made(folder: Path) -> float:
    return folder.stat().st_mtime


def _groups(learned: dict[str, Learned]) -> dict[str, Any]:
    groups, start = {}, 0
    for name in GROUPS:
        each = learned[name]
        bias = [round(float(number), 5) for number in each.bias]
        groups[name] = {"start": start, "codes": each.codes, "temperature": each.temperature, "bias": bias}
        start += len(each.codes)
    return groups


def is_current(folder: Path = BUILT) -> bool:
    """Say whether what was learned still follows from corpus, vocabulary and program."""
    current = folder / CURRENT
    return current.exists() and current.read_text(encoding="utf-8") == mark()


def mark() -> str:
    """Return a mark of all that the table follows from: corpus, vocabulary, and the way of seeing and learning."""
    read = hashlib.sha256()
    vocabulary_files = sorted((Path(language.__file__).parents[1] / "vocabulary" / "data").rglob("*.yaml"))
    for path in (*_corpus(), *vocabulary_files, language.DATA / "problems.txt", *_programs()):
        read.update(path.read_bytes())
    return read.hexdigest()[:16]


def _corpus() -> list[Path]:
    """The sealed part is not among them: nothing is ever learned from it."""
    return sorted(path for part in PARTS for path in (CORPUS / part).glob("*.txt"))


def _programs() -> list[Path]:
    return [Path(str(each)) for each in (__file__, seeing.__file__, language.__file__)]
