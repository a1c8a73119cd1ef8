"""How allauth behaves here: nobody signs up by themselves, a coordinator invites."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from kortelijn.parties.models import Account


def name_of(account: Account) -> str:
    """How allauth addresses somebody: by name, never by a key."""
    return account.person.name if account.person else account.email


class Adapter(DefaultAccountAdapter):
    """Closed sign-up, Dutch and calm for the rest."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an account comes with an invitation."""
        return False
