"""Made contests through the real services and Stripe's simulator, to a difference of zero."""

import json
from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest

from config.local.replay.driving import crew
from config.local.replay.figures import measure
from config.local.replay.people import cast_for, onboarding_on, waiting_for_onboarding
from config.local.replay.playing import APPROVED_AS, Play
from config.local.replay.reading import read
from config.local.replay.replaying import prove, replay, wait_for_payouts
from config.local.replay.telling import Telling
from payments.ledger.models import Transaction
from payments.models import Contribution, Payout, PayoutApproval, Purse, Refund
from payments.money import Money
from payments.payouts.moves import ARRIVED
from payments.purses import funding, opening
from tests.clock import move_clock
from tests.config.local.replay.conftest import LINES
from tests.public_data import public_data
from workers.models import Delivery


@pytest.fixture
def contests(files):
    return read(*files()).contests


def lines(contests):
    return [tuple(line.as_dict.values()) for line in measure(contests).lines]


def assert_books_agree():
    findings, differences = prove(Telling())
    assert [finding for finding in findings if finding.breaches] == []
    assert differences == []


def test_every_contest_is_funded_paid_and_compared_and_never_twice(world, contests):
    assert replay(contests[:2], world=world, telling=Telling()) == 2
    assert replay(contests, world=world, telling=Telling()) == 4  # the first two are left as they are
    assert_books_agree()
    assert lines(contests) == LINES
    assert set(Purse.objects.values_list("status", flat=True)) == {"closed"}
    assert not Delivery.objects.filter(done_at=None).exists()
    assert sorted(Refund.objects.values_list("amount", flat=True)) == [30, 10_000, 100_000, 200_000]
    assert Payout.objects.filter(status__in=ARRIVED).count() == Payout.objects.count() == 8
    assert_everyone_approved_in_their_own_name()
    moved = Transaction.objects.count()
    assert replay(contests, world=world, telling=Telling()) == 0
    assert Transaction.objects.count() == moved
    assert_an_unpaid_cent_would_show(contests[0])


def assert_everyone_approved_in_their_own_name():
    given = Counter(PayoutApproval.objects.values_list("payout__amount", "by__email"))
    first, second = "finance1@contests.test", "finance2@contests.test"
    assert given == {
        (78_000, first): 1,
        (200_000, first): 1,
        **{(600_000, person): 1 for person in (first, second)},
        **{(2_000_001, person): 2 for person in (first, second)},
    }
    assert set(PayoutApproval.objects.values_list("reason", flat=True)) == {APPROVED_AS}


def assert_an_unpaid_cent_would_show(contest):
    """Compared with the purse that was paid before that cent was published."""
    more = replace(contest, awards=(*contest.awards, replace(contest.awards[0], dollars=Decimal("0.01"))))
    more.__dict__["reference"] = contest.reference
    (line,) = measure([more]).lines
    assert (line.paid, line.difference) == (90_000, -1)


class Killed(Exception):
    """Stands for a kill -9: what was committed is there, and nothing else."""


def dying_after(step):
    """A play that ends with one of its steps."""

    def die(self, *args):
        getattr(Play, step)(self, *args)
        raise Killed

    return type("DyingPlay", (Play,), {step: die})


def test_a_replay_that_was_killed_anywhere_goes_on_where_it_stopped(world, contests):
    cast = cast_for({solver for contest in contests for solver in contest.shares})
    onboard = onboarding_on(world)
    for solver in waiting_for_onboarding(cast)[1:]:
        onboard(solver)
    steps = {"_page": contests[0], "_pay": contests[1], "_owe": contests[2], "approve": contests[5]}
    for step, contest in steps.items():
        with pytest.raises(Killed):
            dying_after(step)(cast, world).contest(contest)
    assert replay(contests, world=world, telling=Telling()) == 6
    assert_books_agree()
    assert lines(contests) == LINES
    assert Contribution.objects.count() == 6


@pytest.mark.parametrize("place", [2, 3], ids=["all of it paid out", "all of it sent back"])
def test_a_contest_that_was_complete_before_a_replay_came_to_it_is_left_as_it_is(world, contests, place):
    """As after a kill: the workers go on with what it left."""
    contest = contests[place]
    assert replay([contest], world=world, telling=Telling()) == 1
    Play(cast_for(set(contest.shares)), world).contest(contest)
    assert Purse.objects.get().status == "closed"
    assert Contribution.objects.count() == 1


def test_a_purse_that_paid_all_of_it_out_is_not_opened_anew(world, contests):
    gamma = contests[2]
    replay([gamma], world=world, telling=Telling())
    target = Money(gamma.pot, "usd")
    opened = opening.open_purse(reference=gamma.reference, label="Gamma", currency="usd", target=target)
    assert (opened.status, Purse.objects.get().status) == ("closed", "closed")


def test_a_replay_that_was_killed_while_it_asked_for_a_page_asks_again(world, contests):
    alpha = contests[0]
    cast = cast_for(set(alpha.shares))
    opening.open_purse(reference=alpha.reference, label="Alpha", currency="usd", target=Money(alpha.pot, "usd"))
    wish = funding.Wish(payer_reference="Alpha", by=cast.payer, client_key="replay:killed", return_url="https://a.test")
    claimed = funding._reserve(alpha.reference, wish)
    assert claimed.calling_until is not None
    move_clock(seconds=funding.CALL_SECONDS - 1)
    Play(cast, world).contest(alpha)
    paid = Contribution.objects.get()
    assert (paid.client_key, paid.status) == ("replay:killed", "settled")


def test_who_can_be_paid_only_after_the_contest_was_played_is_approved_then(world, contests):
    zeta = contests[5]
    cast, onboard = cast_for(set(zeta.shares)), onboarding_on(world)
    play = Play(cast, world)
    play.contest(zeta)
    for solver in waiting_for_onboarding(cast):
        onboard(solver)
    with crew(1):
        wait_for_payouts([zeta], play, Telling())
    assert set(Payout.objects.values_list("status", flat=True)) <= set(ARRIVED)


def test_trouble_at_stripe_delays_and_doubles_nothing(world, contests, simulator):
    for fault in ("drop_after", "error_500_before", "rate_limit"):
        simulator.control.fault("POST /v1/transfers", fault)
    simulator.control.fault("POST /v1/refunds", "drop_after", times=2)
    replay(contests, world=world, telling=Telling())
    assert_books_agree()
    assert lines(contests) == LINES


@pytest.mark.real_data
def test_the_first_real_contests_replay_to_zero_difference(world):
    folder = public_data("code4rena")
    contests = read(folder / "contests.csv", folder / "awards.csv").contests[:3]
    told = [json.loads(line) for line in (folder / "expected_totals.jsonl").read_text().splitlines()][:3]
    replay(contests, world=world, telling=Telling())
    assert_books_agree()
    measured = measure(contests).lines
    assert [line.paid / 100 for line in measured] == [float(row["paid_usd"]) for row in told]
    assert [(line.posted, line.payouts, line.difference) for line in measured] == [
        (2_000_000, 8, 0),
        (None, 8, 0),
        (10_000_000, 9, 0),
    ]
