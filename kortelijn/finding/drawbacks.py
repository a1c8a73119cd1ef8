"""What argues against a service for somebody who asks, in a few words."""

from django.utils.translation import gettext as _

from kortelijn.directory.facts import age_words, language_name
from kortelijn.directory.hour_words import in_a_row
from kortelijn.directory.models import Service
from kortelijn.understanding.understand import Understanding


def drawbacks(service: Service, understanding: Understanding) -> str:
    """All of it in a row; nothing when nothing does."""
    found = (
        _age(service, understanding.age), _room(service), _language(service, understanding), _entry(service),
        _silence(service),
    )  # fmt: skip
    return in_a_row([each for each in found if each])


def _age(service: Service, age: int | None) -> str:
    low, high = service.minimum_age or 0, service.maximum_age
    return "" if age is None or (low <= age and (high is None or age <= high)) else age_words(service)


def _room(service: Service) -> str:
    return (service.capacity_note or _("nu geen plek")) if service.capacity_available == 0 else ""


def _language(service: Service, understanding: Understanding) -> str:
    """A language that was heard and that nobody there is known to speak."""
    missing = [code for code in understanding.languages if code not in service.languages]
    if not missing or not service.languages:
        return ""
    return _("niet in het {languages}").format(languages=in_a_row([language_name(code) for code in missing]))


def _silence(service: Service) -> str:
    """Its organization was asked again and again whether it still holds, and said nothing."""
    return _("niet bevestigd") if service.unconfirmed_since else ""


def _entry(service: Service) -> str:
    if service.access == Service.Access.WALK_IN and service.intake_id is None and not service.at_home:
        return _("zelf komen")
    return ""
