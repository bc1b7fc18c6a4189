"""Many payouts at once: what holds of one holds of each, whoever else is at work on them."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection

from bounties.accounts.models import User
from payments.errors import IllegalMove, NotAllowed
from payments.ledger.accounts import Kind, balance
from payments.ledger.chart import Situation
from payments.ledger.models import Transaction
from payments.models import Contribution, Payee, Payout
from payments.money import Money
from payments.payees.onboarding import payee_of
from payments.payees.sanctions import SanctionEntry
from payments.payouts import transferring
from payments.payouts.approving import AlreadyApproved
from payments.payouts.batches import approving
from payments.payouts.batches.creating import Due, create_many
from payments.payouts.batches.reserving import reserve_all
from payments.payouts.batches.settling import settle_all
from payments.payouts.batches.transferring import transfer_all
from payments.payouts.flags import Flag
from payments.payouts.legs import TransferAttempt
from payments.reconciliation.proving import self_check
from payments.stripe import gateway
from tests.clock import move_clock
from workers.events import Event


def due(*amounts, users):
    return [
        Due(f"award-{place}", user.pk, Money(amount, "usd"))
        for place, (amount, user) in enumerate(zip(amounts, users, strict=True))
    ]


@pytest.fixture
def owed(funded, solver):
    """Three payouts of 100.00, 200.00 and 300.00 of a purse of 1,000.00, that nobody need approve."""
    funded("R", 100_000)
    people = [solver(name) for name in ("ann", "ben", "cat")]
    return create_many(purse_reference="R", awards=due(10_000, 20_000, 30_000, users=people))


def ids(payouts):
    return [payout.pk for payout in payouts]


def statuses():
    return list(Payout.objects.order_by("award_reference").values_list("status", flat=True))


def assert_books_hold():
    assert [finding for finding in self_check() if finding.breaches] == []


def test_each_award_is_owed_by_a_posting_of_its_own(owed):
    assert statuses() == ["ready"] * 3
    assert [payout.legs.get().amount for payout in owed] == [10_000, 20_000, 30_000]
    keys = Transaction.objects.filter(situation=Situation.AWARDED).values_list("effect_key", flat=True)
    assert sorted(keys) == [f"award:award-{place}:awarded:0" for place in range(3)]
    assert balance(Kind.PURSE, "usd", "R").amount == 40_000
    told = Event.objects.filter(name="payout.cleared")
    assert {event.payload["award_reference"] for event in told} == {"award-0", "award-1", "award-2"}
    assert_books_hold()


def test_an_award_that_has_its_payout_is_passed_over(owed, solver):
    dan = solver("dan")
    again = [Due("award-0", owed[0].payee.user_id, Money(10_000, "usd")), Due("award-9", dan.pk, Money(500, "usd"))]
    (fresh,) = create_many(purse_reference="R", awards=again)
    assert (fresh.award_reference, Payout.objects.count()) == ("award-9", 4)


def test_more_than_the_purse_holds_is_awarded_to_nobody(funded, solver):
    funded("R", 10_000)
    people = [solver("ann"), solver("ben")]
    with pytest.raises(IntegrityError, match="account_is_never_overdrawn"):
        create_many(purse_reference="R", awards=due(6_000, 6_000, users=people))
    assert not Payout.objects.exists()


def test_whoever_is_not_payable_waits_and_the_others_go_on(funded, solver):
    funded("R", 100_000)
    people = [solver("ann"), solver("ben", outcome=None)]
    create_many(purse_reference="R", awards=due(10_000, 20_000, users=people))
    assert statuses() == ["ready", "blocked"]


def test_all_are_approved_and_carried_at_once(owed):
    approving.approve_if_enough(payout_ids=ids(owed))
    assert statuses() == ["approved"] * 3
    transfer_all(payout_ids=ids(owed))
    assert statuses() == ["transferred"] * 3
    assert Event.objects.filter(name="payout.paid").count() == 3
    assert len(list(gateway.list_transfers(transfer_group="purse_R"))) == 3
    assert_books_hold()


def test_a_repeat_and_the_service_for_one_find_nothing_more_to_do(owed):
    approving.approve_if_enough(payout_ids=ids(owed))
    transfer_all(payout_ids=ids(owed))
    transfer_all(payout_ids=ids(owed))
    for payout in owed:
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


def flag_the_payee(payee, settings):
    Flag.objects.create(kind="other", payee=payee, subject="a doubt", why="Somebody doubts.")


def list_the_name(payee, settings):
    SanctionEntry.objects.create(kind="name", value="ben", label="Ben")
    User.objects.filter(pk=payee.user_id).update(name="Ben")


def let_both_sides_share_their_mail(payee, settings):
    for person, name in ((payee.user, "ben"), (Contribution.objects.get().payer, "payer")):
        User.objects.filter(pk=person.pk).update(email=f"{name}@one-house.org")


def let_first_payouts_rest(payee, settings):
    settings.COOLING_FIRST_SECONDS = 3600


def limit_the_day(payee, settings):
    settings.PAYOUTS_A_DAY = 1
    create_many(purse_reference="R", awards=[Due("another", payee.user_id, Money(500, "usd"))])


def lose_the_account(payee, settings):
    Payee.objects.filter(pk=payee.pk).update(status="onboarding", transfers="inactive")


RULES = [
    flag_the_payee,
    list_the_name,
    let_both_sides_share_their_mail,
    let_first_payouts_rest,
    limit_the_day,
    lose_the_account,
]


@pytest.mark.parametrize("rule", RULES)
def test_what_keeps_back_one_payout_keeps_it_back_in_a_batch(funded, solver, settings, rule):
    funded("R", 100_000)
    ben = solver("ben")
    rule(payee_of(ben.pk), settings)
    (payout,) = create_many(purse_reference="R", awards=[Due("ours", ben.pk, Money(10_000, "usd"))])
    assert Payout.objects.get(pk=payout.pk).status == "blocked"


def test_whoever_paid_for_the_purse_is_kept_back_in_a_batch(funded, payer):
    funded("R", 100_000)
    payable = {"status": "payable", "transfers": "active", "country": "US"}
    Payee.objects.create(user=payer, account_key="k", account_request={}, account_id="acct_payer", **payable)
    (payout,) = create_many(purse_reference="R", awards=[Due("ours", payer.pk, Money(10_000, "usd"))])
    assert Payout.objects.get(pk=payout.pk).hold_reason == "flag"


@pytest.mark.parametrize("rule", [flag_the_payee, let_first_payouts_rest, lose_the_account])
def test_what_comes_to_bar_an_approved_payout_stops_it_in_a_batch(owed, settings, rule):
    approving.approve_if_enough(payout_ids=ids(owed))
    rule(owed[1].payee, settings)
    transfer_all(payout_ids=ids(owed))
    kept_back = 3 if rule is let_first_payouts_rest else 1
    assert statuses().count("blocked") == kept_back
    assert statuses()[1] == "blocked"


@pytest.mark.parametrize("fault", ["drop_before", "drop_after", "error_500_after", "rate_limit"])
def test_what_stripe_leaves_open_in_a_batch_is_paid_once_in_the_end(simulator, owed, fault):
    approving.approve_if_enough(payout_ids=ids(owed))
    simulator.control.fault("POST /v1/transfers", fault, times=2)
    for _ in range(12):
        transfer_all(payout_ids=ids(owed))
        move_clock(seconds=600)
    assert statuses() == ["transferred"] * 3
    assert len(list(gateway.list_transfers(transfer_group="purse_R"))) == 3
    assert_books_hold()


def test_a_process_killed_between_call_and_booking_pays_nobody_twice(owed):
    approving.approve_if_enough(payout_ids=ids(owed))
    for attempt in reserve_all(payout_ids=ids(owed)):
        gateway.create_transfer(attempt.request, key=attempt.idempotency_key)
    transfer_all(payout_ids=ids(owed))
    assert statuses() == ["transferred"] * 3
    assert len(list(gateway.list_transfers(transfer_group="purse_R"))) == 3


def test_a_transfer_that_is_not_what_was_asked_is_not_booked(owed):
    approving.approve_if_enough(payout_ids=ids(owed))
    made = [(a, gateway.create_transfer(a.request, key=a.idempotency_key)) for a in reserve_all(payout_ids=ids(owed))]
    made[0][1]["amount"] += 1
    settle_all(made=made)
    settle_all(made=made)
    assert statuses().count("transferred") == 2
    assert TransferAttempt.objects.filter(outcome="open").count() == 1


def test_several_batches_at_once_pay_each_payout_once(committed_db, owed):
    approving.approve_if_enough(payout_ids=ids(owed))

    def carry(_number):
        try:
            transfer_all(payout_ids=ids(owed))
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(carry, range(6)))
    transfer_all(payout_ids=ids(owed))
    assert statuses() == ["transferred"] * 3
    assert len(list(gateway.list_transfers(transfer_group="purse_R"))) == 3
    assert_books_hold()
