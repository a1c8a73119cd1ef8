"""What somebody sees of a round: what it is for, a few colleagues per page, one with whom they work, thanks."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kortelijn.ties.asking import TOGETHER, together_left
from kortelijn.ties.forms import KnowsForm, TogetherForm, field_of
from kortelijn.ties.models import TRUST, VALUE, Answer, Asked, Knows, Round
from kortelijn.ties.roster import Colleague, roster

PER_PAGE = 4
LONGEST = 3  # digits in the number of a page; Python refuses to read thousands of them
PURPOSE, KNOW, WORK, DONE = "begin", "ken", "samen", "klaar"


@dataclass(frozen=True, slots=True)
class Step:
    """One page: its name, its form, and how far somebody is."""

    name: str
    form: forms.Form | None = None
    people: tuple[Asked, ...] = ()
    about: Colleague | None = None
    done: int = 0
    of: int = 0
    progress: str = ""
    back: str = ""
    part: int = 0

    @property
    def rows(self) -> list[tuple[Any, str]]:
        """The questions, each with why this colleague is asked about."""
        if not isinstance(self.form, KnowsForm):
            return []
        why = {row.about_id: str(Asked.Why(row.why).label) for row in self.people}
        return [(self.form[field_of(one.pk)], why[one.pk]) for one in self.form.people]


def step_of(asked: Round, *, data: Any = None, name: str = "", part: str = "") -> Step:
    """The page that comes now; with `part` a page of before, to change an answer."""
    if asked.agreed_at is None:
        return Step(PURPOSE)
    people = list(asked.people.order_by("position"))
    here = roster(asked.network)
    people = [row for row in people if row.about_id in here]
    if data is not None and name == WORK:
        return _work_step(asked, people, here, data, _uuid(data.get("over")))
    page = _part(people, part if data is None else str(data.get("deel", "")))
    if page is not None:
        return _know_step(asked, people, here, page, data)
    together = [row for row in together_left(asked) if row.about_id in here]
    return _work_step(asked, people, here, None, together[0].about_id) if together else Step(DONE)


def _part(people: list[Asked], part: str) -> int | None:
    """Which page of colleagues: the one that was asked for, or the first that is not said yet."""
    pages = -(-len(people) // PER_PAGE)
    if len(part) <= LONGEST and part.isdecimal() and 1 <= int(part) <= pages:
        return int(part)
    left = next((number for number, row in enumerate(people) if row.known_at is None), None)
    return None if left is None else left // PER_PAGE + 1


def _know_step(asked: Round, people: list[Asked], here: dict[UUID, Colleague], page: int, data: Any) -> Step:
    some = people[(page - 1) * PER_PAGE : page * PER_PAGE]
    said = Answer.objects.filter(network=asked.network_id, source=asked.person_id,
                                 target__in=[row.about_id for row in some if row.known_at])  # fmt: skip
    initial = {field_of(about): knows for about, knows in said.order_by().values_list("target_id", "knows")}
    done = min((page - 1) * PER_PAGE, len(people))
    words = ngettext("{done} van de {count} collega", "{done} van de {count} collega's", len(people))
    form = KnowsForm([here[row.about_id] for row in some], data, initial=initial)
    back = f"?deel={page - 1}" if page > 1 else ""
    return Step(KNOW, form, tuple(some), None, done, len(people), words.format(done=done, count=len(people)), back,
                page)  # fmt: skip


def _work_step(asked: Round, people: list[Asked], here: dict[UUID, Colleague], data: Any, about: UUID | None) -> Step:
    if about not in {row.about_id for row in people} or about is None:
        return step_of(asked)
    said = Answer.objects.filter(network=asked.network_id, source=asked.person_id, target=about, knows=Knows.WORKS_WITH)
    grades = said.values(*TRUST, *VALUE).first()
    if grades is None:
        return step_of(asked)
    done = sum(1 for row in people if row.rated_at)
    left = len(together_left(asked))
    total = min(done + left, TOGETHER) or 1
    words = ngettext("nog één collega met wie u samenwerkt", "nog {count} collega's met wie u samenwerkt", left)
    back = f"?deel={-(-len(people) // PER_PAGE)}"
    progress = words.format(count=left) if left else _("uw antwoord staat er nog")
    return Step(WORK, TogetherForm(data, initial=grades), (), here[about], done, total, progress, back)


def _uuid(text: Any) -> UUID | None:
    try:
        return UUID(str(text))
    except ValueError:
        return None
