"""Sound and picture over HTTP: a part of a file (RFC 9110, 14), as players ask for when somebody drags the slider."""

import re
from dataclasses import dataclass
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from kortelijn.voices import face
from kortelijn.voices.models import Portrait, Recording, Story
from kortelijn.voices.sound import MIMES

ONE_RANGE = re.compile(r"bytes=(?:(\d{1,15})-(\d{0,15})|-(\d{1,15}))")


@dataclass(frozen=True, slots=True)
class Part:
    """So many bytes, from there."""

    start: int
    length: int


def asked_part(header: str, size: int) -> Part | None:
    """The part that is asked for; nothing when it is all of it, and a part of no length when that is nowhere.

    Several parts at once, or what we do not understand, is answered with the whole, as the standard allows.
    """
    found = ONE_RANGE.fullmatch(header.strip())
    if found is None:
        return None
    first, last, suffix = found.groups()
    if suffix is not None:
        length = min(int(suffix), size)
        return Part(size - length, length)
    start, end = int(first), min(int(last), size - 1) if last else size - 1
    if last and int(last) < int(first):
        return None
    return Part(start, end - start + 1) if start < size else Part(0, 0)


def sound_response(request: HttpRequest, story: Story) -> HttpResponse:
    """The sound of a story, or the part that is asked for; a copy is only right as long as the story is there."""
    etag = f'"{story.digest}"'
    if _has_it(request, etag):
        return _playable(HttpResponse(status=HTTPStatus.NOT_MODIFIED), story, etag)
    part = asked_part(request.headers.get("Range", ""), story.size) if request.method == "GET" else None
    if part is not None and request.headers.get("If-Range", etag) != etag:
        part = None
    if part is not None and not part.length:
        nowhere = HttpResponse(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
        nowhere["Content-Range"] = f"bytes */{story.size}"
        return _playable(nowhere, story, etag)
    return _playable(_body(request, story, part), story, etag)


def _body(request: HttpRequest, story: Story, part: Part | None) -> HttpResponse:
    whole = part or Part(0, story.size)
    answer = HttpResponse(Recording.part(story.pk, whole.start, whole.length) if request.method == "GET" else b"")
    answer["Content-Length"] = str(whole.length)
    if part is not None:
        answer.status_code = HTTPStatus.PARTIAL_CONTENT
        answer["Content-Range"] = f"bytes {part.start}-{part.start + part.length - 1}/{story.size}"
    return answer


def _playable(answer: HttpResponse, story: Story, etag: str) -> HttpResponse:
    answer["Accept-Ranges"] = "bytes"
    return _dressed(answer, story.mime, etag)


def portrait_response(request: HttpRequest, story: Story) -> HttpResponse:
    """The picture of who tells; it is small, so it comes whole."""
    etag = f'"{story.face_digest}"'
    if _has_it(request, etag):
        return _dressed(HttpResponse(status=HTTPStatus.NOT_MODIFIED), face.MIME, etag)
    content = Portrait.objects.values_list("content", flat=True).get(story=story.pk)
    return _dressed(HttpResponse(bytes(content)), face.MIME, etag)


def _has_it(request: HttpRequest, etag: str) -> bool:
    return etag in [each.strip().removeprefix("W/") for each in request.headers.get("If-None-Match", "").split(",")]


def _dressed(answer: HttpResponse, mime: str, etag: str) -> HttpResponse:
    """What every answer says: it may be kept but is asked after each time, so that taking back works at once.

    Only what we know to be sound or a picture is shown where it is: a page that came in under that name never runs.
    """
    known = mime in {*MIMES, face.MIME}
    answer["Content-Type"], answer["ETag"] = mime if known else "application/octet-stream", etag
    answer["Content-Disposition"] = "inline" if known else "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    patch_cache_control(answer, no_cache=True, private=True)
    return answer
