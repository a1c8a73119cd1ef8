"""What each app puts on the stage of the rights table: a module per app, found by itself.

A module has `objects(stage)`, the row of each model that its addresses are about, by model; and may have `TYPED`, what
somebody fills in on a page by the last part of its address, and `KEYS`, what stands for other parts of an address.
"""

from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any


def modules() -> list[ModuleType]:
    """All of them, in a fixed order."""
    return [import_module(f"{__name__}.{found.name}") for found in sorted(iter_modules(__path__), key=lambda m: m.name)]


def objects(stage: Any) -> dict[type, Any]:
    """The rows of all apps by their model."""
    made: dict[type, Any] = {}
    for module in modules():
        build: Callable[[Any], dict[type, Any]] = module.objects
        made |= build(stage)
    return made


def typed(stage: Any) -> dict[str, dict[str, str]]:
    """What is filled in, by the last part of the address."""
    return {key: values(stage) for module in modules() for key, values in getattr(module, "TYPED", {}).items()}


def keys(stage: Any) -> dict[str, str]:
    """What stands for a part of an address such as `<slug:map>`."""
    return {part: value(stage) for module in modules() for part, value in getattr(module, "KEYS", {}).items()}
