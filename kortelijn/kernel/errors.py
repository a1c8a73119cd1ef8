"""What can go wrong on purpose; each message is Dutch, kind, and says what to do."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _


class Refused(Exception):
    """An action that cannot happen now; the message is shown to the person and nothing was changed."""


class NotAllowed(PermissionDenied):
    """An action that this actor may not do."""

    def __init__(self, verb: str) -> None:
        super().__init__(_("Dit kunt u niet doen vanaf deze plek."))
        self.verb = verb


class NotNow(Refused):
    """A step that the present status does not allow, mostly because somebody else was first."""

    def __init__(self) -> None:
        super().__init__(_("Deze stap kan nu niet meer. Ververs de pagina: misschien was een collega u voor."))
