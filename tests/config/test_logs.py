"""A log tells where it broke, and never what was in the variables there."""

import logging
import sys

import pytest
import structlog
from structlog.testing import capture_logs

from config.logs import configured


def broken(password: str) -> None:
    raise ValueError("no")


@pytest.mark.parametrize("readable", [True, False])
def test_a_traceback_shows_no_variables(readable):
    options = dict(configured("INFO", readable=readable)["formatters"]["line"])
    formatter = options.pop("()")(**options)
    try:
        broken("hunter" + "2")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, __file__, 1, "it broke", None, sys.exc_info())
    line = formatter.format(record)
    assert "in broken" in line or '"broken"' in line
    assert "hunter2" not in line


def test_a_logger_already_in_use_follows_when_logs_are_set_up_again():
    logger = structlog.get_logger("in use")
    logger.info("before")
    configured("INFO", readable=True)
    with capture_logs() as lines:
        logger.info("after")
    assert [line["event"] for line in lines] == ["after"]
