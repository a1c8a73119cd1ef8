"""The one-click login refuses what it should, and does not exist in production."""

import os
import subprocess
import sys

import pytest
from django.test import Client
from pytest_django import Settings

PRODUCTION = {
    "KORTELIJN_ENV": "production", "KORTELIJN_SECRET_KEY": "x" * 50, "KORTELIJN_HOSTS": "kortelijn.example",
    "DATABASE_URL": "postgresql:///nergens", "KORTELIJN_URL": "https://kortelijn.example",
    "KORTELIJN_MAIL_URL": "smtp://mail.example", "KORTELIJN_MAIL_FROM": "Kortelijn <post@kortelijn.example>",
}  # fmt: skip
LOOK = """
import django
django.setup()
from django.apps import apps
from django.urls import Resolver404, resolve
assert not apps.is_installed("kortelijn.demo")
for address in ("/demo/", "/demo/als/huisarts/"):
    try:
        resolve(address)
    except Resolver404:
        print("nergens")
"""


@pytest.mark.django_db
def test_an_empty_neighbourhood_says_what_to_do(client: Client) -> None:
    assert "demo-load" in client.get("/demo/").content.decode()
    assert client.post("/demo/als/huisarts/").status_code == 404


@pytest.mark.django_db
def test_a_link_alone_does_not_log_in(client: Client) -> None:
    assert client.get("/demo/als/huisarts/").status_code == 405
    assert client.post("/demo/als/burgemeester/").status_code == 404


@pytest.mark.django_db
def test_the_page_itself_refuses_outside_the_demo(client: Client, settings: Settings) -> None:
    settings.ENV = "production"
    assert client.get("/demo/").status_code == 404
    assert client.post("/demo/als/huisarts/").status_code == 404


def test_production_has_none_of_it(tmp_path: object) -> None:
    environ = os.environ | PRODUCTION | {
        "KORTELIJN_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "kortelijn.config.settings",
    }  # fmt: skip
    found = subprocess.run([sys.executable, "-c", LOOK], env=environ, capture_output=True, text=True, check=False)
    assert (found.returncode, found.stdout.split()) == (0, ["nergens", "nergens"]), found.stderr


def test_production_does_not_know_the_command(tmp_path: object) -> None:
    environ = os.environ | PRODUCTION | {"KORTELIJN_DATA": str(tmp_path)}
    command = [sys.executable, "-m", "kortelijn", "demo-load"]
    refused = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    assert refused.returncode != 0
