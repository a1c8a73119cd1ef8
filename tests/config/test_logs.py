import io
import json
import logging
from typing import Any
from uuid import uuid4

import pytest
import structlog
from django.test import Client

from kortelijn.config import logs

NAME = "Fatima El Amrani"


@pytest.fixture
def written() -> Any:
    """A logger that writes as ours do, and what it wrote."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.settings()["formatters"]["json"]["()"](logs.settings()["formatters"]["json"]["shared"]))
    logger = logging.getLogger("kortelijn.test_logs")
    logger.propagate = False
    logger.setLevel("INFO")
    logger.handlers = [handler]
    return lambda: [json.loads(line) for line in stream.getvalue().splitlines()]


def test_only_listed_keys_and_real_ids_are_written(written: Any) -> None:
    task = uuid4()
    log = structlog.get_logger("kortelijn.test_logs")
    log.info("taken", task_id=task, seat_id=NAME, name=NAME, verb="tasks.take", rows=3)
    (line,) = written()
    assert line["task_id"] == str(task)
    assert (line["verb"], line["rows"]) == ("tasks.take", 3)
    assert NAME not in json.dumps(line, ensure_ascii=False)


def test_an_exception_keeps_its_class_and_place_and_loses_its_message(written: Any) -> None:
    try:
        raise ValueError(NAME)
    except ValueError:
        structlog.get_logger("kortelijn.test_logs").exception("failed")
        logging.getLogger("kortelijn.test_logs").exception("failed for %s", NAME)
    for line in written():
        assert line["exception"] == "ValueError"
        assert "test_logs.py" in line["frames"][-1]
        assert NAME not in json.dumps(line, ensure_ascii=False)


def test_of_other_packages_only_the_constant_text_is_written(written: Any) -> None:
    logging.getLogger("kortelijn.test_logs").warning("Not Found: %s", f"/zoek/{NAME}")
    assert [line["event"] for line in written()] == ["Not Found: %s"]


@pytest.mark.django_db
def test_each_request_carries_an_id(client: Client) -> None:
    first, second = (client.get("/account/login/")["X-Request-ID"] for _ in range(2))
    assert first != second
