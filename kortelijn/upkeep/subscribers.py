"""What follows when the directory changes, and how what is owed here reads in a worklist."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortelijn.directory.changes import Edit, on_edit
from kortelijn.directory.keepers import keeps_entries
from kortelijn.directory.models import Service
from kortelijn.directory.notices import Notice, beside_an_entry
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.events import on
from kortelijn.kernel.models import Event
from kortelijn.parties.holdings import Holding, held_by_organizations, held_by_seats
from kortelijn.parties.mail import notify
from kortelijn.parties.models import Organization, Seat
from kortelijn.tasks.models import Task
from kortelijn.tasks.telling import Telling, tells
from kortelijn.upkeep.actions import end_claim, keep_revisions, pass_claims, pass_keeping
from kortelijn.upkeep.letters import ask_by_mail, invite_by_mail, tell_refused
from kortelijn.upkeep.models import Claim, Draft, Report
from kortelijn.upkeep.noticing import notices_about
from kortelijn.upkeep.queries import keepers_among


@on_edit
def follow(actor: Actor, edits: Sequence[Edit], source: str) -> None:
    """The history follows in the same transaction, imports included."""
    keep_revisions(actor, edits, source)


@beside_an_entry
def reported(service: Service) -> list[Notice]:
    """Whoever reads an entry sees that something on it was reported, and what came of it."""
    return notices_about(service)


@keeps_entries
def claimed(services: Sequence[Service]) -> Mapping[UUID, Seat]:
    """Whoever claimed the entries of an organization is asked whether they hold."""
    return keepers_among(services)


@tells(Report)
def of_reports(tasks: list[Task]) -> Mapping[UUID, Telling]:
    """A report as a task: which entry it is about."""
    rows = Report.objects.select_related("service").in_bulk([task.subject_id for task in tasks])
    return {
        task.pk: Telling(
            _("{name} — klopt er iets niet?").format(name=rows[task.subject_id].service.name),
            reverse("upkeep:see_report", args=[task.subject_id]), _("Kijk na"),
        )
        for task in tasks if task.subject_id in rows
    }  # fmt: skip


@tells(Claim)
def of_claims(tasks: list[Task]) -> Mapping[UUID, Telling]:
    """A claim as a task: who asks to keep what."""
    rows = Claim.objects.select_related("organization").in_bulk([task.subject_id for task in tasks])
    return {
        task.pk: Telling(
            _("{name} wil het eigen aanbod bijhouden").format(name=rows[task.subject_id].organization.name),
            reverse("upkeep:see_claim", args=[task.subject_id]), _("Beslis"),
        )
        for task in tasks if task.subject_id in rows
    }  # fmt: skip


@tells(Draft)
def of_proposals(tasks: list[Task]) -> Mapping[UUID, Telling]:
    """A proposal as a task: whose it is."""
    rows = Draft.objects.select_related("organization").in_bulk([task.subject_id for task in tasks])
    return {
        task.pk: Telling(
            _("{organization} — voorstel voor het aanbod").format(organization=rows[task.subject_id].organization.name),
            reverse("upkeep:preview", args=[task.subject_id]), _("Beoordeel"),
        )
        for task in tasks if task.subject_id in rows
    }  # fmt: skip


@on("claim.mailed", aloud=True)
def mail_the_organization(event: Event) -> None:
    """The link goes to the address that the directory has."""
    if claim := Claim.objects.select_related("organization", "network").filter(pk=event.subject_id).first():
        ask_by_mail(claim)


@on("claim.invited", aloud=True)
def invite_the_organization(event: Event) -> None:
    """The coordinator asks whether they would keep their own entries."""
    if claim := Claim.objects.select_related("organization", "network").filter(pk=event.subject_id).first():
        invite_by_mail(claim)


@on("claim.granted", aloud=True)
def tell_the_keeper(event: Event) -> None:
    """From now on somebody keeps the entries, and hears where."""
    if claim := Claim.objects.filter(pk=event.subject_id).first():
        notify(claim.seat_id, reverse("upkeep:overview"), gettext_lazy("U houdt nu uw eigen aanbod bij"))


@on("claim.refused", aloud=True)
def tell_who_asked(event: Event) -> None:
    """Not so, and why."""
    claim = Claim.objects.select_related("network").filter(pk=event.subject_id).first()
    if claim and claim.email:
        tell_refused(claim)


@on("proposal.accepted", aloud=True)
@on("proposal.refused", aloud=True)
def tell_who_proposed(event: Event) -> None:
    """There is an answer."""
    if draft := Draft.objects.filter(pk=event.subject_id).first():
        path = reverse("upkeep:preview", args=[draft.pk])
        notify(draft.seat_id, path, gettext_lazy("Er is antwoord op uw voorstel voor het aanbod"))


@on("report.made", aloud=True)
def tell_who_looks(event: Event) -> None:
    """Somebody says that something does not hold: whoever looks after it hears so, once per report."""
    task = Task.objects.open().filter(subject_id=event.subject_id).first() if event.data.get("is_first") else None
    if task:
        path = reverse("upkeep:see_report", args=[task.subject_id])
        notify(task.owner_id, path, gettext_lazy("Er is gemeld dat iets in uw aanbod niet klopt"))


class Kept:
    """Of which organizations a seat keeps the entries."""

    kind, title = "entries", gettext_lazy("Aanbod dat deze plek bijhoudt")

    def of(self, holders: Collection[UUID]) -> Iterable[Holding]:
        """One per organization."""
        rows = Claim.objects.granted().filter(seat__in=holders).select_related("organization")
        for row in rows.order_by("organization__name", "id"):
            title = _("Het aanbod van {organization}").format(organization=row.organization.name)
            if row.seat_id:
                yield Holding(self.kind, row.pk, row.seat_id, title, reverse("upkeep:overview"), row.network_id)

    def move(self, actor: Actor, holdings: Sequence[Holding], to: Seat) -> None:
        """Another seat keeps them."""
        pass_claims(actor, [each.key for each in holdings], to)


class Keeping:
    """That an organization keeps its own entries."""

    kind, title = "keeping", gettext_lazy("Het aanbod bijhouden")

    def of(self, holders: Collection[UUID]) -> Iterable[Holding]:
        """At most one for each organization."""
        rows = Claim.objects.granted().filter(organization__in=holders).select_related("seat")
        for row in rows.order_by("organization__name", "id"):
            title = _("Houdt het eigen aanbod bij")
            yield Holding(self.kind, row.pk, row.organization_id, title, reverse("upkeep:overview"), row.network_id)

    def move(self, actor: Actor, holdings: Sequence[Holding], to: Organization) -> None:
        """Whoever takes over the entries keeps them."""
        pass_keeping(actor, [each.key for each in holdings], to)

    def stop(self, actor: Actor, holdings: Sequence[Holding], why: str) -> None:
        """Nobody keeps them."""
        for claim in Claim.objects.granted().filter(pk__in=[each.key for each in holdings]).order_by("pk"):
            end_claim(actor, claim)


held_by_seats.add(Kept())
held_by_organizations.add(Keeping())
