"""A queue pays who is accepted first: in turn, at once, each prize once; the rest goes back when nothing waits."""

import pytest
from django.contrib.auth.models import AnonymousUser

from bounties.awards import granting, laddering, paying, recalling
from bounties.awards.bundling import result_bundle
from bounties.awards.errors import NotDecided, NotItsTurn
from bounties.awards.models import Award, Decision
from bounties.awards.policies import entry_that_may_appeal
from bounties.awards.results import results_of
from bounties.challenges import raising
from bounties.entries import entering, reconsenting, sharing, withdrawing
from bounties.entries.entering import Changes
from bounties.entries.models import Entry
from bounties.entries.sharing import Offer
from bounties.errors import IllegalMove, OutOfDate
from bounties.judging import ruling
from bounties.judging.errors import NotJudging, NotOnLease
from payments.ledger.statements import statement
from tests.bounties.awards.test_paying import transfer
from tests.bounties.awards.test_recalling import in_purse, take_back, to_purse
from tests.bounties.building import close
from tests.bounties.conftest import client_of, make_user
from tests.bounties.queues import accept, ask, queue_stage, reject, statuses, take
from tests.clock import move_clock
from workers.clock import laurel_now

TEAM = Changes(team=[Offer("mate@example.com", 4_000)])


@pytest.fixture
def stage(db):
    return queue_stage()


def test_who_is_accepted_is_owed_at_once_while_the_queue_goes_on(stage):
    award = accept(stage)
    assert (award.status, award.amount, award.slot) == ("accepted", 2_000, 1)
    assert stage.status() == "open"
    assert statuses(stage) == ["accepted", "queued", "queued"]
    assert not Decision.objects.exists()


def test_the_last_prize_ends_the_queue_and_lets_the_rest_go(stage):
    accept(stage)
    accept(stage)
    assert stage.status() == "awarding"
    assert statuses(stage) == ["accepted", "accepted", "not_selected"]
    assert Decision.objects.get().rule == "reviews"
    with pytest.raises(NotJudging):
        take(stage)


def test_what_came_earlier_is_decided_first(stage):
    judge = stage.seat(make_user())
    take(stage)
    second = take(stage, judge)
    assert second == stage.entries[1]
    with pytest.raises(NotItsTurn):
        granting.accept_entry(entry_id=second.pk, by=judge)
    ruling.reject(entry_id=stage.entries[0].pk, reason="No.", by=stage.owner)
    assert granting.accept_entry(entry_id=second.pk, by=judge).status == "accepted"


def test_the_version_that_was_read_is_the_one_accepted(stage):
    entry = take(stage)
    with pytest.raises(OutOfDate):
        granting.accept_entry(entry_id=entry.pk, by=stage.owner, version=2)


def test_only_who_took_it_accepts(stage):
    entry = take(stage)
    other = stage.seat(make_user())
    with pytest.raises(NotOnLease):
        granting.accept_entry(entry_id=entry.pk, by=other)
    for stranger in (make_user(), entry.entrant):
        with pytest.raises(Entry.DoesNotExist):
            granting.accept_entry(entry_id=entry.pk, by=stranger)


def test_after_the_close_the_queue_is_worked_off_and_what_is_left_goes_back(stage):
    accept(stage)
    close(stage.challenge)
    granting.end_if_worked_off(challenge_id=stage.challenge.pk)
    assert stage.status() == "judging"
    reject(stage)
    granting.end_if_worked_off(challenge_id=stage.challenge.pk)
    assert stage.status() == "judging"
    reject(stage)
    granting.end_if_worked_off(challenge_id=stage.challenge.pk)
    assert stage.status() == "awarding"
    money = statement(str(stage.challenge.pk), "usd")
    assert money.held.amount == 2_000  # of the one who was accepted


def test_where_nothing_waits_at_the_close_it_ends_with_the_close(stage):
    for _ in stage.entries[:2]:
        reject(stage)
    ask(stage)
    close(stage.challenge)
    granting.end_if_worked_off(challenge_id=stage.challenge.pk)
    assert stage.status() == "no_award"
    assert statuses(stage) == ["rejected", "rejected", "not_selected"]


