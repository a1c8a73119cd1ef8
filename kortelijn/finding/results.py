"""One result: a service, its facts, and in one sentence why it fits and what argues against it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from kortelijn.agreements.routes import First
from kortelijn.directory.distance import Point
from kortelijn.directory.facts import Fact, facts_of
from kortelijn.directory.hour_words import in_a_row
from kortelijn.directory.models import Service
from kortelijn.finding.chips import NeedChip
from kortelijn.finding.drawbacks import drawbacks
from kortelijn.finding.rank import Fit
from kortelijn.understanding.understand import Understanding
from kortelijn.vocabulary.needs import domain_of, title_of
from kortelijn.vocabulary.steps import step


@dataclass(frozen=True, slots=True)
class Result:
    """One fitting service, and why."""

    service: Service
    score: float
    fits: tuple[str, ...]
    perhaps: tuple[str, ...]
    mostly: str
    nearest: bool
    order: str
    against: str
    badges: tuple[Fact, ...]

    @property
    def why(self) -> str:
        """One sentence: the needs it fits, what comes first, and what argues against it."""
        against = _("let op: {against}").format(against=self.against) if self.against else ""
        return "; ".join(part for part in (self._fits, self.order, against) if part)

    def only_near(self) -> "Result":
        """The same, when it does not fit and is only what comes closest."""
        return replace(self, fits=(), perhaps=(), mostly="", nearest=True)

    @property
    def _fits(self) -> str:
        if self.fits:
            mostly = _(", vooral {need}").format(need=self.mostly) if self.mostly else ""
            return _("Past bij {needs}").format(needs=in_a_row(self.fits)) + mostly
        if self.perhaps:
            return _("Past misschien bij {needs}").format(needs=in_a_row(self.perhaps))
        return _("Het dichtst in de buurt") if self.nearest else _("Noemt dezelfde woorden")


def result_of(
    service: Service, fit: Fit, understanding: Understanding, chips: Iterable[NeedChip],
    first: Mapping[str, First], near: Point | None, at: datetime,
) -> Result:  # fmt: skip
    """A service that was found, with its why; its places and hours were fetched before."""
    sure = {domain_of(chip.code) for chip in chips if chip.on}
    codes = fit.codes or ((fit.closest,) if fit.closest else ())  # a finer need may be met from another field of life
    return Result(
        service=service, score=round(fit.score, 3),
        fits=tuple(_in_sentence(code) for code in codes if domain_of(code) in sure),
        perhaps=tuple(_in_sentence(code) for code in codes if domain_of(code) not in sure),
        mostly=_in_sentence(fit.closest) if domain_of(fit.closest) in sure.intersection(fit.codes) else "",
        nearest=False, order=_order(service.step, next((first[code] for code in fit.codes if code in first), None)),
        against=drawbacks(service, understanding), badges=tuple(facts_of(service, at, near)),
    )  # fmt: skip


def _in_sentence(code: str) -> str:
    title = title_of(code) if code else ""
    return title[:1].lower() + title[1:]


def _order(here: str, first: First | None) -> str:
    """What comes first: as this network agreed, or else as is usual."""
    if first is None or not first.agreed:
        return {
            "informal": _("in de buurt, dus als eerste"),
            "basic": _("basishulp, de stap na de buurt"),
            "specialist": _("gespecialiseerd, pas na hulp in de wijk"),
        }[here]
    by = _("volgens {agreement}").format(agreement=first.agreement) if first.agreement else _("volgens jullie afspraak")
    if here != first.step:
        later = step(here).order > step(first.step).order
        return _("{by} pas later").format(by=by) if later else _("{by} eerst zwaardere hulp").format(by=by)
    return {
        "informal": _("{by} eerst dichtbij"), "basic": _("{by} eerst basishulp"),
        "specialist": _("{by} meteen gespecialiseerde hulp"),
    }[here].format(by=by)  # fmt: skip
