from datetime import timedelta

import pytest

from bounties.accounts.models import User
from payments.disputes import settling as disputing
from payments.models import (
    Contribution,
    Discrepancy,
    Dispute,
    InboxEvent,
    Payout,
    Purse,
    Refund,
    StripeMovement,
    Transaction,
)
from payments.purses.refunding import refund_all
from payments.reconciliation import remedying
from payments.reconciliation.reconciling import reconcile
from tests.bounties.conftest import client_of
from tests.deliveries import deliver_all
from workers.models import Event

DOORS = ["/api/v1/finance/summary", "/api/v1/finance/exceptions", "/api/v1/finance/trace?id=R"]


@pytest.fixture
def life(committed_db, simulator, funded, solver, award):
    """Purse R, paid to its winner; purse Q, held."""
    funded("R", 10_000)
    award(10_000, solver("ann"))
    funded("Q", 5_000)
    deliver_all()
    reconcile()


@pytest.fixture
def finance(db_of_test):
    return client_of(User.objects.create_user("fay@example.com", role="finance", is_staff=True))


def test_the_summary_says_what_is_held_and_that_the_books_agree(life, finance):
    answer = finance.get("/api/v1/finance/summary").json()
    fees = 335 + 182
    assert answer == {
        "currencies": [
            {
                "currency": "usd",
                "held": 5_000,
                "owed": 0,
                "stripe": 10_500 + 5_250 - fees - 10_000,
                "difference": 0,
                "paid": 10_000,
                "refunded": 0,
                "fees": 750,
                "stripe_fees": fees,
                "losses": 0,
            }
        ]
    }


def test_exceptions_are_the_open_ones(life, finance, simulator):
    assert finance.get("/api/v1/finance/exceptions").json()["results"] == []
    simulator.control.add_funds(777)
    reconcile(grace=timedelta(0))
    (row,) = finance.get("/api/v1/finance/exceptions").json()["results"]
    assert (row["kind"], row["status"], row["stripe"], row["ledger"]) == ("unmatched_stripe", "open", 777, None)


def ids():
    """Every id by which one may come to purse R."""
    purse = Purse.objects.get(reference="R")
    contribution = purse.contributions.get()
    payout = Payout.objects.get()
    movement = StripeMovement.objects.get(source=contribution.charge_id)
    return [
        *("R", str(purse.pk), str(contribution.pk), str(payout.pk), payout.award_reference, *payout.transfer_ids),
        *(contribution.session_id, contribution.charge_id, contribution.payment_intent_id),
        *(str(payout.legs.get().pk), movement.pk),
    ]


def told_of():
    """Every id of what was booked, told or noted about purse R."""
    entries = Transaction.objects.filter(purse="R")
    assert entries.filter(source="").exists()  # some bear no object of Stripe's that would lead there
    news = {"type": "x", "created": "2026-01-05T00:00Z", "payload": {"livemode": False}, "way": "poll"}
    page = Contribution.objects.get(purse__reference="R").session_id
    InboxEvent.objects.create(id="evt_page", object_id=page, **news)
    row = Discrepancy.objects.create(kind="stuck", subject=str(Payout.objects.get().pk), currency="usd")
    fay = User.objects.get(email="fay@example.com")
    remedy = remedying.propose(discrepancy_id=row.pk, name="explain", reason="It is known.", by=fay)
    return [
        *(str(key) for entry in entries for key in (entry.pk, entry.effect_key)),
        *(str(key) for key in Event.objects.filter(root="R").values_list("pk", flat=True)),
        *("evt_page", str(row.pk), str(remedy.pk)),
    ]


def test_what_was_booked_told_or_noted_leads_to_the_purse_as_well(life, finance):
    wanted_ids = told_of()
    for wanted in wanted_ids:
        trace = finance.get("/api/v1/finance/trace", {"id": wanted}).json()
        assert trace.get("purse", {}).get("reference") == "R", wanted
        assert "evt_page" in [news["id"] for news in trace["stripe"]["events"]]


@pytest.fixture
def eventful(committed_db, simulator, funded, solver, award):
    """Purse R: a part is awarded, the rest on its way back, and its payer's bank disputes a dollar."""
    contribution = funded("R", 10_000)
    award(6_000, solver("ann"))
    refund_all(reference="R", reason="client_request")
    disputing.look(dispute_id=simulator.control.dispute(contribution.charge_id, amount=100)["id"])


def test_every_exception_about_something_of_a_purse_stands_in_its_trace(eventful, finance):
    rows = [model.objects.get() for model in (Contribution, Payout, Refund, Dispute, Purse)]
    subjects = [*(str(row.pk) for row in rows), rows[0].charge_id, rows[3].dispute_id]
    for subject in subjects:
        Discrepancy.objects.create(kind="stuck", subject=subject, currency="usd")
    trace = finance.get("/api/v1/finance/trace", {"id": "R"}).json()
    assert {found["subject"] for found in trace["exceptions"]} == set(subjects)
    assert len(trace["refunds"]) == len(trace["disputes"]) == len(trace["payouts"]) == 1


