"""Limits per minute, told on every answer; a broken cache lets everyone pass."""

import pytest
from django.core.cache import cache
from redis.exceptions import RedisError


@pytest.fixture
def client(client_of, user):
    return client_of(user)


def test_every_answer_says_what_is_left(client, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"user": 10}
    left = [int(client.get("/api/v1/notes")["RateLimit-Remaining"]) for _ in range(2)]
    answer = client.get("/api/v1/notes")
    assert left[0] - left[1] == 1
    assert answer["RateLimit-Limit"] == "10"
    assert 0 < int(answer["RateLimit-Reset"]) <= 60


def test_above_the_limit_is_429_with_the_time_to_wait(client, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"user": 2}
    answers = [client.get("/api/v1/notes") for _ in range(5)]  # five, as a minute may turn in between
    refused = answers[-1]
    assert (refused.status_code, refused.json()["code"]) == (429, "throttled")
    assert 0 < int(refused["Retry-After"]) <= 60
    assert refused["RateLimit-Remaining"] == "0"


def test_each_caller_has_a_budget_of_their_own(client, client_of, stranger, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"user": 1}
    for _ in range(3):
        client.get("/api/v1/notes")
    assert client_of(stranger).get("/api/v1/notes").status_code == 200


def test_without_a_cache_everyone_passes(client, settings):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1"}
    }
    answer = client.get("/api/v1/notes")
    assert answer.status_code == 200
    assert "RateLimit-Limit" not in answer
    with pytest.raises(RedisError):
        cache.get("x")
