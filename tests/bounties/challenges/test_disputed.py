"""A sponsor's bank takes its payment back: what becomes of the challenge, its entrants, and the sponsor."""

import pytest

from bounties.accounts.blocking import SponsorBlocked
from bounties.accounts.models import Sponsor
from bounties.challenges import funding, reviewing
from bounties.challenges.models import Challenge
from bounties.challenges.problems import Incomplete
from bounties.entries import cancelling, closing, disputing
from bounties.notifications.models import Notification
from payments.disputes import owing, settling
from payments.ledger.accounts import Kind, balance
from payments.models import Contribution, Dispute, Purse, Refund
from payments.money import Money
from payments.purses import refunding
from payments.purses.settling import look
from payments.reconciliation.proving import self_check
from tests.bounties.building import close, make_challenge, make_entry
from tests.bounties.conftest import client_of, make_staff, make_user
from tests.deliveries import deliver_all
from tests.simulator import GOOD, fill

pytestmark = pytest.mark.django_db
TOTAL = 147_000  # prizes of 140,000 and five per cent


@pytest.fixture
def challenge(simulator):
    return paid()


def paid():
    """Open, paid with a card."""
    challenge = make_challenge("approved")
    answer = client_of(challenge.created_by).post(f"/api/v1/challenges/{challenge.pk}/fund", HTTP_IDEMPOTENCY_KEY="k")
    fill(answer.json()["checkout_url"], card=GOOD)
    look(contribution_id=answer.json()["contribution"])
    return settled(challenge)


def settled(challenge):
    deliver_all()
    return Challenge.objects.select_related("sponsor").get(pk=challenge.pk)


def dispute(simulator, challenge, decision="", **facts):
    """The bank takes the money, and perhaps decides at once."""
    charge = Contribution.objects.get(purse__reference=str(challenge.pk)).charge_id
    told = simulator.control.dispute(charge, **facts)["id"]
    if decision:
        simulator.control.decide(told, decision)
    settling.look(dispute_id=told)
    deliver_all()
    return told


def decide(simulator, told, decision):
    simulator.control.decide(told, decision)
    settling.look(dispute_id=told)
    deliver_all()


def breaches():
    return [breach for finding in self_check() for breach in finding.breaches]


def sponsor_as_seen(challenge):
    return client_of(challenge.created_by).get(f"/api/v1/sponsors/{challenge.sponsor_id}").json()


def owed(challenge):
    return balance(Kind.SPONSOR_DEBT, "usd", str(challenge.sponsor_id)).amount


def test_lost_before_anyone_entered_the_challenge_is_called_off(simulator, challenge):
    dispute(simulator, challenge, "lost")
    challenge = settled(challenge)
    assert (challenge.status, challenge.cancel_reason) == ("cancelled", "payment_failed")
    assert (owed(challenge), challenge.sponsor.blocked_at) == (0, None)
    assert Purse.objects.get().status == "closed"
    assert not Refund.objects.exists()
    assert breaches() == []


def test_lost_with_entries_in_it_goes_on_and_the_sponsor_owes(simulator, challenge):
    make_entry(challenge)
    dispute(simulator, challenge, "lost")
    challenge = settled(challenge)
    assert (challenge.status, Purse.objects.get().status) == ("open", "held")
    assert owed(challenge) == TOTAL
    seen = sponsor_as_seen(challenge)
    assert (seen["status"], seen["blocked"]) == ("blocked", True)
    assert seen["debt"] == [{"amount": TOTAL, "currency": "usd"}]
    assert breaches() == []


def test_an_entry_that_was_taken_back_is_none(simulator, challenge):
    make_entry(challenge)
    challenge.entries.update(status="withdrawn")
    dispute(simulator, challenge, "lost")
    assert settled(challenge).status == "cancelled"


def test_deadlines_pass_while_money_is_frozen_and_the_money_waits(simulator, challenge):
    told = dispute(simulator, challenge)
    close(challenge)
    challenge = settled(challenge)
    assert (challenge.status, Purse.objects.get().status) == ("expired", "frozen")
    decide(simulator, told, "won")
    assert Refund.objects.values_list("amount", "fee", "status").get() == (140_000, 7_000, "refunded")
    assert Purse.objects.get().status == "closed"
    assert breaches() == []


def test_expired_while_frozen_and_lost_nothing_is_sent_back_twice(simulator, challenge):
    told = dispute(simulator, challenge)
    close(challenge)
    decide(simulator, told, "lost")
    assert (settled(challenge).status, Purse.objects.get().status) == ("expired", "closed")
    assert not Refund.objects.exists()
    assert breaches() == []


def test_cancelled_while_frozen_the_refund_waits(simulator, challenge):
    told = dispute(simulator, challenge)
    cancelling.cancel(challenge_id=challenge.pk, reason="client_request", by=challenge.created_by)
    deliver_all()
    assert not Refund.objects.exists()
    decide(simulator, told, "won")
    assert Refund.objects.get().status == "refunded"