def test_the_last_one_that_waits_may_also_leave(stage):
    close(stage.challenge)
    granting.end_if_worked_off(challenge_id=stage.challenge.pk)
    for entry in stage.entries:
        withdrawing.withdraw(entry_id=entry.pk, by=entry.entrant)
    granting.end_if_worked_off(challenge_id=stage.challenge.pk)
    assert stage.status() == "no_award"


def test_a_share_that_nobody_consented_to_falls_to_the_captain_on_acceptance(stage):
    entry = stage.entries[0]
    entering.rewrite(entry_id=entry.pk, version=Entry.objects.get(pk=entry.pk).version, changes=TEAM, by=entry.entrant)
    accept(stage)
    assert [(share.user, share.share_bp) for share in entry.shares.all()] == [(entry.entrant, 10_000)]


def test_nobody_joins_the_team_of_what_is_decided(stage):
    entry, mate = stage.entries[0], make_user("mate")
    entering.rewrite(entry_id=entry.pk, version=Entry.objects.get(pk=entry.pk).version, changes=TEAM, by=entry.entrant)
    reject(stage)
    with pytest.raises(IllegalMove):
        sharing.consent(entry_id=entry.pk, by=mate)


def test_a_prize_that_finance_took_back_can_be_won_again(stage):
    award = accept(stage)
    paying.hand_over(award_id=award.pk)
    transfer(award)
    to_purse(take_back(award))
    assert recalling.note_recall(award_id=award.pk).status == "revoked"
    assert (stage.status(), in_purse(stage), statuses(stage)[0]) == ("open", 4_000, "not_selected")
    assert [accept(stage).slot, accept(stage).slot] == [1, 2]
    assert stage.status() == "awarding"


def test_nobody_gets_less_than_who_comes_later(stage):
    accept(stage)
    extra = raising.Extra(rank=1, amount=500)
    with pytest.raises(raising.NotRaisable):
        raising.start(
            challenge_id=stage.challenge.pk,
            sponsor_id=None,
            extra=extra,
            client_key="more",
            return_url="https://example.com",
            by=stage.owner,
        )
    assert not raising.is_wanted(challenge=stage.reload())


def test_the_page_says_how_many_prizes_are_left(stage):
    accept(stage)
    page = client_of(None).get(f"/challenges/{stage.challenge.pk}").content.decode()
    assert "1 prize can still be won." in page
    assert stage.entries[0].title not in page


def test_at_judge_by_what_waits_goes_on_waiting(stage):
    close(stage.challenge)
    for _ in range(3):
        due_at = stage.reload().due_at
        move_clock(seconds=(due_at - laurel_now()).total_seconds() + 1)
        laddering.climb_due()
        assert (stage.status(), stage.challenge.ladder_step) == ("judging", 0)
        assert stage.challenge.due_at > due_at
    assert not Award.objects.exists()


def test_who_was_rejected_reads_the_results_as_soon_as_other_entrants_do(stage):
    rejected, waiting = reject(stage).entrant, stage.entries[2].entrant
    for entrant in (rejected, waiting):
        with pytest.raises((NotDecided, Decision.DoesNotExist)):
            results_of(stage.reload(), entrant)
    close(stage.challenge)
    accept(stage)
    reject(stage)
    granting.end_if_worked_off(challenge_id=stage.challenge.pk)
    assert stage.status() == "awarding"
    for entrant in (rejected, stage.entries[1].entrant, waiting):
        assert [award.entry for award in results_of(stage.challenge, entrant).awards] == [stage.entries[1]]
        assert result_bundle(stage.challenge, entrant).edition == "decided"
    for stranger in (make_user(), AnonymousUser()):
        with pytest.raises(Decision.DoesNotExist):
            results_of(stage.challenge, stranger)


def test_who_was_rejected_contests_no_award(stage):
    rejected = reject(stage).entrant
    award = accept(stage)
    with pytest.raises(Award.DoesNotExist):
        entry_that_may_appeal(award, rejected)


def test_once_it_is_decided_who_won_changes_its_terms_no_more(db, moderator):
    stage = queue_stage(entries=1, prizes=((1, 2_000, 1),))
    changes = {"ip_terms": "open_source"}
    amendment = reconsenting.propose(challenge_id=stage.challenge.pk, changes=changes, reason="A slip.", by=moderator)
    accept(stage)
    with pytest.raises(IllegalMove, match="Awarding"):
        reconsenting.answer(amendment_id=amendment.pk, agrees=True, by=stage.entries[0].entrant)
