"""What the terms ask of winners before they are paid: signed rights, and an identity that Stripe knows."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from bounties.awards import accepting, disqualifying, overdue, owing, papers
from bounties.awards.bundling import document_of_decision
from bounties.awards.deeds import deed_of
from bounties.awards.errors import PapersNotAsked
from bounties.awards.models import Award, Paper
from bounties.canonical import canonical_bytes
from bounties.challenges.models import Challenge
from bounties.challenges.terms import document_of, terms_of
from bounties.entries import disqualifying as charging
from bounties.entries.models import DisqualificationStatus
from bounties.entries.submitting import canonical
from bounties.errors import InvalidInput, OutOfDate
from payments.ledger.accounts import Kind, balance
from payments.payouts.models import Payout
from tests.bounties.awards.conftest import award_of
from tests.bounties.awards.papering import (
    award,
    captain,
    heard,
    know,
    mate,
    pass_end,
    sign,
    stage,
    status_of,
    tell_of,
    world,
)
from tests.bounties.conftest import client_of, make_staff, make_user
from tests.clock import move_clock
from tests.deliveries import deliver_all
from workers.clock import laurel_now

__all__ = ["award", "captain", "mate", "stage", "world"]


def test_an_accepted_award_waits_thirty_days_for_what_is_asked_and_no_money_moves(stage, award, captain, mate):
    deliver_all()
    assert status_of(award) == "verifying"
    assert timedelta(days=30) - timedelta(minutes=5) < award.due_at - laurel_now() <= timedelta(days=30)
    assert not Payout.objects.filter(award_reference=str(award.pk)).exists()
    assert balance(Kind.PURSE, "usd", str(stage.challenge.pk)).amount == 150_000
    assert heard(captain, "Before you are paid")
    assert heard(mate, "Before you are paid")


def test_signed_and_known_the_team_is_paid_to_the_unit(stage, award, captain, mate):
    deliver_all()
    sign(award, captain, mate)
    know(captain)
    assert status_of(award) == "verifying"
    know(mate)
    assert status_of(award) == "paying"
    payouts = Payout.objects.filter(award_reference=str(award.pk))
    assert {one.payee.user_id: one.amount for one in payouts} == {captain.pk: 60_000, mate.pk: 40_000}
    assert balance(Kind.PURSE, "usd", str(stage.challenge.pk)).amount == 50_000
    assert heard(stage.owner, "The papers are there")


def test_whom_stripe_knew_before_is_not_asked(stage, captain, mate):
    know(captain)
    award = accepting.accept(award_id=award_of(stage, 0).pk, by=captain)
    deliver_all()
    (paper,) = Paper.objects.all()
    assert (paper.user, paper.kind) == (captain, "identity")
    sign(award, captain)
    assert owing.missing(award) == {mate.pk: ["rights", "identity"]}


def test_nobody_is_asked_twice_and_what_lacks_again_holds_up_their_payout_only(award, captain, mate):
    know(captain, mate)
    tell_of(mate, "inactive")
    sign(award, captain, mate)
    deliver_all()
    assert status_of(award) == "paying"
    blocked = Payout.objects.filter(award_reference=str(award.pk), status="blocked", hold_reason="kyc")
    assert [payout.payee.user for payout in blocked] == [mate]


def test_the_text_is_read_before_it_is_accepted_and_by_the_sponsor_only_then(stage, captain, mate):
    offered = award_of(stage, 0)
    deed = owing.papers_seen_by(offered.pk, captain).deed
    assert deed == owing.papers_seen_by(offered.pk, mate).deed
    version = stage.entries[0].versions.get()
    for word in (version.title, version.sha256, stage.entries[0].terms.sha256, stage.sponsor.name):
        assert word in deed.text
    for reader in (stage.owner, stage.entries[1].entrant, make_user()):
        with pytest.raises(Award.DoesNotExist):
            owing.papers_seen_by(offered.pk, reader)
    accepting.accept(award_id=offered.pk, by=captain)
    assert [owed.given_at for owed in owing.papers_seen_by(offered.pk, stage.owner).papers] == [None] * 4


def test_only_the_text_that_was_read_is_signed(award, captain):
    with pytest.raises(OutOfDate, match="Read it again"):
        papers.sign_rights(award_id=award.pk, legal_name="Sam", sha256="0" * 64, by=captain)
    with pytest.raises(InvalidInput):
        papers.sign_rights(award_id=award.pk, legal_name=" ", sha256=deed_of(award).sha256, by=captain)
    assert not Paper.objects.exists()


def test_a_deed_is_signed_by_a_name_of_one_plain_line(award, captain):
    for odd in ("Sam\nSolver", "Sam \u202erevloS"):
        with pytest.raises(InvalidInput, match="one plain line") as refusal:
            papers.sign_rights(award_id=award.pk, legal_name=odd, sha256=deed_of(award).sha256, by=captain)
        assert refusal.value.field == "legal_name"
    assert not Paper.objects.exists()


def test_a_signature_keeps_name_time_and_the_very_text_and_a_repeat_changes_nothing(award, captain):
    sign(award, captain)
    papers.sign_rights(award_id=award.pk, legal_name="Other", sha256="0" * 64, by=captain)
    paper = Paper.objects.get()
    assert (paper.legal_name, paper.document) == (f"{captain.name} Esq.", deed_of(award).text)
    fields = {field.name for field in Paper._meta.get_fields()}
    assert fields == {"id", "award", "user", "kind", "legal_name", "document", "sha256", "given_at"}


def test_who_holds_no_share_signs_nothing(stage, award):
    for stranger in (stage.owner, stage.entries[1].entrant):
        with pytest.raises(Award.DoesNotExist):
            papers.sign_rights(award_id=award.pk, legal_name="Sam", sha256="0" * 64, by=stranger)


def test_nothing_is_signed_before_the_award_is_accepted(stage, captain):
    with pytest.raises(PapersNotAsked):
        sign(award_of(stage, 0), captain)


def test_a_fraud_found_meanwhile_costs_the_award(stage, award):
    charge = charging.propose(entry_id=stage.entries[0].pk, reason="Copied.", by=make_staff("moderator"))
    move_clock(seconds=4 * 86_400)
    upheld = DisqualificationStatus.UPHELD
    disqualifying.decide(charge_id=charge.pk, outcome=upheld, verdict="It is.", by=make_staff("arbiter"))
    assert status_of(award) == "revoked"


def test_the_sponsor_downloads_what_was_signed_while_the_award_stands(stage, award, captain, mate):
    sign(award, captain, mate)
    assert len(owing.signed_papers(award.pk, stage.owner)) == 2
    assert [paper.user for paper in owing.signed_papers(award.pk, mate)] == [mate]
    pass_end(award)
    overdue.end_due()
    with pytest.raises(Award.DoesNotExist):
        owing.signed_papers(award.pk, stage.owner)


def test_the_api_shows_signs_extends_and_downloads(stage, award, captain):
    api, path = client_of(captain), f"/api/v1/awards/{award.pk}/papers"
    shown = api.get(path).json()
    assert (shown["asked"], shown["is_extended"]) == (["rights", "identity"], False)
    stale = api.post(f"{path}/rights", {"legal_name": "Sam Solver", "sha256": "0" * 64}, format="json")
    assert (stale.status_code, stale.json()["code"]) == (412, "version_mismatch")
    signed = api.post(f"{path}/rights", {"legal_name": "Sam Solver", "sha256": shown["sha256"]}, format="json").json()
    assert [row["holder"]["name"] for row in signed["papers"] if row["given_at"]] == [captain.name]
    assert api.post(f"{path}/extend").json()["is_extended"] is True
    (kept,) = client_of(stage.owner).get(f"{path}/signed").json()["papers"]
    assert (kept["legal_name"], kept["text"]) == ("Sam Solver", shown["text"])


def sealed(stage):
    """Each text of which somebody keeps a hash or a signature, read anew."""
    challenge = Challenge.objects.get(pk=stage.challenge.pk)
    return [
        canonical_bytes(document_of(terms_of(challenge))),
        canonical_bytes(document_of_decision(challenge)),
        deed_of(award_of(stage, 0)),
        canonical(stage.entries[0].versions.get(number=1)),
    ]


def test_what_is_hashed_or_signed_is_the_same_to_the_byte_in_every_language(stage):
    with override("de"):
        german = sealed(stage)
    assert german == sealed(stage)
