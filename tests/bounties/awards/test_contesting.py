"""What put an entry out can be contested; undone, the entry is back where it would be, and its place with it."""

import pytest

from bounties.awards import contesting, deciding, disqualifying, granting, hearing, laddering, ruling
from bounties.awards.errors import AlreadyAppealed, AppealUndecided, AppealWindowClosed, NotContestable
from bounties.challenges.models import Challenge
from bounties.challenges.terms import PrizeTerms
from bounties.entries import disqualifying as charging
from bounties.entries import pausing, screening
from bounties.entries.models import DisqualificationStatus, Entry, Screening
from bounties.errors import NotAllowed
from bounties.judging import leasing
from bounties.judging import ruling as reviewing
from tests.bounties.awards.conftest import award_of, chosen, give_verdict, pass_due, statuses
from tests.bounties.building import close as close_challenge
from tests.bounties.building import make_challenge, make_entry
from tests.bounties.conftest import client_of, make_staff, make_user
from tests.bounties.staging import close, enter, hold_purse, judging_stage, open_stage
from tests.clock import move_clock
from workers.clock import laurel_now

THREE_DAYS = 3 * 86_400


def put_out(entry):
    """A charge against it is upheld: by whom it was brought, and by whom decided."""
    accuser, decider = make_staff("moderator"), make_staff("arbiter")
    charge = charging.propose(entry_id=entry.pk, reason="Copied.", by=accuser)
    charging.answer(charge_id=charge.pk, text="Not so.", by=entry.entrant)
    upheld = DisqualificationStatus.UPHELD
    disqualifying.decide(charge_id=charge.pk, outcome=upheld, verdict="Word for word.", by=decider)
    return accuser, decider


def contest(entry, by=None):
    return contesting.contest(entry_id=entry.pk, reason="The other one copied mine.", by=by or entry.entrant)


def status_of(entry):
    return Entry.objects.get(pk=entry.pk).status


def test_a_disqualification_that_does_not_hold_gives_back_the_place_and_those_that_moved(decided, arbiter):
    winner = decided.entries[0]
    accuser, _ = put_out(winner)
    left = decided.reload().due_at - laurel_now()
    appeal = contest(winner)
    assert [asked.side for asked in appeal.answers.all()] == ["accuser"]
    hearing.answer(appeal_id=appeal.pk, text="They look alike.", by=accuser)
    give_verdict(appeal, arbiter, "annulled")
    assert status_of(winner) == "judged"
    live = [row for row in statuses(decided) if row[2] == "revised"]
    assert sorted(live) == [(0, 1, "revised"), (1, 2, "revised")]
    assert award_of(decided, 2).status == "revoked"
    assert abs((decided.reload().due_at - laurel_now() - left).total_seconds()) < 5


def test_who_brought_or_decided_the_charge_does_not_decide_again_and_the_sponsor_never_knows(decided):
    winner = decided.entries[0]
    accuser, decider = put_out(winner)
    appeal = contest(winner)
    hearing.answer(appeal_id=appeal.pk, text="They look alike.", by=accuser)
    with pytest.raises(NotAllowed):
        give_verdict(appeal, decider, "annulled")
    assert client_of(decided.owner).get("/api/v1/appeals").json()["results"] == []
    assert len(client_of(accuser).get("/api/v1/appeals").json()["results"]) == 1


def test_contested_in_time_by_its_entrant_once(decided, arbiter, stranger):
    winner = decided.entries[0]
    with pytest.raises(NotContestable):
        contest(winner)
    put_out(winner)
    with pytest.raises(Entry.DoesNotExist):
        contest(winner, by=stranger)
    appeal = contest(winner)
    with pytest.raises(AlreadyAppealed):
        contest(winner)
    pass_due(decided)
    ruling.uphold_due()
    appeal.refresh_from_db()
    assert (appeal.status, appeal.arbiter, status_of(winner)) == ("upheld", None, "disqualified")
    with pytest.raises(AlreadyAppealed):
        contest(winner)


@pytest.mark.parametrize("is_decided", [False, True])
def test_a_pause_gives_the_time_again_but_no_second_appeal(decided, arbiter, moderator, is_decided):
    winner = decided.entries[0]
    accuser, _ = put_out(winner)
    appeal = contest(winner)
    if is_decided:
        hearing.answer(appeal_id=appeal.pk, text="They look alike.", by=accuser)
        give_verdict(appeal, arbiter)
    pausing.pause(challenge_id=decided.challenge.pk, reason="A leak.", by=moderator)
    pausing.resume(challenge_id=decided.challenge.pk, by=moderator)
    with pytest.raises(AlreadyAppealed):
        contest(winner)


def test_after_three_days_it_stands(decided):
    put_out(decided.entries[2])
    move_clock(seconds=THREE_DAYS + 1)
    with pytest.raises(AppealWindowClosed):
        contest(decided.entries[2])


def test_an_entry_that_was_ruled_out_by_screening_is_judged_after_all(arbiter, db):
    stage = hold_purse(judging_stage(judges=0, screening=True))
    mine = stage.entries[0]
    for entry in stage.entries[1:]:
        screening.screen(entry_id=entry.pk, is_eligible=True, reason="", by=stage.owner)
    screening.screen(entry_id=mine.pk, is_eligible=False, reason="No file.", by=stage.owner)
    with pytest.raises(NotContestable):
        contest(mine)
    move_clock(seconds=(Screening.objects.get(entry=mine).due_at - laurel_now()).total_seconds() + 1)
    screening.settle_due()
    appeal = contest(mine)
    with pytest.raises(AppealUndecided):
        deciding.decide(challenge_id=stage.challenge.pk, awards=chosen(stage, [(1, 1), (2, 2)]), by=stage.owner)
    hearing.answer(appeal_id=appeal.pk, text="It lacks one.", by=stage.owner)
    give_verdict(appeal, arbiter, "annulled")
    assert status_of(mine) == "qualified"


