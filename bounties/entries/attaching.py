"""Files beside an entry's text: named, sniffed, measured, stored and hashed before any lock is taken."""

import hashlib
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from bounties.accounts.models import User
from bounties.entries import policies, screening
from bounties.entries.archives import ARCHIVES, require_harmless
from bounties.entries.artwork.measuring import MEASURES, Size, measured
from bounties.entries.authorship import names_in
from bounties.entries.entering import lock_writable
from bounties.entries.locking import lock_entry
from bounties.entries.models import Entry, EntryFile, Picture
from bounties.entries.naming import clean_name
from bounties.entries.sniffing import HEAD_BYTES, media_type_of
from bounties.errors import InvalidInput
from payments.sentences import grouped
from workers.clock import laurel_now
from workers.events import emit

MEGABYTE = 1024 * 1024
LARGEST_FILE = 20 * MEGABYTE
LARGEST_TOTAL = 100 * MEGABYTE  # of the files that the next version will have
MOST_FILES = 20
MOST_UPLOADS = 200  # in an entry's life, with those that were removed


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that may be taken, not stored yet; `pixels` of an image."""

    file: EntryFile
    pixels: Size | None


def attach(*, entry_id: UUID, upload: UploadedFile, by: User) -> EntryFile:
    """Add a file to the draft of the next version; an image is drawn anew by a worker. Its `authors` are whom it names.

    Raises InvalidInput (name, kind, size, number), NotAllowed, IllegalMove or ChallengeClosed; then nothing is kept.
    """
    described = _described(upload)
    file = described.file
    file.entry_id = entry_id
    file.file.save(file.name, upload, save=False)
    try:
        return _add(described, by=by)
    except BaseException:
        file.file.delete(save=False)
        raise


@transaction.atomic
def _add(described: Upload, *, by: User) -> EntryFile:
    file = described.file
    entry = _lock_for_adding(file.entry_id, by)
    _require_room(entry, file)
    if entry.challenge.takes_images_only and described.pixels is None:
        kinds = ", ".join(sorted(kind.removeprefix("image/").upper() for kind in MEASURES))
        raise InvalidInput(
            _('"{name}" is no image. This challenge asks for {kinds}.'), field="file", name=file.name, kinds=kinds
        )
    file.save(force_insert=True)
    _bump(entry)
    emit("entry.file_added", subject=entry, by=by, payload={"file": str(file.pk)})
    if described.pixels:
        width, height = described.pixels
        picture = Picture.objects.create(file=file, width=width, height=height)
        emit("picture.attached", subject=picture)
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


def _lock_for_adding(entry_id: UUID, by: User) -> Entry:
    """The entry, held, while it is written, or while its form may be mended. Raises as `lock_writable` does."""
    if Entry.objects.filter(pk=entry_id, status=Entry.Status.INELIGIBLE).exists():
        entry = lock_entry(entry_id)
        policies.require_captain(entry, by)
        screening.require_curing(entry)
        return entry
    return lock_writable(entry_id, by)


def _require_room(entry: Entry, file: EntryFile) -> None:
    present = entry.files.filter(removed_at=None)
    if present.count() >= MOST_FILES:
        raise InvalidInput(
            _("An entry has at most {most_files} files. Remove one, or put them in a .zip."),
            field="file",
            most_files=MOST_FILES,
        )
    if entry.files.count() >= MOST_UPLOADS:
        raise InvalidInput(
            _("{most_uploads} files were uploaded to this entry; it takes no more."),
            field="file",
            most_uploads=MOST_UPLOADS,
        )
    total = file.size + (present.aggregate(total=Sum("size"))["total"] or 0)
    if total > LARGEST_TOTAL:
        raise InvalidInput(
            _("With this file the entry would have {total} bytes of files; {largest_total} at most. Remove one."),
            field="file",
            total=grouped(total),
            largest_total=grouped(LARGEST_TOTAL),
        )


def _described(upload: UploadedFile) -> Upload:
    name = clean_name(str(upload.name or ""))
    size = upload.size or 0
    if not 0 < size <= LARGEST_FILE:
        raise InvalidInput(
            _('"{name}" has {size} bytes; send 1 to {largest_file}.'),
            field="file",
            name=name,
            size=grouped(size),
            largest_file=grouped(LARGEST_FILE),
        )
    head = upload.read(HEAD_BYTES)
    media_type = media_type_of(name, head)
    stream: Any = upload.file
    pixels = measured(stream, media_type, name) if media_type in MEASURES else None
    if media_type in ARCHIVES:
        require_harmless(stream, name)
    authors = names_in(stream, media_type)
    upload.seek(0)
    file = EntryFile(name=name, size=size, media_type=media_type, sha256=_sha256_of(upload))
    file.authors = authors
    return Upload(file, pixels)


def _sha256_of(upload: UploadedFile) -> str:
    digest: Any = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    return str(digest.hexdigest())


def _bump(entry: Entry) -> None:
    entry.version += 1
    entry.save(update_fields=["version"])
