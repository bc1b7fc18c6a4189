"""A solver enters, writes and hands in by the pages alone: what is typed is never lost, what is late never taken."""

import hashlib
import html

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from bounties.accounts.models import User
from bounties.canonical import canonical_bytes
from bounties.challenges.terms import PrizeTerms
from bounties.entries.models import Entry
from bounties.pages.entering.comparing import Piece, differences
from tests.bounties.building import make_challenge, make_entry
from tests.bounties.conftest import make_user
from tests.clock import move_clock

pytestmark = pytest.mark.django_db
# The deadline passes after the service's last look at the clock, just before the gate's own; undone with the test.
LATE_AT_THE_GATE = """
CREATE FUNCTION late() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO workers_clock VALUES (1, '1 day') ON CONFLICT (id) DO UPDATE SET shift = '1 day';
    RETURN NEW;
END $$;
CREATE TRIGGER a_moment_before BEFORE INSERT ON entries_entryversion FOR EACH ROW EXECUTE FUNCTION late()
"""
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def solver():
    return make_user(country="US")


@pytest.fixture
def web(solver):
    client = Client()
    client.force_login(solver)
    return client


@pytest.fixture
def entry(solver):
    return make_entry(make_challenge(), solver, submit=False)


def text_of(answer):
    return html.unescape(answer.content.decode())


def typed(entry, **more):
    return {"title": entry.title, "body": entry.body, "version": entry.version} | more


def send(web, entry, *, follow=True, **more):
    return web.post(f"/entries/{entry.pk}", typed(entry, **more), follow=follow)


def test_who_enters_reads_the_terms_accepts_them_and_comes_to_the_editor(web, solver):
    address = f"/challenges/{make_challenge().pk}/enter"
    page = text_of(web.get(address))
    assert "What you agree to" in page
    assert "It does not keep you from entering" in page
    assert "This field is required" in text_of(web.post(address, {"title": "Slope"}))
    answer = web.post(address, {"title": "Slope", "accept_terms": "on"}, follow=True)
    entry = Entry.objects.get(entrant=solver)
    assert answer.redirect_chain[-1][0] == f"/entries/{entry.pk}"
    assert "Saves itself while you type" in text_of(answer)


def test_whoever_cannot_enter_is_told_every_reason_and_given_no_form(web, solver):
    challenge = make_challenge(eligibility={"countries": ["NL"]})
    User.objects.filter(pk=solver.pk).update(country="KP")
    page = text_of(web.get(f"/challenges/{challenge.pk}/enter"))
    assert "You cannot enter" in page
    assert "open to entrants in NL" in page
    assert "Stripe cannot pay people in KP" in page
    assert "Begin my entry" not in page


def test_an_offer_names_its_price_in_whole_money(web, solver):
    request = make_challenge(
        format="request", guarantee="up_to", criteria=(), appeal_seconds=None, prizes=(PrizeTerms(1, 100_000),)
    )
    address = f"/challenges/{request.pk}/enter"
    said = {"title": "A bench", "accept_terms": "on"}
    assert "above the ceiling" in text_of(web.post(address, said | {"price": "1000.01"}))
    web.post(address, said | {"price": "999.50"})
    assert Entry.objects.get(entrant=solver).price == 99_950


def test_it_saves_itself_and_says_when(web, entry):
    answer = web.post(f"/entries/{entry.pk}", typed(entry, body="Better."), **JSON)
    entry.refresh_from_db()
    assert answer.json()["version"] == entry.version == 2
    assert answer.json()["saved"].startswith("Saved at")
    assert entry.body == "Better."


def test_what_two_windows_type_never_overwrites_each_other_unseen(web, entry):
    send(web, entry, body="From the first window.")
    stale = web.post(f"/entries/{entry.pk}", typed(entry, body="From the second."), **JSON)
    assert stale.status_code == 422
    assert "another window" in stale.json()["detail"]
    shown = send(web, entry, body="From the second.", act="save")
    page = text_of(shown)
    assert "From the second." in page
    assert "first window." in page
    entry.refresh_from_db()
    assert entry.body == "From the first window."
    send(web, entry, body="From the second.", act="save")
    entry.refresh_from_db()
    assert entry.body == "From the second."


def test_handing_in_saves_first_and_leads_to_a_receipt_that_proves_it(web, entry):
    answer = send(web, entry, body="As handed in.\r\nTwo lines.", act="submit")
    assert answer.redirect_chain[-1][0] == f"/entries/{entry.pk}/receipts/1"
    receipt = web.get(f"/entries/{entry.pk}/receipts/1.json").json()
    assert receipt["document"]["body"] == "As handed in.\nTwo lines."
    assert hashlib.sha256(canonical_bytes(receipt["document"])).hexdigest() == receipt["sha256"]
    assert receipt["sha256"] in text_of(answer)


