"""Somebody at a screen: reads pages, follows links and presses buttons that are really there, without JavaScript."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from django.conf import settings
from django.test import Client

from kortelijn.parties.models import Seat
from tests.factories.sitting import at_work

APART = ("p", "li", "h1", "h2", "h3", "dt", "dd", "div", "legend", "label", "button", "option", "summary", "span")
UNREAD = ("script", "style", "svg", "head")


@dataclass
class Somebody:
    """A browser of few abilities, that checks CSRF tokens as a real one would meet them."""

    client: Client = field(default_factory=Client)
    address: str = "/"
    status: int = 0
    page: BeautifulSoup = field(default_factory=lambda: BeautifulSoup("", "html.parser"))

    @classmethod
    def on(cls, seat: Seat) -> Self:
        """Whoever sits on this seat now, logged in."""
        return cls(at_work(seat))

    def __post_init__(self) -> None:
        """Be checked as a real browser is."""
        self.client.handler.enforce_csrf_checks = True

    def opens(self, address: str) -> Self:
        """Go to an address."""
        return self._arrive(address, self.client.get(address, follow=True))

    def opens_mail(self, body: str) -> Self:
        """Follow the link of a mail."""
        found = re.search(rf"{re.escape(settings.PUBLIC_URL)}(\S*)", body)
        assert found, f"no link in: {body}"
        return self.opens(found[1])

    def follows(self, name: str) -> Self:
        """Click on a link by what it says."""
        return self.opens(urljoin(self.address, str(self._named("a[href]", name)["href"])))

    def fills_in(self, label: str, text: str) -> Self:
        """Type in a field by its label."""
        field = self._field(label)
        if field.name == "textarea":
            field.string = text
        else:
            field["value"] = text
        return self

    def chooses(self, label: str) -> Self:
        """Tick a box, choose one of several, or an option of a list."""
        chosen = next((each for each in self.page.select("option") if label in _text(each)), None)
        if chosen is None:
            self._check(self._field(label))
            return self
        for each in chosen.find_parent("select").select("option"):
            each.attrs.pop("selected", None)
        chosen["selected"] = ""
        return self

    def presses(self, name: str) -> Self:
        """Press a button: what its form holds is sent to where its form goes."""
        button = self._named("button", name)
        form = self.page.find(id=button["form"]) if button.get("form") else button.find_parent("form")
        assert isinstance(form, Tag), f"{name} stands in no form"
        typed = self._typed(form)
        if button.get("name"):
            typed.append((str(button["name"]), str(button.get("value", ""))))
        data: dict[str, list[str]] = {}
        for key, value in typed:
            data.setdefault(key, []).append(value)
        target = urljoin(self.address, str(button.get("formaction") or form.get("action") or self.address))
        return self._arrive(target, self.client.post(target, data, follow=True))

    @property
    def text(self) -> str:
        """What the page says."""
        return _text(self.page.body or self.page)

    @property
    def buttons(self) -> list[str]:
        """What can be pressed or followed, by name."""
        return [_name(each) for each in self.page.select("main button, main a[href]")]

    def lines_to_copy(self) -> list[str]:
        """What "Kopieer voor dossier" puts on the clipboard."""
        self._named("button", "Kopieer voor dossier")
        copied = self.page.select_one("main pre")
        assert copied, f"nothing to copy on {self.address}"
        return copied.get_text().strip().splitlines()

    def sees(self, *words: str) -> Self:
        """Each of these stands on the page."""
        for word in words:
            assert word in self.text, f"“{word}” does not stand on {self.address}:\n{self.text}"
        return self

    def does_not_see(self, *words: str) -> Self:
        """None of these stands on the page."""
        for word in words:
            assert word not in self.text, f"“{word}” stands on {self.address}:\n{self.text}"
        return self

    def under(self, title: str) -> str:
        """What stands in the section or card with this heading."""
        found = [each for each in self.page.select("h1, h2, h3") if _text(each).startswith(title)]
        assert found, f"no heading “{title}” on {self.address}: {[_text(h) for h in self.page.select('h1, h2, h3')]}"
        around = found[0].find_parent(["section", "article"]) or found[0].find_parent(class_=re.compile("kl-card$"))
        assert isinstance(around, Tag), f"“{title}” stands in no section"
        return _text(around)

    def _arrive(self, address: str, response: object) -> Self:
        chain = getattr(response, "redirect_chain", [])
        arrived = urlsplit(urljoin(address, chain[-1][0]) if chain else address)
        self.address = f"{arrived.path}?{arrived.query}" if arrived.query else arrived.path
        self.status = response.status_code  # type: ignore[attr-defined]  # a response of the test client
        self.page = BeautifulSoup(response.content, "html.parser")  # type: ignore[attr-defined]  # a response of the test client
        return self

    def _named(self, selector: str, name: str) -> Tag:
        named = [each for each in self.page.select(selector) if _name(each) == name]
        assert named, f"nothing to press is called “{name}” on {self.address}: {self.buttons}"
        return named[0]

    def _field(self, label: str) -> Tag:
        labels = [each for each in self.page.select("label[for]") if _text(each).startswith(label)]
        assert labels, f"no field “{label}” on {self.address}: {[_text(each) for each in self.page.select('label')]}"
        found = self.page.find(id=labels[0]["for"])
        assert isinstance(found, Tag), f"the label “{label}” belongs to nothing"
        return found

    def _check(self, box: Tag) -> None:
        if box["type"] == "radio":
            for each in self.page.select(f'input[type=radio][name="{box["name"]}"]'):
                each.attrs.pop("checked", None)
        box["checked"] = ""

    def _typed(self, form: Tag) -> list[tuple[str, str]]:
        fields = form.select("input[name], textarea[name], select[name]")
        if form.get("id"):
            fields += self.page.select(f'input[form="{form["id"]}"]')
        return [(str(each["name"]), value) for each in fields for value in _values(each)]


def _values(field: Tag) -> list[str]:
    if field.name == "select":
        chosen = field.select_one("option[selected]") or field.select_one("option")
        return [str(chosen["value"])] if chosen else []
    if field.name == "textarea":
        return [field.get_text().removeprefix("\n")]
    if field.get("type") in {"checkbox", "radio"}:
        return [str(field.get("value", "on"))] if "checked" in field.attrs else []
    return [str(field.get("value", ""))]


def _name(tag: Tag) -> str:
    return str(tag.get("aria-label") or _text(tag))


def _text(tag: Tag) -> str:
    """The words as one reads them: parts apart, white space as one space."""
    return " ".join("".join(_words(tag)).split())


def _words(tag: Tag) -> Iterator[str]:
    for each in tag.children:
        if isinstance(each, Tag):
            if each.name not in UNREAD:
                yield from _words(each)
            if each.name in APART:
                yield " "
        elif type(each) is NavigableString:
            yield str(each)
