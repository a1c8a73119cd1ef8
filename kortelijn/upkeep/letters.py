"""Mail to who asks to keep the entries of an organization: a signed link, and nothing about anybody."""

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from kortelijn.upkeep.models import Claim

SALT, DAYS = "upkeep.claim", 8


def token_of(claim: Claim) -> str:
    """What the link carries: which question it answers, signed, and nothing else."""
    return signing.dumps(str(claim.pk), salt=SALT)


def claim_in(token: str) -> Claim | None:
    """The question behind a link, as long as it holds."""
    try:
        key = signing.loads(token, salt=SALT, max_age=DAYS * 24 * 3600)
    except signing.BadSignature:
        return None
    return Claim.objects.select_related("organization", "network").filter(pk=key).first()


def ask_by_mail(claim: Claim) -> None:
    """Ask at the address that stands in the directory whether it is so."""
    with override(claim.network.language):
        link = f"{settings.PUBLIC_URL}{reverse('upkeep:claim_mail', args=[token_of(claim)])}"
        lines = [
            _("Iemand wil het aanbod van {organization} bijhouden in het overzicht van {network}.").format(
                organization=claim.organization.name, network=claim.network.name),
            _("Klopt dat? Open dan deze link. Hij werkt {days} dagen.").format(days=DAYS), link,
            _("Weet u hier niets van? Dan hoeft u niets te doen."),
        ]  # fmt: skip
        EmailMessage(_("Wilt u uw aanbod bijhouden?"), "\n\n".join(lines), to=[claim.email]).send()


def invite_by_mail(claim: Claim) -> None:
    """The coordinator asks whether they would keep their own entries."""
    with override(claim.network.language):
        link = f"{settings.PUBLIC_URL}{reverse('upkeep:claim_mail', args=[token_of(claim)])}"
        lines = [
            _("Uw aanbod staat in het overzicht van {network}. Wilt u het zelf bijhouden? Dan klopt het voor iedereen "
              "die erop zoekt.").format(network=claim.network.name),
            _("Open dan deze link en vul uw naam in. Hij werkt {days} dagen.").format(days=DAYS), link,
            _("Liever niet? Dan hoeft u niets te doen."),
        ]  # fmt: skip
        EmailMessage(_("Wilt u uw aanbod bijhouden?"), "\n\n".join(lines), to=[claim.email]).send()


def tell_refused(claim: Claim) -> None:
    """Whoever asked from outside has no account: the answer goes by mail too."""
    with override(claim.network.language):
        lines = [
            _("De coördinator van {network} heeft uw vraag om uw aanbod bij te houden niet toegekend.").format(
                network=claim.network.name),
            claim.reason,
        ]  # fmt: skip
        EmailMessage(_("Over het bijhouden van uw aanbod"), "\n\n".join(lines), to=[claim.email]).send()
