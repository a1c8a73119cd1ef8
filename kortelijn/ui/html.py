"""Small pieces of HTML shared by the tags: safe attributes, rendering a part, finding an asset."""

from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.forms.utils import flatatt
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

FORBIDDEN_PREFIXES = ("on", "style")


def attributes(attrs: dict[str, Any]) -> SafeString:
    """Keyword arguments as HTML attributes (`hx_get` becomes `hx-get`); what the CSP forbids is refused here."""
    named = {name.rstrip("_").replace("_", "-"): value for name, value in attrs.items()}
    if refused := [name for name in named if name.startswith(FORBIDDEN_PREFIXES)]:
        raise ValueError(f"inline scripts and styles are not allowed: {', '.join(refused)}")
    return flatatt({name: value for name, value in named.items() if value is not None})


def rendered(text: str) -> SafeString:
    """Text that came out of a template, and so was escaped where it had to be."""
    return mark_safe(text.strip())  # noqa: S308 - the one place; only output of escaping templates comes here


def part(template: str, context: dict[str, Any]) -> SafeString:
    """Render one component's template to safe HTML."""
    return rendered(get_template(template).render(context))


def asset(path: str) -> str:
    """URL of a built asset; on an error page it must not fail because the manifest does."""
    try:
        return staticfiles_storage.url(path)
    except ValueError:
        return f"{settings.STATIC_URL}{path}"
