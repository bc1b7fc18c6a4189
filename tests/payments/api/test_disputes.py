"""Disputes, debts and write-offs over the API."""

import pytest

from bounties.accounts.models import User
from payments.disputes import concluding, settling
from payments.models import Dispute
from tests.bounties.conftest import client_of
from tests.deliveries import deliver_all

DISPUTES, WRITE_OFFS = "/api/v1/finance/disputes", "/api/v1/finance/write-offs"


@pytest.fixture
def staff(db_of_test):
    return [
        client_of(User.objects.create_user(f"{name}@example.com", role="finance", is_staff=True))
        for name in ("fay", "fin")
    ]


@pytest.fixture
def disputed(committed_db, simulator, funded):
    """A disputed contribution, and what the bank says next: `disputed("lost")`."""
    told = simulator.control.dispute(funded("R", 10_000).charge_id)["id"]
    settling.look(dispute_id=told)

    def decide(status):
        simulator.control.decide(told, status)
        settling.look(dispute_id=told)
        deliver_all()

    return decide


def test_a_dispute_is_shown_with_its_money_and_its_due_date(disputed, staff):
    (row,) = staff[0].get(f"{DISPUTES}?open=true").json()["results"]
    shown = staff[0].get(f"{DISPUTES}/{row['id']}").json()
    assert shown == row
    assert (shown["status"], shown["amount"]) == ("needs_response", {"amount": 10_500, "currency": "usd"})
    assert (shown["withdrawn"], shown["fee"], shown["at_stake"], shown["payer"]) == (10_500, 1_500, 10_500, "sponsor")
    assert shown["evidence_due_by"]
    disputed("won")
    assert staff[0].get(f"{DISPUTES}?open=true").json()["results"] == []


def test_evidence_is_sent_and_kept_with_its_sender(disputed, staff):
    pk = Dispute.objects.get().pk
    body = {"text": "We delivered.", "reason": "We can show it."}
    answer = staff[0].post(f"{DISPUTES}/{pk}/evidence", body, format="json")
    assert (answer.status_code, answer.json()["acts"][0]["status"]) == (200, "reserved")
    again = staff[1].post(f"{DISPUTES}/{pk}/accept", {"reason": "No."}, format="json")
    assert (again.status_code, again.json()["code"]) == (409, "act_under_way")
    deliver_all()
    shown = staff[0].get(f"{DISPUTES}/{pk}").json()
    assert (shown["status"], shown["acts"][0]["reason"]) == ("under_review", "We can show it.")


@pytest.mark.parametrize("body", [{}, {"reason": ""}, {"reason": "x", "more": 1}])
def test_giving_in_needs_a_reason_and_nothing_else(disputed, staff, body):
    answer = staff[0].post(f"{DISPUTES}/{Dispute.objects.get().pk}/accept", body, format="json")
    assert answer.status_code == 400


def test_a_debt_is_written_off_by_two(disputed, staff):
    disputed("lost")
    concluding.bear(dispute_id=Dispute.objects.get().pk)
    owed = {"sponsor": "sponsor", "debt": {"amount": 10_500, "currency": "usd"}}
    assert staff[0].get("/api/v1/finance/debts").json() == {"debts": [owed]}
    wish = {"sponsor": "sponsor", "amount": 10_500, "currency": "usd", "reason": "Bankrupt."}
    row = staff[0].post(WRITE_OFFS, wish, format="json")
    assert (row.status_code, row.json()["status"]) == (201, "proposed")
    agree = f"{WRITE_OFFS}/{row.json()['id']}/agree"
    alone = staff[0].post(agree, {"reason": "Yes."}, format="json")
    assert (alone.status_code, alone.json()["code"]) == (409, "second_person_needed")
    assert staff[1].post(agree, {"reason": "Yes."}, format="json").json()["status"] == "agreed"
    assert staff[0].get("/api/v1/finance/debts").json() == {"debts": []}
    (listed,) = staff[0].get(WRITE_OFFS).json()["results"]
    assert (listed["reason"], listed["decision_reason"]) == ("Bankrupt.", "Yes.")


@pytest.mark.parametrize(
    "change", [{"amount": 10_501}, {"amount": 0}, {"amount": -1}, {"amount": 1.5}, {"currency": "xxx"}, {"reason": ""}]
)
def test_a_wrong_write_off_is_refused_with_a_sentence(disputed, staff, change):
    disputed("lost")
    concluding.bear(dispute_id=Dispute.objects.get().pk)
    wish = {"sponsor": "sponsor", "amount": 1, "currency": "usd", "reason": "Bankrupt."}
    answer = staff[0].post(WRITE_OFFS, wish | change, format="json")
    assert answer.status_code in (400, 409)
    assert answer.json()["detail"]


def test_a_trace_shows_the_dispute(disputed, staff):
    dispute = Dispute.objects.get()
    for wanted in ("R", dispute.dispute_id, str(dispute.pk)):
        shown = staff[0].get("/api/v1/finance/trace", {"id": wanted}).json()
        assert [row["dispute_id"] for row in shown["disputes"]] == [dispute.dispute_id]
