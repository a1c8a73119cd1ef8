"""On paper: one page as long as it can be read, else more; tagged; whatever the names are."""

import json
import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from time import perf_counter
from typing import Any

import pytest
import typst
from django.core.cache import cache
from django.test import Client

from kortelijn.directory.models import Service
from kortelijn.ground.queries import Ground
from kortelijn.kernel.clock import now
from kortelijn.lifestyle import poster as module
from kortelijn.lifestyle.models import LifestyleMap
from kortelijn.lifestyle.picture import picture_of
from kortelijn.lifestyle.poster import FORMATS, PAPER, format_named, poster, poster_data
from kortelijn.lifestyle.sheet import sheet_of
from kortelijn.lifestyle.views.public import BRAKE
from kortelijn.ui.print import FONTS, pdf
from tests.factories.world import World
from tests.lifestyle.making import map_with, offer, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return World()


def made(of: LifestyleMap, paper: str) -> bytes:
    sheet = format_named(paper)
    assert sheet
    return poster(sheet_of(of, now()), sheet, now())


def pages(of: LifestyleMap, paper: str) -> int:
    """Counted by the renderer, which makes one picture a page."""
    sheet = format_named(paper)
    assert sheet
    data = json.dumps(poster_data(sheet_of(of, now()), sheet, now()))
    drawn: Any = typst.compile(PAPER, root=PAPER.parents[2], font_paths=[FONTS], ignore_system_fonts=True, format="png",
                          ppi=10, sys_inputs={"data": data})  # fmt: skip
    return len(drawn) if isinstance(drawn, list) else 1


def clubs(world: World, number: int) -> list[Service]:
    return [
        offer(world, f"Wandelclub nummer {each} van de buurt", at=(52.07 + each % 8 / 2000, 4.32 + each // 8 / 1500))
        for each in range(number)
    ]


@pytest.mark.parametrize("paper", [each.name for each in FORMATS])
def test_every_sheet_has_its_size_and_is_tagged(world: World, paper: str) -> None:
    pdf = made(published(world), paper)
    sheet = format_named(paper)
    assert sheet
    box = re.search(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", pdf)
    assert box
    millimetres = tuple(round(float(size) * 25.4 / 72) for size in box.groups())
    assert millimetres == sheet.millimetres
    assert b"/StructTreeRoot" in pdf
    assert b"pdfuaid" in pdf


def test_twenty_fit_on_one_a4_and_sixty_on_one_a2_but_not_on_one_a4(world: World) -> None:
    assert pages(map_with(world, *clubs(world, 20)), "a4") == 1
    full = World(slug="groot")
    of = map_with(full, *clubs(full, 60))
    assert pages(of, "a4") == 2
    assert pages(of, "a4-liggend") == 2
    assert pages(of, "a2") == 1


NAMES = (
    "مركز الحي للجميع", "Çay saati, theeuurtje", "Żółta łódź – Дім громади", "咖啡",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbau" * 3, "#set page() $x$ *vet* \\ <a> [b] @c",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_no_name_breaks_the_paper(world: World, name: str) -> None:
    of = published(world, offer(world, name), title=name[:70], intro=name)
    assert made(of, "a4").startswith(b"%PDF")


def test_a_poster_is_drawn_and_set_once_also_when_many_ask_at_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    of = published(world, offer(world, "Fit voor wie samen gaat"))
    sheet, paper, drawn = sheet_of(of, now()), format_named("a4"), Counter[str]()
    assert paper
    assert sheet.map.network  # read here: threads see no test database
    monkeypatch.setattr(module, "picture_of", counting(picture_of, drawn))
    monkeypatch.setattr(module, "pdf", counting(pdf, drawn))
    monkeypatch.setattr(module, "ground_of", lambda _network: Ground([], [], ""))
    with ThreadPoolExecutor(4) as at_once:
        made_ones = list(at_once.map(lambda _time: poster(sheet, paper, now()), range(4)))
    assert len(set(made_ones)) == 1
    assert drawn == {"picture_of": 4, "pdf": 1}


def counting(function: Any, seen: Counter[str]) -> Any:
    def counted(*args: Any, **kwargs: Any) -> Any:
        seen[function.__name__] += 1
        return function(*args, **kwargs)

    return counted


def test_whoever_asks_for_posters_without_end_is_braked(world: World) -> None:
    cache.clear()
    of = published(world)
    address = f"{of.get_absolute_url()}papier/a4.pdf"
    answers = {Client().get(address).status_code for _time in range(BRAKE["limit"])}
    assert answers == {200}
    assert Client().get(address).status_code == 429
    cache.clear()


def test_a0_is_made_well_within_five_seconds(world: World) -> None:
    of = map_with(world, *clubs(world, 60))
    begun = perf_counter()
    made(of, "a0")
    assert perf_counter() - begun < 30  # a guard against an endless search; the figure itself is measured in bench


def test_no_number_covers_another_and_far_away_is_told_beside_the_map(world: World) -> None:
    here = [offer(world, f"Club {number}") for number in range(9)]  # all at one address
    away, home = offer(world, "Aan zee", at=(53.2, 6.5)), offer(world, "Thuis", at_home=True)
    of = map_with(world, *here, away)
    picture = picture_of(sheet_of(of, now()), 1000, 600, radius=20)
    circles = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)" r="20"', picture.body)
    spots = [(float(x), float(y)) for x, y in circles]
    assert len(spots) == 9
    gaps = [abs(complex(*one) - complex(*other)) for one in spots for other in spots if one != other]
    assert min(gaps) > 38
    assert [line.name for line in picture.outside] == ["Aan zee"]
    assert home.at_home
