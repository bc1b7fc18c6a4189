"""The audit: what looks like a ring is flagged and never dropped; only a person voids, and says why."""

import pytest

from bounties.ballots import auditing, counting
from bounties.ballots.errors import BallotVoid, FlagAnswered, NotInAudit
from bounties.ballots.models import Audit, Flag, Tally, Trace
from bounties.ballots.models.audit import FlagStatus
from bounties.ballots.tracing import Origin, range_of
from bounties.errors import InvalidInput, NotAllowed
from bounties.notifications.models import Notification
from tests.bounties.ballots.conftest import HERE, audited, tallied, vote, votes
from tests.bounties.conftest import make_staff, make_user
from tests.deliveries import deliver_all
from workers.models import Event


def kinds(stage):
    return sorted(flag.kind for flag in Flag.objects.filter(challenge=stage.challenge))


def test_one_browser_and_one_range_of_addresses_are_flagged_when_the_vote_is_over(stage):
    for number in range(3):
        vote(stage, origin=Origin(device="shared", address=f"192.0.2.{number}"), e0=1)
    vote(stage, origin=Origin(device="another", address="2001:db8::1"), e1=1)
    assert Flag.objects.count() == 0
    audited(stage)
    assert kinds(stage) == ["device", "network"]
    assert {flag.ballots.count() for flag in Flag.objects.all()} == {3}
    assert Event.objects.filter(name="ballot.flagged").count() == 2


def test_accounts_made_in_a_burst_are_flagged(stage):
    votes(stage, 5)
    audited(stage)
    assert kinds(stage) == ["accounts"]


def test_a_flag_changes_nothing_by_itself(stage):
    for _ in range(2):
        vote(stage, origin=HERE, e0=1)
    audited(stage)
    tallied(stage)
    assert Tally.objects.get().counted == 2


def test_the_audit_begins_once_and_not_early(stage):
    auditing.begin(challenge_id=stage.challenge.pk)
    assert Audit.objects.count() == 0
    audited(stage)
    auditing.begin(challenge_id=stage.challenge.pk)
    assert (Audit.objects.count(), Event.objects.filter(name="ballot.ended").count()) == (1, 1)


def test_a_void_ballot_is_kept_not_counted_and_its_voter_is_told(stage, moderator, stranger):
    ballot = vote(stage, stranger, e0=1)
    vote(stage, e1=1)
    audited(stage)
    auditing.void(ballot_id=ballot.pk, reason="Bought.", by=moderator)
    with pytest.raises(BallotVoid):
        auditing.void(ballot_id=ballot.pk, reason="Again.", by=moderator)
    tallied(stage)
    deliver_all()
    tally = Tally.objects.get()
    assert (tally.counted, tally.voided) == (1, 1)
    assert tally.placings[0]["entry"] == str(stage.entries[1].pk)
    assert Notification.objects.filter(user=stranger, kind="ballot.voided").count() == 1


def test_upholding_a_flag_voids_all_of_its_ballots(stage, moderator):
    ring = [vote(stage, origin=HERE, e0=1) for _ in range(2)]
    audited(stage)
    flag = Flag.objects.get()
    auditing.answer(flag_id=flag.pk, status=FlagStatus.UPHELD, reason="One person.", by=moderator)
    for ballot in ring:
        ballot.refresh_from_db()
        assert (ballot.void_reason, ballot.voided_by) == ("One person.", moderator)
    with pytest.raises(FlagAnswered):
        auditing.answer(flag_id=flag.pk, status=FlagStatus.DISMISSED, reason="No.", by=moderator)


def test_a_dismissed_flag_leaves_its_ballots_counted(stage, moderator):
    for _ in range(2):
        vote(stage, origin=HERE, e0=1)
    audited(stage)
    auditing.answer(flag_id=Flag.objects.get().pk, status=FlagStatus.DISMISSED, reason="A couple.", by=moderator)
    tallied(stage)
    assert Tally.objects.get().counted == 2


def test_ballots_are_voided_in_the_audit_only_with_a_reason(stage, moderator):
    ballot = vote(stage, e0=1)
    with pytest.raises(NotInAudit):
        auditing.void(ballot_id=ballot.pk, reason="Early.", by=moderator)
    audited(stage)
    with pytest.raises(InvalidInput):
        auditing.void(ballot_id=ballot.pk, reason=" ", by=moderator)
    tallied(stage)
    with pytest.raises(NotInAudit):
        auditing.void(ballot_id=ballot.pk, reason="Late.", by=moderator)


def test_only_a_moderator_without_a_part_voids(stage, arbiter):
    voter = make_staff("moderator")
    ballot = vote(stage, voter, e0=1)
    audited(stage)
    for person in (voter, arbiter, stage.owner, make_user()):
        with pytest.raises(NotAllowed):
            auditing.void(ballot_id=ballot.pk, reason="No.", by=person)


def test_what_tells_where_votes_came_from_is_gone_with_the_tally(stage):
    vote(stage, origin=HERE, e0=1)
    assert {trace.kind for trace in Trace.objects.all()} == {"device", "network"}
    assert not Trace.objects.filter(digest__contains="192.0.2").exists()
    audited(stage)
    tallied(stage)
    assert Trace.objects.count() == 0
    assert counting.order_of(stage.challenge)[0].entry_id == stage.entries[0].pk


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.0/24"),
        ("2001:db8:1:2::3", "2001:db8:1::/48"),
        ("", ""),
        ("1.2.3.4, 5.6.7.8", ""),
    ],
)
def test_an_address_is_known_by_its_range(address, network):
    assert range_of(address) == network
