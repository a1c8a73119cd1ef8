"""Numbers as people write them."""

from decimal import Decimal

from django.utils.formats import number_format


def amount(value: Decimal) -> str:
    """Without a nought behind the comma."""
    whole = value.to_integral_value()
    return number_format(whole if whole == value else value.normalize())
