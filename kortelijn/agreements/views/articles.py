"""The articles of a version: written, changed, given what works in them, and talked about."""

from collections.abc import Callable
from uuid import UUID

from django import forms as django_forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kortelijn.agreements import actions, drafts
from kortelijn.agreements.forms import AnswerForm, ArticleForm, ChangeForm, CommentForm, TermForm, part_in
from kortelijn.agreements.lead_forms import LeadRuleForm
from kortelijn.agreements.models import Article, Comment, Version
from kortelijn.agreements.route_forms import RouteForm
from kortelijn.agreements.views.acting import done, network_of, tapped
from kortelijn.agreements.views.versions import show
from kortelijn.agreements.words import route_line, rule_line, term_line
from kortelijn.kernel.screens import KortelijnRequest, screen

Forms = dict[str, django_forms.Form]


@screen("agreements.draft", of=Version)
def new(request: KortelijnRequest, version: Version) -> HttpResponse:
    """One more article."""
    form = ArticleForm(request.POST or None)
    made: list[Article] = []

    def act() -> None:
        made.append(drafts.write_article(request.actor, version, **form.cleaned_data))

    if done(request, form, act, _("Het artikel staat erin.")):
        return redirect("agreements:article", pk=made[0].pk)
    page = {"form": form, "version": version}
    return render(request, "agreements/new_article.html", page, status=422 if form.is_bound else 200)


@screen("agreements.draft", of=Version, methods=("POST",))
def adapt(request: KortelijnRequest, version: Version, article: UUID) -> HttpResponse:
    """This part is different here."""
    row = get_object_or_404(Article.objects.visible_to(request.actor), pk=article)
    made: list[Article] = []
    tapped(request, lambda: made.append(drafts.adapt_article(request.actor, version, row)),
           _("Dit artikel begint als dat van de basis. Verander wat hier anders is."))  # fmt: skip
    return redirect("agreements:article", pk=made[0].pk) if made else redirect("agreements:version", pk=version.pk)


@screen("agreements.draft", of=Article)
def article(request: KortelijnRequest, article: Article) -> HttpResponse:
    """Its words, and what works in it."""
    if request.method != "POST":
        return _show(request, article, {})
    form = ChangeForm(request.POST, article=article)
    if done(request, form, lambda: drafts.change_article(request.actor, article, **form.cleaned_data), _("Bewaard.")):
        return redirect("agreements:article", pk=article.pk)
    if form.non_field_errors():
        article.refresh_from_db()
        form.saw(article)
    return _show(request, article, {"words": form})


@screen("agreements.draft", of=Article, methods=("POST",))
def up(request: KortelijnRequest, article: Article) -> HttpResponse:
    """It comes before the one above it."""
    return _move(request, article, -1)


@screen("agreements.draft", of=Article, methods=("POST",))
def down(request: KortelijnRequest, article: Article) -> HttpResponse:
    """It comes after the one below it."""
    return _move(request, article, 1)


def _move(request: KortelijnRequest, article: Article, by: int) -> HttpResponse:
    said = _("“{heading}” staat nu hoger.") if by < 0 else _("“{heading}” staat nu lager.")
    tapped(request, lambda: drafts.move_article(request.actor, article, by), said.format(heading=article.heading))
    return redirect(f"{reverse('agreements:version', args=[article.version_id])}#artikel-{article.pk}")


@screen("agreements.draft", of=Article, methods=("POST",))
def remove(request: KortelijnRequest, article: Article) -> HttpResponse:
    """It is left out."""
    tapped(request, lambda: drafts.remove_article(request.actor, article), _("Het artikel is weg."))
    return redirect("agreements:version", pk=article.version_id)


@screen("agreements.draft", of=Article)
def term(request: KortelijnRequest, article: Article) -> HttpResponse:
    """Within how many working days."""
    form = TermForm(request.POST or None)
    return _act(request, article, form, "term", _("De termijn staat erin."),
                lambda: drafts.set_term(request.actor, article, **form.cleaned_data))  # fmt: skip


@screen("agreements.draft", of=Article)
def route(request: KortelijnRequest, article: Article) -> HttpResponse:
    """What comes first."""
    form = RouteForm(request.POST or None)
    return _act(request, article, form, "route", _("De route staat erin."),
                lambda: drafts.set_route(request.actor, article, **form.cleaned_data))  # fmt: skip


@screen("agreements.draft", of=Article)
def lead_rule(request: KortelijnRequest, article: Article) -> HttpResponse:
    """In which situation who leads."""
    form = LeadRuleForm(request.POST or None, network=network_of(request))
    return _act(request, article, form, "lead", _("De regel staat erin."),
                lambda: drafts.add_lead_rule(request.actor, article, **form.rule()))  # fmt: skip


@screen("agreements.draft", of=Article, methods=("POST",))
def remove_part(request: KortelijnRequest, article: Article, part: UUID) -> HttpResponse:
    """A term, a route or a rule is left out."""
    row = part_in(article, part)
    if row is None:
        raise Http404
    tapped(request, lambda: drafts.remove_part(request.actor, row), _("Weggehaald."))
    return redirect("agreements:article", pk=article.pk)


@screen("agreements.comment", of=Article)
def comment(request: KortelijnRequest, article: Article) -> HttpResponse:
    """What somebody thinks of it."""
    form = CommentForm(request.POST or None)
    if request.method == "POST" and not done(
        request, form, lambda: actions.comment(request.actor, article, form.cleaned_data["text"]),
        _("Dank u. Wie de afspraak bijhoudt, ziet uw opmerking."),
    ):  # fmt: skip
        return show(request, article.version, {"comment": form})
    return redirect("agreements:version", pk=article.version_id)


@screen("agreements.draft", of=Comment)
def resolve(request: KortelijnRequest, comment: Comment) -> HttpResponse:
    """What was done with a comment."""
    form = AnswerForm(request.POST or None)
    if done(
        request, form, lambda: actions.resolve(request.actor, comment, form.cleaned_data["answer"]), _("Verwerkt.")
    ):
        return redirect("agreements:version", pk=comment.article.version_id)
    page = {"comment": comment, "form": form, "version": comment.article.version}
    return render(request, "agreements/resolve.html", page, status=422 if form.is_bound else 200)


def _act(
    request: KortelijnRequest, article: Article, form: django_forms.Form, name: str, said: str,
    act: Callable[[], object],
) -> HttpResponse:  # fmt: skip
    if request.method != "POST" or done(request, form, act, said):
        return redirect("agreements:article", pk=article.pk)
    return _show(request, article, {name: form})


def _show(request: KortelijnRequest, article: Article, wrong: Forms) -> HttpResponse:
    forms: Forms = {
        "words": ChangeForm(article=article), "term": TermForm(), "route": RouteForm(),
        "lead": LeadRuleForm(network=network_of(request))
    }  # fmt: skip
    page = {
        "article": article, "version": article.version, "forms": forms | wrong,
        "terms": [(each, term_line(each)) for each in article.terms.all()],
        "routes": [(each, route_line(each)) for each in article.routes.all()],
        "rules": [(each, rule_line(each)) for each in article.lead_rules.select_related("organization")],
    }  # fmt: skip
    return render(request, "agreements/article.html", page, status=422 if wrong else 200)
