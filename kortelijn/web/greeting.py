"""The heading of the worklist: how many people wait, and who else knows what is late."""

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kortelijn.kernel.clock import today
from kortelijn.tasks.models import Escalation
from kortelijn.web.worklist import MINE, Worklist

NUMBERS = (
    gettext_lazy("Niemand"), gettext_lazy("Eén"), gettext_lazy("Twee"), gettext_lazy("Drie"), gettext_lazy("Vier"),
    gettext_lazy("Vijf"), gettext_lazy("Zes"), gettext_lazy("Zeven"), gettext_lazy("Acht"), gettext_lazy("Negen"),
    gettext_lazy("Tien"), gettext_lazy("Elf"), gettext_lazy("Twaalf"),
)  # fmt: skip


def in_words(number: int) -> str:
    """A small number as the word that begins a sentence, a large one in digits."""
    return str(NUMBERS[number]) if number < len(NUMBERS) else str(number)


def heading(name: str, people: int) -> str:
    """Dag Sanne. Drie mensen wachten op u."""
    hello = _("Dag {name}.").format(name=name)
    if people == 0:
        return f"{hello} {_('Niemand wacht op u.')}"
    waits = ngettext("{number} mens wacht op u.", "{number} mensen wachten op u.", people)
    return f"{hello} {waits.format(number=in_words(people))}"


def lead(work: Worklist) -> str:
    """The day, and what is late with who else knows."""
    day = capfirst(date_format(today(), "l j F"))
    late = work.counts.overdue
    if not late:
        return day
    is_late = ngettext("{count} is over tijd", "{count} zijn over tijd", late).format(count=late)
    return f"{day} · {is_late}{_who_knows(work)}."


def _who_knows(work: Worklist) -> str:
    mine = [task for task in work.late if task.role == MINE]  # type: ignore[attr-defined]  # annotated by Worklist
    told = [each for task in mine for each in work.about.told_about(task)]
    names = list(dict.fromkeys(_name(each, work) for each in told if work.about.name_on(each.seat_id)))
    if not names:
        return ""
    knows = ngettext(", dat weet {names} ook", ", dat weten {names} ook", len(names))
    return knows.format(names=_(" en ").join(names))


def _name(told: Escalation, work: Worklist) -> str:
    name = work.about.name_on(told.seat_id)
    if told.step == Escalation.Step.DEPUTY:
        return _("uw vervanger {name}").format(name=name)
    return _("coördinator {name}").format(name=name)
