"""Through the pages: an agreement is drafted, talked about, signed and holds; old stands beside new."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client

from kortelijn.agreements import actions, agreeing, drafts
from kortelijn.agreements.models import Agreement, Article, Comment, LeadRule, Signature, Version
from kortelijn.kernel.clock import today
from kortelijn.kernel.working_days import after_working_days
from kortelijn.parties.models import Network
from kortelijn.referrals.line_page import line_page
from tests.agreements.made import article, draft, in_force, settle
from tests.factories.painted import is_painted_with
from tests.factories.sitting import at_work
from tests.factories.world import World

pytestmark = pytest.mark.django_db
YEAR = (today() + timedelta(days=365)).isoformat()


@pytest.fixture
def coordinator(world: World) -> Client:
    return at_work(world.coordinator_seat)


@pytest.fixture
def gp(world: World) -> Client:
    return at_work(world.gp_seat)


def text(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode()


def test_an_empty_page_says_how_to_begin(gp: Client) -> None:
    page = text(gp, "/afspraken/")
    assert "Er is hier nog niets afgesproken" in page
    assert "Begin aan een afspraak" in page


def begun(client: Client, world: World, **data: str) -> str:
    filled = {"title": "Basisafspraken", "where": "overal", "owner": str(world.coordinator_seat.pk), "base": ""} | data
    response = client.post("/afspraken/nieuw/", filled)
    assert response.status_code == 302, response.content.decode()
    return str(response["Location"])


def test_from_a_first_word_to_the_next_referral(world: World, coordinator: Client, gp: Client) -> None:
    version = begun(coordinator, world)
    made = coordinator.post(f"{version}artikel/", {"heading": "Snel bellen", "text": "Wij bellen binnen 3 dagen."})
    part = made["Location"]
    coordinator.post(f"{part}termijn/", {"code": "first-contact-days", "days": "3"})
    coordinator.post(f"{part}route/", {"about": "geld", "first": "basic", "minimum_age": "", "maximum_age": ""})
    coordinator.post(
        f"{part}leiding/", {"domains": ["geld"], "circumstances": ["children"], "profession": "welzijnscoach"}
    )
    page = text(coordinator, part)
    assert "binnen 3 werkdagen" in page
    assert "Geld en schulden: eerst" in page
    assert "er zijn kinderen in huis: welzijnscoach heeft de leiding" in page
    coordinator.post(f"{version}commentaar/", {"until": (today() + timedelta(days=9)).isoformat()})
    one = Article.objects.get()
    gp.post(f"/afspraken/artikel/{one.pk}/reactie/", {"text": "Drie dagen is te doen."})
    assert "Drie dagen is te doen." in text(coordinator, version)
    assert "ligt voor commentaar" in text(gp, "/afspraken/")
    said = Comment.objects.get()
    assert coordinator.post(f"/afspraken/reactie/{said.pk}/verwerkt/", {"answer": "Fijn."})["Location"] == version
    seats = [str(world.gp_seat.pk), str(world.link_seat.pk)]
    days = {"valid_from": today().isoformat(), "review_on": YEAR}
    assert coordinator.post(f"{version}ter-tekening/", {"seats": seats, **days}).status_code == 302
    assert "Lees en teken: Basisafspraken" in text(gp, "/vandaag/")
    for seat in (world.gp_seat, world.link_seat):
        assert "Tekent u?" in text(at_work(seat), version)
        at_work(seat).post(f"/afspraken/handtekening/{Signature.objects.get(seat=seat).pk}/teken/")
    page = text(gp, "/afspraken/")
    assert "Wij bellen binnen 3 dagen." in page
    assert "versie 1" in page
    referral = world.referral()
    assert referral.task.due_at == after_working_days(referral.sent_at, 3)
    assert "Volgens de afspraak “Basisafspraken”" in gp.get("/recept/nieuw/", follow=True).content.decode()


def test_a_local_version_shows_old_beside_new(world: World, gp: Client) -> None:
    base = in_force(world)
    version = begun(gp, world, title="Bij ons", where=f"organisatie:{world.practice.pk}",
                    owner=str(world.gp_seat.pk), base=str(base.version.agreement_id))  # fmt: skip
    assert "Snel bellen" in text(gp, version)
    part = gp.post(f"{version}aanpassen/{base.pk}/")["Location"]
    gp.post(part, {"heading": "Snel bellen", "text": "Wij bellen heel snel."})
    days = {"valid_from": today().isoformat(), "review_on": YEAR}
    assert "Al samen besloten?" not in text(gp, version)
    assert gp.post(f"{version}besloten/", days | {"decided_in": "praktijkoverleg"}).status_code == 403
    alone = gp.post(f"{version}ter-tekening/", days | {"seats": [str(world.gp_seat.pk)]})
    assert alone.status_code == 422
    assert "Laat ook een coördinator tekenen" in alone.content.decode()
    asked = days | {"seats": [str(world.coordinator_seat.pk)]}
    assert gp.post(f"{version}ter-tekening/", asked).status_code == 302
    at_work(world.coordinator_seat).post(f"/afspraken/handtekening/{Signature.objects.get().pk}/teken/")
    here = text(gp, "/afspraken/")
    assert "Eigen afspraak van De Spoorbrug" in here
    assert "<ins>heel </ins>" in here
    everywhere = text(gp, "/afspraken/?hier=overal")
    assert "Eigen afspraak" not in everywhere
    assert "Eigen afspraak" not in text(at_work(world.link_seat), "/afspraken/")
    assert "Eigen afspraak" in text(at_work(world.link_seat), f"/afspraken/?hier=organisatie:{world.practice.pk}")
    assert "Bij ons" in text(gp, "/afspraken/alle/")


def test_nobody_writes_over_words_that_they_did_not_read(world: World, coordinator: Client) -> None:
    one = article(world, draft(world))
    address = f"/afspraken/artikel/{one.pk}/"
    seen = one.mark
    assert f'value="{seen}"' in text(coordinator, address)
    drafts.change_article(world.coordinator, one, heading="Snel bellen", text="Binnen een dag.")
    mine = {"heading": "Snel bellen", "text": "Wij bellen vlot.", "seen": seen}
    response = coordinator.post(address, mine)
    page = response.content.decode()
    assert response.status_code == 422
    assert "Binnen een dag." in page  # what stands there now
    assert "Wij bellen vlot." in page  # and what was typed
    one.refresh_from_db()
    assert one.text == "Binnen een dag."
    assert f'value="{one.mark}"' in page
    assert coordinator.post(address, mine | {"seen": one.mark}).status_code == 302


def test_where_it_holds_begins_with_whom_one_speaks_for(world: World, coordinator: Client, gp: Client) -> None:
    assert '<option value="overal" selected>' in text(coordinator, "/afspraken/nieuw/")
    assert f'<option value="organisatie:{world.practice.pk}" selected>' in text(gp, "/afspraken/nieuw/")


def test_the_difference_between_versions_is_readable(world: World, coordinator: Client) -> None:
    first = in_force(world).version
    later = coordinator.post(f"/afspraken/{first.agreement_id}/nieuwe-versie/", {"why": "Te vaag."})["Location"]
    version = Version.objects.get(number=2)
    drafts.change_article(
        world.coordinator, version.articles.get(), heading="Snel bellen", text="Wij bellen binnen een dag."
    )
    article(world, version, "Overleg", "Elke maand.")
    page = text(coordinator, f"{later}verschil/")
    assert "<del>snel</del>" in page
    assert "<ins>binnen een dag</ins>" in page
    assert "Te vaag." in page
    assert "nieuw" in page
    assert "Versie 2: concept" in text(coordinator, f"/afspraken/{first.agreement_id}/")


def test_who_does_not_sign_says_why_on_the_page(world: World, coordinator: Client, gp: Client) -> None:
    version = draft(world)
    article(world, version)
    agreeing.ask_signatures(
        world.coordinator, version, [world.gp_seat], valid_from=today(), review_on=today() + timedelta(days=99)
    )
    address = f"/afspraken/handtekening/{Signature.objects.get().pk}/niet/"
    assert "Schrijf kort op waarom." in gp.post(address, {"why": ""}).content.decode()
    gp.post(address, {"why": "Dat haal ik niet."})
    page = text(coordinator, f"/afspraken/versie/{version.pk}/")
    assert "Dat haal ik niet." in page
    assert "tekent niet" in page
    assert "praat erover" in text(coordinator, "/vandaag/")
    coordinator.post(f"/afspraken/versie/{version.pk}/terug/")
    assert Version.objects.get().status == "draft"
    coordinator.post(f"/afspraken/versie/{version.pk}/niet-door/")
    assert Version.objects.get().status == "dropped"


def test_a_review_and_an_end(world: World, coordinator: Client, gp: Client) -> None:
    agreement = in_force(world).version.agreement
    address = f"/afspraken/{agreement.pk}/"
    assert "Klopt het nog?" in text(coordinator, address)
    assert "Klopt het nog?" not in text(gp, address)
    assert gp.post(f"{address}vervalt/", {"why": "Zomaar."}).status_code == 403
    coordinator.post(f"{address}bekeken/", {"review_on": YEAR})
    assert "ze blijft gelden" in text(coordinator, address)
    assert coordinator.post(f"{address}vervalt/", {"why": ""}).status_code == 422
    coordinator.post(f"{address}vervalt/", {"why": "Wij beginnen opnieuw."})
    assert "Wij beginnen opnieuw." in text(gp, address)
    assert Agreement.objects.get().ended_at


def test_wrong_input_comes_back_with_what_was_typed(world: World, coordinator: Client) -> None:
    response = coordinator.post("/afspraken/nieuw/", {"title": "Iets", "where": "", "owner": ""})
    assert response.status_code == 422
    assert "Kies waar het geldt." in response.content.decode()
    assert 'value="Iets"' in response.content.decode()
    version = draft(world)
    one = article(world, version)
    for part, data, said in (
        ("termijn", {"code": "first-contact-days", "days": "0"}, "Vul 1 of meer in."),
        ("route", {"about": "geld"}, "Kies wat het eerst komt."),
        ("leiding", {"domains": ["geld"]}, "Kies wie de leiding heeft"),
        ("leiding", {"profession": "huisarts", "minimum_age": "9", "maximum_age": "3"}, "hoger dan de hoogste"),
    ):
        response = coordinator.post(f"/afspraken/artikel/{one.pk}/{part}/", data)
        assert response.status_code == 422
        assert said in response.content.decode()
    assert coordinator.post(f"/afspraken/versie/{version.pk}/ter-tekening/", {}).status_code == 422


def test_who_leads_is_shown_tried_and_named_on_a_line(world: World, coordinator: Client, gp: Client) -> None:
    version = draft(world)
    one = article(world, version, "Leiding")
    drafts.add_lead_rule(world.coordinator, one, needs=["netwerk"], profession="welzijnscoach")
    drafts.add_lead_rule(world.coordinator, one, circumstances=["children"], profession="jeugdverpleegkundige")
    drafts.add_lead_rule(world.coordinator, one, circumstances=["danger"], profession="wijkagent")
    settle(world, version)
    page = text(gp, "/afspraken/leiding/")
    assert "Er zijn kinderen in huis en er is gevaar of geweld" in page  # both rules are about that
    assert "plekken heeft niemand de leiding" in page
    tried = text(gp, "/afspraken/leiding/?probeer=1&need=netwerk&also=&age=40")
    assert "Welzijnscoach" in tried
    assert "Basisafspraken" in tried
    both = text(gp, "/afspraken/leiding/?probeer=1&circumstances=children&circumstances=danger")
    answer = both.partition('id="antwoord"')[2].partition("</form>")[0].partition("</section>")[0]
    assert "Niet afgesproken wie van hen" in answer
    assert "jeugdverpleegkundige" in answer.lower()
    assert "wijkagent" in answer.lower()
    assert "volgens" not in answer  # nobody is named as the one
    assert "hierover is niets afgesproken" in text(gp, "/afspraken/leiding/?probeer=1&need=geld")
    referral = world.referral()
    line = text(gp, f"/lijnen/{referral.pk}/")
    assert "In de lead" in line
    assert "volgens de afspraak “Basisafspraken”" in line


def test_two_rules_that_do_not_agree_are_both_named_on_a_line(world: World, coordinator: Client, gp: Client) -> None:
    one, other = in_force(world, "Samen thuis"), in_force(world, "Samen buiten")
    referral = world.referral()
    domain = referral.needs[0].partition(".")[0]
    for row, profession in ((one, "welzijnscoach"), (other, "wijkagent")):
        LeadRule.objects.create(network=world.network, article=row, needs=[domain], profession=profession)
    lines = text(gp, f"/lijnen/{referral.pk}/")
    shown = lines.partition("niet afgesproken wie van hen")[2].partition("Wat er gebeurde")[0]
    for said in ("Welzijnscoach", "Wijkagent", "“Samen thuis”", "“Samen buiten”", "moet kloppend worden gemaakt"):
        assert said in shown
    assert "Maak de tabel kloppend" not in shown  # the GP keeps no agreement
    page = line_page(world.coordinator, referral)
    assert page["mend_url"] == f"/afspraken/leiding/?hier=organisatie:{world.practice.pk}#overlap"
    table = text(coordinator, page["mend_url"].partition("#")[0])
    assert "Deze twee gaan over precies hetzelfde" in table


def test_an_overlap_and_a_gap_lead_to_the_rule_that_mends_them(world: World, coordinator: Client, gp: Client) -> None:
    version = draft(world)
    one = article(world, version, "Leiding")
    drafts.add_lead_rule(world.coordinator, one, circumstances=["children"], profession="jeugdverpleegkundige")
    drafts.add_lead_rule(world.coordinator, one, circumstances=["danger"], profession="wijkagent")
    settle(world, version)
    page = text(coordinator, "/afspraken/leiding/")
    assert "Spreek dit af" not in text(gp, "/afspraken/leiding/")
    assert gp.get("/afspraken/leiding/regel/").status_code == 403
    overlap, gap = (
        next(unescape(each) for each in re.findall(r'href="(/afspraken/leiding/regel/[^"]*)"', page) if word in each)
        for word in ("als=", "over=geld")
    )
    form = text(coordinator, overlap)
    assert form.count("checked") == 2  # both circumstances
    assert "Er zijn kinderen in huis en er is gevaar of geweld: wie houdt dan het overzicht?" in form
    filled = {"circumstances": ["children", "danger"], "profession": "wijkagent", "article": str(one.pk)}
    made = coordinator.post(overlap, filled)
    concept = Version.objects.get(number=2)
    assert made["Location"] == f"/afspraken/versie/{concept.pk}/"
    assert version.articles.get().lead_rules.count() == 2  # what holds, holds
    assert "Er wordt aan de regels gewerkt" in text(gp, "/afspraken/leiding/")
    form = text(coordinator, gap)
    assert f'<option value="{concept.articles.get().pk}" selected>' in form  # goes on in what is open
    assert 'value="geld" id="leiding-domains_' in form
    wrong = coordinator.post(gap, {"domains": ["geld"], "article": str(concept.articles.get().pk)})
    assert wrong.status_code == 422
    coordinator.post(gap, {"domains": ["geld"], "article": str(concept.articles.get().pk), "profession": "huisarts"})
    settle(world, concept)
    page = text(coordinator, "/afspraken/leiding/")
    assert "Nergens. In elke situatie" in page
    assert "over=geld" not in page


def test_where_no_rule_can_be_written_the_page_says_what_to_do(world: World, coordinator: Client) -> None:
    assert "Begin aan een afspraak" in text(coordinator, "/afspraken/leiding/regel/?over=zomaar&vanaf=x&artikel=nee")


def test_articles_of_a_draft_change_places(world: World, coordinator: Client, gp: Client) -> None:
    version = draft(world)
    one, two, three = (article(world, version, heading) for heading in ("Een", "Twee", "Drie"))
    address = f"/afspraken/versie/{version.pk}/"

    def order() -> list[str]:
        return list(version.articles.values_list("heading", flat=True))

    assert text(coordinator, address).count("Hoger</") == 2  # not for the first
    moved = coordinator.post(f"/afspraken/artikel/{three.pk}/omhoog/")
    assert moved["Location"] == f"{address}#artikel-{three.pk}"
    assert order() == ["Een", "Drie", "Twee"]
    coordinator.post(f"/afspraken/artikel/{one.pk}/omlaag/")
    assert order() == ["Drie", "Een", "Twee"]
    assert (
        "staat al aan het eind"
        in coordinator.post(f"/afspraken/artikel/{two.pk}/omlaag/", follow=True).content.decode()
    )
    assert gp.post(f"/afspraken/artikel/{two.pk}/omhoog/").status_code == 403
    drafts.remove_article(world.coordinator, one)
    article(world, version, "Vier")
    assert order() == ["Drie", "Twee", "Vier"]
    settle(world, version)
    assert "ligt vast" in coordinator.post(f"/afspraken/artikel/{two.pk}/omhoog/", follow=True).content.decode()
    assert order() == ["Drie", "Twee", "Vier"]


def test_routes_name_their_agreement_and_drafts_do_not_show(world: World, coordinator: Client, gp: Client) -> None:
    actions.agree_route(world.coordinator, world.network, "wonen", "basic")
    version = draft(world)
    one = article(world, version)
    drafts.set_route(world.coordinator, one, "geld", "specialist")
    assert "volgens" not in text(gp, "/afspraken/routes/")
    assert "nog in geen afspraak" in text(gp, "/afspraken/routes/")
    settle(world, version)
    assert f'<a href="/afspraken/{version.agreement_id}/">Basisafspraken</a>' in text(gp, "/afspraken/routes/")
    own = draft(world, "Bij ons", base=version.agreement, organization=world.practice)
    drafts.adapt_article(world.coordinator, own, one).routes.get().delete()
    settle(world, own)
    assert "Basisafspraken</a>" not in text(gp, "/afspraken/routes/")
    assert "Basisafspraken</a>" in text(gp, "/afspraken/routes/?hier=overal")


def test_it_is_printed_for_a_place(world: World, gp: Client) -> None:
    in_force(world)
    Network.objects.filter(pk=world.network.pk).update(theme={"colour": "#7a1f5c"})
    response = gp.get("/afspraken/wat-hier-geldt.pdf")
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")
    assert b"/StructTreeRoot" in response.content
    assert is_painted_with(response.content, "#7a1f5c")


def test_the_pages_ask_few_queries(world: World, gp: Client, django_assert_num_queries: Any) -> None:
    for number in range(3):
        version = draft(world, f"Afspraak {number}")
        for name in ("Een", "Twee"):
            one = article(world, version, name)
            drafts.set_term(world.coordinator, one, "first-contact-days", 3)
            drafts.add_lead_rule(world.coordinator, one, needs=["geld"], profession="welzijnscoach")
        settle(world, version)
    for path, queries in (
        ("/afspraken/", 12), ("/afspraken/alle/", 5), ("/afspraken/leiding/", 12), ("/afspraken/routes/", 12),
        (f"/afspraken/versie/{version.pk}/", 11),
    ):  # fmt: skip
        text(gp, path)
        with django_assert_num_queries(queries):
            text(gp, path)
