"""Seed 000: sixty professionals know what there is. A coordinator brings the list that was kept in a spreadsheet.

Given a sheet that the welfare organization kept for years,
when the coordinator brings it, says what its columns are, and looks,
then all of it stands there at once; what looks double becomes one; and the sheet of next month does not undo that.
"""

from pathlib import Path
from typing import Any

import pytest

from kortelijn.directory.models import Service
from kortelijn.interop.models import Import
from kortelijn.parties.models import Organization
from tests.factories.sitting import at_work
from tests.factories.world import World
from tests.interop.bringing import HEAD, ROW, bring, csv_of, explain, latest, take_over, text
from tests.stories.week import on

pytestmark = pytest.mark.django_db
DOUBLE = ("Taal café", "St. De Haven", "Nederlands oefenen", "Kade", "12", "2515xk", "Den Haag", "di 10:00-12:00",
          "070 - 000 12 34")  # fmt: skip
WRONG = ("Eettafel", "Stichting De Haven", "Samen eten", "Kade", "12", "2515xk", "Den Haag", "wo 12:00-11:00", "")


@pytest.fixture(autouse=True)
def _own_data_folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def test_a_list_kept_in_a_spreadsheet_becomes_the_directory() -> None:
    world = World()
    coordinator = at_work(world.coordinator_seat)
    with on("Monday", "9:00"):
        bring(coordinator, "sociale kaart.csv", csv_of(HEAD, ROW, DOUBLE))
        page = text(explain(coordinator))
        assert "Dit zou er gebeuren" in page
        assert "Ingevuld door ons" in page
        assert not Service.objects.exists()  # nothing changed yet
        assert "Het staat erin" in text(take_over(coordinator))
    with on("Monday", "9:10"):
        pairs = coordinator.get("/aanbod/bijhouden/dubbel/organisaties/").context["pairs"]
        form = coordinator.get(pairs[0].compare_url).context["form"]
        choices = dict.fromkeys(form.fields, "keep")
        kept = pairs[0].one
        assert f"{kept} is nu één organisatie" in text(coordinator.post(pairs[0].compare_url, choices, follow=True))
        pairs = coordinator.get("/aanbod/bijhouden/dubbel/").context["pairs"]
        form = coordinator.get(pairs[0].compare_url).context["form"]
        coordinator.post(pairs[0].compare_url, dict.fromkeys(form.fields, "keep"))
        assert Service.objects.filter(merged_into=None).count() == 1
    with on("Thursday", "9:00", week=4):
        bring(coordinator, "sociale kaart.csv", csv_of(HEAD, ROW, DOUBLE))  # its columns are known by now
        take_over(coordinator)
        assert latest().status == Import.Status.DONE
        assert Service.objects.filter(merged_into=None).count() == 1
        assert [each.name for each in Organization.objects.filter(name__contains="Haven")] == [kept]
    with on("Friday", "9:00", week=4):
        page = text(bring(coordinator, "sociale kaart.csv", csv_of(HEAD, ROW, WRONG)))
        assert Service.objects.filter(merged_into=None).count() == 1
        assert "rij 3" in page or "Eettafel" in page
