"""Notes in a hurry: "mw 78, eenzaam, schulden, slaapt slecht" is a list, and each thing in it counts for itself.

Whole sentences are read whole: taken apart they say less (measured on the development part, ADR 13).
"""

import re
from collections.abc import Sequence

from kortelijn.understanding.language import CLAUSE_END

TURN = re.compile(r"\b(?:en|want|sinds|omdat|terwijl|ook|daarna|daardoor|na)\b", re.IGNORECASE)
SHORT, LONGEST = 5, 30  # words: of a part, and of a list
FEWEST = 2
SHARE = 0.9  # of the words stand in short parts


def parts_of(text: str) -> Sequence[str]:
    """Return the things in a list, or nothing when the text is not a list."""
    parts = [part for clause in CLAUSE_END.split(text) for part in TURN.split(clause) if part.strip()]
    lengths = [len(part.split()) for part in parts]
    short = sum(length for length in lengths if length <= SHORT)
    if len(parts) < FEWEST or sum(lengths) > LONGEST or short < SHARE * sum(lengths):
        return ()
    return [part for part, length in zip(parts, lengths, strict=True) if length <= SHORT]
