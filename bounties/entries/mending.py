"""An entrant mends the form of an entry that was found ineligible; its substance stays as it was received."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from bounties.accounts.models import User
from bounties.canonical import sha256_of
from bounties.entries import disclosing, policies, screening
from bounties.entries.locking import lock_entry
from bounties.entries.models import Entry, EntryVersion, ScreeningStatus
from bounties.entries.refusals import NothingChanged
from bounties.entries.submitting import canonical, manifest_of
from workers.events import emit


@transaction.atomic
def mend(*, entry_id: UUID, ai_use: str | None, by: User) -> EntryVersion:
    """Hand in the files that were added since, and what is said of AI, as the next version; screened once more.

    Raises NotAllowed, NotInScreening, NothingChanged or InvalidInput.
    """
    entry = lock_entry(entry_id)
    policies.require_captain(entry, by)
    cure = screening.require_curing(entry)
    entry.ai_use = entry.ai_use if ai_use is None else ai_use
    disclosing.require_disclosure(entry)
    version = _mended(entry)
    version.save(force_insert=True)
    entry.files.filter(version=None, removed_at=None).update(version_id=version.pk)
    cure.is_mended = True
    cure.move_to(ScreeningStatus.WAITING, due_at=screening.next_screening(entry.challenge))
    cure.save(update_fields=["status", "due_at", "is_mended"])
    entry.latest_version, entry.version = version.number, entry.version + 1
    entry.move_to(Entry.Status.LOCKED)
    entry.save(update_fields=[*Entry.MOVED, "ai_use", "latest_version", "version"])
    emit("entry.mended", subject=entry, by=by)
    return version


def _mended(entry: Entry) -> EntryVersion:
    before = entry.versions.get(number=entry.latest_version)
    added = [manifest_of(file) for file in entry.files.filter(version=None, removed_at=None)]
    if not added and entry.ai_use == before.ai_use:
        raise NothingChanged(_("Nothing was added. Attach the missing file, or say what was asked of AI, then mend."))
    version = EntryVersion(
        entry=entry,
        number=before.number + 1,
        title=before.title,
        body=before.body,
        price=before.price,
        ai_use=entry.ai_use,
        files=[*before.files, *added],
    )
    version.sha256 = sha256_of(canonical(version))
    return version
