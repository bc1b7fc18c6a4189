"""The examples of docs/help/integrators.md: each is sent as it stands there, and gets the answer that it says."""

import re
from dataclasses import dataclass

import pytest
from django.conf import settings
from rest_framework.test import APIClient

from tests.bounties.building import make_challenge
from tests.bounties.conftest import make_user

BLOCK = re.compile(r"```http\n(.*?)\n```", re.DOTALL)
PASSWORD = "correct horse battery"

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Example:
    """A request as it is written: method and path, headers, a body; then status and code of the answer."""

    method: str
    path: str
    headers: dict[str, str]
    body: str
    status: int
    code: str


def examples() -> list[Example]:
    found = []
    for block in BLOCK.findall((settings.DOCS_DIR / "help" / "integrators.md").read_text()):
        request, answer = block.rsplit("\n\n", maxsplit=1)
        first, *rest = request.split("\n")
        headers = dict(line.split(": ", maxsplit=1) for line in rest if not line.startswith("{"))
        status, _, code = answer.partition(" ")
        body = next((line for line in rest if line.startswith("{")), "")
        found.append(Example(*first.split(" "), headers, body, int(status), code))
    return found


def filled(text: str, known: dict[str, str]) -> str:
    for name, value in known.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def test_every_example_gets_the_answer_that_it_says():
    person = make_user("integrator", country="US")
    person.set_password(PASSWORD)
    person.save()
    known = {"email": person.email, "password": PASSWORD, "challenge": str(make_challenge("open").pk)}
    client, wrong = APIClient(), []
    for one in examples():
        answer = client.generic(
            one.method, filled(one.path, known), filled(one.body, known), "application/json", headers=one.headers
        )
        said = answer.json()
        if (answer.status_code, one.code) != (one.status, said.get("code", "") if one.code else ""):
            wrong.append(f"{one.method} {one.path}: {answer.status_code} {said}")
        if "token" in said:
            client.credentials(HTTP_AUTHORIZATION=f"Bearer {said['token']}")
        if said.get("challenge") == known["challenge"]:
            known["entry"] = said["id"]
    assert wrong == []
    assert len(examples()) == 7
