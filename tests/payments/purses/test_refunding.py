from threading import Thread

import pytest
from django.db import connection

from payments.errors import IllegalMove
from payments.ledger.accounts import Kind, balance
from payments.models import Contribution, Payout, Purse, Refund
from payments.money import Money
from payments.purses import freezing, refunding, releasing, returning, settling
from payments.purses.releasing import NotHeld
from payments.reconciliation.proving import self_check
from payments.stripe import gateway
from payments.stripe.errors import StripeUnavailable
from tests.clock import move_clock
from tests.deliveries import deliver_all
from tests.simulator import GOOD, fill
from workers.models import Event


def usd(amount):
    return Money(amount, "usd")


def refunds_at_stripe(simulator):
    return simulator.control.dump()["objects"].get("refund", [])


@pytest.fixture
def reserved(committed_db, simulator, funded):
    """A refund of everything that is about to be sent."""
    funded("R", 10_000)
    (refund,) = refunding.refund_all(reference="R", reason="client_request", include_fee=True)
    return refund


@pytest.mark.parametrize(
    "fault", ["drop_after", "drop_before", "error_500_after", "error_500_before", "rate_limit", "conflict"]
)
def test_whatever_stripe_answers_the_money_goes_back_once(reserved, simulator, fault):
    simulator.control.fault("POST /v1/refunds", fault)
    with pytest.raises(StripeUnavailable):
        returning.send(refund_id=str(reserved.pk))
    returning.send(refund_id=str(reserved.pk))
    assert [row["amount"] for row in refunds_at_stripe(simulator)] == [10_500]
    assert Refund.objects.get().status == "refunded"


def test_a_refund_whose_worker_died_after_the_call_is_found_at_stripe(reserved, simulator):
    Refund.objects.update(status="submitting", attempted_at="2020-01-01T00:00Z")
    gateway.create_refund(reserved.request, key=reserved.stripe_key)
    move_clock(seconds=30 * 3600)
    returning.send(refund_id=str(reserved.pk))
    assert len(refunds_at_stripe(simulator)) == 1
    assert Refund.objects.get().status == "refunded"


def test_news_of_a_refund_may_come_before_its_answer(reserved):
    Refund.objects.update(status="submitting")
    answer = gateway.create_refund(reserved.request, key=reserved.stripe_key)
    returning.settle(answer)
    returning.settle(answer)
    returning.send(refund_id=str(reserved.pk))
    assert balance(Kind.REFUNDS_DUE, "usd", "R") == usd(0)


def test_all_is_told_when_it_has_gone_back(reserved):
    deliver_all()
    assert Contribution.objects.get().status == "refunded"
    assert set(Event.objects.filter(root="R").values_list("name", flat=True)) >= {
        "refund.reserved",
        "refund.sent",
        "purse.refunded",
        "purse.closed",
    }


def test_another_s_refund_at_stripe_is_left_alone(db, simulator):
    returning.settle({"id": "re_x", "status": "succeeded", "metadata": {}})
    returning.settle({"id": "re_x", "status": "succeeded", "metadata": {"refund": str(Purse().pk)}})
    assert not Refund.objects.exists()


def test_a_part_goes_back_and_the_rest_stays_held(db, simulator, funded):
    funded("R", 10_000)
    refunding.refund(reference="R", amount=usd(3_000), reason="remainder")
    assert balance(Kind.PURSE, "usd", "R") == usd(7_000)
    assert Purse.objects.get().status == "held"
    assert Contribution.objects.get().left == 7_000


@pytest.mark.parametrize("amount", [10_001, 0, -1])
def test_no_more_than_is_held_goes_back(db, simulator, funded, amount):
    funded("R", 10_000)
    with pytest.raises(NotHeld):
        refunding.refund(reference="R", amount=usd(amount), reason="remainder")


def test_the_least_of_parts_goes_back(db, simulator, funded):
    funded("R", 10_000)
    (refund,) = refunding.refund(reference="R", amount=usd(1), reason="remainder")
    assert (refund.amount, balance(Kind.PURSE, "usd", "R")) == (1, usd(9_999))


def test_no_more_is_drawn_on_contributions_than_they_have_left(db, simulator, funded):
    funded("R", 10_000)
    refunding.refund(reference="R", amount=usd(3_000), reason="remainder")
    purse = Purse.objects.get()
    with pytest.raises(NotHeld, match=r"has \$0\.01 less than \$70\.01"):
        releasing.draw(purse=purse, amount=usd(7_001))
    assert Contribution.objects.get().drawn == 0
    ((contribution, part),) = releasing.draw(purse=purse, amount=usd(7_000))
    assert (Contribution.objects.get(pk=contribution.pk).drawn, part) == (7_000, usd(7_000))


def test_a_refund_is_split_by_what_is_left_of_each_contribution(db, simulator, ask):
    for sponsor, target in (("one", 6_000), ("two", 10_000)):
        Purse.objects.update(target=target)
        page = ask("R", target, key=sponsor, sponsor=sponsor)
        fill(page.checkout_url, card=GOOD)
        settling.look(contribution_id=str(page.pk))
    refunds = refunding.refund(reference="R", amount=usd(1_001), reason="remainder")
    assert [refund.amount for refund in refunds] == [601, 400]


