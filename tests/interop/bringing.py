"""Bring a file as a coordinator does, and look at what the page says."""

import io
from collections.abc import Sequence
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from kortelijn.interop import jobs
from kortelijn.interop.models import Import

BRING = "/aanbod/inlezen/"
HEAD = ("Naam", "Aanbieder", "Omschrijving", "Straat", "Huisnummer", "Postcode", "Plaats", "Openingstijden", "Telefoon")
ROW = ("Taalcafé", "Stichting De Haven", "Nederlands oefenen", "Kade", "12", "2515xk", "Den Haag", "di, do 10:00-12:00",
       "070 - 000 12 34")  # fmt: skip


def csv_of(*rows: Sequence[str], delimiter: str = ";", encoding: str = "utf-8") -> bytes:
    quoted = (delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    return "\r\n".join(quoted).encode(encoding)


def excel_of(*rows: Sequence[Any]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def bring(client: Client, name: str, content: bytes) -> Any:
    """What comes back after the redirects."""
    return client.post(BRING, {"bestand": SimpleUploadedFile(name, content)}, follow=True)


def latest() -> Import:
    return Import.objects.order_by("-created_at", "-id")[0]


def explain(client: Client, **changes: str) -> Any:
    """Say yes to the columns as they are proposed, with some changes by heading."""
    brought = latest()
    data = {f"kolom_{number}": brought.columns.get(str(number), "niet") for number in range(len(brought.headings))}
    for number, each in enumerate(brought.headings):
        if each["heading"] in changes:
            data[f"kolom_{number}"] = changes[each["heading"]]
    data["organisatie"] = changes.get("organisatie", brought.organization)
    return client.post(f"{BRING}{brought.pk}/kolommen/", data, follow=True)


def take_over(client: Client) -> Any:
    return client.post(f"{BRING}{latest().pk}/overnemen/", follow=True)


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def examine_by_worker(attempts: int = 0) -> None:
    jobs.examine(_context(attempts), str(latest().pk))


def take_in_by_worker(attempts: int = 0) -> None:
    jobs.take_in(_context(attempts), str(latest().pk))


def _context(attempts: int) -> JobContext:
    """What the worker tells a job: how often it was tried before."""
    job = Job(id=1, queue="default", lock=None, queueing_lock=None, task_name="interop", attempts=attempts)
    return JobContext(app=app, job=job, start_timestamp=0, abort_reason=lambda: None)
