"""What the pages of the course share: the own network, and an answer that goes on or comes back with why not."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404

from kortelijn.ambition.queries import members
from kortelijn.ambition.words import Overtaken
from kortelijn.kernel.errors import Refused
from kortelijn.kernel.screens import KortelijnRequest
from kortelijn.parties.models import Network, Organization


def network_of(request: KortelijnRequest) -> Network:
    """The network in which somebody acts."""
    return get_object_or_404(Network, pk=request.actor.network_id)


def party_in(network: Network, key: UUID) -> Organization:
    """Who takes part in it, by key."""
    found = next((each for each in members(network) if each.pk == key), None)
    if found is None:
        raise Http404
    return found


def done(request: KortelijnRequest, form: forms.Form, act: Callable[[], object], said: str) -> bool:
    """Do it when the form is right; what is refused stands in the form, with what was typed."""
    if not form.is_valid():
        return False
    try:
        act()
    except Overtaken as changed:
        form.add_error(None, str(changed))
        form.saw(changed.mark)  # type: ignore[attr-defined]  # only a form with a mark can be overtaken
        return False
    except (Refused, ValidationError) as wrong:
        form.add_error(None, wrong.messages if isinstance(wrong, ValidationError) else str(wrong))
        return False
    messages.success(request, said)
    return True


def tapped(request: KortelijnRequest, act: Callable[[], object], said: str) -> None:
    """Do what one button asks; what is refused is said above the page."""
    try:
        act()
        messages.success(request, said)
    except Refused as refused:
        messages.error(request, str(refused))