@pytest.fixture
def frozen(db, simulator, funded):
    funded("R", 10_000)
    freezing.freeze(purse=Purse.objects.get())


def test_a_frozen_purse_gives_no_part_back(frozen):
    with pytest.raises(IllegalMove):
        refunding.refund(reference="R", amount=usd(1), reason="client_request")


def test_what_shall_go_back_waits_until_the_purse_thaws(frozen):
    assert refunding.refund_all(reference="R", reason="client_request", include_fee=True) == []
    assert balance(Kind.PURSE, "usd", "R") == usd(10_000)
    freezing.thaw(purse=Purse.objects.get())
    assert Refund.objects.values_list("amount", "fee", "reason").get() == (10_000, 500, "client_request")
    purse = Purse.objects.get()
    assert (purse.status, purse.waiting_refund, purse.waiting_refund_with_fee) == ("closed", "", False)


@pytest.mark.parametrize(("first", "second"), [(True, False), (False, True)])
def test_of_two_who_ask_a_frozen_purse_for_all_the_first_says_how_it_goes_back_as_of_one_that_is_not(
    frozen, first, second
):
    refunding.refund_all(reference="R", reason="cancelled", include_fee=first)
    refunding.refund_all(reference="R", reason="completed", include_fee=second)
    freezing.thaw(purse=Purse.objects.get())
    assert Refund.objects.values_list("fee", "reason").get() == (500 if first else 0, "cancelled")


def test_a_frozen_purse_awards_and_goes_on_from_there(frozen):
    releasing.release(purse=Purse.objects.get(), shares={"ada": usd(1)}, effect_key="x")
    assert Purse.objects.get().status == "frozen"
    freezing.thaw(purse=Purse.objects.get())
    assert Purse.objects.get().status == "part_released"


def test_an_empty_purse_neither_freezes_nor_thaws(db, simulator, ask):
    ask("R", 10_000)
    refunding.refund_all(reference="R", reason="client_request")
    freezing.freeze(purse=Purse.objects.get())
    freezing.thaw(purse=Purse.objects.get())
    assert Purse.objects.get().status == "closed"


def test_a_frozen_purse_is_held_once_it_thaws(db, simulator, ask):
    page = ask("R", 10_000)
    freezing.freeze(purse=Purse.objects.get())
    fill(page.checkout_url, card=GOOD)
    settling.look(contribution_id=str(page.pk))
    assert not Event.objects.filter(name="purse.funded").exists()
    freezing.thaw(purse=Purse.objects.get())
    assert Purse.objects.get().status == "held"
    assert Event.objects.filter(name="purse.funded").exists()


def test_what_is_payable_is_not_refunded(db, simulator, funded, award, solver):
    funded("R", 10_000)
    award(4_000, solver("ann", outcome=None))
    (refund,) = refunding.refund_all(reference="R", reason="client_request")
    assert (refund.amount, Purse.objects.get().status) == (6_000, "part_released")


def test_a_charge_that_stripe_has_not_booked_yet_waits(db, simulator, ask):
    page = ask()
    fill(page.checkout_url, card=GOOD)
    session = gateway.retrieve_checkout_session(page.session_id)
    session["payment_intent"]["latest_charge"]["balance_transaction"] = None
    settling.settle_checkout(session)
    assert Contribution.objects.get().status == "pending"


def in_threads(count, act):
    """Run it so many times at once; what it refused."""
    refused = []

    def run():
        try:
            act()
        except Exception as error:
            refused.append(getattr(error, "code", repr(error)))
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


def test_of_many_refunds_at_once_one_takes_the_money(committed_db, simulator, funded):
    funded("R", 10_000)
    refused = in_threads(10, lambda: refunding.refund(reference="R", amount=usd(10_000), reason="remainder"))
    assert refused == ["not_held"] * 9
    assert Refund.objects.count() == 1


def test_of_an_award_and_a_refund_at_once_one_takes_the_money(committed_db, simulator, funded, award, solver):
    funded("R", 10_000)
    winner = solver("ann", outcome=None)
    acts = [
        lambda: award(10_000, winner, name="award"),
        lambda: refunding.refund(reference="R", amount=usd(10_000), reason="remainder"),
    ] * 4

    def next_act():
        acts.pop()()

    refused = in_threads(8, next_act)
    taken = [*Payout.objects.values_list("amount", flat=True), *Refund.objects.values_list("amount", flat=True)]
    assert taken == [10_000]
    assert set(refused) <= {"not_held", "illegal_move"}
    assert [finding.rule for finding in self_check() if finding.breaches] == []


def test_of_the_same_news_told_at_once_one_is_booked(committed_db, simulator, ask):
    page = ask()
    fill(page.checkout_url, card=GOOD)
    session = gateway.retrieve_checkout_session(page.session_id)
    assert in_threads(10, lambda: settling.settle_checkout(session)) == []
    assert balance(Kind.PURSE, "usd", "R") == usd(10_000)
    assert Event.objects.filter(name="purse.funded").count() == 1
