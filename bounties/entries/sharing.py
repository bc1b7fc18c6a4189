"""How a team divides what it may win: shares offered by the captain, each consented to by its member."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from bounties.accounts.models import User
from bounties.challenges.models import Challenge, Side
from bounties.challenges.sides import take_side
from bounties.entries import policies
from bounties.entries.locking import lock_entry, require_open
from bounties.entries.models import Entry, TeamShare
from bounties.entries.models.life import UNDECIDED
from bounties.errors import IllegalMove, InvalidInput, OutOfDate
from payments.money import Money
from workers.clock import laurel_now
from workers.events import emit, emit_many

WHOLE_BP = 10_000
LARGEST_TEAM = 20
Member = TypeVar("Member", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Offer:
    """A part of the whole, in basis points, for whoever has this address."""

    email: str
    share_bp: int


def whole_team(offers: Sequence[Offer], captain: User) -> list[Offer]:
    """Every member's part; a captain who is not listed has what the listed leave.

    Raises InvalidInput unless each address comes once and the parts are the whole.
    """
    listed = {offer.email.lower(): offer.share_bp for offer in offers}
    given = sum(listed.values())
    if len(listed) < len(offers):
        raise InvalidInput(_("An address is listed twice. List each member once."), field="team")
    if len(offers) > LARGEST_TEAM:
        raise InvalidInput(
            _("{count} members are too many; {largest_team} at most."),
            field="team",
            count=len(offers),
            largest_team=LARGEST_TEAM,
        )
    if any(share_bp < 1 for share_bp in listed.values()):
        raise InvalidInput(_("Each share is 1 basis point or more. Leave out who gets nothing."), field="team")
    if given > WHOLE_BP or (given < WHOLE_BP and captain.email in listed):
        raise InvalidInput(
            _("The shares sum to {given}. Change them so that they sum to {whole_bp}."),
            field="team",
            given=given,
            whole_bp=WHOLE_BP,
        )
    rest = {captain.email: WHOLE_BP - given} if given < WHOLE_BP else {}
    return [Offer(email, share_bp) for email, share_bp in (rest | listed).items()]


def offer_shares(entry: Entry, offers: Sequence[Offer]) -> None:
    """Replace the shares of a locked entry; the captain consents by writing them, the others are told and asked again.

    The same team as before stays as it is, with its consents. Raises InvalidInput for a share of the smallest prize
    that is too small to be paid.
    """
    team = whole_team(offers, entry.entrant)
    standing = {(_address_of(share, entry.entrant), share.share_bp) for share in entry.shares.all()}
    if standing == {(one.email, one.share_bp) for one in team}:
        return
    _require_payable(team, entry.offered or _smallest_prize(entry.challenge))
    entry.shares.all().delete()
    shares = TeamShare.objects.bulk_create(
        TeamShare(entry=entry, email=offer.email, share_bp=offer.share_bp, **_consent_of(entry.entrant, offer))
        for offer in team
    )
    waiting = [share.pk for share in shares if share.consented_at is None]
    emit_many("team_share.offered", subjects=TeamShare.objects.filter(pk__in=waiting), by=entry.entrant)


def _address_of(share: TeamShare, captain: User) -> str:
    """The captain's is the one that they have by now: a new address makes no new team."""
    return captain.email if share.user_id == captain.pk else share.email


def too_small_of(parts: Mapping[Member, int], award: Money) -> dict[Member, Money]:
    """Whose part of this award, in basis points, comes to too little to be paid."""
    cut = zip(parts, award.split(list(parts.values())), strict=True)
    return {member: money for member, money in cut if not money.is_payable}


def _smallest_prize(challenge: Challenge) -> Money | None:
    smallest = challenge.prizes.order_by("amount").first()
    return Money(smallest.amount, challenge.currency) if smallest else None


def require_payable_shares(entry: Entry, shares: Sequence[TeamShare], *, smallest: int | None) -> None:
    """Raise InvalidInput for a share that is too small to be paid of what the entry may win.

    `smallest` is its challenge's smallest prize in minor units; an offer may win what it asks for.
    """
    prize = entry.offered or (None if smallest is None else Money(smallest, entry.challenge.currency))
    _require_payable([Offer(share.email, share.share_bp) for share in shares], prize)


def _require_payable(team: Sequence[Offer], prize: Money | None) -> None:
    if prize is None:
        return
    parts = {offer.email: offer.share_bp for offer in team}
    for email, part in too_small_of(parts, prize).items():
        needed = -(-prize.least.amount * WHOLE_BP // prize.amount)
        raise InvalidInput(
            _(
                "The share of {email}, {share}, is {part} of {prize}, the least that may be won; nobody can be "
                "paid less than {least}. Give {needed} or more, or leave them out."
            ),
            field="team",
            email=email,
            share=parts[email],
            part=part,
            prize=prize,
            least=prize.least,
            needed=needed,
        )


def _consent_of(captain: User, offer: Offer) -> dict[str, object]:
    return {"user": captain, "consented_at": laurel_now()} if offer.email == captain.email else {}


@transaction.atomic
def consent(*, entry_id: UUID, by: User, share_bp: int | None = None) -> Entry:
    """Accept the share that was offered to one's address, while the challenge is open; again is harmless.

    `share_bp` is what the member has read, so that no smaller part is agreed to unseen. Raises NotAllowed, BothSides,
    NotEligible, ChallengeClosed, IllegalMove for an entry that is decided already or a second share, OutOfDate for
    another share by now, or DoesNotExist if nothing was offered.
    """
    entry = lock_entry(entry_id)
    require_open(entry.challenge)
    if entry.status not in UNDECIDED:
        raise IllegalMove(_("The entry is “{status}”; its shares stay as they are."), status=entry.get_status_display())
    theirs = entry.shares.filter(Q(user=None) | Q(user=by))  # what another has taken is not who has that address now's
    share = theirs.select_for_update(no_key=True).get(email=by.email)  # who is leaving has no such address
    policies.require_eligible(entry.challenge, by, team_size=entry.shares.count())
    policies.require_payable(by)
    take_side(challenge=entry.challenge, user=by, kind=Side.Kind.ENTRANT)
    if share.consented_at is None:
        _require_as_read(share, share_bp)
        if entry.shares.filter(user=by).exists():
            raise IllegalMove(
                _("You agreed to a share of this entry under another address. Ask its entrant to make one of both.")
            )
        share.user, share.consented_at = by, laurel_now()
        share.save(update_fields=["user", "consented_at"])
        emit("team_share.consented", subject=share, by=by)
    return entry


def _require_as_read(share: TeamShare, share_bp: int | None) -> None:
    if share_bp is not None and share_bp != share.share_bp:
        raise OutOfDate(
            _("By now {percent} % are offered to you. Look at that, then agree or leave it."), percent=share.percent
        )
