"""How what is owed about agreements reads in a worklist, and what seats and organizations hold of them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from kortelijn.agreements.actions import pass_leads, pass_on, pass_places, pass_signatures
from kortelijn.agreements.agreeing import READ_COMMENTS
from kortelijn.agreements.models import Agreement, LeadRule, Signature, Version
from kortelijn.agreements.terms import agreed_days
from kortelijn.agreements.words import rule_line
from kortelijn.directory.organizations import objects_to_merging
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.events import on
from kortelijn.kernel.models import Event
from kortelijn.parties.holdings import Holding, held_by_organizations, held_by_seats
from kortelijn.parties.mail import notify
from kortelijn.parties.models import Organization, Seat
from kortelijn.tasks.days import agreed_by
from kortelijn.tasks.models import Task
from kortelijn.tasks.telling import Telling, tells

TO_SIGN = _("Er ligt een afspraak voor u klaar om te tekenen")

agreed_by(agreed_days)


@on("agreement.signatures-asked", aloud=True)
def tell_who_signs(event: Event) -> None:
    """Whoever is asked to sign."""
    waiting = Signature.objects.waiting().filter(version__agreement=event.subject_id)
    for given in waiting.filter(version__status=Version.Status.SIGNING):
        notify(given.seat_id, reverse("agreements:version", args=[given.version_id]), TO_SIGN)


@tells(Signature)
def signatures_told(tasks: list[Task]) -> Mapping[UUID, Telling]:
    """A signature that is owed."""
    rows = Signature.objects.select_related("version__agreement").in_bulk([task.subject_id for task in tasks])
    return {task.pk: _to_sign(rows[task.subject_id]) for task in tasks if task.subject_id in rows}


def _to_sign(given: Signature) -> Telling:
    title = say("Lees en teken: {agreement}").format(agreement=given.version.agreement)
    return Telling(title, reverse("agreements:version", args=[given.version_id]), say("Lees"))


@tells(Version)
def versions_told(tasks: list[Task]) -> Mapping[UUID, Telling]:
    """Comments to work on, a refusal to talk about."""
    rows = Version.objects.select_related("agreement").in_bulk([task.subject_id for task in tasks])
    return {task.pk: _to_do(task, rows[task.subject_id]) for task in tasks if task.subject_id in rows}


def _to_do(task: Task, version: Version) -> Telling:
    comments = say("Verwerk het commentaar op {agreement}"), say("Er tekent iemand niet voor {agreement}: praat erover")
    title = comments[0 if task.code == READ_COMMENTS else 1].format(agreement=version.agreement)
    return Telling(title, reverse("agreements:version", args=[version.pk]), say("Open"))


@tells(Agreement)
def reviews_told(tasks: list[Task]) -> Mapping[UUID, Telling]:
    """An agreement to look at again."""
    rows = Agreement.objects.in_bulk([task.subject_id for task in tasks])
    return {task.pk: _to_review(rows[task.subject_id]) for task in tasks if task.subject_id in rows}


def _to_review(agreement: Agreement) -> Telling:
    title = say("Klopt dit nog? {agreement}").format(agreement=agreement)
    return Telling(title, reverse("agreements:agreement", args=[agreement.pk]), say("Bekijk"))


@objects_to_merging
def both_have_their_own(one: Organization, other: Organization) -> str:
    """Two signed agreements are never melted into one: people end one of them first."""
    going = Agreement.objects.going().exclude(base=None)
    theirs = going.filter(organization=other).values("base")
    double = going.filter(organization=one, base__in=theirs).select_related("base").first()
    if double is None:
        return ""
    return say(
        "{one} en {other} hebben allebei een eigen versie van “{agreement}”. Laat er eerst een vervallen."
    ).format(one=one.name, other=other.name, agreement=double.base)


class Kept:
    """Which agreements a seat keeps."""

    kind, title = "agreements", _("Afspraken die u bijhoudt")

    def of(self, holders: Collection[UUID]) -> Iterable[Holding]:
        """Those that were not ended."""
        for row in Agreement.objects.going().filter(owner__in=holders).order_by("title", "id"):
            url = reverse("agreements:agreement", args=[row.pk])
            yield Holding(self.kind, row.pk, row.owner_id, row.title, url, row.network_id)

    def move(self, actor: Actor, holdings: Sequence[Holding], to: Seat) -> None:
        """Another seat keeps them."""
        pass_on(actor, [each.key for each in holdings], to)


class Signed:
    """For which agreements a seat signed, or is asked to."""

    kind, title = "signatures", _("Handtekeningen")

    def of(self, holders: Collection[UUID]) -> Iterable[Holding]:
        """Under what holds, or is about to."""
        standing = (Version.Status.SIGNING, Version.Status.AGREED, Version.Status.IN_FORCE)
        rows = Signature.objects.filter(seat__in=holders, version__status__in=standing, reason="")
        for row in rows.select_related("version__agreement").order_by("version__agreement__title", "id"):
            title = say("Handtekening onder {agreement}").format(agreement=row.version.agreement)
            url = reverse("agreements:version", args=[row.version_id])
            yield Holding(self.kind, row.pk, row.seat_id, title, url, row.network_id)

    def move(self, actor: Actor, holdings: Sequence[Holding], to: Seat) -> None:
        """Another seat stands for them."""
        pass_signatures(actor, [each.key for each in holdings], to)


class Local:
    """Which agreements hold for one organization."""

    kind, title = "local-agreements", _("Eigen afspraken")

    def of(self, holders: Collection[UUID]) -> Iterable[Holding]:
        """Those that were not ended."""
        for row in Agreement.objects.going().filter(organization__in=holders).order_by("title", "id"):
            if row.organization_id:
                url = reverse("agreements:agreement", args=[row.pk])
                yield Holding(self.kind, row.pk, row.organization_id, row.title, url, row.network_id)

    def move(self, actor: Actor, holdings: Sequence[Holding], to: Organization) -> None:
        """They hold for another."""
        pass_places(actor, [each.key for each in holdings], to)


class Leading:
    """Where an organization leads, as was agreed."""

    kind, title = "lead-rules", _("Leiding volgens afspraak")

    def of(self, holders: Collection[UUID]) -> Iterable[Holding]:
        """In what holds now or is in the making."""
        rows = LeadRule.objects.filter(
            organization__in=holders, article__version__status__in=(Version.Status.IN_FORCE, *Version.MAKING)
        )
        for row in rows.select_related("organization", "article__version").order_by("id"):
            if row.organization_id:
                url = reverse("agreements:version", args=[row.article.version_id])
                yield Holding(self.kind, row.pk, row.organization_id, rule_line(row), url, row.network_id)

    def move(self, actor: Actor, holdings: Sequence[Holding], to: Organization) -> None:
        """Another leads there."""
        pass_leads(actor, [each.key for each in holdings], to)


held_by_seats.add(Kept())
held_by_seats.add(Signed())
held_by_organizations.add(Local())
held_by_organizations.add(Leading())
