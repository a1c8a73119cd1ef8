"""What a question asks for, as ranking takes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from kortelijn.directory.distance import Point


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the question asks for, with how much each part weighs, and who asks it where and when."""

    domains: Mapping[str, float] = field(default_factory=dict)
    needs: Mapping[str, float] = field(default_factory=dict)
    terms: frozenset[str] = frozenset()
    vector: bytes = b""
    age: int | None = None
    languages: tuple[str, ...] = ()
    step: str = "informal"
    steps: Mapping[str, str] = field(default_factory=dict)  # what comes first for a domain, where that is another step
    near: Point | None = None
    at: datetime | None = None
