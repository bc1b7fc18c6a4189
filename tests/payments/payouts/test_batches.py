"""Many payouts at once: what holds of one holds of each, whoever else is at work on them."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection

from payments.errors import IllegalMove, NotAllowed
from payments.ledger.accounts import Kind, balance
from payments.ledger.chart import Situation
from payments.ledger.models import Transaction
from payments.models import Payout, Purse
from payments.money import Money
from payments.payouts import reserving, transferring
from payments.payouts.approving import AlreadyApproved
from payments.payouts.batches import approving
from payments.payouts.batches.creating import Due, create_many
from payments.payouts.batches.reserving import reserve_all
from payments.payouts.batches.settling import settle_all
from payments.payouts.batches.transferring import transfer_all
from payments.payouts.legs import TransferAttempt
from payments.payouts.settling import halt, settle
from payments.purses.settling import look
from payments.reconciliation.proving import self_check
from payments.stripe import gateway
from tests.clock import move_clock
from tests.payments.payouts.awarded import due, ids, statuses
from tests.payments.purses.situations import back
from tests.simulator import GOOD, fill
from workers.events import Event


def assert_books_hold():
    assert [finding for finding in self_check() if finding.breaches] == []


def test_each_award_is_owed_by_a_posting_of_its_own(three_owed):
    assert statuses() == ["ready"] * 3
    assert [payout.legs.get().amount for payout in three_owed] == [10_000, 20_000, 30_000]
    keys = Transaction.objects.filter(situation=Situation.AWARDED).values_list("effect_key", flat=True)
    assert sorted(keys) == [f"award:award-{place}:awarded:0" for place in range(3)]
    assert (balance(Kind.PURSE, "usd", "R").amount, Purse.objects.get().status) == (40_000, "part_released")
    for name in ("payout.created", "payout.cleared"):
        told = Event.objects.filter(name=name).order_by("id")
        assert {event.payload["award_reference"] for event in told} == {"award-0", "award-1", "award-2"}
    assert_books_hold()


def test_an_award_that_has_its_payout_is_passed_over(three_owed, solver):
    dan = solver("dan")
    again = [
        Due("award-0", three_owed[0].payee.user_id, Money(10_000, "usd")),
        Due("award-9", dan.pk, Money(500, "usd")),
    ]
    (fresh,) = create_many(purse_reference="R", awards=again)
    assert (fresh.award_reference, Payout.objects.count()) == ("award-9", 4)


def test_more_than_the_purse_holds_is_awarded_to_nobody(funded, solver):
    funded("R", 10_000)
    people = [solver("ann"), solver("ben")]
    with pytest.raises(IntegrityError, match="account_is_never_overdrawn"):
        create_many(purse_reference="R", awards=due(6_000, 6_000, users=people))
    assert not Payout.objects.exists()


def test_a_purse_that_is_not_paid_in_full_awards_nothing(simulator, payer, solver):
    page = back("one", 6_000)
    fill(page.checkout_url, card=GOOD)
    look(contribution_id=str(page.pk))
    with pytest.raises(IllegalMove, match="“Funding” awards nothing"):
        create_many(purse_reference="R", awards=due(5_000, users=[solver()]))
    assert (balance(Kind.PURSE, "usd", "R").amount, Payout.objects.count()) == (6_000, 0)


def test_whoever_is_not_payable_waits_and_the_others_go_on(funded, solver):
    funded("R", 100_000)
    people = [solver("ann"), solver("ben", outcome=None)]
    create_many(purse_reference="R", awards=due(10_000, 20_000, users=people))
    assert statuses() == ["ready", "blocked"]


def test_all_are_approved_and_carried_at_once(three_owed, django_assert_max_num_queries):
    approving.approve_if_enough(payout_ids=ids(three_owed))
    assert statuses() == ["approved"] * 3
    with django_assert_max_num_queries(40):  # one by one they take over a hundred
        transfer_all(payout_ids=ids(three_owed))
    assert statuses() == ["transferred"] * 3
    assert not Payout.objects.exclude(retries=0).exists()
    assert Event.objects.filter(name="payout.paid").count() == 3
    assert len(list(gateway.list_transfers(transfer_group="purse_R"))) == 3
    assert_books_hold()


def test_a_repeat_and_the_service_for_one_find_nothing_more_to_do(three_owed):
    approving.approve_if_enough(payout_ids=ids(three_owed))
    transfer_all(payout_ids=ids(three_owed))
    transfer_all(payout_ids=ids(three_owed))
    for payout in three_owed:
        transferring.transfer(payout_id=payout.pk)
    assert len(list(gateway.list_transfers(transfer_group="purse_R"))) == 3


def test_a_list_is_approved_by_as_many_people_as_its_amounts_need(funded, solver, finance):
    funded("R", 1_000_000)
    people = [solver("ann"), solver("ben")]
    payouts = create_many(purse_reference="R", awards=due(60_000, 600_000, users=people))
    approving.approve_if_enough(payout_ids=ids(payouts))
    fay, guy = finance("fay"), finance("guy")
    approving.approve_all(payout_ids=ids(payouts), by=fay, reason="As published.")
    assert statuses() == ["approved", "ready"]
    with pytest.raises(AlreadyApproved):
        approving.approve_all(payout_ids=ids(payouts[1:]), by=fay, reason="Again.")
    approving.approve_all(payout_ids=ids(payouts[1:]), by=guy, reason="As published.")
    assert statuses() == ["approved", "approved"]
    endorsed = Event.objects.filter(name="payout.endorsed")
    assert [(event.actor_id, event.payload["reason"]) for event in endorsed] == [
        *[(fay.pk, "As published.")] * 2,
        (guy.pk, "As published."),
    ]


def test_one_payout_that_may_not_be_approved_approves_none(funded, solver, finance):
    funded("R", 1_000_000)
    fay, ann = finance("fay"), solver("ann")
    payouts = create_many(
        purse_reference="R", awards=due(60_000, 70_000, users=[ann, solver("ben")]), barred_approvers=[ann.pk]
    )
    with pytest.raises(NotAllowed):
        approving.approve_all(payout_ids=ids(payouts), by=ann, reason="Mine.")
    approving.approve_all(payout_ids=ids(payouts[:1]), by=fay, reason="As published.")
    with pytest.raises(IllegalMove):
        approving.approve_all(payout_ids=ids(payouts), by=fay, reason="All of them.")
    assert statuses() == ["approved", "ready"]


@pytest.mark.parametrize("fault", ["drop_before", "drop_after", "error_500_after", "rate_limit"])
def test_what_stripe_leaves_open_in_a_batch_is_paid_once_in_the_end(simulator, three_owed, fault):
    approving.approve_if_enough(payout_ids=ids(three_owed))
    simulator.control.fault("POST /v1/transfers", fault, times=2)
    for _ in range(12):
        transfer_all(payout_ids=ids(three_owed))
        move_clock(seconds=600)
    assert statuses() == ["transferred"] * 3
    assert len(list(gateway.list_transfers(transfer_group="purse_R"))) == 3
    assert_books_hold()


def test_a_process_killed_between_call_and_booking_pays_nobody_twice(three_owed):
    approving.approve_if_enough(payout_ids=ids(three_owed))
    for attempt in reserve_all(payout_ids=ids(three_owed)):
        gateway.create_transfer(attempt.request, key=attempt.idempotency_key)
    transfer_all(payout_ids=ids(three_owed))
    assert statuses() == ["transferred"] * 3
    assert len(list(gateway.list_transfers(transfer_group="purse_R"))) == 3


def test_a_transfer_that_is_not_what_was_asked_is_not_booked(three_owed):
    approving.approve_if_enough(payout_ids=ids(three_owed))
    made = [
        (a, gateway.create_transfer(a.request, key=a.idempotency_key)) for a in reserve_all(payout_ids=ids(three_owed))
    ]
    made[0][1]["amount"] += 1
    settle_all(made=made)
    settle_all(made=made)
    assert statuses().count("transferred") == 2
    assert TransferAttempt.objects.filter(outcome="open").count() == 1


def test_several_batches_at_once_pay_each_payout_once(committed_db, three_owed):
    approving.approve_if_enough(payout_ids=ids(three_owed))

    def carry(_number):
        try:
            transfer_all(payout_ids=ids(three_owed))
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(carry, range(6)))
    transfer_all(payout_ids=ids(three_owed))
    assert statuses() == ["transferred"] * 3
    assert len(list(gateway.list_transfers(transfer_group="purse_R"))) == 3
    assert_books_hold()


def test_a_first_attempt_has_the_same_key_alone_or_among_many(three_owed):
    approving.approve_if_enough(payout_ids=ids(three_owed))
    alone, *others = three_owed
    first = reserving.reserve(payout_id=alone.pk)
    made = [first, *reserve_all(payout_ids=ids(others))]
    assert [attempt.idempotency_key for attempt in made] == [f"leg:{attempt.leg_id}:1" for attempt in made]


def test_what_arrives_of_a_payout_lets_no_person_off_looking_at_the_rest(crowdfunded, solver):
    crowdfunded(6_000, 4_000)
    (payout,) = create_many(purse_reference="R", awards=due(10_000, users=[solver()]))
    approving.approve_if_enough(payout_ids=[payout.pk])
    odd, fine = reserve_all(payout_ids=[payout.pk])
    halt(attempt_id=odd.pk, why="Odd.")
    settle(attempt_id=fine.pk, transfer=gateway.create_transfer(fine.request, key=fine.idempotency_key))
    assert statuses() == ["needs_review"]
    assert sorted(leg.status for leg in payout.legs.all()) == ["needs_review", "transferred"]


def test_those_under_way_are_taken_up_again_after_two_minutes_and_not_before(three_owed):
    approving.approve_if_enough(payout_ids=ids(three_owed))
    reserve_all(payout_ids=ids(three_owed))
    taken_up = []
    for seconds in (110, 11):
        move_clock(seconds=seconds)
        taken_up.append(transferring.resume_due())
    assert taken_up == [0, 3]
