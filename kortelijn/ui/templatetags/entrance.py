"""Translates allauth's words for its buttons into our kinds."""

from typing import Any

from django import template

from kortelijn.ui.templatetags.ui import BUTTONS

register = template.Library()
QUIET = {"outline", "secondary", "panel"}


@register.filter
def button_classes(attrs: dict[str, Any]) -> str:
    """The classes of a button that allauth describes by tags such as "danger" and "link"."""
    tags = set(attrs.get("tags") or ())
    if "danger" in tags:
        kind = "danger"
    elif "link" in tags:
        kind = "subtle"
    else:
        kind = "secondary" if tags & QUIET or attrs.get("href") else "primary"
    return f"utrecht-button {BUTTONS[kind]}"
