"""What is known of an entry when it is received: in one statement, and as it stands under its lock."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from bounties.entries import sharing, submitting
from bounties.entries.locking import lock_entry
from bounties.entries.models import EntryFile
from bounties.entries.receiving import known_of
from bounties.entries.sharing import Offer
from tests.bounties.building import make_challenge, make_entry
from tests.bounties.conftest import make_user

pytestmark = pytest.mark.django_db
MOST_STATEMENTS = 7  # look; two locks; what is known; the entry, its event with deliveries, the version


def with_files(entry, *names):
    rows = [
        EntryFile(entry=entry, name=name, file=name, size=1, sha256="a" * 64, media_type="text/plain") for name in names
    ]
    return EntryFile.objects.bulk_create(rows)


def known(entry):
    with transaction.atomic():
        return known_of(lock_entry(entry.pk))


def test_an_entry_is_known_with_its_files_in_their_order_its_shares_and_the_smallest_prize(user):
    challenge = make_challenge()
    entry = make_entry(challenge, user, submit=False)
    sharing.offer_shares(entry, [Offer("friend@demo.test", 2_500)])
    files = sorted(with_files(entry, "b.txt", "a.txt", "c.txt"), key=lambda file: file.pk)
    EntryFile.objects.filter(pk=files[1].pk).update(removed_at=challenge.opens_at)
    found = known(entry)
    assert [file.pk for file in found.files] == [str(files[0].pk), str(files[2].pk)]
    assert sorted((share.email, share.share_bp) for share in found.shares) == sorted(
        [("friend@demo.test", 2_500), (user.email, 7_500)]
    )
    assert found.smallest_prize == min(challenge.prizes.values_list("amount", flat=True))
    assert (found.has_newer_terms, found.times_received) == (False, 0)


def test_only_what_its_entrant_handed_in_to_this_challenge_counts_and_all_of_that(user):
    challenge = make_challenge()
    entry = make_entry(challenge, user)
    make_entry(make_challenge(), user)
    make_entry(challenge, make_user("else@demo.test"))
    assert known(entry).times_received == 1


def test_a_receipt_names_files_as_the_database_has_them(user):
    entry = make_entry(make_challenge(), user, submit=False)
    files = sorted(with_files(entry, "b.txt", "a.txt"), key=lambda file: file.pk)
    version = submitting.submit(entry_id=entry.pk, by=user)
    version.refresh_from_db()
    assert version.files == [submitting.manifest_of(file) for file in files]
    assert set(entry.files.values_list("version_id", flat=True)) == {version.pk}


@pytest.mark.parametrize("members", [0, 4])
def test_handing_in_asks_the_same_few_questions_however_large_the_team(user, members):
    entry = make_entry(make_challenge(), user, submit=False)
    sharing.offer_shares(entry, [Offer(f"{number}@demo.test", 1_000) for number in range(members)])
    with CaptureQueriesContext(
        connection,
    ) as asked:
        submitting.submit(entry_id=entry.pk, by=user)
    sent = [one["sql"] for one in asked if "SAVEPOINT" not in one["sql"]]
    assert len(sent) <= MOST_STATEMENTS, sent
