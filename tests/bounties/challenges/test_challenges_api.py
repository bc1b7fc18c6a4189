"""The challenges' calls over HTTP: shapes, rights, refusals, and how many queries a page costs."""

from datetime import timedelta
from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext

from bounties.challenges.models import Challenge, Side
from bounties.challenges.sides import take_side
from tests.bounties.building import make_challenge, terms
from tests.bounties.conftest import client_of, make_sponsor, make_staff, make_user
from tests.deliveries import deliver_all
from workers.clock import laurel_now

pytestmark = pytest.mark.django_db
API = "/api/v1/challenges"


def body(sponsor: Any, **changes: Any) -> dict[str, Any]:
    now = laurel_now()
    return {
        "sponsor": str(sponsor.pk),
        "format": "prize",
        "title": "Which pallet spoils first?",
        "summary": "An hour ahead.",
        "statement": "Our cold stores <script>alert(1)</script> warm up **unevenly**.",
        "currency": "usd",
        "prizes": [{"rank": 1, "amount": 120_000, "count": 1, "label": "First"}, {"rank": 2, "amount": 30_000}],
        "guarantee": "guaranteed",
        "criteria": [{"name": "Works", "weight": 60, "guidance": "Run it."}, {"name": "Clear", "weight": 40}],
        "ip_terms": "licence",
        "opens_at": (now + timedelta(seconds=2)).isoformat(),
        "closes_at": (now + timedelta(hours=1)).isoformat(),
        "judge_by": (now + timedelta(hours=2)).isoformat(),
        "appeal_seconds": 3,
        "time_zone": "Europe/Amsterdam",
        "tags": ["cold-chain"],
        "eligibility": {},
        "visibility": "public",
        "aggregation": "weighted_mean",
    } | changes


def test_from_post_to_approved_over_http(sponsor, owner, moderator):
    client = client_of(owner)
    created = client.post(API, body(sponsor))
    assert created.status_code == 201, created.data
    seen = created.json()
    assert (seen["status"], seen["version"], created["ETag"]) == ("draft", 1, '"1"')
    assert seen["prize_total"] == {"amount": 150_000, "currency": "usd"}
    assert [(one["name"], one["weight"]) for one in seen["criteria"]] == [("Works", 60), ("Clear", 40)]
    assert "<script>" not in seen["statement_html"]
    path = f"{API}/{seen['id']}"
    assert client.post(f"{path}/submit").json()["status"] == "in_review"
    reviewer = client_of(moderator)
    assert seen["id"] in [row["id"] for row in reviewer.get(API, {"status": "in_review"}).json()["results"]]
    assert reviewer.post(f"{path}/approve", HTTP_IF_MATCH='"1"').status_code == 412
    read = reviewer.get(path)["ETag"]
    assert reviewer.post(f"{path}/approve", HTTP_IF_MATCH=read).json()["status"] == "approved"


def test_a_draft_is_404_to_everyone_but_its_sponsor_and_staff(sponsor, owner, stranger, moderator):
    path = f"{API}/{make_challenge('draft', sponsor=sponsor).pk}"
    assert client_of(owner).get(path).status_code == 200
    assert client_of(moderator).get(path).status_code == 200
    for outsider in (None, stranger):
        assert client_of(outsider).get(path).json()["code"] == "not_found"
        assert client_of(outsider).get(f"{path}/timeline").status_code == 404
    for act in ("submit", "fund", "cancel", "questions"):
        headers = {"HTTP_IDEMPOTENCY_KEY": "k"}
        assert client_of(stranger).post(f"{path}/{act}", {"reason": "client_request"}, **headers).status_code == 404


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("prizes", [{"rank": 1, "amount": 10.5}], "10.5"),
        ("prizes", [{"rank": 1, "amount": 1000.0}], "1000.0"),
        ("prizes", [{"rank": 1, "amount": "1000"}], "1000"),
        ("prizes", [{"rank": 1, "amount": -1}], "greater than or equal to 1"),
        ("prizes", [{"rank": 1, "amount": 0}], "greater than or equal to 1"),
        ("prizes", [{"rank": 1, "amount": 10}], "smallest charge"),
        ("prizes", [{"rank": 1}], "required"),
        ("prizes", [{"rank": 1, "amount": 1000, "colour": "red"}], "Unknown field"),
        ("prizes", "all of it", "list"),
        ("criteria", [{"name": "Works", "weight": 90}], "sum to 90"),
        ("criteria", [{"name": "Works", "weight": 100.0}], "100.0"),
        ("currency", "xyz", "usd"),
        ("closes_at", "2020-01-01T00:00:00Z", "2020"),
        ("closes_at", "2090-01-01T00:00:00", "offset"),
        ("closes_at", "tomorrow", "format"),
        ("judge_by", "2020-01-01T00:00:00Z", "2020"),
        ("statement", "a" * 200_000, "200,000 bytes"),
        ("title", "", "blank"),
        ("title", 5, "5 is a number"),
        ("tags", ["cold", 5], "5 is a number"),
        ("sponsor", 5, "5 is a number"),
        ("title", "a" * 161, "160"),
        ("format", "lottery", "prize"),
        ("durations", {"offer": 1.5}, "1.5"),
        ("eligibility", {"countries": "NL"}, "NL"),
        ("eligibility", [], "dictionary"),
        ("colour", "red", "Unknown field"),
        ("sponsor", "00000000-0000-4000-8000-000000000000", "no sponsor"),
        ("kill_fee_bp", 1_000, "up_to"),
        ("appeal_seconds", True, "True"),
    ],
)
def test_a_bad_draft_is_refused_with_field_value_and_remedy(sponsor, owner, field, value, said):
    answer = client_of(owner).post(API, body(sponsor) | {field: value})
    assert answer.status_code == 400
    assert said in " ".join(answer.json()["errors"][field])
    assert not Challenge.objects.exists()


