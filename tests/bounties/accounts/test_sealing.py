"""Seeds of second factors are sealed: a copy of the database gives no codes, and keys can be changed."""

import base64
from importlib import import_module

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.apps import apps
from django.core.cache import cache
from structlog.testing import capture_logs

from bounties.accounts import sealing
from config.checks import second_factors_can_be_sealed
from tests.bounties.accounts.test_second_factor import SECRET, code_of
from tests.bounties.conftest import make_user

OLD, NEW = (base64.b64encode(bytes([number]) * 32).decode() for number in (1, 2))
MIGRATION = "bounties.accounts.migrations.0004_factors_are_sealed"


@pytest.fixture
def person(db):
    return make_user("ann")


def takes(person, code):
    """Whether the app's code is good; as if none had been used before."""
    cache.clear()
    return Authenticator.objects.get(user=person, type="totp").wrap().validate_code(code)


def test_neither_the_seed_of_an_app_nor_that_of_recovery_codes_is_in_a_copy_of_the_database(person):
    TOTP.activate(person, SECRET)
    RecoveryCodes.activate(person)
    kept = {factor.type: factor.data for factor in Authenticator.objects.all()}
    assert sealing.unseal(kept["totp"]["secret"]) == SECRET != kept["totp"]["secret"]
    assert sealing.unseal(kept["recovery_codes"]["seed"]) not in str(kept)
    assert takes(person, code_of(SECRET))


def test_a_new_key_seals_and_the_old_one_still_opens(person, settings):
    settings.FACTOR_KEYS = [OLD]
    TOTP.activate(person, SECRET)
    settings.FACTOR_KEYS = [NEW, OLD]
    assert takes(person, code_of(SECRET))
    sealed = sealing.seal("a seed")
    settings.FACTOR_KEYS = [NEW]
    assert sealing.unseal(sealed) == "a seed"


def test_a_former_secret_key_still_opens(person, settings):
    TOTP.activate(person, SECRET)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [settings.SECRET_KEY]
    assert takes(person, code_of(SECRET))


def test_without_its_key_no_code_fits_and_the_log_says_what_helps(person, settings):
    TOTP.activate(person, SECRET)
    settings.FACTOR_KEYS = [NEW]
    with capture_logs() as logs:
        assert not takes(person, code_of(SECRET))
        assert not takes(person, code_of(""))
    assert {line["event"] for line in logs} == {"second_factor_unreadable"}
    assert "FACTOR_KEYS" in logs[0]["remedy"]


def test_seeds_from_before_are_sealed_and_back_again(person):
    Authenticator.objects.create(user=person, type="totp", data={"secret": SECRET})
    Authenticator.objects.create(user=person, type="recovery_codes", data={"seed": "ab" * 40, "used_mask": 3})
    forward = import_module(MIGRATION).Migration.operations[0]
    forward.code(apps, None)
    assert takes(person, code_of(SECRET))
    codes = Authenticator.objects.get(type="recovery_codes").data
    assert (sealing.unseal(codes["seed"]), codes["used_mask"]) == ("ab" * 40, 3)
    forward.reverse_code(apps, None)
    assert Authenticator.objects.get(type="totp").data == {"secret": SECRET}


def test_a_key_that_is_none_is_said_before_anything_starts(settings):
    assert second_factors_can_be_sealed(None) == []
    settings.FACTOR_KEYS = [OLD, "c2hvcnQ="]
    (found,) = second_factors_can_be_sealed(None)
    assert found.id == "config.E004"
    assert "openssl" in found.hint
