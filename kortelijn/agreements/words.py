"""What an article says that works, in words: the same on the page, on paper and in a difference."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kortelijn.agreements.lead_table import CIRCUMSTANCES, OLDEST, Leader, Situation
from kortelijn.agreements.models import Article, LeadRule, Route, Term
from kortelijn.parties.queries import profession_title
from kortelijn.vocabulary.needs import is_known, title_of
from kortelijn.vocabulary.steps import step


def works(article: Article) -> list[str]:
    """All that works in an article, a line each."""
    terms, routes, rules = article.terms.all(), article.routes.all(), article.lead_rules.all()
    return [*map(term_line, terms), *map(route_line, routes), *map(rule_line, rules)]


def term_line(term: Term) -> str:
    """Within how many working days."""
    what = Term.Code(term.code).label
    days = ngettext("binnen {n} werkdag", "binnen {n} werkdagen", term.days).format(n=term.days)
    return f"{_capital(what)}: {days}"


def route_line(route: Route) -> str:
    """What comes first."""
    about = ", ".join(part for part in (topic(route.about), ages(route.minimum_age, route.maximum_age)) if part)
    return _("{about}: eerst {step}").format(about=about, step=_small(step(route.step).title))


def rule_line(rule: LeadRule) -> str:
    """Who leads, and when."""
    leader = Leader(rule.profession, rule.organization.name if rule.organization else "", rule.organization_id)
    return _("{when}: {leader} heeft de leiding").format(when=when(rule), leader=_small(leader_title(leader)))


def when(rule: LeadRule) -> str:
    """In which situation a rule holds."""
    about = in_words([_small(topic(code)) for code in rule.needs], _("of"))
    some = ages(rule.minimum_age, rule.maximum_age)
    flags = in_words([str(CIRCUMSTANCES.get(code, code)) for code in rule.circumstances], _("en"))
    return _capital(", ".join(part for part in (about, some, flags) if part) or _("altijd"))


def situation_words(situation: Situation) -> str:
    """A situation as a person tells it."""
    about = in_words([_small(topic(code)) for code in situation.needs], _("en"))
    age = _("{age} jaar").format(age=situation.age) if situation.age is not None else ""
    flags = in_words([str(CIRCUMSTANCES[code]) for code in sorted(situation.circumstances)], _("en"))
    return _capital(", ".join(part for part in (about, age, flags) if part) or _("wat er ook speelt"))


def leader_title(leader: Leader) -> str:
    """Who leads: a profession, an organization, or both."""
    profession = profession_title(leader.profession) if leader.profession else ""
    return ", ".join(part for part in (profession, leader.organization) if part)


def topic(code: str) -> str:
    """A need or a field of life as people call it."""
    return title_of(code) if is_known(code) else code


def ages(low: int | None, high: int | None) -> str:
    """For whom, when it is not for everybody."""
    high = None if high is not None and high >= OLDEST else high
    if low and high is not None:
        return _("{low} tot en met {high} jaar").format(low=low, high=high)
    if low:
        return _("vanaf {low} jaar").format(low=low)
    return _("tot en met {high} jaar").format(high=high) if high is not None else ""


def in_words(parts: Iterable[str], last: str) -> str:
    """One, two and three."""
    some = list(parts)
    return f"{', '.join(some[:-1])} {last} {some[-1]}" if len(some) > 1 else "".join(some)


def _capital(text: str | Promise) -> str:
    return str(text)[:1].upper() + str(text)[1:]


def _small(text: str) -> str:
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
