"""The judge's desk: what is typed is kept, what is locked is final, and nobody else sits there."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bounties.entries import pausing
from bounties.entries.models import Entry
from bounties.judging.aliases import alias_of
from bounties.judging.models import Scorecard
from tests.bounties.awards.conftest import decide
from tests.bounties.conftest import make_staff, make_user
from tests.bounties.pages.scoring.conftest import browser_of
from tests.bounties.staging import open_stage

pytestmark = pytest.mark.django_db
WHY = "It does what was asked, and says how."
MOST_QUERIES = 12


def desk(stage, entry=None):
    return f"/judging/{stage.challenge.pk}/{(entry or stage.entries[0]).pk}"


def in_order(stage):
    return sorted(stage.entries, key=lambda one: one.pk)


def typed(*points, why=WHY, **more):
    said = {f"points_{number}": value for number, value in enumerate(points)}
    return said | {f"comment_{number}": why for number, _ in enumerate(points)} | more


def state(judge, stage, conflict="no", entry=None):
    return judge.post(f"{desk(stage, entry)}/statement", {"conflict": conflict})


def card_of(stage, entry=None):
    return Scorecard.objects.get(judgeship__judge=stage.judges[0], entry=entry or stage.entries[0])


def test_before_any_score_the_judge_says_whether_there_is_a_conflict(judge, stage):
    page = judge.get(desk(stage)).content.decode()
    assert "Have you a conflict of interest?" in page
    assert 'name="points_0"' not in page
    assert state(judge, stage).status_code == 302
    assert 'name="points_0"' in judge.get(desk(stage)).content.decode()


def test_whoever_has_a_conflict_steps_back_and_goes_on(judge, stage):
    first, second, _ = in_order(stage)
    assert state(judge, stage, "yes", first).url == desk(stage, second)
    assert card_of(stage, first).status == "recused"
    assert "Another judge scores it" in judge.get(desk(stage, first)).content.decode()


def test_what_is_typed_is_saved_as_one_goes(judge, stage):
    state(judge, stage)
    answer = judge.post(f"{desk(stage)}/save", typed("70", version=""))
    assert answer.json()["saved"] == "Saved"
    again = judge.post(f"{desk(stage)}/save", typed("70", "62.5", version=answer.json()["version"], notes="Compare."))
    assert again.status_code == 200
    assert sorted(card_of(stage).scores.values_list("points", flat=True)) == [62.5, 70]
    assert card_of(stage).notes == "Compare."


def test_of_two_windows_the_second_does_not_undo_the_first(judge, stage):
    state(judge, stage)
    judge.post(f"{desk(stage)}/save", typed("70", "60", version=""))
    answer = judge.post(f"{desk(stage)}/save", typed("10", "10", version=""))
    assert answer.status_code == 409
    assert "another window" in answer.json()["detail"]
    assert sorted(card_of(stage).scores.values_list("points", flat=True)) == [60, 70]


def test_a_comment_without_points_is_said_not_to_be_kept(judge, stage):
    state(judge, stage)
    answer = judge.post(f"{desk(stage)}/save", {"points_0": "5", "comment_1": WHY, "version": ""})
    assert "give points to keep them" in answer.json()["saved"]


@pytest.mark.parametrize("points", ["101", "-1", "many", "1.234"])
def test_points_out_of_range_are_refused_in_words(judge, stage, points):
    state(judge, stage)
    answer = judge.post(f"{desk(stage)}/save", typed(points))
    assert answer.status_code == 409
    assert answer.json()["detail"]
    assert not card_of(stage).scores.exists()


def test_a_lock_is_final_and_leads_to_the_next_entry(judge, stage):
    first, second, _ = in_order(stage)
    state(judge, stage, entry=first)
    answer = judge.post(desk(stage, first), typed("70", "60", act="lock"))
    assert answer.url.startswith(f"{desk(stage, second)}?")
    assert card_of(stage, first).status == "submitted"
    page = judge.get(desk(stage, first)).content.decode()
    assert "nothing of it can change any more" in page
    assert 'name="points_0"' not in page
    judge.post(desk(stage, first), {"notes": "Too mild?"})
    assert card_of(stage, first).notes == "Too mild?"


def test_a_lock_that_is_refused_says_why_and_keeps_what_was_typed(judge, stage):
    state(judge, stage)
    page = judge.post(desk(stage), typed("70", act="lock")).content.decode()
    assert "missing: Can be explained" in page
    assert 'value="70"' in page
    page = judge.post(desk(stage), typed("70", "60", why="Short.", act="lock")).content.decode()
    assert "at least one comment of 20 characters" in page
    assert "Short." in page
    assert card_of(stage).status != "submitted"


def test_after_the_last_lock_the_judge_is_thanked(judge, stage):
    for entry in stage.entries[1:]:
        stage.give(entry, stage.judges[0], 50)
    state(judge, stage)
    assert judge.post(desk(stage), typed("70", "60", act="lock")).url == "/judging"
    page = judge.get("/judging").content.decode()
    assert "You have scored everything" in page
    assert "3 of 3" in page
    assert judge.get(f"/judging/{stage.challenge.pk}").url == "/judging"


def test_once_decided_nothing_is_scored_any_more(judge, stage):
    stage.judge_all(80, 70, 60)
    decide(stage, [(0, 1), (1, 2)])
    page = judge.get(desk(stage)).content.decode()
    assert "Locked" in page
    assert "Time left" not in page


def test_nobody_but_its_judges_sits_at_the_desk(stage):
    for person in (stage.owner, stage.entries[0].entrant, make_user()):
        assert browser_of(person).get(desk(stage)).status_code == 404
        assert browser_of(person).post(f"{desk(stage)}/save", typed("1")).status_code == 404
    assert "/accounts/login/" in browser_of(None).get(desk(stage)).url


def test_what_a_visitor_s_session_lost_is_back_after_signing_in(stage, judge):
    state(judge, stage)
    late = browser_of(None)
    late.post(desk(stage), typed("33", act="save"), headers={"referer": f"http://testserver{desk(stage)}"})
    late.force_login(stage.judges[0])
    assert 'value="33"' in late.get(desk(stage)).content.decode()
    assert not card_of(stage).scores.exists()


def test_entries_are_sealed_until_the_close(db):
    stage = open_stage()
    judge = stage.seat(make_user())
    stage.enter_as(make_user(), Entry._meta.pk.get_default())
    assert browser_of(judge).get(desk(stage)).status_code == 409
    page = browser_of(judge).get("/judging").content.decode()
    assert "Entries stay sealed" in page


def test_the_desk_names_nobody_and_asks_little_of_the_database(judge, stage):
    state(judge, stage)
    judge.post(f"{desk(stage)}/save", typed("70", "60", version=""))
    judge.get(desk(stage))
    with CaptureQueriesContext(connection) as captured:
        page = judge.get(desk(stage)).content.decode()
    asked = [
        sql for query in captured.captured_queries if not (sql := query["sql"]).startswith(("SAVEPOINT", "RELEASE"))
    ]
    assert len(asked) <= MOST_QUERIES, "\n".join(sql[:120] for sql in asked)
    assert alias_of(stage.entries[0].pk) in page
    assert stage.entries[0].entrant.name not in page


def test_while_it_is_paused_nothing_is_locked_and_notes_are_still_kept(judge, stage):
    state(judge, stage)
    judge.post(f"{desk(stage)}/save", typed("70", version=""))
    pausing.pause(challenge_id=stage.challenge.pk, reason="A leak.", by=make_staff("moderator"))
    late = judge.post(desk(stage), typed("70", "60", act="lock")).content.decode()
    assert "takes no scores" in late
    assert "has paused the challenge" in late
    assert judge.post(f"{desk(stage)}/save", typed("70", "60")).status_code == 409
    judge.post(desk(stage), {"notes": "Compare."})
    assert card_of(stage).notes == "Compare."
    assert card_of(stage).status == "in_progress"
