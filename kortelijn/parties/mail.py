"""Mail to whoever sits on a seat: that something waits, and where; never what, never about whom."""

from collections.abc import Collection
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import Q, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import override

from kortelijn.parties.models import Absence, Network, Person, Tenure

Addresses = dict[str, str | None]  # with the language of the network; without a network that of the installation


def notify(seat_id: UUID | None, path: str, subject: str | Promise) -> int:
    """Tell today's holders of a seat that something is ready for them; returns how many mails went out.

    `subject` is one of our own fixed sentences: a mail can be read on the way, so it holds nothing of a resident.
    """
    return _send(_addresses(seat_id), path, subject)


def notify_all(seat_ids: Collection[UUID], path: str, subject: str | Promise) -> int:
    """Tell today's holders of many seats the same, each once, in a number of queries that does not grow with them."""
    return _send(_holders(Q(seat__in=seat_ids) | _standing_in(seat_ids)), path, subject)


def notify_person(person_id: UUID, path: str, subject: str | Promise, *, network_id: UUID | None) -> int:
    """Tell one person the same way, whoever else sits beside them, in the language of the network that it is about."""
    language = Network.objects.filter(pk__in=[network_id]).values("language")
    rows = Person.objects.filter(pk=person_id).exclude(email="").values_list("email", Subquery(language))
    return _send(dict(rows), path, subject)


def _addresses(seat_id: UUID | None) -> Addresses:
    """Whoever sits there, and whoever stands in for those who are away."""
    return _holders(Q(seat=seat_id) | _standing_in([seat_id])) if seat_id else {}


def _holders(seats: Q) -> Addresses:
    """The address of each with the language of the network, the first to come first."""
    tenures = Tenure.objects.current().filter(seats).exclude(person__email="").order_by("id")
    return dict(tenures.values_list("person__email", "seat__network__language"))


def _send(addresses: Addresses, path: str, subject: str | Promise) -> int:
    """One mail to each, in the language of the network."""
    mails = []
    for address, language in addresses.items():
        with override(language or settings.LANGUAGE_CODE):
            mails.append(_mail(address, path, str(subject)))
    return get_connection().send_messages(mails) or 0 if mails else 0


def _standing_in(seat_ids: Collection[UUID]) -> Q:
    away = Absence.objects.current().filter(seat__in=seat_ids, stand_in__isnull=False)
    return Q(seat__in=away.values("stand_in"))


def _mail(address: str, path: str, subject: str) -> EmailMessage:
    lines = [
        _("Er staat iets voor u klaar."), f"{settings.PUBLIC_URL}{path}",
        _("In deze mail staan geen gegevens over inwoners. Log in om te zien waar het over gaat."),
    ]  # fmt: skip
    return EmailMessage(subject, "\n\n".join(lines), to=[address])
