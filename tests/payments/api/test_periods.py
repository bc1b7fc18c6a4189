import pytest

from tests.bounties.conftest import client_of
from tests.payments.periods.conftest import cleo, mia, over, person, winter
from tests.payments.statements.conftest import read_csv

__all__ = ["cleo", "mia", "over", "person", "winter"]
MONTHS = "/api/v1/finance/periods"


def post(client, act, body=None):
    return client.post(f"{MONTHS}/2026-01/{act}", body or {}, headers={"Idempotency-Key": f"{act}-{id(body)}"})


@pytest.fixture
def maker(mia):
    return client_of(mia)


@pytest.fixture
def closer(cleo):
    return client_of(cleo)


def test_a_month_is_closed_over_http_by_two(over, maker, closer, person):
    assert post(maker, "prepare").json()["status"] == "prepared"
    assert post(maker, "close").status_code == 403
    closed = post(closer, "close")
    assert (closed.status_code, closed.json()["status"], closed.json()["closings"]) == (200, "closed", 1)
    again = closer.post(f"{MONTHS}/2026-01/close", {}, headers={"Idempotency-Key": "another"})
    assert (again.status_code, again.json()["code"]) == (409, "illegal_move")
    shown = maker.get(f"{MONTHS}/2026-01").json()
    assert len(shown["sha256"]) == 64
    assert {row["account"]: row["closing"] for row in shown["balances"]} == {"purse": -10_000, "stripe_pending": 10_000}
    assert all(point["is_good"] for point in shown["checklist"])
    reason = {"reason": "A fee is missing."}
    assert post(closer, "reopen", reason).json()["status"] == "closed"
    assert post(client_of(person("carl", "closer")), "reopen", reason).json()["status"] == "open"


def test_a_month_with_open_points_says_which(over, maker):
    answer = maker.post(f"{MONTHS}/2026-02/prepare", {}, headers={"Idempotency-Key": "k"})
    assert (answer.status_code, answer.json()["code"]) == (409, "period_not_ready")
    assert "Not yet: 2026-01" in answer.json()["detail"]


def test_months_are_listed_newest_first_and_taken_up_by_hand(over, maker):
    assert [row["month"] for row in maker.get(MONTHS).json()["results"]] == ["2026-03", "2026-02", "2026-01"]
    made = maker.post(MONTHS, {"month": "2026-02"}, headers={"Idempotency-Key": "a"})
    assert (made.status_code, made.json()["month"]) == (201, "2026-02")
    for wrong, key in [("2027-01", "b"), ("2026-00", "c"), ("soon", "d"), ("0000-01", "e")]:
        refused = maker.post(MONTHS, {"month": wrong}, headers={"Idempotency-Key": key})
        assert (refused.status_code, list(refused.json()["errors"])) == (400, ["month"])


def test_a_month_that_is_none_is_not_found(over, maker):
    assert maker.get(f"{MONTHS}/2031-01").status_code == 404
    assert maker.get(f"{MONTHS}/0000-01").status_code == 404
    assert maker.get(f"{MONTHS}/2026-13").status_code == 404


@pytest.mark.parametrize("month", ["2026-01", "2026-02"])
def test_a_trial_balance_is_a_file_whose_debits_are_its_credits(over, maker, month):
    rows = read_csv(maker.get(f"{MONTHS}/{month}/trial-balance").streaming_content)
    assert sum(int(row["debits_minor"]) - int(row["credits_minor"]) for row in rows) == 0
    assert sum(int(row["closing_minor"]) for row in rows) == 0
    assert rows
