"""A passkey opens its user's account, once by each answer, and no other; what is none is refused."""

import json
from typing import Any

import pytest
from django.test import Client

from tests.attacks.keys import is_in, recovered, signed_in, with_password
from tests.attacks.passkey import Passkey

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet", "nobody_is_slowed")]


def at_the_door() -> tuple[Client, Any]:
    browser = Client()
    asked = browser.get("/accounts/2fa/webauthn/login/", headers={"X-Requested-With": "XMLHttpRequest"})
    return browser, asked.json()["request_options"]


def shown(browser: Client, answer: str) -> bool:
    browser.post("/accounts/2fa/webauthn/login/", {"credential": answer})
    return is_in(browser)


def test_a_passkey_signs_in_its_user_once_by_each_answer(person):
    key, (browser, asked) = Passkey(person), at_the_door()
    answer = key.answer(asked)
    assert shown(browser, answer)
    again, _ = at_the_door()
    assert not shown(again, answer)
    assert not shown(Client(), answer)


def test_a_passkey_is_no_key_to_another_account(person):
    thief = with_password("mallory")
    key = Passkey(thief)
    Passkey(person)
    browser, asked = at_the_door()
    assert not shown(browser, key.answer(asked, as_user=person))


def test_a_password_is_completed_by_its_user_s_passkey_and_by_no_thief_s(person):
    own, thiefs = Passkey(person), Passkey(with_password("mallory"))
    for key, passes in ((thiefs, False), (own, True)):
        browser = signed_in(person)
        assert not is_in(browser)
        asked = browser.get("/accounts/2fa/authenticate/").context["js_data"]["request_options"]
        browser.post("/accounts/2fa/authenticate/", {"credential": key.answer(asked)})
        assert is_in(browser) is passes


def test_after_a_recovered_password_no_passkey_of_before_opens_the_account_alone(person):
    """Somebody else may have planted it. Nor does who reads the mails get past it: it completes the new password."""
    key = Passkey(person)
    recovered(person, "another long secret")
    browser, asked = at_the_door()
    assert not shown(browser, key.answer(asked))
    browser = signed_in(person, "another long secret")
    assert not is_in(browser)
    asked = browser.get("/accounts/2fa/authenticate/").context["js_data"]["request_options"]
    browser.post("/accounts/2fa/authenticate/", {"credential": key.answer(asked)})
    assert is_in(browser)


def test_one_that_is_added_after_it_does_again(person):
    Passkey(person)
    recovered(person, "another long secret")
    browser, asked = at_the_door()
    assert shown(browser, Passkey(person).answer(asked))


@pytest.mark.parametrize(
    "said", ["[]", "1", '"x"', "{}", "null", '{"response": []}', '{"response": 1}', '{"response": {"userHandle": 1}}']
)
def test_what_is_no_answer_of_a_passkey_is_no_fault(person, said):
    real = json.loads(Passkey(person).answer(at_the_door()[1]))
    twisted = [
        said,
        json.dumps({**real, "response": json.loads(said)}),
        json.dumps({**real, "rawId": json.loads(said)}),
    ]
    twisted.append(json.dumps({**real, "response": {**real["response"], "userHandle": json.loads(said)}}))
    twisted.append(json.dumps({**real, "response": {**real["response"], "clientDataJSON": json.loads(said)}}))
    for one in twisted:
        assert not shown(at_the_door()[0], one)
