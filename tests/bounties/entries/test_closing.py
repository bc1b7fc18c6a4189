"""The deadline, by the database's clock."""

import pytest

from bounties.challenges.models import Challenge
from bounties.entries import closing, entering, submitting
from bounties.entries.entering import Changes
from bounties.entries.models import Entry, TeamShare
from bounties.entries.refusals import ChallengeClosed
from bounties.entries.sharing import Offer
from tests.bounties.building import close, make_challenge, make_entry
from tests.bounties.conftest import make_user
from tests.clock import move_clock
from workers.clock import laurel_now
from workers.models import Event

pytestmark = pytest.mark.django_db


def names(challenge: Challenge) -> list[str]:
    return list(Event.objects.filter(root=str(challenge.pk)).order_by("id").values_list("name", flat=True))


def test_a_challenge_with_entries_goes_to_judging_at_its_deadline():
    challenge = make_challenge(entries=2)
    close(challenge)
    assert (challenge.status, challenge.due_at) == ("judging", challenge.judge_by)
    assert set(challenge.entries.values_list("status", flat=True)) == {"qualified"}
    assert names(challenge).count("challenge.closed") == 1
    assert names(challenge).count("entry.qualified") == 2


def test_a_challenge_without_entries_expires_at_its_deadline():
    challenge = make_challenge()
    make_entry(challenge, submit=False)
    close(challenge)
    assert (challenge.status, challenge.due_at) == ("expired", None)
    assert names(challenge)[-2:] == ["challenge.closed", "challenge.expired"]
    assert challenge.entries.get().status == "draft"


def test_nothing_closes_before_its_deadline():
    challenge = make_challenge(entries=1)
    move_clock(seconds=3590)
    assert closing.close_due() == 0
    challenge.refresh_from_db()
    assert challenge.status == "open"


def test_the_closer_comes_again_at_the_next_deadline_if_that_is_before_its_next_look():
    challenge = make_challenge()
    assert closing.keep_deadlines() is None
    move_clock(seconds=(challenge.closes_at - laurel_now()).total_seconds() - 0.4)
    left = closing.keep_deadlines()
    assert left is not None
    assert closing.AGAIN_SECONDS <= left < 0.4
    move_clock(seconds=0.4)
    assert closing.keep_deadlines() is None
    assert names(challenge).count("challenge.closed") == 1


def test_closing_twice_tells_once():
    challenge = make_challenge(entries=1)
    close(challenge)
    assert closing.close_due() == 0
    assert names(challenge).count("challenge.closed") == 1


def test_nobody_enters_or_submits_after_the_deadline_even_if_nobody_closes():
    challenge = make_challenge()
    entry = make_entry(challenge, submit=False)
    move_clock(seconds=3601)
    with pytest.raises(ChallengeClosed):
        submitting.submit(entry_id=entry.pk, by=entry.entrant)
    with pytest.raises(ChallengeClosed):
        entering.start(challenge_id=challenge.pk, draft=Changes("Late", "Late", True), by=make_user())
    assert Entry.objects.get(pk=entry.pk).latest_version == 0


def test_a_share_without_consent_falls_to_the_captain_at_the_deadline():
    challenge, captain, member = make_challenge(), make_user(), make_user()
    entry = make_entry(challenge, captain, team=[Offer(member.email, 4_000), Offer("nobody@example.com", 1_000)])
    close(challenge)
    shares = TeamShare.objects.filter(entry=entry).values_list("user", "share_bp")
    assert list(shares) == [(captain.pk, 10_000)]


def test_many_challenges_close_in_one_go():
    challenges = [make_challenge(entries=1) for _ in range(3)]
    move_clock(seconds=3602)
    assert closing.close_due() == 3
    assert {Challenge.objects.get(pk=one.pk).status for one in challenges} == {"judging"}
