"""A re-review: entries scored anew by another arbiter, places by the published rule, money to who then wins."""

from decimal import Decimal

import pytest

from bounties.awards import accepting, confirming, paying, rereviewing
from bounties.awards.bundling import Edition
from bounties.awards.errors import AnswerOutstanding, NotReviewable, RereviewClosed
from bounties.awards.models import Appeal
from bounties.awards.ordering import best_first
from bounties.awards.rereviewing import Rescored
from bounties.errors import IllegalMove, InvalidInput, NotAllowed
from payments.payouts.models import Payout
from payments.reconciliation.proving import self_check
from tests.bounties.awards.conftest import (
    award_of,
    contest,
    decide,
    give_verdict,
    hear,
    pass_due,
    pass_window,
    statuses,
)
from tests.bounties.awards.recounting import bundle_of, faults, said
from tests.bounties.awards.test_paying import transfer
from tests.bounties.conftest import client_of, make_staff
from tests.bounties.staging import hold_purse, judging_stage

COMMENT = "I read it from end to end, and tried it."


@pytest.fixture
def appeal(decided) -> Appeal:
    """The third entrant contests the first award, and everyone was heard."""
    return hear(contest(decided), decided)


@pytest.fixture
def reviewer(db):
    return make_staff("arbiter")


def order(appeal, arbiter, **more):
    return rereviewing.order_rereview(appeal_id=appeal.pk, reason="The test was misread.", by=arbiter, **more)


def scores(stage, points):
    """The same points on every criterion, by the number of the entry."""
    return [
        Rescored(stage.entries[number].pk, criterion.pk, Decimal(given), COMMENT)
        for number, given in points.items()
        for criterion in stage.criteria
    ]


def do(appeal, stage, reviewer, points):
    given = scores(stage, points)
    return rereviewing.review(appeal_id=appeal.pk, finding="The third is the best.", scores=given, by=reviewer)


def test_an_appeal_that_ends_revised_pays_who_then_wins_and_the_books_agree(decided, appeal, arbiter, reviewer):
    order(appeal, arbiter)
    do(appeal, decided, reviewer, {0: 60, 1: 70, 2: 95})
    appeal.refresh_from_db()
    assert (appeal.status, appeal.arbiter, appeal.verdict) == ("revised", reviewer, "The third is the best.")
    assert statuses(decided) == [(0, 1, "annulled"), (1, 2, "provisional"), (2, 1, "revised")]
    pass_window(decided)
    for number in (2, 1):
        award = award_of(decided, number)
        accepting.accept(award_id=award.pk, by=decided.entries[number].entrant)
        paying.hand_over(award_id=award.pk)
        transfer(award)
    paid = {payout.payee.user: payout.amount for payout in Payout.objects.all()}
    assert paid == {decided.entries[2].entrant: 100_000, decided.entries[1].entrant: 50_000}
    assert [entry.status for entry in decided.challenge.entries.order_by("created_at")] == [
        "not_selected", "placed", "winner",
    ]  # fmt: skip
    assert decided.status() == "completed"
    assert [finding.rule for finding in self_check() if finding.breaches] == []
    bundle = bundle_of(decided, Edition.ENDED)
    assert faults(bundle) == {}
    assert said(bundle, "revisions").startswith("1 re-reviews were recounted")


def test_a_re_review_may_give_all_points_and_none(decided, appeal, arbiter, reviewer):
    order(appeal, arbiter)
    do(appeal, decided, reviewer, {0: 0, 1: 0.5, 2: 100})
    assert faults(bundle_of(decided, Edition.ENDED)) == {}


