"""An agreement in force with a draft of its next version, a comment on that, and one that the GP is asked to sign."""

from datetime import timedelta
from typing import Any

from kortelijn.agreements import actions, agreeing, drafts
from kortelijn.agreements.models import Agreement, Article, Comment, Signature, Version
from kortelijn.kernel.clock import today
from tests.agreements.made import article, draft, in_force

YEAR = timedelta(days=365)


def objects(stage: Any) -> dict[type, Any]:
    """Of each one; the draft is kept by the coordinator and lies open for comments."""
    world = stage.world
    in_force(world, "Wat geldt")
    version = draft(world, "Wat besproken wordt")
    one = article(world, version)
    stage.agreed_term = drafts.set_term(world.coordinator, one, "first-contact-days", 2)
    agreeing.ask_comments(world.coordinator, version, today() + timedelta(days=9))
    said = actions.comment(world.gp, one, "Is dat haalbaar?")
    signing = draft(world, "Wat getekend wordt")
    article(world, signing)
    agreeing.ask_signatures(
        world.coordinator, signing, [world.gp_seat], valid_from=today(), review_on=today() + YEAR
    )  # fmt: skip
    draft(world, "Bij de Spoorbrug", base=Agreement.objects.get(title="Wat geldt"), organization=world.practice)
    return {
        Agreement: Agreement.objects.get(title="Wat geldt"), Version: Version.objects.get(pk=version.pk),
        Article: Article.objects.get(pk=one.pk), Comment: said, Signature: Signature.objects.get(),
    }  # fmt: skip


TYPED = {
    "verwerkt": lambda stage: {"answer": "Ja, dat is haalbaar."},
    "niet": lambda stage: {"why": "Dat haal ik niet."},
    "reactie": lambda stage: {"text": "Prima zo."},
}
KEYS = {
    "<uuid:part>": lambda stage: str(stage.agreed_term.pk),
    "<uuid:article>": lambda stage: str(Article.objects.get(version__agreement__title="Wat geldt").pk),
}
