"""Components of Kortelijn, a builtin library: no `{% load %}` needed. See them live on /stijlgids/.

Every keyword that a tag does not know becomes an HTML attribute (`hx_get="/x/"` -> `hx-get="/x/"`).
In blocks, what stands after `{% side %}` goes to the right (below, on a phone).

    {% icon "phone" %}  {% icon "phone" label="Bel" size="lg" %}        names: frontend/icons.json
    {% button "Verstuur" kind="primary|secondary|subtle|danger" icon="send" size="small|large" %}
    {% button_link "Bekijk" url kind="secondary" %}
    {% action_button "Pak op" url kind="primary" %}                       a POST form of one button
    {% page_heading "Dag Sanne." lead="..." back_url="/" back_label="Terug" %}
    {% section "Vandaag" note="2" %} ... {% endsection %}
    {% card title="..." url="" tone="zon|blad|steen|kanaal" level=2 %} ... {% side %} ... {% endcard %}
    {% row "overdue|today|coming|waiting" title="..." url="" %} ... {% side %} ... {% endrow %}
    {% badge "over 3 uur" "now|soon|done|open|overdue|plain" %}
    {% chip "Eten" "soft|on|ask" url="" icon="x" label="Haal Eten weg" %}  with name/value: a submit button
    {% speech by="mevrouw Van Dam" %}Ik wil weer eens met iemand eten.{% endspeech %}
    {% why %}Past bij <strong>rouw</strong>{% endwhy %}
    {% status_line steps label="Zo staat het" %}     steps: .label .state (done|now|open|stopped) [.at]
    {% timeline entries %}                            entries: .at .sentence [.who]
    {% avatar "Sanne de Wit" size="lg" photo=url %}   {% person "Sanne de Wit" note="welzijnscoach" %}
    {% empty_state "Niemand wacht op u" icon="checks" %} ... {% endempty_state %}
    {% alert "info|ok|warn|error" title="..." %} ... {% endalert %}
    {% stat "91%" label="Eerste contact binnen afspraak" note="+4" tone="blad|steen|zon" %}
    {% facts pairs %}                                 pairs of (term, value)
    {% lines %}<li>...</li>{% endlines %}              a list with rules between
    {% steps labels current=2 %}                      steps of a form, counted from 1
    {% progress 11 12 "11 van de 12 gesproken" %}
    {% copy_text text label="Kopieer voor dossier" %}
    {% tabs items label="Filter" %}                   items: .label .url .current .count
    {% confirm "Intrekken" question="Weet u het zeker?" %} form or button {% endconfirm %}
    {% more "Meer weten" %} ... {% endmore %}          folds open
    {% pagination page_obj %}
    {% ask_box "vraag" value label="Wat speelt er?" button="Zoek" %}      inside your own form
    {% tile "Mijn plan" url icon="book-2" tone="kanaal|zon|blad|zand" %}   {% listen url "Luister naar Sanne" %}
    {% crisis %}                                      112 and 113
    {{ form }}  {{ form.name.as_field_group }}  {% error_summary form %}
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from kortelijn.ui.html import asset as asset_url
from kortelijn.ui.html import attributes, part, rendered
from kortelijn.ui.shell import frame, initials, optional_url, whose_looks
from kortelijn.ui.theming import Theme

register = template.Library()

SIDE = "<!--side-->"
BUTTONS = {
    "primary": "utrecht-button--primary-action",
    "secondary": "utrecht-button--secondary-action",
    "subtle": "utrecht-button--subtle",
    "danger": "utrecht-button--secondary-action kl-button--danger",
}
BADGES = {"now": "zon", "soon": "zon", "done": "blad", "open": "blad", "overdue": "steen", "plain": "plain"}
ALERTS = {"info": "info-circle", "ok": "circle-check", "warn": "alert-triangle", "error": "alert-triangle"}
AVATAR_TONES = 5


def _known(value: str, options: Iterable[str], what: str) -> str:
    if value not in options:
        raise template.TemplateSyntaxError(f"unknown {what} {value!r}: choose from {', '.join(options)}")
    return value


def _split(content: str) -> dict[str, SafeString]:
    body, _, side = content.partition(SIDE)
    return {"body": rendered(body), "side": rendered(side)}


# The frame


@register.simple_tag
def asset(path: str) -> str:
    """URL of a built asset."""
    return asset_url(path)


@register.simple_tag(takes_context=True)
def theme_link(context: Context) -> SafeString:
    """The style sheet of the network that this page belongs to, where it has looks of its own."""
    network = whose_looks(context.flatten())
    theme = Theme.of(network.theme) if network else Theme()
    if network is None or theme.is_house:
        return SafeString("")
    return format_html('<link rel="stylesheet" href="{}">', optional_url("startkit:sheet", network.slug, theme.mark))


@register.inclusion_tag("ui/header.html", takes_context=True)
def site_header(context: Context) -> dict[str, Any]:
    """Mark, main navigation and the menu of the seat."""
    return frame(context.get("request")) | {"csrf_token": context.get("csrf_token")}


@register.inclusion_tag("ui/footer.html", takes_context=True)
def site_footer(context: Context, for_resident: bool = False) -> dict[str, Any]:
    """Privacy, accessibility, language; the style guide is for who works here."""
    page = frame(context.get("request")) | {"csrf_token": context.get("csrf_token")}
    return page | {"style_guide_url": ""} if for_resident else page


@register.inclusion_tag("ui/language.html", takes_context=True)
def language_menu(context: Context) -> dict[str, Any]:
    """The language button of the resident's pages."""
    return frame(context.get("request")) | {"csrf_token": context.get("csrf_token")}


