"""How a recipe comes about in most stories."""

import re

from tests.stories.somebody import Somebody

WISH = "Ik wil weer eens met iemand eten en de post open durven maken."


def prescribe(gp: Somebody, name: str = "Mevrouw Van Dam", phone: str = "06 12345678") -> str:
    """From the empty box to sent, for somebody who looks along; gives the address of the line."""
    gp.opens("/zoek/").fills_in("Wat speelt er?", "mw 78, voelt zich eenzaam, heeft schulden").presses("Zoek")
    gp.presses("Verwijs naar iemand die meekijkt")
    gp.fills_in("Naam", name).fills_in("Telefoon", phone).fills_in("Wat wil de inwoner zelf?", WISH)
    gp.chooses("Mondeling afgesproken").presses("Verstuur")
    assert gp.address.startswith("/recept/verstuurd/"), gp.text
    return f"/lijnen/{line_id(gp.address)}/"


def line_id(address: str) -> str:
    """The line that an address is about."""
    found = re.search(r"[0-9a-f-]{36}", address)
    assert found, f"no line in {address}"
    return found[0]


def code_on_paper(gp: Somebody) -> str:
    """What the GP, who just sent it, writes on the card when there is no printer."""
    code = gp.page.select_one(".kl-code")
    assert code, f"no code on {gp.address}"
    return code.get_text()
