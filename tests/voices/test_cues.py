"""The words follow the sound: by the times that somebody set, and in between by the length of the text."""

import re
from itertools import pairwise

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from kortelijn.kernel.errors import Refused
from kortelijn.voices import actions
from kortelijn.voices.cues import kept, mark_of, paragraphs_in, spoken, webvtt
from kortelijn.voices.models import Story
from kortelijn.voices.sound import sound_in
from tests.factories.sitting import at_work
from tests.factories.world import World
from tests.voices import sounds
from tests.voices.test_stories import WRITTEN, begun

TEXT = "Ik ben Sanne. Ik luister.\n\nBel mij gerust.\n\nTot dan."
MOMENT = re.compile(r"(\d\d):(\d\d):(\d\d)\.(\d{3})")
texts = st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60), max_size=8).map(
    "\n\n".join
)
increasing = st.lists(st.integers(0, 180), max_size=8).map(lambda found: sorted(set(found)))


def test_without_times_the_length_of_the_text_tells() -> None:
    first, second, third = spoken("aaaa. bb.\n\ncccccc\n\ndd", [], 16)
    assert [(each.text, each.start, each.end) for each in first] == [("aaaa.", 0, 5), ("bb.", 5, 8)]
    assert (second[0].start, third[0].start, third[0].end) == (8, 14, 16)


def test_a_paragraph_begins_when_somebody_said_so_and_the_others_in_between() -> None:
    paragraphs = spoken("aaaa\n\nbbbb\n\ncccc\n\ndddd", [None, 10, None, 40], 60)
    assert [each[0].start for each in paragraphs] == [0, 10, 25, 40]
    assert paragraphs[-1][-1].end == 60


def test_nothing_said_is_nothing() -> None:
    assert spoken("", [], 10) == spoken(" \n\n ", [3], 10) == []


def test_times_of_another_number_of_paragraphs_do_not_count() -> None:
    assert spoken("a\n\nb", [0, 3, 5], 10) == spoken("a\n\nb", [], 10)


@given(texts, increasing, st.integers(0, 180))
def test_every_sentence_has_its_moment_and_they_follow_each_other(text: str, times: list[int], seconds: int) -> None:
    paragraphs = spoken(text, times, seconds)
    every = [each for paragraph in paragraphs for each in paragraph]
    assert " ".join(each.text for each in every).split() == text.split()
    assert all(each.start <= each.end + 1e-6 for each in every)
    assert all(abs(one.end - other.start) < 1e-6 for one, other in pairwise(every))


@given(texts, increasing, st.integers(1, 180))
def test_captions_are_well_formed_whatever_was_written(text: str, times: list[int], seconds: int) -> None:
    head, *cues = webvtt(spoken(text, times, seconds)).rstrip("\n").split("\n\n")
    assert head == "WEBVTT"
    for cue in cues:
        timing, *words = cue.split("\n")
        assert len(MOMENT.findall(timing)) == 2
        assert "-->" not in "".join(words)
        assert not re.search("[<>]", "".join(words))


def test_a_cue_reads_as_the_standard_has_it() -> None:
    told = webvtt(spoken("Bel <nu> & straks.", [], 75.5))
    assert told == "WEBVTT\n\n00:00:00.000 --> 00:01:15.500\nBel &lt;nu&gt; &amp; straks.\n"


def test_times_stay_with_what_did_not_change() -> None:
    after = TEXT.replace("Bel mij gerust.", "Bel mij, gerust.")
    assert kept(TEXT, [0, 5, 9], after) == [0, None, 9]
    assert kept(TEXT, [0, 5, 9], "Heel anders.") == []
    assert kept(TEXT, [], TEXT) == []
    first, second, third = paragraphs_in(TEXT)
    assert kept(TEXT, [0, 5, 9], "\n\n".join([second, first, third])) == [5, None, 9]


def told(world: World, seconds: float = 30) -> Story:
    story = begun(world, content=sounds.mp3(seconds))
    return actions.write_story(world.link_worker, story, **WRITTEN | {"transcript": TEXT})


@pytest.mark.django_db
def test_times_are_set_on_a_page_and_travel_with_the_sound() -> None:
    world = World()
    story = told(world)
    client, address = at_work(world.link_seat), f"/aanbod/verhalen/{story.pk}/tijden/"
    page = client.get(address).content.decode()
    assert "Alinea 3 begint bij" in page
    typed = {"seen": mark_of(TEXT), "time_1": "0:02", "time_2": "12", "time_3": ""}
    assert client.post(address, typed)["Location"] == f"/aanbod/verhalen/{story.pk}/"
    assert Story.objects.get().times == [2, 12, None]
    assert 'value="0:12"' in client.get(address).content.decode()
    assert 'data-from="12.00">Bel mij gerust.' in client.get(f"/aanbod/verhalen/{story.pk}/").content.decode()
    captions = f"/verhalen/{story.pk}/ondertitels.vtt"
    assert Client().get(captions).status_code == 404
    actions.say_yes(world.link_worker, story)
    answer = Client().get(captions)
    assert answer["Content-Type"] == "text/vtt; charset=utf-8"
    assert "00:00:12.000 --> " in answer.content.decode()
    assert f'<track kind="captions" src="{captions}"' in Client().get(f"/verhalen/{story.pk}/").content.decode()
    actions.withdraw(world.link_worker, Story.objects.get())
    assert Client().get(captions).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"time_1": "0:05", "time_2": "0:05"}, "lopen niet op"), ({"time_3": "2:59"}, "duurt 0:30"),
        ({"time_1": "straks"}, "Typ een tijd als 1:05"), ({"time_1": "1:75"}, "Typ een tijd als 1:05"),
        ({"time_1": "-3"}, "Typ een tijd als 1:05"), ({"seen": "iets anders"}, "intussen veranderd"),
        ({"time_1": "٣"}, "Typ een tijd als 1:05"), ({"time_2": "\x00"}, "Typ een tijd als 1:05"),
    ],
)  # fmt: skip
def test_times_that_cannot_be_are_refused_in_words_and_stay(typed: dict[str, str], says: str) -> None:
    world = World()
    story = told(world)
    answer = at_work(world.link_seat).post(f"/aanbod/verhalen/{story.pk}/tijden/", {"seen": mark_of(TEXT)} | typed)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert Story.objects.get().times == []


@pytest.mark.django_db
def test_other_sound_or_other_words_ask_for_other_times() -> None:
    world = World()
    story = actions.time_story(world.link_worker, told(world), [0, 5, 9], seen=mark_of(TEXT))
    changed = WRITTEN | {"transcript": TEXT + "\n\nDag!"}
    assert actions.write_story(world.link_worker, story, **changed).times == [0, 5, 9, None]
    with pytest.raises(Refused, match="intussen veranderd"):
        actions.time_story(world.link_worker, story, [0, 5, 9], seen=mark_of(TEXT))
    assert actions.replace_sound(world.link_worker, story, sound_in(sounds.mp3(5))).times == []