@register.simple_tag
def side() -> SafeString:
    """Start of what stands at the right in a card or a row."""
    return rendered(SIDE)


# Buttons and icons


@register.simple_tag
def icon(name: str, label: str = "", size: str = "") -> SafeString:
    """An icon of the sprite; decorative unless it gets a label."""
    role = format_html('role="img" aria-label="{}"', label) if label else rendered('aria-hidden="true"')
    size_class = f" kl-icon--{_known(size, ('sm', 'lg', 'xl'), 'icon size')}" if size else ""
    shape = format_html('<use href="{}#{}"></use>', asset_url("ui/sprite.svg"), name)
    return format_html('<svg class="kl-icon{}" {} focusable="false">{}</svg>', size_class, role, shape)


def _button(label: str, kind: str, icon_name: str, size: str, attrs: dict[str, Any]) -> dict[str, Any]:
    size_class = f" kl-button--{_known(size, ('small', 'large'), 'button size')}" if size else ""
    classes = f"utrecht-button {BUTTONS[_known(kind, BUTTONS, 'button kind')]}{size_class}"
    return {"label": label, "classes": classes, "icon": icon_name, "attrs": attributes(attrs)}


@register.simple_tag
def button(
    label: str, kind: str = "primary", icon: str = "", size: str = "", type: str = "submit", **attrs: Any
) -> SafeString:
    """A button; its label is a verb."""
    return part("ui/button.html", _button(label, kind, icon, size, attrs) | {"type": type})


@register.simple_tag
def button_link(
    label: str, url: str, kind: str = "secondary", icon: str = "", size: str = "", **attrs: Any
) -> SafeString:
    """A link that looks like a button, because it is the next thing to do."""
    return part("ui/button.html", _button(label, kind, icon, size, attrs) | {"url": url})


@register.simple_tag(takes_context=True)
def action_button(
    context: Context, label: str, url: str, kind: str = "primary", icon: str = "", size: str = "",
    fields: Iterable[tuple[str, str]] = (), **attrs: Any,
) -> SafeString:  # fmt: skip
    """One button that POSTs to a URL, with values that go along unseen."""
    values = _button(label, kind, icon, size, attrs) | {"type": "submit", "fields": fields}
    return part("ui/action_button.html", values | {"url": url, "csrf_token": context.get("csrf_token")})


# Page structure


@register.inclusion_tag("ui/page_heading.html")
def page_heading(title: str, lead: str = "", back_url: str = "", back_label: str = "") -> dict[str, Any]:
    """The one h1 of a page, with what it means in one line."""
    return {"title": title, "lead": lead, "back_url": back_url, "back_label": back_label}


