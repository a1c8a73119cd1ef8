"""Mail to whoever sits on a seat: that something waits, and where; never what, never about whom."""

from collections.abc import Collection
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import override

from kortelijn.parties.models import Absence, Person, Tenure


def notify(seat_id: UUID | None, path: str, subject: str | Promise) -> int:
    """Tell today's holders of a seat that something is ready for them; returns how many mails went out.

    `subject` is one of our own fixed sentences: a mail can be read on the way, so it holds nothing of a resident.
    """
    with override(settings.LANGUAGE_CODE):
        mails = [_mail(address, path, str(subject)) for address in _addresses(seat_id)]
    return get_connection().send_messages(mails) or 0 if mails else 0


def notify_all(seat_ids: Collection[UUID], path: str, subject: str | Promise) -> int:
    """Tell today's holders of many seats the same, each once, in a number of queries that does not grow with them."""
    seats = Q(seat__in=seat_ids) | _standing_in(seat_ids)
    tenures = Tenure.objects.current().filter(seats).exclude(person__email="").order_by("id")
    addresses = dict.fromkeys(tenures.values_list("person__email", flat=True))
    with override(settings.LANGUAGE_CODE):
        mails = [_mail(address, path, str(subject)) for address in addresses]
    return get_connection().send_messages(mails) or 0 if mails else 0


def notify_person(person_id: UUID, path: str, subject: str | Promise) -> int:
    """Tell one person the same way, whoever else sits beside them."""
    addresses = Person.objects.filter(pk=person_id).exclude(email="").values_list("email", flat=True)
    with override(settings.LANGUAGE_CODE):
        mails = [_mail(address, path, str(subject)) for address in addresses]
    return get_connection().send_messages(mails) or 0 if mails else 0


def _addresses(seat_id: UUID | None) -> list[str]:
    """Whoever sits there, and whoever stands in for those who are away."""
    if seat_id is None:
        return []
    seats = Q(seat=seat_id) | _standing_in([seat_id])
    tenures = Tenure.objects.current().filter(seats).exclude(person__email="").order_by("id")
    return list(dict.fromkeys(tenures.values_list("person__email", flat=True)))


def _standing_in(seat_ids: Collection[UUID]) -> Q:
    away = Absence.objects.current().filter(seat__in=seat_ids, stand_in__isnull=False)
    return Q(seat__in=away.values("stand_in"))


def _mail(address: str, path: str, subject: str) -> EmailMessage:
    lines = [
        _("Er staat iets voor u klaar."), f"{settings.PUBLIC_URL}{path}",
        _("In deze mail staan geen gegevens over inwoners. Log in om te zien waar het over gaat."),
    ]  # fmt: skip
    return EmailMessage(subject, "\n\n".join(lines), to=[address])
