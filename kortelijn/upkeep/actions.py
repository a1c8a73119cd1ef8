"""What may be done to keep the directory true: report, answer, claim, decide."""

from collections.abc import Collection, Sequence
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortelijn.directory.actions import confirm_service
from kortelijn.directory.changes import Edit
from kortelijn.directory.models import Service
from kortelijn.kernel.actions import action
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import local, now
from kortelijn.kernel.errors import Refused
from kortelijn.kernel.events import kind, record, record_all
from kortelijn.kernel.lifecycle import locked, one_at_a_time, perform
from kortelijn.kernel.policy import may, require
from kortelijn.kernel.working_days import after_working_days
from kortelijn.parties.actions import begin_tenure, invite_person, open_seat
from kortelijn.parties.models import Account, Network, Organization, Person, Seat, Tenure
from kortelijn.parties.queries import signature
from kortelijn.tasks.actions import open_task
from kortelijn.upkeep.models import Claim, Draft, Remark, Report, Revision
from kortelijn.upkeep.owed import settle
from kortelijn.upkeep.queries import address_of, claim_of, coordinator_of, keeper_of

REPORT_MADE = kind("report.made", gettext_lazy("Iemand meldde dat bij {name} iets niet klopt"))
REPORT_FIXED = kind("report.fixed", gettext_lazy("{actor} paste {name} aan na een melding"))
REPORT_RIGHT = kind("report.right", gettext_lazy("{actor} keek de melding over {name} na: het klopt wel"))
CLAIM_MAILED = kind(
    "claim.mailed", gettext_lazy("Iemand vroeg om het aanbod van {name} bij te houden; er ging een mail")
)
CLAIM_INVITED = kind("claim.invited", gettext_lazy("{actor} vroeg {name} om het eigen aanbod bij te houden"))
CLAIM_ASKED = kind("claim.asked", gettext_lazy("Iemand van {name} vroeg om het eigen aanbod bij te houden"))
CLAIM_GRANTED = kind("claim.granted", gettext_lazy("{name} houdt het eigen aanbod bij"))
CLAIM_REFUSED = kind("claim.refused", gettext_lazy("{actor} kende het bijhouden door {name} niet toe"))
KEEPING_PASSED = kind("claim.moved", gettext_lazy("Het aanbod dat hier werd bijgehouden, is nu van {name}"))
CLAIM_PASSED_ON = kind("claim.passed-on", gettext_lazy("{seat} houdt het aanbod voortaan bij"))
CLAIM_ENDED = kind("claim.ended", gettext_lazy("{name} houdt het eigen aanbod niet meer bij"))
PROPOSAL_MADE = kind("proposal.made", gettext_lazy("{actor} stelde {name} voor"))
PROPOSAL_ACCEPTED = kind("proposal.accepted", gettext_lazy("{actor} plaatste {name}"))
PROPOSAL_REFUSED = kind("proposal.refused", gettext_lazy("{actor} plaatste {name} niet"))

CHECK_DAYS, DECIDE_DAYS = 3, 5
MOST_REMARKS = 20
KEEPER_TITLE, KEEPER_PROFESSION = "Beheerder van het aanbod", "beheerder-aanbod"


@action
def keep_revisions(actor: Actor, edits: Sequence[Edit], source: str) -> None:
    """Write down what became of each entry; the edit itself is recorded by whoever made it."""
    networks = dict(Service.objects.filter(pk__in=[edit.service_id for edit in edits]).values_list("pk", "network_id"))
    Revision.objects.bulk_create(
        [
            Revision(
                network_id=networks[edit.service_id], service_id=edit.service_id, who=actor.name[:200],
                seat_id=actor.seat_id, source=source[:200], fields=edit.fields, is_new=edit.is_new,
            )
            for edit in edits
        ],
        batch_size=1000,
    )  # fmt: skip


# What does not hold


@action
def report_wrong(actor: Actor, service: Service, *, about: Sequence[str], text: str) -> Report:
    """Say that something on an entry does not hold; what more people say joins the report that is open."""
    require(actor, "upkeep.report", service)
    one_at_a_time(f"upkeep.report {service.pk}")
    known = Report.objects.open().filter(service=service).first()
    report = locked(known or _open_report(actor, service))
    report.times += 1
    report.save(update_fields=["times"])
    said = {"report": report, "about": list(about), "text": text.replace("\x00", "").strip()[:300]}
    if report.remarks.count() < MOST_REMARKS and not Remark.objects.filter(**said).exists():
        Remark.objects.create(said_by=signature(actor)[:200] if actor.seated else "", **said)
    record(actor, REPORT_MADE, report, name=service.name, is_first=known is None)
    return report


