"""Two who act on awards at once: whoever is second waits, and sees what the first did."""

import pytest

from bounties.awards import accepting, bundling, deciding, granting, lapsing, ruling
from bounties.awards.bundling import Edition
from bounties.awards.errors import AwardHeld
from bounties.awards.models import Appeal, Award, Decision, DepartureConsent
from bounties.entries import disqualifying as charging
from bounties.entries import pausing
from bounties.entries.models import Disqualification, Entry
from bounties.errors import IllegalMove
from bounties.judging.errors import NotJudging
from payments.models import Payout
from payments.payouts import claiming
from tests.bounties.awards import test_contesting, test_disqualifying
from tests.bounties.awards.conftest import award_of, contest, decide, give_verdict, hear, pass_due, pass_window
from tests.bounties.awards.test_lapsing import let_expire
from tests.bounties.awards.test_paying import accept_and_hand_over
from tests.bounties.building import make_challenge, make_entry
from tests.bounties.conftest import make_staff
from tests.bounties.queues import queue_stage, reject
from tests.bounties.staging import Stage, close, hold_purse, judging_stage
from tests.meeting import held_then_met, told

TWO_FIRST_PLACES = ((1, 50_000, 2),)


def scored_stage(ranks: tuple[int, ...] = (), **terms: object) -> Stage:
    """Two entries that were scored; decided, if ranks are given."""
    stage = hold_purse(judging_stage(entries=2, **terms))
    stage.judge_all(90, 80)
    if ranks:
        decide(stage, list(enumerate(ranks)))
    return stage


@pytest.fixture
def scored(committed_db: None) -> Stage:
    return scored_stage()


@pytest.fixture
def decided(committed_db: None) -> Stage:
    return scored_stage(ranks=(1, 2))


def paused(stage: Stage) -> None:
    """The first of the two stops the clock."""
    pausing.pause(challenge_id=stage.challenge.pk, reason="A leak.", by=make_staff("moderator"))


def charged(entry: Entry) -> Disqualification:
    return charging.propose(entry_id=entry.pk, reason="Copied.", by=make_staff("moderator"))


def test_while_it_is_decided_no_departure_is_consented_to(scored):
    key, moderator = scored.challenge.pk, make_staff("moderator")
    _, second = held_then_met(
        lambda: decide(scored, [(0, 1), (1, 2)]),
        lambda: deciding.consent_to_departure(challenge_id=key, reason="They ask.", by=moderator),
    )
    assert isinstance(second, NotJudging)
    assert not DepartureConsent.objects.exists()


def test_a_decision_is_signed_once(decided):
    key = decided.challenge.pk
    first, second = held_then_met(*[lambda: bundling.sign(challenge_id=key, edition=Edition.DECIDED)] * 2)
    assert (second.pk, told("result.signed")) == (first.pk, 1)


def test_an_appeal_that_is_being_decided_is_not_upheld_by_silence(decided):
    appeal, arbiter = hear(contest(decided, by=decided.entries[1].entrant), decided), make_staff("arbiter")
    pass_due(decided)
    _, second = held_then_met(
        lambda: give_verdict(appeal, arbiter, "annulled"), lambda: ruling.uphold_in_time(decided.challenge.pk)
    )
    assert (second, told("appeal.decided")) == (None, 1)
    assert Appeal.objects.get().status == "annulled"


def test_while_it_is_contested_an_award_is_not_lost_by_a_charge(decided):
    charge, rival = charged(decided.entries[0]), decided.entries[1].entrant
    charging.answer(charge_id=charge.pk, text="Not so.", by=decided.entries[0].entrant)
    _, second = held_then_met(lambda: contest(decided, by=rival), lambda: test_disqualifying.rule(charge))
    assert isinstance(second, AwardHeld)
    assert (award_of(decided, 0).status, Disqualification.objects.get().status) == ("appealed", "open")


def test_a_charge_is_decided_upon_the_answer_that_is_just_given(committed_db):
    entry = make_entry(make_challenge())
    charge = charged(entry)
    _, second = held_then_met(
        lambda: charging.answer(charge_id=charge.pk, text="Not so.", by=entry.entrant),
        lambda: test_disqualifying.rule(charge),
    )
    assert (second.answer, second.status) == ("Not so.", "upheld")


def test_while_it_is_paused_nothing_is_contested(committed_db):
    stage = judging_stage(entries=1, judges=0)
    test_contesting.put_out(stage.entries[0])
    _, second = held_then_met(lambda: paused(stage), lambda: test_contesting.contest(stage.entries[0]))
    assert isinstance(second, IllegalMove)
    assert not Appeal.objects.exists()


def test_while_it_is_paused_no_queue_is_ended(committed_db):
    stage = queue_stage(entries=1)
    reject(stage)
    close(stage)
    key = stage.challenge.pk
    _, second = held_then_met(lambda: paused(stage), lambda: granting.end_if_worked_off(challenge_id=key))
    assert (second, stage.status(), Decision.objects.count()) == (None, "paused", 0)


def test_when_the_last_two_decline_at_once_the_challenge_ends(committed_db):
    stage = scored_stage(ranks=(1, 1), prizes=TWO_FIRST_PLACES)
    pass_window(stage)
    acts = [
        lambda award=award: accepting.decline(award_id=award.pk, by=award.entry.entrant)
        for award in Award.objects.select_related("entry__entrant")
    ]
    held_then_met(*acts)
    assert (stage.status(), told("challenge.not_awarded")) == ("no_award", 1)


def test_what_its_winner_is_just_claiming_is_not_passed_on(committed_db):
    stage = scored_stage(ranks=(1,), prizes=((1, 50_000, 1),))
    pass_window(stage)
    lost = accept_and_hand_over(stage, 0)
    let_expire()
    claimed, award = held_then_met(
        lambda: claiming.claim(payout_id=Payout.objects.get().pk), lambda: lapsing.note_expiry(award_id=lost.pk)
    )
    assert (award.status, claimed.award_reference) == ("paying", str(lost.pk))
    assert not Award.objects.filter(entry=stage.entries[1]).exists()
