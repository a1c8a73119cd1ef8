"""In tests an undefined variable in one of our templates is an error instead of an empty spot on the page."""

import sys
from pathlib import Path

from django.template.base import Node

OURS = Path(__file__).resolve().parent.parent


class UndefinedVariable(Exception):
    """A template of ours names something that its view did not give."""


class Undefined(str):
    """Stands in for `string_if_invalid`: Django formats it with the name of each variable that it cannot find.

    Conditions (`if`, `for`, `firstof`) never get here, and templates of other packages keep Django's way.
    """

    def __contains__(self, key: object) -> bool:
        return key == "%s" or super().__contains__(str(key))

    def __bool__(self) -> bool:
        return True

    def __mod__(self, variable: object) -> str:
        origin = _template_being_rendered()
        if origin and Path(origin).is_relative_to(OURS):
            raise UndefinedVariable(f"{{{{ {variable} }}}} in {origin}")
        return ""


def _template_being_rendered() -> str:
    """The file of the node that asks: the nearest caller that is a node of a template."""
    frame = sys._getframe(1)
    while frame.f_back is not None:
        frame = frame.f_back
        node = frame.f_locals.get("self")
        if isinstance(node, Node) and getattr(node, "origin", None) is not None:
            return str(node.origin.name)
    return ""