def test_told_again_nothing_happens_twice(simulator, challenge):
    make_entry(challenge)
    dispute(simulator, challenge, "lost")
    disputing.conclude(challenge_id=challenge.pk, dispute_id=Dispute.objects.get().pk)
    disputing.conclude(challenge_id=challenge.sponsor_id, dispute_id=Dispute.objects.get().pk)
    assert owed(challenge) == TOTAL


def test_a_sponsor_who_owes_neither_submits_nor_pays(simulator, challenge):
    make_entry(challenge)
    approved = make_challenge("approved", sponsor=challenge.sponsor)
    draft = make_challenge("draft", sponsor=challenge.sponsor)
    dispute(simulator, challenge, "lost")
    with pytest.raises(Incomplete, match=r"owes \$1,470\.00"):
        reviewing.submit(challenge_id=draft.pk, by=challenge.created_by)
    with pytest.raises(SponsorBlocked, match=r"owes \$1,470\.00.*pay-debt"):
        funding.open_purse(challenge_id=approved.pk, client_key="k", by=challenge.created_by)


def test_a_debt_is_paid_on_a_page_and_the_sponsor_is_free(simulator, challenge):
    make_entry(challenge)
    dispute(simulator, challenge, "lost")
    client = client_of(challenge.created_by)
    url = f"/api/v1/sponsors/{challenge.sponsor_id}/pay-debt"
    pages = [client.post(url, {"currency": "usd"}, HTTP_IDEMPOTENCY_KEY=key, format="json") for key in ("a", "a", "b")]
    assert [page.status_code for page in pages] == [201, 201, 201]
    assert len({page.json()["checkout_url"] for page in pages}) == 1
    fill(pages[0].json()["checkout_url"], card=GOOD)
    look(contribution_id=pages[0].json()["contribution"])
    deliver_all()
    seen = sponsor_as_seen(challenge)
    assert (owed(challenge), seen["status"], seen["debt"]) == (0, "verified", [])
    assert balance(Kind.LOSSES, "usd") == Money(0, "usd")
    assert breaches() == []
    again = client.post(url, {"currency": "usd"}, HTTP_IDEMPOTENCY_KEY="c", format="json")
    assert (again.status_code, again.json()["code"]) == (409, "nothing_owed")


def test_only_who_spends_the_sponsors_money_pays_its_debt(simulator, challenge):
    viewer = make_user()
    challenge.sponsor.memberships.create(user=viewer, role="viewer")
    url = f"/api/v1/sponsors/{challenge.sponsor_id}/pay-debt"
    answer = client_of(viewer).post(url, {"currency": "usd"}, HTTP_IDEMPOTENCY_KEY="k", format="json")
    assert answer.status_code == 403


def test_a_debt_that_is_written_off_frees_the_sponsor(simulator, challenge):
    make_entry(challenge)
    dispute(simulator, challenge, "lost")
    facts = {"payer_reference": str(challenge.sponsor_id), "amount": Money(TOTAL, "usd"), "reason": "Bankrupt."}
    row = owing.propose_write_off(**facts, by=make_staff("finance"))
    owing.agree_to_write_off(write_off_id=row.pk, by=make_staff("finance"), reason="So it is.")
    deliver_all()
    assert (owed(challenge), Sponsor.objects.get(pk=challenge.sponsor_id).blocked_at) == (0, None)


def test_a_prize_that_nobody_won_pays_the_debt_but_not_the_platforms_fee(simulator, challenge):
    make_entry(challenge)
    dispute(simulator, challenge, "lost")
    refunding.refund_all(reference=str(challenge.pk), reason="no_award")
    deliver_all()
    assert (owed(challenge), Refund.objects.count()) == (7_000, 0)
    assert breaches() == []


def test_the_bank_is_shown_what_was_ordered_and_delivered(simulator, challenge):
    entry = make_entry(challenge)
    dispute(simulator, challenge)
    facts = Dispute.objects.get().facts
    assert challenge.terms_sha256 in facts
    assert entry.versions.get().sha256 in facts


def test_whom_it_concerns_is_told(simulator, challenge):
    finance = make_staff("finance")
    make_entry(challenge)
    dispute(simulator, challenge, "lost")
    told = set(Notification.objects.values_list("kind", "user__email"))
    payer = challenge.created_by.email
    assert told >= {("dispute.opened", finance.email), ("dispute.opened", payer), ("dispute.borne", payer)}


def test_an_inquiry_changes_nothing(simulator, challenge):
    dispute(simulator, challenge, inquiry=True)
    closing.close_due()
    assert (settled(challenge).status, Purse.objects.get().status) == ("open", "held")
    assert Notification.objects.filter(kind="dispute.inquired", user=challenge.created_by).exists()