@register.simple_block_tag
def section(content: str, title: str, note: object = "", id: str = "") -> SafeString:
    """A part of a page with its own heading and a note beside it."""
    return part("ui/section.html", {"content": content, "title": title, "note": note, "id": id})


@register.simple_block_tag
def card(content: str, title: str = "", url: str = "", tone: str = "", level: int = 2, **attrs: Any) -> SafeString:
    """White card; `tone` only where the colour means something."""
    if tone:
        _known(tone, ("zon", "blad", "steen", "kanaal"), "card tone")
    values = {"title": title, "url": url, "tone": tone, "level": level, "attrs": attributes(attrs)}
    return part("ui/card.html", values | _split(content))


@register.simple_block_tag
def row(content: str, kind: str = "coming", title: str = "", url: str = "", level: int = 3, **attrs: Any) -> SafeString:
    """One line of the worklist; the bar says how urgent, and so does a hidden word."""
    _known(kind, ("overdue", "today", "coming", "waiting"), "row kind")
    values = {"kind": kind, "title": title, "url": url, "level": level, "attrs": attributes(attrs)}
    return part("ui/row.html", values | _split(content))


@register.simple_block_tag
def lines(content: str) -> SafeString:
    """A list with rules between its items."""
    return format_html('<ul class="kl-lines">{}</ul>', content)


@register.simple_block_tag
def more(content: str, label: str) -> SafeString:
    """Something that folds open."""
    return format_html('<details class="kl-details"><summary>{}</summary><div>{}</div></details>', label, content)


@register.inclusion_tag("ui/tabs.html")
def tabs(items: Sequence[Any], label: str) -> dict[str, Any]:
    """Filters as links, so that each state has its own address."""
    return {"items": items, "label": label}


@register.inclusion_tag("ui/pagination.html", takes_context=True)
def pagination(context: Context, page: "Page[Any]", parameter: str = "pagina") -> dict[str, Any]:
    """Older and newer; keeps the other parameters of the address."""
    request = context.get("request")
    query = request.GET.copy() if request is not None else None

    def link(number: int) -> str:
        if query is None:
            return f"?{parameter}={number}"
        query[parameter] = str(number)
        return f"?{query.urlencode()}"

    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    pages = [(number, link(number) if isinstance(number, int) else "") for number in numbers]
    return {
        "page": page,
        "pages": pages,
        "previous": link(page.number - 1) if page.has_previous() else "",
        "next": link(page.number + 1) if page.has_next() else "",
    }


# Small parts


@register.simple_tag
def badge(label: str, kind: str = "plain", icon: str = "") -> SafeString:
    """A fact in a few words."""
    tone = BADGES[_known(kind, BADGES, "badge kind")]
    return part("ui/badge.html", {"label": label, "tone": tone, "icon": icon})


@register.simple_tag
def chip(text: str, kind: str = "soft", url: str = "", icon: str = "", **attrs: Any) -> SafeString:
    """A need or a choice: a link with `url`, a submit button with `name`, otherwise plain text."""
    _known(kind, ("soft", "on", "ask"), "chip kind")
    if label := attrs.pop("label", ""):
        attrs["aria_label"] = label
    is_button = "name" in attrs or "type" in attrs
    values = {
        "text": text,
        "kind": kind,
        "url": url,
        "icon": icon,
        "is_button": is_button,
        "type": attrs.pop("type", "submit"),
    }
    return part("ui/chip.html", values | {"attrs": attributes(attrs)})


@register.simple_block_tag
def speech(content: str, by: str = "") -> SafeString:
    """The resident's own words; nothing else looks like this."""
    return part("ui/speech.html", {"content": rendered(content), "by": by})


@register.simple_block_tag
def why(content: str) -> SafeString:
    """Why this fits, with the short line in front."""
    return part("ui/why.html", {"content": rendered(content)})


@register.inclusion_tag("ui/avatar.html")
def avatar(name: str, size: str = "", photo: str = "") -> dict[str, Any]:
    """Initials or a photo; the name always stands beside it, so this is decoration."""
    return {"initials": initials(name), "size": size, "photo": photo, "tone": sum(name.encode()) % AVATAR_TONES}


