"""Who votes, for what, and when: one ballot each, changeable until the window closes, never for one's own."""

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from bounties.accounts.models import User
from bounties.ballots.errors import NoBallot, NotAVoter, OwnEntry, VotingNotOpen, VotingOver
from bounties.ballots.models import Ballot, Choice
from bounties.ballots.policies import hours_of
from bounties.entries import pausing, screening, withdrawing
from bounties.entries.sharing import Offer, consent
from bounties.errors import InvalidInput
from tests.bounties.ballots.conftest import audited, vote, vote_stage
from tests.bounties.building import make_entry
from tests.bounties.conftest import make_staff, make_user
from tests.bounties.staging import judging_stage, open_stage
from tests.clock import move_clock
from workers.clock import laurel_now
from workers.models import Event


def standing(ballot):
    return Choice.objects.standing().get(ballot=ballot).marks


def test_a_ballot_is_one_per_person_and_the_last_choice_stands(stage, stranger):
    vote(stage, stranger, e0=1)
    ballot = vote(stage, stranger, e1=1)
    assert Ballot.objects.count() == 1
    assert standing(ballot) == {str(stage.entries[1].pk): 1}
    assert ballot.choices.count() == 2


def test_the_same_again_changes_nothing(stage, stranger):
    vote(stage, stranger, e0=1)
    vote(stage, stranger, e0=1)
    assert (Choice.objects.count(), Event.objects.filter(name="ballot.cast").count()) == (1, 1)


def test_nobody_votes_for_their_own_entry_but_may_for_another(stage):
    entrant = stage.entries[0].entrant
    with pytest.raises(OwnEntry):
        vote(stage, entrant, e0=1)
    vote(stage, entrant, e1=1)
    assert Ballot.objects.get().voter == entrant


def test_nobody_votes_for_their_teams_entry(db):
    stage = open_stage(format="vote", criteria=())
    member = make_user()
    entry = make_entry(stage.challenge, team=[Offer(member.email, 4_000)])
    consent(entry_id=entry.pk, by=member)
    stage.entries += [entry, make_entry(stage.challenge)]
    stage.pass_deadline()
    with pytest.raises(OwnEntry):
        vote(stage, member, e0=1)
    with pytest.raises(OwnEntry):
        vote(stage, entry.entrant, e0=1)
    vote(stage, member, e1=1)


def test_the_paying_side_has_no_vote(stage):
    with pytest.raises(NotAVoter):
        vote(stage, stage.owner, e0=1)


def test_an_unverified_account_has_no_vote(stage, stranger):
    EmailAddress.objects.filter(user=stranger).update(verified=False)
    with pytest.raises(NotAVoter):
        vote(stage, stranger, e0=1)


def test_an_account_made_after_the_close_has_no_vote(stage, stranger):
    User.objects.filter(pk=stranger.pk).update(created_at=stage.challenge.closes_at)
    stranger.refresh_from_db()
    with pytest.raises(NotAVoter):
        vote(stage, stranger, e0=1)


def test_votes_are_taken_from_the_close_until_the_audit(db, stranger):
    stage = open_stage(format="vote", criteria=())
    stage.entries.append(make_entry(stage.challenge))
    with pytest.raises(VotingNotOpen):
        vote(stage, stranger, e0=1)
    stage.pass_deadline()
    vote(stage, stranger, e0=1)
    audited(stage)
    with pytest.raises(VotingOver):
        vote(stage, e0=1)
    with pytest.raises(VotingOver):
        vote(stage, stranger, e0=1)


def test_votes_wait_until_screening_is_over(db):
    day = 86_400
    stage = vote_stage(screening=True, durations={"screening": day, "cure": day}, entries=2)
    assert (hours_of(stage.challenge).opens_at - stage.challenge.closes_at).total_seconds() == 3 * day
    with pytest.raises(VotingNotOpen):
        vote(stage, e0=1)


