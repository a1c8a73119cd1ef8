"""What free text says, where HSDS has no code: how one enters, whether it is free, which language."""

import re
from functools import cache

from django.conf.locale import LANG_INFO

from kortelijn.directory.models import Service

_APPOINTMENT = re.compile(r"op afspraak|na afspraak|maak een afspraak|aanmelden|appointment|booking", re.IGNORECASE)
_NO_APPOINTMENT = re.compile(r"(zonder|geen) (een )?(afspraak|aanmelding|aan te melden)|no appointment", re.IGNORECASE)
_WALK_IN = re.compile(
    r"inloop|(kom|loop|binnen)\w* (gewoon |gerust |zo )?(binnen|langs|lopen)|langsgaan|ga langs|vrije toegang"
    r"|walk[- ]?in|drop[- ]?in",
    re.IGNORECASE,
)
_REFERRAL = re.compile(r"verwijzing|verwezen|verwijsbrief|via (de|uw|je) huisarts|indicatie|referral", re.IGNORECASE)
_NO_REFERRAL = re.compile(r"(zonder|geen) (een )?(verwijzing|verwijsbrief|indicatie)|no referral", re.IGNORECASE)
_PROFESSIONALS = re.compile(
    r"(alleen|uitsluitend) voor (zorgverleners|hulpverleners|professionals|verwijzers|huisartsen)|professionals only"
    r"|only for professionals",
    re.IGNORECASE,
)
_FREE = re.compile(
    r"\W*(gratis|kosteloos|geen( kosten)?|er zijn geen kosten( aan verbonden)?|free( of charge)?)\W*", re.IGNORECASE
)
_LANGUAGE = re.compile(r"[a-z]{2,3}")
DUTCH_NAMES = {
    "nederlands": "nl", "engels": "en", "turks": "tr", "arabisch": "ar", "pools": "pl", "frans": "fr", "duits": "de",
    "spaans": "es", "portugees": "pt", "bulgaars": "bg", "roemeens": "ro", "oekraïens": "uk", "farsi": "fa",
    "marokkaans": "ary", "berbers": "zgh", "papiaments": "pap", "sarnami": "hns", "tigrinya": "ti", "somalisch": "so",
    "chinees": "zh", "gebarentaal": "dse", "nederlandse gebarentaal": "dse", "persian": "fa", "dutch": "nl",
}  # fmt: skip
# ISO 639-2 and 639-3 codes of what is spoken most here; two letters are what the directory keeps.
SHORT = {
    "nld": "nl", "dut": "nl", "eng": "en", "tur": "tr", "ara": "ar", "pol": "pl", "fra": "fr", "fre": "fr",
    "deu": "de", "ger": "de", "spa": "es", "por": "pt", "ukr": "uk", "fas": "fa", "per": "fa", "urd": "ur",
}  # fmt: skip


def says_walk_in(text: str) -> bool:
    """Whether one can simply come."""
    return bool(_WALK_IN.search(text) or _NO_APPOINTMENT.search(text))


def says_appointment(text: str) -> bool:
    """Whether one must arrange it first."""
    return bool(_APPOINTMENT.search(_NO_APPOINTMENT.sub(" ", text)))


def access_of(text: str) -> str:
    """How one enters, as far as the text tells; signing up when it does not."""
    if _PROFESSIONALS.search(text):
        return Service.Access.PROFESSIONALS
    if _REFERRAL.search(_NO_REFERRAL.sub(" ", text)):
        return Service.Access.REFERRAL
    return Service.Access.WALK_IN if says_walk_in(text) and not says_appointment(text) else Service.Access.SIGN_UP


def says_free(text: str) -> bool:
    """Whether a text on costs says that there are none, and nothing else."""
    return bool(_FREE.fullmatch(text))


@cache
def _codes_by_name() -> dict[str, str]:
    plain = {code: info for code, info in LANG_INFO.items() if "name" in info and _LANGUAGE.fullmatch(code)}
    return {str(info["name"]).casefold(): code for code, info in plain.items()} | DUTCH_NAMES


def language_code(code: str, name: str) -> str:
    """The code of a language by its code or its name; nothing when neither is known."""
    plain = code.casefold().partition("-")[0]
    if _LANGUAGE.fullmatch(plain):
        return SHORT.get(plain, plain)
    return _codes_by_name().get(name.casefold(), "")
