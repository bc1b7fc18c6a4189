"""Between acceptance and payment: whoever holds a share signs, Stripe knows who is paid, and only then money moves.

Where the terms ask for nothing, nothing of this happens.
"""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from bounties.accounts.models import User
from bounties.accounts.policies import is_member
from bounties.awards.deeds import deed_of
from bounties.awards.errors import AlreadyExtended, PapersExpired, PapersNotAsked
from bounties.awards.life import Status
from bounties.awards.models import Award, Paper
from bounties.awards.moving import locked_award, move
from bounties.awards.owing import IDENTITY, RIGHTS, asked_of, holders_of, missing, payees_of, require_holder
from bounties.awards.reminding import set_reminders
from bounties.challenges.waiting import time_in
from bounties.challenges.windows import verifying_time
from bounties.errors import InvalidInput, NotAllowed, OutOfDate
from bounties.judging.policies import MANAGERS
from bounties.text import require_line
from payments.payees.identity import identified, user_of
from workers.clock import laurel_now
from workers.events import emit


def begin(award: Award) -> Award:
    """Part of every service that makes an award accepted: it waits for what is asked, or goes on as it is."""
    if asked_of(award):
        move(award, Status.VERIFYING, due_at=laurel_now() + verifying_time(award.challenge))
        set_reminders(award)
    return award


@transaction.atomic
def sign_rights(*, award_id: UUID, legal_name: str, sha256: str, by: User) -> Award:
    """Sign the deed by one's legal name; `sha256` is that of the text that was read. A repeat changes nothing.

    Raises Award.DoesNotExist for whoever holds no share, PapersNotAsked, PapersExpired, InvalidInput, and OutOfDate if
    the text is not the one that was read.
    """
    award = locked_award(award_id)
    require_holder(award, by)
    if award.papers.filter(user=by, kind=RIGHTS).exists():
        return award
    _require_waiting(award, RIGHTS)
    name = require_line(legal_name.strip(), field="legal_name")
    if not name:
        raise InvalidInput(_("It is empty. Sign by the name that you have before the law."), field="legal_name")
    deed = deed_of(award)
    if sha256 != deed.sha256:
        raise OutOfDate(
            _("The text to sign has the SHA-256 {now}, not {sha256}. Read it again, then sign it."),
            now=deed.sha256,
            sha256=sha256,
        )
    signed = {"legal_name": name, "document": deed.text, "sha256": deed.sha256}
    Paper.objects.create(award=award, user=by, kind=RIGHTS, **signed)
    emit("award.rights_signed", subject=award, by=by)
    return _go_on(award)


@transaction.atomic
def look_at_identities(*, award_id: UUID) -> None:
    """Whom Stripe knew before, nobody asks. Not part of accepting: so no news of Stripe's falls between the two."""
    award = locked_award(award_id)
    take_note(award, identified(payees_of(award)))


@transaction.atomic
def note_identity(*, payee_id: UUID) -> None:
    """Stripe has told something of somebody: what waits for their identity goes on, if that is verified now."""
    known = identified([user_of(payee_id)])
    waiting = Award.objects.filter(status=Status.VERIFYING, challenge__papers__contains=[IDENTITY])
    for user in known:
        for award_id in waiting.held_by(user).order_by("challenge_id", "pk").values_list("pk", flat=True):
            take_note(locked_award(award_id), known)


def take_note(award: Award, known: Collection[UUID]) -> Award:
    """Part of services that hold the lock: write down for good who of its payees is known, whatever Stripe says later.

    Nobody is asked twice: an account that lacks something again holds up the payout, not the award.
    """
    if award.status != Status.VERIFYING:
        return award
    fresh = [user for user, kinds in missing(award).items() if IDENTITY in kinds and user in known]
    for user in fresh:
        Paper.objects.create(award=award, user_id=user, kind=IDENTITY)
        emit("award.identity_known", subject=award, payload={"user": str(user)})
    return _go_on(award) if fresh else award


@transaction.atomic
def extend(*, award_id: UUID, by: User) -> Award:
    """Give as much time again, once, before it is over; the winner may, and the sponsor's managers.

    Raises Award.DoesNotExist for everyone else, NotAllowed for other members of the team, PapersNotAsked,
    PapersExpired, AlreadyExtended.
    """
    award = locked_award(award_id)
    _require_extender(award, by)
    _require_waiting(award)
    if award.extended_by_id or award.due_at is None:
        raise AlreadyExtended(_("The time for its papers was extended already; it is extended once."))
    award.due_at += verifying_time(award.challenge)
    award.extended_by = by
    award.save(update_fields=["due_at", "extended_by"])
    emit("award.papers_extended", subject=award, by=by, payload={"due_at": award.due_at.isoformat()})
    set_reminders(award)
    return award


def finish(award: Award) -> Award:
    """Part of services that hold the lock: nothing stands before the payment any more."""
    move(award, Status.PAYABLE)
    emit("award.papers_given", subject=award)
    return award


def has_run_out(award: Award) -> bool:
    """By the challenge's own clock, which a pause stops."""
    return award.due_at is not None and award.due_at <= time_in(award.challenge)


def _go_on(award: Award) -> Award:
    return award if missing(award) else finish(award)


def _require_waiting(award: Award, kind: str | None = None) -> None:
    if kind and kind not in asked_of(award):
        raise PapersNotAsked(_("Nothing is to be signed for this award."))
    if award.status != Status.VERIFYING:
        raise PapersNotAsked(
            _("The award is “{status}”. Papers are given between acceptance and payment."),
            status=award.get_status_display(),
        )
    if has_run_out(award):
        raise PapersExpired(_("The time for the papers of this award is over."))


def _require_extender(award: Award, user: User) -> None:
    if user.pk == award.entry.entrant_id or is_member(user, award.challenge.sponsor_id, *MANAGERS):
        return
    if user.pk in holders_of(award):
        raise NotAllowed(_("The entrant asks for more time, or the sponsor's owners and managers do."))
    raise Award.DoesNotExist
