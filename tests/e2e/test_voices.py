"""A story recorded in a real browser, heard back, said yes to, and played with its slider."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from kortelijn.voices.models import Story
from tests.e2e.session import sign_in
from tests.e2e.site import complaints
from tests.factories.sitting import at_work
from tests.factories.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# The machine of the tests has no microphone: a tone stands in for it, and the browser records that.
TONE = """
navigator.mediaDevices.getUserMedia = async () => {
  const context = new AudioContext();
  await context.resume();
  const tone = context.createOscillator(), out = context.createMediaStreamDestination();
  tone.connect(out);
  tone.start();
  return out.stream;
};
"""
PLAYED = """async (player) => {
  player.load();
  player.muted = true;
  await player.play();
  player.currentTime = 1.5;
  await new Promise((done) => player.addEventListener("seeked", done, { once: true }));
  return [player.duration, player.currentTime];
}"""


def test_recorded_in_the_browser_and_heard_by_everybody(page: Page, live_server: LiveServer) -> None:
    world = World()
    sign_in(page, live_server, at_work(world.link_seat))
    page.add_init_script(TONE)
    page.goto("/aanbod/verhalen/nieuw/")
    expect(page.get_by_role("status")).to_contain_text("Klaar om op te nemen.")
    page.get_by_label("Waar gaat het over?").fill("Aan tafel")
    page.get_by_role("button", name="Neem op").press("Enter")
    expect(page.get_by_role("button", name="Stop")).to_be_focused()
    expect(page.locator("[data-recorder-time]")).to_have_text("0:03")
    assert page.locator("[data-recorder-level]").evaluate("(meter) => meter.value") > 15
    page.get_by_role("button", name="Stop").press("Enter")
    expect(page.get_by_label("Uw opname")).to_be_visible()
    expect(page.get_by_role("button", name="Opnieuw")).to_be_focused()
    assert complaints(page) == []
    page.get_by_role("button", name="Verder").click()
    page.get_by_label("Wat wordt er gezegd?").fill("Ik ga met mensen aan tafel.")
    page.get_by_role("button", name="Bewaar de tekst").click()
    page.get_by_label("Ik vind het goed dat iedereen").check()
    page.get_by_role("button", name="Ja, laat het horen").click()
    expect(page.get_by_text("Uw verhaal is nu te horen.")).to_be_visible()
    page.goto(f"/verhalen/{Story.objects.get().pk}/")
    duration, moment = page.locator("audio").evaluate(PLAYED)
    assert duration == pytest.approx(3.2, abs=0.8)
    assert moment == pytest.approx(1.5, abs=0.6)
    assert page.locator("audio").evaluate("(player) => player.textTracks[0].kind") == "captions"
    the_text_follows_the_voice(page, Story.objects.get())


def test_without_a_microphone_one_chooses_a_file(page: Page, live_server: LiveServer) -> None:
    world = World()
    sign_in(page, live_server, at_work(world.link_seat))
    page.add_init_script("navigator.mediaDevices.getUserMedia = () => Promise.reject(new Error('no'))")
    page.goto("/aanbod/verhalen/nieuw/")
    page.get_by_role("button", name="Neem op").click()
    expect(page.get_by_text("De microfoon mag niet aan")).to_be_visible()
    expect(page.get_by_label("Het geluid")).to_be_focused()


def the_text_follows_the_voice(page: Page, story: Story) -> None:
    """A second paragraph that begins at one and a half seconds, set while listening; then it lights up from there."""
    page.goto(f"/aanbod/verhalen/{story.pk}/tekst/")
    page.get_by_label("Wat wordt er gezegd?").fill("Ik ga met mensen aan tafel.\n\nBel mij gerust.")
    page.get_by_role("button", name="Bewaar de tekst").click()
    page.get_by_role("link", name="Laat de tekst meelopen").click()
    page.get_by_role("button", name="Nu begint alinea 1").press("Enter")
    expect(page.get_by_role("button", name="Nu begint alinea 2")).to_be_focused()
    page.locator("audio").evaluate(PLAYED)
    page.get_by_role("button", name="Nu begint alinea 2").press("Enter")
    expect(page.get_by_label("Alinea 2 begint bij")).to_have_value("0:01")
    assert complaints(page) == []
    page.get_by_role("button", name="Bewaar de tijden").click()
    page.locator("audio").evaluate(PLAYED)
    expect(page.locator(".is-heard")).to_have_text("Bel mij gerust.")
