"""Files beside an entry's text: stored and hashed before any lock is taken."""

import hashlib
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from bounties.accounts.models import User
from bounties.entries.entering import lock_writable
from bounties.entries.models import Entry, EntryFile
from bounties.entries.sniffing import HEAD_BYTES, media_type_of
from bounties.errors import InvalidInput
from workers.clock import laurel_now
from workers.events import emit

LARGEST_FILE = 20 * 1024 * 1024  # bytes
MOST_FILES = 20
LONGEST_NAME = 120


def attach(*, entry_id: UUID, upload: UploadedFile, by: User) -> EntryFile:
    """Add a file to the draft of the next version.

    Raises InvalidInput (kind, size, number), NotAllowed, IllegalMove or ChallengeClosed; then nothing stays stored.
    """
    file = _described(upload)
    file.entry_id = entry_id
    file.file.save(file.name, upload, save=False)
    try:
        return _add(file, by=by)
    except BaseException:
        file.file.delete(save=False)
        raise


@transaction.atomic
def _add(file: EntryFile, *, by: User) -> EntryFile:
    entry = lock_writable(file.entry_id, by)
    if entry.files.filter(removed_at=None).count() >= MOST_FILES:
        raise InvalidInput(f"An entry has at most {MOST_FILES} files. Remove one, or put them in a .zip.", field="file")
    file.save(force_insert=True)
    _bump(entry)
    emit("entry.file_added", subject=entry, by=by, payload={"file": str(file.pk)})
    return file


@transaction.atomic
def remove(*, entry_id: UUID, file_id: UUID, by: User) -> Entry:
    """Leave a file out of the next version; versions that were received keep it.

    Raises NotAllowed, IllegalMove, ChallengeClosed or DoesNotExist.
    """
    entry = lock_writable(entry_id, by)
    file = entry.files.get(pk=file_id, removed_at=None)
    file.removed_at = laurel_now()
    file.save(update_fields=["removed_at"])
    _bump(entry)
    emit("entry.file_removed", subject=entry, by=by, payload={"file": str(file.pk)})
    return entry


def _described(upload: UploadedFile) -> EntryFile:
    name = str(upload.name or "")[-LONGEST_NAME:]
    size = upload.size or 0
    if not 0 < size <= LARGEST_FILE:
        raise InvalidInput(f'"{name}" has {size:,} bytes; send 1 to {LARGEST_FILE:,}.', field="file")
    head = upload.read(HEAD_BYTES)
    return EntryFile(name=name, size=size, media_type=media_type_of(name, head), sha256=_sha256_of(upload))


def _sha256_of(upload: UploadedFile) -> str:
    digest: Any = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    return str(digest.hexdigest())


def _bump(entry: Entry) -> None:
    entry.version += 1
    entry.save(update_fields=["version"])
