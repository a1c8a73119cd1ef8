"""What was heard in a question, as something to confirm or take away."""

from collections.abc import Iterable
from dataclasses import dataclass

from kortelijn.understanding.understand import Understanding
from kortelijn.vocabulary.needs import is_known, title_of


@dataclass(frozen=True, slots=True)
class NeedChip:
    """One need that was heard (`on`), or perhaps heard, or that a person confirmed."""

    code: str
    on: bool
    confirmed: bool = False

    @property
    def title(self) -> str:
        """What to call it on a screen."""
        return title_of(self.code)


def chips_of(understanding: Understanding, needs: Iterable[str], without: set[str]) -> tuple[NeedChip, ...]:
    """What was heard and not taken away, then what was added by hand, then what may have been heard."""
    added = [code for code in dict.fromkeys(needs) if is_known(code) and code not in without]
    heard = [chip for chip in understanding.domains if chip.code not in without and chip.code not in added]
    certain = [NeedChip(chip.code, on=True) for chip in heard if chip.certain]
    maybe = [NeedChip(chip.code, on=False) for chip in heard if not chip.certain]
    return (*certain, *(NeedChip(code, on=True, confirmed=True) for code in added), *maybe)
