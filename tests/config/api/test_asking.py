"""What a GET does not know is refused by name at every call of the API; pages take whatever hangs on an address."""

import re

import pytest
from django.test import Client
from django.urls import resolve

from config.api.asking import known_to
from tests.bounties.building import make_challenge
from tests.bounties.conftest import client_of, make_staff

pytestmark = pytest.mark.django_db
ID = "00000000-0000-4000-8000-000000000000"


@pytest.fixture(autouse=True)
def _the_real_api(settings):
    settings.ROOT_URLCONF = "config.urls"


@pytest.fixture
def told(client):
    """By path: the query parameters of each GET that the document tells of."""
    paths = client.get("/api/v1/schema").json()["paths"]
    asked = {path: item["get"].get("parameters", []) for path, item in paths.items() if "get" in item}
    return {path: {one["name"] for one in found if one["in"] == "query"} for path, found in asked.items()}


def address_of(path):
    """One that leads there: month, code and handle are written as such."""
    path = path.replace("{month}", "2026-01").replace("{size}", "small")
    return re.sub(r"\{\w+\}", ID, path)


def test_what_is_told_of_is_taken_and_nothing_else_at_every_call(told, client):
    assert len(told) > 90
    for path, names in told.items():
        match = resolve(address_of(path))
        assert known_to(match.func, f"/{match.route}") == names, path
        answer = client.get(address_of(path), {"utm_source": "x"})
        assert (answer.status_code, list(answer.json()["errors"])) == (400, ["utm_source"]), path


def test_a_misspelt_parameter_is_named_with_the_one_that_was_meant(client):
    answer = client.get("/api/v1/challenges?statuss=open&page_size=5")
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (400, "invalid")
    assert problem["errors"] == {"statuss": ["Unknown parameter. Did you mean status?"]}
    assert problem["detail"] == "statuss: Unknown parameter. Did you mean status?"


def test_without_a_near_one_all_that_are_known_are_named(client):
    sentences = [client.get(f"/api/v1/{path}?zzz=1").json()["errors"]["zzz"] for path in ("payouts", "solvency")]
    assert sentences == [
        ["Unknown parameter. Known: challenge, cursor, page_size."],
        ["Unknown parameter. This call takes none."],
    ]


def test_only_some_names_are_repeated_and_none_at_length(client):
    many = "&".join(f"{number}{'x' * 500}=1" for number in range(50))
    answer = client.get(f"/api/v1/challenges?{many}")
    assert answer.status_code == 400
    assert len(answer.content) < 2_500


def test_where_nothing_can_be_read_a_parameter_is_no_fault_of_ours(client):
    """Found by hand: such addresses were answered by 500."""
    paths = client.get("/api/v1/schema").json()["paths"]
    unread = [address_of(path) for path, item in paths.items() if "get" not in item]
    assert len(unread) > 80
    statuses = {path: client.get(path, {"utm_source": "x"}).status_code for path in unread}
    assert set(statuses.values()) <= {401, 404, 405}, statuses


def test_what_is_known_is_taken_more_than_once_too(client):
    assert client.get("/api/v1/challenges?status=open&status=open&page_size=5&cursor=").status_code == 200


def test_the_board_is_asked_by_format(client):
    challenge = make_challenge(format="prize")
    found = [client.get(f"/api/v1/challenges?format={name}").json()["results"] for name in ("prize", "question")]
    assert [[row["id"] for row in rows] for rows in found] == [[str(challenge.pk)], []]


def test_a_page_takes_whatever_others_hang_on_its_address():
    for address in ("/?utm_source=letter", "/challenges?fbclid=1", "/api/v1/docs?x=1"):
        assert Client().get(address).status_code == 200


@pytest.mark.parametrize(
    ("path", "name", "role"), [("finance/disputes", "open", "finance"), ("similarity-flags", "state", "moderator")]
)
def test_a_word_that_nobody_knows_is_refused_with_those_that_are(path, name, role):
    answer = client_of(make_staff(role)).get(f"/api/v1/{path}?{name}=1")
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [name])
    assert "'1' is not known here. Known: " in answer.json()["errors"][name][0]
