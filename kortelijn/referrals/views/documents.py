"""The papers of a line as PDF."""

from django.http import HttpResponse

from kortelijn.kernel.screens import KortelijnRequest, screen
from kortelijn.referrals.documents import feedback_paper, recipe_card
from kortelijn.referrals.models import Referral

READ_ONLY = ("GET", "HEAD")


@screen("referrals.print_card", of=Referral, methods=READ_ONLY)
def card(request: KortelijnRequest, referral: Referral) -> HttpResponse:
    """The recipe card, to print and give to the resident."""
    return _pdf(recipe_card(referral), "recept.pdf")


@screen("referrals.read_feedback", of=Referral, methods=READ_ONLY)
def feedback(request: KortelijnRequest, referral: Referral) -> HttpResponse:
    """What came of it, for the file of whoever sent it."""
    return _pdf(feedback_paper(referral), "terugkoppeling.pdf")


def _pdf(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
