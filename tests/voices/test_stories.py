"""From a recording to a story that everybody hears, and back to nothing."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import moved_to, now
from kortelijn.kernel.errors import NotAllowed, NotNow, Refused
from kortelijn.kernel.events import delivered_inline, sentence, timeline
from kortelijn.kernel.models import Event
from kortelijn.kernel.retention import erase_expired
from kortelijn.parties.models import Tenure
from kortelijn.tasks.models import Task
from kortelijn.voices import actions
from kortelijn.voices.models import Recording, Story
from kortelijn.voices.queries import published_at, published_in, published_of
from kortelijn.voices.sound import sound_in
from tests.factories.sitting import at_work
from tests.factories.world import World
from tests.voices import sounds

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
WORDS = "Ik ben Sanne. Ik ga met mensen aan tafel zitten en vraag wat zij graag deden."
WRITTEN = {
    "title": "Aan tafel", "transcript": WORDS, "speaker_name": "Sanne", "speaker_role": "welzijnscoach",
    "language": "nl", "location": None,
}  # fmt: skip


def begun(world: World, actor: Actor | None = None, content: bytes = b"") -> Story:
    """The link worker tells; recorded by the link worker unless somebody else is named."""
    tenure = Tenure.objects.current().get(seat=world.link_seat)
    sound = sound_in(content or sounds.mp3(), "")
    return actions.begin_story(actor or world.link_worker, tenure.seat, tenure.person, sound, title="Aan tafel")


def published(world: World, **changes: Any) -> Story:
    story = begun(world)
    actions.write_story(world.link_worker, story, **WRITTEN | changes)
    return actions.say_yes(world.link_worker, story)


def file(name: str = "opname.mp3", content: bytes = b"", mime: str = "audio/mpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or sounds.mp3(), content_type=mime)


def yes_to(story: Story) -> dict[str, str]:
    """What the page of the story sends as it stands now."""
    return {"yes": "on", "seen": Story.objects.get(pk=story.pk).fingerprint}


def test_somebody_tells_writes_it_out_says_yes_and_everybody_hears_it() -> None:
    world = World()
    client = at_work(world.link_seat)
    page = client.get("/aanbod/verhalen/nieuw/").content.decode()
    assert "Ik vertel zelf" in page
    own = str(Tenure.objects.current().get(seat=world.link_seat).pk)
    answer = client.post("/aanbod/verhalen/nieuw/", {"who": own, "title": "Aan tafel", "sound": file()})
    story = Story.objects.get()
    assert answer["Location"] == f"/aanbod/verhalen/{story.pk}/tekst/"
    client.post(answer["Location"], {**WRITTEN, "location": "", "transcript": ""})
    assert "Schrijf op wat er gezegd wordt." in client.get(f"/aanbod/verhalen/{story.pk}/").content.decode()
    assert Client().get(f"/verhalen/{story.pk}/").status_code == 404
    client.post(answer["Location"], {**WRITTEN, "location": ""})
    page = client.get(f"/aanbod/verhalen/{story.pk}/").content.decode()
    assert "Mag iedereen dit horen?" in page
    without = client.post(f"/aanbod/verhalen/{story.pk}/ja/")
    assert without.status_code == 422
    assert "Zet een vinkje" in without.content.decode()
    client.post(f"/aanbod/verhalen/{story.pk}/ja/", yes_to(story))
    story = Story.objects.get()
    assert story.is_published
    assert "Ik kan dit altijd intrekken" in story.consent_text
    everybody = Client().get(f"/verhalen/{story.pk}/").content.decode()
    assert all(f">{each}<" in everybody for each in ("Ik ben Sanne.", WORDS.removeprefix("Ik ben Sanne. ")))
    assert f"/verhalen/{story.pk}/geluid/" in everybody
    assert [sentence(each) for each in timeline([story.pk])][-1].endswith("liet het verhaal horen")


def test_a_colleague_who_tells_is_asked_and_only_their_own_yes_counts(mailoutbox: list[Any]) -> None:
    world = World()
    story = begun(world, world.deputy)
    with pytest.raises(Refused, match="Schrijf op"):
        actions.ask_for_yes(world.deputy, story)
    actions.write_story(world.deputy, story, **WRITTEN)
    with pytest.raises(NotAllowed):
        actions.say_yes(world.deputy, story)
    with delivered_inline():
        at_work(world.deputy_seat).post(f"/aanbod/verhalen/{story.pk}/vraag-ja/")
    assert [mail.subject for mail in mailoutbox] == ["Mag uw verhaal te horen zijn?"]
    assert "Aan tafel" not in mailoutbox[0].body
    task = Task.objects.get()
    assert (task.owner_id, task.code) == (world.link_seat.pk, "say-yes-to-story")
    today = at_work(world.link_seat).get("/vandaag/").content.decode()
    assert "Mag het verhaal “Aan tafel” te horen zijn?" in today
    assert "Wacht op een ja" in at_work(world.deputy_seat).get(f"/aanbod/verhalen/{story.pk}/").content.decode()
    with pytest.raises(NotNow):
        actions.ask_for_yes(world.deputy, story)
    at_work(world.link_seat).post(f"/aanbod/verhalen/{story.pk}/ja/", yes_to(story))
    assert Task.objects.open().count() == 0
    with pytest.raises(Refused, match="Alleen wie vertelt"):
        actions.write_story(world.deputy, story, **WRITTEN | {"transcript": "Iets anders."})


@pytest.mark.parametrize("change", ["words", "sound"])
def test_a_yes_counts_only_for_what_was_on_the_screen(change: str) -> None:
    world = World()
    story = begun(world, world.deputy)
    actions.write_story(world.deputy, story, **WRITTEN)
    client = at_work(world.link_seat)
    seen = yes_to(story)
    assert seen["seen"] in client.get(f"/aanbod/verhalen/{story.pk}/").content.decode()
    if change == "words":
        actions.write_story(world.deputy, story, **WRITTEN | {"transcript": "Iets dat ik nooit zei."})
    else:
        actions.replace_sound(world.deputy, story, sound_in(sounds.mp3(5)))
    answer = client.post(f"/aanbod/verhalen/{story.pk}/ja/", seen, follow=True)
    assert "Het verhaal is intussen veranderd." in answer.content.decode()
    assert not Story.objects.get().is_published
    client.post(f"/aanbod/verhalen/{story.pk}/ja/", {"yes": "on"})
    assert not Story.objects.get().is_published
    client.post(f"/aanbod/verhalen/{story.pk}/ja/", yes_to(story))
    assert Story.objects.get().is_published


def test_what_is_taken_back_is_gone_at_once_and_history_holds_no_word_of_it() -> None:
    world = World()
    story = published(world)
    client, address = Client(), f"/verhalen/{story.pk}/geluid/"
    assert client.get(address).status_code == 200
    at_work(world.link_seat).post(f"/aanbod/verhalen/{story.pk}/trek-in/")
    assert client.get(address).status_code == 404
    assert client.get(f"/verhalen/{story.pk}/").status_code == 404
    assert at_work(world.link_seat).get(f"/aanbod/verhalen/{story.pk}/").status_code == 404
    assert not Recording.objects.exists()
    gone = Story.objects.get()
    assert [gone.title, gone.transcript, gone.speaker_name, gone.consent_text, gone.digest] == [""] * 5
    assert (gone.speaker, gone.seat) == (None, None)
    told = " ".join(f"{sentence(each)} {each.data}" for each in Event.objects.filter(subject_id=story.pk))
    assert "Het verhaal is ingetrokken" in told
    assert "tafel" not in told
    with pytest.raises(NotNow):
        actions.withdraw(world.coordinator, gone)


def test_a_task_to_say_yes_ends_when_the_story_is_taken_back() -> None:
    world = World()
    story = begun(world, world.deputy)
    actions.write_story(world.deputy, story, **WRITTEN)
    actions.ask_for_yes(world.deputy, story)
    actions.withdraw(world.link_worker, story)
    assert Task.objects.open().count() == 0


def test_the_database_lets_nothing_be_heard_without_text_and_yes() -> None:
    story = begun(World())
    with pytest.raises(IntegrityError, match="published_story_has"):
        Story.objects.filter(pk=story.pk).update(status="published")


def test_another_take_asks_for_another_yes_and_only_before_it_is_heard() -> None:
    world = World()
    story = begun(world, world.deputy)
    actions.write_story(world.deputy, story, **WRITTEN)
    actions.ask_for_yes(world.deputy, story)
    address = f"/aanbod/verhalen/{story.pk}/opname/"
    at_work(world.deputy_seat).post(address, {"sound": file("nieuw.ogg", sounds.ogg(), "video/mp4")})
    story = Story.objects.get()
    assert (story.mime, story.asked_at) == ("audio/ogg", None)
    assert Recording.part(story.pk, 0, 4) == b"OggS"
    assert Task.objects.open().count() == 0
    actions.say_yes(world.link_worker, story)
    with pytest.raises(NotNow):
        actions.replace_sound(world.link_worker, story, sound_in(sounds.mp3()))


def test_what_is_wrong_with_a_file_is_said_kindly_and_what_was_typed_stays() -> None:
    world = World()
    client = at_work(world.link_seat)
    own = str(Tenure.objects.current().get(seat=world.link_seat).pk)
    for wrong, words in (
        (file("opname.mp3", sounds.webm()), "eindigt op .mp3"), (file("a.mp3", b"x" * 13 * 2**20), "groter dan 12 MB"),
        (file("leeg.mp3", b"<html>"), "geen geluid"), (None, "Neem een verhaal op, of kies een bestand."),
    ):  # fmt: skip
        typed = {"who": own, "title": "Mijn titel"} | ({"sound": wrong} if wrong else {})
        answer = client.post("/aanbod/verhalen/nieuw/", typed)
        assert answer.status_code == 422
        assert words in answer.content.decode()
        assert "Mijn titel" in answer.content.decode()
    assert not Story.objects.exists()


def test_only_colleagues_of_the_own_party_are_to_choose_from_unless_one_coordinates() -> None:
    world = World()
    gp = Tenure.objects.current().get(seat=world.gp_seat)
    chosen = {"who": str(gp.pk), "title": "Titel", "sound": file()}
    assert at_work(world.link_seat).post("/aanbod/verhalen/nieuw/", chosen).status_code == 422
    with pytest.raises(NotAllowed):
        actions.begin_story(world.link_worker, gp.seat, gp.person, sound_in(sounds.mp3()), title="Titel")
    chosen["sound"] = file()
    assert at_work(world.coordinator_seat).post("/aanbod/verhalen/nieuw/", chosen).status_code == 302
    assert Story.objects.get().organization == world.practice


def test_a_draft_is_for_who_tells_who_makes_it_and_who_coordinates() -> None:
    world, far = World(), World(slug="moerwijk")
    story = begun(world)
    far_seat = far.seat(far.welfare, "Ver", "Piet", profession="huisarts", functions=["coordinates"])
    seen = {
        seat: at_work(seat).get(f"/aanbod/verhalen/{story.pk}/").status_code
        for seat in (world.link_seat, world.deputy_seat, world.coordinator_seat, world.gp_seat, far_seat)
    }
    assert list(seen.values()) == [200, 200, 200, 404, 404]
    assert at_work(world.deputy_seat).get(story.audio_url).status_code == 200
    assert at_work(world.gp_seat).get(story.audio_url).status_code == 404
    assert at_work(far_seat).get(story.audio_url).status_code == 404


def test_the_list_takes_as_many_queries_for_many_as_for_one(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    world = World()
    client = at_work(world.gp_seat)
    published(world, location=world.location)
    client.get("/aanbod/verhalen/")
    with django_assert_num_queries(6):
        assert WORDS[:20] in client.get("/aanbod/verhalen/").content.decode()
    for _number in range(4):
        published(world)
    with django_assert_num_queries(6):
        client.get("/aanbod/verhalen/")


def test_others_find_what_is_published_in_the_network_at_a_place_and_of_a_party() -> None:
    world = World()
    here, _draft = published(world, location=world.location), begun(world)
    there = published(world)
    assert list(published_in(world.network)) == [there, here]
    assert list(published_at(world.location)) == [here]
    assert list(published_of(world.welfare, world.network)) == [there, here]
    assert not published_of(world.practice, world.network)


def test_a_story_ends_after_two_years_unless_the_speaker_lets_it_stand() -> None:
    world = World()
    kept, ends = published(world), published(world)
    year = 365 * 24 * 3600
    with moved_to(now() + (1.5 * year) * SECOND):
        at_work(world.link_seat).post(f"/aanbod/verhalen/{kept.pk}/verleng/")
        with pytest.raises(NotAllowed):
            actions.prolong(world.deputy, ends)
    with moved_to(now() + (2.1 * year) * SECOND):
        erase_expired(Story)
    assert list(Story.objects.all()) == [kept]
    assert Recording.objects.count() == 1


def test_a_story_that_a_yes_is_owed_to_waits_for_the_answer() -> None:
    world = World()
    story = begun(world, world.deputy)
    actions.write_story(world.deputy, story, **WRITTEN)
    actions.ask_for_yes(world.deputy, story)
    with moved_to(now() + 3 * 365 * 24 * 3600 * SECOND):
        erase_expired(Story)
        assert Story.objects.get() == story
        actions.withdraw(world.coordinator, story)
    with moved_to(now() + 6 * 365 * 24 * 3600 * SECOND):
        erase_expired(Story)
    assert not Story.objects.exists()


def test_sound_is_stored_so_that_a_part_is_read_without_the_rest() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attstorage FROM pg_attribute WHERE attrelid = 'voices_recording'::regclass AND attname = 'content'"
        )
        assert cursor.fetchone() in [("e",), (b"e",)]
