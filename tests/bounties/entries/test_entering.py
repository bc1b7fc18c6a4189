"""Who may enter, under which terms, and how an entry is written, submitted and taken back."""

import hashlib
import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bounties.accounts.models import Membership
from bounties.challenges.models import Side
from bounties.challenges.sides import BothSides, take_side
from bounties.challenges.terms import CriterionTerms, PrizeTerms
from bounties.entries import amending, entering, sharing, submitting, withdrawing
from bounties.entries.entering import Changes
from bounties.entries.models import Entry, EntryVersion, TeamShare
from bounties.entries.refusals import (
    AlreadyEntered,
    ChallengeNotOpen,
    NotEligible,
    NothingChanged,
    NotPayable,
    TermsChanged,
)
from bounties.entries.sharing import Offer
from bounties.errors import IllegalMove, InvalidInput, NotAllowed, OutOfDate
from tests.bounties.building import close, make_challenge, make_entry
from tests.bounties.conftest import make_user

pytestmark = pytest.mark.django_db
DRAFT = Changes("Slope before level", "The slope of two sensors.", True)


def test_an_entry_begins_as_a_draft_under_the_present_terms(user):
    challenge = make_challenge()
    entry = entering.start(challenge_id=challenge.pk, draft=DRAFT, by=user)
    assert (entry.status, entry.latest_version) == ("draft", 0)
    assert entry.terms.sha256 == challenge.terms_sha256
    assert list(entry.shares.values_list("email", "share_bp")) == [(user.email, 10_000)]


def test_nobody_enters_without_accepting_the_terms(user):
    challenge = make_challenge()
    with pytest.raises(InvalidInput, match="accepting"):
        entering.start(challenge_id=challenge.pk, draft=Changes("T", "B", False), by=user)


def test_nobody_enters_before_it_opens(user):
    with pytest.raises(ChallengeNotOpen):
        entering.start(challenge_id=make_challenge("scheduled").pk, draft=DRAFT, by=user)


def test_nobody_enters_twice(user):
    challenge = make_challenge()
    make_entry(challenge, user)
    with pytest.raises(AlreadyEntered):
        entering.start(challenge_id=challenge.pk, draft=DRAFT, by=user)


def test_after_withdrawing_another_may_be_begun(user):
    challenge = make_challenge()
    withdrawing.withdraw(entry_id=make_entry(challenge, user).pk, by=user)
    assert entering.start(challenge_id=challenge.pk, draft=DRAFT, by=user).status == "draft"


@pytest.mark.parametrize("role", ["manager", "judge", "finance", "viewer"])
def test_a_member_of_the_sponsor_in_any_role_cannot_enter(user, role):
    challenge = make_challenge()
    Membership.objects.create(sponsor=challenge.sponsor, user=user, role=role)
    for member in (user, challenge.created_by):
        with pytest.raises(BothSides):
            entering.start(challenge_id=challenge.pk, draft=DRAFT, by=member)


def test_a_judge_cannot_enter_and_an_entrant_cannot_judge(user, stranger):
    challenge = make_challenge()
    take_side(challenge=challenge, user=stranger, kind=Side.Kind.JUDGE)
    with pytest.raises(BothSides):
        entering.start(challenge_id=challenge.pk, draft=DRAFT, by=stranger)
    make_entry(challenge, user)
    with pytest.raises(BothSides):
        take_side(challenge=challenge, user=user, kind=Side.Kind.JUDGE)


def test_eligibility_is_kept(user):
    user.country = "FR"
    user.save()
    rules = {"countries": ["NL", "GB"], "emails": ["someone@example.com"], "entrants": ["teams"]}
    challenge = make_challenge(eligibility=rules)
    with pytest.raises(NotEligible) as refusal:
        entering.start(challenge_id=challenge.pk, draft=DRAFT, by=user)
    assert all(word in str(refusal.value) for word in ("NL, GB", "invited", "teams"))


def test_whoever_could_never_be_paid_learns_it_before_working(user):
    user.country = "KP"
    user.save()
    with pytest.raises(NotPayable, match="KP"):
        entering.start(challenge_id=make_challenge().pk, draft=DRAFT, by=user)


