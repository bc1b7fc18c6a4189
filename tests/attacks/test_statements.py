"""No word of a request becomes code here: neither SQL, nor an object that is built out of bytes."""

import ast
import re

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from tests.bounties.conftest import client_of, make_staff, make_user
from tests.test_house import name_of, sources

QUOTING = "x' OR '1'='1'; DROP TABLE accounts_user; --\\\" %s %(x)s $$ \u02bc"
# Statements that are put together in Python, of constants of ours: ruff's S608 sees each, and S610 and S611 the others.
PUT_TOGETHER = {
    *("bounties/ballots/models/gates.py", "bounties/ideas/models/gates.py", "bounties/ideas/points.py"),
    "bounties/challenges/finding.py",  # of the ORM's own statements, whose parameters stay parameters
}
NOT_DEPLOYED = ("config/local/", "payments/simulator/")
BUILDERS = {"pickle", "cPickle", "marshal", "shelve", "dill", "jsonpickle", "yaml"}


def deployed():
    for file in sources("bounties", "payments", "workers", "config"):
        if not name_of(file).startswith(NOT_DEPLOYED):
            yield name_of(file), file.read_text()


def test_only_these_put_statements_together_and_of_constants():
    found = {
        name
        for name, text in deployed()
        if re.search(r"noqa: .*S6(08|10|11)|RawSQL\(|\.extra\(\s*(where|select)", text)
    }
    assert found == PUT_TOGETHER


def test_nothing_is_built_out_of_bytes_but_by_json():
    building = {
        name
        for name, text in deployed()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for module in [getattr(node, "module", None) or "", *(alias.name for alias in node.names)]
        if module.partition(".")[0] in BUILDERS
    }
    assert building == set()
    assert settings.SESSION_SERIALIZER == "django.contrib.sessions.serializers.JSONSerializer"
    assert settings.SESSION_ENGINE == "django.contrib.sessions.backends.db"


def questions(client):
    """Each address of the API with each of its query parameters."""
    for path, item in client.get("/api/v1/schema").json()["paths"].items():
        address = path.replace("{month}", "2026-01").replace("{size}", "small")
        for one in item.get("get", {}).get("parameters", []):
            if one["in"] == "query":
                yield re.sub(r"\{\w+\}", "00000000-0000-4000-8000-000000000000", address), one["name"]


@pytest.mark.django_db
@pytest.mark.usefixtures("quiet")
def test_words_that_would_break_out_of_a_statement_break_nothing():
    clients = [client_of(make_staff("finance")), client_of(make_user())]
    asked = list(questions(clients[0]))
    assert len(asked) > 100
    for client in clients:
        statuses = {(path, name): client.get(path, {name: QUOTING}).status_code for path, name in asked}
        assert {one: status for one, status in statuses.items() if status >= 500} == {}
    assert Client().get("/challenges", {"q": QUOTING}).status_code == 200
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM accounts_user WHERE name = %s", [QUOTING])
        assert cursor.fetchone() == (0,)