def _open_report(actor: Actor, service: Service) -> Report:
    owner = keeper_of(service)
    if owner is None:
        raise Refused(_("Er is hier nu niemand die dit kan nakijken. Bel of mail de organisatie zelf."))
    report = Report.objects.create(network_id=service.network_id, service=service)
    due_at = after_working_days(now(), CHECK_DAYS)
    open_task(actor, code="check-report", owner=owner, subject=report, due_at=due_at, requester_id=actor.seat_id)
    return report


@action
def answer_report(actor: Actor, report: Report, answer: str) -> Report:
    """It was right after all; whoever works there has thereby looked at the whole entry."""
    report = perform(actor, report, "keep", by=signature(actor)[:200], answer=answer)
    settle(report)
    if may(actor, "directory.confirm", report.service):
        confirm_service(actor, report.service)
    record(actor, REPORT_RIGHT, report, name=report.service.name)
    return report


@action
def fix_report(actor: Actor, report: Report) -> Report:
    """What was reported is put right."""
    report = perform(actor, report, "fix", by=signature(actor)[:200])
    settle(report)
    record(actor, REPORT_FIXED, report, name=report.service.name)
    return report


# Who keeps it


@action
def claim_own(actor: Actor, organization: Organization, network: Network) -> Claim:
    """Somebody on a seat of an organization keeps its entries from now on: the network put them there."""
    require(actor, "upkeep.claim")
    _not_claimed(network, organization)
    claim = Claim.objects.create(network=network, organization=organization, seat_id=actor.own_seat)
    claim = perform(actor, claim, "grant", seat=Seat.objects.get(pk=actor.own_seat))
    record(actor, CLAIM_GRANTED, claim, name=organization.name)
    return claim


@action
def ask_claim(actor: Actor, network: Network, organization: Organization, *, email: str, **name: str) -> Claim:
    """Somebody from outside asks: a signed link goes to the address in the directory, never to one they type."""
    require(actor, "upkeep.ask_claim", organization)
    _not_claimed(network, organization)
    if not email:
        raise Refused(_("Bij deze organisatie staat geen mailadres. Vraag het de coördinator van het netwerk."))
    claim = Claim.objects.create(network=network, organization=organization, email=email, **name)
    record(actor, CLAIM_MAILED, claim, name=organization.name)
    return claim


@action
def invite_claim(actor: Actor, network: Network, organization: Organization) -> Claim:
    """The coordinator asks: a signed link to the address in the directory; who opens it says who they are."""
    require(actor, "upkeep.invite_claim", network)
    _not_claimed(network, organization)
    rows = Claim.objects.filter(network=network, organization=organization).waiting()
    if before := rows.order_by("-asked_at").first():
        day = date_format(local(before.asked_at).date(), "j F")
        raise Refused(_("Dit is op {day} al gevraagd. Wacht het antwoord af, of bel.").format(day=day))
    email = address_of(network.pk, organization)
    if not email:
        raise Refused(_("Bij deze organisatie staat geen mailadres. Bel haar, of zet er een adres bij."))
    claim = Claim.objects.create(network=network, organization=organization, email=email)
    record(actor, CLAIM_INVITED, claim, name=organization.name)
    return claim


@action
def prove_claim(actor: Actor, claim: Claim, **name: str) -> Claim:
    """The mail was read at the organization: now the coordinator decides, for a seat opens the network's pages."""
    claim = locked(claim)
    if claim.status != Claim.Status.MAILED:
        return claim
    if name:
        claim.given_name, claim.family_name = name["given_name"], name["family_name"]
        claim.save(update_fields=["given_name", "family_name"])
    if not claim.name:
        raise Refused(_("Vul uw naam in."))
    claim = perform(actor, claim, "prove")
    owner = coordinator_of(claim.network_id)
    if owner is None:
        raise Refused(_("Dit netwerk heeft nu geen coördinator. Probeer het later opnieuw."))
    due_at = after_working_days(now(), DECIDE_DAYS)
    open_task(actor, code="decide-claim", owner=owner, subject=claim, due_at=due_at)
    record(actor, CLAIM_ASKED, claim, name=claim.organization.name)
    return claim