def test_a_changed_revision_is_found_by_anyone(decided, appeal, arbiter, reviewer):
    order(appeal, arbiter)
    do(appeal, decided, reviewer, {0: 60, 1: 70, 2: 95})
    end = bundle_of(decided, Edition.ENDED)
    for change, sentence in (
        (lambda one: one["cards"][0]["points"].__setitem__(0, "12.00"), "recounted, re-review 1 gives another ranking"),
        (lambda one: one.__setitem__("first_scores", "kept"), "recounted, re-review 1 gives another ranking"),
        (lambda one: [row.update(rank=3 - row["rank"]) for row in one["places"]], "after re-review 1 the places do"),
        (lambda one: one["ranking"].pop(), "recounted, re-review 1 gives another ranking"),
        (lambda one: one["gone"].append(one["ranking"][0]["entry"]), "recounted, re-review 1 gives another ranking"),
        (lambda one: one["cards"].append(one["cards"][0]), "a card of R1 is for no judged entry, a second one, or"),
        (lambda one: one["cards"][0].update(entry="Nobody"), "a card of R1 is for no judged entry, a second one, or"),
        (lambda one: one["cards"][0]["points"].pop(), "a card of R1 is for no judged entry, a second one, or"),
        (lambda one: one["cards"][0].update(points=["100.01", "90"]), "R1 gave "),
        (lambda one: one["cards"][0].update(points=["90", "-0.01"]), "R1 gave "),
    ):
        bundle = bundle_of(decided, Edition.ENDED)
        change(bundle["document"]["revisions"][0])
        assert faults(bundle)["revisions"].startswith(sentence)
    hidden = bundle_of(decided, Edition.ENDED)
    hidden["document"]["outcome"] = [row for row in hidden["document"]["outcome"] if row["status"] == "annulled"]
    assert "was given" in faults(hidden)["revisions"]
    assert faults(end) == {}


def test_scores_that_confirm_the_places_uphold(decided, appeal, arbiter, reviewer):
    order(appeal, arbiter, entries=[decided.entries[0].pk])
    do(appeal, decided, reviewer, {0: 88})
    appeal.refresh_from_db()
    assert appeal.status == "upheld"
    assert statuses(decided) == [(0, 1, "upheld"), (1, 2, "provisional")]


def test_what_stays_while_others_change_is_revised_and_answers_nobody_else(decided, appeal, arbiter, reviewer):
    other = hear(contest(decided, 1), decided)
    order(appeal, arbiter)
    do(appeal, decided, reviewer, {0: 99, 1: 10, 2: 50})
    appeal.refresh_from_db()
    other.refresh_from_db()
    assert (appeal.status, other.status, other.settled_with) == ("revised", "revised", appeal)
    assert statuses(decided) == [(0, 1, "revised"), (1, 2, "annulled"), (2, 2, "revised")]


def test_first_scores_count_on_where_they_are_kept(decided, appeal, arbiter, reviewer):
    order(appeal, arbiter, entries=[decided.entries[2].pk], first_scores="kept")
    do(appeal, decided, reviewer, {2: 100})
    third = next(one for one in best_first(decided.challenge) if one.entry_id == decided.entries[2].pk)
    assert (third.score, third.cards) == (Decimal(80), 3)


def test_who_lost_a_place_to_a_re_review_is_still_next_in_rank(decided, appeal, arbiter, reviewer):
    order(appeal, arbiter)
    do(appeal, decided, reviewer, {0: 70, 1: 80, 2: 95})
    pass_window(decided)
    accepting.decline(award_id=award_of(decided, 2).pk, by=decided.entries[2].entrant)
    assert award_of(decided, 1).rank == 1
    assert (award_of(decided, 0).rank, award_of(decided, 0).status) == (2, "offered")


def test_a_re_review_that_nobody_does_in_time_upholds(decided, appeal, arbiter, reviewer):
    review = order(appeal, arbiter)
    assert decided.reload().due_at == review.due_at
    pass_due(decided)
    with pytest.raises(RereviewClosed):
        do(appeal, decided, reviewer, {0: 60, 1: 70, 2: 95})
    confirming.confirm_due()
    appeal.refresh_from_db()
    review.refresh_from_db()
    assert (appeal.status, appeal.arbiter, review.status) == ("upheld", None, "lapsed")
    assert decided.status() == "provisional"


