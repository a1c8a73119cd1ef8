"""How allauth behaves here: nobody signs up by themselves, a coordinator invites."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):
    """Closed sign-up, Dutch and calm for the rest."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an account comes with an invitation."""
        return False
