"""What of keeping the directory stands on the stage: a report, a question to keep, a proposal, a change."""

from typing import Any

from kortelijn.directory.actions import update_service
from kortelijn.kernel.actor import PUBLIC
from kortelijn.upkeep.actions import ask_claim, prove_claim, report_wrong
from kortelijn.upkeep.drafts import begin_edit, propose, save_step
from kortelijn.upkeep.letters import token_of
from kortelijn.upkeep.models import Claim, Draft, Report, Revision
from kortelijn.upkeep.steps import STEPS


def objects(stage: Any) -> dict[type, Any]:
    """The GP proposes a change of the table of the welfare organization; something else on it was reported."""
    world = stage.world
    update_service(world.link_worker, world.service, alert="In mei dicht")
    report = report_wrong(PUBLIC, world.service, about=["hours"], text="Donderdag is het dicht.")
    claim = ask_claim(
        PUBLIC, world.network, world.practice, email="info@spoorbrug.example", given_name="Ans", family_name="Bos"
    )
    draft = begin_edit(world.gp, world.service)
    typed = {"name": ["Eettafel Zuid"], "status": ["active"], "domains": ["voeding", "netwerk"]}
    draft = save_step(world.gp, draft, STEPS[0], typed)
    return {
        Report: report, Claim: prove_claim(PUBLIC, claim), Draft: propose(world.gp, draft),
        Revision: Revision.objects.filter(service=world.service, is_new=False).get(),
    }  # fmt: skip


TYPED = {
    "klopt-niet": lambda stage: {"about": "hours"},
    "klopt-wel": lambda stage: {"answer": "Het klopt wel."},
    "weigeren": lambda stage: {"answer": "Zij doen niet meer mee."},
    "afwijzen": lambda stage: {"answer": "Dit staat er al."},
    "van-ons": lambda stage: {"given_name": "Ans", "family_name": "Bos"},
}
KEYS = {
    "<slug:step>": lambda stage: "voor-wie",
    "<uuid:service>": lambda stage: str(stage.world.service.pk),
    "aanbod/bijhouden/mail/<str:token>": lambda stage: f"aanbod/bijhouden/mail/{_token(stage)}",
}


def _token(stage: Any) -> str:
    return token_of(stage.props[Claim])
