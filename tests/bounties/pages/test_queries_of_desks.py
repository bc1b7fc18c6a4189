"""What the pages of those who sponsor and own an account ask: the same number of queries however many entries.

One's own pages ask at most twelve. Those of a sponsor who decides ask more, each rule by itself: no more than here.
"""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bounties.accounts.models import User
from tests.bounties.building import make_entry
from tests.bounties.conftest import make_user
from tests.bounties.staging import Stage, hold_purse, judging_stage, open_stage
from tests.keeping import kept

pytestmark = pytest.mark.django_db
MOST = 12
BRACKETS = ("SAVEPOINT", "RELEASE")  # of a test's transactions inside its own
OF_A_CHALLENGE = {"entries": 17, "decide": 23, "panel": 25, "ranking": 26}
OF_ONESELF = ["/mine", "/mine/earnings", "/news", "/account", "/account/data", "/account/notifications"]


def scored(entries: int) -> Stage:
    """Everything is scored, and the owner may decide."""
    stage = hold_purse(judging_stage(entries=entries))
    stage.judge_all(*(90 - number for number in range(entries)))
    return stage


world = kept(lambda: {"few": scored(3), "many": scored(7)})


def asked(path: str, person: User) -> list[str]:
    """The queries of a second look: the first one writes down that there is a session."""
    client = Client()
    client.force_login(person)
    client.get("/mine")
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return [sql for query in captured.captured_queries if not (sql := query["sql"]).startswith(BRACKETS)]


@pytest.mark.parametrize("part", sorted(OF_A_CHALLENGE))
def test_a_page_of_the_sponsor_asks_the_same_of_few_entries_and_of_many(world, part):
    few, many = [asked(f"/challenges/{stage.challenge.pk}/{part}", stage.owner) for stage in world.values()]
    assert len(few) == len(many)
    assert len(few) <= OF_A_CHALLENGE[part], "\n".join(sql[:160] for sql in few)


@pytest.mark.parametrize("path", OF_ONESELF)
def test_a_page_of_one_s_own_asks_at_most_twelve(world, path):
    person = make_user(country="US")
    few = asked(path, person)
    for _ in range(3):
        make_entry(open_stage().challenge, person)
    found = asked(path, person)
    assert len(found) <= MOST, "\n".join(sql[:160] for sql in found)
    assert len(found) <= len(few) + 1
