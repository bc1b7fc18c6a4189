"""The no-ghost ladder, from the first silence to the automatic decision."""

import pytest

from bounties.awards import laddering
from bounties.awards.models import Award, Decision, Rule
from bounties.entries.models import Entry
from bounties.errors import NotAllowed
from bounties.notifications.models import Notification
from payments.purses.models import Purse
from tests.bounties.awards.conftest import decide, pass_due, statuses
from tests.bounties.staging import hold_purse, judging_stage
from tests.deliveries import deliver_all
from workers.clock import laurel_now
from workers.models import Event


def climb(stage):
    pass_due(stage)
    assert laddering.climb_due() == 1
    return stage.reload()


def climb_to_the_end(stage):
    for _ in range(3):
        climb(stage)
    return Decision.objects.get(challenge=stage.challenge)


def told(stage):
    names = ["judging.extended", "judging.escalated", "challenge.decided"]
    return list(
        Event.objects.filter(root=str(stage.challenge.pk), name__in=names).order_by("at").values_list("name", flat=True)
    )


def test_nothing_happens_before_the_judging_deadline(silent):
    assert laddering.climb_due() == 0


def test_first_judging_is_extended_once(silent):
    challenge = climb(silent)
    assert (challenge.status, challenge.ladder_step) == ("judging", 1)
    assert 86_395 < (challenge.due_at - laurel_now()).total_seconds() <= 86_400
    assert told(silent) == ["judging.extended"]


def test_then_the_arbiter_gets_the_file(silent):
    climb(silent)
    challenge = climb(silent)
    assert (challenge.status, challenge.ladder_step) == ("judging", 2)
    assert told(silent) == ["judging.extended", "judging.escalated"]


def test_then_it_decides_itself(silent):
    assert climb_to_the_end(silent).decided_by is None
    assert silent.status() == "provisional"
    assert told(silent) == ["judging.extended", "judging.escalated", "challenge.decided"]
    assert Event.objects.get(name="challenge.decided").actor_id is None


def test_each_step_is_a_new_version_so_that_a_cached_answer_is_stale(silent):
    before = silent.reload().version
    climb(silent)
    assert silent.reload().version == before + 1


def test_the_sponsor_may_still_decide_on_any_step(stage):
    climb(stage)
    climb(stage)
    decide(stage, [(0, 1), (1, 2)])
    assert Decision.objects.get().rule == "ranking"


def test_the_arbiter_decides_only_once_the_file_is_theirs(silent, arbiter):
    with pytest.raises(NotAllowed):
        decide(silent, [(2, 1), (0, 2)], by=arbiter)
    climb(silent)
    climb(silent)
    decide(silent, [(2, 1), (0, 2)], by=arbiter)
    assert Decision.objects.get().rule == "arbiter"


def test_if_every_entry_has_a_scorecard_their_mean_decides(silent):
    for entry, points in zip(silent.entries, (70, 90, 80), strict=True):
        silent.give(entry, silent.judges[0], points)
    assert climb_to_the_end(silent).rule == "mean_of_scorecards"
    assert statuses(silent) == [(1, 1, "provisional"), (2, 2, "provisional")]


def test_a_scorecard_that_was_never_submitted_decides_nothing(silent):
    for entry in silent.entries:
        silent.give(entry, silent.judges[0], 70, submit=False)
    assert climb_to_the_end(silent).rule == "split_among_qualified"


def test_else_the_finalists_share_equally(silent):
    finalists = [silent.entries[0].pk, silent.entries[2].pk]
    Entry.objects.filter(pk__in=finalists).update(status="shortlisted")
    silent.give(silent.entries[1], silent.judges[0], 100)
    assert climb_to_the_end(silent).rule == "split_among_finalists"
    assert {award.entry_id: award.amount for award in Award.objects.all()} == dict.fromkeys(finalists, 75_000)


def test_else_all_that_qualified_share_equally_to_the_last_cent(db):
    stage = hold_purse(judging_stage(prizes=((1, 99_900, 1), (2, 100, 1))))
    assert climb_to_the_end(stage).rule == "split_among_qualified"
    amounts = sorted(Award.objects.values_list("amount", flat=True))
    assert amounts == [33_333, 33_333, 33_334]


def test_equal_parts_too_small_to_be_paid_go_back_and_everyone_is_told(committed_db):
    stage = hold_purse(judging_stage(prizes=((1, 149, 1),)))
    assert climb_to_the_end(stage).rule == "split_among_qualified"
    assert (stage.status(), Award.objects.count()) == ("no_award", 0)
    deliver_all(forgive=True)  # no Stripe listens here: the refund waits
    told = Notification.objects.filter(kind="challenge.not_awarded").values_list("user_id", flat=True)
    assert set(told) == {stage.owner.pk, *(entry.entrant_id for entry in stage.entries)}


def test_without_a_qualified_entry_all_goes_back(silent):
    Entry.objects.update(status="disqualified")
    assert climb_to_the_end(silent).rule == "no_qualified_entry"
    assert silent.status() == "no_award"
    assert Purse.objects.get().contributions.get().refunded == 150_000


def test_an_up_to_purse_pays_the_kill_fee_and_returns_the_rest(db):
    stage = hold_purse(judging_stage(guarantee="up_to", kill_fee_bp=2_000))
    assert climb_to_the_end(stage).rule == "kill_fee"
    assert [award.amount for award in Award.objects.all()] == [10_000] * 3


def test_whoever_gets_a_part_of_the_kill_fee_is_not_told_to_have_won(db):
    stage = hold_purse(judging_stage(guarantee="up_to", kill_fee_bp=2_000))
    climb_to_the_end(stage)
    deliver_all(forgive=True)  # no Stripe listens here: the rest of the purse waits
    entrants = [entry.entrant_id for entry in stage.entries]
    told = Notification.objects.filter(kind="challenge.decided", user_id__in=entrants)
    assert {one.user_id for one in told} == set(entrants)
    assert {one.title.partition(":")[0] for one in told} == {"Not awarded, and a part of the fee is yours"}


def test_a_kill_fee_too_small_to_be_paid_is_returned(db):
    stage = hold_purse(judging_stage(prizes=((1, 1_400, 1),), guarantee="up_to", kill_fee_bp=1_000))
    assert climb_to_the_end(stage).rule == "kill_fee"
    assert stage.status() == "no_award"


def test_a_challenge_that_cannot_be_decided_holds_up_no_other(db):
    stuck, healthy = (hold_purse(judging_stage(entries=1, judges=0)) for _ in range(2))
    Entry.objects.filter(challenge=stuck.challenge).update(status="disqualified")
    for _ in range(2):
        pass_due(healthy)
        laddering.climb_due()
    Decision.objects.create(challenge=stuck.challenge, rule=Rule.KILL_FEE)
    pass_due(healthy)
    assert laddering.climb_due() == 1
    assert (stuck.status(), healthy.status()) == ("judging", "provisional")


def test_two_ladders_at_once_make_one_step(silent):
    pass_due(silent)
    for _ in range(2):
        laddering.climb(challenge_id=silent.challenge.pk)
    assert silent.reload().ladder_step == 1
    assert told(silent) == ["judging.extended"]
