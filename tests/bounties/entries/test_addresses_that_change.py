"""A person is who they are, whatever their address is by now."""

import pytest

from bounties.accounts.models import User
from bounties.challenges.models import Challenge
from bounties.departures.erasing import erase
from bounties.entries import entering, sharing, submitting
from bounties.entries.entering import Changes
from bounties.entries.models import Entry, TeamShare
from bounties.entries.sharing import Offer
from bounties.judging import inviting
from bounties.judging.models import Judgeship
from tests.bounties.building import close, make_challenge, make_entry
from tests.bounties.conftest import make_user
from tests.spoiling import spoil

pytestmark = pytest.mark.django_db


def move(user: User, email: str) -> None:
    """From now on their account has this address."""
    user.email = email
    user.save(update_fields=["email"])


def make_team(challenge: Challenge, *members: str) -> Entry:
    """Handed in by a captain who keeps 6,000 basis points; the others have not agreed yet."""
    entry, part = make_entry(challenge, submit=False), 4_000 // len(members)
    team = [Offer(entry.entrant.email, 6_000), *(Offer(member, part) for member in members)]
    entering.rewrite(entry_id=entry.pk, version=entry.version, changes=Changes(team=team), by=entry.entrant)
    submitting.submit(entry_id=entry.pk, by=entry.entrant)
    return Entry.objects.get(pk=entry.pk)


def test_a_captain_who_has_another_address_by_now_gets_what_nobody_took():
    challenge, other = make_challenge(), make_challenge(entries=1)
    entry = make_team(challenge, "nobody@example.com")
    move(entry.entrant, "moved@example.com")
    close(other)
    challenge.refresh_from_db()
    assert (challenge.status, other.status) == ("judging", "judging")
    assert list(entry.shares.values_list("user", "share_bp")) == [(entry.entrant_id, 10_000)]


def test_a_challenge_that_cannot_be_closed_holds_up_no_other():
    broken, other = make_challenge(entries=1), make_challenge(entries=1)
    spoil(Entry.objects.get(challenge=broken))
    close(other)
    broken.refresh_from_db()
    assert (broken.status, other.status) == ("open", "judging")


def test_a_captains_new_address_takes_nobodys_consent_back():
    member = make_user()
    entry = make_team(make_challenge(), member.email)
    sharing.consent(entry_id=entry.pk, by=member)
    captain = entry.entrant
    move(captain, "moved@example.com")
    team = [Offer(captain.email, 6_000), Offer(member.email, 4_000)]
    entering.rewrite(entry_id=entry.pk, version=entry.version, changes=Changes(team=team), by=captain)
    assert entry.shares.filter(user=member, consented_at__isnull=False).exists()


def test_whoever_is_asked_to_judge_reads_no_entry_by_a_share_that_is_offered_to_their_new_address():
    challenge = make_challenge()
    judge = make_user()
    inviting.invite(challenge_id=challenge.pk, email=judge.email, by=challenge.created_by)
    move(judge, "moved@example.com")
    make_team(challenge, judge.email)
    assert not Entry.objects.visible_to(judge).exists()


def test_who_leaves_takes_along_the_address_under_which_they_once_took_a_share_or_were_asked_to_judge():
    leaver, challenge = make_user("once"), make_challenge()
    sharing.consent(entry_id=make_team(make_challenge(), leaver.email).pk, by=leaver)
    inviting.invite(challenge_id=challenge.pk, email=leaver.email, by=challenge.created_by)
    move(leaver, "moved@example.com")
    Entry.objects.filter(shares__user=leaver).update(status="withdrawn")
    erase(user_id=leaver.pk, by=leaver)
    assert not TeamShare.objects.filter(email="once@example.com").exists()
    assert not Judgeship.objects.filter(email="once@example.com").exists()


def test_whoever_is_asked_to_judge_reads_so_under_their_new_address_too(client):
    challenge, judge = make_challenge(), make_user()
    inviting.invite(challenge_id=challenge.pk, email=judge.email, by=challenge.created_by)
    move(judge, "moved@example.com")
    client.force_login(judge)
    assert "You are invited to judge" in client.get("/mine").content.decode()


def team_of_others(challenge: Challenge) -> tuple[Entry, User]:
    """Handed in by a captain who keeps nothing: one member has agreed, and has another address by now; one has not."""
    member, entry = make_user("once"), make_entry(challenge, submit=False)
    team = [Offer(member.email, 6_000), Offer("nobody@example.com", 4_000)]
    entering.rewrite(entry_id=entry.pk, version=entry.version, changes=Changes(team=team), by=entry.entrant)
    submitting.submit(entry_id=entry.pk, by=entry.entrant)
    sharing.consent(entry_id=entry.pk, by=member)
    move(member, "moved@example.com")
    return Entry.objects.get(pk=entry.pk), member


def test_a_captain_without_a_share_who_has_a_members_former_address_by_now_gets_what_nobody_took():
    challenge = make_challenge()
    entry, member = team_of_others(challenge)
    move(entry.entrant, "once@example.com")
    close(challenge)
    challenge.refresh_from_db()
    assert challenge.status == "judging"
    assert set(entry.shares.values_list("user", "share_bp")) == {(member.pk, 6_000), (entry.entrant_id, 4_000)}


def test_whoever_has_a_members_former_address_by_now_has_nothing_of_their_share():
    entry, _ = team_of_others(make_challenge())
    other = make_user("other")
    move(other, "once@example.com")
    assert not Entry.objects.visible_to(other).exists()
    with pytest.raises(TeamShare.DoesNotExist):
        sharing.consent(entry_id=entry.pk, by=other)
