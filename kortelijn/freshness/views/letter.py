"""From the mail, without account: one page with the entries, one click that says that they hold."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kortelijn.freshness.actions import renew, say_right, say_wrong
from kortelijn.freshness.forms import AnswerForm
from kortelijn.freshness.letter_page import entries_of
from kortelijn.freshness.models import Check, Letter
from kortelijn.kernel.actor import PUBLIC
from kortelijn.kernel.errors import Refused
from kortelijn.kernel.screens import public
from kortelijn.kernel.throttle import comes_from, count_wrong, is_braked
from kortelijn.parties.language import open_in_that_of

WHY = "an organization without account says from its mail that its entry holds; the signed link is the proof"
RENEWALS = {"limit": 3, "seconds": 24 * 3600}
POSTS = {"limit": 120, "seconds": 600}
ALL = "alles"


@never_cache
@public(WHY)
def letter(request: HttpRequest, key: str) -> HttpResponse:
    """The entries of one letter; a GET changes nothing, because scanners of mail follow links."""
    found = Letter.of_key(key)
    if found is None:
        return render(request, "freshness/unknown_letter.html", status=404)
    open_in_that_of(request, found.network)
    if not found.is_valid:
        return render(request, "freshness/old_letter.html", {"letter": found}, status=410)
    if request.method != "POST":
        return _page(request, found)
    brake = f"letter:{comes_from(request)}"
    if is_braked(brake, **POSTS):
        return render(request, "429.html", status=429)
    count_wrong(brake, **POSTS)
    return _answer(request, found)


def _page(request: HttpRequest, found: Letter, form: AnswerForm | None = None) -> HttpResponse:
    entries = entries_of(found, form)
    page = {"letter": found, "entries": entries, "asked": sum(entry.is_asked for entry in entries)}
    return render(request, "freshness/letter.html", page, status=422 if form else 200)


def _answer(request: HttpRequest, found: Letter) -> HttpResponse:
    """All, one, or not: whichever button was pressed."""
    if "klopt" in request.POST:
        return _right(request, found, request.POST["klopt"])
    if "gestopt" in request.POST:
        return _wrong(request, found, Check.Answer.STOPPED, {"service": _uuid(request.POST["gestopt"])})
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    return _wrong(request, found, Check.Answer.WRONG, form.cleaned_data)


def _right(request: HttpRequest, found: Letter, which: str) -> HttpResponse:
    ids = list(found.checks.values_list("service", flat=True)) if which == ALL else [_uuid(which)]
    count = say_right(PUBLIC, found, [each for each in ids if each])
    done = ngettext("Dank u. Eén vermelding is weer bevestigd.", "Dank u. {count} vermeldingen zijn weer bevestigd.",
                    count)  # fmt: skip
    messages.success(request, done.format(count=count) if count else _("Dit was al nagekeken. Dank u."))
    return redirect("freshness:letter", key=found.key)


def _wrong(request: HttpRequest, found: Letter, answer: str, data: dict[str, Any]) -> HttpResponse:
    try:
        if data["service"]:
            say_wrong(PUBLIC, found, data["service"], answer, data.get("answer_text", ""))
            messages.success(request, _("Dank u. We geven het door: iemand uit het netwerk past het aan."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("freshness:letter", key=found.key)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@never_cache
@require_POST
@public(WHY)
def again(request: HttpRequest, key: str) -> HttpResponse:
    """A new link to the same address; nobody learns from it which address that is."""
    found = Letter.of_key(key)
    if found is None:
        return render(request, "freshness/unknown_letter.html", status=404)
    open_in_that_of(request, found.network)
    brake = f"letter-again:{found.email}"
    if is_braked(brake, **RENEWALS):
        return render(request, "freshness/old_letter.html", {"letter": found, "braked": True}, status=429)
    count_wrong(brake, **RENEWALS)
    return render(request, "freshness/new_letter.html", {"sent": renew(PUBLIC, found) is not None})
