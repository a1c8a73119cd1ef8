"""How residents are called, and the lines of the stories with their names filled in."""

from datetime import datetime

from kortelijn.demo.content import Entry
from kortelijn.kernel.clock import local
from kortelijn.residents.models import DayPart, Resident

PARTS = {"ochtend": DayPart.MORNING, "middag": DayPart.AFTERNOON, "avond": DayPart.EVENING, None: DayPart.ANY}
SPOKEN_AS = {"ary": "ar"}
SHORT = {"mevrouw": "mw", "de heer": "dhr", None: "jongere"}


def surname(resident: Entry) -> str:
    """With a capital, as Dutch writes it after a title."""
    name = str(resident["family_name"])
    return name[:1].upper() + name[1:]


def name_of(resident: Entry) -> str:
    """As the resident is called on a recipe."""
    if resident["honorific"] is None:
        return f"{resident['given_name']} {resident['family_name']}"
    honorific = str(resident["honorific"])
    return f"{honorific[:1].upper()}{honorific[1:]} {surname(resident)}"


def told(line: str, resident: Entry, at: datetime) -> str:
    """A line of a story about this resident."""
    if resident["honorific"] is None:
        inside = start = str(resident["given_name"])
    else:
        inside, start = f"{resident['honorific']} {surname(resident)}", name_of(resident)
    age = local(at).year - resident["birth_year"]
    return line.format(wie=SHORT[resident["honorific"]], leeftijd=age, naam=inside, Naam=start)


def reach(resident: Entry) -> dict[str, object]:
    """How to reach a resident, as a prescriber fills it in."""
    language = SPOKEN_AS.get(resident["language"], resident["language"])
    return {
        "name": name_of(resident),
        "phone": resident["phone"] or "",
        "birth_year": resident["birth_year"],
        "pc4": resident["pc4"] or "",
        "language": language if language in Resident.Language.values else Resident.Language.OTHER,
        "day_part": PARTS[resident["part_of_day"]],
        "do_not_call": resident["do_not_call"],
    }
