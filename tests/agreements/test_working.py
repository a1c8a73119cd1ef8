"""What is agreed works: a term is the deadline used, a route ranks, a rule says who leads; here, and not elsewhere."""

from datetime import timedelta
from typing import Any

import pytest

from kortelijn.agreements import actions, drafts
from kortelijn.agreements.lead import Situation, lead_for, seats_of
from kortelijn.agreements.terms import Agreed, term
from kortelijn.finding.find import find
from kortelijn.kernel.clock import now, today
from kortelijn.kernel.working_days import after_working_days
from kortelijn.tasks.jobs import sweep
from kortelijn.tasks.models import Escalation
from tests.agreements.made import article, draft, in_force, neighbourhood, settle
from tests.factories.world import World
from tests.finding.offer import add

pytestmark = pytest.mark.django_db


def with_term(world: World, days: int, title: str = "Basisafspraken", **where: Any) -> Any:
    version = draft(world, title, **where)
    one = article(world, version)
    drafts.set_term(world.coordinator, one, "first-contact-days", days)
    settle(world, version)
    return one


def test_a_term_holds_once_it_is_in_force(world: World) -> None:
    assert term(world.network, "first-contact-days") == Agreed(2)
    version = draft(world)
    drafts.set_term(world.coordinator, article(world, version), "first-contact-days", 3)
    assert term(world.network, "first-contact-days") == Agreed(2)
    settle(world, version)
    assert term(world.network, "first-contact-days") == Agreed(3, "Basisafspraken", version.agreement_id)
    assert term(world.network, "outcome-days") == Agreed(30)


def test_the_next_referral_is_due_by_the_term(world: World) -> None:
    with_term(world, 3)
    referral = world.referral()
    assert referral.task.due_at == after_working_days(referral.sent_at, 3)


def test_a_practice_has_its_own_term_for_what_it_sends(world: World) -> None:
    base = with_term(world, 3)
    version = draft(world, "Bij de Spoorbrug", base=base.version.agreement, organization=world.practice)
    local = drafts.adapt_article(world.coordinator, version, base)
    drafts.set_term(world.coordinator, local, "first-contact-days", 1)
    settle(world, version)
    assert term(world.network, "first-contact-days", organization=world.practice.pk).value == 1
    assert term(world.network, "first-contact-days", organization=world.welfare.pk).value == 3
    referral = world.referral()
    assert referral.task.due_at == after_working_days(referral.sent_at, 1)


def test_a_neighbourhood_that_leaves_the_term_out_has_the_setting(world: World) -> None:
    base, area = with_term(world, 3), neighbourhood(world)
    world.location.area, world.location.organization = area, world.practice
    world.location.save()
    version = draft(world, "In de buurt", base=base.version.agreement, area=area.parent)
    local = drafts.adapt_article(world.coordinator, version, base)
    drafts.remove_part(world.coordinator, local.terms.get())
    settle(world, version)
    assert term(world.network, "first-contact-days", area=area) == Agreed(2)
    assert term(world.network, "first-contact-days", organization=world.practice.pk) == Agreed(2)
    assert term(world.network, "first-contact-days", organization=world.welfare.pk).value == 3


def test_the_coordinator_hears_after_the_term_that_was_agreed(world: World, time_machine: Any) -> None:
    version = draft(world)
    drafts.set_term(world.coordinator, article(world, version), "escalation-days", 4)
    settle(world, version)
    task = world.referral().task
    time_machine.move_to(task.due_at + timedelta(minutes=1))
    sweep()
    assert Escalation.objects.get(task=task).step == Escalation.Step.DEPUTY
    task.refresh_from_db(fields=["escalate_at"])
    assert task.escalate_at == after_working_days(now(), 4)


def test_a_term_costs_one_query_and_two_where_it_is_local(world: World, django_assert_num_queries: Any) -> None:
    base = with_term(world, 3)
    network, practice = world.network, world.practice.pk
    with django_assert_num_queries(1):
        term(network, "first-contact-days", organization=practice)
    with_term(world, 4, "In de buurt", base=base.version.agreement, area=neighbourhood(world))
    with django_assert_num_queries(2):
        term(network, "first-contact-days", organization=practice)


def two(world: World) -> None:
    add(world, "Lopen in de buurt", ["bewegen"], "Samen lopen.", step="informal")
    add(world, "Lopen in de kliniek", ["bewegen"], "Samen lopen.", step="specialist")


def why(world: World, organization: Any = None) -> str:
    results = find(world.network, "", needs=["bewegen"], organization=organization).results
    return next(each.order for each in results if each.service.name == "Lopen in de kliniek")


