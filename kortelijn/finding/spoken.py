"""Which words of a text led to what was heard in it, read from the same table of weights."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from kortelijn.finding.features import seen, words_of
from kortelijn.finding.language import silent_words
from kortelijn.finding.model import Floats, model

MOST = 4


@dataclass(frozen=True)
class Spoken:
    """The words of a text, and how much each speaks for each code of a group, more than for the others."""

    words: tuple[str, ...]
    codes: tuple[str, ...]
    weights: Floats  # words x codes

    @classmethod
    def of(cls, text: str, group: str = "needs") -> Self:
        """Share out the weight of everything that was seen among the words that it was seen in."""
        its, rows, said = model().groups[group], model().rows, tuple(dict.fromkeys(words_of(text)))
        place = {word: number for number, word in enumerate(said)}
        parts = [(place[word], rows[feature], len(words)) for feature, words in seen(words_of(text))
                 if feature in rows for word in words]  # fmt: skip
        weights = np.zeros((len(said), len(its.codes)), np.float32)
        if parts:
            owner, row, shared = (np.array(column) for column in zip(*parts, strict=True))
            told = model().table[row, its.columns].astype(np.float32) * (model().rarity[row] / shared)[:, None]
            np.add.at(weights, owner, told - told.mean(axis=1, keepdims=True))
        return cls(said, its.codes, weights)

    def words_for(self, codes: Sequence[str]) -> tuple[str, ...]:
        """Return the words that spoke most for these codes, in the order in which they were said."""
        if not self.words:
            return ()
        spoke = self.weights[:, [self.codes.index(code) for code in codes]].mean(axis=1)
        best = [self.words[place] for place in np.argsort(-spoke)[: 2 * MOST] if spoke[place] > 0]
        telling = set([word for word in best if word not in silent_words()][:MOST])
        return tuple(word for word in self.words if word in telling)
