"""All initiatives at a glance: which theme for whom, how far each is, and where two do the same."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from kortelijn.initiatives.models import Initiative
from kortelijn.initiatives.overlap import pairs, theme_titles


@dataclass(frozen=True, slots=True)
class Cell:
    """What is done about one theme for one group."""

    group: str
    theme: str
    initiatives: tuple[Initiative, ...]

    @property
    def is_shared(self) -> bool:
        """Whether more than one does the same."""
        return len(self.initiatives) > 1


@dataclass(frozen=True, slots=True)
class Line:
    """One theme, for every group."""

    title: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """The groups across, the themes down; and how many others each looks like."""

    groups: tuple[str, ...]
    lines: tuple[Line, ...]
    alike: dict[UUID, int]

    @property
    def pairs(self) -> int:
        """How many look like another one."""
        return sum(1 for count in self.alike.values() if count)


def picture_of(initiatives: Sequence[Initiative]) -> Picture:
    """Only themes and groups that somebody does something for."""
    where: dict[tuple[str, str], list[Initiative]] = defaultdict(list)
    for each in initiatives:
        for theme in each.themes:
            for group in each.groups:
                where[theme, group].append(each)
    groups = [each for each in Initiative.Group if any(group == each for _theme, group in where)]
    themes = sorted({theme for theme, _group in where}, key=lambda theme: theme_titles([theme])[0])
    lines = tuple(_line(theme, groups, where) for theme in themes)
    alike = pairs(initiatives)
    return Picture(tuple(str(each.label) for each in groups), lines, alike)


def _line(
    theme: str, groups: Sequence[Initiative.Group], where: dict[tuple[str, str], list[Initiative]]
) -> Line:  # fmt: skip
    cells = [Cell(str(group.label), theme, tuple(where.get((theme, group.value), ()))) for group in groups]
    return Line(theme_titles([theme])[0], tuple(cells))
