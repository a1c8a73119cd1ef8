"""The jobs of the kernel: delivery of events, and the nightly end of what has been kept long enough."""

import structlog
from django.apps import apps
from procrastinate import JobContext
from procrastinate.contrib.django import app

from kortelijn.kernel.events import deliver
from kortelijn.kernel.models import Event
from kortelijn.kernel.retention import erase_expired, kept

log = structlog.get_logger()


@app.task(name="kernel.deliver", retry=8, pass_context=False)
def deliver_event(event_id: str) -> None:
    """Tell the subscribers of one event."""
    deliver(Event.objects.get(pk=event_id))


@app.periodic(cron="17 3 * * *")
@app.task(name="kernel.retention", queueing_lock="kernel.retention")
def end_what_expired(timestamp: int) -> None:
    """Every night: rows whose declared time is over are deleted."""
    for model in reversed(list(apps.get_models())):  # from the roof down: what points goes before what is pointed at
        if kept(model):
            log.info("retention", model=model._meta.label_lower, rows=erase_expired(model))


@app.periodic(cron="* * * * *")
@app.task(name="kernel.resume", queueing_lock="kernel.resume", pass_context=True)
async def resume_broken_off(context: JobContext, timestamp: int) -> None:
    """Every minute: jobs whose worker was killed in the middle are put back; they are made to be run twice."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs():
        await manager.retry_job(job)
        log.info("resume", task_name=job.task_name, job_id=job.id)
