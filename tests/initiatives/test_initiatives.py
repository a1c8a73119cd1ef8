"""Initiatives on the map: described, compared, kept up, and needed things found."""

import csv
import io
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kortelijn.initiatives import actions
from kortelijn.initiatives.entry import AskEntry
from kortelijn.initiatives.forms import MoneyForm
from kortelijn.initiatives.models import Ask, Draft, Initiative, Offer
from kortelijn.initiatives.overlap import described, overlaps
from kortelijn.initiatives.sheet import safe
from kortelijn.kernel.errors import NotAllowed, NotNow, Refused
from tests.factories.sitting import at_work
from tests.factories.world import World
from tests.initiatives.made import entry, initiative

pytestmark = pytest.mark.django_db
EMPTY = {f"{name}-{field}": "0" for name in ("partij", "geld", "nodig") for field in ("TOTAL_FORMS", "INITIAL_FORMS")}


def typed(world: World, **changes: Any) -> dict[str, Any]:
    return EMPTY | {
        "name": "Soep op zaterdag", "aim": "Jongeren koken soep voor de straat.", "themes": ["leefstijl"],
        "groups": ["jongeren"], "phase": "idee", "contact": str(world.link_seat.pk), "area": "", "location": "",
    } | changes  # fmt: skip


def version_of(made: Initiative) -> str:
    """What the page holds of it when it is opened now."""
    return Initiative.objects.get(pk=made.pk).version


def begin(client: Client) -> str:
    return str(client.get("/aanbod/initiatieven/nieuw/")["Location"])


def test_somebody_describes_what_they_do_and_colleagues_see_it() -> None:
    world = World()
    client = at_work(world.link_seat)
    address = begin(client)
    assert "Zet een initiatief erbij" in client.get(address).content.decode()
    rows = {
        "partij-TOTAL_FORMS": "2", "partij-0-organization": str(world.welfare.pk), "partij-0-role": "trekker",
        "partij-1-organization": str(world.practice.pk), "partij-1-role": "betaalt", "geld-TOTAL_FORMS": "1",
        "geld-0-source": "Fonds Samen", "geld-0-amount": "2500,50", "geld-0-until": "2027-01-31",
        "nodig-TOTAL_FORMS": "1", "nodig-0-kind": "spullen", "nodig-0-what": "een grote pan",
    }  # fmt: skip
    answer = client.post(address, typed(world, **rows))
    made = Initiative.objects.get()
    assert answer["Location"] == f"/aanbod/initiatieven/{made.pk}/"
    page = at_work(world.gp_seat).get(answer["Location"]).content.decode()
    for words in (
        "Soep op zaterdag",
        "De Spoorbrug",
        "betaalt mee",
        "Fonds Samen: €&nbsp;2.501",
        "een grote pan",
        "erbij",
    ):
        assert words in page
    assert client.post(address, typed(world, **rows))["Location"] == answer["Location"]
    assert Initiative.objects.count() == 1


def test_what_is_likely_the_same_is_shown_before_anything_is_added() -> None:
    world = World()
    initiative(world)
    client = at_work(world.gp_seat)
    address = begin(client)
    same = typed(world, name="Samen eten aan tafel", themes=["eenzaamheid"], groups=["ouderen", "volwassenen"])
    page = client.post(address, same).content.decode()
    assert "Dit lijkt er al op" in page
    assert "ook over Eenzaamheid" in page
    assert "ook voor ouderen" in page
    assert "Soep" not in page
    assert 'value="Samen eten aan tafel"' in page
    assert Initiative.objects.count() == 1
    assert client.post(address, same | {"gezien": "ja"}).status_code == 302
    assert Initiative.objects.count() == 2


def test_only_what_shares_enough_is_called_alike_with_the_reasons_in_words() -> None:
    world = World()
    table = initiative(world)
    initiative(world, name="Hardlopen", aim="Samen een rondje.", themes=["leefstijl"], groups=["ouderen"])
    initiative(world, name="Oud plan", phase="gestopt", stopped_because="Geen geld.")
    initiative(World(slug="moerwijk"), name="Samen aan tafel")
    fellow = initiative(world, contact=world.gp_seat, name="Eetclub", parties=[(world.welfare, "ruimte")])
    (found,) = overlaps(described(Initiative.objects.with_all().get(pk=table.pk)))
    assert found.initiative == fellow
    assert found.why == (
        "bijna hetzelfde doel, ook over Eenzaamheid, ook voor ouderen, ook in de hele wijk en met Rivierkant in allebei"
    )


