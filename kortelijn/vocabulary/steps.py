"""Steps of care: where to look first, from the neighbourhood itself to specialist help."""

from dataclasses import dataclass
from functools import cache

from kortelijn.vocabulary.loading import DATA, by_code, find, read_list
from kortelijn.vocabulary.wording import in_language


@dataclass(frozen=True, slots=True)
class Step:
    """One step of care, with its place in the order in which they are tried."""

    code: str
    label: str
    label_en: str
    order: int
    explanation: str

    @property
    def title(self) -> str:
        """Return the label in the language of the reader."""
        return in_language(self.label, self.label_en)


STEPS: tuple[Step, ...]


def __getattr__(name: str) -> object:
    """Read the list at first use."""
    if name == "STEPS":
        return load()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


@cache
def load() -> tuple[Step, ...]:
    """Return the steps, the nearest first."""
    return tuple(sorted(read_list(DATA / "steps.yaml", Step), key=lambda step: step.order))


@cache
def _by_code() -> dict[str, Step]:
    return by_code(load())


def step(code: str) -> Step:
    """Return the step with this code."""
    return find(_by_code(), code, "step")


def step_choices() -> list[tuple[str, str]]:
    """Return the steps as choices of a Django field."""
    return [(each.code, each.label) for each in load()]
