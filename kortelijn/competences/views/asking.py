"""What the pages of this app share: doing what a form asks, and showing what is refused beside what was typed."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404

from kortelijn.competences.vocabulary import Competence, competence, is_known
from kortelijn.kernel.errors import Refused
from kortelijn.kernel.screens import KortelijnRequest
from kortelijn.parties.models import Network

READ_ONLY = ("GET", "HEAD")


def succeeds(request: KortelijnRequest, form: forms.Form, act: Callable[[], object], done: str) -> bool:
    """Do it; what is refused becomes a message on the form, and what was typed stays."""
    try:
        act()
    except (Refused, ValidationError) as wrong:
        form.add_error(None, wrong.messages if isinstance(wrong, ValidationError) else str(wrong))
        return False
    messages.success(request, done)
    return True


def tries(request: KortelijnRequest, act: Callable[[], object], done: str) -> None:
    """The same where nothing was typed."""
    try:
        act()
        messages.success(request, done)
    except Refused as refused:
        messages.error(request, str(refused))


def network_of(request: KortelijnRequest) -> Network:
    """The network in which the actor works."""
    return get_object_or_404(Network, pk=request.actor.network_id)


def known(code: str) -> Competence:
    """The competence that an address names."""
    if not is_known(code):
        raise Http404
    return competence(code)