def test_what_is_wrong_is_said_and_what_was_typed_stays() -> None:
    world = World()
    client = at_work(world.link_seat)
    address = begin(client)
    wrong = typed(world, name="", themes=[], phase="gestopt", starts_on="2026-12-01", ends_on="2026-11-01")
    wrong |= {"geld-TOTAL_FORMS": "1", "geld-0-amount": "veel", "nodig-TOTAL_FORMS": "1", "nodig-0-what": "een pan"}
    answer = client.post(address, wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    for words in ("Geef het initiatief een naam.", "Kies ten minste één thema.", "waarom het stopte", "een pan",
                  "De einddatum ligt voor de begindatum.", "Vul een bedrag in", "Jongeren koken soep"):  # fmt: skip
        assert words in page
    assert client.post(address, EMPTY | {"partij-TOTAL_FORMS": "1000000"}).status_code == 422


def test_two_with_one_name_are_refused_kindly() -> None:
    world = World()
    initiative(world, name="Soep op zaterdag", themes=["wonen"], groups=["gezinnen"])
    client = at_work(world.link_seat)
    answer = client.post(begin(client), typed(world) | {"gezien": "ja"})
    assert answer.status_code == 422
    assert "Er is al een initiatief met deze naam." in answer.content.decode()


def test_what_is_typed_is_kept_for_that_person_and_goes_when_it_is_added() -> None:
    world = World()
    client, address = at_work(world.link_seat), ""
    address = begin(client)
    key = address.partition("concept=")[2]
    half = typed(
        world, name="Half idee", **{"nodig-TOTAL_FORMS": "1", "nodig-0-what": "een bus", "nodig-0-kind": "spullen"}
    )
    assert client.post(f"/aanbod/initiatieven/concept/{key}/", half).status_code == 204
    page = client.get(address).content.decode()
    assert 'value="Half idee"' in page
    assert 'value="een bus"' in page
    assert "U was een initiatief aan het beschrijven" in client.get("/aanbod/initiatieven/").content.decode()
    assert "Half idee" not in at_work(world.deputy_seat).get(address).content.decode()
    client.post(address, half)
    assert not Draft.objects.exists()


def test_what_was_kept_while_typing_is_added_whole_when_it_is_sent() -> None:
    world = World()
    client = at_work(world.link_seat)
    address = begin(client)
    rows = {
        "partij-TOTAL_FORMS": "3", "partij-INITIAL_FORMS": "1", "partij-0-organization": str(world.welfare.pk),
        "partij-0-role": "trekker", "partij-1-organization": str(world.practice.pk), "partij-1-role": "betaalt",
        "geld-TOTAL_FORMS": "2", "geld-0-source": "Fonds Samen", "geld-0-amount": "2500",
        "nodig-TOTAL_FORMS": "2", "nodig-0-kind": "spullen", "nodig-0-what": "een grote pan",
    }  # fmt: skip
    client.post(f"/aanbod/initiatieven/concept/{address.partition('concept=')[2]}/", typed(world, **rows))
    client.post(address, typed(world, **rows))
    made = Initiative.objects.get()
    assert [made.parties.count(), made.money.count(), made.asks.count()] == [2, 1, 1]


def test_it_is_kept_up_by_who_is_in_it_and_history_tells_each_step() -> None:
    world = World()
    made = initiative(world)
    ask = made.asks.get()
    with pytest.raises(NotAllowed):
        actions.change_initiative(world.gp, made, entry(world.link_seat))
    address = f"/aanbod/initiatieven/{made.pk}/wijzig/"
    assert at_work(world.gp_seat).get(address).status_code == 403
    client = at_work(world.deputy_seat)
    assert "een zaal op dinsdagavond" in client.get(address).content.decode()
    asks = {"nodig-TOTAL_FORMS": "2", "nodig-0-key": str(ask.pk), "nodig-0-kind": "ruimte", "nodig-0-met": "on",
            "nodig-0-what": "een zaal op woensdag", "nodig-1-kind": "geld", "nodig-1-what": "50 euro",
            "version": version_of(made)}  # fmt: skip
    client.post(address, typed(world, name="Samen aan tafel", phase="loopt", **asks))
    assert [(each.pk == ask.pk, each.met, each.what) for each in made.asks.all()] == [
        (True, True, "een zaal op woensdag"), (False, False, "50 euro"),
    ]  # fmt: skip
    page = client.get(f"/aanbod/initiatieven/{made.pk}/").content.decode()
    assert "van proef naar loopt" in page
    assert "een zaal op woensdag" not in page


def test_what_a_colleague_wrote_meanwhile_is_not_written_over() -> None:
    world = World()
    made = initiative(world)
    client, address = at_work(world.deputy_seat), f"/aanbod/initiatieven/{made.pk}/wijzig/"
    stale = typed(world, name="Mijn naam", version=version_of(made))
    assert stale["version"] in client.get(address).content.decode()
    asks = [AskEntry("ruimte", "een zaal op dinsdagavond", key=made.asks.get().pk), AskEntry("geld", "50 euro")]
    actions.change_initiative(world.link_worker, made, entry(world.link_seat, asks=asks))
    actions.offer(world.gp, made.asks.get(what="50 euro"), "Wij hebben 50 euro.")
    for sent in (stale, stale | {"version": ""}):
        answer = client.post(address, sent)
        assert answer.status_code == 422
        assert "misschien was een collega u voor" in answer.content.decode()
        assert 'value="Mijn naam"' in answer.content.decode()
    assert Initiative.objects.get().name == "Samen aan tafel"
    assert made.asks.count() == 2
    assert Offer.objects.count() == 1
    seen = version_of(made)
    actions.answer_offer(world.link_worker, Offer.objects.get(), accepted=True, words="Graag.")
    with pytest.raises(NotNow):
        actions.change_initiative(world.deputy, made, entry(world.link_seat), version=seen)


def test_what_was_typed_about_an_older_version_is_not_brought_back() -> None:
    world = World()
    made = initiative(world)
    client, address = at_work(world.link_seat), f"/aanbod/initiatieven/{made.pk}/wijzig/"
    keep = f"/aanbod/initiatieven/concept/{made.pk}/"
    half = typed(world, name="Half getypt", version=version_of(made))
    client.post(keep, half)
    assert 'value="Half getypt"' in client.get(address).content.decode()
    actions.change_initiative(world.coordinator, made, entry(world.link_seat, name="Van een collega"))
    page = client.get(address).content.decode()
    assert "Half getypt" not in page
    assert 'value="Van een collega"' in page
    newer = half | {"version": version_of(made)}
    assert client.post(address, newer).status_code == 302
    assert client.post(keep, newer).status_code == 409
    assert not Draft.objects.exists()


def test_the_picture_and_the_list_follow_what_was_chosen(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    world = World()
    client = at_work(world.gp_seat)
    initiative(world)
    initiative(world, name="Eetclub")
    initiative(world, name="Fietsles", themes=["leefstijl"], groups=["nieuwkomers"])
    initiative(world, name="Oud plan", phase="gestopt", stopped_because="Geen geld.")
    page = client.get("/aanbod/initiatieven/").content.decode()
    assert "2 initiatieven lijken op een ander." in page
    assert "Oud plan" not in page
    for query, there, gone in (
        ("?thema=leefstijl", "Fietsles", "Eetclub"), ("?groep=ouderen", "Eetclub", "Fietsles"),
        ("?fase=gestopt", "Oud plan", "Eetclub"), ("?zoek=fiets", "Fietsles", "Eetclub"),
        ("?fase=onzin", "Eetclub", "Oud plan"),
    ):  # fmt: skip
        page = client.get(f"/aanbod/initiatieven/{query}").content.decode()
        assert there in page
        assert gone not in page
    with django_assert_num_queries(8):
        client.get("/aanbod/initiatieven/")


def test_the_sheet_holds_the_same_rows_and_no_formula() -> None:
    world = World()
    initiative(world, name="=HYPERLINK(0)", aim="Een; twee", asks=[AskEntry("geld", "+31")])
    answer = at_work(world.gp_seat).get("/aanbod/initiatieven/initiatieven.csv?groep=ouderen")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    head, row = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
    assert head[:2] == ["Naam", "Doel"]
    assert row[:2] == ["'=HYPERLINK(0)", "Een; twee"]
    assert [safe(each) for each in ("@x", "-1", "\tx", "gewoon")] == ["'@x", "'-1", "'\tx", "gewoon"]


def test_what_is_needed_stands_in_one_list_until_it_is_there(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    world = World()
    initiative(world)
    stopped = initiative(
        world, name="Oud plan", phase="gestopt", stopped_because="Klaar.", asks=[AskEntry("geld", "1 euro")]
    )
    client = at_work(world.gp_seat)
    page = client.get("/aanbod/initiatieven/nodig/").content.decode()
    assert "een zaal op dinsdagavond" in page
    assert "1 euro" not in page
    assert "een zaal" not in client.get("/aanbod/initiatieven/nodig/?soort=geld").content.decode()
    with django_assert_num_queries(4):
        client.get("/aanbod/initiatieven/nodig/")
    with pytest.raises(Refused, match="niet meer nodig"):
        actions.offer(world.gp, Ask.objects.get(initiative=stopped), "Ik heb 1 euro.")
    assert not Offer.objects.exists()


def test_another_network_sees_nothing_of_it() -> None:
    world, far = World(), World(slug="moerwijk")
    made = initiative(world)
    client = at_work(far.gp_seat)
    assert "Samen aan tafel" not in client.get("/aanbod/initiatieven/").content.decode()
    for path in ("", "wijzig/", f"leg-contact/?met={uuid4()}"):
        assert client.get(f"/aanbod/initiatieven/{made.pk}/{path}").status_code == 404
    assert client.get(f"/aanbod/initiatieven/nodig/{made.asks.get().pk}/wij-hebben/").status_code == 404


@pytest.mark.parametrize(
    ("typed", "amount"), [("2500", "2500"), ("2.500", "2500"), ("2.500,50", "2500.50"), ("2500,5", "2500.5")]
)
def test_an_amount_is_written_as_dutch_people_do(typed: str, amount: str) -> None:
    form = MoneyForm({"source": "Fonds Samen", "amount": typed})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["amount"] == Decimal(amount)
