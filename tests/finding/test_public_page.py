"""The page for everybody in a neighbourhood: own words or a picture in; nothing kept, nothing for colleagues shown."""

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.core.cache import cache
from django.test import Client

from kortelijn.directory.models import Service
from kortelijn.finding.models import Search
from kortelijn.kernel.clock import local, now
from kortelijn.kernel.models import AccessLog, Event
from kortelijn.vocabulary.needs import DOMAINS
from tests.factories.world import World
from tests.finding.asking import ask as find_page
from tests.finding.asking import text, without_tokens
from tests.finding.offer import add

pytestmark = pytest.mark.django_db
HERE = "/hulp/rivierenbuurt/"
ALONE = "mijn man is overleden en ik mis hem elke dag"
FIELD = re.compile(r'<div class="kl-tell__near".*?</div>', re.DOTALL)
REGION = re.compile(r'<div class="kl-found kl-stack" id="resultaten">.*?(?=\s*</div>\s*</main>)', re.DOTALL)


@pytest.fixture
def somebody(world: World) -> Client:
    cache.clear()
    return Client()


def ask(client: Client, question: str = ALONE, **data: Any) -> str:
    return text(client.post(HERE, {"vraag": question, **data}))


def offers(page: str) -> list[str]:
    return re.findall(r'kl-offer__title"[^>]*>([^<]+)<', page)


def test_with_one_neighbourhood_there_is_nothing_to_choose(somebody: Client) -> None:
    assert somebody.get("/hulp/")["Location"] == HERE


def test_with_more_one_chooses(somebody: Client) -> None:
    _far = World(slug="moerwijk").network
    page = text(somebody.get("/hulp/"))
    assert f'href="{HERE}"' in page
    assert 'href="/hulp/moerwijk/"' in page


def test_a_neighbourhood_that_is_nowhere_is_not_found(somebody: Client) -> None:
    assert somebody.get("/hulp/nergens/").status_code == 404


def test_whom_to_call_in_danger_stands_first(somebody: Client) -> None:
    page = text(somebody.get(HERE))
    assert page.index('href="tel:113"') < page.index("Vertel het in uw eigen woorden")
    assert page.count("kl-picture") >= 20


def test_own_words_give_what_fits_with_whom_to_call_and_how_to_get_there(somebody: Client) -> None:
    page = ask(somebody, "ik eet elke dag alleen", postcode="2515")
    assert "Eettafel De Brug" in offers(page)
    assert 'href="tel:0700001234"' in page
    assert "Zo gaat u erheen" in page
    assert "Waldorpstraat 1" in page
    assert "lopen" in page
    assert "maps" not in page


def test_the_words_of_professionals_among_themselves_are_not_for_here(somebody: Client) -> None:
    page = ask(somebody, "ik eet elke dag alleen")
    for word in ("Verwijs", '"/aanbod/', "dus als eerste", "afspraak eerst", "niet nagekeken"):
        assert word not in page


def test_numbers_among_professionals_are_never_shown(somebody: Client, world: World) -> None:
    contacts = [{"name": "Achterwacht", "phone": "070 - 000 99 99", "visibility": "professionals"}]
    add(world, "Rouwcafé", ["rouw"], "Praten over verlies.", contacts=contacts)
    page = ask(somebody)
    assert "Rouwcafé" in offers(page)
    assert "000 99 99" not in page
    assert "Achterwacht" not in page


def test_a_long_description_is_read_to_its_end(somebody: Client, world: World) -> None:
    first = "Praten over verlies, met een vrijwilliger die goed luistert."
    last = "Bel of kom gewoon langs, ook als u nog niet precies weet wat u wilt vragen of vertellen."
    add(world, "Rouwcafé", ["rouw"], f"{first} {'We drinken samen koffie of thee. ' * 5}{last}")
    add(world, "Rouwgroep", ["rouw"], first)
    shown = BeautifulSoup(ask(somebody), "html.parser")
    long, short = (card_of(shown, name) for name in ("Rouwcafé", "Rouwgroep"))
    assert last in " ".join(long.select_one(".kl-offer__rest").get_text().split())
    assert first not in long.select_one(".kl-offer__rest").get_text()
    assert long.get_text().count("We drinken samen koffie of thee.") == 5
    assert "Lees verder" not in short.get_text()


def card_of(page: BeautifulSoup, name: str) -> Tag:
    return next(each for each in page.select("article") if each.h3.get_text() == name)


def test_where_a_referral_is_needed_it_says_so_instead_of_offering_to_call(somebody: Client, world: World) -> None:
    desk = [{"name": "Balie", "phone": "070 - 000 22 22"}]
    entry = {"access": "verwijzing", "resident_route": "Vraag het aan de assistente.", "contacts": desk}
    add(world, "Rouwtherapie", ["rouw"], "Praten over verlies.", **entry)
    card = card_of(BeautifulSoup(ask(somebody), "html.parser"), "Rouwtherapie")
    said = " ".join(card.select_one(".kl-offer__entry").get_text().split())
    assert said == "Hiervoor hebt u een verwijzing nodig, bijvoorbeeld van uw huisarts. Vraag het aan de assistente."
    assert card.select_one(".kl-offer__call") is None
    assert "Hebt u eerst een vraag? Bel 070" in " ".join(card.get_text().split())


