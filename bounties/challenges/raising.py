"""A prize rises while it can still be won: asked for, paid, and only then true."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from bounties.accounts.models import User
from bounties.challenges import backing
from bounties.challenges.drafting import lock
from bounties.challenges.models import AMENDABLE, Challenge, Prize, Raise
from bounties.challenges.reviewing import snapshot
from bounties.errors import BountyError, InvalidInput
from payments.money import Money
from payments.purses.funding import KeyReused, Wish, contribute
from payments.purses.models import Contribution, Purse
from workers.clock import laurel_now
from workers.events import emit


class NotRaisable(BountyError):
    """Asked to raise a prize before its money is held, or when nobody can enter for it any more."""

    code = "not_raisable"


@dataclass(frozen=True, slots=True)
class Extra:
    """What each award of a rank shall be worth more, in minor units."""

    rank: int
    amount: int


def start(
    *, challenge_id: UUID, sponsor_id: UUID | None, extra: Extra, client_key: str, return_url: str, by: User
) -> Contribution:
    """Give a sponsor a page to pay for a higher prize; the same client key resumes the same raise.

    Without a sponsor the challenge's own pays. Calls Stripe, so never inside a transaction. Raises NotRaisable,
    InvalidInput, KeyReused, what `backing.join` raises, or payments' own refusals.
    """
    asked = _ask(challenge_id, sponsor_id, extra, client_key, by)
    wish = Wish(
        payer_reference=str(asked.sponsor_id),
        by=by,
        client_key=asked.client_key,
        return_url=return_url,
        amount=_price(asked),
        raises=str(asked.pk),
    )
    return contribute(reference=str(challenge_id), wish=wish)


@transaction.atomic
def _ask(challenge_id: UUID, sponsor_id: UUID | None, extra: Extra, client_key: str, by: User) -> Raise:
    challenge = lock(challenge_id)
    sponsor = backing.join(challenge=challenge, sponsor_id=sponsor_id or challenge.sponsor_id, by=by)
    client_key = backing.key_of(sponsor.pk, client_key)
    known = challenge.raises.filter(client_key=client_key).first()
    if known:
        if (known.sponsor_id, known.rank, known.amount) != (sponsor.pk, extra.rank, extra.amount):
            raise KeyReused(_("This Idempotency-Key was used for another raise. Take a new key."))
        return known
    _require_raisable(challenge)
    Money.parse(extra.amount, challenge.currency)
    if not challenge.prizes.filter(rank=extra.rank).exists():
        ranks = ", ".join(str(rank) for rank in challenge.prizes.values_list("rank", flat=True))
        raise InvalidInput(
            _("There is no prize of rank {rank}. Choose one of: {ranks}."), field="rank", rank=extra.rank, ranks=ranks
        )
    return Raise.objects.create(
        challenge=challenge,
        sponsor=sponsor,
        asked_by=by,
        rank=extra.rank,
        amount=extra.amount,
        client_key=client_key,
    )


def _require_raisable(challenge: Challenge) -> None:
    if challenge.status not in AMENDABLE or challenge.closes_at is None or challenge.closes_at <= laurel_now():
        raise NotRaisable(
            _("A challenge that is “{status}” can't be raised: only until its entries close, once it is funded."),
            status=challenge.get_status_display(),
        )
    if _is_won_in_part(challenge):
        raise NotRaisable(_("Somebody was accepted for this prize already. Post another challenge to offer more."))
    if not Purse.objects.filter(reference=str(challenge.pk), status=Purse.Status.HELD).exists():
        raise NotRaisable(_("Its prize money is not held at the moment, so nothing can be added to it."))


def _is_won_in_part(challenge: Challenge) -> bool:
    """Who was accepted already would have got less than who is accepted later."""
    return challenge.entries.filter(status="accepted").exists()


def _price(asked: Raise) -> Money:
    """What it costs: so much for each award of the rank, the platform's fee aside."""
    prize = asked.challenge.prizes.get(rank=asked.rank)
    return Money(asked.amount * prize.count, asked.challenge.currency)


def is_wanted(*, challenge: Challenge) -> bool:
    """Whether a raise that is paid at this moment still can be won; a paused challenge's clock stands still."""
    if _is_won_in_part(challenge):
        return False
    if challenge.status == Challenge.Status.PAUSED:
        return challenge.phase in AMENDABLE
    return challenge.status in AMENDABLE and challenge.closes_at is not None and challenge.closes_at > laurel_now()


def apply(*, challenge: Challenge, raise_id: UUID) -> None:
    """The raise is paid: the prize and the terms rise; part of the settlement, under the challenge's lock."""
    asked = Raise.objects.select_related("asked_by").get(pk=raise_id)
    prize = Prize.objects.get(challenge=challenge, rank=asked.rank)
    prize.amount += asked.amount
    prize.save(update_fields=["amount"])
    asked.applied_at = laurel_now()
    asked.save(update_fields=["applied_at"])
    challenge.terms_sha256 = snapshot(Challenge.objects.get(pk=challenge.pk), is_material=False).sha256
    challenge.version += 1
    challenge.save(update_fields=["terms_sha256", "version"])
    emit(
        "challenge.prize_raised",
        subject=challenge,
        by=asked.asked_by,
        payload={"rank": asked.rank, "amount": asked.amount},
    )
