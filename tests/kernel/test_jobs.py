"""A job whose worker was killed is done after all."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import cast

import pytest
from django.db import connection
from procrastinate import App, JobContext
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.models import ProcrastinateJob

from kortelijn.kernel.jobs import resume_broken_off


def as_a_worker() -> None:
    """Run the periodic job on a connection of its own, as a worker does."""

    async def run(worker_app: App) -> None:
        async with worker_app.open_async():
            await resume_broken_off.func(cast(JobContext, SimpleNamespace(app=worker_app)), timestamp=0)

    connector = cast(DjangoConnector, app.connector).get_worker_connector()
    # In a thread of its own: a browser test before this one may keep an event loop in ours.
    with app.replace_connector(connector) as worker_app, ThreadPoolExecutor(max_workers=1) as thread:
        thread.submit(asyncio.run, run(worker_app)).result()


@pytest.mark.django_db(transaction=True)
def test_a_job_without_a_living_worker_is_put_back() -> None:
    job_id = app.configure_task("kernel.deliver").defer(event_id="x")
    with connection.cursor() as cursor:  # the model itself is read-only
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s", [job_id])
    as_a_worker()
    assert ProcrastinateJob.objects.get(pk=job_id).status == "todo"