def test_a_patch_needs_the_version_that_was_read(sponsor, owner):
    client, challenge = client_of(owner), make_challenge("draft", sponsor=sponsor)
    path = f"{API}/{challenge.pk}"
    assert client.patch(path, {"title": "New"}).status_code == 428
    changed = client.patch(path, {"title": "New"}, HTTP_IF_MATCH='"1"')
    assert (changed.json()["title"], changed["ETag"]) == ("New", '"2"')
    assert client.patch(path, {"title": "Newer"}, HTTP_IF_MATCH='"1"').status_code == 412
    assert client.patch(path, {"prizes": [{"rank": 1}]}, HTTP_IF_MATCH='"2"').status_code == 400
    assert client.patch(path, {"sponsor": str(sponsor.pk)}, HTTP_IF_MATCH='"2"').status_code == 400


def test_only_moderators_review(sponsor, owner):
    challenge = make_challenge("in_review", sponsor=sponsor)
    for act in ("approve", "request-changes", "reject"):
        answer = client_of(owner).post(f"{API}/{challenge.pk}/{act}", {"reason": "x"})
        assert answer.status_code == 403
    assert client_of(make_staff("moderator")).post(f"{API}/{challenge.pk}/reject", {}).status_code == 400


def test_the_board_finds_an_open_challenge_by_a_word_of_its_title_and_part_of_it():
    challenge = make_challenge(title="Zygomorphic flowers in the dark")
    make_challenge(title="Something else")
    make_challenge("approved", title="Zygomorphic drafts")
    for words in ("zygomorphic", "FLOWER", "morphic", "the dark"):
        rows = client_of(None).get(API, {"q": words}).json()["results"]
        assert [row["id"] for row in rows] == [str(challenge.pk)]


def test_the_board_filters_and_orders():
    small = make_challenge(prizes=terms().prizes[:1], tags=("cold",))
    large = make_challenge(closes_at=laurel_now() + timedelta(minutes=10))
    assert [row["id"] for row in client_of(None).get(API).json()["results"]] == [str(large.pk), str(small.pk)]

    def ids(**asked: Any) -> list[str]:
        return [row["id"] for row in client_of(None).get(API, asked).json()["results"]]

    assert ids(tag="cold") == [str(small.pk)]
    assert ids(min_prize=120_000, currency="usd") == [str(large.pk)]
    assert ids(closes_before=(laurel_now() + timedelta(minutes=20)).isoformat()) == [str(large.pk)]
    assert ids(ordering="-prize") == [str(large.pk), str(small.pk)]
    assert ids(ordering="closes_at") == [str(large.pk), str(small.pk)]
    assert ids(status="judging") == []
    assert client_of(None).get(API, {"ordering": "luck"}).status_code == 400
    assert client_of(None).get(API, {"min_prize": "much"}).status_code == 400


def test_a_page_of_the_board_costs_one_query_and_a_detail_three(connection_of_test):
    challenges = [make_challenge() for _ in range(5)]
    with CaptureQueriesContext(connection_of_test) as listing:
        assert len(client_of(None).get(API, {"page_size": 4}).json()["results"]) == 4
    with CaptureQueriesContext(connection_of_test) as detail:
        assert client_of(None).get(f"{API}/{challenges[0].pk}").status_code == 200
    assert len(listing) <= 2, listing.captured_queries
    assert len(detail) <= 4, detail.captured_queries


