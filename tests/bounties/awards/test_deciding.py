"""The decision: by whom, after what, along which ranking."""

import pytest

from bounties.accounts.models import Membership
from bounties.awards import deciding
from bounties.awards.errors import DepartsFromRanking, PlacesLeftOut
from bounties.awards.models import Award, DepartureConsent
from bounties.awards.placing import Chosen
from bounties.entries.models import Entry, Screening
from bounties.entries.refusals import ScreeningUnfinished
from bounties.errors import InvalidInput, NotAllowed
from bounties.judging import inviting
from bounties.judging.errors import NoQuorum, NotJudging
from bounties.judging.models import Judgeship, Scorecard
from payments.money import Money
from payments.purses.models import Purse
from tests.bounties.awards.conftest import award_of, decide, statuses, team
from tests.bounties.conftest import make_user
from tests.bounties.staging import hold_purse, judging_stage
from workers.clock import laurel_now
from workers.models import Event


def test_a_decision_is_provisional_for_the_appeal_window(stage):
    decide(stage, [(0, 1), (1, 2)])
    challenge = stage.reload()
    assert challenge.status == "provisional"
    left = (challenge.due_at - laurel_now()).total_seconds()
    assert challenge.appeal_seconds - 5 < left <= challenge.appeal_seconds
    assert statuses(stage) == [(0, 1, "provisional"), (1, 2, "provisional")]
    assert award_of(stage, 0).money == Money(100_000, "usd")


def test_it_locks_the_scorecards_and_ends_the_invitations(stage, user):
    stage.seat(make_user())
    from_before = inviting.invite(challenge_id=stage.challenge.pk, email=user.email, by=stage.owner)
    decide_without_the_new_judge = Scorecard.objects.counted().count()
    decide(stage, [(0, 1), (1, 2)])
    locked = Scorecard.objects.filter(status="locked")
    assert locked.count() == decide_without_the_new_judge
    told = Event.objects.filter(name="scorecard.locked").values_list("subject_id", flat=True)
    assert sorted(told) == sorted(str(card.pk) for card in locked)
    from_before.refresh_from_db()
    assert from_before.status == "lapsed"


def test_an_invitation_that_the_decision_ends_is_told_and_one_whose_time_was_up_is_not_told_again(stage):
    early, late = (
        inviting.invite(challenge_id=stage.challenge.pk, email=make_user().email, by=stage.owner) for _ in range(2)
    )
    Judgeship.objects.filter(pk=early.pk).update(due_at=laurel_now())
    assert inviting.lapse_due() == 1
    told = Event.objects.filter(name="judge.lapsed").order_by("at", "id").values_list("subject_id", flat=True)
    assert list(told) == [str(early.pk)]
    decide(stage, [(0, 1), (1, 2)])
    assert list(told.all()) == [str(early.pk), str(late.pk)]


def test_every_judged_entry_becomes_judged(stage):
    decide(stage, [(0, 1), (1, 2)])
    assert set(Entry.objects.values_list("status", flat=True)) == {"judged"}


def test_it_is_told_once_to_the_public_with_its_rule(stage):
    decide(stage, [(0, 1), (1, 2)])
    event = Event.objects.get(name="challenge.decided")
    assert (event.audience, event.payload) == ("public", {"rule": "ranking", "departs": False})
    assert event.actor_id == stage.owner.pk


def test_the_owner_and_managers_decide_and_nobody_else(stage, user, stranger, moderator, arbiter):
    Membership.objects.create(sponsor=stage.sponsor, user=user, role="viewer")
    for outsider in (user, stranger, moderator, arbiter, stage.judges[0], stage.entries[0].entrant):
        with pytest.raises(NotAllowed):
            decide(stage, [(0, 1), (1, 2)], by=outsider)
    Membership.objects.filter(user=user).update(role="manager")
    decide(stage, [(0, 1), (1, 2)], by=user)


def test_there_is_no_decision_before_the_quorum(silent):
    with pytest.raises(NoQuorum):
        decide(silent, [(0, 1), (1, 2)])
    for entry in silent.entries:
        silent.give(entry, silent.judges[0], 50)
    with pytest.raises(NoQuorum):
        decide(silent, [(0, 1), (1, 2)])


def test_there_is_no_decision_while_an_entry_waits_for_its_screening(stage):
    at_door = Screening.objects.create(entry=stage.entries[2], due_at=laurel_now())
    with pytest.raises(ScreeningUnfinished, match="1 of the entries still wait"):
        decide(stage, [(0, 1), (1, 2)])
    at_door.move_to(Screening.Status.PASSED)
    at_door.save(update_fields=["status", "due_at"])
    decide(stage, [(0, 1), (1, 2)])


def test_a_challenge_is_decided_once(decided):
    with pytest.raises(NotJudging):
        decide(decided, [(0, 1), (1, 2)])


