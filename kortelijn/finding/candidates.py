"""A service as the measure sees it: what its text says, and the facts that depend on who asks, where and when."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from kortelijn.directory.distance import Point
from kortelijn.directory.facts import age_words, language_name, metres_to, months_unconfirmed
from kortelijn.directory.hour_words import in_a_row
from kortelijn.directory.hours import next_opening
from kortelijn.directory.models import Service
from kortelijn.finding.rank import Candidate, suits_age
from kortelijn.finding.understand import Understanding


def candidate_of(service: Service, near: Point | None, at: datetime) -> Candidate:
    """This service, for somebody at this place and moment; who comes to the home is near."""
    opening = next_opening(service.schedules.all(), at)
    return Candidate(
        service=service, metres=0.0 if service.at_home else metres_to(service, near),
        opens_in=max(opening.start - at, timedelta()) if opening else None,
        months_unconfirmed=months_unconfirmed(service, at),
    )  # fmt: skip


def drawbacks(service: Service, understanding: Understanding) -> str:
    """What argues against it, in a few words."""
    return in_a_row(
        [
            each
            for each in (
                _age(service, understanding),
                _room(service),
                _language(service, understanding),
                _entry(service),
            )
            if each
        ]
    )


def _age(service: Service, understanding: Understanding) -> str:
    return "" if suits_age(service, understanding.age) else age_words(service)


def _room(service: Service) -> str:
    return (service.capacity_note or _("nu geen plek")) if service.capacity_available == 0 else ""


def _language(service: Service, understanding: Understanding) -> str:
    """A language that was heard and that nobody there is known to speak."""
    missing = [code for code in understanding.languages if code not in service.languages]
    if not missing or not service.languages:
        return ""
    return _("niet in het {languages}").format(languages=in_a_row([language_name(code) for code in missing]))


def _entry(service: Service) -> str:
    if service.access == Service.Access.WALK_IN and service.intake_id is None and not service.at_home:
        return _("zelf komen")
    return ""
