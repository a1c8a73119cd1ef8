"""As whom one can look around in the demo, and the story in which one plays the leading part."""

from dataclasses import dataclass
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kortelijn.demo.content import people
from kortelijn.directory.models import Service

COACH = "Welzijnscoach Rivierkant"  # the service that Sanne takes in


@dataclass(frozen=True)
class Login:
    """One person behind one button."""

    key: str
    function: str | Promise
    sees: str | Promise
    begins: str = "/"

    @property
    def email(self) -> str:
        """The address of the account."""
        return _person_of(self.key)["email"]

    @property
    def name(self) -> str:
        """As colleagues call this person."""
        person = _person_of(self.key)
        return " ".join(part for part in (person["title"], person["given_name"], person["family_name"]) if part)


@dataclass(frozen=True)
class Part:
    """One step of the story: what to do, as whom (or as nobody), and where it begins."""

    title: str | Promise
    text: str | Promise
    address: str
    button: str | Promise
    login: str = ""

    def begins(self) -> str:
        """The address, with the service that the story needs filled in; the search page while it is not there."""
        if "{coach}" not in self.address:
            return self.address
        coach = Service.objects.filter(name=COACH).first()
        return self.address.format(coach=coach.pk) if coach else "/zoek/"


LOGINS = (
    Login("huisarts", _("huisarts, Gezondheidscentrum De Spoorbrug"),
          _("Eén zoekvak, een recept in een minuut, en wat er van haar recepten kwam.")),
    Login("poh-ggz", _("praktijkondersteuner ggz, De Spoorbrug"),
          _("Verstuurt en ontvangt. Een collega vraagt haar iets over te nemen, en een nummer klopt niet.")),
    Login("welzijnscoach", _("welzijnscoach, Welzijn Rivierkant"),
          _("Wie er vandaag op haar wacht: één is over tijd, en haar vervanger weet het.")),
    Login("coordinator", _("netwerkcoördinator en kwartiermaker"),
          _("Wat te lang bleef liggen, en de plek die leeg is sinds een collega wegging.")),
    Login("bestuurder", _("bestuurder, Welzijn Rivierkant"),
          _("Het netwerk en het aanbod; één plek van zijn eigen organisatie is leeg. Geen namen van inwoners."),
          begins="/netwerk/"),
)  # fmt: skip

STORY = (
    Part(_("Thuis, op de bank"),
         _("U woont in de wijk. Vertel wat er speelt, spreek het in of kies een plaatje, en zie wie u kunt bellen. "
           "Of vraag of iemand u belt."),
         "/hulp/", _("Zoek als inwoner")),
    Part(_("De vraag in de spreekkamer"),
         _("U bent dokter Bakkali. De vraag staat er al. Haal een woord weg dat niet klopt en lees waarom iets past."),
         "/zoek/?voorbeeld=1", _("Zoek als huisarts"), "huisarts"),
    Part(_("Het recept"),
         _("Het gaat naar Sanne, de welzijnscoach. Vul een naam in en een nummer (070 - 000 12 34), en verstuur. "
           "Geef de kaart mee aan de inwoner."),
         "/recept/nieuw/?aanbod={coach}", _("Verstuur als huisarts"), "huisarts"),
    Part(_("Thuis, met de kaart"),
         _("U bent de inwoner. Vul de code van de kaart in: wie belt u, wanneer, en wie keek er naar u?"),
         "/recept/", _("Kijk als inwoner")),
    Part(_("Een mens die belt"),
         _("U bent Sanne. Het recept staat bij Vandaag. Pak het op, leg vast dat u haar sprak en maak een afspraak. "
           "Leg daarna vast wat het werd."),
         "/vandaag/", _("Werk als welzijnscoach"), "welzijnscoach"),
    Part(_("Het lijntje terug"),
         _("U bent weer dokter Bakkali. Lees wat ervan kwam en kopieer het voor het dossier."),
         "/lijnen/", _("Lees als huisarts"), "huisarts"),
)  # fmt: skip


def login_for(key: str) -> Login | None:
    """The login behind a button."""
    return next((login for login in LOGINS if login.key == key), None)


@cache
def _person_of(key: str) -> dict[str, str]:
    return next(person for person in people()["people"] if person["login"] == key)
