"""Which words of a text led to what was heard in it, read from the same table of weights."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

import numpy as np
from numpy.typing import NDArray

from kortelijn.understanding.features import pair_of
from kortelijn.understanding.language import silent_words
from kortelijn.understanding.model import Floats, Seen, model

MOST = 4
LEAST = 0.3  # of what the loudest word said


@dataclass(frozen=True)
class Spoken:
    """The words of a text, and what was seen in which of them."""

    words: tuple[str, ...]
    group: str
    owners: NDArray[np.intp]
    shares: Floats
    told: NDArray[np.float16]  # what each that was seen says for each code of the group

    @classmethod
    def of(cls, found: Seen, group: str = "needs") -> Self:
        """Share out what was seen among the words that it was seen in; a pair of words shares between both."""
        words = tuple(dict.fromkeys(found.words))
        place = {word: number for number, word in enumerate(words)}
        parts = [(place[word], model().rows_in(word), 1.0) for word in found.words]
        for both in pairwise(found.words):
            pair = model().rows_of([pair_of(*both)])
            parts += [(place[word], pair, 0.5) for word in both]
        lengths = [len(rows) for _owner, rows, _share in parts]
        rows = np.concatenate([np.empty(0, np.intp), *(rows for _owner, rows, _share in parts)])
        owners = np.repeat(np.array([owner for owner, _rows, _share in parts], np.intp), lengths)
        shares = np.repeat(np.array([share for _owner, _rows, share in parts], np.float32), lengths)
        its = model().groups[group]
        return cls(words, group, owners, shares * model().rarity[rows], model().table[rows, its.columns])

    def words_for(self, codes: Sequence[str]) -> tuple[str, ...]:
        """Return the words that spoke most for these codes, in the order in which they were said."""
        if not len(self.owners) or not codes:
            return ()
        columns = [model().groups[self.group].codes.index(code) for code in codes]
        told = self.told[:, columns].mean(axis=1, dtype=np.float32) * self.shares
        spoke = np.bincount(self.owners, told, minlength=len(self.words))
        best = [self.words[place] for place in np.argsort(-spoke)[: 2 * MOST] if spoke[place] > LEAST * spoke.max()]
        telling = set([word for word in best if word not in silent_words() and not word.isdigit()][:MOST])
        return tuple(word for word in self.words if word in telling)