def test_who_cannot_be_called_or_mailed_is_not_to_be_called_or_mailed(somebody: Client, world: World) -> None:
    add(world, "Rouwcafé", ["rouw"], "Praten over verlies van wie u mist.", contacts=[])
    add(world, "Rouwpost", ["rouw"], "Praten over verlies, ook van wie u mist.", url="https://rouwpost.example")
    add(world, "Rouwbrief", ["rouw"], "Schrijven over verlies.", contacts=[{"name": "Bo", "email": "bo@rouw.example"}])
    page = BeautifulSoup(ask(somebody, "praten over verlies"), "html.parser")
    assert "Bel of mail eerst" not in card_of(page, "Rouwcafé").get_text()
    assert "Er staat nog niet bij wie u kunt bellen of mailen." in card_of(page, "Rouwcafé").get_text()
    assert "Kijk op de website hoe u zich aanmeldt." in card_of(page, "Rouwpost").get_text()
    assert "Bel of mail eerst even." in card_of(page, "Rouwbrief").get_text()


def test_what_is_for_professionals_only_is_for_them_only(somebody: Client, gp: Client, world: World) -> None:
    add(world, "Meedenklijn rouw", ["rouw"], "Praten over verlies.", access="professional")
    assert "Meedenklijn rouw" not in ask(somebody)
    assert "Meedenklijn rouw" in find_page(gp, ALONE)


def test_when_all_that_fits_is_for_professionals_nothing_fits(somebody: Client, world: World) -> None:
    Service.objects.all().delete()
    add(world, "Meedenklijn rouw", ["rouw"], "Praten over verlies.", access="professional")
    page = ask(somebody)
    assert "Hier is nog niets dat precies past" in page
    assert offers(page) == []


def test_one_can_come_in_today(somebody: Client, world: World) -> None:
    weekday = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")[local(now()).weekday()]
    hours = [{"rrule": f"FREQ=WEEKLY;BYDAY={weekday}", "opens_at": "00:01", "closes_at": "23:58"}]
    add(world, "Open huis", ["rouw"], "Praten over verlies.", places=[(world.location, hours)])
    assert "Vandaag kunt u binnenlopen van 0.01 tot 23.58 uur" in ask(somebody)


def test_a_picture_leads_to_its_needs(somebody: Client) -> None:
    page = ask(somebody, "", erbij="geld")
    assert "Helpdesk Geldzaken" in offers(page)
    assert 'name="erbij" value="geld.post"' in page
    assert re.search(r"<details[^>]* open>\s*<summary>Kies preciezer", page)


def test_what_is_not_understood_is_said_and_pictures_come_back(somebody: Client) -> None:
    page = ask(somebody, "zzzz qqqq")
    assert "Ik begrijp het nog niet goed" in page
    assert "kl-picture" in page
    assert "Ik wil dat iemand mij belt" in page


def test_a_question_for_somewhere_else_says_where_and_shows_the_pictures_it_names(somebody: Client) -> None:
    page = ask(somebody, "waar kan ik parkeren")
    assert "Over parkeren en parkeervergunningen gaat uw gemeente." in page
    assert "kies hieronder een plaatje" in page
    assert page.count('class="kl-picture"') >= 20
    assert "Ik begrijp het nog niet goed" not in page
    assert offers(page) == []


def test_who_takes_everything_away_has_chosen_nothing(somebody: Client) -> None:
    heard = re.findall(r'name="weg" value="([^"]+)"', ask(somebody))
    page = ask(somebody, bij=ALONE, weg=heard)
    assert "Er is nu niets gekozen" in page
    assert "vertel het met andere woorden" in page
    assert page.count('class="kl-picture"') >= 20
    assert offers(page) == []
    assert "Ik wil dat iemand mij belt" in page
    assert Search.objects.count() == 1
    assert "Helpdesk Geldzaken" in offers(ask(somebody, bij=ALONE, niet=heard, erbij="geld"))


def test_one_question_at_a_time_and_a_no_goes_away(somebody: Client) -> None:
    first = re.findall(r'name="nee" value="([^"]+)"', ask(somebody))
    assert len(first) == 1
    assert first != re.findall(r'name="nee" value="([^"]+)"', ask(somebody, bij=ALONE, nee=first[0]))


def test_danger_is_answered_first_and_nothing_is_kept(somebody: Client) -> None:
    before = Event.objects.count(), AccessLog.objects.count()
    page = ask(somebody, "ik wil niet meer leven")
    assert "Denkt u aan zelfmoord? Praat nu met iemand" in page
    assert page.index("tel:08000113") < page.index("Daarna: wat kan er verder helpen?")
    assert "meldcode" not in page
    assert "voor professionals" not in page
    assert not Search.objects.exists()
    assert before == (Event.objects.count(), AccessLog.objects.count())