def test_a_receipt_can_be_computed_again_by_its_owner(user):
    entry = make_entry(make_challenge(), user, submit=False, title="Änderung", body="text")
    receipt = submitting.submit(entry_id=entry.pk, by=user)
    canonical = {"entry": str(entry.pk), "version": 1, "title": "Änderung", "body": "text", "files": []}
    written = json.dumps(canonical, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert receipt.sha256 == hashlib.sha256(written.encode()).hexdigest()
    assert receipt.received_at is not None


def test_a_rewritten_entry_gets_a_second_version_and_the_first_stays(user):
    entry = make_entry(make_challenge(), user, body="One.")
    entering.rewrite(entry_id=entry.pk, version=entry.version, changes=Changes(body="Two."), by=user)
    submitting.submit(entry_id=entry.pk, by=user)
    assert list(EntryVersion.objects.filter(entry=entry).values_list("number", "body")) == [(1, "One."), (2, "Two.")]
    assert Entry.objects.get(pk=entry.pk).latest_version == 2


def test_submitting_the_same_again_is_refused_and_the_receipt_stands(user):
    entry = make_entry(make_challenge(), user)
    with pytest.raises(NothingChanged):
        submitting.submit(entry_id=entry.pk, by=user)
    assert entry.versions.count() == 1


def test_an_empty_entry_is_not_submitted(user):
    entry = make_entry(make_challenge(), user, submit=False, body=" ")
    with pytest.raises(InvalidInput):
        submitting.submit(entry_id=entry.pk, by=user)


def test_a_stale_version_changes_nothing(user):
    entry = make_entry(make_challenge(), user)
    with pytest.raises(OutOfDate):
        entering.rewrite(entry_id=entry.pk, version=entry.version - 1, changes=Changes(title="New"), by=user)


def test_only_the_captain_writes_submits_and_withdraws(user, stranger):
    entry = make_entry(make_challenge(), user, submit=False)
    with pytest.raises(NotAllowed):
        entering.rewrite(entry_id=entry.pk, version=1, changes=Changes(title="New"), by=stranger)
    with pytest.raises(NotAllowed):
        submitting.submit(entry_id=entry.pk, by=stranger)
    with pytest.raises(NotAllowed):
        withdrawing.withdraw(entry_id=entry.pk, by=stranger)


def test_a_withdrawn_entry_is_out_for_good(user):
    entry = make_entry(make_challenge(), user)
    withdrawing.withdraw(entry_id=entry.pk, by=user)
    with pytest.raises(IllegalMove):
        submitting.submit(entry_id=entry.pk, by=user)


def test_an_entry_may_be_withdrawn_until_the_decision(user):
    challenge = make_challenge(entries=1)
    entry = make_entry(challenge, user)
    close(challenge)
    assert withdrawing.withdraw(entry_id=entry.pk, by=user).status == "withdrawn"


def test_materially_changed_terms_must_be_accepted_before_submitting(user):
    challenge = make_challenge()
    entry = make_entry(challenge, user, submit=False)
    changes = {"criteria": (CriterionTerms("Works", 100),)}
    amending.amend(challenge_id=challenge.pk, version=challenge.version, changes=changes, by=challenge.created_by)
    with pytest.raises(TermsChanged):
        submitting.submit(entry_id=entry.pk, by=user)
    entering.rewrite(entry_id=entry.pk, version=1, changes=Changes(accept_terms=True), by=user)
    assert submitting.submit(entry_id=entry.pk, by=user).number == 1


def test_an_extension_needs_no_new_acceptance(user):
    challenge = make_challenge()
    entry = make_entry(challenge, user, submit=False)
    assert challenge.closes_at
    later = {"closes_at": challenge.closes_at + timedelta(minutes=30)}
    amending.amend(challenge_id=challenge.pk, version=challenge.version, changes=later, by=challenge.created_by)
    assert submitting.submit(entry_id=entry.pk, by=user).number == 1


def test_the_captain_has_what_the_listed_members_leave(user, stranger):
    entry = make_entry(make_challenge(), user, team=[Offer(stranger.email, 3_000)])
    shares = dict(entry.shares.values_list("email", "share_bp"))
    assert shares == {user.email: 7_000, stranger.email: 3_000}


@pytest.mark.parametrize("parts", [[6_000, 6_000], [0], [10_001]])
def test_shares_that_are_not_the_whole_are_refused(user, parts):
    team = [Offer(f"m{place}@example.com", part) for place, part in enumerate(parts)]
    with pytest.raises(InvalidInput):
        make_entry(make_challenge(), user, team=team)
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("prizes", "share_bp", "needed"), [(((1, 5_000, 1), (2, 1_000, 1)), 494, 500), (((1, 100_000, 1),), 4, 5)]
)
def test_a_share_of_the_smallest_prize_that_nobody_could_be_paid_is_refused(user, prizes, share_bp, needed):
    challenge = make_challenge(prizes=tuple(PrizeTerms(*prize) for prize in prizes))
    with pytest.raises(InvalidInput, match=f"Give {needed} or more, or leave them out") as refusal:
        make_entry(challenge, user, team=[Offer("mate@example.com", share_bp)])
    assert refusal.value.field == "team"
    assert make_entry(challenge, user, team=[Offer("mate@example.com", needed)]).shares.count() == 2


def test_a_captain_who_keeps_too_little_to_be_paid_is_told_so(user):
    challenge = make_challenge(prizes=(PrizeTerms(1, 1_000),))
    with pytest.raises(InvalidInput, match=f"The share of {user.email}, 100, is"):
        make_entry(challenge, user, team=[Offer("mate@example.com", 9_900)])


def test_a_member_consents_to_a_share_and_stands_on_the_entrants_side(user, stranger):
    challenge = make_challenge()
    entry = make_entry(challenge, user, team=[Offer(stranger.email, 3_000)])
    sharing.consent(entry_id=entry.pk, by=stranger)
    close(challenge)
    shares = dict(TeamShare.objects.filter(entry=entry).values_list("user", "share_bp"))
    assert shares == {user.pk: 7_000, stranger.pk: 3_000}
    with pytest.raises(BothSides):
        take_side(challenge=challenge, user=stranger, kind=Side.Kind.JUDGE)


def test_a_member_of_the_sponsor_cannot_take_a_share(user):
    challenge = make_challenge()
    entry = make_entry(challenge, user, team=[Offer(challenge.created_by.email, 3_000)])
    with pytest.raises(BothSides):
        sharing.consent(entry_id=entry.pk, by=challenge.created_by)


def test_nobody_consents_to_what_was_not_offered(user):
    entry = make_entry(make_challenge(), user)
    with pytest.raises(TeamShare.DoesNotExist):
        sharing.consent(entry_id=entry.pk, by=make_user())


MOST_STATEMENTS = 14  # with its savepoint; it was 20: each is a way to PostgreSQL and back, under the locks


def test_handing_in_asks_the_database_no_more_than_it_must(user):
    entry = make_entry(make_challenge(), by=user, submit=False)
    with CaptureQueriesContext(connection) as asked:
        submitting.submit(entry_id=entry.pk, by=user)
    assert len(asked) <= MOST_STATEMENTS, "\n".join(row["sql"][:200] for row in asked)
