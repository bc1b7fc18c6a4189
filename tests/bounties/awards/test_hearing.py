"""An appeal is heard: each side that was asked answers once and in time, and the arbiter waits for that."""

import re

import pytest

from bounties.awards import appealing, hearing, ruling
from bounties.awards.errors import AnswerOutstanding, TooLateToReply
from bounties.awards.figures import appeal_figures
from bounties.awards.grounds import GROUNDS
from bounties.awards.models import Appeal, Ground
from bounties.entries import pausing
from bounties.errors import IllegalMove, InvalidInput, NotAllowed
from bounties.notifications.models import Notification
from payments.sentences import in_words
from tests.bounties.awards.conftest import award_of, contest, decide, give_verdict, hear
from tests.bounties.conftest import client_of, make_staff
from tests.clock import move_clock
from tests.deliveries import deliver_all
from workers.clock import laurel_now

ANSWER_SECONDS = 86_400  # half of the arbiter's time of these terms, which is shorter than three days


def reply(appeal, by, text="It does not."):
    return hearing.answer(appeal_id=appeal.pk, text=text, by=by)


def test_the_arbiter_decides_once_everyone_has_answered_and_not_before(decided, arbiter):
    appeal = contest(decided)
    reply(appeal, decided.owner)
    with pytest.raises(AnswerOutstanding, match=re.escape(in_words(appeal.answer_by))):
        give_verdict(appeal, arbiter)
    reply(appeal, decided.entries[0].entrant)
    assert give_verdict(appeal, arbiter).status == "upheld"


def test_who_does_not_answer_in_time_is_recorded_so_and_the_arbiter_goes_on(decided, arbiter):
    appeal = contest(decided)
    assert abs((appeal.answer_by - laurel_now()).total_seconds() - ANSWER_SECONDS) < 5
    reply(appeal, decided.owner)
    move_clock(seconds=ANSWER_SECONDS + 1)
    with pytest.raises(TooLateToReply):
        reply(appeal, decided.entries[0].entrant)
    give_verdict(appeal, arbiter)
    row = client_of(appeal.appellant).get("/api/v1/appeals").json()["results"][0]
    assert [(one["side"], bool(one["answered_at"])) for one in row["answers"]] == [("holder", False), ("sponsor", True)]


def test_each_side_answers_once_and_nobody_else_does(decided, arbiter, stranger):
    appeal = contest(decided)
    with pytest.raises(Appeal.DoesNotExist):
        reply(appeal, stranger)
    for unasked in (arbiter, appeal.appellant):
        with pytest.raises(NotAllowed):
            reply(appeal, unasked)
    with pytest.raises(InvalidInput):
        reply(appeal, decided.owner, " ")
    reply(appeal, decided.owner)
    with pytest.raises(TooLateToReply):
        reply(appeal, decided.owner, "And more.")


def test_who_contests_their_own_award_is_not_asked_twice(decided):
    appeal = contest(decided, 1, by=decided.entries[1].entrant)
    assert [asked.side for asked in appeal.answers.all()] == ["sponsor"]


def test_the_parties_are_told_and_read_everything_under_aliases_and_nobody_else_does(decided, arbiter, stranger):
    appeal = hear(contest(decided, ground=Ground.PLAGIARISM), decided)
    give_verdict(appeal, arbiter)
    deliver_all()
    kinds = {"appeal.opened", "appeal.decided"}
    for party in (decided.owner, decided.entries[0].entrant):
        told = Notification.objects.filter(user=party, kind__in=kinds)
        assert set(told.values_list("kind", flat=True)) == kinds
        (row,) = client_of(party).get("/api/v1/appeals").json()["results"]
        assert (row["ground"], row["reason"], row["verdict"]) == ("plagiarism", "It copies mine.", "I compared them.")
        assert appeal.appellant.name not in str(row)
    assert Notification.objects.filter(user=appeal.appellant, kind="appeal.decided").exists()
    for other in (decided.entries[1].entrant, decided.judges[0], make_staff("moderator"), stranger):
        assert client_of(other).get("/api/v1/appeals").json()["results"] == []
        assert not Notification.objects.filter(user=other, kind__in=kinds).exists()


def test_a_pause_gives_everyone_the_time_back(decided, arbiter):
    appeal, moderator = contest(decided), make_staff("moderator")
    pausing.pause(challenge_id=decided.challenge.pk, reason="A leak.", by=moderator)
    with pytest.raises(IllegalMove):
        reply(appeal, decided.owner)
    move_clock(seconds=10 * 86_400)
    assert ruling.uphold_due() == 0
    pausing.resume(challenge_id=decided.challenge.pk, by=moderator)
    after = Appeal.objects.get(pk=appeal.pk)
    span = (after.answer_by - appeal.answer_by).total_seconds()
    assert after.due_at - appeal.due_at == after.answer_by - appeal.answer_by
    assert abs(span - 10 * 86_400) < 5
    with pytest.raises(AnswerOutstanding):
        give_verdict(appeal, arbiter)


def test_appeals_that_the_clock_upholds_are_counted(decided):
    contest(decided)
    move_clock(seconds=2 * ANSWER_SECONDS + 1)
    ruling.uphold_due()
    figures = {figure.name: figure.value for figure in appeal_figures()}
    assert figures == {"laurel_appeals_open": 0, "laurel_appeals_upheld_by_clock": 1, "laurel_appeals_decided": 0}


def test_an_appeal_in_the_last_second_of_the_window_counts_and_the_window_waits(decided):
    move_clock(seconds=(decided.challenge.due_at - laurel_now()).total_seconds() - 1)
    left = contest(decided).window_left.total_seconds()
    assert 0 < left <= 1
    assert (decided.reload().due_at - laurel_now()).total_seconds() > ANSWER_SECONDS


def test_who_decided_screened_charged_or_paid_does_not_decide_the_appeal(stage, moderator):
    decide(stage, [(0, 1), (1, 2)])
    charger = make_staff("arbiter")
    stage.entries[1].disqualifications.create(
        proposed_by=charger, reason="Copied.", answer_by=laurel_now(), due_at=laurel_now()
    )
    appeal = hear(contest(stage), stage)
    with pytest.raises(NotAllowed):
        give_verdict(appeal, charger)


def test_every_ground_is_told_with_the_evidence_that_helps(decided):
    assert [row.ground for row in GROUNDS] == list(Ground)
    rows = client_of(None).get("/api/v1/appeals/grounds").json()["results"]
    assert all(row["meaning"] and row["evidence"] for row in rows)
    path, loser = f"/api/v1/awards/{award_of(decided, 0).pk}/appeal", client_of(decided.entries[2].entrant)
    assert loser.post(path, {"ground": "mood", "reason": "Hm."}).status_code == 400
    assert loser.post(path, {"ground": "score_error", "reason": "Hm."}).json()["ground"] == "score_error"


def test_an_appeal_says_its_ground_or_has_another(decided):
    appeal = appealing.appeal(award_id=award_of(decided, 0).pk, reason="Hm.", by=decided.entries[2].entrant)
    assert appeal.ground == "other"
