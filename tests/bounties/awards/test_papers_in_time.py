"""Papers have their time: reminders, one extension, and an end that robs nobody."""

from datetime import timedelta

import pytest
from django.db import transaction

from bounties.awards import accepting, overdue, papers
from bounties.awards.errors import AlreadyExtended, PapersExpired
from bounties.awards.models import Award
from bounties.errors import NotAllowed
from bounties.notifications.models import Notification
from payments.payouts.models import Payout
from tests.bounties.awards.conftest import award_of, statuses
from tests.bounties.awards.papering import (
    award,
    captain,
    heard,
    know,
    mate,
    pass_end,
    sign,
    stage,
    status_of,
    tell_of,
    world,
)
from tests.bounties.conftest import make_user
from tests.clock import move_clock
from tests.deliveries import deliver_all
from workers.clock import laurel_now
from workers.models import Event

DAY = 86_400

__all__ = ["award", "captain", "mate", "stage", "world"]


def test_after_the_end_no_signature_counts_even_before_the_tick(award, captain):
    pass_end(award)
    with pytest.raises(PapersExpired):
        sign(award, captain)


def test_at_the_end_the_place_passes_to_the_next_who_is_asked_as_well(stage, award, captain):
    pass_end(award)
    overdue.end_due()
    deliver_all()
    assert (0, 1, "forfeited") in statuses(stage)
    assert (1, 1, "offered") in statuses(stage)
    assert heard(captain, "Your prize is lost")
    heir = accepting.accept(award_id=award_of(stage, 1).pk, by=stage.entries[1].entrant)
    assert (heir.status, heir.rank) == ("verifying", 1)


def test_whoever_did_their_part_is_not_robbed_by_a_member_who_did_not(award, captain, mate):
    sign(award, captain)
    know(captain)
    pass_end(award)
    overdue.end_due()
    deliver_all()
    assert status_of(award) == "paying"
    payout = Payout.objects.get(award_reference=str(award.pk))
    assert (payout.payee.user, payout.amount) == (captain, 100_000)
    assert heard(mate, "Your share went to others")


def test_an_entrant_whom_stripe_does_not_know_leaves_the_share_to_the_member(award, captain, mate):
    sign(award, captain, mate)
    know(mate)
    pass_end(award)
    overdue.end_due()
    deliver_all()
    assert Payout.objects.get(award_reference=str(award.pk)).payee.user == mate


def test_nobody_but_the_entrant_can_sign_for_the_whole_work(award, mate):
    sign(award, mate)
    know(mate)
    pass_end(award)
    overdue.end_due()
    assert status_of(award) == "forfeited"


def test_what_stripe_knew_in_time_counts_at_the_end(award, captain, mate):
    deliver_all()
    sign(award, captain, mate)
    for user in (captain, mate):
        tell_of(user)
    pass_end(award)
    overdue.end_due()
    assert status_of(award) == "payable"


def test_the_time_is_extended_once_by_the_winner_or_the_sponsor(stage, award, captain, mate):
    before = award.due_at
    with pytest.raises(NotAllowed):
        papers.extend(award_id=award.pk, by=mate)
    with pytest.raises(Award.DoesNotExist):
        papers.extend(award_id=award.pk, by=make_user())
    assert papers.extend(award_id=award.pk, by=captain).due_at - before == timedelta(days=30)
    with pytest.raises(AlreadyExtended):
        papers.extend(award_id=award.pk, by=stage.owner)


def test_the_sponsor_may_extend_but_nobody_after_the_end(stage, award):
    with transaction.atomic():
        papers.extend(award_id=award.pk, by=stage.owner)
        transaction.set_rollback(True)
    pass_end(award)
    with pytest.raises(PapersExpired):
        papers.extend(award_id=award.pk, by=stage.owner)


def test_whoever_still_owes_something_is_reminded_at_half_and_at_72_hours(award, captain, mate):
    sign(award, captain)
    know(captain)
    for day, count in ((14, 0), (16, 1), (26, 1), (27.5, 2)):
        award.refresh_from_db()
        move_clock(seconds=day * DAY - (timedelta(days=30) - (award.due_at - laurel_now())).total_seconds())
        deliver_all()
        found = Notification.objects.filter(user=mate, title__startswith="Something is still missing")
        assert found.count() == count
    assert not heard(captain, "Something is still missing")


def test_after_an_extension_nobody_is_reminded_by_the_old_end(award, mate):
    papers.extend(award_id=award.pk, by=award.entry.entrant)
    for day, count in ((40, 0), (46, 1)):
        award.refresh_from_db()
        move_clock(seconds=day * DAY - (timedelta(days=60) - (award.due_at - laurel_now())).total_seconds())
        deliver_all()
        assert Event.objects.filter(name="award.papers_reminded").count() == count
