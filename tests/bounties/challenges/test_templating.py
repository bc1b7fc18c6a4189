"""A sponsor keeps a challenge's terms and drafts from them; and what the database holds of posts and templates."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from rest_framework.test import APIClient

from bounties.challenges.models import Challenge, ShortPost, Template
from tests.bounties.building import make_challenge
from tests.bounties.conftest import client_of, make_user
from tests.bounties.test_guards_of_entering import SHA
from tests.guarding import GUARDS, fault_of
from workers.clock import laurel_now

pytestmark = pytest.mark.django_db


@pytest.fixture
def challenge() -> Challenge:
    return make_challenge()


@pytest.fixture
def owner(challenge: Challenge) -> APIClient:
    return client_of(challenge.created_by)


def saved(challenge: Challenge, client: APIClient, name: str = "Sensors", expect: int = 201) -> Any:
    answer = client.post(f"/api/v1/challenges/{challenge.pk}/templates", {"name": name}, format="json")
    assert answer.status_code == expect, answer.content
    return answer.json()


def drafted(template: Any, client: APIClient, expect: int = 201, **changes: Any) -> Any:
    answer = client.post(f"/api/v1/templates/{template['id']}/drafts", changes, format="json")
    assert answer.status_code == expect, answer.content
    return answer.json()


def test_a_draft_says_what_its_template_says_and_its_dates_follow_the_opening(challenge, owner):
    opens_at = laurel_now() + timedelta(days=3)
    draft = drafted(saved(challenge, owner), owner, title="The next one", opens_at=opens_at.isoformat())
    made = Challenge.objects.get(pk=draft["id"])
    assert (made.status, made.title, made.sponsor) == ("draft", "The next one", challenge.sponsor)
    assert (made.statement, made.prize_total) == (challenge.statement, challenge.prize_total)
    assert [row.name for row in made.criteria.all()] == [row.name for row in challenge.criteria.all()]
    assert made.opens_at == opens_at
    assert abs((made.closes_at - made.opens_at) - (challenge.closes_at - challenge.opens_at)) < timedelta(seconds=2)
    assert abs((made.judge_by - made.closes_at) - (challenge.judge_by - challenge.closes_at)) < timedelta(seconds=2)


def test_without_an_opening_a_draft_has_no_dates_yet(challenge, owner):
    draft = drafted(saved(challenge, owner), owner)
    assert (draft["opens_at"], draft["closes_at"], draft["judge_by"]) == (None, None, None)


def test_a_template_is_its_sponsors_alone(challenge, owner):
    template, stranger = saved(challenge, owner), client_of(make_user())
    saved(challenge, stranger, expect=403)
    drafted(template, stranger, expect=404)
    assert stranger.delete(f"/api/v1/templates/{template['id']}").status_code == 404
    assert stranger.get(f"/api/v1/sponsors/{challenge.sponsor_id}/templates").status_code == 404
    (listed,) = owner.get(f"/api/v1/sponsors/{challenge.sponsor_id}/templates").json()["results"]
    assert (listed["id"], listed["name"]) == (template["id"], "Sensors")


def test_a_name_is_taken_until_its_template_is_deleted(challenge, owner):
    template = saved(challenge, owner)
    assert saved(challenge, owner, expect=409)["code"] == "template_name_taken"
    assert owner.delete(f"/api/v1/templates/{template['id']}").status_code == 204
    saved(challenge, owner)


def keep(challenge: Challenge, name: str = "x") -> None:
    Template.objects.create(sponsor=challenge.sponsor, name=name, document={}, saved_by=challenge.created_by)


def short(challenge: Challenge, key: str, sha256: str = SHA) -> ShortPost:
    return ShortPost.objects.create(challenge=challenge, posted_by=challenge.created_by, client_key=key, sha256=sha256)


ACTS: dict[str, Callable[[Challenge, Challenge], Any]] = {
    "template_is_one_per_name": lambda one, two: (keep(one), keep(one)),
    "template_has_a_name": lambda one, two: keep(one, ""),
    "short_post_is_one_per_challenge": lambda one, two: (short(one, "k"), short(one, "l")),
    "short_post_is_one_per_key": lambda one, two: (short(one, "k"), short(two, "k")),
    "short_post_hash_is_sha256": lambda one, two: short(one, "k", "x"),
    "short_post_is_never_changed": lambda one, two: ShortPost.objects.filter(pk=short(one, "k").pk).delete(),
}


def test_each_guard_refuses_and_without_it_nothing_does(challenge):
    two = make_challenge("draft", sponsor=challenge.sponsor)
    wrong = [fault_of(name, lambda act=act: act(challenge, two)) for name, act in ACTS.items()]
    assert [sentence for sentence in wrong if sentence] == []


def test_every_guard_has_its_act(db):
    with connection.cursor() as cursor:
        cursor.execute(GUARDS, {"tables": [ShortPost._meta.db_table, Template._meta.db_table]})
        assert {name for (name,) in cursor.fetchall()} == set(ACTS)
