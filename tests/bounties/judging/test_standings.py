"""From scorecards to the ranking that the sponsor may see."""

import pytest

from bounties.accounts.models import Membership
from bounties.entries.models import Entry
from bounties.errors import NotAllowed
from bounties.judging.errors import NoQuorum, NotJudging, OwnScoresFirst
from bounties.judging.standings import quorum_of, ranking, ranking_rows, standings
from tests.bounties.conftest import make_user
from tests.bounties.staging import close, enter, judging_stage, open_stage


def test_two_scorecards_per_entry_are_a_quorum(stage):
    for entry in stage.entries:
        stage.give(entry, stage.judges[0], 50)
    with pytest.raises(NoQuorum):
        ranking(stage.challenge)
    for entry in stage.entries[:2]:
        stage.give(entry, stage.judges[1], 50)
    with pytest.raises(NoQuorum):
        ranking(stage.challenge)
    stage.give(stage.entries[2], stage.judges[1], 50)
    assert len(ranking(stage.challenge)) == 3


def test_one_is_enough_where_only_the_sponsors_people_judge(db):
    stage = open_stage()
    enter(stage, make_user())
    stage.seat(stage.owner)
    close(stage)
    assert quorum_of(stage.challenge) == 1
    stage.seat(make_user())
    assert quorum_of(stage.challenge) == 2


def test_neither_half_scorecards_nor_recusals_count(db):
    stage = judging_stage(entries=1)
    first, second = stage.judges
    stage.give(stage.entries[0], first, 50)
    stage.give(stage.entries[0], second, 60, submit=False)
    with pytest.raises(NoQuorum):
        ranking(stage.challenge)
    stage.recuse(stage.entries[0], second)
    with pytest.raises(NoQuorum):
        ranking(stage.challenge)
    stage.give(stage.entries[0], stage.seat(make_user()), 70)
    assert [one.score for one in ranking(stage.challenge)] == [60]


def test_an_entry_out_of_the_contest_is_not_ranked_and_needs_no_quorum(stage):
    stage.judge_all(90, 80, 70)
    Entry.objects.filter(pk=stage.entries[0].pk).update(status="disqualified")
    assert [one.entry_id for one in ranking(stage.challenge)] == [stage.entries[1].pk, stage.entries[2].pk]


def test_the_rubric_weighs(db):
    stage = judging_stage(entries=1, judges=2)
    stage.give(stage.entries[0], stage.judges[0], 100, 0)
    stage.give(stage.entries[0], stage.judges[1], 0, 100)
    (only,) = ranking(stage.challenge)
    assert (only.score, only.spread, only.cards) == (50, 20, 2)


def test_judges_far_apart_ask_for_a_third(stage):
    for entry, low in zip(stage.entries, (50, 70, 69.5), strict=True):
        stage.give(entry, stage.judges[0], 100)
        stage.give(entry, stage.judges[1], low)
    rows = {row.entry_id: row.asks_for_a_third_judge for row in ranking_rows(stage.challenge, stage.owner)}
    assert [rows[entry.pk] for entry in stage.entries] == [True, False, True]


def test_the_sponsor_reads_what_each_judge_gave_in_all_lowest_first_and_unnamed(db):
    stage = judging_stage(entries=1, judges=3)
    for judge, points in zip(stage.judges, ((100, 0), (50, 50), (80, 90)), strict=True):
        stage.give(stage.entries[0], judge, *points)
    (row,) = ranking_rows(stage.challenge, stage.owner)
    assert row.totals == [50, 60, 84]


def test_the_ranking_is_the_sponsors(stage, stranger, arbiter, moderator):
    stage.judge_all(90, 80, 70)
    for outsider in (stranger, stage.judges[0], stage.entries[0].entrant):
        with pytest.raises(NotAllowed):
            ranking_rows(stage.challenge, outsider)
    for reader in (stage.owner, arbiter, moderator):
        assert [row.rank for row in ranking_rows(stage.challenge, reader)] == [1, 2, 3]


def test_a_judge_among_the_sponsors_people_submits_their_own_first(stage):
    colleague = make_user()
    Membership.objects.create(sponsor=stage.sponsor, user=colleague, role="judge")
    stage.judge_all(90, 80, 70)
    stage.seat(colleague)
    with pytest.raises(OwnScoresFirst):
        ranking_rows(stage.challenge, colleague)
    for entry in stage.entries:
        stage.give(entry, colleague, 50)
    assert len(ranking_rows(stage.challenge, colleague)) == 3


def test_there_is_no_ranking_before_the_deadline(db):
    stage = open_stage()
    with pytest.raises(NotJudging):
        ranking_rows(stage.challenge, stage.owner)


def test_tied_entries_are_shown_in_the_order_of_their_aliases_not_of_their_receipts(stage):
    stage.judge_all(80, 80, 80)
    rows = ranking_rows(stage.challenge, stage.owner)
    assert [row.entry_id for row in rows] == sorted(entry.pk for entry in stage.entries)
    assert {row.rank for row in rows} == {1}
    by_receipt = [one.entry_id for one in sorted(standings(stage.challenge), key=lambda one: one.position)]
    assert by_receipt == [entry.pk for entry in stage.entries]


def test_the_number_of_queries_does_not_grow_with_the_entries(db, django_assert_num_queries):
    stage = judging_stage(entries=4)
    stage.judge_all(90, 80, 70, 60)
    with django_assert_num_queries(5):
        standings(stage.challenge)


def test_the_challenges_rule_and_its_options_rank(db):
    """Three judges, one of them far off: by the mean the second wins, trimmed the first."""
    stage = judging_stage(entries=2, judges=3, aggregation="trimmed_mean", aggregation_options={"places": 1})
    for judge, points in zip(stage.judges, ((80, 70), (80, 70), (10, 75)), strict=True):
        for entry, one in zip(stage.entries, points, strict=True):
            stage.give(entry, judge, one)
    assert [(one.entry_id, str(one.score)) for one in ranking(stage.challenge)] == [
        (stage.entries[0].pk, "80.0"),
        (stage.entries[1].pk, "70.0"),
    ]


def test_a_rule_that_drops_scorecards_needs_one_that_is_left(db):
    stage = judging_stage(entries=1, judges=2, aggregation="trimmed_mean", aggregation_options={"drop": 1})
    assert quorum_of(stage.challenge) == 3
    stage.judge_all(80)
    assert standings(stage.challenge) == []
    with pytest.raises(NoQuorum):
        ranking(stage.challenge)
    stage.give(stage.entries[0], stage.seat(make_user()), 60)
    assert [one.score for one in ranking(stage.challenge)] == [80]
