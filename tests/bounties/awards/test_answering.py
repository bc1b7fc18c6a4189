"""A question: who accepts, who votes, what silence leads to, and races for the one prize."""

import pytest
from django.contrib.auth.models import AnonymousUser

from bounties.awards import answering, deciding
from bounties.awards.models import Award, Decision
from bounties.challenges.models import Challenge
from bounties.challenges.problems import Incomplete
from bounties.challenges.terms import CriterionTerms, PrizeTerms
from bounties.entries import cancelling, submitting, withdrawing
from bounties.entries.refusals import ChallengeClosed, EntriesReceived
from bounties.errors import IllegalMove, InvalidInput, NotAllowed
from bounties.judging import appraising, commenting
from bounties.judging.answers import board_of, top_answer
from bounties.judging.errors import NotJudging
from bounties.judging.models import AnswerVote
from tests.bounties.awards.conftest import team
from tests.bounties.awards.test_races import at_once
from tests.bounties.building import make_challenge, make_entry
from tests.bounties.conftest import client_of, make_sponsor, make_user
from tests.bounties.staging import Stage, enter, hold_purse, open_stage
from workers.models import Event

TERMS = {"format": "question", "criteria": (), "prizes": ((1, 2_000, 1),)}


@pytest.fixture
def stage(db):
    return _asked()


def _asked() -> Stage:
    stage = hold_purse(open_stage(**TERMS))
    for _ in range(2):
        enter(stage, make_user())
    return stage


def accept(stage, number=0, **more):
    return answering.accept_answer(entry_id=stage.entries[number].pk, by=more.pop("by", stage.owner), **more)


def vote(stage, number, value, by=None):
    appraising.appraise(entry_id=stage.entries[number].pk, value=value, by=by or make_user())


def test_an_acceptance_is_an_award_that_is_owed_and_ends_the_question(stage):
    assert accept(stage).status == "accepted"
    assert stage.status() == "awarding"
    stage.entries[0].refresh_from_db()
    stage.entries[1].refresh_from_db()
    assert [entry.status for entry in stage.entries] == ["accepted", "not_selected"]
    assert Decision.objects.get().rule == "asker"


def test_only_who_asks_accepts_and_never_as_a_whole(stage):
    with pytest.raises(NotAllowed):
        accept(stage, by=make_user())
    with pytest.raises(NotJudging):
        deciding.decide(challenge_id=stage.challenge.pk, awards=[], by=stage.owner)
    assert not Award.objects.exists()


def test_nothing_is_accepted_twice_and_no_answer_comes_after(stage):
    accept(stage)
    with pytest.raises(NotJudging):
        accept(stage, 1)
    with pytest.raises(ChallengeClosed):
        submitting.submit(entry_id=stage.entries[1].pk, by=stage.entries[1].entrant)


def test_what_was_taken_back_is_not_accepted(stage):
    withdrawing.withdraw(entry_id=stage.entries[0].pk, by=stage.entries[0].entrant)
    with pytest.raises(IllegalMove):
        accept(stage)
    assert stage.status() == "open"


def test_with_answers_in_it_is_not_called_off(stage):
    with pytest.raises(EntriesReceived):
        cancelling.cancel(challenge_id=stage.challenge.pk, reason="client_request", by=stage.owner)


def test_nobody_votes_for_themselves_and_those_who_ask_do_not_vote(stage):
    for barred in (stage.entries[0].entrant, stage.owner):
        with pytest.raises(NotAllowed):
            vote(stage, 0, 1, by=barred)
    with pytest.raises(InvalidInput):
        vote(stage, 0, 2)
    unverified = make_user()
    unverified.emailaddress_set.update(verified=False)
    with pytest.raises(NotAllowed):
        vote(stage, 0, 1, by=unverified)
    assert not AnswerVote.objects.exists()


def test_a_mate_of_the_team_that_answered_does_not_vote_for_it(stage):
    (mate,) = team(stage.entries[0], 2_000)
    with pytest.raises(NotAllowed, match="their team's"):
        vote(stage, 0, 1, by=mate)
    vote(stage, 1, 1, by=mate)
    assert AnswerVote.objects.get().voter == mate


def test_a_vote_is_one_per_person_changeable_until_the_decision(stage):
    reader = make_user()
    for value in (1, -1, 0, 1):
        vote(stage, 0, value, by=reader)
    assert list(AnswerVote.objects.values_list("value", flat=True)) == [1]
    accept(stage, 1)
    with pytest.raises(NotJudging):
        vote(stage, 0, 0, by=reader)


def test_the_top_answer_needs_two_net_votes_and_ties_go_to_the_earlier(stage):
    stage.pass_deadline()
    vote(stage, 1, 1)
    assert top_answer(stage.challenge) is None
    vote(stage, 1, 1)
    assert top_answer(stage.challenge) == stage.entries[1].pk
    for _ in range(2):
        vote(stage, 0, 1)
    assert top_answer(stage.challenge) == stage.entries[0].pk
    vote(stage, 0, -1)
    assert top_answer(stage.challenge) == stage.entries[1].pk


