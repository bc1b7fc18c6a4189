"""Scorecards: the statement first, then scores, then the end."""

from decimal import Decimal

import pytest
from django.db import transaction

from bounties.challenges.models import Challenge, Criterion
from bounties.entries.models import Entry
from bounties.errors import IllegalMove, InvalidInput, OutOfDate
from bounties.judging import inviting, noting, scoring
from bounties.judging.errors import NotJudging, Recused, ScorecardFinal
from bounties.judging.models import Judgeship, Score, Scorecard
from bounties.judging.progress import Progress, progress_of, work_of
from bounties.judging.scoring import Given
from tests.bounties.conftest import make_user
from tests.bounties.staging import enter, open_stage
from workers.models import Event

WHY = "It does what was asked."


def put(stage, *, conflict=False, scores=(), submit=False, judge=None, entry=None):
    return scoring.score(
        entry_id=(entry or stage.entries[0]).pk,
        by=judge or stage.judges[0],
        conflict=conflict,
        scores=scores,
        submit=submit,
    )


def scores_of(stage, *points):
    return [Given(one.pk, Decimal(str(value)), WHY) for one, value in zip(stage.criteria, points, strict=False)]


def test_a_statement_alone_is_a_clear_scorecard(stage):
    assert put(stage).status == "clear"


def test_scores_can_be_given_bit_by_bit_and_replaced(stage):
    assert put(stage, scores=scores_of(stage, 50)).status == "in_progress"
    card = put(stage, scores=scores_of(stage, 60, 70))
    assert sorted(card.scores.values_list("points", flat=True)) == [60, 70]
    put(stage, scores=scores_of(stage, 80))
    assert card.scores.get().points == 80


def test_a_submitted_scorecard_has_every_criterion(stage):
    with pytest.raises(InvalidInput, match=r"missing: Can be explained\.$"), transaction.atomic():
        put(stage, scores=scores_of(stage, 50), submit=True)
    assert put(stage, scores=scores_of(stage, 50, 60), submit=True).status == "submitted"


def test_scores_given_before_may_be_submitted_without_naming_them_again(stage):
    put(stage, scores=scores_of(stage, 50, 60))
    assert put(stage, submit=True).status == "submitted"


def test_what_was_submitted_is_final_and_a_repeat_is_no_change(stage):
    before = put(stage, scores=scores_of(stage, 50, 60), submit=True)
    assert put(stage, scores=scores_of(stage, 50, 60), submit=True).submitted_at == before.submitted_at
    for change in ({"scores": scores_of(stage, 51, 60)}, {"conflict": True}):
        with pytest.raises(ScorecardFinal):
            put(stage, **change)


def test_who_has_a_conflict_gives_no_scores_and_cannot_take_it_back(stage):
    with pytest.raises(InvalidInput), transaction.atomic():
        put(stage, conflict=True, scores=scores_of(stage, 50))
    assert put(stage, conflict=True, submit=True).status == "recused"
    assert put(stage, conflict=True).status == "recused"
    with pytest.raises(Recused):
        put(stage, scores=scores_of(stage, 50, 60))


def test_each_step_of_a_scorecard_is_told_once_as_its_judges_act(stage):
    put(stage)
    put(stage, scores=scores_of(stage, 50))
    put(stage, scores=scores_of(stage, 60, 70))
    put(stage, scores=scores_of(stage, 60, 70), submit=True)
    put(stage, conflict=True, judge=stage.judges[1])
    told = Event.objects.filter(name__startswith="scorecard.", root=str(stage.challenge.pk)).order_by("at", "id")
    assert list(told.values_list("name", "actor_id")) == [
        ("scorecard.stated", stage.judges[0].pk),
        ("scorecard.scored", stage.judges[0].pk),
        ("scorecard.submitted", stage.judges[0].pk),
        ("scorecard.recused", stage.judges[1].pk),
    ]


def test_a_conflict_found_while_scoring_recuses(stage):
    put(stage, scores=scores_of(stage, 50))
    assert put(stage, conflict=True).status == "recused"


@pytest.mark.parametrize("points", [-1, Decimal("100.01")])
def test_points_are_0_to_100(stage, points):
    with pytest.raises(InvalidInput):
        put(stage, scores=scores_of(stage, points))


def test_a_criterion_is_of_this_challenge_and_scored_once(stage):
    foreign = Criterion.objects.filter(challenge=open_stage().challenge).first()
    with pytest.raises(InvalidInput, match=str(foreign.pk)):
        put(stage, scores=[Given(foreign.pk, Decimal(50))])
    with pytest.raises(InvalidInput, match="twice"):
        put(stage, scores=scores_of(stage, 50) * 2)


