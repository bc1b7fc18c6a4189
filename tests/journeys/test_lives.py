"""Lives of formats over HTTP on a running stack, by people and by silence, as `manage.py lives` plays them.

`make lives` plays all; the seed of a run of the tests draws half of the formats.
"""

import random

import pytest

from bounties.challenges.formats import FORMATS
from config.local.story.actors import StoryFailed
from config.local.story.lives.all import LIVES
from config.local.story.lives.recounting import require_verified
from tests.campaigns.options import seed_of_this_run
from tests.journeys.test_main_job import run

pytestmark = pytest.mark.xdist_group("demo")


NAMES = sorted({life.format for life in LIVES})
DRAWN = random.Random(seed_of_this_run()).sample(NAMES, len(NAMES) // 2)


def test_each_format_lives_and_ends_as_promised(demo_stack):
    lives = [life for life in LIVES if life.format in DRAWN]
    told = run(demo_stack, "lives", *DRAWN)
    assert told.returncode == 0, told.stdout + told.stderr
    assert told.stdout.count("ended as promised  (") == len(lives)
    assert f"{len(lives)} lives ended as promised, their signed results verify, " in told.stdout


def test_a_life_whose_result_was_touched_does_not_end_as_promised():
    with pytest.raises(StoryFailed, match="FAIL"):
        require_verified({"document": {"kind": "laurel.result", "version": 1}}, {"keys": []})


def test_each_format_is_decided_once_by_people_and_once_by_silence():
    endings = {(life.format, life.ending.value) for life in LIVES}
    assert endings == {(name, ending) for name in FORMATS for ending in ("people", "silence")}