@register.inclusion_tag("ui/person.html")
def person(name: str, note: str = "", photo: str = "", url: str = "") -> dict[str, Any]:
    """A person with a face, a name and what they do."""
    return {"name": name, "note": note, "photo": photo, "url": url}


@register.simple_block_tag
def empty_state(content: str, title: str, icon: str = "circle-dashed", level: int = 2) -> SafeString:
    """Nothing here: say what to do next."""
    return part("ui/empty_state.html", {"content": content, "title": title, "icon": icon, "level": level})


@register.simple_block_tag
def alert(content: str, kind: str = "info", title: str = "", role: str = "") -> SafeString:
    """A message that stands apart; `role="alert"` when it appears by itself."""
    icon_name = ALERTS[_known(kind, ALERTS, "alert kind")]
    return part("ui/alert.html", {"content": content, "kind": kind, "title": title, "icon": icon_name, "role": role})


@register.inclusion_tag("ui/status_line.html")
def status_line(steps: Sequence[Any], label: str = "") -> dict[str, Any]:
    """The product's own figure: a line of dots from sent to done."""
    return {"steps": steps, "label": label}


@register.inclusion_tag("ui/timeline.html")
def timeline(entries: Sequence[Any]) -> dict[str, Any]:
    """What happened, in plain sentences."""
    return {"entries": entries}


@register.inclusion_tag("ui/stat.html")
def stat(value: object, label: str = "", note: str = "", tone: str = "") -> dict[str, Any]:
    """A figure together with what it means."""
    if tone:
        _known(tone, ("blad", "steen", "zon"), "stat tone")
    return {"value": value, "label": label, "note": note, "tone": tone}


@register.inclusion_tag("ui/facts.html")
def facts(pairs: Iterable[tuple[object, object]]) -> dict[str, Any]:
    """Terms and values; an empty value is left out."""
    return {"pairs": [(term, value) for term, value in pairs if value not in (None, "")]}


@register.inclusion_tag("ui/steps.html")
def steps(labels: Sequence[str], current: int) -> dict[str, Any]:
    """Where somebody is in a form of several pages."""
    states = {-1: "done", 0: "now", 1: "open"}
    place = [(label, (number > current) - (number < current)) for number, label in enumerate(labels, start=1)]
    return {"steps": [{"label": label, "state": states[where]} for label, where in place]}


@register.inclusion_tag("ui/progress.html")
def progress(value: int, maximum: int, label: str) -> dict[str, Any]:
    """A bar with its sentence."""
    return {"value": value, "maximum": maximum, "label": label}


@register.inclusion_tag("ui/copy_text.html")
def copy_text(text: str, label: str = "", id: str = "kopie") -> dict[str, Any]:
    """Text to take along; without JavaScript it can still be selected."""
    return {"text": text, "label": label, "id": id}


@register.simple_block_tag
def confirm(content: str, label: str, question: str, kind: str = "danger") -> SafeString:
    """Ask once more before something that cannot be undone, without a dialog."""
    return part("ui/confirm.html", {"content": content, "question": question} | _button(label, kind, "", "", {}))


@register.inclusion_tag("ui/ask_box.html")
def ask_box(name: str, value: str = "", label: str = "", button: str = "", placeholder: str = "") -> dict[str, Any]:
    """The one box: a question in own words and a button."""
    return {"name": name, "value": value, "label": label, "button": button, "placeholder": placeholder}


@register.inclusion_tag("ui/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """What is not right yet, with links to the fields."""
    return {"form": form, "fields": [field for field in form if field.errors]}


# The resident's pages


@register.inclusion_tag("ui/tile.html")
def tile(label: str, url: str, icon: str = "arrow-right", tone: str = "kanaal", note: str = "") -> dict[str, Any]:
    """A large place to go."""
    _known(tone, ("kanaal", "zon", "blad", "zand"), "tile tone")
    return {"label": label, "url": url, "icon": icon, "tone": tone, "note": note}


@register.inclusion_tag("ui/listen.html")
def listen(url: str, label: str) -> dict[str, Any]:
    """Hear a voice."""
    return {"url": url, "label": label}


@register.inclusion_tag("ui/crisis.html")
def crisis() -> dict[str, Any]:
    """112 and 113, on every page of a resident."""
    return {}
