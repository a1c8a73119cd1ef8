"""Samenwerkende Catalogi: the products of a municipality, in XML; those for residents become services."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse
from django.utils.translation import gettext as _

from kortelijn.interop.hsds.source import Row, Unreadable
from kortelijn.interop.transfer import limits

Json = dict[str, Any]
PRODUCTS = {"scproduct", "product", "productbeschrijving"}
FOR_RESIDENTS = {"particulier", "burger", "inwoner", "inwoners", "bewoner"}
ONLINE = {"ja", "digid", "eherkenning", "eidas"}
DEEPEST, NAME = 60, 200


def products(path: Path) -> Iterator[Row]:
    """Each product as a full service of HSDS; the number says the how manieth it is."""
    number, depth = 0, 0
    try:
        for event, element in iterparse(path, events=("start", "end"), forbid_dtd=True):
            depth += 1 if event == "start" else -1
            if depth > DEEPEST:
                raise Unreadable(_("In dit XML-bestand zit te veel in elkaar genest."))
            if event == "end" and _tag(element) in PRODUCTS:
                number += 1
                if number > limits.ROWS:
                    raise Unreadable(_("Dit bestand heeft meer dan %(most)d producten.") % {"most": limits.ROWS})
                if told := _product(element):
                    yield Row(path.name, number, f"/product/{number}", told)
                element.clear()
    except DefusedXmlException as error:
        what = _("Dit bestand bevat XML die gevaarlijk kan zijn (een DOCTYPE). Vraag om een gewoon bestand.")
        raise Unreadable(what) from error
    except (ParseError, ValueError, LookupError) as error:
        raise Unreadable(_("Dit is geen geldige XML: %(why)s.") % {"why": str(error)[:100]}) from error


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2].casefold() if isinstance(element.tag, str) else ""


def _texts(product: Element, *names: str) -> list[str]:
    found = [each for each in product.iter() if _tag(each) in names]
    return [text for each in found if (text := _words(each))]


def _words(element: Element) -> str:
    """The text of an element and all within it, without marks of HTML."""
    text = unescape(re.sub(r"<[^>]{0,500}>", " ", " ".join(element.itertext())))
    return re.sub(r"\s+", " ", text).strip()


def _first(product: Element, *names: str) -> str:
    return next(iter(_texts(product, *names)), "")


def _address(product: Element, name: str) -> str:
    """An address of a page; as text or as what the element points at."""
    for each in product.iter():
        if _tag(each) == name:
            pointed = next((value for key, value in each.attrib.items() if key.endswith("resourceIdentifier")), "")
            return (each.text or "").strip() or pointed.strip()
    return ""


def _product(product: Element) -> Json | None:
    """A product as a service; one that is only for businesses is none of ours."""
    audience = [text.casefold() for text in _texts(product, "audience")]
    if audience and not FOR_RESIDENTS & set(audience):
        return None
    authority = _first(product, "authority") or _first(product, "spatial") or _first(product, "creator")
    identifier, title = _first(product, "identifier"), _first(product, "title")
    key = _first(product, "productid") or identifier or title
    city = re.sub(r"[^a-z0-9]+", "-", authority.casefold()).strip("-")[:60]
    name = authority if authority.casefold().startswith("gemeente") or not authority else f"Gemeente {authority}"
    told: Json = {
        "id": f"sc:{city}:{key}"[:NAME], "name": title, "status": "active",
        "description": _first(product, "abstract", "description"),
        "url": identifier if identifier.startswith("http") else "",
        "organization": {"id": f"sc:{city}"[:NAME], "name": name[:NAME]},
        "alternate_name": _alternative(product, title), "application_process": _apply(product),
    }  # fmt: skip
    if modified := _first(product, "modified"):
        told["last_modified"] = modified
    return told


def _alternative(product: Element, title: str) -> str:
    found = (text for text in _texts(product, "alternative", "uniformeproductnaam") if text != title)
    return next(found, "")[:NAME]


def _apply(product: Element) -> str:
    where = _address(product, "aanvraagurl")
    if where and _first(product, "onlineaanvragen").casefold() in ONLINE:
        return _("Vraag het online aan: %(where)s") % {"where": where}
    return ""


def is_catalogue(start: bytes) -> bool:
    """Whether the first bytes of a file look like it."""
    return bool(re.search(rb"<(\w+:)?(scproducten|scproduct|productbeschrijvingen|producten)\b", start))
