"""Two change one account or one sponsor at once: whoever is second waits, and sees what the first did."""

import pytest

from bounties.accounts import blocking, describing, issuing, joining, sponsoring
from bounties.accounts.errors import LastOwner
from bounties.accounts.models import ApiToken, Invitation, Membership, Sponsor, User
from bounties.errors import IllegalMove, NotAllowed
from tests.bounties.conftest import make_sponsor, make_staff, make_user
from tests.meeting import held_then_met, told
from workers.clock import laurel_now


@pytest.fixture
def owner(committed_db: None) -> User:
    return make_user("owner")


@pytest.fixture
def sponsor(owner: User) -> Sponsor:
    return make_sponsor(owner, verified=False)


@pytest.fixture
def invitation(sponsor: Sponsor, owner: User) -> Invitation:
    return joining.invite(sponsor_id=sponsor.pk, email=make_user("user").email, role="manager", by=owner)


def test_who_accepts_twice_at_once_joins_once(invitation):
    user = User.objects.get(email=invitation.email)
    _, second = held_then_met(*[lambda: joining.accept(invitation_id=invitation.pk, by=user)] * 2)
    assert isinstance(second, Invitation.DoesNotExist)
    assert told("member.joined") == 1


def test_an_invitation_that_is_being_accepted_is_taken_back_no_more(invitation, owner):
    user = User.objects.get(email=invitation.email)
    _, second = held_then_met(
        lambda: joining.accept(invitation_id=invitation.pk, by=user),
        lambda: joining.withdraw(invitation_id=invitation.pk, by=owner),
    )
    assert isinstance(second, Invitation.DoesNotExist)
    assert told("invitation.withdrawn") == 0


def test_an_invitation_that_is_being_taken_back_makes_nobody_a_member(invitation, owner):
    user = User.objects.get(email=invitation.email)
    _, second = held_then_met(
        lambda: joining.withdraw(invitation_id=invitation.pk, by=owner),
        lambda: joining.accept(invitation_id=invitation.pk, by=user),
    )
    assert isinstance(second, Invitation.DoesNotExist)
    assert not Membership.objects.filter(user=user).exists()


def test_of_two_owners_who_make_less_of_each_other_one_stays(sponsor, owner):
    other = make_user("other")
    Membership.objects.create(sponsor=sponsor, user=other, role="owner")

    def demote(user: User, by: User) -> Membership:
        return joining.change_role(sponsor_id=sponsor.pk, user_id=user.pk, role="viewer", by=by)

    _, second = held_then_met(lambda: demote(other, owner), lambda: demote(owner, other))
    assert isinstance(second, NotAllowed)
    assert Membership.objects.get(role="owner").user == owner


def test_of_two_owners_who_leave_at_once_the_second_is_told_that_one_stays(sponsor, owner):
    other = make_user("other")
    Membership.objects.create(sponsor=sponsor, user=other, role="owner")
    _, second = held_then_met(
        *[lambda one=one: joining.remove(sponsor_id=sponsor.pk, user_id=one.pk, by=one) for one in (owner, other)]
    )
    assert isinstance(second, LastOwner)
    assert Membership.objects.get().user == other


def test_a_sponsor_that_is_free_of_debt_is_told_so_once(sponsor):
    Sponsor.objects.filter(pk=sponsor.pk).update(blocked_at=laurel_now())
    held_then_met(*[lambda: blocking.follow_debt(sponsor_id=sponsor.pk)] * 2)
    assert (Sponsor.objects.get().blocked_at, told("sponsor.unblocked")) == (None, 1)


def test_a_name_that_is_given_while_another_is_verified_waits_for_a_moderator_too(sponsor, owner):
    moderator = make_staff("moderator")
    held_then_met(
        lambda: sponsoring.verify_sponsor(sponsor_id=sponsor.pk, name="Acme", by=moderator),
        lambda: sponsoring.describe_sponsor(sponsor_id=sponsor.pk, name="Stripe", by=owner),
    )
    after = Sponsor.objects.get()
    assert (after.name, after.wished_name) == ("Acme", "Stripe")


def test_no_name_is_verified_that_was_changed_while_the_moderator_read_it(sponsor, owner):
    moderator = make_staff("moderator")
    _, second = held_then_met(
        lambda: sponsoring.describe_sponsor(sponsor_id=sponsor.pk, name="Stripe", by=owner),
        lambda: sponsoring.verify_sponsor(sponsor_id=sponsor.pk, name="Acme", by=moderator),
    )
    after = Sponsor.objects.get()
    assert isinstance(second, IllegalMove)
    assert (after.name, after.verified_at) == ("Stripe", None)


def test_a_token_that_is_revoked_twice_at_once_is_told_of_once(owner):
    token, _ = issuing.issue(user=owner, name="Laptop")
    first, second = held_then_met(*[lambda: issuing.revoke(token_id=token.pk, by=owner)] * 2)
    assert first.revoked_at == second.revoked_at == ApiToken.objects.get().revoked_at
    assert told("token.revoked") == 1


def test_what_two_windows_say_of_one_person_is_both_kept(owner):
    held_then_met(
        lambda: describing.describe(user=owner, name="Ada"), lambda: describing.describe(user=owner, country="GB")
    )
    after = User.objects.get()
    assert (after.name, after.country) == ("Ada", "GB")
