"""The gallery: drawn pictures under aliases, for whoever may look at the entries, and for nobody else."""

from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bounties.challenges.terms import PrizeTerms
from bounties.entries import attaching, submitting, withdrawing
from bounties.entries.models import Entry, Picture, Rendition
from bounties.judging.aliases import alias_of
from tests.bounties.building import make_challenge, make_entry
from tests.bounties.conftest import client_of, make_user
from tests.bounties.drawing import image_bytes, png_that_says
from tests.bounties.staging import close, open_stage
from tests.deliveries import deliver_all


@pytest.fixture
def stage(db):
    """A contest of pictures with two entries, one of them with a second picture that it took out again."""
    stage = open_stage(entry_media="images")
    stage.seat(make_user())
    for seed in (1, 2):
        entry = make_entry(stage.challenge, submit=False)
        files = [SimpleUploadedFile(f"{number}.png", image_bytes(seed=seed)) for number in range(seed)]
        kept = [attaching.attach(entry_id=entry.pk, upload=file, by=entry.entrant) for file in files]
        if seed == 2:
            attaching.remove(entry_id=entry.pk, file_id=kept[1].pk, by=entry.entrant)
        submitting.submit(entry_id=entry.pk, by=entry.entrant)
        stage.entries.append(entry)
    deliver_all()
    return stage


def test_sealed_pictures_are_seen_by_the_judging_side_after_the_deadline_by_alias(stage):
    address = f"/api/v1/challenges/{stage.challenge.pk}/gallery"
    judge, stranger, entrant = (client_of(one) for one in (stage.judges[0], make_user(), stage.entries[0].entrant))
    assert judge.get(address).json()["code"] == "not_judging"
    close(stage)
    assert {client.get(address).status_code for client in (stranger, entrant, client_of(None))} == {403}
    rows = judge.get(address).json()["results"]
    ids = sorted(entry.pk for entry in stage.entries)
    assert [(row["id"], row["alias"]) for row in rows] == [(str(id_), alias_of(id_)) for id_ in ids]
    assert [len(row["pictures"]) for row in rows] == [1, 1]
    small = rows[0]["pictures"][0]["small"]
    assert [client.get(small).status_code for client in (judge, client_of(stage.owner), stranger)] == [200, 200, 404]
    withdrawing.withdraw(entry_id=UUID(rows[0]["id"]), by=Entry.objects.get(pk=rows[0]["id"]).entrant)
    assert judge.get(small).status_code == 404
    rows = judge.get(address).json()["results"]
    blind = judge.get(f"/api/v1/challenges/{stage.challenge.pk}/judging").json()["results"]
    assert [row["files"][0]["picture"]["small"] for row in blind] == [row["pictures"][0]["small"] for row in rows]


def test_the_page_shows_the_gallery_to_those_who_may_see_it(stage):
    close(stage)
    pages = {}
    for name, person in (("judge", stage.judges[0]), ("stranger", make_user())):
        browser = Client()
        browser.force_login(person)
        pages[name] = browser.get(f"/challenges/{stage.challenge.pk}").content.decode()
    assert pages["judge"].count("/api/v1/renditions/") == 2
    assert alias_of(stage.entries[0].pk) in pages["judge"]
    assert "renditions" not in pages["stranger"]


def test_where_entries_are_open_everyone_sees_their_pictures_at_once(db):
    challenge = make_challenge(format="question", criteria=(), prizes=(PrizeTerms(1, 2_000),), entry_media="images")
    entry = make_entry(challenge, submit=False)
    attaching.attach(entry_id=entry.pk, upload=SimpleUploadedFile("a.png", image_bytes()), by=entry.entrant)
    address, visitor = f"/api/v1/challenges/{challenge.pk}/gallery", client_of(None)
    deliver_all()
    assert visitor.get(address).json()["results"] == []
    submitting.submit(entry_id=entry.pk, by=entry.entrant)
    (row,) = visitor.get(address).json()["results"]
    assert (row["id"], visitor.get(row["pictures"][0]["small"]).status_code) == (str(entry.pk), 200)


def test_of_an_entrys_files_only_those_that_could_be_drawn_are_shown(db):
    challenge = make_challenge(format="question", criteria=(), prizes=(PrizeTerms(1, 2_000),))
    entry = make_entry(challenge, submit=False)
    broken = png_that_says(40, 30)
    for name, content in (("a.txt", b"A log."), ("b.png", broken), ("c.png", image_bytes())):
        attaching.attach(entry_id=entry.pk, upload=SimpleUploadedFile(name, content), by=entry.entrant)
    submitting.submit(entry_id=entry.pk, by=entry.entrant)
    deliver_all()
    (row,) = client_of(None).get(f"/api/v1/challenges/{challenge.pk}/gallery").json()["results"]
    shown = Picture.objects.get(status=Picture.Status.DRAWN)
    assert [one["small"] for one in row["pictures"]] == [f"/api/v1/renditions/{shown.renditions.get(size='small').pk}"]
    assert Picture.objects.get(file__name="b.png").status == Picture.Status.UNREADABLE


def test_where_the_public_votes_everyone_sees_the_pictures_from_the_close_on_and_nobody_before(db):
    stage = open_stage(format="vote", criteria=(), entry_media="images")
    entry = make_entry(stage.challenge, submit=False)
    attaching.attach(entry_id=entry.pk, upload=SimpleUploadedFile("a.png", image_bytes()), by=entry.entrant)
    submitting.submit(entry_id=entry.pk, by=entry.entrant)
    deliver_all()
    address = f"/api/v1/challenges/{stage.challenge.pk}/gallery"
    for reader in (None, stage.owner):
        assert client_of(reader).get(address).json()["code"] == "not_judging"
    close(stage)
    assert [row["id"] for row in client_of(None).get(address).json()["results"]] == [str(entry.pk)]


def test_a_small_copy_is_its_entrants_at_once_and_of_a_private_challenge_nobody_elses(db):
    guest, outsider = make_user(), make_user()
    terms = {"format": "question", "criteria": (), "prizes": (PrizeTerms(1, 2_000),), "entry_media": "images"}
    private = {"visibility": "invited", "eligibility": {"emails": [guest.email]}}
    challenge = make_challenge(**terms, **private)
    entry = make_entry(challenge, guest, submit=False)
    attaching.attach(entry_id=entry.pk, upload=SimpleUploadedFile("a.png", image_bytes()), by=guest)
    deliver_all()
    small = f"/api/v1/renditions/{Rendition.objects.first().pk}"
    assert client_of(guest).get(small).status_code == 200
    submitting.submit(entry_id=entry.pk, by=guest)
    owner = challenge.sponsor.memberships.get().user
    assert [client_of(one).get(small).status_code for one in (owner, outsider, None)] == [200, 404, 404]