def test_an_account_leads_to_its_payee_whose_payouts_the_newest_come_first(life, finance, award):
    payee = Payout.objects.select_related("payee__user").get().payee
    award(5_000, payee.user, reference="Q")
    trace = finance.get("/api/v1/finance/trace", {"id": payee.account_id}).json()
    assert (trace["purse"], [row["amount"]["amount"] for row in trace["payouts"]]) == (None, [5_000, 10_000])
    assert {event["name"] for event in trace["events"]} == {"payee.updated"}


def test_an_object_that_belongs_to_no_purse_has_a_trace_of_its_own(life, finance, simulator):
    simulator.control.add_funds(777)
    reconcile(grace=timedelta(0))
    (row,) = Discrepancy.objects.all()
    for wanted in (row.subject, str(row.pk), StripeMovement.objects.get(net=777).pk):
        trace = finance.get("/api/v1/finance/trace", {"id": wanted}).json()
        assert trace["purse"] is None
        assert [line["net"] for line in trace["stripe"]["movements"]] == [777]
        assert [found["id"] for found in trace["exceptions"]] == [str(row.pk)]
        assert "exception.opened" in [event["name"] for event in trace["events"]]


def test_any_id_leads_to_the_whole_trace(life, finance):
    for wanted in ids():
        trace = finance.get("/api/v1/finance/trace", {"id": wanted}).json()
        figures = {name: trace["purse"][name] for name in ("status", "funded", "held", "paid", "refunded")}
        assert figures == {"status": "closed", "funded": 10_000, "held": 0, "paid": 10_000, "refunded": 0}, wanted
    assert [entry["situation"] for entry in trace["postings"]] == ["funded", "awarded", "transferred"]
    assert [row["reporting_category"] for row in trace["stripe"]["movements"]] == ["charge", "transfer"]
    assert "purse.funded" in [event["name"] for event in trace["events"]]
    assert [leg["transfer_id"] for leg in trace["legs"]] == trace["payouts"][0]["transfer_ids"]
    assert trace["contributions"][0]["charge_id"] == Contribution.objects.get(purse__reference="R").charge_id


def test_an_event_leads_where_its_subject_does_though_its_root_leads_nowhere(life, finance):
    payout = str(Payout.objects.get().pk)
    told = {"name": "payout.transferred", "subject_type": "payments.payout", "audience": "staff"}
    event = Event.objects.create(subject_id=payout, root="of another world", **told)
    assert finance.get("/api/v1/finance/trace", {"id": str(event.pk)}).json()["purse"]["reference"] == "R"


def test_a_trace_s_flow_has_a_column_for_each_kind_of_account_that_was_touched_and_no_other(life, finance):
    (flow,) = finance.get("/api/v1/finance/trace", {"id": "R"}).json()["flow"]
    moved = {
        row["situation"]: {kind: amount for kind, amount in zip(flow["kinds"], row["amounts"], strict=True) if amount}
        for row in flow["rows"]
    }
    assert moved == {
        "funded": {"stripe_pending": 10_165, "stripe_fees": 335, "purse": -10_000, "fees": -500},
        "awarded": {"purse": 10_000, "payable": -10_000},
        "transferred": {"payable": 10_000, "stripe_pending": -10_000},
    }
    assert set(flow["kinds"]) == {kind for amounts in moved.values() for kind in amounts}
    assert {row["total"] for row in flow["rows"]} == {0}


def test_a_trace_shows_no_fingerprint_of_a_card(life, finance):
    answer = finance.get("/api/v1/finance/trace", {"id": "R"})
    assert Contribution.objects.get(purse__reference="R").fingerprint not in answer.content.decode()


@pytest.mark.parametrize("wanted", ["nothing", "ch_nothing", "018f0000-0000-7000-8000-000000000000", "'; --"])
def test_what_leads_nowhere_is_not_found(db, finance, wanted):
    assert finance.get("/api/v1/finance/trace", {"id": wanted}).status_code == 404


@pytest.mark.parametrize("wanted", ["pi_\0", "x" * 300])
def test_what_can_be_no_id_is_named_as_such(db, finance, wanted):
    answer = finance.get("/api/v1/finance/trace", {"id": wanted})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["id"])


def test_a_trace_needs_an_id(db, finance):
    answer = finance.get("/api/v1/finance/trace")
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["id"])


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("role", ["", "moderator", "arbiter"])
def test_only_finance_may_look(db, door, role):
    user = User.objects.create_user("someone@example.com", role=role, is_staff=bool(role))
    assert client_of(user).get(door).status_code == 403


@pytest.mark.parametrize("door", DOORS)
def test_a_visitor_must_sign_in(db, door):
    assert client_of(None).get(door).status_code == 401


@pytest.mark.parametrize("door", DOORS)
def test_a_token_without_the_scope_opens_nothing(db, door):
    user = User.objects.create_user("fay@example.com", role="finance", is_staff=True)
    assert client_of(user, "payouts:read").get(door).status_code == 403


def test_while_stripe_is_away_the_summary_says_so(db, simulator, finance):
    for _ in range(3):  # a read is tried three times
        simulator.control.fault("GET /v1/balance", "drop_before")
    assert finance.get("/api/v1/finance/summary").status_code == 503
