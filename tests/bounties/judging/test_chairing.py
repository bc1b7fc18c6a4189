"""What the chair and the sponsor see of the judges, and the chair's word on ties."""

import pytest

from bounties.awards.errors import DepartsFromRanking
from bounties.errors import InvalidInput, NotAllowed
from bounties.judging.calibration import calibration
from bounties.judging.errors import NotJudging, OwnScoresFirst, Recused
from bounties.judging.standings import ranking_rows
from bounties.judging.tie_breaking import break_tie
from tests.bounties.awards.conftest import decide
from tests.bounties.awards.recounting import bundle_of, faults
from tests.bounties.conftest import client_of, make_user
from tests.bounties.staging import close, enter, hold_purse, open_stage
from workers.models import Event

API = "/api/v1"


@pytest.fixture
def chaired(db):
    """Three entries; the first of two judges is the chair."""
    stage = open_stage()
    for _ in range(3):
        enter(stage, make_user())
    stage.seat(make_user(), is_chair=True)
    stage.seat(make_user())
    return hold_purse(close(stage))


def word(stage, *order, by=None, reason="The second is easier to run."):
    entries = [stage.entries[number].pk for number in order]
    return break_tie(challenge_id=stage.challenge.pk, entries=entries, reason=reason, by=by or stage.judges[0])


def test_the_chairs_word_parts_a_tie_before_the_receipt_does_and_is_published_with_its_reason(chaired):
    chaired.judge_all(80, 80, 70)
    assert [row.rank for row in ranking_rows(chaired.challenge, chaired.judges[0])] == [1, 1, 3]
    word(chaired, 1, 0)
    rows = ranking_rows(chaired.challenge, chaired.owner)
    assert [(row.rank, row.entry_id) for row in rows[:2]] == [(1, chaired.entries[1].pk), (2, chaired.entries[0].pk)]
    with pytest.raises(DepartsFromRanking):
        decide(chaired, [(0, 1), (1, 2)])
    decide(chaired, [(1, 1), (0, 2)])
    shown = client_of(chaired.entries[2].entrant).get(f"{API}/challenges/{chaired.challenge.pk}/results").json()
    assert [one["reason"] for one in shown["tie_breaks"]] == ["The second is easier to run."]


def test_who_comes_level_after_the_chairs_word_is_behind_nobody_and_shares_the_best_of_the_places(chaired):
    """The third has as many points as the others once another judge has scored; the chair compared only those."""
    chair, judge = chaired.judges
    for entry, points in zip(chaired.entries, (80, 80, 70), strict=True):
        chaired.give(entry, chair, 80)
        chaired.give(entry, judge, points)
    word(chaired, 1, 0)
    late = chaired.seat(make_user())
    for entry, points in zip(chaired.entries, (80, 80, 90), strict=True):
        chaired.give(entry, late, points)
    ranks = {row.entry_id: row.rank for row in ranking_rows(chaired.challenge, chaired.owner)}
    assert [ranks[entry.pk] for entry in chaired.entries] == [3, 1, 1]
    decide(chaired, [(1, 1), (2, 2)])
    bundle = bundle_of(chaired)
    assert faults(bundle) == {}
    assert [row["rank"] for row in bundle["document"]["ranking"]] == [1, 1, 3]


def test_after_the_decision_the_chair_parts_nothing(chaired):
    chaired.judge_all(80, 80, 70)
    decide(chaired, [(0, 1), (1, 2)])
    with pytest.raises(NotJudging):
        word(chaired, 1, 0)


def test_only_the_chair_parts_ties_and_only_whole_ones(chaired):
    chaired.judge_all(80, 80, 70)
    for outsider in (chaired.owner, chaired.judges[1], chaired.entries[0].entrant):
        with pytest.raises(NotAllowed):
            word(chaired, 1, 0, by=outsider)
    for order in ((0, 2), (0, 1, 2), (0, 0)):
        with pytest.raises(InvalidInput):
            word(chaired, *order)


def test_a_chair_with_a_conflict_or_without_scores_says_nothing(chaired):
    chair = chaired.judges[0]
    extra = chaired.seat(make_user())
    for judge in (chaired.judges[1], extra):
        for entry in chaired.entries:
            chaired.give(entry, judge, 80)
    with pytest.raises(OwnScoresFirst):
        word(chaired, 0, 1, 2)
    for entry in chaired.entries:
        chaired.recuse(entry, chair)
    with pytest.raises(Recused):
        word(chaired, 0, 1, 2)


def test_calibration_shows_each_judge_beside_the_panel_to_the_sponsor_and_the_chair_after_their_own_scores(chaired):
    chair, mild = chaired.judges
    for entry, points in zip(chaired.entries, (60, 70, 80), strict=True):
        chaired.give(entry, mild, points)
    with pytest.raises(OwnScoresFirst):
        calibration(chaired.challenge, chair)
    for entry, points in zip(chaired.entries, (50, 60, 70), strict=True):
        chaired.give(entry, chair, points)
    rows = {row.judge.judge_id: row for row in calibration(chaired.challenge, chair)}
    found = rows[mild.pk]
    assert (found.scored, found.mean, found.lowest, found.highest) == (3, 70, 60, 80)
    assert (found.panel_mean, found.above_panel, str(found.deviation)) == (65, 5, "8.16")
    shown = client_of(chaired.owner).get(f"{API}/challenges/{chaired.challenge.pk}/calibration")
    assert {row["judge"]["id"] for row in shown.json()["results"]} == {str(chair.pk), str(mild.pk)}
    for entry in chaired.entries:
        assert entry.entrant.name not in shown.content.decode()
    for outsider in (mild, chaired.entries[0].entrant):
        with pytest.raises(NotAllowed):
            calibration(chaired.challenge, outsider)


def test_before_the_deadline_there_is_nothing_to_compare(db):
    stage = open_stage()
    stage.seat(make_user())
    with pytest.raises(NotJudging):
        calibration(stage.challenge, stage.owner)


def test_a_judge_who_scored_nothing_yet_has_no_scale(chaired):
    silent = chaired.judges[1]
    chaired.give(chaired.entries[0], chaired.judges[0], 50)
    (found,) = [row for row in calibration(chaired.challenge, chaired.owner) if row.judge.judge == silent]
    assert (found.scored, found.mean, found.panel_mean, found.above_panel) == (0, None, None, None)


def test_the_chairs_word_is_told_as_theirs_and_names_a_whole_tie_of_two_or_more(chaired):
    chaired.judge_all(80, 80, 70)
    for order in ((2,), (0,), (0, 1, 2)):
        with pytest.raises(InvalidInput):
            word(chaired, *order)
    said = word(chaired, 1, 0)
    event = Event.objects.get(name="judging.tie_broken")
    assert (event.actor_id, event.payload) == (chaired.judges[0].pk, {"tie_break": str(said.pk)})
