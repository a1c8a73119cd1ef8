"""Each component says in words what it shows in colour, and refuses what it does not know."""

from dataclasses import dataclass

import pytest
from django.core.paginator import Paginator
from django.template import TemplateSyntaxError
from django.test import RequestFactory

from kortelijn.ui.shell import NavItem, initials
from tests.ui.rendering import render, words


@dataclass
class Step:
    label: str
    state: str
    at: str = ""


def test_an_icon_is_decoration_until_it_gets_a_label() -> None:
    bare, named = render('{% icon "phone" %}').svg, render('{% icon "phone" label="Bel" %}').svg
    assert bare["aria-hidden"] == "true"
    assert (named["role"], named["aria-label"]) == ("img", "Bel")
    assert bare.use["href"].endswith("ui/sprite.svg#phone")


def test_a_button_takes_htmx_attributes_and_escapes_its_words() -> None:
    found = render('{% button label hx_get="/zoek/?a=1&b=2" %}', label="<b>").button
    assert found.text == "<b>"
    assert found["hx-get"] == "/zoek/?a=1&b=2"
    assert "utrecht-button--primary-action" in found["class"]


@pytest.mark.parametrize("attribute", ['onclick="x()"', 'style="color:red"'])
def test_what_the_security_policy_forbids_is_refused(attribute: str) -> None:
    with pytest.raises(ValueError, match="inline"):
        render("{% button 'Bel' " + attribute + " %}")


@pytest.mark.parametrize(
    "snippet",
    ['{% button "x" kind="loud" %}', '{% badge "x" "red" %}', '{% chip "x" "big" %}', '{% row "soon" %}{% endrow %}'],
)
def test_an_unknown_kind_is_a_mistake_that_shows(snippet: str) -> None:
    with pytest.raises(TemplateSyntaxError, match="choose from"):
        render(snippet)


def test_what_stands_after_side_goes_to_the_right() -> None:
    found = render('{% row "today" title="Bel" %}midden{% side %}{% button "Open" %}{% endrow %}')
    assert found.select_one(".kl-row__side").text.strip() == "Open"
    assert "Open" not in found.select_one(".kl-row__body").text


def test_a_row_says_its_urgency_in_words_too() -> None:
    assert "over tijd" in words(render('{% row "overdue" title="Bel" %}{% endrow %}'))


def test_a_status_line_reads_as_a_list_with_states() -> None:
    steps = [Step("gestuurd", "done", "ma 9.12"), Step("gebeld", "now"), Step("klaar", "open")]
    found = render('{% status_line steps label="Zo staat het" %}', steps=steps)
    assert [words(item) for item in found.select("ol > li")] == [
        "gestuurd , gedaan ma 9.12", "gebeld , hier is het nu", "klaar , nog niet"
    ]  # fmt: skip
    assert found.select_one("[aria-current=step]").contents[0] == "gebeld"


def test_own_words_are_a_quotation_and_stay_text() -> None:
    found = render("{% speech by=who %}{{ said }}{% endspeech %}", who="mevrouw Van Dam", said="<script>")
    assert found.blockquote.select_one(".kl-speech__text").text == "<script>"
    assert found.blockquote.cite.text == "mevrouw Van Dam"


def test_a_chip_is_a_link_a_button_or_text() -> None:
    assert render('{% chip "Eten" url="/x/" %}').a["href"] == "/x/"
    assert render('{% chip "Eten" name="need" value="1" %}').button["type"] == "submit"
    assert render('{% chip "Eten" %}').span.text == "Eten"


def test_an_action_button_posts_with_a_token() -> None:
    found = render('{% action_button "Pak op" "/op/" %}', RequestFactory().get("/"))
    assert (found.form["method"], found.form["action"]) == ("post", "/op/")
    assert found.select_one("[name=csrfmiddlewaretoken]")["value"]


def test_facts_leave_out_what_is_not_known() -> None:
    found = render("{% facts pairs %}", pairs=[("Kosten", "€ 4"), ("Let op", ""), ("Plaatsen", 0)])
    assert [dt.text for dt in found.select("dt")] == ["Kosten", "Plaatsen"]


def test_pages_keep_the_rest_of_the_address() -> None:
    page = Paginator(range(100), 10).page(2)
    found = render("{% pagination page %}", RequestFactory().get("/?zoek=eten"), page=page)
    assert found.select_one("[rel=next]")["href"] == "?zoek=eten&pagina=3"
    assert found.select_one("[aria-current=page]").text == "2"


def test_one_page_needs_no_pagination() -> None:
    assert words(render("{% pagination page %}", page=Paginator(range(3), 10).page(1))) == ""


def test_filters_tell_which_one_is_on() -> None:
    items = [NavItem("Alles", "/"), NavItem("Nu", "/nu/", current=True, count=0)]
    assert words(render('{% tabs items label="Filter" %}', items=items).select_one("[aria-current]")) == "Nu 0"


@pytest.mark.parametrize(
    ("name", "letters"), [("Sanne de Wit", "SW"), ("Dr. N. Bakkali", "NB"), ("Omar", "O"), ("sanne", "S"), ("", "")]
)
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


@pytest.mark.parametrize("kind", ["info", "ok", "warn", "error"])
def test_an_alert_says_what_it_is_without_colour(kind: str) -> None:
    assert words(render("{% alert kind %}Tekst{% endalert %}", kind=kind)).endswith(": Tekst")


def test_the_example_shows_its_own_source() -> None:
    found = render('{% load style_guide %}{% example %}{% badge "nu" "now" %}{% endexample %}')
    assert found.select_one(".kl-guide__live").text.strip() == "nu"
    assert found.pre.text == '{% badge "nu" "now" %}'
