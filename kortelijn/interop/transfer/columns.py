"""The columns of a sheet: what each may mean, how people call it, and what ours are called."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Column:
    """Something that a column can tell; `ours` is the heading in what we give out, empty when we only take it in."""

    key: str
    label: str | Promise
    ours: str
    names: str = ""  # how others call it, with a comma between

    @property
    def of(self) -> str:
        """What it is about: service, organization, location, contact, hours."""
        return self.key.partition(".")[0]

    @property
    def field(self) -> str:
        """Which field of that."""
        return self.key.partition(".")[2]


COLUMNS = (
    Column("service.key", _("Kortelijn-id van het aanbod"), "Kortelijn-id"),
    Column("service.id", _("Nummer of id van het aanbod"), "",
           "id, nr, nummer, code, aanbod id, service id, bron id, source id, kenmerk, productid, uuid"),
    Column("service.name", _("Naam van het aanbod"), "Naam",
           "aanbod, titel, title, name, dienst, activiteit, service, service name, naam aanbod, naam activiteit, "
           "naam dienst, product, onderwerp naam, voorziening"),
    Column("organization.key", _("Kortelijn-id van de organisatie"), "Kortelijn-id organisatie"),
    Column("organization.id", _("Nummer of id van de organisatie"), "",
           "organisatie id, organization id, aanbieder id"),
    Column("organization.name", _("Organisatie"), "Organisatie",
           "aanbieder, organisation, organization, organization name, naam organisatie, partij, instelling, stichting, "
           "uitvoerder, provider, agency"),
    Column("organization.description", _("Over de organisatie"), "Over de organisatie", "organization description"),
    Column("organization.kind", _("Soort organisatie"), "Soort organisatie", "type organisatie"),
    Column("organization.url", _("Website van de organisatie"), "Website organisatie", "organization url"),
    Column("organization.email", _("E-mail van de organisatie"), "E-mail organisatie", "mail organisatie"),
    Column("organization.phone", _("Telefoon van de organisatie"), "Telefoon organisatie"),
    Column("service.alternate_name", _("Ook wel"), "Ook wel", "alternate name, andere naam, bijnaam, alias"),
    Column("service.description", _("Omschrijving"), "Omschrijving",
           "beschrijving, description, toelichting, inhoud, wat, korte omschrijving, samenvatting, tekst, info, "
           "informatie, omschrijving aanbod"),
    Column("service.alert", _("Let op"), "Let op", "alert, bijzonderheden, waarschuwing"),
    Column("service.domains", _("Onderwerpen"), "Onderwerpen",
           "onderwerp, thema's, categorie, categorieen, category, levensgebied, leefgebied, domein, domains, rubriek"),
    Column("service.themes", _("Thema’s"), "Thema’s", "thema, theme, themes, themas"),
    Column("service.step", _("Stap van zorg"), "Stap van zorg", "stap, step, zorgniveau, lijn"),
    Column("service.access", _("Hoe binnenkomen"), "Hoe binnenkomen", "toegang, access, entree, inloop of afspraak"),
    Column("service.resident_route", _("Zo komt een bewoner binnen"), "Zo komt een bewoner binnen",
           "aanmelden, aanmelding, hoe aanmelden, application process, call to action, calltoaction"),
    Column("service.professional_route", _("Zo verwijst een professional"), "Zo verwijst een professional",
           "verwijzen, verwijzing, verwijsroute"),
    Column("service.eligibility", _("Voor wie"), "Voor wie",
           "doelgroep, audience, eligibility, bestemd voor, target group"),
    Column("service.minimum_age", _("Vanaf leeftijd"), "Vanaf leeftijd",
           "minimumleeftijd, min leeftijd, leeftijd vanaf, minimum age, leeftijd van, leeftijd min"),
    Column("service.maximum_age", _("Tot en met leeftijd"), "Tot en met leeftijd",
           "maximumleeftijd, max leeftijd, leeftijd tot, maximum age, leeftijd max, leeftijd tot en met"),
    Column("service.cost_amount", _("Kosten in euro"), "Kosten in euro", "bedrag, prijs, price, amount, tarief"),
    Column("service.cost_text", _("Kosten in woorden"), "Kosten",
           "cost, costs, fees, eigen bijdrage, kosten toelichting"),
    Column("service.languages", _("Talen"), "Talen", "taal, language, languages"),
    Column("service.required_documents", _("Meenemen"), "Meenemen", "documenten, required documents"),
    Column("service.at_home", _("Ook aan huis"), "Ook aan huis", "aan huis, huisbezoek"),
    Column("service.url", _("Website"), "Website", "url, site, link, webadres, webpagina, internet, homepage"),
    Column("service.email", _("E-mail"), "E-mail", "email, mail, e mailadres, emailadres, mailadres"),
    Column("service.status", _("Status"), "Status", "actief, toestand"),
    Column("service.response_days", _("Antwoord binnen werkdagen"), "Antwoord binnen werkdagen"),
    Column("service.capacity_available", _("Plekken vrij"), "Plekken vrij", "capaciteit, vrije plekken"),
    Column("service.capacity_unit", _("Plekken: wat"), "Plekken: wat"),
    Column("service.capacity_note", _("Plekken: toelichting"), "Plekken: toelichting", "wachttijd, wait time"),
    Column("service.capacity_updated_at", _("Plekken: bijgewerkt op"), "Plekken: bijgewerkt op"),
    Column("service.confirmed_at", _("Nagekeken op"), "Nagekeken op",
           "laatst gewijzigd, gecontroleerd op, bijgewerkt op, wijzigingsdatum, last modified, datum, peildatum"),
    Column("service.confirmed_by", _("Nagekeken door"), "Nagekeken door", "gecontroleerd door"),
    Column("service.update_rhythm_months", _("Nakijken om de zoveel maanden"), "Nakijken om de zoveel maanden"),
    Column("hours.loose", _("Tijden zonder plek"), "Tijden zonder plek"),
    Column("location.key", _("Kortelijn-id van de plek"), "Kortelijn-id plek"),
    Column("location.id", _("Nummer of id van de plek"), "", "locatie id, location id"),
    Column("location.name", _("Plek"), "Plek",
           "locatie, location, gebouw, naam locatie, naam plek, location name, waar, venue, accommodatie"),
    Column("location.description", _("Wat voor gebouw"), "Wat voor gebouw", "soort locatie"),
    Column("location.address", _("Adres"), "Adres",
           "address, straat en huisnummer, bezoekadres, adresregel, straatadres"),
    Column("location.street", _("Straat (zonder nummer)"), "", "straat, straatnaam, street"),
    Column("location.number", _("Huisnummer"), "", "huisnr, house number, huisnummer"),
    Column("location.addition", _("Toevoeging bij huisnummer"), "", "toevoeging, huisletter, huisnummertoevoeging"),
    Column("location.postal_code", _("Postcode"), "Postcode", "postal code, zip, zipcode, pc"),
    Column("location.city", _("Plaats"), "Plaats", "woonplaats, stad, city, gemeente, plaatsnaam"),
    Column("location.state_province", _("Provincie"), "Provincie", "state, province"),
    Column("location.country", _("Land"), "Land", "country, landcode"),
    Column("location.latitude", _("Breedtegraad"), "Breedtegraad", "lat, latitude, y"),
    Column("location.longitude", _("Lengtegraad"), "Lengtegraad", "lon, lng, long, longitude, x"),
    Column("location.accessibility", _("Toegankelijkheid"), "Toegankelijkheid", "accessibility, rolstoel"),
    Column("hours.here", _("Tijden"), "Tijden",
           "openingstijden, opening hours, openingstijd, dagen en tijden, wanneer, tijdstip, dag en tijd, tijd, hours"),
    Column("contact.name", _("Contactpersoon"), "Contactpersoon", "contact, naam contactpersoon, contact name"),
    Column("contact.title", _("Functie van de contactpersoon"), "Functie contactpersoon", "functie, contact title"),
    Column("contact.phone", _("Telefoon"), "Telefoon",
           "telefoonnummer, tel, phone, mobiel, telnr, telefoonnr, phone number, tel nr"),
    Column("contact.email", _("E-mail van de contactpersoon"), "E-mail contactpersoon", "contact email"),
    Column("contact.visibility", _("Voor wie het contact is"), "Contact voor"),
)  # fmt: skip
BY_KEY = {each.key: each for each in COLUMNS}
OURS = tuple(each for each in COLUMNS if each.ours)


def simple(heading: str) -> str:
    """A heading without what may differ between two ways of writing it."""
    letters = unicodedata.normalize("NFKD", heading.replace("’", "'")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "", letters.casefold())


def _by_name() -> dict[str, str]:
    found: dict[str, str] = {}
    for each in COLUMNS:
        for name in (each.ours, *each.names.split(",")):
            if key := simple(name):
                found.setdefault(key, each.key)
    return found


BY_NAME = _by_name()


def proposed(headings: Sequence[str]) -> dict[str, str]:
    """What each column probably tells, by its number; one meaning goes to one column only."""
    found: dict[str, str] = {}
    for number, heading in enumerate(headings):
        key = BY_NAME.get(simple(heading), "")
        if key and key not in found.values():
            found[str(number)] = key
    return found


def signature(headings: Iterable[str]) -> str:
    """By what a sheet of the same making is known again: its headings in their order."""
    return hashlib.sha256("|".join(simple(each) for each in headings).encode()).hexdigest()[:32]


def needs(columns: Mapping[str, str], headings: Iterable[str]) -> list[str]:
    """What must be chosen before anything can be read; in a sheet of ours also for whom its contacts are."""
    chosen = set(columns.values())
    audience = BY_KEY["contact.visibility"]
    told = any(BY_KEY[key].of == "contact" for key in chosen & BY_KEY.keys())
    must = ["service.name"]
    if told and simple(audience.ours) in {simple(each) for each in headings}:
        must.append(audience.key)
    return [key for key in must if key not in chosen]


def letter(number: int) -> str:
    """The name of a column in a spreadsheet: 0 is A, 26 is AA."""
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name
