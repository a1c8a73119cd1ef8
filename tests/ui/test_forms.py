"""A form says what to do, ties each message to its field, and keeps what was typed."""

from django import forms
from django.http import QueryDict

from kortelijn.ui.forms import Chips, ChoiceCards, DayPartsField
from tests.ui.rendering import render, words


class Example(forms.Form):
    name = forms.CharField(label="Naam", help_text="Zoals u wilt heten.")
    wish = forms.CharField(label="Wens", required=False, widget=forms.Textarea(attrs={"class": "extra"}))
    reach = forms.ChoiceField(
        label="Hoe?", choices=[("call", "Bellen"), ("self", "Zelf")],
        widget=ChoiceCards(hints={"call": "Binnen 2 dagen"}, icons={"call": "phone"}),
    )  # fmt: skip
    needs = forms.MultipleChoiceField(label="Wat?", choices=[("eat", "Eten")], widget=Chips)
    parts = DayPartsField(label="Wanneer?", required=False)
    agreed = forms.BooleanField(label="Goed")


def test_a_field_is_tied_to_its_hint_and_its_message() -> None:
    found = render("{{ form.name.as_field_group }}", form=Example({}))
    control = found.select_one("#id_name")
    assert control["aria-describedby"] == "id_name_helptext id_name_error"
    assert control["aria-invalid"] == "true"
    assert "utrecht-textbox--invalid" in control["class"]
    assert words(found.select_one("#id_name_error")) == "Vul dit in."
    assert found.label["for"] == "id_name"


def test_every_link_in_the_summary_leads_to_a_field() -> None:
    found = render("{{ form }}", form=Example({}))
    summary = found.select_one(".kl-errors")
    assert summary["role"] == "alert"
    targets = [link["href"].removeprefix("#") for link in summary.select("a")]
    assert len(targets) == 4
    assert [one for one in targets if found.find(id=one) is None] == []


def test_a_form_that_is_right_has_no_summary() -> None:
    assert render("{{ form }}", form=Example()).select_one(".kl-errors") is None


def test_a_group_of_choices_has_a_legend_and_keeps_the_choice() -> None:
    found = render("{{ form.reach.as_field_group }}", form=Example({"reach": "call"}))
    assert words(found.legend) == "Hoe?"
    assert found.select_one("input[checked]")["value"] == "call"
    assert words(found.select_one(".kl-choice")) == "Bellen Binnen 2 dagen"


def test_an_own_class_stays_beside_ours() -> None:
    classes = render("{{ form.wish }}", form=Example()).textarea["class"]
    assert {"utrecht-textarea", "extra"} <= set(classes)


def test_what_may_stay_empty_says_so() -> None:
    found = render("{{ form }}", form=Example())
    assert "mag leeg blijven" in words(found.select_one("label[for=id_wish]"))
    assert "mag leeg blijven" not in words(found.select_one("label[for=id_name]"))


def test_parts_of_the_day_come_back_as_a_list() -> None:
    form = Example(QueryDict("name=A&reach=call&needs=eat&agreed=on&parts=mo-morning&parts=fr-evening"))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["parts"] == ["mo-morning", "fr-evening"]
    found = render("{{ form.parts.as_field_group }}", form=form)
    boxes = found.select("input[checked]")
    assert [box["aria-label"] for box in boxes] == ["maandag ochtend", "vrijdag avond"]


def test_an_invented_part_of_the_day_is_refused() -> None:
    form = Example(QueryDict("parts=mo-night"))
    assert "parts" in form.errors


def test_a_password_looks_like_the_other_boxes_and_a_file_does_not() -> None:
    class Login(forms.Form):
        password = forms.CharField(widget=forms.PasswordInput)
        paper = forms.FileField()

    assert "utrecht-textbox" in render("{{ form.password }}", form=Login()).input["class"]
    assert not render("{{ form.paper }}", form=Login()).input.has_attr("class")
