"""What everybody may read about reports on an entry: that one is looked into, and how one ended; never its words."""

from datetime import timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kortelijn.directory.hour_words import in_a_row
from kortelijn.directory.models import Service
from kortelijn.directory.notices import Notice
from kortelijn.kernel.clock import local, now
from kortelijn.upkeep.models import Report

SHOWN_FOR = timedelta(days=30)


def notices_about(service: Service) -> list[Notice]:
    """The report that is open, or else the answer to the last one, for a month."""
    rows = Report.objects.filter(service=service).prefetch_related("remarks").order_by("-opened_at")[:1]
    for report in rows:
        if report.status == Report.Status.OPEN:
            return [_open(report)]
        if report.closed_at and report.closed_at > now() - SHOWN_FOR:
            return [_closed(report)]
    return []


def _open(report: Report) -> Notice:
    day = date_format(local(report.opened_at).date(), "j F")
    about = {words.lower(): None for remark in report.remarks.all() for words in remark.about_words}
    what = _("Het gaat over: {about}.").format(about=in_a_row(list(about))) if about else ""
    text = _("Op {day} is gemeld dat hier iets niet klopt. Dit wordt nagekeken.").format(day=day)
    return Notice(" ".join(part for part in (text, what) if part), "warn")


def _closed(report: Report) -> Notice:
    day = date_format(local(report.closed_at or report.opened_at).date(), "j F")
    if report.status == Report.Status.FIXED:
        return Notice(_("Nagekeken na een melding en aangepast op {day}.").format(day=day), "ok")
    text = _("Nagekeken na een melding op {day}: {answer}").format(day=day, answer=report.answer)
    return Notice(text, "info")
