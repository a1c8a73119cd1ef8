"""What can happen to a welzijnsrecept, each in the plain sentence in which the timeline tells it."""

from django.utils.translation import gettext_lazy

from kortelijn.kernel.events import kind
from kortelijn.referrals.models import ContactAttempt, Outcome
from kortelijn.referrals.queries import SILENCE

SENT = kind("referral.sent", gettext_lazy("{actor} verstuurde het recept naar {to}"))
ASKED_IN_PERSON = kind("referral.asked-in-person", gettext_lazy("De inwoner vroeg zelf om gebeld te worden, door {to}"))
TAKEN_UP = kind("referral.taken-up", gettext_lazy("{actor} heeft het opgepakt"))
ATTEMPTED = kind(
    "referral.attempted", gettext_lazy("{actor} probeerde contact: {result}"), result=ContactAttempt.Result
)
FIRST_CONTACT = kind("referral.first-contact", gettext_lazy("{actor} sprak de inwoner voor het eerst"))
CONTACT = kind("referral.contact", gettext_lazy("{actor} sprak de inwoner"))
ATTEMPT_UNDONE = kind(
    "referral.attempt-undone", gettext_lazy("{actor} maakte dit ongedaan: {result}"), result=ContactAttempt.Result
)
OUTCOME_UNDONE = kind(
    "referral.outcome-undone", gettext_lazy("{actor} maakte dit ongedaan: {outcome}"), outcome=Outcome
)
PLANNED = kind("referral.planned", gettext_lazy("{actor} maakte een afspraak op {at}"))
COMPLETED = kind("referral.completed", gettext_lazy("{actor} sloot af: {outcome}"), outcome=Outcome)
RETURNED = kind("referral.returned", gettext_lazy("{actor} gaf het terug: {outcome}"), outcome=Outcome)
NOT_REACHED = kind("referral.not-reached", gettext_lazy("Niet bereikt na {attempts} pogingen: terug naar wie verwees"))
WITHDRAWN = kind("referral.withdrawn", gettext_lazy("{actor} trok het recept in"))
WRONG_NUMBER = kind("referral.wrong-number", gettext_lazy("Het nummer klopt niet: {actor} vraagt het na"))
PHONE_CORRECTED = kind("referral.phone-corrected", gettext_lazy("{actor} gaf een ander nummer door"))
SILENCE_REPORTED = kind(SILENCE, gettext_lazy("De inwoner liet weten: nog niemand gesproken"))
LOOKS_LATER = kind("referral.looks-later", gettext_lazy("{actor} kijkt er op {day} zelf weer naar"))
LOOK_DONE = kind("referral.look-done", gettext_lazy("{actor} rondde af wat terugkwam"))
LOOKED_AGAIN = kind("referral.looked-again", gettext_lazy("{actor} keek er opnieuw naar en stuurde een nieuw recept"))
STOPPED_BY_RESIDENT = kind("referral.stopped-by-resident", gettext_lazy("De inwoner heeft het recept gestopt"))
YES_NEEDED = kind(
    "referral.yes-needed",
    gettext_lazy("Het ligt nu bij {organization}: dat ziet er pas iets van als de inwoner het goed vindt"),
)
AGREED = kind("referral.agreed", gettext_lazy("{actor} legde vast dat {organization} van de inwoner mee mag doen"))
NOT_AGREED = kind(
    "referral.not-agreed", gettext_lazy("{actor} legde vast dat {organization} van de inwoner niet mee mag doen")
)