def test_unlisted_is_found_by_its_link_only_and_invited_by_its_guests(user, stranger):
    unlisted = make_challenge(visibility="unlisted")
    invited = make_challenge(visibility="invited", eligibility={"emails": [user.email]})
    assert client_of(None).get(API).json()["results"] == []
    assert client_of(None).get(f"{API}/{unlisted.pk}").status_code == 200
    assert client_of(stranger).get(f"{API}/{invited.pk}").status_code == 404
    judge = make_user()
    take_side(challenge=invited, user=judge, kind=Side.Kind.JUDGE)
    assert client_of(judge).get(f"{API}/{invited.pk}").status_code == 200
    seen = client_of(user).get(f"{API}/{invited.pk}")
    assert seen.status_code == 200
    assert user.email not in seen.content.decode()
    assert user.email in client_of(invited.created_by).get(f"{API}/{invited.pk}").content.decode()


def test_mine_shows_drafts_to_members_only(sponsor, owner, stranger):
    draft = make_challenge("draft", sponsor=sponsor)
    assert [row["id"] for row in client_of(owner).get(API, {"mine": "true"}).json()["results"]] == [str(draft.pk)]
    assert client_of(stranger).get(API, {"mine": "true"}).json()["results"] == []
    assert client_of(stranger).get(API, {"status": "draft"}).json()["results"] == []


def test_the_public_timeline_shows_public_events_in_order():
    challenge = make_challenge(entries=2)
    rows = client_of(None).get(f"{API}/{challenge.pk}/timeline").json()["results"]
    assert [row["name"] for row in rows] == ["challenge.submitted", "challenge.approved", "challenge.opened"]
    assert set(rows[0]) == {"name", "at"}


def test_the_sponsors_timeline_tells_nothing_about_entries(user):
    challenge = make_challenge()
    mine = client_of(challenge.created_by)
    before = mine.get(f"{API}/{challenge.pk}/timeline").json()["results"]
    asked = client_of(user).post(f"{API}/{challenge.pk}/entries", {"title": "T", "body": "B", "accept_terms": True})
    assert asked.status_code == 201
    assert mine.get(f"{API}/{challenge.pk}/timeline").json()["results"] == before
    assert "entry.started" in str(client_of(user).get(f"{API}/{challenge.pk}/timeline").json())


def test_the_question_board_names_no_asker(stranger):
    challenge = make_challenge()
    asked = client_of(stranger).post(f"{API}/{challenge.pk}/questions", {"body": "Indoors?"})
    assert asked.status_code == 201
    answered = client_of(challenge.created_by).post(
        f"/api/v1/questions/{asked.json()['id']}/answer", {"answer": "Yes."}
    )
    assert (answered.json()["status"], answered.json()["answer"]) == ("answered", "Yes.")
    seen = client_of(None).get(f"{API}/{challenge.pk}/questions")
    assert seen.json()["results"][0]["body"] == "Indoors?"
    assert str(stranger.pk) not in seen.content.decode()
    assert client_of(None).post(f"{API}/{challenge.pk}/questions", {"body": "Me?"}).status_code in (401, 403)


def test_a_cancelled_challenge_answers_so_and_asks_for_a_coded_reason():
    challenge = make_challenge()
    client = client_of(challenge.created_by)
    assert client.post(f"{API}/{challenge.pk}/cancel", {"reason": "boredom"}).status_code == 400
    assert client.post(f"{API}/{challenge.pk}/cancel", {"reason": "client_request"}).json()["status"] == "cancelled"
    deliver_all()
    assert client.post(f"{API}/{challenge.pk}/cancel", {"reason": "client_request"}).status_code == 409


def test_funding_needs_a_key_and_a_right(sponsor, owner):
    challenge = make_challenge("approved", sponsor=sponsor)
    assert client_of(owner).post(f"{API}/{challenge.pk}/fund").json()["code"] == "idempotency_key_required"
    viewer = make_user()
    sponsor.memberships.create(user=viewer, role="viewer")
    answer = client_of(viewer).post(f"{API}/{challenge.pk}/fund", HTTP_IDEMPOTENCY_KEY="k")
    assert answer.status_code == 403


def test_an_individual_posts_for_themself(user):
    sponsor = make_sponsor(user, "Maker", kind="individual")
    assert client_of(user).post(API, body(sponsor)).status_code == 201
