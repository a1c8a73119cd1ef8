"""Labels in the language of the reader: the word lists carry Dutch and English side by side."""

from django.utils.translation import get_language


def in_language(dutch: str, english: str) -> str:
    """Return the English wording for a reader of English, the Dutch one for everybody else."""
    return english if english and (get_language() or "nl").startswith("en") else dutch