def test_a_question_is_counted_as_a_resident_s(somebody: Client, world: World) -> None:
    ask(somebody, postcode="2515")
    row = Search.objects.get()
    assert (row.door, row.kind, row.network, row.filters) == ("public", "resident", world.network, ["postcode"])


def test_looking_counts_nothing_and_makes_no_session(somebody: Client) -> None:
    somebody.get(HERE)
    ask(somebody)
    assert not any("session" in name for name in somebody.cookies)
    somebody.get(f"{HERE}?vraag=geheim")
    assert Search.objects.count() == 1


def test_the_postcode_stays_and_the_corrections_of_another_question_fall(somebody: Client) -> None:
    page = ask(somebody, "de post blijft liggen", bij=ALONE, niet="geld", gratis="ja", postcode="2515 AB")
    assert 'name="postcode"' in page
    assert 'value="2515 AB"' in page
    assert 'name="weg" value="geld"' in page
    assert '<input type="hidden" name="gratis"' not in page


def test_a_postcode_that_nobody_knows_is_said(somebody: Client) -> None:
    assert "Bij postcode 9999 kennen we nog niets" in ask(somebody, postcode="9999")


@pytest.mark.parametrize("typed", ["2515", "2515AB", "2515 ab"])
def test_a_postcode_is_read_as_people_write_it_and_stays_as_typed(somebody: Client, typed: str) -> None:
    page = ask(somebody, "ik eet elke dag alleen", postcode=typed)
    assert f'value="{typed}"' in page
    assert "lopen" in page
    assert "Dit is geen postcode" not in page


@pytest.mark.parametrize("typed", ["abc", "251", "0515", "2515A", "2515 ABC"])
def test_what_is_no_postcode_is_said_beside_the_field_and_stays(somebody: Client, typed: str) -> None:
    page = BeautifulSoup(ask(somebody, "ik eet elke dag alleen", postcode=typed), "html.parser")
    field = page.select_one("#id_postcode")
    assert (field["value"], field["aria-invalid"], field["aria-describedby"]) == (typed, "true", "postcode-fout")
    assert "Typ vier cijfers, zoals 2515." in page.select_one("#postcode-veld #postcode-fout").get_text()
    assert "Eettafel De Brug" in offers(str(page))
    assert "min lopen" not in page.get_text()


def test_a_wrong_postcode_alone_is_said_too(somebody: Client) -> None:
    assert "Dit is geen postcode." in ask(somebody, "", postcode="abc")


def test_the_swapped_fragment_equals_the_reloaded_page(somebody: Client) -> None:
    data = {"vraag": ALONE, "blad": "5a3c0d8e-1111-4222-8333-444455556666"}
    fragment = text(somebody.post(HERE, data, headers={"HX-Request": "true"}))
    whole = text(somebody.post(HERE, data))
    swapped = f"{REGION.search(whole)[0]}{FIELD.search(whole)[0]}"  # the field beside the box is swapped too
    assert without_tokens(fragment.replace(' hx-swap-oob="true"', "")) == without_tokens(swapped)


def test_nobody_looks_along_where_nobody_does(somebody: Client) -> None:
    _far = World(slug="moerwijk").network
    assert "Ik wil dat iemand mij belt" not in text(somebody.get("/hulp/moerwijk/"))


def test_a_program_that_goes_on_and_on_is_braked(somebody: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(public_brake(), "limit", 2)
    answers = [somebody.post(HERE, {"vraag": "alleen"}) for _each in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]


def public_brake() -> dict[str, int]:
    from kortelijn.finding.views.public import BRAKE  # noqa: PLC0415 - only to change it here

    return BRAKE


def test_in_english_too(somebody: Client) -> None:
    somebody.cookies["taal"] = "en"
    page = text(somebody.get(HERE))
    assert "What can we help you with?" in page
    assert "Waar kunnen" not in page


def test_in_english_the_answer_is_in_english_too(somebody: Client, world: World) -> None:
    add(world, "Rouwcafé", ["rouw"], "Praten over verlies.")
    somebody.cookies["taal"] = "en"
    answer = somebody.post(HERE, {"vraag": ALONE})
    page = BeautifulSoup(text(answer), "html.parser")
    assert page.select_one(".kl-askon__title").get_text() in {each.ask_en for each in DOMAINS}
    facts = {fact.get_text(strip=True) for fact in page.select(".kl-offer .kl-badges > *")}
    assert "free" in facts
    assert "gratis" not in facts


def test_the_page_asks_few_queries(somebody: Client, django_assert_num_queries: Any) -> None:
    ask(somebody)
    with django_assert_num_queries(17):
        ask(somebody)
