"""People as they are pasted from a sheet: organization, seat, profession, first name, last name, mail."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from kortelijn.vocabulary.professions import load

COLUMNS = 6
MOST = 200
SEPARATORS = ("\t", ";", ",")


@dataclass(frozen=True, slots=True)
class Line:
    """One person on one seat, as it was typed."""

    number: int
    organization: str
    title: str
    profession: str
    given_name: str
    family_name: str
    email: str


@dataclass(slots=True)
class Roster:
    """All lines, and what is wrong with which."""

    lines: list[Line] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def read_roster(text: str) -> Roster:
    """Read what was pasted; a first line with headings is skipped, every line that is wrong is named."""
    roster, codes = Roster(), _professions()
    rows = [(number, row) for number, row in enumerate(_rows(text), 1) if any(row)]
    for number, row in rows[:MOST]:
        if number == 1 and "@" not in "".join(row):
            continue
        _take(roster, number, row, codes)
    if len(rows) > MOST:
        roster.wrong.append(_("Dit zijn meer dan {most} regels. Plak ze in delen.").format(most=MOST))
    roster.wrong += _double(roster.lines)
    return roster


def _rows(text: str) -> Iterator[list[str]]:
    text = text.replace("\x00", "")
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = next((each for each in SEPARATORS if each in first), ";")
    for row in csv.reader(text.splitlines(), delimiter=separator):
        yield [" ".join(cell.split()) for cell in row]


def _take(roster: Roster, number: int, row: list[str], codes: dict[str, str]) -> None:
    if len(row) != COLUMNS or not all(row):
        roster.wrong.append(
            _("Regel {number}: vul zes velden in: organisatie, plek, beroep, voornaam, achternaam, e-mail.").format(
                number=number
            )
        )
        return
    organization, title, profession, given, family, email = row
    wrong = [*_profession_wrong(number, profession, codes), *_mail_wrong(number, email), *_too_long(number, row)]
    roster.wrong += wrong
    if not wrong:
        code = codes[profession.casefold()]
        roster.lines.append(Line(number, organization, title, code, given, family, email.lower()))


def _profession_wrong(number: int, profession: str, codes: dict[str, str]) -> list[str]:
    if profession.casefold() in codes:
        return []
    return [
        _("Regel {number}: het beroep ‘{profession}’ kennen we niet. Kies er een uit de lijst onder het veld.").format(
            number=number, profession=profession[:60]
        )
    ]


def _mail_wrong(number: int, email: str) -> list[str]:
    try:
        validate_email(email)
    except ValidationError:
        return [_("Regel {number}: ‘{email}’ is geen e-mailadres.").format(number=number, email=email[:60])]
    return []


def _too_long(number: int, row: Iterable[str]) -> list[str]:
    if max(len(cell) for cell in row) <= 80:  # noqa: PLR2004  # the shortest of the columns they go to
        return []
    return [_("Regel {number}: een van de velden is langer dan 80 tekens.").format(number=number)]


def _double(lines: Iterable[Line]) -> list[str]:
    seen: dict[str, int] = {}
    wrong = []
    for line in lines:
        if line.email in seen:
            wrong.append(
                _("Regel {number}: dit e-mailadres staat ook op regel {other}.").format(
                    number=line.number, other=seen[line.email]
                )
            )
        seen.setdefault(line.email, line.number)
    return wrong


def _professions() -> dict[str, str]:
    return {name.casefold(): each.code for each in load() for name in (each.label, each.title, each.code)}
