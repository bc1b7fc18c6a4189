"""Payments that arrive in the same instant as each other, or as the hour that ends them: exactly one outcome each."""

import json
import random
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from bounties.challenges import backing, crowdfunding
from bounties.challenges.models import Challenge, Raise
from bounties.challenges.terms import document_of, terms_of
from bounties.entries import amending, cancelling, closing
from payments.ledger.accounts import Kind, balance
from payments.purses.models import Contribution, Purse, Refund
from payments.purses.settling import look, settle_checkout
from payments.reconciliation.proving import self_check
from payments.stripe import gateway, poller
from tests.bounties.building import make_entry
from tests.bounties.challenges.test_crowdfunding import GOAL, ask, backer, crowd, paid_for, raise_it
from tests.clock import move_clock
from tests.deliveries import deliver_all
from tests.meeting import held_then_met
from tests.payments.stripe.conftest import Webhooks
from tests.simulator import GOOD, fill
from workers.models import Event

pytestmark = pytest.mark.usefixtures("committed_db")
EXTRA = 5_000


def at_once(*acts):
    """Each in its own thread and session, begun together; what was raised."""
    start, raised = Barrier(len(acts)), []

    def run(act):
        try:
            start.wait()
            act()
        except Exception as error:
            raised.append(repr(error))
        finally:
            connection.close()

    threads = [Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def paid(answer):
    """The page of an answer, paid behind our back; the act that hears of it."""
    assert answer.status_code == 201, answer.content
    assert fill(answer.json()["checkout_url"], card=GOOD).status_code == 303
    return lambda: look(contribution_id=answer.json()["id"])


def outcome(challenge):
    """Status, prize money and what the purse holds; every rule of the books is kept."""
    deliver_all()
    challenge.refresh_from_db()
    assert [finding.rule for finding in self_check() if finding.breaches] == []
    return challenge.status, challenge.prize_total, balance(Kind.PURSE, "usd", str(challenge.pk)).amount


@pytest.mark.parametrize("number", [2, 5])
def test_of_backers_who_pay_the_last_of_the_goal_at_once_one_is_taken(simulator, number):
    challenge = crowd()
    hear = [paid(ask(challenge, backer(), GOAL)) for _ in range(number)]
    assert at_once(*hear, *hear) == []
    assert outcome(challenge) == ("open", GOAL, GOAL)
    assert Contribution.objects.filter(status="settled").count() == 1
    back = [(refund.amount, refund.status) for refund in Refund.objects.all()]
    assert back == [(GOAL + 7_000, "refunded")] * (number - 1)


@pytest.mark.parametrize("shift", [0, 1_801])
def test_of_the_last_payment_and_the_hour_at_once_one_decides(simulator, shift):
    challenge = crowd()
    hear = paid(ask(challenge, backer(), GOAL))
    move_clock(seconds=shift)
    assert at_once(hear, crowdfunding.end_due, lambda: move_clock(seconds=1_801), crowdfunding.end_due) == []
    crowdfunding.end_due()
    status, _, held = outcome(challenge)
    assert (status, held, Refund.objects.count()) in {("open", GOAL, 0), ("cancelled", 0, 1)}
    assert status == "cancelled" or not shift


@pytest.mark.parametrize("shift", [0, 3_601])
def test_a_raise_in_the_second_of_the_close_raises_or_goes_back(simulator, shift):
    challenge = paid_for()
    make_entry(challenge)
    hear = paid(raise_it(challenge, (challenge.created_by, None), EXTRA))
    move_clock(seconds=shift)
    assert at_once(hear, closing.close_due, lambda: move_clock(seconds=3_601), closing.close_due) == []
    closing.close_due()
    status, prizes, held = outcome(challenge)
    taken = Raise.objects.get().applied_at is not None
    assert (status, prizes) == ("judging", GOAL + EXTRA * taken)
    assert (held, Purse.objects.get().target) == (prizes, prizes)
    assert [refund.status for refund in Refund.objects.all()] == ([] if taken else ["refunded"])
    assert not (taken and shift)


def test_a_raise_that_arrives_while_the_challenge_is_called_off_goes_back(simulator):
    challenge = paid_for()
    hear = paid(raise_it(challenge, (challenge.created_by, None), EXTRA))
    facts = {"challenge_id": challenge.pk, "reason": "client_request", "by": challenge.created_by}
    held_then_met(lambda: cancelling.cancel(**facts), hear)
    assert outcome(challenge) == ("cancelled", GOAL, 0)
    stray = Contribution.objects.get(status="astray")
    assert (Raise.objects.get().applied_at, stray.received) == (None, EXTRA + 250)


def test_a_raise_that_arrives_while_the_terms_are_clarified_keeps_both(simulator):
    challenge = paid_for()
    hear = paid(raise_it(challenge, (challenge.created_by, None), EXTRA))
    challenge.refresh_from_db()
    facts = {"challenge_id": challenge.pk, "version": challenge.version, "by": challenge.created_by}
    statement = f"{challenge.statement}\n\nClarified: indoors."
    held_then_met(lambda: amending.amend(changes={"statement": statement}, **facts), hear)
    assert outcome(challenge) == ("open", GOAL + EXTRA, GOAL + EXTRA)
    assert (challenge.statement, challenge.version) == (statement, facts["version"] + 2)
    latest = challenge.terms.latest("number")
    assert (latest.sha256, latest.document) == (challenge.terms_sha256, document_of(terms_of(challenge)))


def test_a_payment_that_its_bank_has_just_begun_to_work_on_is_not_withdrawn(simulator):
    person = backer()
    page = ask(crowd(), person, 10_000).json()
    fill(page["checkout_url"], debit="pays")
    contribution = Contribution.objects.get()
    session = gateway.retrieve_checkout_session(contribution.session_id)
    _, second = held_then_met(
        lambda: settle_checkout(session), lambda: backing.withdraw(contribution_id=contribution.pk, by=person[0])
    )
    assert isinstance(second, backing.ContributionBinds)
    assert Contribution.objects.get().status == "pending"


def test_two_raises_of_one_prize_at_once_both_count(simulator):
    challenge = paid_for()
    hear = [paid(raise_it(challenge, backer(), EXTRA)) for _ in range(2)]
    assert at_once(*hear, *hear) == []
    assert outcome(challenge) == ("open", GOAL + 2 * EXTRA, GOAL + 2 * EXTRA)
    assert Event.objects.filter(name="challenge.prize_raised").count() == 2


def tell_badly(simulator, luck):
    """Stripe's events shuffled, each twice, one in four lost, and each after a forgery of it."""
    told = [entry for entry in simulator.control.dump()["objects"]["event"] if luck.random() > 0.25] * 2
    luck.shuffle(told)
    for entry in told:
        bare = {name: value for name, value in entry.items() if name != "account"}
        forged = json.dumps(bare | {"id": f"evt_forged{luck.random()}"}).encode()
        assert Webhooks().send(forged, secret="whsec_guess").status_code == 400
        assert Webhooks().send(bare).status_code == 204


@pytest.mark.parametrize("seed", range(3))
def test_news_that_are_forged_shuffled_repeated_and_lost_change_no_outcome(simulator, seed):
    luck = random.Random(seed)
    challenge, people = crowd(), [backer(), backer()]
    for person, amount in zip(people, (40_000, 100_000), strict=True):
        paid(ask(challenge, person, amount))
    tell_badly(simulator, luck)
    poller.poll()
    assert outcome(challenge) == ("open", GOAL, GOAL)
    paid(raise_it(challenge, people[0], EXTRA))
    tell_badly(simulator, luck)
    poller.poll()
    assert outcome(challenge) == ("open", GOAL + EXTRA, GOAL + EXTRA)
    tell_badly(simulator, luck)
    assert outcome(challenge) == ("open", GOAL + EXTRA, GOAL + EXTRA)
    assert (Event.objects.filter(name="contribution.settled").count(), Refund.objects.count()) == (3, 0)


def test_news_that_come_days_after_the_goal_s_hour_send_the_money_back(simulator):
    challenge = crowd()
    paid(ask(challenge, backer(), GOAL))
    move_clock(seconds=timedelta(days=3).total_seconds())
    crowdfunding.end_due()
    tell_badly(simulator, random.Random(1))
    poller.poll()
    assert outcome(challenge) == ("cancelled", GOAL, 0)
    assert [(refund.amount, refund.status) for refund in Refund.objects.all()] == [(GOAL + 7_000, "refunded")]
    assert Challenge.objects.get().cancel_reason == "goal_not_met"
