"""The stranger who reads every mail at the end of a story does find what should not be in it."""

import pytest
from django.core import mail

from tests.factories.world import World
from tests.stories.mails import leaks

BODIES = [
    "Bel Van Dam",
    "bel 06 12 34 56 78",
    "+31612345678",
    "ik wil gewoon  weer eens met iemand eten.",
    "code: {code}",
]


@pytest.mark.parametrize("body", BODIES)
def test_a_private_word_in_a_mail_is_found(db: None, body: str) -> None:
    referral = World().referral()
    mail.send_mail("Nieuws", "Er staat iets voor u klaar.", None, ["noor@spoorbrug.example"])
    assert leaks() == []
    mail.send_mail("Nieuws", body.format(code=referral.code), None, ["noor@spoorbrug.example"])
    assert leaks() != []
