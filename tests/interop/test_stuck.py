"""An import never stays busy for ever: what goes wrong ends in words, and what stopped can be thrown away."""

from datetime import timedelta

import pytest
from django.test import Client
from structlog.testing import capture_logs

from kortelijn.interop.models import Import
from kortelijn.interop.transfer import limits, store
from kortelijn.kernel.clock import moved_to, now
from tests.factories.sitting import at_work
from tests.factories.world import World
from tests.interop.bringing import (
    BRING,
    HEAD,
    ROW,
    bring,
    csv_of,
    examine_by_worker,
    explain,
    latest,
    take_in_by_worker,
    take_over,
    text,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return at_work(World().coordinator_seat)


@pytest.fixture
def _taking(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody said yes, and the worker did not come to it yet."""
    monkeypatch.setattr(limits, "FEW", 0)
    bring(client, "aanbod.csv", csv_of(HEAD, ROW))
    explain(client)
    take_over(client)


def spoil() -> None:
    """Something is there instead of the file that nobody foresaw."""
    path = store.file_of(latest().pk)
    path.unlink()
    path.mkdir()


@pytest.mark.usefixtures("_taking")
def test_what_nobody_foresaw_is_tried_again_and_then_refused(client: Client) -> None:
    spoil()
    with pytest.raises(IsADirectoryError):
        take_in_by_worker(attempts=1)
    assert latest().status == Import.Status.TAKING
    with capture_logs() as logs:
        take_in_by_worker(attempts=2)
    assert latest().status == Import.Status.REFUSED
    assert "Er ging bij ons iets mis met dit bestand." in text(client.get(f"{BRING}{latest().pk}/"))
    failed = next(each for each in logs if each["event"] == "import.failed")
    assert failed["error"] == "IsADirectoryError"
    assert "aanbod.csv" not in str(failed)


@pytest.mark.usefixtures("_taking")
def test_what_stopped_can_be_thrown_away_after_an_hour(client: Client) -> None:
    here, away = f"{BRING}{latest().pk}/", f"{BRING}{latest().pk}/weggooien/"
    assert away not in text(client.get(here))
    assert "Wacht tot het klaar is." in text(client.post(away, follow=True))
    with moved_to(now() + timedelta(minutes=61)):
        page = text(client.get(here))
        assert away in page
        assert "hx-trigger" not in page
        client.post(away)
    assert not Import.objects.exists()


def test_reading_that_stopped_can_be_thrown_away_on_its_page(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SMALL", 10)
    bring(client, "aanbod.csv", csv_of(HEAD, ROW))
    with moved_to(now() + timedelta(minutes=61)):
        assert f"{BRING}{latest().pk}/weggooien/" in text(client.get(f"{BRING}{latest().pk}/"))
    examine_by_worker()
    assert latest().status == Import.Status.COLUMNS