def test_an_arbiter_who_decides_after_all_ends_the_re_review(decided, appeal, arbiter, reviewer):
    order(appeal, arbiter)
    give_verdict(appeal, arbiter)
    with pytest.raises(RereviewClosed):
        do(appeal, decided, reviewer, {0: 60, 1: 70, 2: 95})


def test_another_arbiter_without_a_part_does_it(decided, appeal, arbiter, moderator):
    order(appeal, arbiter)
    other = hear(contest(decided, 1), decided)
    elsewhere = make_staff("arbiter")
    give_verdict(other, elsewhere)
    for unfit in (arbiter, moderator, decided.judges[0], decided.owner, elsewhere):
        with pytest.raises(NotAllowed):
            do(appeal, decided, unfit, {0: 60, 1: 70, 2: 95})


def test_it_is_ordered_once_everyone_was_heard_once_and_by_the_arbiter(decided, arbiter, reviewer):
    unheard = contest(decided)
    with pytest.raises(AnswerOutstanding):
        order(unheard, arbiter)
    with pytest.raises(NotAllowed):
        order(hear(unheard, decided), decided.owner)
    order(unheard, arbiter)
    with pytest.raises(NotReviewable):
        order(unheard, arbiter)
    give_verdict(unheard, arbiter)
    with pytest.raises(IllegalMove):
        order(unheard, arbiter)


def test_every_entry_is_scored_on_every_criterion_with_a_reason(decided, appeal, arbiter, reviewer):
    with pytest.raises(InvalidInput):
        order(appeal, arbiter, entries=[award_of(decided, 0).pk])
    order(appeal, arbiter, entries=[decided.entries[0].pk])
    whole = scores(decided, {0: 50})
    silent = [Rescored(one.entry, one.criterion, one.points) for one in whole]
    for wrong in (whole[:1], whole + whole[:1], scores(decided, {1: 50}), scores(decided, {0: 101}), silent):
        with pytest.raises(InvalidInput):
            rereviewing.review(appeal_id=appeal.pk, finding="So it is.", scores=wrong, by=reviewer)


@pytest.mark.parametrize(("rule", "options"), [("rank_sum", {}), ("trimmed_mean", {"drop": 1})])
def test_what_the_published_rule_could_not_count_is_refused(rule, options, arbiter, db):
    stage = hold_purse(judging_stage(judges=3, aggregation=rule, aggregation_options=options))
    stage.judge_all(90, 80, 70)
    decide(stage, [(0, 1), (1, 2)])
    appeal = hear(contest(stage), stage)
    with pytest.raises(InvalidInput):
        order(appeal, arbiter, entries=[stage.entries[0].pk])


def test_a_re_review_over_http_is_read_by_the_parties_alone(decided, appeal, arbiter, reviewer, stranger):
    path = f"/api/v1/appeals/{appeal.pk}/rereview"
    ordered = client_of(arbiter).post(path, {"reason": "Misread.", "entries": [str(decided.entries[0].pk)]})
    assert (ordered.status_code, ordered.json()["first_scores"]) == (201, "set_aside")
    assert client_of(decided.owner).get(path).json()["reason"] == "Misread."
    assert client_of(stranger).get(path).status_code == 404
    given = [
        {"entry": str(one.entry), "criterion": str(one.criterion), "points": str(one.points), "comment": one.comment}
        for one in scores(decided, {0: 88})
    ]
    body = {"conflict": False, "finding": "It holds.", "scores": given}
    assert client_of(reviewer).post(f"{path}/scores", body | {"conflict": True}).status_code == 403
    done = client_of(reviewer).post(f"{path}/scores", body)
    assert (done.status_code, done.json()["status"], len(done.json()["scores"])) == (200, "done", 2)
    assert reviewer.name not in client_of(decided.owner).get(path).content.decode()
