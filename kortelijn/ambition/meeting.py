"""Where interests meet and where they clash: computed from subjects and means, each told in one sentence.

Two meet when they share a subject or a means, and do not differ in what both of them name: money about debts does not
meet people for debts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kortelijn.ambition.models import Goal, Interest, Means, Tagged
from kortelijn.vocabulary.needs import load_domains, title_of

Side = Interest.Side
AT_MOST = 3  # names in a sentence; the rest is counted


@dataclass(frozen=True, slots=True)
class Chance:
    """What one party comes to get, and who bring just that."""

    wish: Interest
    offers: Sequence[Interest]
    tags: Sequence[str]

    @property
    def sentence(self) -> str:
        """Who could help whom, with what."""
        return _("{getter} zoekt “{wish}”. Dat is er bij {bringers}: {tags}.").format(
            getter=names([self.wish]), wish=bare(self.wish.text), bringers=names(self.offers),
            tags=", ".join(self.tags),
        )  # fmt: skip

    @property
    def step(self) -> str:
        """The smallest step that could follow."""
        return _("{getter} belt {bringer} over {tags}").format(
            getter=self.wish.organization.name, bringer=self.offers[0].organization.name, tags=self.tags[0]
        )


@dataclass(frozen=True, slots=True)
class Clash:
    """What worries one party, and which of our goals or wishes of others it touches."""

    worry: Interest
    goals: Sequence[Goal]
    wishes: Sequence[Interest]
    tags: Sequence[str]

    @property
    def sentence(self) -> str:
        """Whose worry stands in the way of what."""
        party, worry = names([self.worry]), bare(self.worry.text)
        if not self.goals:
            return _("{party}: “{worry}”. Dat botst met de vraag van {getters}: {tags}.").format(
                party=party, worry=worry, getters=names(self.wishes), tags=", ".join(self.tags)
            )
        said = _("{party}: “{worry}”. Dat raakt ons doel “{goal}”: {tags}.")
        return said.format(party=party, worry=worry, goal=bare(self.goals[0].what), tags=", ".join(self.tags))

    @property
    def step(self) -> str:
        """The smallest step that could follow."""
        return _("In gesprek met {party}: wat is er nodig?").format(party=self.worry.organization.name)


@dataclass(frozen=True, slots=True)
class Line:
    """One subject or means, with who bring it, who come to get it, whom it worries, and what that says."""

    title: str
    brings: Sequence[Interest]
    gets: Sequence[Interest]
    worries: Sequence[Interest]
    goals: Sequence[Goal]

    @property
    def cells(self) -> list[tuple[str, list[tuple[str, bool]]]]:
        """Each side with its parties, each once, and whether all that they say of it is their own word."""
        sides = zip(Side.labels, (self.brings, self.gets, self.worries), strict=True)
        return [(str(label).capitalize(), _once_each(rows)) for label, rows in sides]

    @property
    def is_lacking(self) -> bool:
        """Somebody comes to get it and nobody else brings it."""
        return bool(self.gets) and not _others(self.brings, self.gets)

    @property
    def sentence(self) -> str:
        """What this line says, in one sentence."""
        if self.is_lacking:
            said = _("Gevraagd door {getters}; niemand anders brengt het.").format(getters=names(self.gets))
        elif self.gets:
            said = _("Gebracht door {bringers}; gevraagd door {getters}.").format(
                bringers=names(_others(self.brings, self.gets)), getters=names(self.gets)
            )
        elif self.brings:
            said = _("Er is aanbod; niemand vraagt er nog om.")
        else:
            said = _("Alleen zorgen: praat erover voor er iets begint.")
        if self.worries and self.goals and (self.gets or self.brings):
            said += " " + _("Let op de zorg van {worried}: het raakt een doel.").format(worried=names(self.worries))
        return said


def chances(interests: Iterable[Interest]) -> list[Chance]:
    """Every wish with whoever bring it; most offers first, so that the easiest to take stands on top."""
    rows = list(interests)
    found = [_chance(wish, _of(rows, Side.BRINGS)) for wish in _of(rows, Side.GETS)]
    return sorted((one for one in found if one.offers), key=lambda one: -len(one.offers))


def lacking(interests: Iterable[Interest]) -> list[Interest]:
    """What somebody comes to get and nobody else brings."""
    rows = list(interests)
    return [wish for wish in _of(rows, Side.GETS) if not _chance(wish, _of(rows, Side.BRINGS)).offers]


def clashes(interests: Iterable[Interest], goals: Iterable[Goal]) -> list[Clash]:
    """Every worry that touches a goal, or scarce means that another comes to get."""
    rows, aims = list(interests), list(goals)
    found = [_clash(worry, aims, _of(rows, Side.GETS)) for worry in _of(rows, Side.WORRIES)]
    return [one for one in found if one.goals or one.wishes]


def lines(interests: Iterable[Interest], goals: Iterable[Goal]) -> list[Line]:
    """The matrix: subjects first, then means, in the order of the vocabulary; empty ones stay away."""
    rows, aims = list(interests), list(goals)
    made = [_line(each.title, rows, aims, "domains", each.code) for each in load_domains()]
    made += [_line(str(each.label).capitalize(), rows, aims, "means", each.value) for each in Means]
    return [one for one in made if one.brings or one.gets or one.worries]


def shared(one: Tagged, other: Tagged) -> list[str]:
    """On which subjects and means two meet, as people call them; nothing when they differ in what both name."""
    domains = [code for code in one.domains if code in other.domains]
    means = [code for code in one.means if code in other.means]
    if (one.domains and other.domains and not domains) or (one.means and other.means and not means):
        return []
    return [_small(title_of(code)) for code in domains] + [str(Means(code).label) for code in means]


def names(interests: Iterable[Interest]) -> str:
    """Which parties, each once: three by name, the others counted; and of whom it is not their own word."""
    some = [name if sure else f"{name} ({_('nog niet bevestigd')})" for name, sure in _once_each(interests)]
    if len(some) > AT_MOST:
        return _("{names} en nog {n}").format(names=", ".join(some[:AT_MOST]), n=len(some) - AT_MOST)
    return f"{', '.join(some[:-1])} {_('en')} {some[-1]}" if len(some) > 1 else "".join(some)


def bare(text: str) -> str:
    """Without the full stop, to stand within another sentence."""
    return text.rstrip(" .")


def _chance(wish: Interest, offers: Sequence[Interest]) -> Chance:
    fitting = [(each, shared(wish, each)) for each in offers if each.organization_id != wish.organization_id]
    kept = [(each, tags) for each, tags in fitting if tags]
    return Chance(wish, [each for each, _tags in kept], _union(tags for _each, tags in kept))


def _clash(worry: Interest, goals: Sequence[Goal], gets: Sequence[Interest]) -> Clash:
    touched = [(goal, shared(worry, goal)) for goal in goals]
    wanted = [(each, shared(worry, each)) for each in gets if each.organization_id != worry.organization_id]
    scarce = [(each, tags) for each, tags in wanted if tags and set(each.means) & set(worry.means)]
    touching = [(goal, tags) for goal, tags in touched if tags]
    said = _union(tags for _one, tags in touching) or _union(tags for _one, tags in scarce)
    return Clash(worry, [goal for goal, _tags in touching], [each for each, _tags in scarce], said)


def _line(title: str, rows: Sequence[Interest], goals: Sequence[Goal], field: str, code: str) -> Line:
    mine = [each for each in rows if code in getattr(each, field)]
    brings, gets, worries = (_of(mine, side) for side in (Side.BRINGS, Side.GETS, Side.WORRIES))
    return Line(title, brings, gets, worries, [each for each in goals if code in getattr(each, field)])


def _others(brings: Iterable[Interest], gets: Iterable[Interest]) -> list[Interest]:
    """Who bring what somebody else comes to get."""
    getters = {each.organization_id for each in gets}
    return [each for each in brings if getters - {each.organization_id}]


def _of(rows: Iterable[Interest], side: str) -> list[Interest]:
    return [each for each in rows if each.side == side]


def _once_each(rows: Iterable[Interest]) -> list[tuple[str, bool]]:
    known: dict[str, bool] = {}
    for each in rows:
        name = each.organization.name
        known[name] = known.get(name, True) and each.confirmed_at is not None
    return list(known.items())


def _union(some: Iterable[Iterable[str]]) -> list[str]:
    return list(dict.fromkeys(tag for tags in some for tag in tags))


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
