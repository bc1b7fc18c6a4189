"""A life of each format over HTTP on a running stack, by people and by silence, as `manage.py lives` plays it."""

import pytest

from bounties.challenges.formats import FORMATS
from config.local.story.actors import StoryFailed
from config.local.story.lives.all import LIVES
from config.local.story.lives.recounting import require_verified
from tests.journeys.test_main_job import run

pytestmark = pytest.mark.xdist_group("demo")


def test_each_format_lives_and_ends_as_promised(demo_stack):
    told = run(demo_stack, "lives")
    assert told.returncode == 0, told.stdout + told.stderr
    assert told.stdout.count("ended as promised  (") == len(LIVES)
    assert f"{len(LIVES)} lives ended as promised, their signed results verify, " in told.stdout


def test_a_life_whose_result_was_touched_does_not_end_as_promised():
    with pytest.raises(StoryFailed, match="FAIL"):
        require_verified({"document": {"kind": "laurel.result", "version": 1}}, {"keys": []})


def test_each_format_is_decided_once_by_people_and_once_by_silence():
    endings = {(life.format, life.ending.value) for life in LIVES}
    assert endings == {(name, ending) for name in FORMATS for ending in ("people", "silence")}