def annul(entry, by=None):
    """What put it out does not hold: its accuser was heard."""
    appeal = contest(entry)
    if by:
        hearing.answer(appeal_id=appeal.pk, text="They look alike.", by=by)
    give_verdict(appeal, make_staff("arbiter"), "annulled")


def test_who_was_put_out_before_the_close_is_screened_like_everyone_else(db):
    stage = open_stage(screening=True)
    mine, _ = enter(stage, make_user()), enter(stage, make_user())
    accuser, _ = put_out(mine)
    close(stage)
    annul(mine, accuser)
    assert (status_of(mine), Screening.objects.get(entry=mine).status) == ("locked", "waiting")


def test_who_was_put_out_while_they_mended_may_still_mend(db):
    stage = judging_stage(judges=0, screening=True)
    mine = stage.entries[0]
    screening.screen(entry_id=mine.pk, is_eligible=False, reason="No file.", by=stage.owner)
    accuser, _ = put_out(mine)
    annul(mine, accuser)
    assert (status_of(mine), Screening.objects.get(entry=mine).status) == ("ineligible", "curing")
    assert screening.require_curing(Entry.objects.get(pk=mine.pk))


def test_who_had_no_time_to_mend_is_out_and_may_contest_that(db):
    stage = judging_stage(judges=0, screening=True)
    mine = stage.entries[0]
    screening.screen(entry_id=mine.pk, is_eligible=False, reason="No file.", by=stage.owner)
    accuser, _ = put_out(mine)
    move_clock(seconds=(Screening.objects.get(entry=mine).due_at - laurel_now()).total_seconds() + 1)
    screening.settle_due()
    annul(mine, accuser)
    assert status_of(mine) == "ineligible"
    assert contest(mine).subject == "screening"


def test_a_screening_that_does_not_hold_undoes_no_disqualification(arbiter, db):
    stage = judging_stage(judges=0, screening=True)
    mine = stage.entries[0]
    screening.screen(entry_id=mine.pk, is_eligible=False, reason="No file.", by=stage.owner)
    move_clock(seconds=(Screening.objects.get(entry=mine).due_at - laurel_now()).total_seconds() + 1)
    screening.settle_due()
    appeal = contest(mine)
    hearing.answer(appeal_id=appeal.pk, text="It lacks one.", by=stage.owner)
    put_out(mine)
    give_verdict(appeal, arbiter, "annulled")
    assert status_of(mine) == "disqualified"


def test_a_queue_that_is_closed_reads_who_is_let_in_again(db):
    spans = {"review": 60, "lease": 30}
    challenge = make_challenge(format="first_correct", prizes=(PrizeTerms(1, 100_000),), criteria=(), durations=spans)
    mine, _ = make_entry(challenge, make_user()), make_entry(challenge, make_user())
    close_challenge(challenge)
    accuser, _ = put_out(mine)
    annul(mine, accuser)
    assert status_of(mine) == "queued"
    assert leasing.take(challenge_id=challenge.pk, by=challenge.created_by).pk == mine.pk


@pytest.fixture
def unread(db):
    """The only entry that waits in a closed queue is put out."""
    challenge = make_challenge(
        format="first_correct", prizes=(PrizeTerms(1, 100_000),), criteria=(), durations={"review": 60, "lease": 30}
    )
    entry = make_entry(challenge, make_user())
    close_challenge(challenge)
    return entry, put_out(entry)[0]


def test_a_queue_does_not_end_while_who_was_put_out_unread_may_contest_it(unread):
    mine, accuser = unread
    granting.end_if_worked_off(challenge_id=mine.challenge_id)
    annul(mine, accuser)
    granting.end_if_worked_off(challenge_id=mine.challenge_id)
    assert (status_of(mine), Challenge.objects.get(pk=mine.challenge_id).status) == ("queued", "judging")


def test_if_they_do_not_it_ends_at_its_hour(unread):
    move_clock(seconds=THREE_DAYS + 1)
    laddering.climb_due()
    assert Challenge.objects.get(pk=unread[0].challenge_id).status == "no_award"


def test_silence_decides_nothing_while_it_is_contested_who_takes_part(silent):
    put_out(silent.entries[0])
    for _ in silent.challenge.rules.ladder:
        pass_due(silent)
        laddering.climb_due()
    move_clock(seconds=(silent.reload().due_at - laurel_now()).total_seconds() - 60)
    put_out(silent.entries[1])
    appeal = contest(silent.entries[1])
    pass_due(silent)
    laddering.climb_due()
    assert (silent.status(), silent.challenge.due_at) == ("judging", appeal.due_at)
    pass_due(silent)
    ruling.uphold_due()
    laddering.climb_due()
    assert silent.status() == "provisional"


def test_a_rejection_that_does_not_hold_lets_the_solver_hand_in_anew(arbiter, db):
    challenge = make_challenge(
        format="first_correct", prizes=(PrizeTerms(1, 100_000),), criteria=(), durations={"review": 60, "lease": 30}
    )
    entry = make_entry(challenge, make_user())
    leasing.take(challenge_id=challenge.pk, by=challenge.created_by)
    reviewing.reject(entry_id=entry.pk, reason="It does not build.", by=challenge.created_by)
    appeal = contest(entry)
    hearing.answer(appeal_id=appeal.pk, text="It did not.", by=challenge.created_by)
    give_verdict(appeal, arbiter, "annulled")
    assert status_of(entry) == "changes_requested"
