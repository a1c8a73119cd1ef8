"""Somebody at a browser: a test client that is signed in on a seat."""

from django.test import Client

from kortelijn.parties.models import Seat, Tenure


def at_work(seat: Seat) -> Client:
    """A client of whoever sits on this seat today."""
    tenure = Tenure.objects.current().select_related("person__account").get(seat=seat)
    client = Client()
    client.force_login(tenure.person.account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
