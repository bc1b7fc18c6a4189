"""Tokens: shown once, kept as a hash, narrowed by scopes, dead when revoked or expired."""

from base64 import urlsafe_b64decode
from datetime import timedelta

import pytest

from bounties.accounts import issuing
from bounties.accounts.api.tokens import TokenSerializer
from bounties.accounts.models import ApiToken
from bounties.accounts.recognising import recognise
from bounties.accounts.scopes import OF_EVERYONE
from bounties.errors import InvalidInput, NotAllowed
from tests.clock import move_clock
from workers.clock import laurel_now


def test_only_the_hash_of_a_token_is_kept(user):
    token, secret = issuing.issue(user=user, name="laptop")
    assert secret.startswith("lrl_")
    assert secret not in str(ApiToken.objects.filter(pk=token.pk).values().get())


def test_a_token_is_256_bits_that_nobody_draws_twice(user):
    drawn = {issuing.issue(user=user, name="laptop")[1] for _ in range(3)}
    assert {len(urlsafe_b64decode(f"{secret.removeprefix('lrl_')}=")) * 8 for secret in drawn} == {256}
    assert len(drawn) == 3


def test_a_token_without_scopes_holds_all_that_its_user_may(user):
    token, _ = issuing.issue(user=user, name="laptop")
    assert set(token.scopes) == OF_EVERYONE


def test_a_token_never_holds_more_than_its_user(user):
    with pytest.raises(NotAllowed):
        issuing.issue(user=user, name="laptop", scopes=["finance:read"])


def test_an_unknown_scope_is_named(user):
    with pytest.raises(InvalidInput, match="challenges:fly"):
        issuing.issue(user=user, name="laptop", scopes=["challenges:fly"])


def test_a_token_is_recognised_by_its_secret_alone(user):
    token, secret = issuing.issue(user=user, name="laptop")
    assert recognise(secret).user == user
    assert recognise(secret[:-1]) is None
    assert recognise(token.sha256) is None


def test_a_revoked_token_opens_nothing(user):
    token, secret = issuing.issue(user=user, name="laptop")
    issuing.revoke(token_id=token.pk, by=user)
    assert recognise(secret) is None


def test_revoking_again_keeps_the_first_moment(user):
    token, _ = issuing.issue(user=user, name="laptop")
    first = issuing.revoke(token_id=token.pk, by=user).revoked_at
    assert issuing.revoke(token_id=token.pk, by=user).revoked_at == first


def test_nobody_revokes_anothers_token(user, stranger):
    token, secret = issuing.issue(user=user, name="laptop")
    with pytest.raises(ApiToken.DoesNotExist):
        issuing.revoke(token_id=token.pk, by=stranger)
    assert recognise(secret)


def test_a_token_dies_at_its_expiry(user):
    token, secret = issuing.issue(user=user, name="laptop", expires_at=laurel_now() + timedelta(hours=1))
    assert (recognise(secret) is not None, TokenSerializer(token).data["status"]) == (True, "live")
    move_clock(seconds=3600)
    assert (recognise(secret), TokenSerializer(token).data["status"]) == (None, "expired")


def test_the_token_of_a_barred_user_is_dead(user):
    _, secret = issuing.issue(user=user, name="laptop")
    user.is_active = False
    user.save(update_fields=["is_active"])
    assert recognise(secret) is None


def test_use_is_noted_at_most_once_a_minute(user):
    token, secret = issuing.issue(user=user, name="laptop")

    def used_at():
        recognise(secret)
        return ApiToken.objects.get(pk=token.pk).last_used_at

    first = used_at()
    assert used_at() == first
    move_clock(seconds=61)
    assert used_at() > first


def test_demo_people_exist_only_in_the_local_stack(user, settings):
    user.email = "solver1@demo.test"
    user.save(update_fields=["email"])
    _, secret = issuing.issue(user=user, name="laptop")
    assert recognise(secret)
    settings.LAUREL_LOCAL = False
    assert recognise(secret) is None
