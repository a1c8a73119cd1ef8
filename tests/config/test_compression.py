"""What is text goes compressed; sound and parts of it do not."""

import gzip

from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from kortelijn.config.compression import CompressionMiddleware

LONG = b"lange tekst " * 100


def sent(answer: HttpResponse) -> HttpResponse:
    """The answer as a browser gets it that takes gzip."""
    request: HttpRequest = RequestFactory().get("/", headers={"Accept-Encoding": "gzip, br"})
    done = CompressionMiddleware(lambda _request: answer)(request)
    assert isinstance(done, HttpResponse)
    return done


def test_a_page_is_compressed() -> None:
    answer = sent(HttpResponse(LONG, content_type="text/html; charset=utf-8"))
    assert answer["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.content) == LONG
    assert "Accept-Encoding" in answer["Vary"]


def test_a_known_mark_still_holds_when_it_is_compressed() -> None:
    answer = sent(HttpResponse(LONG, content_type="application/json", headers={"ETag": '"abc"'}))
    assert answer["ETag"] == 'W/"abc"'


def test_sound_and_parts_are_not() -> None:
    for answer in (
        HttpResponse(LONG, content_type="audio/webm"),
        HttpResponse(LONG, content_type="text/plain", status=206),
        HttpResponse(LONG, content_type="application/pdf"),
    ):
        assert "Content-Encoding" not in sent(answer)