def test_no_votes_while_it_is_paused_and_no_time_is_lost(stage):
    by = make_staff("moderator")
    before = hours_of(stage.challenge).ends_at
    pausing.pause(challenge_id=stage.challenge.pk, reason="A leak.", by=by)
    with pytest.raises(VotingNotOpen):
        vote(stage, e0=1)
    move_clock(seconds=3_600)
    pausing.resume(challenge_id=stage.challenge.pk, by=by)
    vote(stage, e0=1)
    assert 3_600 <= (hours_of(stage.reload()).ends_at - before).total_seconds() < 3_610


def test_after_a_pause_votes_wait_until_screening_is_over(db):
    day, by = 86_400, make_staff("moderator")
    stage = vote_stage(screening=True, durations={"screening": day, "cure": day}, entries=2)
    before = hours_of(stage.challenge).opens_at
    pausing.pause(challenge_id=stage.challenge.pk, reason="A leak.", by=by)
    move_clock(seconds=4 * day)
    pausing.resume(challenge_id=stage.challenge.pk, by=by)
    after = hours_of(stage.reload()).opens_at
    assert 4 * day <= (after - before).total_seconds() < 4 * day + 10
    with pytest.raises(VotingNotOpen):
        vote(stage, e0=1)
    ballot = Ballot.objects.create(challenge=stage.challenge, voter=make_user(), latest=1)
    for entry in stage.entries:
        screening.screen(entry_id=entry.pk, is_eligible=True, reason="", by=stage.owner)
    marks = {str(stage.entries[0].pk): 1}
    with pytest.raises(IntegrityError, match="takes no votes now"), transaction.atomic():
        Choice.objects.create(ballot=ballot, number=1, marks=marks)
    move_clock(seconds=(after - laurel_now()).total_seconds())
    vote(stage, e0=1)


def test_only_what_is_on_the_ballot_can_be_marked(stage):
    withdrawing.withdraw(entry_id=stage.entries[2].pk, by=stage.entries[2].entrant)
    with pytest.raises(InvalidInput, match="Not on this ballot"):
        vote(stage, e2=1)


def test_a_format_without_a_ballot_takes_none(db):
    with pytest.raises(NoBallot):
        vote(judging_stage(judges=0), e0=1)


FITS = [
    ("plurality", {"e0": 1}, True),
    ("plurality", {"e0": 2}, False),
    ("plurality", {"e0": 1, "e1": 1}, False),
    ("plurality", {}, False),
    ("score", {"e0": 0, "e2": 5}, True),
    ("score", {"e0": 6}, False),
    ("score", {"e0": -1}, False),
    ("score", {}, False),
    ("ranked", {"e2": 1, "e0": 2}, True),
    ("ranked", {"e2": 1}, True),
    ("ranked", {"e2": 2}, False),
    ("ranked", {"e2": 1, "e0": 1}, False),
    ("ranked", {"e2": 1, "e0": 3}, False),
]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["plurality", "score", "ranked"])
def test_marks_fit_the_kind_of_ballot(kind):
    stage = vote_stage(ballot={"kind": kind})
    for _, marks, fits in [row for row in FITS if row[0] == kind]:
        if fits:
            vote(stage, **marks)
        else:
            with pytest.raises(InvalidInput):
                vote(stage, **marks)


def test_the_gate_keeps_the_hours_of_the_schedule(db):
    """The database and Python compute the same moment: a vote just before it counts, one just after does not."""
    day = 86_400
    terms = {"jury_picks_among": 2}
    stage = vote_stage(ballot=terms, durations={"audit": 2 * day, "jury": day})
    ends_at = hours_of(stage.challenge).ends_at
    assert (stage.challenge.judge_by - ends_at).total_seconds() == 3 * day
    ballot = vote(stage, e0=1)
    move_clock(seconds=(ends_at - laurel_now()).total_seconds() - 0.5)
    choice = Choice.objects.create(ballot=ballot, number=2, marks={str(stage.entries[1].pk): 1})
    choice.refresh_from_db()
    assert 0 < (ends_at - choice.cast_at).total_seconds() < 0.5