def test_what_is_refused_stays_in_the_form_and_is_saved_all_the_same(web, solver):
    entry = make_entry(make_challenge(ai_policy="disclosed"), solver, submit=False)
    page = text_of(send(web, entry, body="Ready.", ai_use="", act="submit"))
    assert "There is a problem" in page
    assert "Say which AI tools you used" in page
    entry.refresh_from_db()
    assert (entry.body, entry.status) == ("Ready.", "draft")
    send(web, entry, body="Ready.", ai_use="none used", act="submit")
    entry.refresh_from_db()
    assert entry.status == "submitted"


def test_a_file_comes_with_the_form_or_by_itself_and_goes_again(web, entry, settings, tmp_path):
    local = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = settings.STORAGES | {"default": local}
    page = text_of(
        send(web, entry, body="With it.", act="attach", file=SimpleUploadedFile("notes.txt", b"Some notes."))
    )
    assert "Added: notes.txt" in page
    entry.refresh_from_db()
    assert entry.body == "With it."
    dropped = web.post(f"/entries/{entry.pk}/files", {"file": SimpleUploadedFile("more.txt", b"More.")})
    assert dropped.json()["version"] == entry.version + 1
    refused = web.post(f"/entries/{entry.pk}/files", {"file": SimpleUploadedFile("run.exe", b"MZ\x90\x00")})
    assert refused.status_code == 422
    assert refused.json()["detail"]
    entry.refresh_from_db()
    first = entry.files.get(name="notes.txt")
    assert b"".join(web.get(f"/entries/{entry.pk}/files/{first.pk}")) == b"Some notes."
    send(web, entry, remove=str(first.pk))
    listed = text_of(web.get(f"/entries/{entry.pk}/files"))
    assert "more.txt" in listed
    assert "notes.txt" not in listed


def test_a_preview_shows_what_the_page_will_and_saves_nothing(web, entry):
    page = text_of(send(web, entry, body="**Bold** <script>", act="preview"))
    assert "<strong>Bold</strong>" in page
    part = web.post(f"/entries/{entry.pk}", typed(entry, body="# Big", act="preview"), HTTP_HX_REQUEST="true")
    assert "<h1>Big</h1>" in text_of(part)
    assert "<html" not in text_of(part)
    entry.refresh_from_db()
    assert entry.version == 1


def test_too_late_is_said_nothing_is_taken_and_what_was_typed_can_be_copied(web, entry):
    move_clock(seconds=4_000)
    page = text_of(web.get(f"/entries/{entry.pk}"))
    assert "Too late" in page
    assert "Saves itself" not in page
    page = text_of(send(web, entry, body="A second too late.", act="submit"))
    assert "The deadline of this challenge has passed" in page
    assert "A second too late." in page
    entry.refresh_from_db()
    assert (entry.status, entry.version) == ("draft", 1)


def test_whom_only_the_gate_finds_late_keeps_what_was_typed_too(web, entry):
    with connection.cursor() as cursor:
        cursor.execute(LATE_AT_THE_GATE)
    page = text_of(send(web, entry, body="In the very last millisecond.", act="submit"))
    assert "The deadline of this challenge has passed" in page
    assert "In the very last millisecond." in page
    entry.refresh_from_db()
    assert (entry.status, entry.latest_version, entry.body) == ("draft", 0, "In the very last millisecond.")


def test_versions_stand_beside_each_other_with_what_changed(web, entry):
    send(web, entry, body="One line.\nAnother.", act="submit")
    entry.refresh_from_db()
    send(web, entry, body="One line.\nA better one.", act="submit")
    page = text_of(web.get(f"/entries/{entry.pk}/versions/2"))
    assert "What changed since version 1" in page
    assert "<del>" in page
    assert "<ins>" in page


def test_a_withdrawn_entry_leaves_room_for_another(web, entry):
    assert "Withdrawn" in text_of(web.post(f"/entries/{entry.pk}/withdraw", follow=True))
    assert "Begin my entry" in text_of(web.get(f"/challenges/{entry.challenge_id}/enter"))


def test_differences_keep_every_word_of_both_texts():
    before, after = "The slope\nof two sensors.\n", "The slope\nof three good sensors.\nNew.\n"
    found = differences(before, after)
    assert "".join(piece.text for piece in found if piece.kind != "new") == before
    assert "".join(piece.text for piece in found if piece.kind != "gone") == after
    assert Piece("gone", "two") in found
