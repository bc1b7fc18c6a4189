"""A solver hands in: what was acknowledged is never lost, what comes late is never taken."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from bounties.accounts.models import User
from bounties.canonical import sha256_of
from bounties.entries import disclosing, policies, queueing
from bounties.entries.contact import require_no_contact
from bounties.entries.locking import lock_entry, require_open, too_late
from bounties.entries.models import WRITABLE, Entry, EntryFile, EntryVersion
from bounties.entries.pricing import require_priced
from bounties.entries.receiving import Known, known_of
from bounties.entries.refusals import NothingChanged, TermsChanged, TooManySubmissions
from bounties.entries.sharing import require_payable_shares
from bounties.errors import IllegalMove, InvalidInput, NotAllowed
from workers.clock import LaurelNow
from workers.events import emit

LOOKED_AT = ["challenge", "challenge__status", "challenge__closes_at", "challenge__published_at"]
GATE = "entry_version_received_in_time"


def submit(*, entry_id: UUID, by: User) -> EntryVersion:
    """Receive the draft as the next version, and return its receipt.

    Raises NotAllowed, ChallengeClosed, TermsChanged, NothingChanged, TooManySubmissions, IllegalMove, NotEligible for
    whoever lost the place of the stage before, or InvalidInput for what is empty, has no picture or does not say what
    was asked of AI. In the last milliseconds it is the database's gate that finds it late.
    """
    seen = Entry.objects.select_related("challenge").only(*LOOKED_AT).annotate(now=LaurelNow()).get(pk=entry_id)
    require_open(seen.challenge, now=seen.now)
    try:
        return _receive(entry_id=entry_id, by=by, now=seen.now)
    except IntegrityError as refusal:
        if getattr(getattr(refusal.__cause__, "diag", None), "constraint_name", None) != GATE:
            raise
        raise too_late() from refusal


@transaction.atomic
def _receive(*, entry_id: UUID, by: User, now: datetime) -> EntryVersion:
    """The gate comes last, so that the time it reads is the time of receipt; `now` is when we looked without a lock."""
    entry = lock_entry(entry_id)
    policies.require_captain(entry, by)
    require_open(entry.challenge, now=now)
    known = known_of(entry)
    _require_entrant(known)
    if not entry.latest_version:  # the place of the stage before may have been lost since it was begun
        policies.require_passed(entry.challenge, by)
    _require_terms_in_force(known)
    disclosing.require_disclosure(entry)
    _require_patience(entry, known)
    version = _version_of(entry, known)
    _require_change(entry, version)
    if entry.status != Entry.Status.SUBMITTED:
        entry.move_to(Entry.Status.SUBMITTED)
    entry.latest_version, entry.version = version.number, entry.version + 1
    entry.save(update_fields=[*Entry.MOVED, "latest_version", "version"])
    emit("entry.submitted", subject=entry, by=by, payload={"number": version.number})
    if version.files:
        entry.files.filter(version=None, removed_at=None).update(version_id=version.pk)
    version.save(force_insert=True)
    if entry.challenge.rules.has_queue:
        queueing.join(entry, version)
    return version


def _version_of(entry: Entry, known: Known) -> EntryVersion:
    if entry.status not in WRITABLE:
        raise IllegalMove(_("An entry that is “{status}” cannot be submitted."), status=entry.get_status_display())
    files = [manifest_of(file) for file in known.files]
    if not entry.body.strip() and not files:
        raise InvalidInput(_("The entry is empty. Write a text or add a file."), field="body")
    if entry.challenge.takes_images_only and not files:
        raise InvalidInput(_("This challenge asks for pictures. Add an image."), field="files")
    require_priced(entry.challenge, entry.price)
    if entry.challenge.rules.is_priced:
        require_no_contact(f"{entry.title}\n{entry.body}", field="body")
    require_payable_shares(entry, known.shares, smallest=known.smallest_prize)
    version = EntryVersion(
        entry=entry,
        number=entry.latest_version + 1,
        title=entry.title,
        body=entry.body,
        price=entry.price,
        files=files,
    )
    version.ai_use = entry.ai_use
    version.sha256 = sha256_of(canonical(version))
    return version


def _require_change(entry: Entry, version: EntryVersion) -> None:
    if not entry.latest_version:
        return
    same = entry.versions.filter(number=entry.latest_version, title=version.title, body=version.body)
    same = same.filter(ai_use=version.ai_use, price=version.price)
    if same.filter(files=version.files).exists():
        raise NothingChanged(
            _("This was received as version {now} already. Change it, then submit."), now=entry.latest_version
        )


def manifest_of(file: EntryFile) -> dict[str, Any]:
    """What a version says of a file: enough to prove which bytes were meant."""
    return {
        "id": str(file.pk),
        "name": file.name,
        "size": file.size,
        "sha256": file.sha256,
        "media_type": file.media_type,
    }


def canonical(version: EntryVersion) -> dict[str, Any]:
    """What a receipt's SHA-256 is taken of, as UTF-8 JSON with sorted keys and no spaces: its owner can prove it.

    What was not said, like a price where none is asked for, has no key: receipts given before it could be said stay
    provable.
    """
    said: dict[str, Any] = {"ai_use": version.ai_use} if version.ai_use else {}
    said |= {} if version.price is None else {"price": version.price}
    return said | {
        "entry": str(version.entry_id),
        "version": version.number,
        "title": version.title,
        "body": version.body,
        "files": version.files,
    }


def _require_entrant(known: Known) -> None:
    """The account that the request was let in with may have ended while it waited for the entry."""
    if known.is_orphaned:
        raise NotAllowed(_("Your account was ended meanwhile. Nothing was done."))


def _require_patience(entry: Entry, known: Known) -> None:
    most = entry.challenge.submissions_a_day
    if known.times_received >= most:
        raise TooManySubmissions(
            _("You handed in {most} times within 24 hours, the most that this challenge takes."), most=most
        )


def _require_terms_in_force(known: Known) -> None:
    if known.has_newer_terms:
        raise TermsChanged(
            _("The terms changed since you accepted them. Read them, then change your entry to accept them.")
        )
