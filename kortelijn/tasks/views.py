"""What can be done to any task from the worklist: take over what is late."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from kortelijn.kernel.errors import Refused
from kortelijn.kernel.screens import KortelijnRequest, screen
from kortelijn.tasks import actions
from kortelijn.tasks.models import Task


@screen("tasks.take_over", of=Task)
def take_over(request: KortelijnRequest, task: Task) -> HttpResponse:
    """It was late, I was told, I do it now."""
    if request.method == "POST":
        try:
            actions.take_over(request.actor, task)
            messages.success(request, _("U heeft het overgenomen."))
        except Refused as refused:
            messages.error(request, str(refused))
    return redirect(_back(request))


def _back(request: KortelijnRequest) -> str:
    """Where the person came from, when that is one of our own pages."""
    back = request.GET.get("terug", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return back if safe else "/"
