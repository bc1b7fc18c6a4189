"""A moderator stops a challenge's clock: nothing is taken, nothing falls due, and nobody loses time."""

from datetime import timedelta

import pytest

from bounties.awards import appealing, confirming, laddering, ruling
from bounties.awards.models import AppealStatus
from bounties.challenges import publishing
from bounties.challenges.models import Challenge
from bounties.entries import cancelling, closing, pausing, submitting, withdrawing
from bounties.entries.models import Entry
from bounties.entries.refusals import ChallengeNotOpen, EntriesReceived
from bounties.errors import IllegalMove, InvalidInput, NotAllowed
from bounties.judging.errors import NotJudging
from bounties.judging.policies import require_unsealed
from bounties.notifications.models import Notification
from tests.bounties.awards.conftest import award_of, decide, hear
from tests.bounties.building import make_challenge, make_entry
from tests.bounties.conftest import make_sponsor, make_staff
from tests.bounties.staging import judging_stage
from tests.clock import move_clock
from tests.deliveries import deliver_all
from workers.models import Delivery, Event

DEADLINES = ["opens_at", "closes_at", "judge_by"]
DAY = 86_400
pytestmark = pytest.mark.django_db


def pause(challenge, by=None, reason="A leak is looked into."):
    return pausing.pause(challenge_id=challenge.pk, reason=reason, by=by or make_staff("moderator"))


def resume(challenge, by=None):
    return pausing.resume(challenge_id=challenge.pk, by=by or make_staff("moderator"))


def span_of(paused, name, after):
    """How much later it is than it was at the pause."""
    return getattr(after, name) - getattr(paused, name)


def everything_ticks():
    return [act() for act in (publishing.open_due, closing.close_due, laddering.climb_due, confirming.confirm_due)]


@pytest.fixture
def decided():
    """A decided challenge whose appeal window runs."""
    stage = judging_stage()
    stage.judge_all(90, 80, 70)
    decide(stage, [(0, 1), (1, 2)])
    return stage


def test_paused_it_says_whence_when_and_why():
    challenge = make_challenge()
    paused = pause(challenge)
    assert (paused.status, paused.paused_from, paused.due_at) == ("paused", "open", None)
    assert (paused.paused_due_at, paused.pause_reason) == (challenge.closes_at, "A leak is looked into.")
    assert paused.version == challenge.version + 1
    assert Event.objects.get(name="challenge.paused").payload == {}


@pytest.mark.parametrize("status", ["scheduled", "open", "judging"])
def test_it_goes_on_where_it_stopped(status):
    challenge = make_challenge(status)
    pause(challenge)
    after = resume(challenge)
    assert (after.status, after.paused_from, after.paused_at, after.pause_reason) == (status, "", None, "")
    assert Challenge.objects.get(pk=challenge.pk).due_at == after.due_at


@pytest.mark.parametrize("status", ["scheduled", "open", "judging"])
def test_what_lay_ahead_is_later_by_exactly_the_time_that_it_was_paused(status):
    challenge = make_challenge(status)
    pause(challenge)
    paused = Challenge.objects.get(pk=challenge.pk)
    move_clock(seconds=3 * DAY)
    after = resume(challenge)
    span = after.due_at - paused.paused_due_at
    assert timedelta(days=3) <= span < timedelta(days=3, minutes=1)
    for name in DEADLINES:
        lay_ahead = getattr(paused, name) > paused.paused_at
        assert span_of(paused, name, after) == (span if lay_ahead else timedelta(0)), name


def test_an_appeal_window_goes_on_with_what_was_left_of_it(decided):
    before = decided.reload()
    pause(before)
    move_clock(seconds=3 * DAY)
    after = resume(before)
    assert after.status == "provisional"
    assert timedelta(days=3) <= after.due_at - before.due_at < timedelta(days=3, minutes=1)


def test_more_time_is_no_material_change_of_the_terms():
    challenge = make_challenge()
    entry = make_entry(challenge, submit=False)
    pause(challenge)
    after = resume(challenge)
    latest = challenge.terms.latest("number")
    assert (latest.is_material, latest.sha256) == (False, after.terms_sha256)
    assert after.terms_sha256 != challenge.terms_sha256
    assert submitting.submit(entry_id=entry.pk, by=entry.entrant).number == 1


@pytest.mark.parametrize("status", ["scheduled", "open", "judging"])
def test_while_paused_nothing_falls_due(status):
    challenge = make_challenge(status)
    pause(challenge)
    move_clock(seconds=400 * DAY)
    assert everything_ticks() == [0, 0, 0, 0]
    assert Challenge.objects.get(pk=challenge.pk).status == "paused"


def test_while_paused_no_decision_is_confirmed(decided):
    pause(decided.challenge)
    move_clock(seconds=400 * DAY)
    assert everything_ticks() == [0, 0, 0, 0]
    assert decided.status() == "paused"


def test_while_paused_no_entry_is_begun_or_received():
    challenge = make_challenge()
    entry = make_entry(challenge, submit=False)
    pause(challenge)
    with pytest.raises(ChallengeNotOpen):
        submitting.submit(entry_id=entry.pk, by=entry.entrant)
    with pytest.raises(ChallengeNotOpen):
        make_entry(challenge)
    resume(challenge)
    assert submitting.submit(entry_id=entry.pk, by=entry.entrant).number == 1