@action
def grant_claim(actor: Actor, claim: Claim) -> Claim:
    """The coordinator says yes: a seat at the organization, and somebody on it."""
    require(actor, "upkeep.answer_claim", claim)
    _not_claimed(claim.network, claim.organization)
    claim = perform(actor, claim, "grant", seat=_seat_for(actor, claim))
    settle(claim)
    record(actor, CLAIM_GRANTED, claim, name=claim.organization.name)
    return claim


@action
def refuse_claim(actor: Actor, claim: Claim, reason: str) -> Claim:
    """The coordinator says no, and why."""
    claim = perform(actor, claim, "refuse", reason=reason)
    settle(claim)
    record(actor, CLAIM_REFUSED, claim, name=claim.organization.name)
    return claim


@action
def pass_claims(actor: Actor, keys: Collection[UUID], to: Seat) -> None:
    """Another seat keeps the entries of these organizations from now on."""
    require(actor, "upkeep.pass_claims", to)
    rows = list(Claim.objects.filter(pk__in=keys, network=to.network_id, status=Claim.Status.GRANTED)
                .select_for_update().order_by("pk"))  # fmt: skip
    Claim.objects.filter(pk__in=[row.pk for row in rows]).update(seat=to)
    record_all(actor, CLAIM_PASSED_ON, rows, seat=str(to))


@action
def pass_keeping(actor: Actor, keys: Collection[UUID], to: Organization) -> None:
    """The entries went over to another organization: who kept them goes on, unless that one keeps its own already."""
    for claim in Claim.objects.filter(pk__in=keys, status=Claim.Status.GRANTED).select_for_update().order_by("pk"):
        require(actor, "upkeep.pass_claims", Network(pk=claim.network_id))
        if Claim.objects.granted().filter(network=claim.network_id, organization=to).exists():
            end_claim(actor, claim)
            continue
        Claim.objects.filter(pk=claim.pk).update(organization=to)
        record(actor, KEEPING_PASSED, claim, name=to.name)


@action
def end_claim(actor: Actor, claim: Claim) -> Claim:
    """The organization does not keep its entries any more."""
    claim = perform(actor, claim, "end")
    record(actor, CLAIM_ENDED, claim, name=claim.organization.name)
    return claim


def _not_claimed(network: Network, organization: Organization) -> None:
    one_at_a_time(f"upkeep.claim {network.pk} {organization.pk}")
    if claim := claim_of(network.pk, organization.pk):
        raise Refused(_("Dit aanbod wordt al bijgehouden, vanaf de plek {seat}.").format(seat=claim.seat))


def _seat_for(actor: Actor, claim: Claim) -> Seat:
    """The seat for keeping, made when there is none, with whoever asked on it."""
    rows = Seat.objects.filter(network=claim.network_id, organization=claim.organization_id, title=KEEPER_TITLE)
    seat = rows.first() or open_seat(
        actor, claim.network, claim.organization, title=KEEPER_TITLE, profession=KEEPER_PROFESSION, shared=True
    )
    person = _person_for(actor, claim)
    if not Tenure.objects.current().filter(seat=seat, person=person).exists():
        begin_tenure(actor, seat, person)
    return seat


def _person_for(actor: Actor, claim: Claim) -> Person:
    """Who reads the mail of the organization: known already by that address, or invited."""
    account = Account.objects.filter(email__iexact=claim.email).select_related("person").first()
    if account and account.person:
        return account.person
    return invite_person(actor, email=claim.email, given_name=claim.given_name, family_name=claim.family_name)


# What is proposed


@action
def propose(actor: Actor, draft: Draft, name: str) -> Draft:
    """Hand a draft in: the coordinator owes an answer."""
    draft = perform(actor, draft, "propose")
    owner = coordinator_of(draft.network_id)
    if owner is None:
        raise Refused(_("Dit netwerk heeft nu geen coördinator die ernaar kan kijken."))
    due_at = after_working_days(now(), DECIDE_DAYS)
    open_task(actor, code="decide-proposal", owner=owner, subject=draft, due_at=due_at, requester_id=draft.seat_id)
    record(actor, PROPOSAL_MADE, draft, name=name)
    return draft


@action
def refuse_proposal(actor: Actor, draft: Draft, *, reason: str, name: str) -> Draft:
    """Not in the directory; who proposed it hears why."""
    draft = perform(actor, draft, "refuse", reason=reason)
    settle(draft)
    record(actor, PROPOSAL_REFUSED, draft, name=name)
    return draft
