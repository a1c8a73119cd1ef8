"""A task as a row of the worklist: who it is about, what is owed, what one can do."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _

from kortelijn.kernel.clock import now
from kortelijn.kernel.moments import clock_time, day_and_time, day_of
from kortelijn.referrals.models import Referral
from kortelijn.referrals.trying import liked, tried_in_words
from kortelijn.tasks.models import Task
from kortelijn.tasks.telling import Telling
from kortelijn.web.subjects import Subjects
from kortelijn.web.worklist import is_today

Status = Task.Status


@dataclass(frozen=True)
class Badge:
    """A fact in a few words, with the tone of the design system."""

    label: str
    kind: str = "plain"


@dataclass(frozen=True)
class Act:
    """A button: a link, or (`post`) one tap."""

    label: str
    url: str
    kind: str = "secondary"
    icon: str = ""
    post: bool = False


@dataclass(frozen=True)
class Entry:
    """One row."""

    kind: str
    title: str
    url: str
    wish: str = ""
    badges: list[Badge] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)


def entry(task: Task, about: Subjects, *, kind: str, role: str) -> Entry:
    """The row of one task, for whoever owes it (`mine`), was told (`told`) or waits for it (`waiting`)."""
    if telling := about.tellings.get(task.pk):
        return _as_told(task, telling, about, kind, role)
    if role == "told" and task.code != "fulfill":
        return _question_of_another(task, about, kind)
    referral = about.referral_of(task)
    url = reverse("referrals:waits", args=[task.pk]) if about.is_unknown(task) else _url(task, referral)
    who = referral.resident.name if referral else _("Een inwoner")
    return Entry(
        kind=kind, title=f"{who} — {what_is_owed(task, about)}", url=url,
        wish=referral.wish if referral and role != "waiting" else "",
        badges=list(_badges(task, about, role)), acts=list(_acts(task, referral, url, role)),
    )  # fmt: skip


def _as_told(task: Task, telling: Telling, about: Subjects, kind: str, role: str) -> Entry:
    """What is not about a resident, in the words of the app that owes it."""
    return Entry(
        kind, telling.title, telling.url, "", list(_badges(task, about, role)), list(_to_do(task, telling, role))
    )


def _to_do(task: Task, telling: Telling, role: str) -> Iterator[Act]:
    if role == "told":
        yield from _acts(task, None, telling.url, role)
    elif telling.url:
        mine = role == "mine"
        yield Act(telling.act or _("Open") if mine else _("Open"), telling.url, "primary" if mine else "subtle")


def _question_of_another(task: Task, about: Subjects, kind: str) -> Entry:
    """A late answer of somebody else: whom it is about is for whoever takes it over."""
    title = f"{_('Een inwoner')} — {what_is_owed(task, about)}"
    return Entry(kind, title, "", "", list(_badges(task, about, "told")), list(_acts(task, None, "", "told")))


def what_is_owed(task: Task, about: Subjects) -> str:
    """What a task asks, in two or three words."""
    if telling := about.tellings.get(task.pk):
        return telling.title
    if task.code == "answer-handover":
        handover = about.handover_of(task)
        giver = about.name_on(handover.from_seat_id) if handover else ""
        return _("overnemen van {name}?").format(name=giver) if giver else _("overnemen?")
    if about.is_unknown(task):
        return _("wacht op een ja")
    words = {
        "ask-consent": _("mag een ander meedoen?"), "look-again": _("kwam terug: kijk opnieuw"),
        "check-number": _("welk nummer klopt?"),
    }  # fmt: skip
    return words.get(task.code) or _of_line(task, about.referral_of(task))


def _of_line(task: Task, referral: Referral | None) -> str:
    if task.status == Status.ON_HOLD:
        return _("na de pauze")
    if referral is None or referral.first_contact_at is None:
        return _("eerste contact")
    if referral.appointment_at and referral.appointment_at > now():
        return _appointment(referral)
    return _("hoe loopt het?")


def _appointment(referral: Referral) -> str:
    at = referral.appointment_at
    if at is None:
        return ""
    when = clock_time(at) if is_today(referral) else day_and_time(at)
    return ", ".join(part for part in (_("afspraak {when}").format(when=when), referral.appointment_place) if part)


def _url(task: Task, referral: Referral | None) -> str:
    if task.code == "answer-handover":
        return reverse("referrals:handover", args=[task.subject_id])
    return reverse("referrals:line", args=[referral.pk]) if referral else ""


def _badges(task: Task, about: Subjects, role: str) -> Iterator[Badge]:
    referral = about.referral_of(task)
    if role != "mine":
        yield from _about_the_other(task, about, role)
    else:
        yield _when(task, referral)
        if about.stood_in_for(task):
            yield Badge(_("voor {name}").format(name=about.stood_in_for(task)))
        elif about.left_by(task):
            yield Badge(_("van {name}").format(name=about.left_by(task)))
    if role == "waiting" or task.code != "fulfill" or referral is None:
        return
    for tried in tried_in_words(about.attempts_of(task)):
        yield Badge(tried)
    if liked(referral) and referral.first_contact_at is None:
        yield Badge(_("liefst {part}").format(part=liked(referral)))
    if referral.resident.do_not_call:
        yield Badge(_("belt zelf"))


def _when(task: Task, referral: Referral | None) -> Badge:
    if task.due_at < now():
        return Badge(_("sinds {moment}").format(moment=day_and_time(task.due_at)), "overdue")
    if task.status == Status.ON_HOLD:
        return Badge(_("gepauzeerd tot {day}").format(day=day_of(task.due_at)))
    if task.status == Status.REQUESTED and task.code == "fulfill":
        return Badge(_("nieuw, voor {moment}").format(moment=day_and_time(task.due_at)), "now")
    if referral and is_today(referral):
        return Badge(_in_how_long(referral), "soon")
    return Badge(_("voor {moment}").format(moment=day_and_time(task.due_at)), "plain")


def _in_how_long(referral: Referral) -> str:
    minutes = int((referral.appointment_at - now()).total_seconds() // 60) if referral.appointment_at else 0
    if minutes < 0:
        return _("vandaag")
    return _("over {n} uur").format(n=minutes // 60) if minutes >= 60 else _("over {n} minuten").format(n=minutes)  # noqa: PLR2004 - an hour


def _about_the_other(task: Task, about: Subjects, role: str) -> Iterator[Badge]:
    name = about.name_on(task.owner_id) or _("een lege plek")
    if role == "told":
        since = day_and_time(task.due_at)
        yield Badge(_("over tijd bij {name}, sinds {moment}").format(name=name, moment=since), "overdue")
    elif task.is_overdue:
        yield Badge(_("over tijd bij {name}").format(name=name), "overdue")
    elif task.status == Status.ON_HOLD:
        yield Badge(_("bij {name}, gepauzeerd tot {day}").format(name=name, day=day_of(task.due_at)))
    else:
        yield Badge(_("bij {name}, sinds {day}").format(name=name, day=day_of(task.authored_at)))


def _acts(task: Task, referral: Referral | None, url: str, role: str) -> Iterator[Act]:
    back = reverse("web:worklist")
    if role == "told":
        over = reverse("tasks:take_over", args=[task.pk])
        yield Act(_("Neem over"), f"{over}?terug={back}", "primary", post=True)
    elif role == "mine":
        yield from _mine(task, referral, url)
        return
    if url:
        yield Act(_("Open"), url, "secondary" if role == "told" else "subtle")


def _mine(task: Task, referral: Referral | None, url: str) -> Iterator[Act]:
    if task.code == "answer-handover":
        yield Act(_("Antwoord"), url, "primary")
    elif task.code == "check-number" and referral:
        yield Act(_("Geef nummer"), reverse("referrals:correct_phone", args=[referral.pk]), "primary")
    elif task.code == "ask-consent" and referral:
        yield Act(_("Leg vast"), reverse("referrals:ask_yes", args=[referral.pk]), "primary")
    elif referral and task.code == "fulfill":
        yield from _of_my_line(task, referral, url)
    elif url:
        yield Act(_("Open"), url)


def _of_my_line(task: Task, referral: Referral, url: str) -> Iterator[Act]:
    if task.status == Status.REQUESTED:
        yield Act(_("Pak op"), reverse("referrals:take_up", args=[referral.pk]), "primary", post=True)
        yield Act(_("Open"), url)
        return
    resident, to_call = referral.resident, referral.first_contact_at is None and task.status != Status.ON_HOLD
    if to_call and resident.phone and not resident.do_not_call:
        yield Act(_("Bel"), f"tel:{resident.phone.as_e164}", "primary")
    yield Act(_("Leg vast"), f"{url}#leg-vast") if to_call else Act(_("Open"), url)