def test_only_a_judge_of_this_challenge_scores(stage):
    for outsider in (make_user(), stage.owner, stage.entries[0].entrant):
        with pytest.raises(Judgeship.DoesNotExist):
            put(stage, judge=outsider)


def test_nothing_is_scored_before_the_deadline_nor_after_the_decision(stage, user):
    early = open_stage()
    entry = enter(early, make_user())
    early.seat(user)
    with pytest.raises(NotJudging):
        put(early, judge=user, entry=entry)
    Challenge.objects.filter(pk=stage.challenge.pk).update(status="no_award", due_at=None)
    with pytest.raises(NotJudging):
        put(stage)


def test_an_entry_out_of_the_contest_is_not_scored(stage):
    Entry.objects.filter(pk=stage.entries[0].pk).update(status="disqualified")
    with pytest.raises(NotJudging):
        put(stage)


def test_a_scorecard_is_handed_in_only_with_a_comment_that_the_entrant_learns_from(stage):
    short = [Given(one.criterion, one.points, "Too short: 19 chars") for one in scores_of(stage, 50, 60)]
    with pytest.raises(InvalidInput, match="20 characters"), transaction.atomic():
        put(stage, scores=short, submit=True)
    one_is_enough = [Given(short[0].criterion, short[0].points, "Long enough: 20 char"), short[1]]
    assert put(stage, scores=one_is_enough, submit=True).status == "submitted"


def test_a_window_that_shows_old_scores_undoes_none_that_came_since(stage):
    shown = put(stage, scores=scores_of(stage, 50, 60)).fingerprint
    put(stage, scores=scores_of(stage, 70, 80))
    with pytest.raises(OutOfDate):
        scoring.score(
            entry_id=stage.entries[0].pk,
            by=stage.judges[0],
            conflict=False,
            scores=scores_of(stage, 51, 60),
            seen=shown,
        )
    assert sorted(Score.objects.values_list("points", flat=True)) == [70, 80]


def test_what_was_handed_in_is_not_taken_back_by_any_move(stage):
    card = put(stage, scores=scores_of(stage, 50, 60), submit=True)
    with pytest.raises(IllegalMove, match="cannot become"):
        card.move_to(Scorecard.Status.RECUSED)
    assert card.status == "submitted"


def test_a_judge_notes_what_nobody_else_reads_also_after_the_end(stage):
    with pytest.raises(Scorecard.DoesNotExist):
        noting.note(entry_id=stage.entries[0].pk, notes="Too early.", by=stage.judges[0])
    put(stage, scores=scores_of(stage, 50, 60), submit=True)
    for outsider in (stage.judges[1], stage.owner):
        with pytest.raises(Scorecard.DoesNotExist):
            noting.note(entry_id=stage.entries[0].pk, notes="Not mine.", by=outsider)
    assert noting.note(entry_id=stage.entries[0].pk, notes="Ask them why.", by=stage.judges[0]).notes == "Ask them why."
    with pytest.raises(InvalidInput, match="20000"):
        noting.note(entry_id=stage.entries[0].pk, notes="x" * 20_001, by=stage.judges[0])
    assert Scorecard.objects.get().notes == "Ask them why."
    noting.note(entry_id=stage.entries[0].pk, notes="x" * 20_000, by=stage.judges[0])
    assert len(Scorecard.objects.get().notes) == 20_000


def test_progress_counts_what_is_finished_and_says_what_is_left(stage):
    first, second = (Judgeship.objects.select_related("challenge").get(judge=judge) for judge in stage.judges)
    put(stage, scores=scores_of(stage, 50, 60), submit=True)
    put(stage, conflict=True, entry=stage.entries[1])
    put(stage, scores=scores_of(stage, 50), judge=stage.judges[1])
    found = progress_of([first, second])
    assert found[first.pk] == Progress(entries=3, finished=2, recused=1)
    assert found[second.pk] == Progress(entries=3, finished=0, recused=0)
    assert work_of(stage.challenge).progress == found
    assert [found[seat.pk].left for seat in (first, second)] == [1, 3]
    put(stage, scores=scores_of(stage, 50, 60), submit=True, entry=stage.entries[2])
    assert progress_of([first])[first.pk].left == 0


def test_a_reserve_that_was_called_upon_for_nothing_has_nothing_to_do(stage, user):
    seat = inviting.invite(challenge_id=stage.challenge.pk, email=user.email, by=stage.owner, is_reserve=True)
    seat = inviting.accept(judgeship_id=seat.pk, by=user)
    found = progress_of([seat])
    assert found[seat.pk] == Progress(entries=0, finished=0, recused=0)
    assert work_of(stage.challenge).progress[seat.pk] == found[seat.pk]
