"""The desk: staff look, administrators give roles, moderators verify; no form makes people, no page shows a secret."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from bounties.accounts import issuing, sponsoring
from bounties.accounts.models import Invitation, Sponsor, User
from tests.bounties.conftest import make_sponsor, make_user

MODELS = ["user", "sponsor", "invitation", "apitoken"]


def desk(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def admin(db):
    return User.objects.create_superuser("admin@example.com", name="Admin")


@pytest.fixture
def rows(sponsor, owner, user):
    token, _ = issuing.issue(user=user, name="laptop")
    invitation = Invitation.objects.create(sponsor=sponsor, email="a@example.com", role="viewer", invited_by=owner)
    return {"user": user, "sponsor": sponsor, "invitation": invitation, "apitoken": token}


@pytest.mark.parametrize("model", MODELS)
def test_staff_read_every_page(rows, moderator, model):
    client = desk(moderator)
    assert client.get(reverse(f"admin:accounts_{model}_changelist")).status_code == 200
    page = client.get(reverse(f"admin:accounts_{model}_change", args=[rows[model].pk]))
    assert page.status_code == 200
    assert "_save" not in page.content.decode()


@pytest.mark.parametrize("model", MODELS)
def test_nobody_else_reads_any(rows, user, model):
    assert desk(user).get(reverse(f"admin:accounts_{model}_changelist")).status_code == 302


@pytest.mark.parametrize("model", MODELS)
def test_not_even_an_administrator_makes_or_deletes_rows_by_hand(rows, admin, model):
    client = desk(admin)
    assert client.get(reverse(f"admin:accounts_{model}_add")).status_code == 403
    assert client.post(reverse(f"admin:accounts_{model}_delete", args=[rows[model].pk])).status_code == 403


def test_no_page_shows_a_hash(rows, admin):
    rows["user"].set_password("correct horse battery")
    rows["user"].save(update_fields=["password"])
    client = desk(admin)
    pages = [reverse(f"admin:accounts_{model}_change", args=[rows[model].pk]) for model in ("user", "apitoken")]
    told = "".join(client.get(page).content.decode() for page in pages)
    assert rows["apitoken"].sha256 not in told
    assert rows["user"].password not in told


def test_an_administrator_gives_a_role(admin, user):
    url = reverse("admin:accounts_user_change", args=[user.pk])
    desk(admin).post(url, {"role": "finance", "is_staff": "on", "is_active": "on"})
    assert User.objects.get(pk=user.pk).role == "finance"


def test_a_role_without_being_staff_is_refused_on_the_form(admin, user):
    url = reverse("admin:accounts_user_change", args=[user.pk])
    assert desk(admin).post(url, {"role": "finance", "is_active": "on"}).status_code == 200
    assert User.objects.get(pk=user.pk).role == ""


def test_staff_do_not_give_themselves_roles(moderator):
    url = reverse("admin:accounts_user_change", args=[moderator.pk])
    desk(moderator).post(url, {"role": "finance", "is_staff": "on", "is_superuser": "on", "is_active": "on"})
    assert User.objects.get(pk=moderator.pk).role == "moderator"


def nothing() -> None:
    """Happens."""


def verify(by: User, sponsor: Sponsor, *, meanwhile: Callable[[], object] = nothing) -> Sponsor:
    """Read the list, and press."""
    browser, url = desk(by), reverse("admin:accounts_sponsor_changelist")
    read = dict(re.findall(r'type="hidden" name="(read-[^"]+)" value="([^"]+)"', browser.get(url).content.decode()))
    meanwhile()
    browser.post(url, {"action": "verify", "_selected_action": [str(sponsor.pk)], **read}, follow=True)
    return Sponsor.objects.get(pk=sponsor.pk)


def test_a_moderator_verifies_from_the_list(moderator):
    assert verify(moderator, make_sponsor(make_user(), verified=False)).verified_at


def test_a_name_that_the_list_does_not_show_is_not_verified_from_it(moderator, owner, sponsor):
    sponsoring.describe_sponsor(sponsor_id=sponsor.pk, name="Somebody Else Ltd", by=owner)
    seen = verify(moderator, sponsor)
    assert (seen.name, seen.wished_name) == (sponsor.name, "Somebody Else Ltd")


def test_a_name_that_changed_since_the_list_was_read_is_not_verified_from_it(moderator, owner):
    sponsor = make_sponsor(owner, verified=False)

    def rename() -> None:
        sponsoring.describe_sponsor(sponsor_id=sponsor.pk, name="Somebody Else Ltd", by=owner)

    assert verify(moderator, sponsor, meanwhile=rename).verified_at is None


def test_other_staff_do_not(finance):
    assert verify(finance, make_sponsor(make_user(), verified=False)).verified_at is None


def test_nobody_verifies_their_own(moderator):
    assert verify(moderator, make_sponsor(moderator, verified=False)).verified_at is None
