"""The command says of a campaign that it is clean only when it ended well."""

import os
import sys

import pytest

from tests.campaigns.__main__ import spread

BROKEN_OFF = "import os, signal; os.kill(os.getpid(), signal.SIGTERM)"


@pytest.mark.parametrize(("program", "is_well"), [("", True), ("raise SystemExit(1)", False), (BROKEN_OFF, False)])
def test_what_fails_or_is_broken_off_is_not_clean(program, is_well):
    assert (spread([sys.executable, "-c", program], dict(os.environ), jobs=2) == 0) is is_well


def test_one_that_fails_of_several_is_enough():
    program = "import os; raise SystemExit(os.environ['CAMPAIGN_JOB'] == '0')"
    assert spread([sys.executable, "-c", program], dict(os.environ), jobs=3) == 1
