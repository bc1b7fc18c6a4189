"""Who may do what with money, by group."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group

from bounties.accounts.models import User
from payments.errors import NotAllowed
from payments.models import DeskAct
from payments.rights import GROUPS, MEANING, Right, require_right, rights_of

pytestmark = pytest.mark.django_db
READ, MAKE, CHECK, CLOSE = Right


def staff(*groups, role="", **more):
    user = User.objects.create_user("someone@example.com", role=role, is_staff=True, **more)
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


def test_the_migrations_made_the_groups_that_the_code_knows():
    made = {group.name: sorted(group.permissions.values_list("codename", flat=True)) for group in Group.objects.all()}
    assert made == {name: sorted(rights) for name, rights in GROUPS.items()}


def test_each_right_is_a_permission_with_its_meaning():
    assert dict(DeskAct._meta.permissions) == MEANING


@pytest.mark.parametrize("name", GROUPS)
def test_a_group_gives_its_rights(name):
    assert rights_of(staff(name)) == set(GROUPS[name])


def test_groups_add_up():
    assert rights_of(staff("maker", "closer")) == {READ, MAKE, CLOSE}


def test_finance_without_a_group_makes_and_checks():
    assert rights_of(staff(role="finance")) == {READ, MAKE, CHECK}


def test_with_a_group_only_the_groups_count():
    assert rights_of(staff("viewer", role="finance")) == {READ}


def test_an_administrator_may_everything():
    assert rights_of(User.objects.create_superuser("root@example.com")) == set(Right)


@pytest.mark.parametrize("role", ["moderator", "arbiter", ""])
def test_other_staff_may_nothing(role):
    assert rights_of(staff(role=role)) == set()


def test_who_left_the_staff_or_was_barred_may_nothing():
    user = staff("checker")
    user.is_staff = False
    assert rights_of(user) == set()
    user.is_staff, user.is_active = True, False
    assert rights_of(user) == set()
    assert rights_of(AnonymousUser()) == set()


def test_a_missing_right_is_refused_in_a_sentence():
    with pytest.raises(NotAllowed, match="Approve, release"):
        require_right(staff("maker"), CHECK)