def test_a_route_in_an_agreement_ranks_and_names_it(world: World) -> None:
    two(world)
    version = draft(world)
    drafts.set_route(world.coordinator, article(world, version), "bewegen", "specialist")
    assert "afspraak" not in why(world)
    settle(world, version)
    assert why(world) == "volgens Basisafspraken meteen gespecialiseerde hulp"
    assert find(world.network, "", needs=["bewegen"]).results[0].service.name == "Lopen in de kliniek"
    actions.end_agreement(world.coordinator, version.agreement, "Het hielp niet.")
    assert "Basisafspraken" not in why(world)


def test_a_local_route_holds_for_who_asks_from_there(world: World) -> None:
    two(world)
    version = draft(world)
    one = article(world, version)
    drafts.set_route(world.coordinator, one, "bewegen", "specialist")
    settle(world, version)
    own = draft(world, "Bij de Spoorbrug", base=version.agreement, organization=world.practice)
    drafts.set_route(world.coordinator, drafts.adapt_article(world.coordinator, own, one), "bewegen", "informal")
    settle(world, own)
    assert why(world, world.practice.pk) == "volgens Bij de Spoorbrug pas later"
    assert why(world, world.welfare.pk) == why(world) == "volgens Basisafspraken meteen gespecialiseerde hulp"


def test_a_route_of_a_neighbourhood_holds_for_who_is_there(world: World) -> None:
    two(world)
    area = neighbourhood(world)
    world.location.area, world.location.organization = area, world.practice
    world.location.save()
    version = draft(world, "In de wijk", area=area.parent)
    drafts.set_route(world.coordinator, article(world, version), "bewegen", "specialist")
    settle(world, version)
    assert why(world, world.practice.pk) == "volgens In de wijk meteen gespecialiseerde hulp"
    assert "In de wijk" not in why(world, world.welfare.pk)


def test_an_agreement_costs_find_no_query(world: World, django_assert_num_queries: Any) -> None:
    two(world)
    why(world, world.practice.pk)
    with django_assert_num_queries(5):
        why(world, world.practice.pk)
    version = draft(world)
    drafts.set_route(world.coordinator, article(world, version), "bewegen", "specialist")
    settle(world, version)
    with django_assert_num_queries(5):
        why(world, world.practice.pk)


def test_a_rule_says_who_leads_and_names_the_agreement(world: World) -> None:
    version = draft(world)
    one = article(world, version, "Leiding")
    drafts.add_lead_rule(world.coordinator, one, needs=["geld"], profession="welzijnscoach", organization=world.welfare)
    drafts.add_lead_rule(world.coordinator, one, circumstances=["danger"], profession="huisarts")
    situation = Situation(("geld.post",), 40)
    assert lead_for(world.network, situation) is None
    settle(world, version)
    assert world.link_seat.pk
    lead = lead_for(world.network, situation)
    assert (lead.title, str(lead.agreement)) == ("Welzijnscoach, Rivierkant", "Basisafspraken")
    assert seats_of(world.network.pk, lead.leader) == [world.link_seat]
    danger = lead_for(world.network, Situation(("geld.post",), 40, frozenset({"danger"})))
    assert danger.title == "Huisarts"
    assert lead_for(World(slug="elders").network, situation) is None


def test_a_practice_may_have_its_own_lead(world: World) -> None:
    version = draft(world)
    one = article(world, version, "Leiding")
    drafts.add_lead_rule(world.coordinator, one, needs=["geld"], profession="welzijnscoach")
    settle(world, version)
    own = draft(world, "Bij de Spoorbrug", base=version.agreement, organization=world.practice)
    local = drafts.adapt_article(world.coordinator, own, one)
    drafts.remove_part(world.coordinator, local.lead_rules.get())
    drafts.add_lead_rule(world.coordinator, local, needs=["geld"], profession="huisarts")
    settle(world, own)
    assert lead_for(world.network, Situation(("geld",)), world.practice.pk).title == "Huisarts"
    assert lead_for(world.network, Situation(("geld",))).title == "Welzijnscoach"


def test_an_agreement_that_waits_for_its_day_does_not_work_yet(world: World) -> None:
    version = draft(world)
    drafts.set_term(world.coordinator, article(world, version), "first-contact-days", 5)
    settle(world, version, today() + timedelta(days=2))
    assert term(world.network, "first-contact-days").value == 2
    in_force(world, "Iets anders")
    assert term(world.network, "first-contact-days").value == 2
