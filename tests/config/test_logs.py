"""A log tells where it broke, and never what was in the variables there."""

import logging
import sys

import pytest

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
