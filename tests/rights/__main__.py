"""Write docs/rights.md: `.venv/bin/python -m tests.rights`."""

import os

import django

os.environ["KORTELIJN_ENV"] = "test"
os.environ["DJANGO_SETTINGS_MODULE"] = "kortelijn.config.settings"
django.setup()

from tests.rights.document import PAGE, rights  # noqa: E402 - the rules are there once Django has started

PAGE.write_text(rights())
print(f"{PAGE.name} geschreven")
