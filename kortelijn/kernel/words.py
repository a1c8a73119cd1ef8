"""Words that are kept: a reader may speak another language than whoever caused them, so they are written in Dutch."""

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import override


def in_writing(text: str | Promise, **values: object) -> str:
    """A text as it is stored, in the network's own language whatever language the writer reads."""
    with override(settings.LANGUAGE_CODE):
        return str(text).format(**values) if values else str(text)
