"""Numbers as people write them, and what is said to who was overtaken."""

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from kortelijn.kernel.errors import Refused


def amount(value: Decimal) -> str:
    """Without a nought behind the comma."""
    whole = value.to_integral_value()
    return number_format(whole if whole == value else value.normalize())


class Overtaken(Refused):
    """Somebody changed it while another was writing; what stands there now is said, with its mark."""

    def __init__(self, text: str, mark: str) -> None:
        said = _("Iemand veranderde dit intussen. Nu staat er: “{text}” Verwerk dat in uw tekst en bewaar opnieuw.")
        super().__init__(said.format(text=text))
        self.mark = mark
