"""What somebody typed so far, kept as the form sent it: halfway is as good as done, and nothing is lost."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

Typed = MultiValueDict[str, str]
LONGEST, MOST_FIELDS = 5000, 400


def kept(data: QueryDict) -> dict[str, list[str]]:
    """What a form sent, as JSON keeps it, without what the database cannot hold."""
    names = [name for name in data if name not in {"csrfmiddlewaretoken", "bewaard", "meer", "verder", "nakijken"}]
    return {name: [value.replace("\x00", "")[:LONGEST] for value in data.getlist(name)] for name in names[:MOST_FIELDS]}


def as_sent(typed: Mapping[str, Sequence[str]]) -> Typed:
    """As if the form sent it now."""
    return MultiValueDict({name: list(values) for name, values in typed.items()})


def unjudged(*some: forms.Form) -> None:
    """Show what was typed without a word about mistakes: nobody is told of them while typing."""
    for form in some:
        form.__dict__.update(_errors=ErrorDict(), cleaned_data={})  # as Django leaves a form that was found right


def count_in(data: Any, name: str, usual: int, most: int) -> int:
    """How many rows the form had, between what there is and what is sensible."""
    told = data.get(name, "") if data is not None else ""
    number = int(told) if isinstance(told, str) and told.isascii() and told.isdigit() and len(told) < 4 else usual  # noqa: PLR2004 - digits
    return max(1, min(number, max(most, usual)))
