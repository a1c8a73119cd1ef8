"""The vocabulary as a Django app, so that `manage.py check` proves its data."""

from collections.abc import Sequence

from django.apps import AppConfig
from django.core import checks

from kortelijn.vocabulary import needs, professions, steps, themes
from kortelijn.vocabulary.loading import VocabularyError


class VocabularyConfig(AppConfig):
    """Versioned words of the product: needs, steps of care, professions and themes."""

    name = "kortelijn.vocabulary"
    label = "vocabulary"
    verbose_name = "Woordenlijsten"

    def ready(self) -> None:
        """Let every start of the product notice a broken word list."""
        checks.register(check_vocabulary, "vocabulary")


def check_vocabulary(app_configs: Sequence[AppConfig] | None = None, **kwargs: object) -> list[checks.CheckMessage]:
    """Load every list once, so that a wrong line is found before a resident finds it."""
    try:
        for load in (needs.load_needs, professions.load, steps.load, themes.load):
            load()
    except VocabularyError as error:
        return [checks.Error(str(error), id="vocabulary.E001")]
    return []