def test_a_guaranteed_purse_is_awarded_as_far_as_there_are_entries(stage):
    for pairs in ([(0, 1)], [], [(0, 2)]):
        with pytest.raises(PlacesLeftOut) as refused:
            decide(stage, pairs)
        assert refused.value.field == "awards"


def test_with_fewer_entries_than_places_the_best_places_are_awarded(db):
    stage = hold_purse(judging_stage(entries=1))
    stage.judge_all(60)
    decide(stage, [(0, 1)])
    assert statuses(stage) == [(0, 1, "provisional")]


def test_a_guaranteed_prize_is_awarded_in_full(stage):
    less = [Chosen(stage.entries[0].pk, 1, "Best.", amount=99_999), Chosen(stage.entries[1].pk, 2, "Good.")]
    with pytest.raises(InvalidInput):
        deciding.decide(challenge_id=stage.challenge.pk, awards=less, by=stage.owner)


def test_an_up_to_purse_may_award_less(db):
    stage = hold_purse(judging_stage(guarantee="up_to", kill_fee_bp=1_000))
    stage.judge_all(90, 80, 70)
    less = [Chosen(stage.entries[0].pk, 1, "Nearly.", amount=40_000)]
    deciding.decide(challenge_id=stage.challenge.pk, awards=less, by=stage.owner)
    assert Award.objects.get().amount == 40_000


def test_less_than_a_teams_smallest_member_can_be_paid_is_refused(db):
    stage = hold_purse(judging_stage(guarantee="up_to", kill_fee_bp=1_000))
    stage.judge_all(90, 80, 70)
    team(stage.entries[0], 100)
    with pytest.raises(InvalidInput, match="Award 5000 minor units or more") as refusal:
        award_less(stage, 4_949)
    assert (refusal.value.field, Award.objects.count()) == ("awards", 0)
    award_less(stage, 5_000)


def award_less(stage, amount):
    less = [Chosen(stage.entries[0].pk, 1, "Nearly.", amount=amount)]
    deciding.decide(challenge_id=stage.challenge.pk, awards=less, by=stage.owner)


def test_an_up_to_purse_that_awards_nothing_owes_the_kill_fee(db):
    stage = hold_purse(judging_stage(guarantee="up_to", kill_fee_bp=1_000))
    stage.judge_all(90, 80, 70)
    decide(stage, [])
    assert [award.amount for award in Award.objects.order_by("slot")] == [5_000, 5_000, 5_000]
    assert set(Award.objects.values_list("kind", "status")) == {("kill_fee", "offered")}


def test_a_departure_from_the_ranking_needs_a_moderators_consent(stage, moderator):
    with pytest.raises(DepartsFromRanking):
        decide(stage, [(1, 1), (0, 2)])
    deciding.consent_to_departure(challenge_id=stage.challenge.pk, reason="A typing error.", by=moderator)
    decide(stage, [(1, 1), (0, 2)])
    assert Event.objects.get(name="challenge.decided").payload == {"rule": "ranking", "departs": True}


def test_only_a_moderator_outside_the_sponsor_consents(stage, moderator, stranger):
    with pytest.raises(NotAllowed):
        deciding.consent_to_departure(challenge_id=stage.challenge.pk, reason="Please.", by=stranger)
    Membership.objects.create(sponsor=stage.sponsor, user=moderator, role="viewer")
    with pytest.raises(NotAllowed):
        deciding.consent_to_departure(challenge_id=stage.challenge.pk, reason="Please.", by=moderator)


def test_a_consent_is_given_while_it_is_judged_and_told_once(stage, moderator):
    for reason in ("A typing error.", "Again."):
        deciding.consent_to_departure(challenge_id=stage.challenge.pk, reason=reason, by=moderator)
        assert DepartureConsent.objects.get().reason == "A typing error."
        assert Event.objects.get(name="challenge.departure_consented").actor_id == moderator.pk
    decide(stage, [(1, 1), (0, 2)])
    with pytest.raises(NotJudging):
        deciding.consent_to_departure(challenge_id=stage.challenge.pk, reason="Too late.", by=moderator)


def test_of_entries_that_are_tied_the_earlier_receipt_goes_first(silent):
    silent.judge_all(80, 80, 70)
    decide(silent, [(1, 1), (0, 2)])
    assert sorted(statuses(silent)) == [(0, 1, "provisional"), (1, 2, "provisional")]
    assert award_of(silent, 0).reason == "Place 2."  # what was said of an entry goes with it


def test_without_a_qualified_entry_everything_goes_back(stage):
    Entry.objects.update(status="disqualified")
    decide(stage, [])
    assert stage.status() == "no_award"
    assert Purse.objects.get().contributions.get().refunded == 150_000
    assert set(Event.objects.filter(name__startswith="challenge.").values_list("name", flat=True)) >= {
        "challenge.decided",
        "challenge.not_awarded",
    }
