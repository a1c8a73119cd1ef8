"""The mail that asks who knows whom: one link of one's own, no name, nothing about any person."""

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from kortelijn.kernel.clock import local
from kortelijn.ties.models import VALID, Round, Wave


def send_to_who_is_silent(wave: Wave, *, again: bool = False) -> int:
    """A mail to everybody in the wave who has not answered; returns how many went out."""
    silent = wave.rounds.filter(answered_at=None, finished_at=None, withdrawn_at=None).exclude(person__email="")
    rounds = silent.select_related("person", "network").order_by("pk")
    with override(wave.network.language):
        mails = [_mail(asked, again) for asked in rounds]
    return get_connection().send_messages(mails) or 0 if mails else 0


def _mail(asked: Round, again: bool) -> EmailMessage:
    first = _("Wie kent u in het wijknetwerk? Drie minuten")
    subject = _("Nog één keer: wie kent u in het wijknetwerk?") if again else first
    until = date_format(local(asked.asked_at + VALID), "j F Y")
    lines = [
        _("In {network} vragen we wie wie kent en weet te vinden.").format(network=asked.network.name),
        _("Zo zien we samen waar het netwerk op een paar mensen leunt, en waar een lijntje ontbreekt."),
        _("Het kost drie minuten, ook op uw telefoon. U hoeft niet in te loggen. U leest eerst waarvoor het is:"),
        f"{settings.PUBLIC_URL}{reverse('ties:letter', args=[asked.key])}",
        _("Deze link is alleen voor u: stuur deze mail niet door. De link werkt tot {until}.").format(until=until),
        _("Wilt u niet? Dan hoeft u niets te doen. Niemand ziet wie wel en wie niet antwoordde."),
    ]  # fmt: skip
    return EmailMessage(subject, "\n\n".join(lines), to=[asked.person.email])
