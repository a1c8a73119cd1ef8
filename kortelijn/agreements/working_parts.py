"""What works in an article: a term, a route, a rule of who leads. Find, referrals and deadlines read these."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import now
from kortelijn.kernel.models import Row
from kortelijn.parties.models import Network, Organization
from kortelijn.vocabulary.steps import step_choices

AGES_IN_ORDER = _("De laagste leeftijd is hoger dan de hoogste.")


def _ages_in_order(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(minimum_age=None) | Q(maximum_age=None) | Q(minimum_age__lte=F("maximum_age")),
        name=name, violation_error_message=AGES_IN_ORDER,
    )  # fmt: skip


class Term(Row):
    """A term that an article agrees: within how many working days."""

    class Code(models.TextChoices):
        FIRST_CONTACT = "first-contact-days", _("eerste contact na een verwijzing")
        OUTCOME = "outcome-days", _("uitkomst na het eerste contact")
        ESCALATION = "escalation-days", _("de coördinator hoort het, als de vervanger niets doet")

    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    article = models.ForeignKey("agreements.Article", models.CASCADE, related_name="terms")
    code = models.CharField(max_length=20, choices=Code)
    days = models.PositiveSmallIntegerField(_("werkdagen"))

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "article", "code"], name="term_once_in_an_article",
                violation_error_message=_("Deze termijn staat al in dit artikel."),
            ),
            models.CheckConstraint(
                condition=Q(days__gte=1, days__lte=250), name="term_within_a_year",
                violation_error_message=_("Vul een aantal werkdagen in, van 1 tot en met 250."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.code}: {self.days}"


class RouteQuerySet(models.QuerySet["Route"]):
    """Routes in the field's language."""

    def visible_to(self, actor: Actor) -> Self:
        """What a network agreed is for its members to see."""
        return self.filter(network_id=actor.network_id)

    def loose(self) -> Self:
        """Those that a coordinator wrote down, and that stand in no agreement yet."""
        return self.filter(article=None)


class Route(Row):
    """What a network agreed comes first for a domain or a need, for everybody or for some ages (M06)."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="routes")
    article = models.ForeignKey("agreements.Article", models.CASCADE, null=True, blank=True, related_name="routes")
    about = models.CharField(_("waarover"), max_length=40)
    minimum_age = models.PositiveSmallIntegerField(_("vanaf leeftijd"), null=True, blank=True)
    maximum_age = models.PositiveSmallIntegerField(_("tot en met leeftijd"), null=True, blank=True)
    step = models.CharField(_("wat eerst komt"), max_length=12, choices=step_choices)
    agreed_at = models.DateTimeField(default=now)

    objects = RouteQuerySet.as_manager()

    class Meta:
        ordering = ["about", "minimum_age", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "article", "about", "minimum_age", "maximum_age"], name="route_once",
                nulls_distinct=False,
                violation_error_message=_("Hierover is voor deze leeftijd al iets afgesproken."),
            ),
            _ages_in_order("route_ages_in_order"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.about}: {self.step}"


class LeadRule(Row):
    """In which situation who leads (M19): about what, for which ages, under which circumstances; empty is any."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    article = models.ForeignKey("agreements.Article", models.CASCADE, related_name="lead_rules")
    needs = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    minimum_age = models.PositiveSmallIntegerField(_("vanaf leeftijd"), null=True, blank=True)
    maximum_age = models.PositiveSmallIntegerField(_("tot en met leeftijd"), null=True, blank=True)
    circumstances = ArrayField(models.CharField(max_length=24), default=list, blank=True)
    profession = models.CharField(_("beroep"), max_length=60, blank=True)
    organization = models.ForeignKey(Organization, models.PROTECT, null=True, blank=True, related_name="leads_by_rule")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(profession="") | Q(organization__isnull=False), name="lead_rule_names_who_leads",
                violation_error_message=_("Kies wie de leiding heeft: een beroep, een organisatie of allebei."),
            ),
            _ages_in_order("lead_rule_ages_in_order"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.profession} {self.organization_id or ''}"