def test_answers_are_read_voted_on_and_remarked_upon_by_anyone_signed_in(stage):
    first, second = stage.entries
    reader, visitor = client_of(make_user()), client_of(None)
    voted = reader.put(f"/api/v1/answers/{second.pk}/vote", {"value": 1}).json()
    assert (voted["id"], voted["net_votes"]) == (str(second.pk), 1)
    assert reader.put(f"/api/v1/answers/{second.pk}/vote", {"value": 5}).status_code == 400
    said = reader.post(f"/api/v1/answers/{second.pk}/comments", {"body": "It works here."}).json()
    official = client_of(stage.owner).post(f"/api/v1/answers/{second.pk}/comments", {"body": "Here too."}).json()
    assert [one["is_official"] for one in (said, official)] == [False, True]
    told = visitor.get(f"/api/v1/answers/{second.pk}/comments").json()["results"]
    assert [one["body"] for one in told] == ["It works here.", "Here too."]
    rows = visitor.get(f"/api/v1/challenges/{stage.challenge.pk}/answers").json()["results"]
    assert [(row["id"], row["net_votes"]) for row in rows] == [(str(first.pk), 0), (str(second.pk), 1)]


def test_the_page_shows_the_accepted_answer_first_and_then_the_best_liked(stage):
    enter(stage, make_user())
    vote(stage, 1, 1)
    vote(stage, 2, -1)
    nobody = AnonymousUser()
    shown = board_of(stage.challenge, nobody, at_most=10)
    assert [one.version.entry for one in shown] == [stage.entries[number] for number in (1, 0, 2)]
    assert [one.net_votes for one in shown] == [1, 0, -1]
    accept(stage, 2)
    shown = board_of(stage.reload(), nobody, at_most=10)
    assert (shown[0].version.entry, shown[0].net_votes) == (stage.entries[2], -1)
    assert board_of(open_stage().challenge, nobody, at_most=10) is None


def test_a_sealed_entry_is_no_answer_to_anyone(db):
    sealed = open_stage()
    entry = enter(sealed, make_user())
    for reader in (None, sealed.owner, entry.entrant):
        assert client_of(reader).get(f"/api/v1/answers/{entry.pk}").status_code == 404
        assert client_of(reader).get(f"/api/v1/challenges/{sealed.challenge.pk}/answers").status_code == 404


def test_a_draft_of_an_answer_is_seen_by_nobody_else(stage):
    draft = make_entry(stage.challenge, submit=False)
    assert client_of(stage.owner).get(f"/api/v1/answers/{draft.pk}").status_code == 404


@pytest.mark.parametrize(
    ("field", "terms"),
    [
        ("prizes", {"prizes": (PrizeTerms(1, 2_000, 2),)}),
        ("criteria", {"criteria": (CriterionTerms("Works", 100),)}),
        ("guarantee", {"guarantee": "up_to", "kill_fee_bp": 0}),
        ("screening", {"screening": True}),
    ],
)
def test_what_a_question_has_no_use_for_is_refused(db, field, terms):
    with pytest.raises(Incomplete) as refused:
        make_challenge("draft", **TERMS | {"prizes": (PrizeTerms(1, 2_000),)} | terms)
    assert set(refused.value.errors) == {field}


def test_a_short_post_is_written_down_in_full_when_it_is_submitted(db):
    owner = make_user()
    short = {"summary": "", "ip_terms": "", "opens_at": None, "closes_at": None, "judge_by": None}
    prizes = {"prizes": (PrizeTerms(1, 2_000),)}
    asked = make_challenge("in_review", sponsor=make_sponsor(owner), **TERMS | prizes | short)
    asked = Challenge.objects.get(pk=asked.pk)
    assert (asked.summary, asked.ip_terms) == (asked.title, "solver_keeps")
    assert (asked.judge_by - asked.closes_at).days == (asked.closes_at - asked.opens_at).days == 7
    document = asked.terms.get().document
    assert document["closes_at"] == asked.closes_at.isoformat()


def test_of_two_acceptances_at_once_one_wins(committed_db):
    stage = _asked()
    outcomes = at_once(lambda: accept(stage, 0), lambda: accept(stage, 1))
    assert outcomes.count(NotJudging) == 1
    assert Award.objects.count() == Decision.objects.count() == 1


def test_votes_and_remarks_are_told_with_who_gave_them_and_a_vote_taken_back_is_gone(stage):
    voter = make_user()
    for value in (1, -1, 0):
        vote(stage, 0, value, by=voter)
    commenting.comment(entry=stage.entries[0], body=" It works here. ", by=voter)
    told = Event.objects.filter(name__startswith="answer.", actor_id=voter.pk).order_by("at", "id")
    assert [(event.name, event.payload) for event in told] == [
        ("answer.voted", {"value": 1}),
        ("answer.voted", {"value": -1}),
        ("answer.voted", {"value": 0}),
        ("answer.commented", {}),
    ]
    assert not AnswerVote.objects.exists()
