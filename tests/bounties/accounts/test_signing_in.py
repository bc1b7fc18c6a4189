"""POST /api/v1/tokens: the password, a second factor where there is one, and nothing told to whoever knows neither."""

from random import randrange
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from rest_framework.test import APIClient

from bounties.accounts.models import ApiToken
from tests.bounties.conftest import client_of, make_user

PASSWORD = "correct horse battery"
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture
def person(db):
    """Of an address that no other test has used up the attempts of."""
    person = make_user(f"p{uuid4().hex}")
    person.set_password(PASSWORD)
    person.save(update_fields=["password"])
    return person


@pytest.fixture
def sign_in(person):
    """Signs in from a network address of this test's own, as the person unless told otherwise."""
    address = f"10.{randrange(256)}.{randrange(256)}.{randrange(256)}"

    def sign_in(email: str = "", password: str = PASSWORD, **more: object):
        body = {"email": email or person.email, "password": password, "name": "laptop", **more}
        return APIClient(REMOTE_ADDR=address).post("/api/v1/tokens", body)

    return sign_in


def present_code() -> str:
    return format_hotp_value(hotp_value(SECRET, next(iter(yield_hotp_counters_from_time()))))


def test_the_password_gives_a_token_that_works(person, sign_in):
    answer = sign_in()
    assert answer.status_code == 201
    client = APIClient(headers={"Authorization": f"Bearer {answer.json()['token']}"})
    assert client.get("/api/v1/me").json()["email"] == person.email


def test_the_address_may_be_written_in_capitals(person, sign_in):
    assert sign_in(person.email.upper()).status_code == 201


def test_the_secret_is_shown_this_once(person, sign_in):
    secret = sign_in().json()["token"]
    client = APIClient(headers={"Authorization": f"Bearer {secret}"})
    assert secret not in client.get("/api/v1/tokens").content.decode()


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(person, sign_in):
    answers = [sign_in(password="wrong"), sign_in("nobody@example.com")]
    told = [{key: value for key, value in one.json().items() if key != "request_id"} for one in answers]
    assert told[0] == told[1]
    assert [one.status_code for one in answers] == [401, 401]
    assert told[0]["code"] == "invalid_credentials"


def test_an_unconfirmed_address_gets_no_token_and_is_told_so_only_with_the_password(person, sign_in):
    EmailAddress.objects.update(verified=False)
    answer = sign_in()
    assert (answer.status_code, answer.json()["code"]) == (403, "email_unverified")
    assert sign_in(password="wrong").json()["code"] == "invalid_credentials"
    assert not ApiToken.objects.exists()


def test_a_barred_user_is_like_an_unknown_one(person, sign_in):
    person.is_active = False
    person.save(update_fields=["is_active"])
    assert sign_in().json()["code"] == "invalid_credentials"


def test_demo_people_cannot_sign_in_elsewhere(person, sign_in, settings):
    person.email = "person@demo.test"
    person.save(update_fields=["email"])
    EmailAddress.objects.update(email=person.email)
    assert sign_in(person.email).status_code == 201
    settings.LAUREL_LOCAL = False
    assert sign_in(person.email).json()["code"] == "invalid_credentials"


def test_with_mfa_on_the_code_is_asked_for_and_works_once(person, sign_in):
    TOTP.activate(person, SECRET)
    code = present_code()
    assert sign_in().json()["code"] == "mfa_required"
    assert sign_in(code="000000").json()["code"] == "mfa_required"
    assert sign_in(code=code).status_code == 201
    assert sign_in(code=code).json()["code"] == "mfa_required"


def test_a_recovery_code_works_once(person, sign_in):
    TOTP.activate(person, SECRET)
    code = RecoveryCodes.activate(person).get_unused_codes()[0]
    assert sign_in(code=code).status_code == 201
    assert sign_in(code=code).status_code == 401


def test_the_code_alone_is_worth_nothing(person, sign_in):
    TOTP.activate(person, SECRET)
    assert sign_in(password="wrong", code=present_code()).json()["code"] == "invalid_credentials"


def test_staff_need_a_second_factor_outside_of_the_local_stack(person, sign_in, settings):
    person.is_staff, person.role = True, "finance"
    person.save(update_fields=["is_staff", "role"])
    assert sign_in().status_code == 201
    settings.LAUREL_LOCAL = False
    assert sign_in().json()["code"] == "mfa_required"


def test_scopes_narrow_the_token(person, sign_in):
    answer = sign_in(scopes=["challenges:read"])
    assert answer.json()["scopes"] == ["challenges:read"]


def test_scopes_beyond_ones_role_are_refused(person, sign_in):
    answer = sign_in(scopes=["finance:read"])
    assert (answer.status_code, list(answer.json()["errors"])) == (403, ["scopes"])


def test_guessing_is_slowed_down_per_address(person, sign_in, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"sign_in": 2}
    answers = [sign_in(f"{number}@example.com", "wrong") for number in range(6)]
    assert answers[-1].status_code == 429
    assert int(answers[-1]["Retry-After"]) > 0


def test_guessing_one_account_is_slowed_down_from_wherever(person, sign_in, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"sign_in_account": 2}
    answers = [sign_in(password="wrong") for _ in range(6)]
    assert answers[-1].status_code == 429
    assert sign_in("other@example.com").status_code == 401


def on_the_page(address: str, email: str, password: str) -> HttpResponse:
    return Client(REMOTE_ADDR=address).post("/accounts/login/", {"login": email, "password": password})


def test_guessing_one_account_on_the_page_is_slowed_down_from_wherever(person):
    cache.clear()
    guessed = [on_the_page(f"10.9.8.{number}", person.email, "wrong") for number in range(6)]
    assert b"Too many failed login attempts" in guessed[-1].content
    assert on_the_page("10.9.8.99", person.email, PASSWORD).status_code == 200, "not even with the right one"


def test_guessing_on_the_page_from_one_address_is_slowed_down_whoever_it_is(person):
    cache.clear()
    for number in range(11):
        on_the_page("10.9.8.7", f"{number}@example.com", "wrong")
    assert on_the_page("10.9.8.7", person.email, PASSWORD).status_code in (200, 429)
    assert on_the_page("10.9.8.8", person.email, PASSWORD).status_code == 302


def test_a_dozen_people_sign_in_within_a_minute_from_one_address(person, sign_in):
    assert {sign_in().status_code for _ in range(15)} == {201}


def test_one_sees_and_revokes_only_ones_own_tokens(user, stranger):
    client, other = client_of(user), client_of(stranger)
    (mine,) = client.get("/api/v1/tokens").json()["results"]
    assert other.delete(f"/api/v1/tokens/{mine['id']}").status_code == 404
    assert client.delete(f"/api/v1/tokens/{mine['id']}").json()["status"] == "revoked"
    assert client.get("/api/v1/tokens").status_code == 401
