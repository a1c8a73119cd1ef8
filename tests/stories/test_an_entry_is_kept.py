"""An entry of the directory is written by who works there, even when the session is over halfway."""

import pytest
from django.contrib.sessions.models import Session

from kortelijn.directory.models import Service
from kortelijn.upkeep.models import Draft
from tests.factories.world import World
from tests.stories.somebody import Somebody
from tests.stories.test_a_lost_session import log_in
from tests.stories.week import on

TYPED = "Samen eten aan een lange tafel. Op 5 december niet."
pytestmark = pytest.mark.django_db


def test_what_was_typed_when_the_session_was_over_is_there_again_and_stands_when_it_is_published(wijk: World) -> None:
    sanne = Somebody.on(wijk.link_seat)
    with on("Monday", "10:00"):
        sanne.opens(f"/aanbod/{wijk.service.pk}/").presses("Pas aan")
        sanne.fills_in("Wat is er te doen", TYPED)
        Session.objects.all().delete()
        sanne.presses("Verder").sees("Wat u typte, is bewaard")
        log_in(sanne, wijk.link_seat).sees("Dit had u ingevuld.", TYPED)
        assert Draft.objects.get().typed == {}
        sanne.presses("Bewaar en bekijk het geheel").sees("Zo leest een bewoner het.", TYPED)
        sanne.presses("Plaats het").sees("Geplaatst.")
    assert Service.objects.get(pk=wijk.service.pk).description == TYPED
