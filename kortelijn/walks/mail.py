"""The mails of a season: one link of one's own, partners and hours; never the name of anybody who comes along."""

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from kortelijn.kernel.clock import local
from kortelijn.parties.models import Network
from kortelijn.parties.queries import holders_of
from kortelijn.walks.calendar import file_of, stop_words
from kortelijn.walks.models import KEPT, Lesson, Place, Season, Walker


def ask(season: Season, walkers: Iterable[Walker], *, again: bool = False) -> int:
    """Whether they want to come."""
    first = _("Loopt u mee? {title}").format(title=season.title)
    subject = _("Nog één keer: loopt u mee?") if again else first
    days = ", ".join(date_format(day.day, "l j F") for day in season.days.all())
    mails = []
    for walker in walkers:
        lines = [
            _("In kleine groepjes kijken we bij partners van {network} achter de voordeur.").format(
                network=season.network.name),
            season.words, _("Wanneer: {days}.").format(days=days),
            _("Loopt u mee? Eén tik is genoeg, zonder in te loggen:"), _link(walker),
            _("Graag voor {day}. De link is van u alleen.").format(day=date_format(season.answer_by, "l j F")),
        ]  # fmt: skip
        mails.append(EmailMessage(subject, _joined(lines), to=[walker.person.email]))
    return _send(mails)


def invite(places: Iterable[Place], *, again: bool = False) -> int:
    """When and where, with the appointment as a file; yes or no is one tap."""
    mails = []
    for place in places:
        group = place.group
        when = date_format(local(group.starts_at), "l j F, H.i")
        subject = (_("Komt u? Wijkwandeling {when}") if again else _("U loopt mee: {when}")).format(when=when)
        visits = group.visits.select_related("host__organization", "host__location")
        lines = [
            _("Er is een plaats voor u in groep {number} van {title}.").format(
                number=group.number, title=group.season.title),
            "\n".join(stop_words(visit) for visit in visits),
            _("Laat met één tik weten of u komt. Kunt u niet? Dan krijgt een ander uw plaats."), _link(place.walker),
        ]  # fmt: skip
        mail = EmailMessage(subject, _joined(lines), to=[place.walker.person.email])
        mail.attach("wijkwandeling.ics", file_of(place).decode(), "text/calendar")
        mails.append(mail)
    return _send(mails)


def wait(walker: Walker) -> int:
    """Their place went to another; they wait for the next."""
    lines = [
        _("De indeling van {title} is veranderd. Uw plaats is vervallen; u staat nu op de wachtlijst.").format(
            title=walker.season.title),
        _("Komt er een plaats vrij die past, dan krijgt u die vanzelf. Kunt u niet meer? Laat het hier weten:"),
        _link(walker),
    ]  # fmt: skip
    to = [walker.person.email] if walker.person.email else []
    return _send([EmailMessage(_("U staat op de wachtlijst"), _joined(lines), to=to)] if to else [])


def thank(season: Season) -> int:
    """To who received: the leader's words, and what the groups learned there."""
    hosts = list(season.hosts.filter(visits__isnull=False).distinct().select_related("organization"))
    holders = holders_of(host.seat_id for host in hosts)
    mails = []
    for host in hosts:
        person = holders.get(host.seat_id)
        to = person.email if person and person.email else host.organization.email
        learned = Lesson.objects.filter(host=host).order_by("said_at", "id").values_list("text", flat=True)
        lines = [
            _("Dank dat u groepen ontving bij {title}.").format(title=season.title), season.thanks,
            *([_("Dit namen mensen mee:"), "\n".join(f"- {text}" for text in learned)] if learned else []),
        ]  # fmt: skip
        if to:
            mails.append(EmailMessage(_("Dank voor uw ontvangst"), _joined(lines), to=[to]))
    return _send(mails)


def silent(season: Season) -> Iterable[Walker]:
    """Who said nothing yet and has an address."""
    rows = season.walkers.filter(answer=Walker.Answer.ASKED).exclude(person__email="")
    return rows.select_related("person").order_by("pk")


def places_of(**which: object) -> Iterable[Place]:
    """Places with all that a mail about them says."""
    rows = Place.objects.filter(status__in=KEPT, **which).exclude(walker__person__email="")
    return rows.select_related("group__season", "group__day", "walker__person").order_by("pk")


def _link(walker: Walker) -> str:
    return f"{settings.PUBLIC_URL}{reverse('walks:letter', args=[walker.key])}"


def _joined(lines: Iterable[str]) -> str:
    return "\n\n".join(line for line in lines if line)


def _send(mails: list[EmailMessage]) -> int:
    return get_connection().send_messages(mails) or 0 if mails else 0


def in_language_of(network_id: UUID | None) -> override:
    """A mail that nobody asked for just now is in the language of the network."""
    languages = Network.objects.filter(pk__in=[network_id]).values_list("language", flat=True)
    return override(languages.first() or settings.LANGUAGE_CODE)
