"""The entries' calls over HTTP: the whole way to a receipt, and nothing of it for others."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from bounties.challenges.models import Side
from bounties.challenges.sides import take_side
from bounties.entries.models import EntryVersion
from bounties.entries.sharing import Offer, consent
from bounties.judging import inviting
from tests.bounties.building import close, make_challenge, make_entry
from tests.bounties.conftest import client_of, make_user
from tests.clock import move_clock

pytestmark = pytest.mark.django_db
API = "/api/v1"
BODY = {"title": "Slope before level", "body": "Two sensors.", "accept_terms": True}


@pytest.fixture(autouse=True)
def media(settings, tmp_path) -> Path:
    local = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = settings.STORAGES | {"default": local}
    return tmp_path


def test_from_a_draft_to_a_receipt_over_http(user):
    client, challenge = client_of(user), make_challenge()
    before = client.get(f"{API}/challenges/{challenge.pk}/payability").json()
    assert (before["payable"], before["reasons"]) == (True, [])
    created = client.post(f"{API}/challenges/{challenge.pk}/entries", BODY)
    assert (created.status_code, created.json()["status"]) == (201, "draft")
    path = f"{API}/entries/{created.json()['id']}"
    assert client.post(f"{path}/submit").json()["code"] == "idempotency_key_required"
    receipt = client.post(f"{path}/submit", HTTP_IDEMPOTENCY_KEY="one")
    again = client.post(f"{path}/submit", HTTP_IDEMPOTENCY_KEY="one")
    assert receipt.json() == again.json()
    assert set(receipt.json()) == {"entry", "version", "price", "sha256", "received_at"}
    assert (receipt.json()["version"], len(receipt.json()["sha256"])) == (1, 64)
    assert client.post(f"{path}/submit", HTTP_IDEMPOTENCY_KEY="two").json()["code"] == "nothing_changed"
    seen = client.get(path)
    changed = client.patch(path, {"body": "Three sensors."}, HTTP_IF_MATCH=seen["ETag"])
    assert changed.status_code == 200
    assert client.post(f"{path}/submit", HTTP_IDEMPOTENCY_KEY="three").json()["version"] == 2
    mine = client.get(f"{API}/challenges/{challenge.pk}/entries").json()["results"]
    assert [(row["id"], row["latest_version"]) for row in mine] == [(created.json()["id"], 2)]


def test_others_entries_do_not_exist(user, stranger):
    challenge = make_challenge()
    entry = make_entry(challenge, user)
    for outsider in (stranger, challenge.created_by, make_user(role="moderator", is_staff=True)):
        client = client_of(outsider)
        assert client.get(f"{API}/entries/{entry.pk}").status_code == 404
        assert client.patch(f"{API}/entries/{entry.pk}", {"title": "x"}, HTTP_IF_MATCH='"1"').status_code == 404
        for act in ("submit", "withdraw", "consent", "files"):
            answer = client.post(f"{API}/entries/{entry.pk}/{act}", HTTP_IDEMPOTENCY_KEY="k", format="multipart")
            assert answer.status_code == 404, act
        assert client.get(f"{API}/challenges/{challenge.pk}/entries").json()["results"] == []
    assert client_of(None).get(f"{API}/entries/{entry.pk}").status_code in (401, 403)


def test_a_share_offered_to_a_judge_or_a_member_of_the_sponsor_does_not_tell_them_who_entered(user):
    challenge, judge = make_challenge(), make_user()
    with transaction.atomic():
        take_side(challenge=challenge, user=judge, kind=Side.Kind.JUDGE)
    blind = [judge, challenge.created_by]
    entry = make_entry(challenge, user, team=[Offer(one.email, 1_000) for one in blind])
    for reader in blind:
        client = client_of(reader)
        assert client.get(f"{API}/entries/{entry.pk}").status_code == 404
        assert client.post(f"{API}/entries/{entry.pk}/consent").status_code == 404
        assert client.get(f"{API}/challenges/{challenge.pk}/entries").json()["results"] == []


def test_after_the_deadline_every_door_says_closed(user, stranger):
    challenge = make_challenge()
    entry = make_entry(challenge, user, submit=False)
    move_clock(seconds=3601)
    for _ in range(2):
        late = client_of(user).post(f"{API}/entries/{entry.pk}/submit", HTTP_IDEMPOTENCY_KEY="late")
        assert (late.status_code, late.json()["code"]) == (409, "challenge_closed")
        late = client_of(stranger).post(f"{API}/challenges/{challenge.pk}/entries", BODY)
        assert (late.status_code, late.json()["code"]) == (409, "challenge_closed")
        close(challenge)
    assert not EntryVersion.objects.exists()


def test_a_sponsors_member_is_told_to_stay_on_their_side():
    challenge = make_challenge()
    answer = client_of(challenge.created_by).post(f"{API}/challenges/{challenge.pk}/entries", BODY)
    assert (answer.status_code, answer.json()["code"]) == (403, "both_sides")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"accept_terms": False}, "accept_terms"),
        ({"title": ""}, "title"),
        ({"body": "a" * 200_000}, "body"),
        ({"team": [{"email": "x"}]}, "team"),
        ({"team": [{"email": "x@example.com", "share_bp": 10_001}]}, "team"),
        ({"team": [{"email": "x@example.com", "share_bp": 0.5}]}, "team"),
        ({"status": "winner"}, "status"),
    ],
)
def test_a_bad_entry_is_refused_by_field(user, change, field):
    answer = client_of(user).post(f"{API}/challenges/{make_challenge().pk}/entries", BODY | change)
    assert answer.status_code == 400
    assert field in answer.json()["errors"]


def test_a_file_goes_up_and_comes_down_as_an_attachment(user, stranger):
    entry = make_entry(make_challenge(), user, submit=False)
    path = f"{API}/entries/{entry.pk}/files"
    up = client_of(user).post(path, {"file": SimpleUploadedFile("plan.txt", b"hello")}, format="multipart")
    assert up.status_code == 201, up.content
    down = client_of(user).get(f"{path}/{up.json()['id']}")
    assert b"".join(down.streaming_content) == b"hello"
    assert down["Content-Disposition"] == 'attachment; filename="plan.txt"'
    assert client_of(stranger).get(f"{path}/{up.json()['id']}").status_code == 404
    bad = client_of(user).post(path, {"file": SimpleUploadedFile("a.exe", b"MZ")}, format="multipart")
    assert (bad.status_code, list(bad.json()["errors"])) == (400, ["file"])
    assert client_of(user).post(path, {}, format="multipart").status_code == 400
    gone = client_of(user).delete(f"{path}/{up.json()['id']}")
    assert gone.json()["files"] == []


def test_who_is_asked_to_judge_does_not_read_an_entry_that_offers_them_a_share_until_they_decline(user, stranger):
    challenge = make_challenge("open")
    owner = challenge.sponsor.memberships.get(role="owner").user
    seat = inviting.invite(challenge_id=challenge.pk, email=stranger.email, by=owner)
    entry = make_entry(challenge, user, team=[Offer(stranger.email, 1_000)])
    path = f"{API}/entries/{entry.pk}"
    assert client_of(stranger).get(path).status_code == 404
    assert client_of(stranger).post(f"{path}/consent").status_code == 404
    inviting.decline(judgeship_id=seat.pk, by=stranger)
    assert client_of(stranger).get(path).status_code == 200


def test_a_member_who_consented_keeps_reading_when_asked_to_judge(user, stranger):
    challenge = make_challenge("open")
    entry = make_entry(challenge, user, team=[Offer(stranger.email, 1_000)])
    consent(entry_id=entry.pk, by=stranger)
    inviting.invite(
        challenge_id=challenge.pk,
        email=stranger.email,
        by=challenge.sponsor.memberships.get(role="owner").user,
    )
    assert client_of(stranger).get(f"{API}/entries/{entry.pk}").status_code == 200


def test_a_member_of_the_team_reads_and_consents_but_does_not_write(user, stranger):
    challenge, client = make_challenge(), client_of(stranger)
    team = [{"email": stranger.email.upper(), "share_bp": 2_500}]
    created = client_of(user).post(f"{API}/challenges/{challenge.pk}/entries", BODY | {"team": team})
    path = f"{API}/entries/{created.json()['id']}"
    assert [one["consented_at"] is None for one in client.get(path).json()["team"]] == [False, True]
    assert client.post(f"{path}/consent", {"share_bp": 9_000}).json()["code"] == "version_mismatch"
    consented = client.post(f"{path}/consent").json()["team"]
    assert all(one["consented_at"] for one in consented)
    assert client.post(f"{path}/submit", HTTP_IDEMPOTENCY_KEY="k").status_code == 403
