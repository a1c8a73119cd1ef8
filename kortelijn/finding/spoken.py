"""Which words of a text led to what was heard in it, read from the same table of weights."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from kortelijn.finding.features import seen, words_of
from kortelijn.finding.language import silent_words
from kortelijn.finding.model import Floats, model

MOST = 4


@dataclass(frozen=True)
class Spoken:
    """The words of a text, and what was seen in which of them."""

    words: tuple[str, ...]
    group: str
    owners: NDArray[np.intp]
    rows: NDArray[np.intp]
    shares: Floats

    @classmethod
    def of(cls, text: str, group: str = "needs") -> Self:
        """Share out what was seen among the words that it was seen in."""
        rows, said = model().rows, words_of(text)
        words = tuple(dict.fromkeys(said))
        place = {word: number for number, word in enumerate(words)}
        parts = [(place[word], rows[feature], 1 / len(within)) for feature, within in seen(said)
                 if feature in rows for word in within]  # fmt: skip
        owners = np.array([owner for owner, _row, _share in parts], np.intp)
        known = np.array([row for _owner, row, _share in parts], np.intp)
        shares = np.array([share for _owner, _row, share in parts], np.float32)
        return cls(words, group, owners, known, shares * model().rarity[known])

    def words_for(self, codes: Sequence[str]) -> tuple[str, ...]:
        """Return the words that spoke most for these codes, in the order in which they were said."""
        if not len(self.rows) or not codes:
            return ()
        its = model().groups[self.group]
        columns = [its.start + its.codes.index(code) for code in codes]
        told = model().table[self.rows[:, None], columns].astype(np.float32).mean(axis=1) * self.shares
        spoke = np.bincount(self.owners, told, minlength=len(self.words))
        best = [self.words[place] for place in np.argsort(-spoke)[: 2 * MOST] if spoke[place] > 0]
        telling = set([word for word in best if word not in silent_words()][:MOST])
        return tuple(word for word in self.words if word in telling)
