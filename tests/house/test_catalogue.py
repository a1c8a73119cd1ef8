"""Every text has its English, with the same placeholders, and nothing in the catalogue is left over."""

import polib
import pytest

from kortelijn.config.messages import (
    CATALOG,
    Message,
    UnreadableMessage,
    collect,
    entry_for,
    from_python,
    from_template,
)
from kortelijn.config.messages import placeholders as filled_in

RENEW = "run `make messages` and translate what it names"


def catalog() -> polib.POFile:
    found: polib.POFile = polib.pofile(str(CATALOG))
    return found


def pairs(entry: polib.POEntry) -> list[tuple[str, str]]:
    """What stands in the source beside its English, form by form."""
    if not entry.msgid_plural:
        return [(entry.msgid, entry.msgstr)]
    sources = (entry.msgid, entry.msgid_plural)
    return [(source, entry.msgstr_plural.get(form, "")) for form, source in enumerate(sources)]


def faults(entry: polib.POEntry) -> list[str]:
    """What is wrong with one translation."""
    found = ["unsure"] if entry.fuzzy else []
    for source, english in pairs(entry):
        if not english.strip():
            found.append("empty")
        elif filled_in(source) != filled_in(english):
            found.append("placeholders")
        elif (source[:1].isspace(), source[-1:].isspace()) != (english[:1].isspace(), english[-1:].isspace()):
            found.append("spaces")
    return found


def test_the_catalogue_holds_every_text_of_the_tree_and_no_other() -> None:
    asked, held = collect(), {(entry.msgctxt, entry.msgid): entry for entry in catalog()}
    assert {key[1] for key in asked.keys() - held.keys()} == set(), RENEW
    assert {key[1] for key in held.keys() - asked.keys()} == set(), RENEW
    fresh = {key: entry_for(messages).msgid_plural for key, messages in asked.items()}
    assert {key: entry.msgid_plural for key, entry in held.items()} == fresh, RENEW


def test_every_text_has_its_english() -> None:
    assert {entry.msgid: found for entry in catalog() if (found := faults(entry))} == {}
    assert catalog().obsolete_entries() == []


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        (polib.POEntry(msgid="Dag {name}", msgstr=""), "empty"),
        (polib.POEntry(msgid="Dag {name}", msgstr="Hello {naam}"), "placeholders"),
        (polib.POEntry(msgid="%(count)s uur", msgstr="%(count) hours"), "placeholders"),
        (polib.POEntry(msgid=" en ", msgstr="and"), "spaces"),
        (polib.POEntry(msgid="Ja", msgstr="Yes", flags=["fuzzy"]), "unsure"),
        (polib.POEntry(msgid="Een", msgid_plural="{n}", msgstr_plural={0: "One", 1: ""}), "empty"),
    ],
)
def test_a_bad_translation_is_found(entry: polib.POEntry, fault: str) -> None:
    assert faults(entry) == [fault]


def test_texts_of_a_module_are_collected_under_any_name() -> None:
    source = """
from django.utils.translation import gettext as say, ngettext, pgettext_lazy
from elsewhere import gettext
say("Eén " "zin"); ngettext("{n} mens", "{n} mensen", 2); pgettext_lazy("adres", "Plaats"); say(name); gettext("Niet")
"""
    assert list(from_python(source)) == [
        Message("Eén zin"), Message("{n} mens", "{n} mensen"), Message("Plaats", context="adres"),
    ]  # fmt: skip


def test_texts_of_a_template_are_collected() -> None:
    source = """{% comment %}{% translate "Niet" %}{% endcomment %}{% page_heading _("Kop (klein)") lead="Niet" %}
{% translate "100%" context "deel" %}{{ name|default:_("Niemand") }}
{% blocktranslate trimmed count n=n %}
  {{ n }} mens
{% plural %}
  {{ n }} mensen
{% endblocktranslate %}"""
    assert list(from_template(source)) == [
        Message("Kop (klein)"), Message("100%%", context="deel"), Message("Niemand"),
        Message("%(n)s mens", "%(n)s mensen"),
    ]  # fmt: skip


def test_a_text_put_together_while_running_is_refused() -> None:
    with pytest.raises(UnreadableMessage):
        list(from_python('from django.utils.translation import gettext as _\n_(f"Dag {name}")'))
