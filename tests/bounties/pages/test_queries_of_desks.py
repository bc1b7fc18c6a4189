"""What the pages of those who sponsor and own an account ask: the same number of queries however many entries.

At most twelve, whoever of those who may read it looks.
"""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bounties.accounts.models import User
from bounties.entries import attaching, screening, submitting
from tests.bounties.building import make_entry
from tests.bounties.conftest import make_user
from tests.bounties.drawing import image_bytes
from tests.bounties.staging import Stage, close, enter, hold_purse, open_stage
from tests.keeping import kept

pytestmark = pytest.mark.django_db
MOST = 12
BRACKETS = ("SAVEPOINT", "RELEASE")  # of a test's transactions inside its own
OF_A_CHALLENGE = [
    *(("entries", reader) for reader in ("owner", "judge", "moderator")),
    *(("ranking", reader) for reader in ("owner", "chair", "moderator")),
    ("panel", "owner"),
    ("decide", "owner"),
]
OF_ONESELF = ["/mine", "/mine/earnings", "/news", "/account", "/account/data", "/account/notifications"]


def entered(entries: int, **terms: Any) -> Stage:
    """Closed, with a chair and a judge; all entries but one have a picture."""
    stage = open_stage(**terms)
    enter(stage, make_user())
    for number in range(entries - 1):
        entry = make_entry(stage.challenge, solver := make_user(), submit=False)
        upload = SimpleUploadedFile("a.png", image_bytes(seed=number), content_type="image/png")
        attaching.attach(entry_id=entry.pk, upload=upload, by=solver)
        submitting.submit(entry_id=entry.pk, by=solver)
        stage.entries.append(entry)
    stage.seat(make_user(), is_chair=True)
    stage.seat(make_user())
    return close(stage)


def scored(entries: int) -> Stage:
    """Everything is scored, two are tied, and the owner may decide."""
    stage = hold_purse(entered(entries))
    stage.judge_all(90, *(90 - number for number in range(entries - 1)))
    return stage


def screened() -> Stage:
    """One may be judged, two wait to be screened."""
    stage = entered(3, screening=True)
    screening.screen(entry_id=stage.entries[1].pk, is_eligible=True, reason="", by=stage.owner)
    return stage


world = kept(lambda: {"few": scored(3), "many": scored(6)})


def reader_of(stage: Stage, name: str) -> User:
    """One of those who may read its pages."""
    chair, judge = stage.judges
    people = {"owner": stage.owner, "chair": chair, "judge": judge}
    return people.get(name) or make_user(role=name, is_staff=True)


def asked(path: str, person: User) -> list[str]:
    """The queries of a second look: the first one writes down that there is a session."""
    client = Client()
    client.force_login(person)
    client.get("/mine")
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return [sql for query in captured.captured_queries if not (sql := query["sql"]).startswith(BRACKETS)]


@pytest.mark.parametrize(("part", "reader"), OF_A_CHALLENGE)
def test_a_page_of_judging_asks_the_same_of_few_entries_and_of_many(world, part, reader):
    few, many = [
        asked(f"/challenges/{stage.challenge.pk}/{part}", reader_of(stage, reader)) for stage in world.values()
    ]
    assert len(few) == len(many)
    assert len(few) <= MOST, "\n".join(sql[:160] for sql in few)


def test_entries_that_wait_for_their_screener_cost_no_more(world):
    stage = screened()
    found = asked(f"/challenges/{stage.challenge.pk}/entries", stage.owner)
    assert len(found) <= MOST, "\n".join(sql[:160] for sql in found)


@pytest.mark.parametrize("path", OF_ONESELF)
def test_a_page_of_one_s_own_asks_at_most_twelve(world, path):
    person = make_user(country="US")
    few = asked(path, person)
    for _ in range(3):
        make_entry(open_stage().challenge, person)
    found = asked(path, person)
    assert len(found) <= MOST, "\n".join(sql[:160] for sql in found)
    assert len(found) <= len(few) + 1
