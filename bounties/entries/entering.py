"""A solver begins an entry, and rewrites its draft until the deadline."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bounties.accounts.models import User
from bounties.challenges.models import Challenge, Side
from bounties.challenges.sides import take_side
from bounties.entries import policies, sharing
from bounties.entries.locking import lock_entry, require_open
from bounties.entries.models import LEAVES_ROOM, WRITABLE, Entry
from bounties.entries.pricing import require_price
from bounties.entries.refusals import AlreadyEntered
from bounties.entries.sharing import Offer
from bounties.errors import IllegalMove, InvalidInput, OutOfDate
from bounties.text import LONGEST_BODY, require_length, require_line
from workers.clock import laurel_now
from workers.events import emit

LONGEST_AI_USE = 5_000  # bytes in UTF-8


@dataclass(frozen=True, slots=True)
class Changes:
    """What a draft says; None leaves it as it is."""

    title: str | None = None
    body: str | None = None
    accept_terms: bool | None = None
    team: Sequence[Offer] | None = None
    ai_use: str | None = None
    price: int | None = None  # minor units


@transaction.atomic
def start(*, challenge_id: UUID, draft: Changes, by: User) -> Entry:
    """Begin an entry to an open challenge, under its present terms.

    Raises ChallengeClosed, ChallengeNotOpen, BothSides, NotEligible, NotPayable, AlreadyEntered or InvalidInput.
    """
    challenge = Challenge.objects.get(pk=challenge_id)
    require_open(challenge)
    policies.require_eligible(challenge, by, team_size=len(draft.team or ()) or 1)
    policies.require_payable(by)
    _require_acceptance(draft.accept_terms)
    require_line(draft.title or "", field="title")
    body = require_length(draft.body or "", limit=LONGEST_BODY, field="body")
    require_price(challenge, draft.price)
    take_side(challenge=challenge, user=by, kind=Side.Kind.ENTRANT)
    # The row of `Side` is held now: a second start of the same person waits here, and then sees the first.
    require_fewer_than_allowed(challenge, by)
    latest = challenge.terms.latest("number")
    ai_use = require_length(draft.ai_use or "", limit=LONGEST_AI_USE, field="ai_use")
    said = {"title": draft.title or "", "body": body, "ai_use": ai_use, "price": draft.price}
    entry = Entry.objects.create(challenge=challenge, entrant=by, terms=latest, **said)
    sharing.offer_shares(entry, draft.team or ())
    emit("entry.started", subject=entry, by=by)
    return entry


@transaction.atomic
def rewrite(*, entry_id: UUID, version: int, changes: Changes, by: User) -> Entry:
    """Change the draft of the next version; what was submitted stays as it was received.

    Raises NotAllowed, OutOfDate, IllegalMove, ChallengeClosed or InvalidInput.
    """
    entry = lock_writable(entry_id, by)
    if entry.version != version:
        raise OutOfDate(
            _("It is at version {now}, not {version}. Read it again, then repeat."), now=entry.version, version=version
        )
    entry.title = entry.title if changes.title is None else require_line(changes.title, field="title")
    if changes.body is not None:
        entry.body = require_length(changes.body, limit=LONGEST_BODY, field="body")
    if changes.ai_use is not None:
        entry.ai_use = require_length(changes.ai_use, limit=LONGEST_AI_USE, field="ai_use")
    if changes.price is not None:
        require_price(entry.challenge, changes.price)
        entry.price = changes.price
    if changes.accept_terms is not None:
        _require_acceptance(changes.accept_terms)
        entry.terms, entry.terms_accepted_at = entry.challenge.terms.latest("number"), laurel_now()
    if changes.team is not None:
        sharing.offer_shares(entry, changes.team)
    entry.version += 1
    entry.save(update_fields=["title", "body", "ai_use", "price", "terms", "terms_accepted_at", "version"])
    emit("entry.edited", subject=entry, by=by)
    return entry


def lock_writable(entry_id: UUID, by: User) -> Entry:
    """The entry, held, if its captain may change its draft now.

    Raises NotAllowed, ChallengeClosed, ChallengeNotOpen or IllegalMove.
    """
    entry = lock_entry(entry_id)
    policies.require_captain(entry, by)
    require_open(entry.challenge)
    if entry.status not in WRITABLE:
        raise IllegalMove(_("An entry that is “{status}” cannot be changed."), status=entry.get_status_display())
    return entry


def require_fewer_than_allowed(challenge: Challenge, by: User) -> None:
    """Raise AlreadyEntered for whoever has as many live entries as the challenge allows."""
    live = Entry.objects.filter(challenge=challenge, entrant=by).exclude(status__in=LEAVES_ROOM).count()
    if live >= challenge.entry_limit:
        raise AlreadyEntered(
            ngettext(
                "You have an entry here already, which is all one may have. Change or withdraw it.",
                "You have {count} entries here already, which is all one may have. Change or withdraw one.",
                challenge.entry_limit,
            ),
            count=challenge.entry_limit,
        )


def _require_acceptance(accepted: bool | None) -> None:
    if not accepted:
        raise InvalidInput(_("It is false. Nobody can enter without accepting the terms."), field="accept_terms")
