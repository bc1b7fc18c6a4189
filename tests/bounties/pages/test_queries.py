"""What a challenge's page asks of the database: at most twelve queries, whoever reads it.

Two of a signed-in reader's are their session's, and one the bell's. Where entries have pictures, a few more show them.
"""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bounties.accounts.models import User
from bounties.challenges.models import Challenge
from payments.payees.models import Payee
from tests.bounties.building import make_challenge
from tests.bounties.challenges.test_crowdfunding import crowd, give
from tests.bounties.conftest import make_user

pytestmark = pytest.mark.django_db
MOST = 12
BRACKETS = ("SAVEPOINT", "RELEASE")  # of a test's transactions inside its own


def asked(challenge: Challenge, person: User | None) -> list[str]:
    """The queries of a second look: the first one writes down that there is a session."""
    client = Client()
    if person:
        client.force_login(person)
        client.get("/mine")
    with CaptureQueriesContext(connection) as captured:
        assert client.get(f"/challenges/{challenge.pk}").status_code == 200
    return [sql for query in captured.captured_queries if not (sql := query["sql"]).startswith(BRACKETS)]


def readers(challenge: Challenge) -> list[User | None]:
    """A visitor, somebody who may enter and has papers, a member of the sponsor, a moderator."""
    solver = make_user(country="US")
    Payee.objects.create(user=solver)
    return [None, solver, challenge.created_by, make_user(role="moderator", is_staff=True)]


@pytest.mark.parametrize("status", ["collecting", "open", "judging"])
def test_a_challenge_s_page_asks_at_most_twelve_queries(simulator, status):
    challenge = crowd() if status == "collecting" else make_challenge(status)
    if status == "collecting":
        give(challenge, 35_000)
        give(challenge, 10_000)
    for reader in readers(challenge):
        found = asked(challenge, reader)
        assert len(found) <= MOST, "\n".join(sql[:120] for sql in found)
