"""What a member of a team agrees to is what they have read."""

import pytest

from bounties.entries import entering, sharing
from bounties.entries.entering import Changes
from bounties.entries.models import TeamShare
from bounties.entries.sharing import Offer
from bounties.errors import OutOfDate
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
