"""The mail that asks: which entries, one link, nothing about any person."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from kortelijn.freshness.models import Letter

SHOWN = 12  # names in a mail; the page shows all


def send(letter: Letter) -> int:
    """Send it; returns how many mails went out, none when all was answered meanwhile."""
    checks = letter.checks.open().select_related("service").order_by("service__name")
    names = [check.service.name for check in checks]
    if not names:
        return 0
    with override(letter.network.language):
        return EmailMessage(_subject(letter, len(names)), _body(letter, names), to=[letter.email]).send()


def _subject(letter: Letter, count: int) -> str:
    words = ngettext("Klopt dit nog? Uw vermelding in {network}", "Kloppen deze {count} nog? Uw aanbod in {network}",
                     count)  # fmt: skip
    return words.format(count=count, network=letter.network.name)


def _body(letter: Letter, names: list[str]) -> str:
    more = len(names) - SHOWN
    listed = [f"- {name}" for name in names[:SHOWN]] + ([_("- en nog {more}").format(more=more)] if more > 0 else [])
    address = f"{settings.PUBLIC_URL}{reverse('freshness:letter', args=[letter.key])}"
    last = _("Dit is de laatste keer dat we het vragen. Er staat nu bij dat het niet is bevestigd. Eén klik en dat is"
             " weer weg.")  # fmt: skip
    return "\n\n".join([
        _("Dit staat over u in {network}. Bewoners en verwijzers gaan erop af.").format(network=letter.network.name),
        "\n".join(listed), *([last] if letter.is_last else []),
        _("Klopt het nog? Zeg het met één klik, zonder in te loggen:"), address,
        _("Klopt er iets niet, of is het gestopt? Dat zegt u op dezelfde bladzijde."),
        _("De link werkt acht dagen. Daarna kunt u er op die bladzijde een nieuwe vragen."),
    ])  # fmt: skip
