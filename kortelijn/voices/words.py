"""What is agreed and what is owed, in sentences that more than one place says."""

from django.utils.translation import gettext_lazy as _

CONSENT = _(
    "Ik vind het goed dat iedereen dit verhaal kan horen en lezen: met mijn stem, mijn naam, mijn foto (als die erbij "
    "staat) en deze tekst, op de kaart, op de muur en op internet. Ik kan dit altijd intrekken. Dan is het meteen weg."
)
NO_SOUND = _("Er is nog geen geluid.")
NO_TITLE = _("Geef het verhaal een titel.")
NO_TEXT = _("Schrijf op wat er gezegd wordt.")
NO_YES = _("Wie vertelt, heeft nog geen ja gezegd.")
