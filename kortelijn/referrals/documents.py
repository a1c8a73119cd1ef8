"""The papers of a line: the recipe card for the resident, what came of it for the sender's own file."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kortelijn.kernel.clock import local
from kortelijn.parties.models import Person, holder_of
from kortelijn.referrals.feedback import dossier_text
from kortelijn.referrals.models import Referral
from kortelijn.referrals.names import in_sentence
from kortelijn.ui.print import pdf, qr
from kortelijn.ui.theming import Theme

NO_BREAK = "\N{NO-BREAK SPACE}"
PAPERS = Path(__file__).parent / "papers"


def recipe_card(referral: Referral) -> bytes:
    """The A5 card in large print: who calls, when, on what number, and what to do if nobody does."""
    address = settings.PUBLIC_URL + reverse("referrals:recipe")
    return pdf(PAPERS / "card.typ", _about(referral) | _who_calls(referral) | {
        "wish": referral.wish, "wish_label": _("U zei"),
        "silence_label": _("Neemt er niemand op?") if referral.resident.do_not_call else _("Belt er niemand?"),
        "silence": _silence(referral, address),
        "code_label": _("Uw code"), "code": spaced(referral.code),
        "qr": qr(address), "qr_alt": _("QR-code naar {address}").format(address=_short(address)),
        "agreed_label": _("Wat is er afgesproken?"), "agreed": _agreed(referral),
        "danger": _("Is er nu gevaar? Bel 112. Denkt u aan zelfmoord? Bel 113 of 0800 - 0113."),
    }, theme=Theme.of(referral.network.theme))  # fmt: skip


def feedback_paper(referral: Referral) -> bytes:
    """The same lines as "Kopieer voor dossier", on A4."""
    return pdf(PAPERS / "feedback.typ", {
        "title": _("Wat werd ervan?"), "sender": _from(referral), "name_label": _("Naam:"),
        "lines": dossier_text(referral).splitlines(),
        "footer": _("Gemaakt op {day}. Bevat geen diagnose en geen BSN.").format(
            day=date_format(local(referral.task.last_action_at), "j F Y")
        ),
    }, theme=Theme.of(referral.network.theme))  # fmt: skip


def spaced(code: str) -> str:
    """A code in two groups, as people read it aloud."""
    return f"{code[:4]} {code[4:]}"


def _about(referral: Referral) -> dict[str, str]:
    return {
        "title": _("Recept voor welzijn"),
        "sender": _from(referral),
        "for_whom": _("Voor {name}").format(name=in_sentence(referral.resident.name)),
    }


def _from(referral: Referral) -> str:
    requester = referral.task.requester
    parts = [
        requester.organization.name if requester else "",
        referral.sender.name if referral.sender else "",
    ]
    return ", ".join(part for part in parts if part)


@dataclass(frozen=True)
class Phone:
    """A number as one reads it, never broken over two lines, and as one taps it."""

    number: str

    @property
    def shown(self) -> str:
        """With spaces that keep it on one line."""
        return self.number.replace(" ", NO_BREAK)

    @property
    def url(self) -> str:
        """What a telephone dials."""
        return "tel:" + "".join(sign for sign in self.number if sign.isdigit() or sign == "+")


@dataclass(frozen=True)
class Calling:
    """Who calls whom, by when, on what number: the same on the card and on the resident's page."""

    who: str
    heading: str
    when: str
    number_label: str
    phone: Phone | None


def calling(referral: Referral) -> Calling:
    """The named human to expect; when the resident calls, whom to call."""
    holder = holder_of(referral.task.owner_id) if referral.task.owner_id else None
    who = holder.name if holder else str(referral.task.owner)
    day, number = date_format(local(referral.task.due_at), "l j F"), _phone(_number(referral, holder))
    if referral.resident.do_not_call:
        heading, when = _("U belt {name}").format(name=who), _("liefst voor {day}").format(day=day)
        return Calling(who, heading, when, _("op nummer"), number)
    heading, when = _("{name} belt u").format(name=who), _("uiterlijk {day}").format(day=day)
    return Calling(who, heading, when, _("met nummer"), number)


def _who_calls(referral: Referral) -> dict[str, str]:
    call = calling(referral)
    return {
        "who_calls": call.heading,
        "when": call.when,
        "number_label": call.number_label,
        "number": call.phone.shown if call.phone else "",
    }


def _number(referral: Referral, holder: Person | None) -> str:
    if holder and holder.phone:
        return str(holder.phone.as_national)
    return referral.task.owner.organization.phone if referral.task.owner else ""


def help_number(referral: Referral) -> Phone | None:
    """Whom the resident calls when it does not go well: the organization that sent it."""
    requester = referral.task.requester
    return _phone(requester.organization.phone if requester else "")


def _phone(number: str) -> Phone | None:
    return Phone(number) if number else None


def _silence(referral: Referral, address: str) -> str:
    phone = help_number(referral)
    ask = _("Ga naar {address} en vul uw code in.").format(address=_short(address))
    call = _("Of bel {phone}.").format(phone=phone.shown) if phone else ""
    return " ".join(part for part in (ask, call, _("Dan zoeken wij het uit.")) if part)


def _agreed(referral: Referral) -> str:
    return _(
        "U vindt het goed dat {organization} dit krijgt: {shares}. Meer niet. U kunt dat altijd veranderen."
    ).format(organization=referral.consent.to_organization.name, shares=referral.consent.shares_in_words)


def _short(address: str) -> str:
    parts = urlsplit(address)
    return (parts.netloc + parts.path).rstrip("/")
