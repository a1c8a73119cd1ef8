"""An answer against the description: the schema of its operation, with the formats of keys and days checked."""

from typing import Any

from django.http import HttpResponse
from django.test import Client
from jsonschema import Draft202012Validator, FormatChecker

from kortelijn.interop.hsds_api.asking import document

FORMATS = FormatChecker(["uuid", "date", "email"])


def checked(response: HttpResponse, operation: str) -> Any:
    """The answer, which must be as described."""
    assert response.status_code == 200, response.content
    data = response.json()  # type: ignore[attr-defined]  # the test client's
    described = next(each["get"] for each in document()["paths"].values() if each["get"]["operationId"] == operation)
    schema = described["responses"]["200"]["content"]["application/json"]["schema"]
    validator = Draft202012Validator(schema | {"components": document()["components"]}, format_checker=FORMATS)
    assert [f"{list(error.absolute_path)}: {error.message}" for error in validator.iter_errors(data)] == []
    return data


def ask(path: str, operation: str, **asked: Any) -> Any:
    """Ask it without account, and check the answer."""
    return checked(Client().get(f"/hsds/{path}", asked), operation)


def names(page: Any) -> list[str]:
    """What is on a page."""
    return [each["name"] for each in page["contents"]]
