"""Payouts and onboarding over HTTP: who sees what, and what finance may do."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group

from payments.models import Contribution, Payee, Payout
from tests.bounties.conftest import client_of
from tests.payments.deliveries import deliver_money


@pytest.fixture
def owed(funded, solver, award):
    """A payout of 600 dollars to ann, waiting for finance."""
    funded("R", 60_000)
    (payout,) = award(60_000, solver("ann"))
    deliver_money()
    return payout


def url(payout: Payout, act: str = "") -> str:
    return f"/api/v1/payouts/{payout.pk}" + (f"/{act}" if act else "")


def verified(user):
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return client_of(user)


def test_a_payee_sees_their_own(owed):
    ann = verified(owed.payee.user)
    (row,) = ann.get("/api/v1/payouts?challenge=R").json()["results"]
    assert row == ann.get(url(owed)).json()
    assert (row["id"], row["status"], row["hold_reason"]) == (str(owed.pk), "ready", "")
    assert row["amount"] == {"amount": 60_000, "currency": "usd"}
    assert row["transfer_ids"] == []


def test_a_paid_payout_names_its_transfers(owed, finance):
    fay = verified(finance("fay"))
    assert fay.post(url(owed, "approve"), {}).json()["status"] == "approved"
    deliver_money()
    row = fay.get(url(owed)).json()
    assert row["status"] == "transferred"
    assert row["transfer_ids"] == [owed.legs.get().transfer_id]


def test_for_everybody_else_it_is_not_there(owed, solver):
    ben = verified(solver("ben", outcome=None))
    assert ben.get("/api/v1/payouts").json()["results"] == []
    assert ben.get(url(owed)).status_code == 404


def test_a_visitor_is_asked_to_sign_in(owed):
    assert client_of(None).get(url(owed)).status_code == 401


def test_the_list_of_another_challenge_is_empty(owed, finance):
    fay = verified(finance("fay"))
    assert fay.get("/api/v1/payouts?challenge=S").json()["results"] == []
    assert len(fay.get("/api/v1/payouts").json()["results"]) == 1


@pytest.mark.parametrize("act", ["approve", "hold", "release"])
def test_only_finance_decides(owed, act):
    response = verified(owed.payee.user).post(url(owed, act), {"reason": "Because."})
    assert (response.status_code, response.json()["code"]) == (403, "insufficient_scope")


def test_a_hold_and_its_release(owed, finance):
    fay = verified(finance("fay"))
    assert fay.post(url(owed, "hold"), {"reason": "Odd."}).json()["hold_reason"] == "hold"
    assert fay.post(url(owed, "approve"), {}).status_code == 409
    assert fay.post(url(owed, "release"), {"reason": "Explained."}).json()["status"] == "ready"


@pytest.mark.parametrize(
    "body", [{}, {"reason": ""}, {"reason": "  "}, {"reason": "x", "amount": 1}, {"reason": ["x"]}]
)
@pytest.mark.parametrize("act", ["hold", "release"])
def test_a_decision_says_why_and_nothing_else(owed, finance, act, body):
    response = verified(finance("fay")).post(url(owed, act), body)
    assert response.status_code == 400
    assert response.json()["errors"]


def test_a_second_approval_by_the_same_person_is_a_conflict(funded, solver, award, finance):
    funded("R", 600_000)
    (payout,) = award(600_000, solver("ann"))
    deliver_money()
    fay = verified(finance("fay"))
    fay.post(url(payout, "approve"), {})
    response = fay.post(url(payout, "approve"), {})
    assert (response.status_code, response.json()["code"]) == (409, "already_approved")


def test_onboarding_gives_an_address(simulator, solver):
    ann = solver("ann", outcome=None)
    response = verified(ann).post("/api/v1/payee/onboarding")
    assert response.status_code == 200
    assert response.json()["url"].startswith(simulator.api)
    assert Payee.objects.get(user=ann).status == "onboarding"


def test_onboarding_repeated_under_its_key_resumes_the_same_visit(simulator, solver):
    ann = verified(solver("ann", outcome=None))
    answers = {ann.post("/api/v1/payee/onboarding", headers={"Idempotency-Key": "k"}).json()["url"] for _ in range(2)}
    assert len(answers) == 1


def test_onboarding_while_stripe_is_away_says_so(simulator, solver):
    ann = verified(solver("ann", outcome=None))
    simulator.control.fault("POST /v1/accounts", "drop_before")
    response = ann.post("/api/v1/payee/onboarding")
    assert (response.status_code, response.json()["code"]) == (503, "stripe_unavailable")
    assert response["Retry-After"]


def test_onboarding_from_a_country_that_cannot_be_paid_is_refused(simulator, solver):
    ann = solver("ann", outcome=None)
    ann.country = "KP"
    ann.save()
    response = verified(ann).post("/api/v1/payee/onboarding")
    assert (response.status_code, response.json()["code"]) == (409, "country_not_supported")


def test_the_list_asks_the_same_number_of_questions_whatever_its_length(
    funded, solver, award, finance, django_assert_max_num_queries
):
    funded("R", 10_000)
    for number in range(4):
        award(1_000, solver(f"solver{number}", outcome=None))
    fay = verified(finance("fay"))
    with django_assert_max_num_queries(5):
        fay.get("/api/v1/payouts")


class TestStopped:
    def test_a_failed_payout_is_sent_on(self, owed, finance):
        charge = Contribution.objects.get().charge_id
        fay = verified(finance("fay"))
        Contribution.objects.update(charge_id="ch_gone")
        fay.post(url(owed, "approve"), {})
        deliver_money()
        assert fay.get(url(owed)).json()["status"] == "failed"
        Contribution.objects.update(charge_id=charge)
        assert fay.post(url(owed, "retry"), {"reason": "The charge is right now."}).status_code == 200
        deliver_money()
        assert fay.get(url(owed)).json()["status"] == "transferred"

    def test_what_goes_on_by_itself_is_not_retried(self, owed, finance):
        answer = verified(finance("fay")).post(url(owed, "retry"), {"reason": "Faster!"})
        assert (answer.status_code, answer.json()["code"]) == (409, "illegal_move")

    def test_a_payout_is_given_up(self, owed, finance):
        fay = verified(finance("fay"))
        assert fay.post(url(owed, "cancel"), {"reason": "Disqualified."}).json()["status"] == "cancelled"
        assert fay.post(url(owed, "cancel"), {"reason": "Again."}).status_code == 409


class TestManyApprovals:
    def test_each_has_its_own_outcome(self, owed, finance):
        nothing = "00000000-0000-7000-8000-000000000000"
        fay = verified(finance("fay"))
        sent = {"payouts": [str(owed.pk), nothing], "reason": "Looked through."}
        first, second = (fay.post("/api/v1/payouts/approvals", sent).json()["outcomes"] for _ in range(2))
        assert first == [
            {"payout": str(owed.pk), "done": True, "status": "approved", "code": "", "detail": ""},
            {
                "payout": nothing,
                "done": False,
                "status": None,
                "code": "not_found",
                "detail": "There is no such payout.",
            },
        ]
        assert [(one["done"], one["code"]) for one in second] == [(False, "illegal_move"), (False, "not_found")]

    @pytest.mark.parametrize("payouts", [[], ["x"], "all", None])
    def test_bad_lists_are_refused(self, owed, finance, payouts):
        answer = verified(finance("fay")).post("/api/v1/payouts/approvals", {"payouts": payouts})
        assert (answer.status_code, Payout.objects.get().status) == (400, "ready")

    def test_a_maker_approves_none(self, owed, finance):
        user = finance("may")
        user.groups.add(Group.objects.get(name="maker"))
        answer = verified(user).post("/api/v1/payouts/approvals", {"payouts": [str(owed.pk)]})
        assert (answer.status_code, Payout.objects.get().status) == (403, "ready")
