"""What a member of a team agrees to is what they have read."""

import pytest

from bounties.accounts.models import User
from bounties.entries import entering, sharing
from bounties.entries.entering import Changes
from bounties.entries.models import TeamShare
from bounties.entries.sharing import Offer
from bounties.errors import IllegalMove, OutOfDate
from tests.bounties.building import make_challenge, make_entry

pytestmark = pytest.mark.django_db


def test_nobody_agrees_unseen_to_another_share_than_they_have_read(user, stranger):
    entry = make_entry(make_challenge(), user, team=[Offer(stranger.email, 5_000)])
    less = Changes(team=[Offer(stranger.email, 100)])
    entering.rewrite(entry_id=entry.pk, version=entry.version, changes=less, by=user)
    with pytest.raises(OutOfDate, match="By now 1 %"):
        sharing.consent(entry_id=entry.pk, by=stranger, share_bp=5_000)
    assert TeamShare.objects.get(email=stranger.email).consented_at is None
    sharing.consent(entry_id=entry.pk, by=stranger, share_bp=100)
    assert TeamShare.objects.get(email=stranger.email).user == stranger


def test_who_agreed_under_one_address_has_no_second_share_under_their_next(user, stranger):
    entry = make_entry(make_challenge(), user, team=[Offer(stranger.email, 5_000), Offer("next@example.com", 1_000)])
    sharing.consent(entry_id=entry.pk, by=stranger)
    User.objects.filter(pk=stranger.pk).update(email="next@example.com")
    stranger.refresh_from_db()
    with pytest.raises(IllegalMove, match="under another address"):
        sharing.consent(entry_id=entry.pk, by=stranger)
