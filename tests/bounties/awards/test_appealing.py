"""Appeals: the clock stands still, an arbiter without a part in it decides, or the clock does."""

from datetime import timedelta

import pytest

from bounties.accounts.models import Membership
from bounties.awards import confirming
from bounties.awards.errors import AlreadyAppealed, AppealWindowClosed
from bounties.awards.models import Award
from bounties.errors import IllegalMove, NotAllowed
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
from tests.bounties.conftest import make_staff
from tests.clock import move_clock
from workers.clock import laurel_now

ARBITER_SECONDS = 172_800


def appeal(stage, number=0, *, by=None):
    return hear(contest(stage, number, by=by), stage)


def left(stage):
    return (stage.reload().due_at - laurel_now()).total_seconds()


def test_an_appeal_stops_the_clock_until_it_is_decided(decided, arbiter):
    move_clock(seconds=3_600)
    before = left(decided)
    appealed = appeal(decided)
    assert award_of(decided, 0).status == "appealed"
    move_clock(seconds=86_400)
    assert give_verdict(appealed, arbiter).status == "upheld"
    assert abs(left(decided) - before) < 5
    assert award_of(decided, 0).status == "upheld"


def test_an_upheld_award_is_offered_after_the_rest_of_the_window(decided, arbiter):
    give_verdict(appeal(decided), arbiter)
    pass_window(decided)
    assert statuses(decided) == [(0, 1, "offered"), (1, 2, "offered")]


def test_an_annulled_award_passes_to_the_next_in_rank_who_can_be_contested_too(decided, arbiter):
    give_verdict(appeal(decided), arbiter, "annulled")
    assert statuses(decided)[:2] == [(0, 1, "annulled"), (1, 2, "revoked")]
    assert sorted(statuses(decided)[2:]) == [(1, 1, "provisional"), (2, 2, "provisional")]
    pass_window(decided)
    assert decided.status() == "awarding"


def test_an_arbiter_who_stays_silent_upholds(decided):
    appealed = appeal(decided)
    assert abs(left(decided) - ARBITER_SECONDS) < 5
    pass_due(decided)
    confirming.confirm_due()
    appealed.refresh_from_db()
    assert (appealed.status, appealed.arbiter) == ("upheld", None)
    assert decided.status() == "provisional"
    pass_window(decided)
    assert decided.status() == "awarding"


def test_the_window_goes_on_only_with_the_last_appeal(decided, arbiter):
    first, second = appeal(decided, 0), appeal(decided, 1)
    give_verdict(first, arbiter)
    assert left(decided) > ARBITER_SECONDS - 5
    give_verdict(second, arbiter)
    assert left(decided) > timedelta(hours=71).total_seconds()


def test_two_who_contest_the_same_award_are_answered_by_its_annulment(decided, arbiter):
    first, second = appeal(decided), appeal(decided, by=decided.entries[1].entrant)
    give_verdict(first, arbiter, "annulled")
    second.refresh_from_db()
    assert second.status == "annulled"
    with pytest.raises(IllegalMove):
        give_verdict(second, arbiter)


def test_an_award_is_upheld_only_if_everyone_who_contests_it_is_answered(decided, arbiter):
    first, second = appeal(decided), appeal(decided, by=decided.entries[1].entrant)
    give_verdict(first, arbiter)
    assert award_of(decided, 0).status == "appealed"
    give_verdict(second, arbiter)
    assert award_of(decided, 0).status == "upheld"


def test_one_person_contests_one_award_once(decided, arbiter):
    give_verdict(appeal(decided), arbiter)
    with pytest.raises(AlreadyAppealed):
        appeal(decided)


def test_only_those_whose_entry_was_judged_appeal(decided):
    with pytest.raises(NotAllowed):
        appeal(decided, by=decided.owner)


def test_for_others_an_award_to_contest_does_not_exist(decided, stranger):
    for outsider in (stranger, decided.judges[0]):
        with pytest.raises(Award.DoesNotExist):
            appeal(decided, by=outsider)


def test_not_after_the_window(decided):
    pass_due(decided)
    with pytest.raises(AppealWindowClosed):
        appeal(decided)
    confirming.confirm_due()
    with pytest.raises(AppealWindowClosed):
        appeal(decided)


def test_an_arbiter_who_had_a_part_does_not_decide(stage, arbiter, moderator):
    stage.seat(arbiter)
    for entry in stage.entries:
        stage.give(entry, arbiter, 50)
    decide(stage, [(0, 1), (1, 2)])
    appealed = appeal(stage)
    member = make_staff("arbiter")
    Membership.objects.create(sponsor=stage.sponsor, user=member, role="viewer")
    for involved in (arbiter, member, moderator, stage.owner):
        with pytest.raises(NotAllowed):
            give_verdict(appealed, involved)
    assert give_verdict(appealed, make_staff("arbiter")).status == "upheld"