def test_paused_before_the_deadline_the_entries_stay_sealed():
    challenge = make_challenge(entries=1)
    with pytest.raises(NotJudging):
        require_unsealed(pause(challenge))


def test_while_paused_an_entry_is_withdrawn_unless_it_is_decided(decided):
    challenge = make_challenge(entries=1)
    for paused in (challenge, decided.challenge):
        pause(paused)
    entry, winner = challenge.entries.get(), decided.entries[0]
    assert withdrawing.withdraw(entry_id=entry.pk, by=entry.entrant).status == Entry.Status.WITHDRAWN
    with pytest.raises(IllegalMove):
        withdrawing.withdraw(entry_id=winner.pk, by=winner.entrant)


def test_while_paused_no_appeal_is_decided(decided, arbiter):
    loser = decided.entries[2].entrant
    appeal = appealing.appeal(award_id=award_of(decided, 0).pk, reason="It was late.", by=loser)
    hear(appeal, decided)
    pause(decided.challenge)
    verdict = {"appeal_id": appeal.pk, "outcome": AppealStatus.UPHELD, "verdict": "It was not.", "by": arbiter}
    with pytest.raises(IllegalMove):
        ruling.decide_appeal(**verdict)
    resume(decided.challenge)
    assert ruling.decide_appeal(**verdict).status == AppealStatus.UPHELD


def test_paused_without_entries_it_is_cancelled():
    challenge = make_challenge()
    pause(challenge)
    gone = cancelling.cancel(challenge_id=challenge.pk, reason="client_request", by=challenge.created_by)
    assert (gone.status, gone.paused_from, gone.pause_reason) == ("cancelled", "", "")


def test_paused_with_entries_it_is_not_cancelled():
    challenge = make_challenge(entries=1)
    pause(challenge)
    with pytest.raises(EntriesReceived):
        cancelling.cancel(challenge_id=challenge.pk, reason="client_request", by=challenge.created_by)


def test_only_a_moderator_pauses_and_resumes(stranger):
    challenge = make_challenge()
    for other in (stranger, challenge.created_by, make_staff("arbiter")):
        with pytest.raises(NotAllowed):
            pause(challenge, by=other)
    pause(challenge)
    for other in (stranger, challenge.created_by, make_staff("arbiter")):
        with pytest.raises(NotAllowed):
            resume(challenge, by=other)


def test_a_moderator_pauses_nothing_of_their_own_sponsor(moderator):
    challenge = make_challenge(sponsor=make_sponsor(moderator))
    with pytest.raises(NotAllowed):
        pause(challenge, by=moderator)
    pause(challenge)
    with pytest.raises(NotAllowed):
        resume(challenge, by=moderator)


def test_a_pause_has_a_reason():
    with pytest.raises(InvalidInput):
        pause(make_challenge(), reason="  ")


@pytest.mark.parametrize("status", ["draft", "in_review", "approved", "funding"])
def test_what_does_not_run_yet_is_not_paused(status):
    with pytest.raises(IllegalMove):
        pause(make_challenge(status))


def test_what_is_not_paused_is_not_resumed():
    with pytest.raises(IllegalMove):
        resume(make_challenge())


def test_entrants_and_the_sponsor_are_told_both_times():
    challenge = make_challenge(entries=1)
    entrant = challenge.entries.get().entrant
    pause(challenge)
    resume(challenge)
    deliver_all()
    for person in (entrant, challenge.created_by):
        kinds = Notification.objects.filter(user=person).values_list("kind", flat=True)
        assert {"challenge.paused", "challenge.resumed"} <= set(kinds)


def test_judges_are_reminded_before_the_new_deadline_only():
    stage = judging_stage()
    deliver_all()
    pause(stage.challenge)
    move_clock(seconds=9 * DAY)
    resume(stage.challenge)
    deliver_all()
    assert not Event.objects.filter(name="judging.reminded", root=str(stage.challenge.pk)).exists()
    assert Delivery.objects.filter(event__name="judging.reminder_set", event__root=str(stage.challenge.pk)).count() > 3


def test_by_the_api_it_is_paused_shown_with_its_reason_and_resumed(client_of, moderator):
    challenge = make_challenge()
    path = f"/api/v1/challenges/{challenge.pk}"
    client = client_of(moderator)
    assert client.post(f"{path}/pause", {}, format="json").status_code == 400
    assert client.post(f"{path}/pause", {"reason": "A leak."}, format="json").status_code == 200
    shown = client_of(None).get(path).json()
    assert (shown["status"], shown["pause_reason"], shown["due_at"]) == ("paused", "A leak.", None)
    again = client.post(f"{path}/pause", {"reason": "A leak."}, format="json")
    assert (again.status_code, again.json()["code"]) == (409, "illegal_move")
    assert client.post(f"{path}/resume").json()["status"] == "open"
    assert client.post(f"{path}/resume").status_code == 409
