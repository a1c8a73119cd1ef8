"""The heading of the worklist: how many people wait, and who else knows what is late."""

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kortelijn.kernel.clock import today
from kortelijn.tasks.models import Escalation
from kortelijn.web.worklist import Worklist

NUMBERS = (
    gettext_lazy("Niemand"), gettext_lazy("Eén"), gettext_lazy("Twee"), gettext_lazy("Drie"), gettext_lazy("Vier"),
    gettext_lazy("Vijf"), gettext_lazy("Zes"), gettext_lazy("Zeven"), gettext_lazy("Acht"), gettext_lazy("Negen"),
    gettext_lazy("Tien"), gettext_lazy("Elf"), gettext_lazy("Twaalf"),
)  # fmt: skip


def in_words(number: int) -> str:
    """A small number as the word that begins a sentence, a large one in digits."""
    return str(NUMBERS[number]) if number < len(NUMBERS) else str(number)


def heading(name: str, work: Worklist) -> str:
    """Dag Sanne. Drie mensen wachten op u."""
    return " ".join([_("Dag {name}.").format(name=name), _who_waits(work)])


def _who_waits(work: Worklist) -> str:
    """Those who wait for me; if there are none, those who wait too long for somebody else, as I was told."""
    people, told = work.counts.people, sum(task.pk not in work.about.tellings for task in work.told)
    if people:
        waits = ngettext("{number} mens wacht op u.", "{number} mensen wachten op u.", people)
        return waits.format(number=in_words(people))
    if told:
        waits = ngettext("{number} mens wacht te lang.", "{number} mensen wachten te lang.", told)
        return waits.format(number=in_words(told))
    if to_do := [task for task in [*work.overdue, *work.today] if task.pk in work.about.tellings]:
        ready = ngettext("{number} taak ligt voor u klaar.", "{number} taken liggen voor u klaar.", len(to_do))
        return ready.format(number=in_words(len(to_do)))
    return _("Niemand wacht op u.")


def lead(work: Worklist) -> str:
    """The day, and what is late with who else knows."""
    day = capfirst(date_format(today(), "l j F"))
    return " · ".join(part for part in (day, _late_here(work), _late_elsewhere(work)) if part)


def _late_here(work: Worklist) -> str:
    count = work.counts.overdue
    if not count:
        return ""
    is_late = ngettext("{count} is over tijd", "{count} zijn over tijd", count).format(count=count)
    return f"{is_late}{_who_knows(work)}."


def _late_elsewhere(work: Worklist) -> str:
    count = len(work.told)
    if not count:
        return ""
    return ngettext("{count} is over tijd bij een ander.", "{count} zijn over tijd bij een ander.", count).format(
        count=count
    )


def _who_knows(work: Worklist) -> str:
    told = [each for task in work.overdue for each in work.about.told_about(task)]
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
